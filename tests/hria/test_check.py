"""`hria check`: verdicts, approval and signature, lints, score, comparison, on statements made up for the purpose."""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hria.check.checked import VERDICT_RULES, Answer, Checked
from hria.check.comparison import compare
from hria.check.consistency import consistency_remarks
from hria.check.dates import first_date, months_after, period_in
from hria.check.examine import Request, check_document, check_file
from hria.check.facts import facts_of
from hria.check.formal import Dates, deadlines, formal_remarks
from hria.check.language import faults, language_remarks
from hria.check.lines import lines_of
from hria.check.page import to_comparison_page, to_page
from hria.check.report import to_draft
from hria.check.signing import approvals_in, signers_in, title_in
from hria.check.speaker import entity_names, speaker_of
from hria.check.workbook import to_workbook
from hria.cli import root
from hria.company import names_of
from hria.document import Document
from hria.extract import Extractor, Reader
from hria.framework import framework, frameworks
from hria.readers import read
from hria.renderers import render
from hria.worksheet import harmless

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOOD = """# Modern Slavery Statement 2024

This statement is made by Ostrelle Yarn plc under section 54 of the Modern Slavery Act 2015 for the financial year ended
31 March 2024. It covers Ostrelle Yarn plc and its subsidiaries Ostrelle Rope Ltd and Ostrelle Dye Ltd.

## Structure and supply chains

Ostrelle Yarn plc is a public company incorporated in England with its head office in Leeds. We employ 1,240 people.
We manufacture yarn and rope and sell them to retailers in the United Kingdom and Ireland.
We buy cotton and dyes from 212 suppliers in India, Turkey and Bangladesh.

## Policies

Our Modern Slavery Policy was updated in May 2023 and sets out our commitment to respect human rights.

## Risk

In 2023 we assessed the risk of modern slavery in our supply chains with the Global Slavery Index.
Migrant workers at spinning mills in Tamil Nadu in India face a risk of debt bondage.

## Due diligence

We audited 43 suppliers in the year, 12 of them unannounced. We repaid recruitment fees to 31 migrant workers.
Our hotline is open to workers at suppliers in six languages; we received nine complaints and upheld four.

## Training

All 38 members of our procurement team were trained on modern slavery in November 2023.

## Effectiveness

We measure the effectiveness of these steps with key performance indicators: 94% of corrective actions were closed.

## Consultation

We consulted with each of the subsidiaries that we own or control while preparing this statement.

## Approval

This statement was approved by the board of directors of Ostrelle Yarn plc on 4 July 2024.

Jo Lee

Director

4 July 2024
"""
POOR = """# Modern Slavery Statement

Ostrelle Yarn is committed to acting ethically. We strive to ensure that our suppliers treat people well.
We have a zero-tolerance approach to modern slavery. Suppliers are expected to comply with all laws.
This statement was approved by the Audit Committee.

Kim Bo

General Manager
"""


def written(text: str, folder: Path, name: str = "statement.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check_file(written(GOOD, tmp_path_factory.mktemp("good")), Request(company="Ostrelle Yarn plc"))


@pytest.fixture(scope="session")
def poor(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return check_file(written(POOR, tmp_path_factory.mktemp("poor")), Request(company="Ostrelle Yarn plc"))


@cache
def document(text: str) -> Document:
    folder = Path(__import__("tempfile").mkdtemp())
    return read(written(text, folder))


def answer(checked: Checked, id_: str) -> Answer:
    return next(one for one in checked.answers if one.id == id_)


# --- verdicts


@pytest.mark.parametrize(
    ("id_", "verdict"),
    [
        ("uk-msa:54.1", "met"), ("uk-msa:54.4.a", "met"), ("uk-msa:54.5.a", "met"), ("uk-msa:54.5.b", "met"),
        ("uk-msa:54.5.e", "met"), ("uk-msa:54.5.f", "met"), ("uk-msa:54.6.a", "met"), ("uk-msa:54.6.c", "not_judged"),
        ("uk-msa:54.7.b", "not_judged"), ("au-msa:13.2.c", "met"), ("au-msa:13.2.d", "met"), ("au-msa:16.1.a", "met"),
        ("au-msa:16.1.b", "met"), ("au-msa:16.1.c", "met"), ("au-msa:16.1.e", "met"), ("au-msa:16.1.f", "met"),
        ("au-msa:16.1.g", "not_judged"), ("ca-s211:11.3.e", "silent"), ("ca-s211:11.5.a", "silent"),
        ("ca-s211:11.5.b", "met"),
    ],
)  # fmt: skip
def test_specific_statement_meets_what_it_answers(good: Checked, id_: str, verdict: str) -> None:
    """Specific passages meet a requirement; what nobody wrote of is silent; what no text can show is not judged."""
    assert answer(good, id_).verdict == verdict, answer(good, id_)


@pytest.mark.parametrize(
    ("id_", "verdicts"),
    [
        ("uk-msa:54.1", {"silent"}), ("uk-msa:54.5.e", {"silent"}), ("uk-msa:54.5.f", {"silent"}),
        ("uk-msa:54.6.a", {"partly"}), ("au-msa:13.2.c", {"partly"}), ("au-msa:13.2.d", {"partly"}),
        ("au-msa:16.1.b", {"silent", "partly"}), ("au-msa:16.1.f", {"silent"}), ("uk-msa:54.5.b", {"partly"}),
    ],
)  # fmt: skip
def test_generic_statement_meets_nothing(poor: Checked, id_: str, verdicts: set[str]) -> None:
    """Wishes and boilerplate answer partly at most; a committee is not the board, a manager no director."""
    assert answer(poor, id_).verdict in verdicts, answer(poor, id_)


def test_every_answer_says_what_to_do(poor: Checked) -> None:
    """Each requirement that is not met says what is missing and how to put it right; its passages stand in the text."""
    for one in poor.answers:
        if one.verdict in ("partly", "silent", "planned_only", "contradicted"):
            assert one.missing and one.remedy, one.id
        assert one.force in ("must", "should", "may", "none_found")
        for passage in one.passages:
            assert passage.evidence.quote in document(POOR).text
            assert passage.place == "p. 1"


def test_contradiction_and_plan_are_told_apart() -> None:
    """What is said not to be done is contradicted, what is announced is planned only."""
    text = """# Modern Slavery Statement

Ostrelle Yarn plc makes this statement. We do not yet assess the effectiveness of our measures.
In the next year we will train our buyers on modern slavery.
"""
    checked = check_document(document(text), 100, Request(("uk-msa", "au-msa"), "Ostrelle Yarn plc"))
    assert answer(checked, "au-msa:16.1.e").verdict == "contradicted"
    assert answer(checked, "uk-msa:54.5.f").verdict == "planned_only"


def test_law_of_the_day_is_asked(tmp_path: Path) -> None:
    """A law that was not in force on the day is listed, and nothing of it is judged; bills are never asked."""
    request = Request(("uk-msa", "uk-guidance-2025", "ca-s211"), "Ostrelle Yarn plc", datetime.date(2023, 6, 30))
    checked = check_file(written(GOOD, tmp_path), request)
    assert {law.id: law.is_in_force for law in checked.laws} == {
        "uk-msa": True, "uk-guidance-2025": False, "ca-s211": False,
    }  # fmt: skip
    assert {one.framework for one in checked.answers} == {"uk-msa"}
    assert not {law.id for law in checked.laws} & {"uk-bill-105", "au-penalties"}


def test_unverified_items_are_marked(good: Checked) -> None:
    """An item that was only seen in a secondary source is shown as such."""
    marks = {one.id: one.is_verified for one in good.answers}
    assert marks["us-ca-tsca:c.1"] and not marks["us-ca-tsca:c.3"]
    assert "[not verified]" in to_page(good)


def test_joint_statement_answers_the_joint_rules() -> None:
    """Where a statement says that it is joint, the rules for joint statements are due and the single ones are not."""
    text = GOOD.replace("This statement is made by", "This joint statement is made by")
    checked = check_document(document(text), 100, Request(("au-msa",), "Ostrelle Yarn plc"))
    assert answer(checked, "au-msa:14.2.d").is_due and answer(checked, "au-msa:14.2.d").verdict == "met"
    assert not answer(checked, "au-msa:13.2.c").is_due and answer(checked, "au-msa:13.2.c").verdict == "met"


def test_open_places_of_a_draft_are_no_evidence() -> None:
    """What a draft leaves to be filled in is silent, whatever words stand in the bracket."""
    text = """# Modern slavery statement

This statement was approved by the board of directors of Ostrelle Yarn plc on [Gap: date of the board meeting]
Signed by [Gap: signature, name and title of a director, and the date] (Why: to be filled in by the company. Missing: a
director's signature. Could be supplied by: company secretary.)

[Gap: nothing found on training]
"""
    checked = check_document(document(text), 100, Request(("uk-msa", "au-msa"), "Ostrelle Yarn plc"))
    assert answer(checked, "au-msa:13.2.d").verdict == "silent"
    assert answer(checked, "au-msa:13.2.c").verdict == "partly"
    assert answer(checked, "uk-msa:54.5.f").verdict == "silent"


def test_check_never_says_compliant(good: Checked, poor: Checked) -> None:
    """No word of compliance in anything that is shown."""
    from hria.check.terminal import to_lines

    for checked in (good, poor):
        shown = to_page(checked) + "".join(line.text for line in to_lines(checked))
        assert not re.search(r"\bcompliant\b|\bcomplies\b", shown, re.I)


# --- approval and signature

APPROVALS = [
    ("This statement was approved by the Board of Directors of Acme plc on 4 May 2024.", "board", "2024-05-04"),
    ("The Board of Acme Limited has approved this statement on behalf of all entities.", "board", None),
    ("This statement was approved by the Audit Committee on 4 May 2024.", "committee", "2024-05-04"),
    ("This statement was approved by the Board Risk Committee.", "committee", None),
    ("This report has been endorsed by our Chief Executive Officer.", "person", None),
    ("Approved by the Executive Leadership Group on 30 October 2017.", "committee", "2017-10-30"),
    ("The statement was approved by Acme Holdings Inc., sole managing member of Acme LLC.", "board", None),
]
NO_APPROVALS = [
    "The human rights policy was approved by the board in May 2020.",
    "The statement goes to the committee before it is approved by the Board.",
    "This statement will be approved by the Board in June.",
    "Suppliers approved by us are listed in the statement.",
    "It has now been adopted as an official policy (in October 2019).",
]


@pytest.mark.parametrize(("text", "kind", "date"), APPROVALS)
def test_approval_is_read_with_its_body_and_date(text: str, kind: str, date: str | None) -> None:
    """The body that approved, of which kind it is, and when; a committee is not the board."""
    made = document(f"# Statement\n\n{text}\n")
    approvals = approvals_in(made, lines_of(made))
    assert approvals, text
    assert (approvals[0].kind, approvals[0].date) == (kind, datetime.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize("text", NO_APPROVALS)
def test_other_approvals_are_not_taken_for_it(text: str) -> None:
    """A policy that was approved, or an approval still to come, is none of the statement."""
    made = document(f"# Statement\n\n{text}\n")
    assert not approvals_in(made, lines_of(made))


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Chairman", "member"), ("Managing Director", "member"), ("Deputy Chair", "member"),
        ("Group Chief Executive Officer & Deputy Chair", "member"),
        ("Director", "member"), ("Managing Partner", "member"), ("Chief Executive Officer", "chief"), ("CEO", "chief"),
        ("Ethics Director", "functional"), ("Finance/Infrastructure Director", "functional"),
        ("Company Secretary", "other"),
        ("UK General Manager", "other"), ("Chief Risk Officer", "other"), ("Senior Vice President", "other"),
    ],
)  # fmt: skip
def test_titles_have_their_rank(title: str, rank: str) -> None:
    """Whether a title is that of a member of the board, of a chief executive, of a function, or of somebody else."""
    found = title_in(title)
    assert found is not None
    assert found[0] == rank


LETTER = f"## Message from our CEO\n\nJo Lee\n\nChief Executive Officer\n\n## Our work\n\n{'We spin yarn. ' * 60}"


@pytest.mark.parametrize(
    ("block", "name", "place"),
    [
        ("Approved by the board on 4 May 2024.\n\nJo Lee\n\nChair", "Jo Lee", "signature"),
        ("## Signed\n\nJo Lee, Director", "Jo Lee", "signature"),
        ("Signed by: Jo Lee, Ethics Director Date: 31 December 2019", "Jo Lee", "said"),
        ("The board authorised this statement to be signed by CEO Jo Lee.", "Jo Lee", "said"),
        (LETTER, "Jo Lee", "letter"),
    ],
)  # fmt: skip
def test_signer_is_read_with_name_and_place(block: str, name: str, place: str) -> None:
    """A signature is found where it is said, under an approval or a heading, or only under a letter."""
    made = document(f"# Statement\n\n{block}\n")
    lines = lines_of(made)
    signers = signers_in(made, lines, approvals_in(made, lines))
    assert signers
    assert (signers[0].name, signers[0].place) == (name, place)


@pytest.mark.parametrize(
    "text",
    ["All suppliers have signed the code before the director visits.", "Brambles signed the CEO Statement of Support.",
     "We co-chair the Sustainability Committee."],
)  # fmt: skip
def test_other_signatures_are_not_taken_for_it(text: str) -> None:
    """Codes that suppliers sign and pledges that a company signs are no signature of the statement."""
    made = document(f"# Statement\n\n{'We spin yarn. ' * 50}\n\n{text}\n\n{'We spin yarn. ' * 50}\n")
    assert not signers_in(made, lines_of(made), ())


# --- periods, deadlines, entities, company


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("for the financial year ended 31 March 2024", None, "2024-03-31"),
        ("the period 1 July 2022 to 30 June 2023", "2022-07-01", "2023-06-30"),
        ("our 2019 financial year (January 1 - December 31, 2019)", "2019-01-01", "2019-12-31"),
        ("Financial year ending: February 2026", None, "2026-02-28"),
        ("for the financial year ending 30/06/2019", None, "2019-06-30"),
    ],
)
def test_periods_are_read(text: str, start: str | None, end: str) -> None:
    """The first and last day of a period as statements write them."""
    found = period_in(text, None)
    assert found == (datetime.date.fromisoformat(start) if start else None, datetime.date.fromisoformat(end))


def test_deadlines_count_months_to_the_end() -> None:
    """Six months after 31 March is 30 September, after 30 June 31 December; Canada's day is 31 May of the next year."""
    assert months_after(datetime.date(2024, 3, 31), 6) == datetime.date(2024, 9, 30)
    assert months_after(datetime.date(2023, 6, 30), 6) == datetime.date(2023, 12, 31)
    period = facts("This statement is for the financial year ended 31 March 2024.").periods[0]
    assert dict(deadlines(period, ("ca-s211",)))["CA S-211 s 11(1): 31 May"] == datetime.date(2024, 5, 31)
    period = facts("This statement is for the financial year ended 31 December 2024.").periods[0]
    assert dict(deadlines(period, ("ca-s211",)))["CA S-211 s 11(1): 31 May"] == datetime.date(2025, 5, 31)
    assert first_date("no date here") is None


def facts(text: str, company: str = "Acme plc") -> Any:
    made = document(f"# Modern slavery statement\n\n{text}\n")
    return facts_of(made, lines_of(made), names_of(company), None)


def remarks(text: str, company: str = "Acme plc", published: datetime.date | None = None) -> dict[str, list[str]]:
    made = document(f"# Modern slavery statement\n\n{text}\n")
    lines = lines_of(made)
    known = facts_of(made, lines, names_of(company), None)
    found: dict[str, list[str]] = {}
    laws = ("uk-msa", "au-msa", "ca-s211")
    for one in (
        *formal_remarks(made, lines, known, laws, Dates(published, 10)),
        *consistency_remarks(made, lines, known),
    ):
        found.setdefault(one.rule, []).append(f"{one.weight}: {one.text}")
    return found


def test_late_statement_is_told() -> None:
    """A statement that came out after the day that its law sets is told to be late, by how much."""
    text = "This statement under the Modern Slavery Act 2018 is for the financial year ended 30 June 2022."
    late = remarks(text, published=datetime.date(2023, 2, 1))["deadline"]
    assert late == [
        "caution: AU MSA s 13(2)(e): six months: due by 31 December 2022, published 1 February 2023, 32 days later"
    ]
    assert "caution" not in remarks(text, published=datetime.date(2022, 12, 31))["deadline"][0]


def test_formal_lint_names_what_cannot_be_checked() -> None:
    """The link on the homepage is outside the file, and the lint says so."""
    assert "cannot be checked here" in remarks("We spin yarn.")["homepage"][0]
    assert remarks("We spin yarn.")["approval"][0].startswith("error")
    assert remarks("We spin yarn.")["period"][0].startswith("error")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Write to jo.lee@acme.example for details.", True),
        ("Write to modernslavery@acme.example for details.", False),
        ("A 14-year-old girl worked at the mill.", True),
        ("No worker under 16 years may be employed.", False),
        ("Acme Limited (ACN 004 313 133)", False),
    ],
)
def test_personal_data_is_told(text: str, is_told: bool) -> None:
    """A person's address and what may give a victim away are told; addresses of functions and company numbers not."""
    assert bool(remarks(text).get("personal_data")) is is_told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Acme Mills Limited spins yarn. Acme buys cotton. Acme was founded in 1920. Acme sells rope.",
            "Acme Mills Limited",
        ),
        ("Borrel Group spins yarn. Borrel Group buys cotton. Borrel Group sells rope to Ireland.", "Borrel Group"),
    ],
)
def test_company_is_taken_from_the_text(text: str, name: str) -> None:
    """The name that a statement uses for itself most, by its legal form where it gives one."""
    assert speaker_of(document(f"# Modern slavery statement\n\n{text}\n")) == name


def test_entities_are_named_without_what_stands_before() -> None:
    """An entity is its name and form, without the board or title before it; a form alone is none."""
    text = "Approved by the Board of Acme Yarn Limited. Managing Director Acme Rope Ltd. Its Pty Ltd companies."
    assert set(entity_names(text)) == {"Acme Yarn Limited", "Acme Rope Ltd"}


# --- consistency


@pytest.mark.parametrize(
    ("text", "rule", "is_told"),
    [
        ("We employ 1,200 people in Leeds. The company has a total of 1,500 employees.", "figures_disagree", True),
        ("We employ over 1,200 people. The company has 1,210 employees.", "figures_disagree", False),
        ("We have 1,200 employees. We have trained 300 employees.", "figures_disagree", False),
        ("We had 5,200 employees: 3,310 in Leeds, 940 in Brno, 520 in Perth and 400 in Ottawa.", "sum", True),
        ("We had 5,200 employees: 3,310 in Leeds, 940 in Brno, 520 in Perth and 430 in Ottawa.", "sum", False),
        ("- Cotton 40%\n- Dyes 30%\n- Services 45%", "shares", True),
        ("- Cotton 40%\n- Dyes 30%\n- Services 30%", "shares", False),
        ("This statement covers Acme and all its subsidiaries.", "group_without_entities", True),
        ("This statement covers Acme plc and its subsidiary Acme Rope Ltd.", "group_without_entities", False),
    ],
)  # fmt: skip
def test_figures_that_disagree_are_told(text: str, rule: str, is_told: bool) -> None:
    """Two totals of one thing, parts that do not add up, a group that names nobody; parts and rounding are fine."""
    assert (rule in remarks(text)) is is_told, remarks(text)


def test_period_that_was_not_brought_up_to_date_is_told() -> None:
    """A title of 2024 over the year that ended in 2021 is told; over the year before it is not."""
    text = "# Modern Slavery Statement January 2024\n\nThis statement is for the financial year ended 31 March {}.\n"
    for year, is_told in ((2021, True), (2023, False)):
        made = document(text.format(year))
        lines = lines_of(made)
        found = consistency_remarks(made, lines, facts_of(made, lines, names_of("Acme plc"), None))
        assert ("periods" in {remark.rule for remark in found}) is is_told


# --- wording

WORDING = [
    ("We audited several suppliers in the year.", "vague_quantifier"),
    ("We audited 12 suppliers, and several suppliers were new.", None),
    ("Several suppliers may be at risk in this industry.", None),
    ("We strive to ensure that people are treated well.", "aspiration"),
    ("We strive to prevent harm by auditing each mill.", None),
    ("There is no forced labour in our operations.", "zero_risk"),
    ("We took steps to ensure that slavery is not taking place in our business.", None),
    ("No cases of modern slavery were identified in the year.", "none_found"),
    ("No cases of modern slavery were identified; however, this does not mean that there were none.", None),
    ("We believe that the risk of slavery in our business is low.", "low_risk"),
    ("The risk of slavery in our business is low because all staff are employed directly.", None),
    ("Training was delivered and questionnaires were completed.", "no_actor"),
    ("Training was delivered by our compliance team.", None),
    ("We may be indirectly linked to harm through suppliers.", "indirectly_linked"),
    ("We are directly linked to harm through suppliers.", None),
    ("All complaints from workers were addressed.", "addressed"),
    ("All complaints from workers were addressed, and fees were repaid.", None),
    ("Our model flags nine of ten high-risk sites.", "recall_only"),
    ("Our model flags nine of ten high-risk sites, with false positives of 12%.", None),
    ("We are a member of the Fair Labor Association, which covers 5 million workers.", "borrowed_figure"),
    ("With the Fair Labor Association we trained 40 of our suppliers.", None),
    ("We recently joined a forum on forced labour.", "relative_date"),
    ("In May 2023 we joined a forum on forced labour.", None),
]


@cache
def extractor() -> Extractor:
    return Extractor(Reader(names_of("Acme plc"), None, "general", None))


@pytest.mark.parametrize(("sentence", "fault"), WORDING)
def test_wording_is_told(sentence: str, fault: str | None) -> None:
    """Each fault of wording is told, and its like without the fault is not."""
    _, found = extractor().wording(document(f"# Statement\n\n{sentence}\n"))
    told = [remark.rule for remark in language_remarks(found)]
    assert told == ([fault] if fault else []), told


def test_every_fault_has_words_and_a_test() -> None:
    """Each rule of the lint says what is wrong and what to write, and is tried by a sentence above."""
    from nlp.language import language

    values = {rule.value for rule in language("en").subjects["lint"].rule}
    assert values == set(faults()) == {fault for _, fault in WORDING if fault}


# --- score, comparison, files


def test_walk_free_score_shows_its_passages(good: Checked, poor: Checked) -> None:
    """The score counts the variables of the open formula, and each that counts has a passage or a date."""
    assert good.score is not None and poor.score is not None
    assert len(good.score.variables) == len(framework("walk-free").criterion) == 15
    assert good.score.points == sum(variable.is_disclosed for variable in good.score.variables)
    assert good.score.points >= 11 > 4 >= poor.score.points
    for variable in good.score.variables:
        assert not variable.is_disclosed or variable.passages or variable.id == "statement_publication"


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-cmd", "@SUM(A1)", "  =1+1", "\t=1"])
def test_no_cell_can_start_a_formula(text: str) -> None:
    """What a spreadsheet would calculate stands behind an apostrophe."""
    assert harmless(text).startswith("'")
    assert harmless("plain") == "plain"


def test_comparison_is_a_workbook_without_formulas(good: Checked, poor: Checked, tmp_path: Path) -> None:
    """Each statement is a column, each requirement a row; hostile names stay text; two runs give the same bytes."""
    hostile = check_file(written(GOOD, tmp_path), Request(("uk-msa",), '=HYPERLINK("http://x")'))
    comparison = compare([good, poor, hostile])
    data = to_workbook(comparison)
    assert data == to_workbook(compare([good, poor, hostile]))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "<f>" not in sheets
    assert "'=HYPERLINK" in sheets
    rows = {row.ref: row for row in comparison.rows}
    assert {cell.text for cell in rows["UK MSA s 54(1)"].cells} == {"Met", "Silent"}
    page = to_comparison_page(comparison, [good, poor, hostile])
    assert "UK MSA s 54(1)" in page


def test_page_escapes_what_statements_write(tmp_path: Path) -> None:
    """A statement cannot bring markup into the page, which points to nothing outside."""
    text = GOOD.replace("Our Modern Slavery Policy", "Our `<script>alert(1)</script>` Modern Slavery Policy")
    page = to_page(check_file(written(text, tmp_path), Request(company="<b>Ostrelle</b>")))
    assert "<script" not in page and "<b>Ostrelle" not in page
    assert not re.search(r'(?:src|href)="', page)


def test_report_cites_every_passage(good: Checked) -> None:
    """The check as a draft is drawn as Markdown and Word, each passage in its register."""
    draft = to_draft(good)
    assert {"E1", "E2"} <= {entry.label for entry in draft.evidence}
    text = render(draft, "md").decode()
    assert "Ostrelle Yarn plc" in text and "UK MSA s 54(6)(a)" in text
    assert render(draft, "docx")[:2] == b"PK"
    assert all(entry.quote in document(GOOD).text for entry in draft.evidence)


def test_rules_of_verdicts_are_shown(good: Checked) -> None:
    """How a verdict is reached stands in every report."""
    page = to_page(good)
    assert all(rule in page for rule in VERDICT_RULES.values())


# --- the command


def run(*arguments: str) -> Result:
    """The program outside every workspace: a check needs none."""
    return CliRunner().invoke(root, list(arguments))


def test_command_exits_with_three_where_a_duty_is_silent(tmp_path: Path) -> None:
    """3 where a requirement with "must" is silent, 0 where none is; text on stdout, files where asked."""
    path = written(GOOD, tmp_path)
    result = run("check", str(path), "--framework", "uk-msa", "--company", "Ostrelle Yarn plc")
    assert result.exit_code == 0, result.output
    assert "UK MSA s 54(6)(a)" in result.stdout and "Formal lint" in result.stdout
    result = run("check", str(path), "--framework", "ca-s211", "--format", "json")
    assert result.exit_code == 3
    (line,) = result.stdout.splitlines()
    assert {"answers", "remarks", "facts", "laws", "company"} <= set(json.loads(line))


def test_command_compares_several_files(tmp_path: Path) -> None:
    """Several files give a comparison; a file that cannot be read is told, and the others are done."""
    files = [str(written(text, tmp_path, name)) for text, name in ((GOOD, "a.md"), (POOR, "b.md"), (" ", "c.md"))]
    out = tmp_path / "out"
    result = run("check", *files, "--framework", "uk-msa", "--format", "html,xlsx", "--out", str(out))
    assert result.exit_code == 1
    assert sorted(path.name for path in out.iterdir()) == [
        "a-check.html", "b-check.html", "comparison.html", "comparison.xlsx",
    ]  # fmt: skip
    assert "c.md" in result.stderr


def test_command_names_unknown_frameworks(tmp_path: Path) -> None:
    """A framework that there is not, or that asks nothing of a statement, is refused with those there are."""
    path = str(written(GOOD, tmp_path))
    for name in ("nowhere", "rights"):
        result = run("check", path, "--framework", name)
        assert result.exit_code != 0
        assert name in str(result.exception or result.output)
    assert "walk-free" in frameworks()


# --- drafts of our own


@pytest.mark.parametrize("variant", ["uk"])
def test_check_agrees_with_the_gaps_of_a_draft(variant: str) -> None:
    """What a draft marks as a gap is not met, and what it answers is not silent (the sample's golden files)."""
    path = Path(__file__).resolve().parents[2] / "reports" / f"statement-{variant}.md"
    checked = check_file(path, Request(("uk-msa",)))
    assert checked.company == "Corvane Group plc"
    gapped = set(
        re.findall(r"\| (UK MSA s [^|]+?) \|", path.read_text(encoding="utf-8").partition("Gaps to be closed")[2])
    )
    assert gapped
    for one in checked.answers:
        if one.is_due:
            assert (one.verdict != "met") if one.ref in gapped else (one.verdict != "silent"), (one.ref, one.verdict)


# --- real statements


@pytest.mark.parametrize(
    "path", sorted((SHARED / "gold" / "documents").glob("*.json")), ids=lambda path: path.stem[:24]
)
def test_gold_verdicts_are_not_reversed(path: Path) -> None:
    """No requirement that a reader found met is silent here, and none that a reader found silent is met."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    if "check" not in gold:
        pytest.skip("no statement")
    checked = check_file(SHARED / "corpus" / gold["file"], Request(("uk-msa", "au-msa"), gold["company"]))
    parts = {f"{one.id}/{part.name}": part.verdict for one in checked.answers for part in one.parts}
    found = {**{one.id: one.verdict for one in checked.answers}, **parts}
    for label, id_ in GOLD.items():
        pair = {gold["check"][label]["verdict"], found[id_]}
        assert pair != {"met", "silent"}, (label, found[id_])


GOLD = {
    "approval": "au-msa:13.2.c", "signature": "au-msa:13.2.d", "c1_reporting_entity": "au-msa:16.1.a",
    "c2_structure": "au-msa:16.1.b/structure", "c2_operations": "au-msa:16.1.b/operations",
    "c2_supply_chains": "au-msa:16.1.b/supply chains", "c3_risk": "au-msa:16.1.c",
    "c4_actions": "au-msa:16.1.d/addressing", "c4_remediation": "au-msa:16.1.d/remediation processes",
    "c5_effectiveness": "au-msa:16.1.e", "c6_consultation": "au-msa:16.1.f", "uk_training": "uk-msa:54.5.f",
    "uk_policies": "uk-msa:54.5.b", "uk_kpis": "uk-msa:54.5.e/performance indicators",
}  # fmt: skip
