"""How each scheme's made-up reports name their columns and facts, in two styles; style b is kept out of tuning."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from tests.audits.made_up import MadeUpFinding, MadeUpReport

COLUMNS: dict[tuple[str, str], dict[str, str]] = {
    ("rba", "a"): {
        "number": "Finding #", "class": "Rating", "clause": "Provision", "description": "Finding",
        "evidence_seen": "Evidence", "root_cause": "Root cause", "corrective_action": "Corrective action",
        "responsible": "Owner", "due": "Target date", "status": "CAP status", "closed": "Closure date",
    },
    ("rba", "b"): {
        "number": "No.", "clause": "Provision Code", "area": "Section", "class": "Severity",
        "description": "Description of Nonconformance", "root_cause": "Root Cause Analysis",
        "corrective_action": "Corrective Action Plan", "responsible": "Responsible Person", "due": "Due Date",
        "closed": "Date Closed", "status": "Status",
    },
    ("smeta", "a"): {
        "number": "Non-compliance number", "repeat": "New or carried over", "class": "Severity", "clause": "ETI clause",
        "description": "Details of non-compliance", "evidence_seen": "Objective evidence observed",
        "root_cause": "Root cause", "corrective_action": "Preventative and corrective actions",
        "responsible": "Name of responsible person", "due": "Timescale", "status": "Status", "closed": "Closed on",
    },
    ("smeta", "b"): {
        "number": "Ref.", "area": "Code area", "clause": "Base Code clause", "class": "Grading",
        "description": "Description of non-compliance", "evidence_seen": "Objective evidence",
        "root_cause": "Root cause", "corrective_action": "Recommended corrective action",
        "due": "Completion date", "status": "Open/Closed", "closed": "Date closed",
    },
    ("bsci", "a"): {
        "number": "No.", "area": "Performance Area", "clause": "Question", "class": "Type", "description": "Finding",
        "root_cause": "Root cause", "corrective_action": "Remediation", "responsible": "Responsible",
        "due": "Deadline", "status": "Status", "closed": "Completed on",
    },
    ("bsci", "b"): {
        "number": "Finding no.", "clause": "Question no.", "area": "PA", "class": "Category of finding",
        "description": "Finding details", "evidence_seen": "Supporting evidence",
        "root_cause": "Cause", "corrective_action": "Corrective / preventive action",
        "responsible": "Person in charge", "due": "To be completed by", "closed": "Completion date", "status": "State",
    },
    ("sa8000", "a"): {
        "number": "NC No.", "class": "Grade", "clause": "SA8000 clause", "description": "Statement of nonconformity",
        "evidence_seen": "Objective evidence", "root_cause": "Root cause", "corrective_action": "Corrective action",
        "due": "Due date", "closed": "Closed date", "status": "Status",
    },
    ("sa8000", "b"): {
        "number": "CAR #", "clause": "Requirement", "area": "Element", "class": "NC type",
        "description": "Nonconformity", "evidence_seen": "Evidence of nonconformity", "root_cause": "Cause analysis",
        "corrective_action": "Proposed corrective action", "responsible": "Responsibility",
        "due": "Implementation date", "closed": "Verified closed", "status": "NC status",
    },
    ("wrap", "a"): {
        "number": "#", "clause": "Principle", "area": "Principle title", "class": "Severity",
        "description": "Observation", "corrective_action": "Corrective action", "responsible": "Person responsible",
        "due": "Completion date", "status": "Status", "closed": "Date closed",
    },
    ("wrap", "b"): {
        "number": "Item", "clause": "WRAP Principle", "class": "Level", "description": "Non-compliance observed",
        "evidence_seen": "Evidence reviewed", "root_cause": "Root cause",
        "corrective_action": "Facility response / CAP",
        "due": "Target completion", "status": "Current status", "closed": "Actual completion",
    },
    ("slcp", "a"): {
        "number": "No.", "area": "Section", "clause": "Question ID", "class": "Flag", "description": "Verifier comment",
        "evidence_seen": "Verification evidence", "corrective_action": "Action", "due": "Due date", "status": "Status",
    },
    ("slcp", "b"): {
        "number": "Sr. No.", "clause": "Data point ID", "area": "Topic", "class": "Legal flag",
        "description": "Verified finding", "root_cause": "Root cause",
        "corrective_action": "Improvement action", "responsible": "Action owner", "due": "Planned date",
        "status": "Progress",
    },
    ("cap", "a"): {
        "number": "No.", "area": "Area", "description": "Issue", "class": "Priority", "root_cause": "Root cause",
        "corrective_action": "Corrective action", "responsible": "Responsible", "due": "Deadline", "status": "Status",
        "closed": "Closed",
    },
    ("cap", "b"): {
        "number": "Ref", "class": "Risk level", "area": "Topic", "clause": "Clause",
        "description": "Finding / non-conformity", "evidence_seen": "What was seen",
        "root_cause": "Why it happened", "corrective_action": "Agreed action", "responsible": "By whom",
        "due": "By when", "status": "Status", "closed": "Date of closure",
    },
}  # fmt: skip

FACTS: dict[str, dict[str, str]] = {
    "a": {
        "site": "Site name", "address": "Address", "country": "Country", "firm": "Audit company",
        "audit_type": "Audit type", "dates": "Audit dates", "workers_total": "Total workers",
        "workers_interviewed": "Workers interviewed",
    },
    "b": {
        "site": "Name of facility", "address": "Facility address", "country": "Country / region",
        "firm": "Auditing firm", "audit_type": "Announcement", "dates": "Date of audit",
        "workers_total": "Number of employees", "workers_interviewed": "Number of workers interviewed",
    },
}  # fmt: skip

TITLES = {
    "rba": "RBA Validated Assessment Program (VAP) Audit Report",
    "smeta": "SMETA Corrective Action Plan Report",
    "bsci": "amfori BSCI Audit Report",
    "sa8000": "SA8000 Audit Report",
    "wrap": "WRAP Audit Report",
    "slcp": "SLCP Verification Report (Converged Assessment Framework)",
    "cap": "Corrective Action Plan",
}


@dataclass(frozen=True)
class Style:
    """How a report writes: names of columns and facts, dates, and what stands in an empty cell."""

    name: str
    date: str
    empty: str

    def day(self, day: datetime.date | None) -> str:
        """A date as this style prints it; empty where there is none."""
        if day is None:
            return self.empty
        if self.date == "words":
            return f"{day.day} {day:%B %Y}"
        if self.date == "short":
            return f"{day.day:02d}-{day:%b-%Y}"
        if self.date == "american":
            return f"{day:%B} {day.day}, {day.year}"
        if self.date == "slashes":
            return f"{day:%d/%m/%Y}"
        if self.date == "dots":
            return f"{day:%d.%m.%Y}"
        return day.isoformat()

    def columns(self, report: MadeUpReport) -> dict[str, str]:
        """Field -> name of its column."""
        return COLUMNS[report.scheme, self.name]

    def value(self, finding: MadeUpFinding, name: str) -> str:
        """What stands in the cell of a field."""
        match name:
            case "class":
                return finding.class_printed
            case "due":
                return self.day(finding.due)
            case "closed":
                return self.day(finding.closed)
            case "repeat":
                return "Carried over" if finding.is_repeat else "New"
            case "status":
                return (finding.status or "") + (" (repeat finding)" if finding.is_repeat else "")
            case _:
                return getattr(finding, name) or self.empty

    def title(self, report: MadeUpReport) -> str:
        """The title of the report, with the version of the scheme where it has one."""
        name = TITLES[report.scheme]
        if report.version is None:
            return name
        return (
            name.replace("SA8000", f"SA8000:{report.version}")
            if report.scheme == "sa8000"
            else f"{name}, version {report.version}"
        )

    def facts(self, report: MadeUpReport) -> list[tuple[str, str]]:
        """Label and value of each fact about the audit."""
        names = FACTS[self.name]
        dates = f"{self.day(report.audit_start)} to {self.day(report.audit_end)}"
        if report.audit_start == report.audit_end:
            dates = self.day(report.audit_start)
        values = {
            "site": report.site, "address": report.address, "country": report.country, "firm": report.firm,
            "audit_type": report.audit_type, "dates": dates, "workers_total": f"{report.workers_total:,}",
            "workers_interviewed": str(report.workers_interviewed),
        }  # fmt: skip
        return [(names[key], values[key]) for key in names]
