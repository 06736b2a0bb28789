"""Audit reports: findings from tables, cards and paragraphs, whatever the layout; dates; the register of sites."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from hria.audited import AuditFinding
from hria.audits import read_audit
from hria.audits.heads import assign, is_head
from hria.audits.labels import fact_field, finding_fields
from hria.audits.register import audited_sites, site_key
from hria.audits.scheme import schemes
from hria.document import Evidence
from hria.evaluate_audits import compare_audit
from hria.finding import Finding
from hria.printed_day import day_of, order_of, period_of
from hria.readers import Overrides, read
from tests.audits.layouts import LAYOUTS
from tests.audits.made_up import report
from tests.audits.make import labels_of
from tests.audits.wording import Style

Run = Callable[..., Result]
# LibreOffice takes seconds for each file, so layouts that it prints are measured by `hria eval audits` alone.
DRAWN = (
    ("rba", "ruled"), ("smeta", "plain"), ("bsci", "striped"), ("sa8000", "word"), ("wrap", "cards"),
    ("slcp", "prose"), ("cap", "sheet"), ("cap", "centred"), ("wrap", "grouped"), ("sa8000", "stacked"),
)  # fmt: skip


@pytest.mark.parametrize(("scheme", "layout"), DRAWN)
def test_findings_of_a_drawn_report_are_read(scheme: str, layout: str, tmp_path: Path) -> None:
    """Every finding is found once, nothing else is, and class, clause and dates are as they were drawn."""
    drawn, style = report(scheme, 7), Style("a", "iso", "")
    draw, suffix = LAYOUTS[layout]
    path = tmp_path / f"report.{suffix}"
    path.write_bytes(draw(drawn, style))
    document = read(path, Overrides(kind="audit"))
    readings = read_audit(document)
    result = compare_audit(
        path.name,
        [msgspec.to_builtins(reading.finding) for reading in readings],
        json.loads(json.dumps(labels_of(drawn, style, layout), default=str)),
    )
    assert result.findings.f1 == 1.0, result.misses
    for name in ("class", "clause", "due", "closed", "site", "audit_end", "workers_total"):
        if name in result.fields:
            assert result.fields[name].f1 >= 0.95, (name, result.misses)


def test_each_value_has_its_place(tmp_path: Path) -> None:
    """The stretches of a cell hold its words, and on a printed page each has its boxes."""
    path = tmp_path / "report.pdf"
    path.write_bytes(LAYOUTS["ruled"][0](report("rba", 3), Style("a", "iso", "")))
    document = read(path, Overrides(kind="audit"))
    for reading in read_audit(document):
        assert reading.finding.description is not None
        assert document.text[reading.start : reading.end].split()[0] == reading.finding.description.split()[0]
        told = [cell for cell in reading.finding.cells if cell.field == "corrective_action"]
        joined = " ".join(document.text[cell.start : cell.end] for cell in told)
        assert joined.split() == (reading.finding.corrective_action or "").split()
        assert all(cell.regions for cell in told)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-03-12", ["2024-03-12"]),
        ("12 March 2024", ["2024-03-12"]),
        ("March 12, 2024", ["2024-03-12"]),
        ("12-Mar-24", ["2024-03-12"]),
        ("12.03.2024", ["2024-03-12"]),
        ("25/03/2024", ["2024-03-25"]),
        ("03/25/2024", ["2024-03-25"]),
        ("12/03/2024", ["2024-03-12", "2024-12-03"]),
        ("31/31/2024", []),
        ("30 days", []),
    ],
)
def test_printed_dates(text: str, days: list[str]) -> None:
    """A date that can be read in two ways has both readings."""
    found = day_of(text)
    assert [day.isoformat() for day in (found.readings if found else ())] == days


def test_other_dates_tell_which_comes_first() -> None:
    """A date above the twelfth settles the order for the whole document, unless two disagree."""
    assert order_of(["due 03/25/2024"]) == "month_first"
    assert order_of(["due 25/03/2024"]) == "day_first"
    assert order_of(["25/03/2024 and 03/25/2024"]) is None
    found = day_of("12/03/2024", "month_first")
    assert found is not None
    assert (found.day, found.is_open) == (datetime.date(2024, 12, 3), False)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("18-20 February 2025", ("2025-02-18", "2025-02-20")),
        ("30 June to 2 July 2024", ("2024-06-30", "2024-07-02")),
        ("March 4-6, 2025", ("2025-03-04", "2025-03-06")),
        ("9 May 2024", ("2024-05-09", "2024-05-09")),
    ],
)
def test_periods(text: str, period: tuple[str, str]) -> None:
    """The first and last day of an audit, however they are put together."""
    found = period_of(text)
    assert found is not None
    assert (found[0].isoformat(), found[1].isoformat()) == period


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Non-Compliance #", "number"), ("Severity", "class"), ("Finding Category", "class"), ("ETI clause", "clause"),
        ("Details of Non-Conformity", "description"), ("Objective Evidence", "evidence_seen"),
        ("Root Cause Analysis", "root_cause"), ("Preventative and corrective actions", "corrective_action"),
        ("Person responsible", "responsible"), ("Timescale", "due"), ("Date closed", "closed"),
        ("Open/Closed", "status"),
    ],
)  # fmt: skip
def test_names_of_columns(name: str, field: str) -> None:
    """Usual names are known whatever the scheme."""
    assert finding_fields(name)[:1] == (field,)


def test_a_table_of_counts_is_no_table_of_findings() -> None:
    """The summary that counts findings by area and class has no findings in it."""
    assert not is_head(["Area", "Critical", "Major", "Minor", "Observation", "Total"], schemes()["smeta"])
    assert fact_field("Number of workers interviewed") == "workers_interviewed"


def test_what_stands_in_a_column_decides_between_two_fields() -> None:
    """ "Priority" with High and Low is the class; a second date column is when it was done."""
    names = ["No.", "Issue", "Priority", "Completion date", "Completion date"]
    values = [["1"], ["The exit was locked."], ["High"], ["2024-05-01"], ["2024-04-30"]]
    assert assign(names, values, schemes()["cap"]) == ["number", "description", "class", "due", "closed"]


@pytest.mark.parametrize(
    ("scheme", "text", "class_"),
    [
        ("rba", "Priority Nonconformance", "critical"), ("smeta", "Business critical", "zero_tolerance"),
        ("smeta", "CRITICAL", "critical"), ("sa8000", "Minor NC", "minor"), ("slcp", "Legal non-compliance", None),
        ("bsci", "Zero Tolerance", "zero_tolerance"), ("cap", "Medium", "major"), ("cap", "Purple", "unknown"),
    ],
)  # fmt: skip
def test_classes_keep_the_words_of_the_scheme(scheme: str, text: str, class_: str | None) -> None:
    """The print is kept; what does not grade, or is not known, has no class on our scale."""
    found = schemes()[scheme].class_in(text)
    assert (found is None) if class_ == "unknown" else (found == (text, class_))


def test_the_register_counts_open_overdue_and_raised_before() -> None:
    """Closed actions are not open; a date that has passed is overdue; the same under one clause was raised before."""
    first = _finding("a", audit_end="2023-03-01", status="closed", due="2023-06-01")
    again = _finding("b", audit_end="2024-03-01", status="open", due="2024-06-01")
    good = _finding("c", audit_end="2024-03-01", **{"class": "good_practice", "description": "A clinic is free."})
    (site,) = audited_sites([first, again, good], datetime.date(2024, 7, 1))
    assert site.name == "Acme Mill Co., Ltd."
    assert [action.days_overdue for action in site.overdue()] == [30]
    assert [action.finding.id for action in site.open()] == ["b"]
    assert [action.before and action.before[0].id for action in site.repeats()] == ["a"]


def test_names_of_sites_are_compared_without_their_legal_form() -> None:
    """Two spellings of one name are one site; two names are two."""
    assert site_key("SUNMERA PRECISION SDN BHD") == site_key("Sunmera Precision Sdn. Bhd.")
    assert site_key("Sunmera Precision") != site_key("Sunmera Plastics")


def test_audits_lists_what_is_overdue(hria: Run) -> None:
    """On the sample corpus: two sites, and actions with their days."""
    listed = [json.loads(line) for line in hria("audits", "--overdue", "--json").stdout.splitlines()]
    sites = [one for one in listed if one["type"] == "site"]
    assert [site["country"] for site in sites] == ["Malaysia", "Vietnam"]
    actions = [one for one in listed if one["type"] == "action"]
    assert actions
    assert all(action["days_overdue"] > 0 and action["due"] < "2026-01-15" for action in actions)
    assert "overdue" in hria("audits").stdout


def _finding(id_: str, **values: object) -> Finding:
    plain = {
        "scheme": "sa8000",
        "class": "major",
        "clause": "7.1",
        "site": "Acme Mill Co., Ltd.",
        "description": "Workers worked more than 60 hours a week.",
        **values,
    }
    evidence = Evidence(f"document-{plain['audit_end']}", 0, 1, "W", 1, 1)
    return Finding(id_, "audit_finding", evidence, msgspec.convert(plain, AuditFinding), "audit.row", 0.9)
