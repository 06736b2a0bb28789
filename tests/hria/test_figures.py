"""Figures and claims in a workspace: the list, what does not fit together, the workbook, the petitions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hria.claims import petitions_of
from hria.cli import root
from hria.document import Evidence, Summary
from hria.extract import Extractor, Reader
from hria.figures_check import check_figures
from hria.figures_sheet import figures_sheet
from hria.finding import Claim, Finding, Metric
from hria.readers import read
from hria.resources import data_folder

Run = Callable[..., Result]


def figure(value: float, unit: str, quote: str, *, name: str = "", document: str = "d1", **more: Any) -> Finding:
    """A figure in a passage; its period is the year 2023 unless something else is said."""
    number = quote.index(f"{value:,g}") if f"{value:,g}" in quote else 0
    known = {"period_start": "2023-01-01", "period_end": "2023-12-31", "period_basis": "sentence"} | more
    metric = Metric(value=value, unit=unit, number_start=number, number_end=number + len(f"{value:,g}"), **known)
    place = Evidence(document, 0, len(quote), quote, 1, 1)
    return Finding(name or f"{document}-{value}-{quote[:8]}", "metric", place, metric, "en.metric.count", 0.9)


GAVE = "We gave 53 million, made up of 50 million in grants and 4 million in kind."


def parts(*values: float, parts: str = "all") -> list[Finding]:
    """A whole of 53 with these parts."""
    whole = figure(53, "USD", GAVE, name="whole", measure="gifts")
    return [
        whole,
        *(figure(v, "USD", GAVE, name=f"p{v}", measure="gifts", part_of="whole", parts=parts) for v in values),
    ]


@pytest.mark.parametrize(
    ("findings", "faults"),
    [
        (parts(50, 3), []),
        (parts(50, 4), ["sum"]),
        (parts(50, 2), ["sum"]),
        (parts(50, parts="some"), []),
        (parts(50, 20, parts="some"), ["sum"]),
    ],
)
def test_parts_add_up(findings: list[Finding], faults: list[str]) -> None:
    """All parts come to the whole; some parts come to no more than it."""
    assert [check.fault for check in check_figures(findings)] == faults


def audits(value: float, document: str, **more: Any) -> Finding:
    quote = f"In the year we carried out {value:,g} supplier audits at our sites."
    return figure(value, "audits", quote, document=document, **({"measure": "supplier audits"} | more))


@pytest.mark.parametrize(
    ("one", "other", "faults"),
    [
        (audits(118, "d1"), audits(103, "d2"), ["two_values"]),
        (audits(118, "d1"), audits(118, "d2"), []),
        (audits(118, "d1"), audits(103, "d2", period_start="2022-01-01", period_end="2022-12-31"), []),
        (audits(118, "d1"), audits(103, "d2", scope="Chile"), []),
        (audits(118, "d1"), audits(103, "d2", owner="supplier"), []),
        (audits(118, "d1"), audits(103, "d2", role="target"), []),
        (audits(2140, "d1"), audits(2000, "d2", hedge="more than"), []),
    ],
)
def test_two_values_for_one_period(one: Finding, other: Finding, faults: list[str]) -> None:
    """The same measure differs only where period, scope, owner and role are the same, and hedges leave room."""
    assert [check.fault for check in check_figures([one, other])] == faults


def test_members_of_two_years_are_drift_and_no_fault() -> None:
    """2,000 and 2,400 members of one body in two years are both right."""
    told = {"measure": "retailers members", "owner": "partner", "owner_name": "Lantern Alliance"}
    quote = "The alliance brings together over {} retailers and members."
    earlier = figure(2000, "retailers", quote.format("2,000"), document="d1", hedge="over", **told)
    later = {"period_start": "2021-01-01", "period_end": "2021-12-31"}
    assert (
        check_figures([earlier, figure(2400, "retailers", quote.format("2,400"), document="d2", **told, **later)]) == []
    )


@pytest.mark.parametrize(
    ("quote", "measure", "faults"),
    [
        ("Membership 94 %", "Membership", ["no_base"]),
        ("Of all staff, 94 % of women joined.", "of women joined", []),
        ("Absence fell by 94 %.", "Absence fell by", []),
    ],
)
def test_a_share_says_of_what(quote: str, measure: str, faults: list[str]) -> None:
    """A percentage without a base cannot be checked by anybody."""
    assert [check.fault for check in check_figures([figure(94, "%", quote, measure=measure)])] == faults


def test_no_cell_of_the_workbook_begins_a_formula() -> None:
    """What a document holds is never run by a spreadsheet program."""
    openpyxl = pytest.importorskip("openpyxl")
    evil = figure(3, "audits", "=HYPERLINK(3)", measure="@SUM(A1)", scope="+1", owner_name="-2\x07")
    document = Summary("d1", "0" * 64, "a.md", "markdown", "=cmd", "report", 1, 1, 0)
    book = openpyxl.load_workbook(BytesIO(figures_sheet([evil], check_figures([evil]), {"d1": document})))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)
    assert [cell.value for cell in book["Figures"][1]][:5] == ["value", "to", "of", "unit", "what"]


def lines(result: Result) -> Iterator[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return (json.loads(line) for line in result.stdout.splitlines())


def test_metrics_lists_figures_with_owner_period_and_page(hria: Run) -> None:
    """Each figure has its place, and those of a partner are not among the company's."""
    found = [line for line in lines(hria("metrics", "--json")) if "value" in line]
    assert len(found) > 100
    assert {"value", "unit", "owner", "period_end", "document", "page", "quote"} <= set(found[0])
    ours = [line for line in lines(hria("metrics", "--owner", "company", "--json")) if "value" in line]
    assert {line["owner"] for line in ours} == {"company"}
    assert any(line["value"] == 214 and line["unit"] == "suppliers" for line in ours)
    table = hria("metrics", "--document", "modern-slavery-statement-2025.pdf")
    assert "214 suppliers" in table.stdout


def test_checks_alone_end_with_their_own_code(hria: Run) -> None:
    """A check that found something says so by its exit code."""
    result = hria("metrics", "--checks")
    assert result.exit_code in (0, 3)
    assert (result.exit_code == 3) == bool(result.stdout.strip())


def test_drafts_do_not_tell_of_metrics_and_claims(hria: Run, tmp_path: Path) -> None:
    """The new kinds are listed by their own commands until a report asks for them."""
    found = list(lines(hria("findings", "--kind", "claim", "--json")))
    assert found
    assert all(not line["mappings"] for line in found)
    assert hria("draft", "statement", "--jurisdiction", "uk", "--format", "md", "--out", str(tmp_path)).exit_code == 0


def extractor(*company: str) -> Extractor:
    return Extractor(Reader(company, None, "general", None))


def test_the_sample_resolution_is_taken_apart() -> None:
    """Asks, norms and authorities with their notes; the statement of the board stands apart."""
    document = read(data_folder("corpus") / "shareholder-resolution-2025.txt")
    (petition,) = petitions_of(extractor("Corvane Group plc", "Corvane"), document)
    assert petition.title == "Independent assessment of recruitment in the supply chain"
    assert petition.answer is not None
    assert petition.answer.quote.startswith("The Board shares the concern")
    claims = [f.attributes for f in petition.claims if isinstance(f.attributes, Claim)]
    assert [claim.number for claim in claims] == list(range(1, len(claims) + 1))
    assert claims[0].type == "ask"
    notes = [note for claim in claims for note in claim.footnotes]
    assert [note.mark for note in notes] == [str(n) for n in range(1, 8)]
    assert all(note.text for note in notes)
    assert not any("TAA-24" in claim.text for claim in claims), "a note is no claim"
    for finding in petition.claims:
        assert document.text[finding.evidence.start : finding.evidence.end] == finding.evidence.quote


def test_a_resolution_without_printed_notes(shared: Path) -> None:
    """The founding resolution: one ask, its authorities and norms, and marks without notes."""
    document = read(next((shared / "corpus" / "seeds").glob("004_*")))
    (petition,) = petitions_of(extractor("Amazon"), document)
    claims = [f.attributes for f in petition.claims if isinstance(f.attributes, Claim)]
    types = [claim.type for claim in claims]
    assert types[0] == "ask"
    assert (types.count("ask"), types.count("third_party_authority")) == (1, 3)
    assert types.count("normative") >= 2
    assert [note.mark for claim in claims for note in claim.footnotes] == [str(n) for n in range(1, 9)]
    assert all(note.text is None for claim in claims for note in claim.footnotes)
    assert [(f.value, f.hedge) for claim in claims for f in claim.figures if f.value == 600] == [(600, "over")]


def test_claims_of_a_file_outside_a_workspace(tmp_path: Path) -> None:
    """A letter can be taken apart anywhere; each claim is a line of JSON."""
    letter = tmp_path / "letter.md"
    letter.write_text(
        "# Open letter to Acme\n\nAcme buys from 12 farms that keep passports. We urge Acme to repay the workers.\n",
        encoding="utf-8",
    )
    arguments = ["-w", str(tmp_path), "claims", str(letter)]
    found = list(lines(CliRunner().invoke(root, [*arguments, "--company", "Acme", "--json"])))
    assert [line["type"] for line in found] == ["factual_allegation", "ask"]
    assert found[0]["figures"][0]["value"] == 12
    assert CliRunner().invoke(root, arguments).exit_code == 0
