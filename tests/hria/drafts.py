"""Made-up drafts for the tests of the renderers: all in one, a statement, forward, hostile and bare ones."""

from __future__ import annotations

import datetime
import hashlib

import msgspec

from hria.draft import (
    BulletList,
    DocumentEntry,
    Draft,
    EvidenceEntry,
    Figure,
    Gap,
    Inline,
    MatrixPoint,
    PageReference,
    Paragraph,
    Section,
    Sentence,
    Table,
)

DATE = datetime.date(2026, 3, 31)
PASSAGES = 120
QUOTES = (
    "Hatherleigh will repay any recruitment fee that a worker was charged, within six months.",
    "Auditors reviewed 42 of 58 tier 1 sites in 2024; eleven passports were kept in the office safe.",
    (
        "Overtime above 60 hours a week was found at three of the seven sites visited in Penang and Selangor "
        "between March and May 2024. Management attributed it to late changes of orders, and workers said in "
        "interviews away from the site that refusing it had led to fewer shifts in the month that followed."
    ),
    "Los trabajadores firman el contrato en un idioma que no entienden – según el sindicato.",
    "No child labour was found.",
    "The company’s grievance line received 214 calls in 2024, of which 61 concerned wages & deductions.",
)
CHAPTERS = ("Structure", "Policies", "Due diligence", "Risks", "Effectiveness", "Training")
CRITERIA = 36
HOSTILE = (
    "<script>alert('x')</script> said the supervisor.",
    "Wages & deductions; fish &amp; chips; AT&T.",
    "Vertical\x0btab, null\x00byte and bell\x07 stay out.",
    "It ends with ]]> and goes on.",
    "A word of " + "unbreakable" * 22 + " letters.",
    "قال العمال إن جوازات سفرهم محفوظة في المكتب.",
    "An override \u202etxt.exe\u202c does not turn the line around.",
    "Pipes | stars * and _underscores_ [brackets](javascript:alert(1)) `ticks` ~~gone~~ $x^2$.",
    "- not a list",
    "1. not a list either",
    "# not a heading",
    "{{ draft.title }} {% raw %}",
    "Odd Ł \ufffe\uffff noncharacters, é composed and e\u0301 decomposed, no\u00a0break.",
)


def sentence(text: str, *citations: str) -> Sentence:
    """A sentence of the template with these labels of evidence."""
    return Sentence(text, citations)


def evidence(number: int) -> EvidenceEntry:
    """The passage E<number>: one of a few quotes, in one of six documents."""
    document = (number - 1) % len(documents())
    quote = QUOTES[number % len(QUOTES)]
    return EvidenceEntry(
        label=f"E{number}",
        quote=quote,
        document_id=documents()[document].id,
        document_title=documents()[document].title,
        place=f"p. {number % 37 + 1}" if document else f"para. {number}",
        finding_ids=tuple(_digits(f"finding {number}.{part}")[:16] for part in range(number % 2 + 1)),
        quote_hash=_digits(quote),
        reviewed=("accepted by A. Osei, 12 March 2026", "not reviewed")[number % 3 == 0],
    )


def documents() -> tuple[DocumentEntry, ...]:
    """Six documents of all kinds: one without a date, one without a publisher, one with a note."""
    rows = (
        ("Human Rights Policy", "policy", datetime.date(2025, 3, 31), "Hatherleigh Outdoor plc", 12, None),
        ("Responsible Sourcing Standards for Suppliers", "policy", datetime.date(2024, 1, 1), None, 31, None),
        (
            "SMETA audit report: Kemuncak Garments, Penang",
            "audit",
            datetime.date(2024, 5, 17),
            "Verity Social Audits",
            58,
            "Pages 3 to 9 have no text layer and were not read.",
        ),
        (
            "Modern slavery statement 2024",
            "statement",
            datetime.date(2024, 9, 30),
            "Hatherleigh Outdoor plc",
            9,
            None,
        ),
        ("Workers at outdoor brand’s supplier speak of debts", "news", None, "The Evening Ledger", 2, None),
        (
            "Notes of the board’s sustainability committee",
            "other",
            datetime.date(2025, 11, 4),
            "Hatherleigh",
            4,
            None,
        ),
    )
    return tuple(
        DocumentEntry(_digits(title)[:16], title, kind, published, publisher, pages, _digits(title), note)
        for title, kind, published, publisher, pages, note in rows
    )


def rich_draft() -> Draft:
    """A human rights impact assessment with everything that a draft may hold."""
    return Draft(
        kind="hria",
        title="Human rights impact assessment",
        subtitle="Salient human rights issues in own operations and the supply chain",
        company="Hatherleigh Outdoor plc",
        date=DATE,
        notice=(
            "This draft was compiled from 6 documents. 80 of its 120 passages have been accepted by a "
            "reviewer; 40 have not been reviewed. It states what the documents say, and makes no claim of "
            "compliance."
        ),
        facts=(
            ("Reporting entity", "Hatherleigh Outdoor plc (company number 01234567)"),
            ("Period", "1 January to 31 December 2025"),
            ("Documents reviewed", "6 documents, 116 pages"),
            ("Frameworks", "UN Guiding Principles; UK Modern Slavery Act 2015, s 54; OECD Guidelines (2023)"),
            ("Prepared with", "hria 0.1.0"),
        ),
        sections=(summary(), method(), findings(), obligations(), interviews()),
        evidence=tuple(evidence(number) for number in range(1, PASSAGES + 1)),
        documents=documents(),
        identifier="hria-7f3a91c2d4e85b60",
    )


def summary() -> Section:
    """An unnumbered chapter with a list, gaps and sentences with none, one and three citations."""
    return Section(
        id="summary",
        title="Executive summary",
        blocks=(
            Paragraph(
                (
                    sentence("This chapter sums up what the documents say about salient human rights issues."),
                    sentence("Hatherleigh has committed to repaying recruitment fees within six months.", "E1"),
                    sentence(
                        "Passports were kept by management at one site, and overtime above 60 hours a week "
                        "was found at three others.",
                        "E2",
                        "E3",
                        "E9",
                    ),
                    Gap(
                        "number of workers reimbursed",
                        "no_evidence",
                        "how many workers were repaid, and how much",
                        "UNGP 22; UK statutory guidance 2025, s 5.3",
                        "Responsible sourcing team",
                    ),
                )
            ),
            BulletList(
                (
                    (sentence("Forced labour is the most severe issue on record.", "E2", "E7"),),
                    (
                        sentence("Wages were the subject of 61 of 214 calls to the grievance line.", "E6"),
                        sentence("What became of the calls is not stated."),
                        Gap(
                            "outcome of the 61 wage complaints",
                            "only_planned",
                            None,
                            "UNGP 31(e)",
                            "Grievance officer",
                        ),
                    ),
                    (Sentence("No child labour was found.", ("E5",), "quote"),),
                )
            ),
        ),
    )


def method() -> Section:
    """A numbered chapter with parts two and three levels down."""
    return Section(
        id="method",
        title="Scope and method",
        number="1",
        blocks=(
            Paragraph((sentence("The assessment covers the sources named in the annex."),)),
            Paragraph(
                (
                    sentence("A sentence of fact stands here only where a passage of a document supports it."),
                    sentence("Where none does, the text says so in square brackets."),
                ),
                is_note=True,
            ),
        ),
        sections=(
            Section(
                id="scope",
                title="Scope",
                number="1.1",
                blocks=(Paragraph(_prose("Hatherleigh buys from 58 tier 1 sites in nine countries", 14)),),
                sections=(
                    Section(
                        id="tiers",
                        title="Tiers of the supply chain",
                        number="1.1.1",
                        blocks=(Paragraph(_prose("Fabric mills are visited every second year", 20)),),
                    ),
                    Section(
                        id="sites",
                        title="Own sites, and those of contractors for cleaning, security and catering",
                        number="1.1.2",
                        blocks=(
                            Paragraph(_prose("Own sites employ 1,240 people", 32)),
                            Paragraph(
                                (
                                    Gap(
                                        "headcount of contractors",
                                        "to_be_filled",
                                        None,
                                        None,
                                        "Human resources",
                                    ),
                                )
                            ),
                        ),
                    ),
                ),
            ),
            Section(id="rating", title="How severity is rated", number="1.2", blocks=(_ratings(),)),
        ),
    )


def findings() -> Section:
    """A chapter with the matrix, a table over several pages, and a wide table."""
    return Section(
        id="findings",
        title="Salient issues",
        number="2",
        blocks=(Paragraph(_prose("Eleven issues were assessed", 40)), _matrix()),
        sections=(
            Section(id="register", title="Issues site by site", number="2.1", blocks=(_site_table(),)),
            Section(
                id="actions",
                title="Actions agreed",
                number="2.2",
                blocks=(
                    Paragraph((sentence("The table lists what was agreed with each site."),)),
                    _action_table(),
                ),
            ),
            Section(
                id="outlook",
                title="Outlook",
                number="2.3",
                blocks=(Paragraph(_prose("Next year’s audits", 50)),),
            ),
        ),
    )


def obligations() -> Section:
    """A chapter with a gap of each kind."""
    gaps = (
        Gap("leverage over agents", "no_evidence", "how agents are vetted", "UNGP 19(b)", "Procurement"),
        Gap("living wage plan", "only_planned", "what was done so far", "OECD V.4", "Human resources"),
        Gap(
            "number of audited sites",
            "contradicted",
            "which of 42 and 44 is right",
            "UK s 54(5)(d)",
            "Audit team",
        ),
        Gap("severity of water risks", "unrated", "a rating by a person", "UNGP 24", "Assessment lead"),
        Gap(
            "name of the approving board",
            "to_be_filled",
            "the board and date",
            "UK s 54(6)",
            "Company secretary",
        ),
        Gap("hours of training", "source_withdrawn", "a source that still stands", None, None),
    )
    return Section(
        id="obligations",
        title="What is still missing",
        number="3",
        blocks=(*(Paragraph((sentence(f"Open point {number}."), gap)) for number, gap in enumerate(gaps, start=1)),),
    )


def interviews() -> Section:
    """An annex that the draft itself brings."""
    return Section(
        id="interviews",
        title="Questions for interviews",
        number="A",
        blocks=(BulletList(((sentence("Who keeps your passport?"),), (sentence("Who paid for your journey?"),))),),
        sections=(
            Section(id="workers", title="Workers", number="A.1", blocks=(Paragraph(_prose("Workers said", 60)),)),
        ),
    )


def hostile_draft() -> Draft:
    """A draft whose every text was written to break a renderer."""
    rows = tuple(((sentence(text),), (sentence(text, "E1"),)) for text in HOSTILE)
    return Draft(
        kind="hria",
        title="Report & <b>title</b> \x0b]]>",
        subtitle="| sub | title |",
        company='O\'Brien & "Sons" <Ltd>',
        date=DATE,
        notice="Notice: <img src='http://example.invalid/x.png'> & more",
        facts=(("A & B", "<i>value</i> | ]]>"),),
        sections=(
            Section(
                id="one",
                title="Heading <1> & `more`",
                number="1",
                blocks=(
                    Paragraph(tuple(sentence(text, "E1") for text in HOSTILE)),
                    *(Paragraph((sentence(text),)) for text in HOSTILE),
                    Paragraph((PageReference("one"), PageReference("<two> | #"))),
                    BulletList(tuple((sentence(text), Gap(text, missing=text, reference=text)) for text in HOSTILE)),
                    Table("t", "Caption <&> |", ("Head | <one>", "Head & two"), rows, (0.08, 0.92)),
                    Figure("f", "Matrix <&>", 'Alt "quoted" <&>', (MatrixPoint("<R1>", "A & B $x$", 3, 3),)),
                ),
            ),
            Section("<two> | #", "Title ](javascript:alert(1)) | <b>", number="2"),
        ),
        evidence=tuple(
            EvidenceEntry(f"E{number}", text, "d", "Title <&> |", "p. <1>", (), "ab" * 32, "not reviewed")
            for number, text in enumerate(HOSTILE, start=1)
        ),
        documents=(DocumentEntry("d", "Title <&> |", "other", None, None, 1, "cd" * 32, "<note> & ]]>"),),
        identifier="hostile",
    )


def statement_draft() -> Draft:
    """A modern slavery statement whose annex says on which of its pages each criterion is answered."""
    chapters = tuple(
        Section(
            id=f"chapter_{number}",
            title=title,
            number=str(number),
            blocks=(Paragraph(_prose(f"On {title.lower()}", number)),) * 3,
            sections=(
                Section(
                    id=f"chapter_{number}_plans",
                    title=f"Plans: {title.lower()}",
                    number=f"{number}.1",
                    blocks=(Paragraph(_prose("Next year", number + 40)),) * 3,
                ),
            ),
        )
        for number, title in enumerate(CHAPTERS, start=1)
    )
    return Draft(
        kind="statement",
        title="Modern slavery statement",
        subtitle="Statement under section 54 of the Modern Slavery Act 2015",
        company="Hatherleigh Outdoor plc",
        date=DATE,
        notice="",
        facts=(),
        sections=(_introduction(), *chapters, _criteria()),
        evidence=tuple(evidence(number) for number in range(1, PASSAGES + 1)),
        documents=documents(),
        identifier="statement-2b9d",
    )


def forward_draft() -> Draft:
    """A draft that begins with references to all chapters after it, in a column that numbers break over."""
    words = sentence("Words that fill a page or so. " * 120)
    chapters = tuple(Section(f"c{number}", f"Chapter {number}", (Paragraph((words,)),)) for number in range(12))
    pages = tuple(PageReference(chapter.id) for chapter in chapters)
    rows = tuple(((sentence(f"Criterion {number}"),), pages) for number in range(20))
    table = Table("pages", "Pages of all chapters", ("Criterion", "Pages"), rows, (0.8, 0.2))
    first = Section("first", "Where to find what", (table,))
    return msgspec.structs.replace(bare_draft(), sections=(first, *chapters))


def bare_draft() -> Draft:
    """The least that a draft can be: no sections, no evidence, no documents."""
    return Draft("statement", "Statement", "", "Acme", DATE, "", (), (), (), (), "bare")


def _prose(start: str, first: int) -> tuple[Inline, ...]:
    """Seven sentences that cite the passages from E<first> on."""
    return (
        sentence(f"{start}, and the documents describe how they are chosen and reviewed.", f"E{first}"),
        sentence(
            "Each site is visited at least once in two years by an auditor whom the company pays.",
            f"E{first + 1}",
        ),
        sentence("Workers are interviewed in their own language, away from the site where they ask for it."),
        sentence(
            "The share of sites with a finding on working hours fell from 31% to 24% between 2022 and 2024.",
            f"E{first + 2}",
            f"E{first + 3}",
        ),
        Sentence(QUOTES[2], (f"E{first + 4}",), "quote"),
        sentence(
            "The committee was told of it in November 2025 and asked for a plan by the spring.",
            f"E{first + 5}",
        ),
        sentence("No document describes the plan."),
    )


def _ratings() -> Table:
    rows = (
        ("Scale", "How grave the impact is", 1, 5),
        ("Scope", "How many people are or could be affected", 1, 5),
        ("Irremediability", "Whether those affected can be put back in the position they were in", 1, 5),
    )
    cells = tuple(tuple((sentence(str(value)),) for value in row) for row in rows)
    return Table(
        "ratings",
        "What severity is made of (UNGP 14)",
        ("Dimension", "Question", "Least", "Most"),
        cells,
        (0.2, 0.5, 0.15, 0.15),
    )


def _matrix() -> Figure:
    ratings = (
        (5, 4),
        (5, 4),
        (5, 4),
        (4, 4),
        (3, 5),
        (3, 2),
        (2, 2),
        (4, 1),
        (1, 3),
        (None, None),
        (3, None),
    )
    names = (
        "Forced labour", "Debt bondage", "Retention of passports", "Working hours", "Wages",
        "Freedom of association", "Housing", "Child labour", "Privacy", "Water", "Land rights",
    )  # fmt: skip
    points = tuple(
        MatrixPoint(f"R{number}", name, severity, likelihood)
        for number, (name, (severity, likelihood)) in enumerate(zip(names, ratings, strict=True), start=1)
    )
    return Figure(
        "matrix",
        "Severity and likelihood of salient issues",
        "Matrix of severity and likelihood. Forced labour, debt bondage and passports are rated highest.",
        points,
    )


def _site_table() -> Table:
    header = ("Site", "Country", "Finding", "Remedy", "Workers")
    rows = tuple(_site(number) for number in range(1, 41))
    return Table("sites", "Findings on working hours, 2024", header, rows, (0.1, 0.15, 0.4, 0.22, 0.13))


def _site(number: int) -> tuple[tuple[Inline, ...], ...]:
    finding = sentence("Overtime above 60 hours a week was found in two months of the year.", f"E{number}")
    disputed = sentence("Management disputes it.", f"E{number + 40}", f"E{number + 60}")
    remedy = Gap("remedy provided") if number % 5 == 0 else sentence("Pay was corrected.", f"E{number + 70}")
    return (
        (sentence(f"Site {number}"),),
        (sentence(("Malaysia", "Türkiye", "Viet Nam", "Bangladesh")[number % 4]),),
        (finding, disputed) if number % 3 == 0 else (finding,),
        (remedy,),
        (sentence(f"{number * 37:,}"),),
    )


def _action_table() -> Table:
    header = (
        "Site",
        "Issue",
        "Action agreed",
        "Owner",
        "Due",
        "Status",
        "Evidence of completion",
        "Follow-up",
    )
    rows = tuple(
        (
            (sentence(f"Site {number}"),),
            (sentence("Retention of passports"),),
            (sentence("Return passports and provide each worker with a lockable cabinet.", f"E{number}"),),
            (sentence("Site manager"),),
            (sentence("30 June 2026"),),
            (sentence("In progress"),),
            (Gap("photographs or receipts", "only_planned", None, "UNGP 20", "Site manager"),),
            (sentence("Visit by the sourcing team in September 2026, with interviews of twenty workers."),),
        )
        for number in range(1, 13)
    )
    widths = (0.07, 0.11, 0.22, 0.1, 0.09, 0.09, 0.16, 0.16)
    return Table("actions", "Corrective actions agreed with sites", header, rows, widths, is_wide=True)


def _introduction() -> Section:
    """An unnumbered chapter that points forward, in a paragraph, in a note and in a list."""
    return Section(
        id="introduction",
        title="Introduction",
        blocks=(
            Paragraph((sentence("The annex says where each criterion is answered:"), PageReference("annex"))),
            Paragraph((sentence("Risks stand at"), PageReference("chapter_4")), is_note=True),
            BulletList(((PageReference("chapter_1"), PageReference("chapter_2_plans")),)),
        ),
    )


def _criteria() -> Section:
    """An annex with a table over several pages: references, sentences with footnotes, gaps."""
    rows = tuple(_criterion(number) for number in range(1, CRITERIA + 1))
    header = ("Criterion", "What the statement says", "Pages of this statement")
    table = Table("criteria", "Where each criterion is answered", header, rows, (0.2, 0.5, 0.3))
    return Section(id="annex", title="Criteria and pages", number="A", blocks=(table,))


def _criterion(number: int) -> tuple[tuple[Inline, ...], ...]:
    """Criteria have one page, two pages, a chapter without a number and a page, or a gap."""
    chapter = PageReference(f"chapter_{number % len(CHAPTERS) + 1}")
    plans = PageReference(f"chapter_{number % len(CHAPTERS) + 1}_plans")
    answers: tuple[tuple[Inline, ...], ...] = (
        (chapter,),
        (chapter, plans),
        (sentence("In part:"), PageReference("introduction"), plans),
        (Gap("criterion not answered"),),
    )
    said = sentence("The company describes how it looks for this at each of its sites.", f"E{number + 60}")
    return ((sentence(f"Criterion {number}"),), (said,), answers[number % len(answers)])


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
