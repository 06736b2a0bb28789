"""The commitment ledger: what became of a promise follows from later passages, by rules that are stated."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from editions import document_of, paper

from hria.cli import root
from hria.extract import Extractor, Reader
from hria.finding import Finding
from hria.ledger import RULES, STATUS_WORDS, Ledger, ledger
from hria.passage import Paper

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
NAMES = ("Acme plc", "Acme")
LAST, THIS = datetime.date(2023, 6, 30), datetime.date(2024, 6, 30)
REPORT = datetime.date(2024, 12, 31)
TRAIN = "We will train 120 store managers by 31 December 2023."
PUBLISH = "We will publish our list of tier-1 factories by the end of 2023."
ANALYSE = "We will complete a gap analysis of our grievance mechanism by March 2024."
MAP = "We will map our cotton supply chain by the end of 2023."
FORUM = "We will establish a supplier forum by the end of 2023."
SIGN = "We aim to have 80% of suppliers by spend sign our Supplier Code by 31 December 2023."
ASSESS = "We will assess all cleaning contractors by the end of 2025."
HELPLINE = "We will open a helpline at 30 factories by the end of 2025."
REPAY = "We will repay all recruitment fees by the end of 2025."
OPENING = "This is the statement of Acme plc."
# What became of a goal, as the trail of the sample corpus says it, and the statuses that say so.
OUTCOMES = {
    "kept": {"kept"},
    "missed": {"missed"},
    "silent": {"overdue"},
    "weakened": {"weakened"},
    "dropped": {"dropped"},
    # At the date of the report it is overdue; the passage shows how far it had come.
    "in progress": {"on_track", "overdue"},
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Reader(NAMES, (12, 31), "general", None))


def settled(extractor: Extractor, *papers: Paper, date: datetime.date = REPORT) -> Ledger:
    findings: list[Finding] = [f for p in papers for f in extractor.findings(document_of(p)) if f.kind == "commitment"]
    return ledger(findings, papers, NAMES, date)


@pytest.mark.parametrize(
    ("promised", "later", "status"),
    [
        # Done, in other words or with the amount that was promised.
        (TRAIN, "In 2023 we trained 124 store managers.", "kept"),
        (PUBLISH, "We published our list of tier-1 factories in October 2023.", "kept"),
        (ANALYSE, "A gap analysis of our grievance mechanism was completed in February 2024.", "kept"),
        (FORUM, "Our supplier forum was established in September 2023 and has met twice.", "kept"),
        (FORUM, "As promised, the supplier forum was set up in November.", "kept"),
        (SIGN, "At the end of 2023, 83% of suppliers by spend had signed our Supplier Code.", "kept"),
        # Not done, or not in full.
        (TRAIN, "By 31 December 2023 we had trained 80 store managers.", "missed"),
        (TRAIN, "We had said 120 store managers would be trained; it was fewer than planned.", "missed"),
        (MAP, "The mapping of our cotton supply chain has been delayed.", "missed"),
        (FORUM, "We have not yet established the supplier forum we announced last year.", "missed"),
        (SIGN, "At the end of 2023, 61% of suppliers by spend had signed our Supplier Code.", "missed"),
        # Nothing said, or something else.
        (MAP, "Cotton is grown in many countries.", "overdue"),
        (TRAIN, "We trained 300 warehouse staff in first aid.", "overdue"),
        (PUBLISH, "Our tier-1 factories were audited in 2023.", "overdue"),
        (ANALYSE, "Our grievance mechanism was used by 40 workers.", "overdue"),
        ("We will audit every spinning mill by December 2023.", "We audited 14 of 40 spinning mills.", "overdue"),
        # Not due yet.
        (HELPLINE, "Our helpline was open at 12 factories by June 2024.", "on_track"),
        (HELPLINE, "We remain committed to opening a helpline at 30 factories by the end of 2025.", "open"),
        (ASSESS, "Our strategy was renewed.", "dropped"),
        # Worded anew.
        (REPAY, "We aim to repay most recruitment fees by the end of 2025.", "weakened"),
        (ASSESS, "We hope to assess our key cleaning contractors by the end of 2025.", "weakened"),
        (HELPLINE, "We will open a helpline at 20 factories by the end of 2025.", "weakened"),
        (ASSESS, "We will assess all cleaning contractors by the end of 2027.", "superseded"),
        # Cannot be judged.
        ("We will not tolerate forced labour.", "We trained our buyers.", "standing"),
    ],
)
def test_what_became_of_a_promise(extractor: Extractor, promised: str, later: str, status: str) -> None:
    """One promise, one later sentence, one status."""
    papers = (paper(OPENING, promised, published=LAST), paper(OPENING, later, published=THIS))
    found = settled(extractor, *papers)
    first = next(p for p in found.promises if p.shown[0].document.published == LAST)
    assert first.status == status, (first.status, first.reason, [p.lead.evidence.quote for p in found.promises])


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("We will train all buyers by 2025.", "We will train all buyers in our offices by 2025.", True),
        (
            "We will extend the helpline to 30 sites by 2025.",
            "The helpline will be extended to 30 sites by 2025.",
            True,
        ),
        ("We will train all buyers by 2025.", "We will train all drivers by 2025.", False),
        ("We will audit our cotton suppliers by 2025.", "We will audit our cobalt suppliers by 2025.", False),
        ("We will train suppliers on recruitment by 2025.", "We will train suppliers on fire safety by 2025.", False),
        ("We will publish our supplier list by 2025.", "We will publish our audit results by 2025.", False),
    ],
)
def test_promises_are_joined_only_if_they_are_the_same(
    extractor: Extractor, one: str, other: str, together: bool
) -> None:
    """Precision first: promises that only sound alike are two threads."""
    found = settled(extractor, paper(OPENING, one, published=LAST), paper(OPENING, other, published=THIS))
    assert (len({promise.thread for promise in found.promises}) == 1) is together


def test_another_company_keeps_no_promise(extractor: Extractor) -> None:
    """What the press or a partner says was done is no outcome in the company's own voice."""
    promised = paper(OPENING, "We will train 120 store managers by 31 December 2023.", published=LAST)
    press = paper("Acme plc trained 124 store managers.", published=THIS, kind="news", is_own=False)
    assert settled(extractor, promised, press).promises[0].status == "overdue"


def test_status_depends_on_the_date_of_the_report(extractor: Extractor) -> None:
    """The same documents, judged before and after the deadline. The clock is never read."""
    promised = paper(OPENING, "We will train 120 store managers by 31 December 2023.", published=LAST)
    assert settled(extractor, promised, date=datetime.date(2023, 9, 1)).promises[0].status == "open"
    assert settled(extractor, promised, date=datetime.date(2024, 1, 1)).promises[0].status == "overdue"


def test_a_policy_that_names_its_review_is_due_again(extractor: Extractor) -> None:
    """A review promised every two years is overdue two years after the policy."""
    policy = paper(
        OPENING, "We will review this policy every two years.", published=datetime.date(2021, 5, 1), kind="policy"
    )
    promise = settled(extractor, policy).promises[0]
    assert (promise.status, promise.due) == ("overdue", datetime.date(2023, 5, 1))


def test_the_trail_of_the_sample_corpus_is_found(hria: Callable[..., Result]) -> None:
    """Each goal of the two-year sample has the outcome that its labels say, with the passage that shows it."""
    trail = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))["commitment_trail"]
    found = [json.loads(line) for line in hria("ledger", "--json").stdout.splitlines()]
    for goal in trail:
        quote = goal["made"]["quote"]
        promise = next(p for p in found if any(quote in (s["quote"] or "") for s in p["passages"][:3]))
        assert promise["status"] in OUTCOMES[goal["outcome"]], (quote, promise["status"])
        if goal["later"]:
            later = goal["later"]["quote"]
            quotes = [s["quote"] or "" for s in promise["passages"]]
            assert any(later in q or q in later for q in quotes if q), (later, quotes)
    assert {"kept", "missed", "overdue", "weakened", "dropped"} <= {p["status"] for p in found}


def test_the_ledger_says_its_rules(hria: Callable[..., Result]) -> None:
    """Every status has a rule, and a listing can be asked for some only."""
    assert set(RULES) == set(STATUS_WORDS)
    assert all(status in hria("ledger", "--rules").stdout for status in RULES)
    told = hria("ledger", "--status", "dropped,weakened").stdout
    assert "DROPPED" in told
    assert "REWORDED WEAKER" in told
    assert "KEPT" not in told


def test_dated_goals_of_the_seeds_are_overdue(shared: Path, tmp_path: Path) -> None:
    """The five dated goals of the supply chain page have no outcome in any of the five documents."""
    run = CliRunner()
    folder = str(tmp_path / "seeds")
    run.invoke(root, ["init", folder, "--company", "Amazon"])
    settings = tmp_path / "seeds" / "hria.toml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    dated = ["date = 2025-12-31" if line.startswith("date =") else line for line in lines]
    settings.write_text("\n".join(dated), encoding="utf-8")
    run.invoke(root, ["-w", folder, "add", str(shared / "corpus" / "seeds")])
    run.invoke(root, ["-w", folder, "extract"])
    told = run.invoke(root, ["-w", folder, "ledger", "--json"], catch_exceptions=False).stdout
    dated_goals = [promise for line in told.splitlines() if (promise := json.loads(line))["due"]]
    assert [promise["status"] for promise in dated_goals] == ["overdue"] * 5
    assert {promise["due"] for promise in dated_goals} == {"2020-12-31", "2021-12-31", "2023-12-31"}
    women = next(promise for promise in dated_goals if promise["target"] and promise["target"]["value"] == 25000)
    assert any(s["role"] == "progress" and "8,700 women" in s["quote"] for s in women["passages"])
