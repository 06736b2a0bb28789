"""What becomes of a finding by decisions on it."""

from __future__ import annotations

import datetime

import pytest

from hria.document import Evidence
from hria.errors import BadData
from hria.finding import Commitment, Finding, Risk
from hria.review import Review, reviewed, with_changes

WHEN = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
QUOTE = "Workers paid fees."


def finding(quote: str = QUOTE) -> Finding:
    place = Evidence("d" * 16, 0, len(quote), quote, 1, 1)
    return Finding("f" * 16, "risk", place, Risk("recruitment", ("recruitment_fees",)), "en.risk.test", 0.8)


def decision(what: str, quote: str = QUOTE, **changes: str) -> Review:
    return Review("f" * 16, what, "A. Reviewer", WHEN, quote, changes)  # type: ignore[arg-type]


def test_the_latest_decision_counts() -> None:
    """Rejected after accepted is rejected, and the other way round."""
    assert reviewed(finding(), []).state == "suggested"
    assert reviewed(finding(), [decision("accepted"), decision("rejected")]).state == "rejected"
    assert reviewed(finding(), [decision("rejected"), decision("accepted")]).state == "accepted"


def test_a_decision_on_other_words_is_stale() -> None:
    """The passage changed: the finding is a suggestion again, and says so."""
    item = reviewed(finding(), [decision("accepted", quote="Workers paid no fees.")])
    assert item.state == "stale"
    assert not item.is_decided


def test_edits_add_up_and_survive_an_acceptance() -> None:
    """Attributes are as a person left them."""
    item = reviewed(
        finding(),
        [decision("edited", category="wages"), decision("edited", countries="Malaysia, Nepal"), decision("accepted")],
    )
    assert isinstance(item.finding.attributes, Risk)
    assert item.finding.attributes.category == "wages"
    assert item.finding.attributes.countries == ("Malaysia", "Nepal")
    assert item.state == "accepted"


def test_edits_that_cannot_be_are_refused() -> None:
    """An unknown attribute names those there are; a value outside its list is not taken."""
    with pytest.raises(BadData, match="categry"):
        with_changes(finding(), {"categry": "wages"})
    with pytest.raises(BadData, match="actuality"):
        with_changes(finding(), {"actuality": "maybe"})


def test_targets_years_and_none_are_read_as_typed() -> None:
    """What a person types becomes a value of the right kind."""
    place = Evidence("d" * 16, 0, 5, "Quote", 1, 1)
    commitment = Finding("c" * 16, "commitment", place, Commitment("Acme", "pay", deadline="2026-12-31"), "r", 0.9)
    changed = with_changes(commitment, {"target": "25,000 women", "deadline": "none"})
    assert isinstance(changed, Commitment)
    assert changed.target is not None
    assert (changed.target.value, changed.target.unit) == (25000.0, "women")
    assert changed.deadline is None
