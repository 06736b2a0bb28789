"""Contradictions: found where there is one, silent where two passages only look contrary."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from editions import document_of, paper

from hria.contradiction import Clash, contradictions
from hria.extract import Extractor, Reader
from hria.ledger import ledger
from hria.partnership import partnerships
from hria.passage import Paper

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("Acme plc", "Acme")
EARLY, SPRING, SUMMER = datetime.date(2023, 6, 30), datetime.date(2025, 3, 31), datetime.date(2025, 6, 30)
# Spreadsheets are not read, so what they contradict cannot be seen.
READ = (".pdf", ".txt", ".html", ".docx", ".md")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Reader(NAMES, (12, 31), "general", None))


def compared(extractor: Extractor, *papers: Paper) -> tuple[Clash, ...]:
    findings = [finding for p in papers for finding in extractor.findings(document_of(p))]
    register = ledger(findings, papers, NAMES, datetime.date(2025, 12, 31))
    return contradictions(papers, findings, partnerships(findings, papers), register, NAMES)


def own(text: str, published: datetime.date = SUMMER, kind: str = "report") -> Paper:
    return paper(f"Acme plc reports. {text}", published=published, kind=kind, title=f"{kind} {published.year}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "type_"),
    [
        ("By year end 209 of 214 suppliers had signed the code.", "Every supplier has signed our code.", "scope"),
        ("At year end 92 per cent of suppliers were audited.", "We had audited 75% of suppliers.", "number"),
        ("In 2024 we trained 450 of 500 buyers.", "60% of buyers were trained in 2024.", "number"),
        ("We have been a member of Sedex since 2015.", "Acme joined Sedex in 2017.", "time"),
        ("Acme co-founded the Leeds Forum on Fair Work.", "We joined the Leeds Forum on Fair Work in May.", "role"),
    ],
)
def test_contradictions_of_one_time(extractor: Extractor, one: str, other: str, type_: str) -> None:
    """Two documents of one spring that cannot both be right."""
    found = compared(extractor, own(one, SPRING), own(other, SUMMER, "statement"))
    assert [(clash.type, clash.compatible) for clash in found] == [(type_, None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same, rounded or in other words.
        ("By year end 92 per cent of suppliers were audited.", "Nine in ten suppliers were audited."),
        ("By year end 197 of 214 suppliers were audited.", "We had audited 92% of suppliers."),
        ("All suppliers have signed the code.", "Every supplier has signed our code."),
        # Something else was counted.
        ("By year end 92 per cent of suppliers were audited.", "By year end 61 per cent of suppliers were trained."),
        ("We audited 92 per cent of suppliers.", "We audited 40 per cent of our buildings."),
        ("In Vietnam 92 per cent of suppliers were audited.", "In India 60 per cent of suppliers were audited."),
        # A plan or a duty is no fact.
        ("By year end 92 per cent of suppliers were audited.", "We will have audited every supplier by 2027."),
        ("Suppliers must train every worker.", "We trained 60 per cent of workers."),
        # One part, another part; a body and one that it has.
        ("Acme is a member of Sedex.", "We have been a member of Sedex since 2015."),
        ("Acme co-founded the Leeds Forum on Fair Work.", "We joined the Ethical Trading Initiative."),
    ],
)
def test_what_is_no_contradiction(extractor: Extractor, one: str, other: str) -> None:
    """A listed contradiction that is none costs trust."""
    assert compared(extractor, own(one, SPRING), own(other, SUMMER, "statement")) == ()


def test_another_year_explains_a_difference(extractor: Extractor) -> None:
    """The same share two years apart is drift, with the reason."""
    text = "At year end {} per cent of suppliers were audited."
    (clash,) = compared(extractor, own(text.format(70), EARLY), own(text.format(92), SUMMER))
    assert clash.compatible == "another time: 2023-06-30 and 2025-06-30"


def test_figures_of_a_body_drift(extractor: Extractor) -> None:
    """2,000 and 2,400 members of one body in two years are drift, and never the company's figure."""
    text = "Acme works with amfori. Amfori brings together over {} members from 40 countries."
    (clash,) = compared(extractor, own(text.format("2,000"), EARLY), own(text.format("2,400"), SUMMER))
    assert (clash.type, clash.about) == ("number", "amfori: members")
    assert clash.compatible is not None


@pytest.mark.parametrize(
    ("reported", "kind", "is_found"),
    [
        ("Migrant workers had paid recruitment fees of 3,000 dollars to agents.", "audit", True),
        ("Acme told us that workers had paid recruitment fees.", "news", True),
        ("No worker had paid recruitment fees.", "audit", False),
        ("Workers may have paid recruitment fees.", "audit", False),
        ("Suppliers must repay recruitment fees that workers have paid.", "audit", False),
        ("A rival’s workers had paid recruitment fees.", "news", False),
    ],
)
def test_practice_against_policy(extractor: Extractor, reported: str, kind: str, is_found: bool) -> None:
    """Only what is reported as having happened, where the company is concerned, contradicts its policy."""
    policy = paper(
        "Acme plc has a policy.",
        "No worker pays a fee to get a job.",
        published=EARLY,
        kind="policy",
        title="Human Rights Policy",
    )
    report = paper(reported, published=SUMMER, kind=kind, title="Report", is_own=False)  # type: ignore[arg-type]
    found = [clash for clash in compared(extractor, policy, report) if clash.type == "practice"]
    assert bool(found) is is_found
    for clash in found:
        assert (clash.a.voice, clash.b.voice) == ("company", "auditor" if kind == "audit" else "press")


def test_practice_before_the_policy_is_compatible(extractor: Extractor) -> None:
    """What was reported before a policy came into force does not contradict it."""
    policy = paper("Acme plc: no worker pays a fee to get a job.", published=SUMMER, kind="policy", title="Policy")
    audit = paper("Workers had paid recruitment fees.", published=EARLY, kind="audit", is_own=False)
    (clash,) = compared(extractor, policy, audit)
    assert clash.compatible is not None
    assert "2023-06-30" in clash.compatible


def test_contradictions_of_the_sample_are_found(hria: Callable[..., Result]) -> None:
    """Those that the labels name are found with both passages; those that drift are not listed as contradictions."""
    gold = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))["contradictions"]
    found = [json.loads(line) for line in hria("contradictions", "--json").stdout.splitlines()]
    assert found
    for pair in gold:
        if not all(pair[side]["file"].endswith(READ) and "quote" in pair[side] for side in "ab"):
            continue
        hits = [clash for clash in found if _has(clash, pair["a"]["quote"]) and _has(clash, pair["b"]["quote"])]
        if pair.get("drift"):
            assert hits, pair["about"]
            assert all(clash["compatible"] for clash in hits), pair["about"]
        else:
            assert any(clash["compatible"] is None for clash in hits), pair["about"]


def test_members_of_a_body_drift_in_real_documents(shared: Path) -> None:
    """2,000 and 2,400 amfori members on two undated pages: drift between years, told by what the pages name."""
    extractor = Extractor(Reader(("Amazon",), None, "general", None))
    pages = sorted((shared / "corpus" / "seeds").glob("00[13]_*.txt"))
    read = [
        paper(*page.read_text("utf-8").splitlines(), published=None, title=page.stem, kind="report") for page in pages
    ]
    findings = [finding for p in read for finding in extractor.findings(document_of(p))]
    register = ledger(findings, read, ("Amazon",), datetime.date(2025, 12, 31))
    found = contradictions(read, findings, partnerships(findings, read), register, ("Amazon",))
    members = [clash for clash in found if clash.about.startswith("amfori")]
    assert [clash.reason for clash in members] == ["2,000 against 2,400"]
    assert all(clash.compatible for clash in found)


def test_every_passage_has_a_voice(hria: Callable[..., Result]) -> None:
    """A contradiction says of each passage whether the company, an auditor, the press or a critic speaks."""
    found = [json.loads(line) for line in hria("contradictions", "--json").stdout.splitlines()]
    voices = {side["voice"] for clash in found for side in (clash["a"], clash["b"], *clash["more"])}
    assert {"company", "auditor", "press", "critic", "third party"} == voices
    assert "auditor: “" in hria("contradictions").stdout


def _has(clash: dict[str, object], quote: str) -> bool:
    sides = [clash["a"], clash["b"], *clash["more"]]  # type: ignore[misc]
    return any(quote in side["quote"] or side["quote"] in quote for side in sides)
