"""Which criteria a finding speaks to, and what the documents come to for each."""

from __future__ import annotations

import pytest

from hria.coverage import cover, mappings
from hria.document import Evidence
from hria.finding import Disclosure, Finding, Partner
from hria.framework import Answer, Criterion, Framework, framework, frameworks
from hria.mapping import map_to


def disclosure(number: int, topics: tuple[str, ...], status: str = "done", aspects: tuple[str, ...] = ()) -> Finding:
    place = Evidence("d" * 16, number, number + 5, "Words", 1, 1)
    attributes = Disclosure(topics, status, aspects)  # type: ignore[arg-type]
    return Finding(f"{number:016x}", "disclosure", place, attributes, "en.disclosure.test", 0.8)


def test_the_four_states_of_a_criterion() -> None:
    """Done by what is done, planned only by plans, contradicted by a no, else nothing found."""
    uk = framework("uk-msa")
    for findings, status in (
        ([disclosure(1, ("policy",)), disclosure(2, ("policy",), "planned")], "done"),
        ([disclosure(1, ("policy",), "planned")], "planned_only"),
        ([disclosure(1, ("policy",)), disclosure(2, ("policy",), "negative")], "contradicted"),
        ([disclosure(1, ("training",))], "nothing_found"),
    ):
        covered = {item.criterion_id: item for item in cover(uk, findings)}
        assert covered["uk-msa:54.5.b"].status == status


def test_silent_parts_are_named() -> None:
    """Structure alone leaves business and supply chains open."""
    (item,) = [c for c in cover(framework("uk-msa"), [disclosure(1, ("structure",))]) if c.criterion.id == "54.5.a"]
    assert item.status == "done"
    assert item.silent_parts == ("business", "supply chains")


def test_every_condition_of_an_answer_must_hold() -> None:
    """A topic without the aspect that is asked for, or another kind of finding, is no answer."""
    asked = Answer(topics=("policy",), aspects=("senior_approval",))
    criterion = Criterion("x", "X 1", "Approval", "It is approved.", "must", answers=(asked,))
    law = framework("ungp")
    assert map_to(disclosure(1, ("policy",)), law, criterion) is None
    found = map_to(disclosure(1, ("policy",), aspects=("senior_approval",)), law, criterion)
    assert found is not None
    assert "senior_approval" in found.why
    partner = Finding("p" * 16, "partner", Evidence("d", 0, 4, "Lamp", 1, 1), Partner("Lamp"), "r", 0.9)
    assert map_to(partner, law, criterion) is None


@pytest.mark.parametrize("law", frameworks().values(), ids=lambda law: law.id)
def test_mappings_agree_with_coverage(law: Framework) -> None:
    """What a finding is mapped to is what it covers."""
    findings = [disclosure(n, (topic,)) for n, topic in enumerate(("structure", "policy", "training", "effectiveness"))]
    mapped = {m.criterion_id for found in mappings(law, findings).values() for m in found}
    covered = {item.criterion_id for item in cover(law, findings) if item.status != "nothing_found"}
    assert mapped == covered


def test_that_nothing_was_found_contradicts_nothing() -> None:
    """It answers what asks for findings and remedy, and is neither evidence of, nor against, how one looked."""
    nil = disclosure(1, ("remediation", "effectiveness"), "negative", ("none_found",))
    covered = {item.criterion_id: item for item in cover(framework("ca-s211"), [nil])}
    assert covered["ca-s211:11.3.d"].status == "done"
    assert covered["ca-s211:11.3.g"].status == "nothing_found"


def test_a_denial_answers_where_the_law_asks_for_one() -> None:
    """That no steps were taken is the alternative of s 54(4)(b), and contradicts that steps were taken."""
    said = disclosure(1, ("due_diligence",), "negative", ("no_steps",))
    covered = {item.criterion_id: item for item in cover(framework("uk-msa"), [said])}
    assert covered["uk-msa:54.4.b"].status == "done"
    assert covered["uk-msa:54.5.c"].status == "contradicted"
