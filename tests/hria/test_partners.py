"""The partner register over time: relation, role and year as of each document, and what changed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable

import pytest
from click.testing import Result
from editions import document_of, paper

from hria.extract import Extractor, Reader
from hria.partnership import Partnership, joined_in, partnerships
from hria.passage import Paper
from hria.series import series

NAMES = ("Acme plc", "Acme")
LAST, THIS = datetime.date(2023, 6, 30), datetime.date(2024, 6, 30)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Reader(NAMES, (12, 31), "general", None))


def registered(extractor: Extractor, *papers: Paper) -> dict[str, Partnership]:
    findings = [finding for p in papers for finding in extractor.findings(document_of(p))]
    return {partnership.name: partnership for partnership in partnerships(findings, papers)}


@pytest.mark.parametrize(
    ("name", "text", "year"),
    [
        ("Sedex", "We joined Sedex in 2015.", 2015),
        ("Sedex", "We have been a member of Sedex since May 2015.", 2015),
        ("Sedex", "We use Sedex, of which we have been a member since 2015, and audits.", 2015),
        ("Sedex", "In March 2015, Acme became a member of Sedex.", 2015),
        ("Ethical Trading Initiative", "Acme joined the ETI in 2019 and is a member of Sedex.", 2019),
        ("Sedex", "Acme joined the Ethical Trading Initiative in 2019 and is a member of Sedex.", None),
        ("Sedex", "We are a member of Sedex. In 2019 we trained buyers.", None),
        ("amfori", "In 2019, Amazon began working with amfori, a business association.", 2019),
    ],
)
def test_year_of_joining(name: str, text: str, year: int | None) -> None:
    """The year belongs to the organisation that the sentence gives it to, and to no other."""
    assert joined_in(name, text) == year


def test_added_dropped_and_described_differently(extractor: Extractor) -> None:
    """Two statements of one series: one partner came, one went, one has another year; one is only not a finding."""
    found = registered(
        extractor,
        paper(
            "Acme plc is a member of Sedex. We are a member of the Ethical Trading Initiative since 2018.",
            "We are a member of Better Cotton.",
            "We work with Verité.",
            published=LAST,
        ),
        paper(
            "Acme plc joined the Ethical Trading Initiative in 2019. We partner with Nest.",
            "Sedex is where our audits are.",
            "We work with Verité.",
            published=THIS,
        ),
    )
    changes = {name: [change.kind for change in found[name].changes] for name in found}
    assert changes["Better Cotton"] == ["dropped"]
    assert changes["Nest"] == ["added"]
    assert changes["Ethical Trading Initiative"] == ["since"]
    assert changes["Sedex"] == []
    assert changes["Verité"] == []


def test_only_editions_of_one_series_add_and_drop(extractor: Extractor) -> None:
    """A policy that does not name a partner of a statement has not dropped it."""
    found = registered(
        extractor,
        paper("Acme plc is a member of Sedex.", published=LAST),
        paper("Acme plc respects rights.", published=THIS, kind="policy", title="Policy"),
    )
    assert found["Sedex"].changes == ()


def test_series() -> None:
    """Statements of several years are a series, whatever year their title names; a policy is none of them."""
    papers = [
        paper("a", title="Modern Slavery Statement 2024", published=THIS),
        paper("b", title="Modern Slavery Statement FY2023", published=LAST),
        paper("c", title="Modern Slavery Policy", kind="policy", published=LAST),
        paper("d", title="Modern Slavery Statement", published=None),
    ]
    found = series(p.summary for p in papers)
    assert [[document.title for document in editions] for editions in found] == [
        ["Modern Slavery Statement FY2023", "Modern Slavery Statement 2024"]
    ]


def test_partners_of_the_sample(hria: Callable[..., Result]) -> None:
    """Each description has its document, voice and findings; what changed stands beside it."""
    found = {p["name"]: p for line in hria("partners", "--json").stdout.splitlines() if (p := json.loads(line))}
    initiative = found["Ethical Trading Initiative"]
    assert [(d["document"]["published"], d["since"]) for d in initiative["documents"]] == [
        ("2024-09-24", 2018),
        ("2025-07-08", None),
        ("2025-09-23", 2019),
    ]
    assert [change["kind"] for change in initiative["changes"]] == ["since"]
    assert [change["kind"] for change in found["Stronger Together"]["changes"]] == ["dropped"]
    assert all(d["voice"] == "company" and d["findings"] for p in found.values() for d in p["documents"])
    assert "Stronger Together" in hria("partners", "--changed").stdout
