"""Audit reports with made-up contents: what a report says, before any layout draws it.

Nothing here comes from a real report. The same seed gives the same report.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field

SCHEMES = ("rba", "smeta", "bsci", "sa8000", "wrap", "slcp", "cap")

SITES = (
    ("Norland Stitch Works Ltd", "Plot 14, Kashimpur Road, Gazipur", "Bangladesh"),
    ("Lumera Precision Co., Ltd.", "88 Fuxing Avenue, Kunshan, Jiangsu", "China"),
    ("Hoang Phuc Footwear JSC", "Lot D3, Song May zone, Dong Nai", "Viet Nam"),
    ("Anadolu Orgu Tekstil A.S.", "Organize Sanayi 7. Cadde 12, Bursa", "Turkey"),
    ("Seri Kelang Rubber Sdn. Bhd.", "Lot 21, Jalan Meru Timur, Klang", "Malaysia"),
    ("Vidarbha Knit Exports Pvt. Ltd.", "Survey No. 41, Hingna Road, Nagpur", "India"),
    ("Cikarang Busana Jaya PT", "Jalan Jababeka XII Blok W, Cikarang", "Indonesia"),
    ("Phnom Chisor Garment Co., Ltd", "National Road 3, Kandal", "Cambodia"),
    ("Maquila Rio Turbio S.A. de C.V.", "Calle Industria 18, Leon", "Mexico"),
    ("Faisal Denim Mills (Pvt) Ltd", "4 km Sargodha Road, Faisalabad", "Pakistan"),
)
FIRMS = (
    "Tamarind Assurance Asia", "Northbank Social Audits", "Verity Lane Certification", "Kestrel Assessments Ltd",
    "Blue Heron Inspection", "Casa Verde Auditores",
)  # fmt: skip
PEOPLE = (
    "HR Manager", "Production Manager", "EHS Officer", "General Manager", "Payroll Supervisor", "Factory Director",
    "Compliance Officer", "Maintenance Head",
)  # fmt: skip

# Subject of a finding -> (description, evidence, root cause, corrective action), each in two wordings.
SUBJECTS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "fees": (
        (
            "{n} migrant workers had paid recruitment fees to labour agents in their home country before arrival.",
            "Interviews with {m} workers; two bank slips seen.",
            "Contracts with agents do not cover sub-agents.",
            "Repay all affected workers in full and sign new agreements with agents.",
        ),
        (
            "Workers recruited since January paid between 900 and 2,400 dollars for their jobs; {m} still owe money.",
            "Loan papers of {m} workers; statement of the agent.",
            "No due diligence on recruitment agents was carried out.",
            "Engage an independent party to calculate fees and set up a repayment plan.",
        ),
    ),
    "passports": (
        (
            "The facility kept the passports of {n} workers in a locked cabinet.",
            "Cabinet in the HR office; passport log; interviews.",
            "Practice carried over from the former agent.",
            "Return every passport and provide personal lockers.",
        ),
    ),
    "hours": (
        (
            "{m} of {n} sampled workers worked more than 60 hours a week in the peak season, at most 78 hours.",
            "Time records of three months compared with production records.",
            "Orders confirmed late; no cap in the planning system.",
            "Introduce a cap on overtime and hire additional workers.",
        ),
        (
            "Rest days were not given in the peak months: {m} workers worked up to 16 consecutive days.",
            "Attendance data; broken-needle records dated on Sundays.",
            "Production planning does not take rest days into account.",
            "Guarantee one day off in seven and monitor it weekly.",
        ),
    ),
    "wages": (
        (
            "Overtime on weekdays was paid at 125 % instead of the legal premium of 150 %.",
            "Payroll of {n} workers; pay slips; interviews.",
            "Payroll software was set up wrongly.",
            "Correct the software and pay back the difference to {n} workers.",
        ),
        (
            "Wages for two months were paid 11 days late.",
            "Bank transfer records; interviews with {m} workers.",
            "Cash flow problems of the parent company.",
            "Pay wages by the 7th of each month.",
        ),
    ),
    "fire": (
        (
            "The emergency exit on the second floor was locked during working hours.",
            "Seen during the tour; photographs 3 and 4.",
            "Fear of theft; guards were not trained.",
            "Remove the lock and fit a push bar; train all guards.",
        ),
        (
            "{m} fire extinguishers in the warehouse were blocked by cartons, and their tags had expired.",
            "Factory tour; inspection tags.",
            "Warehouse not covered by the monthly round.",
            "Clear the access and add the warehouse to the inspection plan.",
        ),
    ),
    "chemicals": (
        (
            "Secondary containers of solvent had no labels, and safety data sheets were missing in the local language.",
            "Chemical store; printing section.",
            "Supplier did not provide translated sheets.",
            "Label all containers and post translated data sheets.",
        ),
    ),
    "dormitory": (
        (
            "Rooms of the dormitory licensed for 8 people were occupied by up to 13.",
            "Dormitory tour; licence; floor plan.",
            "Headcount grew by {n} without new housing.",
            "Rent a second dormitory and move at least {m} workers.",
        ),
    ),
    "union": (
        (
            "Worker representatives were appointed by management instead of being elected.",
            "Minutes of the committee; interviews with {m} workers.",
            "Lack of knowledge of the legal procedure.",
            "Hold an election by secret ballot.",
        ),
    ),
    "discrimination": (
        (
            "Applicants were asked to take a pregnancy test before they were hired.",
            "Recruitment forms of {m} applicants; clinic invoices.",
            "Form taken over from an agency without review.",
            "Withdraw the form and train the recruitment team.",
        ),
    ),
    "child": (
        (
            "One worker aged 14 was found working in the packing section.",
            "Birth certificate; interview with the worker and her mother.",
            "Age documents were not verified at hiring.",
            "Place the child in a remediation programme and verify the age of all workers.",
        ),
    ),
    "young": (
        (
            "{m} workers aged 16 and 17 worked at night and lifted loads of more than 20 kg.",
            "Personnel files; time records.",
            "Supervisors did not know who is a young worker.",
            "Move young workers to day shifts and mark them on shift plans.",
        ),
    ),
    "contracts": (
        (
            "{n} workers had no written employment contract in a language that they understand.",
            "Personnel files sampled; interviews.",
            "Contracts exist in one language only.",
            "Issue contracts in all languages spoken by workers.",
        ),
    ),
    "management": (
        (
            "The facility had no procedure to assess its own suppliers and subcontractors.",
            "Document review; interview with management.",
            "No person is responsible for suppliers.",
            "Appoint a responsible person and assess all subcontractors.",
        ),
        (
            "The grievance procedure was not communicated to workers; the suggestion box was last opened in March.",
            "Register of complaints; interviews with {m} workers.",
            "No time limit for handling complaints.",
            "Publish the procedure and open the box every week.",
        ),
    ),
    "harassment": (
        (
            "Supervisors in sewing lines 2 and 5 shouted at workers who missed their targets.",
            "Interviews with {m} workers; no complaint on file.",
            "Supervisors were never trained.",
            "Train supervisors and set up a confidential complaint channel.",
        ),
    ),
    "waste": (
        (
            "Hazardous waste was stored on bare ground and handed to a carrier without a licence.",
            "Waste yard; contract with the carrier.",
            "Environmental officer left in spring.",
            "Build a bunded store and contract a licensed carrier.",
        ),
    ),
    "ethics": (
        (
            "Management offered the auditors a gift at the opening meeting, which was declined.",
            "Seen by the audit team.",
            "No policy on gifts.",
            "Adopt an anti-bribery policy and train management.",
        ),
    ),
}
GOOD = (
    "The facility offers free transport and a crèche for the children of workers.",
    "Workers receive a monthly attendance bonus that is not lost through sick leave.",
    "A clinic on site is open during all shifts and free of charge.",
)

# Scheme -> subject -> (clause, area).
CLAUSES: dict[str, dict[str, tuple[str, str]]] = {
    "rba": {
        "fees": ("A1.1", "Labor"), "passports": ("A1.3", "Labor"), "hours": ("A3.1", "Labor"),
        "wages": ("A4.1", "Labor"), "fire": ("B2.1", "Health and Safety"), "chemicals": ("B3.2", "Health and Safety"),
        "dormitory": ("B7.1", "Health and Safety"), "union": ("A6.1", "Labor"), "discrimination": ("A5.2", "Labor"),
        "child": ("A2.1", "Labor"), "young": ("A2.2", "Labor"), "contracts": ("A1.2", "Labor"),
        "management": ("E12.1", "Management Systems"), "harassment": ("A5.1", "Labor"),
        "waste": ("C3.1", "Environment"), "ethics": ("D1.1", "Ethics"),
    },
    "smeta": {
        "fees": ("1.1", "Employment is freely chosen"), "passports": ("1.2", "Employment is freely chosen"),
        "hours": ("6.1", "Working hours are not excessive"), "wages": ("5.1", "Living wages are paid"),
        "fire": ("3.1", "Working conditions are safe and hygienic"),
        "chemicals": ("3.4", "Working conditions are safe and hygienic"),
        "dormitory": ("3.5", "Working conditions are safe and hygienic"),
        "union": ("2.4", "Freedom of association"), "discrimination": ("7.1", "No discrimination is practised"),
        "child": ("4.1", "Child labour shall not be used"), "young": ("4.3", "Child labour shall not be used"),
        "contracts": ("8.1", "Regular employment is provided"), "management": ("0.B.3", "Management systems"),
        "harassment": ("9.1", "No harsh or inhumane treatment"), "waste": ("10.B.4", "Environment"),
        "ethics": ("10.C.1", "Business ethics"),
    },
    "bsci": {
        "fees": ("11.1", "No Bonded Labour"), "passports": ("11.2", "No Bonded Labour"),
        "hours": ("6.2", "Decent Working Hours"), "wages": ("5.1", "Fair Remuneration"),
        "fire": ("7.10", "Occupational Health and Safety"), "chemicals": ("7.15", "Occupational Health and Safety"),
        "dormitory": ("7.21", "Occupational Health and Safety"), "union": ("3.1", "Freedom of Association"),
        "discrimination": ("4.1", "No Discrimination"), "child": ("8.1", "No Child Labour"),
        "young": ("9.1", "Special Protection for Young Workers"), "contracts": ("10.2", "No Precarious Employment"),
        "management": ("1.4", "Social Management System"), "harassment": ("2.3", "Workers Involvement and Protection"),
        "waste": ("12.2", "Protection of the Environment"), "ethics": ("13.1", "Ethical Business Behaviour"),
    },
    "sa8000": {
        "fees": ("2.4", "Forced or Compulsory Labour"), "passports": ("2.2", "Forced or Compulsory Labour"),
        "hours": ("7.1", "Working Hours"), "wages": ("8.1", "Remuneration"), "fire": ("3.1", "Health and Safety"),
        "chemicals": ("3.5", "Health and Safety"), "dormitory": ("3.8", "Health and Safety"),
        "union": ("4.1", "Freedom of Association"), "discrimination": ("5.4", "Discrimination"),
        "child": ("1.1", "Child Labour"), "young": ("1.3", "Child Labour"), "contracts": ("8.5", "Remuneration"),
        "management": ("9.10", "Management System"), "harassment": ("6.1", "Disciplinary Practices"),
        "waste": ("9.8", "Management System"), "ethics": ("9.9", "Management System"),
    },
    "wrap": {
        "fees": ("Principle 2", "Prohibition of Forced Labor"),
        "passports": ("Principle 2", "Prohibition of Forced Labor"),
        "hours": ("Principle 6", "Hours of Work"), "wages": ("Principle 5", "Compensation and Benefits"),
        "fire": ("Principle 8", "Health and Safety"), "chemicals": ("Principle 8", "Health and Safety"),
        "dormitory": ("Principle 8", "Health and Safety"), "union": ("Principle 9", "Freedom of Association"),
        "discrimination": ("Principle 7", "Prohibition of Discrimination"),
        "child": ("Principle 3", "Prohibition of Child Labor"), "young": ("Principle 3", "Prohibition of Child Labor"),
        "contracts": ("Principle 1", "Compliance with Laws"), "management": ("Principle 1", "Compliance with Laws"),
        "harassment": ("Principle 4", "Prohibition of Harassment"), "waste": ("Principle 10", "Environment"),
        "ethics": ("Principle 11", "Customs Compliance"),
    },
    "slcp": {
        "fees": ("FL-REC-3", "Recruitment & Hiring"), "passports": ("FL-DOC-1", "Recruitment & Hiring"),
        "hours": ("WH-OT-5", "Working Hours"), "wages": ("WB-OTP-2", "Wages & Benefits"),
        "fire": ("HS-EME-7", "Health & Safety"), "chemicals": ("HS-CHE-4", "Health & Safety"),
        "dormitory": ("HS-DOR-2", "Health & Safety"), "union": ("WI-REP-1", "Worker Involvement"),
        "discrimination": ("WT-DIS-3", "Worker Treatment"), "child": ("RH-CHI-1", "Recruitment & Hiring"),
        "young": ("RH-YOU-2", "Recruitment & Hiring"), "contracts": ("RH-CON-4", "Recruitment & Hiring"),
        "management": ("MS-SUP-2", "Management Systems"), "harassment": ("WT-HAR-1", "Worker Treatment"),
        "waste": ("MS-ENV-1", "Management Systems"), "ethics": ("MS-ETH-1", "Management Systems"),
    },
    "cap": {
        "fees": ("4.2", "Recruitment"), "passports": ("4.3", "Recruitment"), "hours": ("6.1", "Working hours"),
        "wages": ("5.3", "Wages"), "fire": ("7.1", "Health and safety"), "chemicals": ("7.4", "Health and safety"),
        "dormitory": ("7.9", "Accommodation"), "union": ("3.1", "Freedom of association"),
        "discrimination": ("2.2", "Discrimination"), "child": ("1.1", "Child labour"),
        "young": ("1.2", "Young workers"),
        "contracts": ("8.2", "Contracts"), "management": ("9.1", "Management systems"),
        "harassment": ("2.4", "Harassment"), "waste": ("10.1", "Environment"), "ethics": ("11.1", "Business ethics"),
    },
}  # fmt: skip
# Scheme -> (as printed, class); the first of a pair is the worst.
CLASSES: dict[str, tuple[tuple[str, str | None], ...]] = {
    "rba": (("Priority", "critical"), ("Major", "major"), ("Minor", "minor"),
            ("Opportunity for Improvement", "observation")),
    "smeta": (("Business Critical", "zero_tolerance"), ("Critical", "critical"), ("Major", "major"),
              ("Minor", "minor"), ("Collaborative Action Required", None)),
    "bsci": (("Zero Tolerance", "zero_tolerance"), ("Critical", "critical"), ("Major", "major"), ("Minor", "minor")),
    "sa8000": (("Critical NC", "critical"), ("Major NC", "major"), ("Minor NC", "minor"),
               ("Observation", "observation")),
    "wrap": (("Zero Tolerance", "zero_tolerance"), ("Critical", "critical"), ("Major", "major"), ("Minor", "minor")),
    "slcp": (("Legal non-compliance", None), ("Beyond legal requirement", None)),
    "cap": (("High", "critical"), ("Medium", "major"), ("Low", "minor")),
}  # fmt: skip
GOOD_PRINTED = {"rba": None, "smeta": "Good Example", "bsci": "Good Practice", "sa8000": None, "wrap": "Best Practice",
                "slcp": None, "cap": None}  # fmt: skip
TYPES = ("Announced", "Semi-announced", "Unannounced")


@dataclass(frozen=True)
class MadeUpFinding:
    """A finding as it is meant. Dates are dates; None where the report says nothing."""

    number: str
    subject: str
    class_printed: str
    class_: str | None
    clause: str
    area: str
    description: str
    evidence_seen: str | None = None
    root_cause: str | None = None
    corrective_action: str | None = None
    responsible: str | None = None
    due: datetime.date | None = None
    closed: datetime.date | None = None
    status: str | None = None
    is_repeat: bool = False


@dataclass(frozen=True)
class MadeUpReport:
    """A report as it is meant."""

    scheme: str
    version: str | None
    site: str
    address: str
    country: str
    firm: str
    audit_type: str
    audit_start: datetime.date
    audit_end: datetime.date
    workers_total: int
    workers_interviewed: int
    findings: tuple[MadeUpFinding, ...] = field(default=())


VERSIONS = {"rba": "8.0.2", "smeta": "7.0", "bsci": "2.0", "sa8000": "2014", "wrap": None, "slcp": "1.7", "cap": None}


def report(scheme: str, seed: int) -> MadeUpReport:
    """The report of a scheme that a seed draws."""
    chance = random.Random(f"{scheme}:{seed}")
    site, address, country = chance.choice(SITES)
    start = datetime.date(2024, 1, 1) + datetime.timedelta(days=chance.randrange(600))
    end = start + datetime.timedelta(days=chance.choice((1, 2, 2, 3)))
    total = chance.randrange(120, 4800)
    subjects = chance.sample(sorted(SUBJECTS), chance.randrange(7, 13))
    findings = [_finding(chance, scheme, number, subject, end) for number, subject in enumerate(subjects, 1)]
    good = GOOD_PRINTED[scheme]
    if good and chance.random() < 0.7:
        clause, area = CLAUSES[scheme]["management"]
        findings.append(
            MadeUpFinding(f"GP-{len(findings) + 1}", "good", good, "good_practice", clause, area, chance.choice(GOOD))
        )
    return MadeUpReport(
        scheme, VERSIONS[scheme], site, address, country, chance.choice(FIRMS), chance.choice(TYPES), start, end,
        total, chance.randrange(12, 62), tuple(findings),
    )  # fmt: skip


def _finding(chance: random.Random, scheme: str, number: int, subject: str, end: datetime.date) -> MadeUpFinding:
    wordings = SUBJECTS[subject]
    values = {"n": chance.randrange(20, 400), "m": chance.randrange(3, 19)}
    description, evidence, cause, action = (text.format(**values) for text in chance.choice(wordings))
    worst = subject in ("child", "fees", "passports")
    classes = CLASSES[scheme]
    printed, class_ = classes[0 if worst and chance.random() < 0.6 else chance.randrange(len(classes))]
    clause, area = CLAUSES[scheme][subject]
    due = end + datetime.timedelta(days=chance.choice((7, 30, 60, 90, 180)))
    is_closed = chance.random() < 0.3
    return MadeUpFinding(
        number=f"{'NC-' if scheme in ('smeta', 'sa8000', 'cap') else ''}{number}",
        subject=subject,
        class_printed=printed,
        class_=class_,
        clause=clause,
        area=area,
        description=description,
        evidence_seen=evidence,
        root_cause=cause if chance.random() < 0.85 else None,
        corrective_action=action,
        responsible=chance.choice(PEOPLE),
        due=due,
        closed=due - datetime.timedelta(days=chance.randrange(0, 6)) if is_closed else None,
        status="Closed" if is_closed else chance.choice(("Open", "Open", "In progress")),
        is_repeat=chance.random() < 0.2,
    )
