"""Which criteria a finding speaks to, whether for or against, and why.

Topics, issues and aspects are neutral; each criterion says which of them answer it. So a finding is
mapped to a law without a word of that law in any code.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from hria.finding import Disclosure, Finding, Risk
from hria.framework import Answer, Criterion, Framework

Stance = Literal["supports", "planned", "contradicts"]
# The aspect of a sentence that says there was nothing to find, and that of one by which a law lets a company off.
NONE_FOUND = "none_found"
DENIAL = "no_steps"
# What is answered by saying that there was nothing.
FOUND = frozenset(("risk_description", "risk_assessment", "remediation", "grievance"))


class Mapping(msgspec.Struct, frozen=True):
    """A finding that speaks to a criterion. `part` is the part of the criterion that it answers, if it has parts."""

    finding_id: str
    criterion_id: str
    stance: Stance
    why: str
    part: str | None = None


def map_finding(finding: Finding, frameworks: tuple[Framework, ...]) -> list[Mapping]:
    """The criteria of these frameworks that a finding speaks to, in their order."""
    return [
        mapping
        for framework in frameworks
        for criterion in framework.answerable()
        if (mapping := map_to(finding, framework, criterion))
    ]


def map_to(finding: Finding, framework: Framework, criterion: Criterion) -> Mapping | None:
    """How a finding speaks to a criterion: by the first of its answers that fits, or not at all."""
    for answer in criterion.answers:
        why = _fit(finding, answer)
        if why:
            return Mapping(finding.id, framework.criterion_id(criterion), stance_of(finding, answer), why, answer.part)
    return None


def parts_answered(finding: Finding, criterion: Criterion) -> set[str]:
    """The named parts of a criterion that a finding answers; a finding may answer several."""
    return {a.part for a in criterion.answers if a.part and _fit(finding, a)}


def stance_of(finding: Finding, answer: Answer | None = None) -> Stance:
    """Whether a finding shows something done, something planned, or that it is not done.

    That nothing was found, or had to be remedied, contradicts nothing; nor does a denial where one is asked for.
    """
    if not isinstance(finding.attributes, Disclosure):
        return "supports"
    match finding.attributes.evidence_status:
        case "negative":
            is_answer = NONE_FOUND in finding.attributes.aspects or (answer and DENIAL in answer.aspects)
            return "supports" if is_answer else "contradicts"
        case "planned":
            return "planned"
        case _:
            return "supports"


def _fit(finding: Finding, answer: Answer) -> str | None:
    """Why a finding fits an answer, in words; None where it does not."""
    if finding.kind != answer.kind:
        return None
    attributes = finding.attributes
    reasons = []
    held: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("topic", answer.topics, _topics(attributes) if isinstance(attributes, Disclosure) else ()),
        ("aspect", answer.aspects, attributes.aspects if isinstance(attributes, Disclosure) else ()),
        ("issue", answer.issues, attributes.issues if isinstance(attributes, Risk) else ()),
    )
    for name, asked, there in held:
        if not asked:
            continue
        both = [value for value in asked if value in there]
        if not both:
            return None
        reasons.append(f"{name} {', '.join(both)}")
    return "; ".join(reasons) or f"a {finding.kind}"


def _topics(disclosure: Disclosure) -> tuple[str, ...]:
    """What a disclosure is about: one that there was nothing tells nothing of how one looked."""
    if NONE_FOUND not in disclosure.aspects:
        return disclosure.topics
    return tuple(topic for topic in disclosure.topics if topic in FOUND)
