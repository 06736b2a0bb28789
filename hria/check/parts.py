"""What a statement says to one part of a requirement, and how specifically."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from hria.check.checked import Approval, Facts, PartAnswer, Passage, Period, Signer, Verdict
from hria.check.grades import passage_of
from hria.check.speaker import entity_names
from hria.check.words import pattern, words
from hria.finding import Disclosure, Finding
from hria.framework import Answer, Criterion, Framework
from hria.mapping import map_to, stance_of

# A specific passage must be so sure.
SURE = 0.6
MOST_PASSAGES = 6
APPROVAL, SIGNATURE = "board_approval", "director_signature"
# Aspects that are read from the lines of the statement, not from its sentences.
FORMAL = (APPROVAL, SIGNATURE)
# Aspects that the line by which a statement says whose it is answers too.
IDENTITY = frozenset(("reporting_entity", "entities_covered"))
# Topics whose results may be counted: a share given there is a measure, even where nobody calls it an indicator.
STEPS = frozenset(
    ("due_diligence", "mitigation", "training", "effectiveness", "remediation", "grievance", "supply_chains")
)
SHARE = r"\d\s?(?:%|per ?cent)"
# "the reporting entity SEEK": named, though not by its legal form.
CALLED = re.compile(r"\breporting entit(?:y|ies)(?: is| are|:|,)? (?:the )?(?P<name>[A-Z][\w&]+(?: [A-Z][\w&]+)*)")
# A sentence speaks mainly to so many of its topics, which stand in the order of their weight.
MAIN_TOPICS = 2


class Said(NamedTuple):
    """All that a statement says: findings that can be evidence, formal facts, and, by topic, what stands under a
    heading that names it (where there is such a heading, the statement is never called silent)."""

    findings: Sequence[Finding]
    facts: Facts
    headings: dict[str, Passage]


def parts_of(framework: Framework, criterion: Criterion, said: Said) -> tuple[PartAnswer, ...]:
    """What is said to each part of a requirement; to one part without a name where it has none."""
    found = []
    for name in criterion.parts() or ("",):
        asked = [answer for answer in criterion.answers if (answer.part or "") == name or not criterion.parts()]
        formal = [aspect for answer in asked for aspect in answer.aspects if aspect in FORMAL]
        if formal:
            found.append(_formal_part(name, formal[0], said.facts))
        else:
            passages = _passages(framework, criterion, asked, said.findings)
            found.append(_part(name, asked, passages, said))
    return tuple(found)


def best(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The most telling passages: those against first, then specific ones, the surest and the fullest first."""
    seen: dict[int, Passage] = {passage.evidence.start: passage for passage in reversed(passages)}
    ranked = sorted(
        seen.values(),
        key=lambda p: (
            not p.is_against,
            p.is_planned,
            not p.shows,
            -p.confidence - 0.1 * min(len(p.shows), 3),
            p.evidence.start,
        ),
    )
    return tuple(ranked[:MOST_PASSAGES])


def _part(name: str, asked: Sequence[Answer], passages: Sequence[Passage], said: Said) -> PartAnswer:
    """What is said to one part, by the passages that answer it and, where they do not, by what stands near."""
    aspects = {aspect for answer in asked for aspect in answer.aspects}
    if aspects & IDENTITY:
        return _identified(name, passages, said.facts)
    if "reporting_period" in aspects and said.facts.periods:
        return PartAnswer(name, "met", tuple(_of_period(one) for one in said.facts.periods[:2]))
    verdict = _verdict(passages)
    if verdict in ("silent", "planned_only") and "indicators" in aspects:
        counted = [passage_of(one, None, "supports", True) for one in said.findings if _counts_results(one)]
        if counted:
            return PartAnswer(name, "partly", best(counted))
    if verdict == "silent":
        topics = [topic for answer in asked for topic in answer.topics]
        under = [said.headings[topic] for topic in topics if topic in said.headings]
        if under:
            return PartAnswer(name, "partly", tuple(under[:1]))
    return PartAnswer(name, verdict, best(passages))


def _passages(
    framework: Framework, criterion: Criterion, asked: Sequence[Answer], findings: Sequence[Finding]
) -> list[Passage]:
    """The passages that answer, each once."""
    asks_for_risks = any(answer.kind == "risk" for answer in asked)
    found: dict[tuple[int, int], Passage] = {}
    for answer in asked:
        for finding in findings:
            if map_to(finding, framework, _only(criterion, answer)):
                only_assesses = asks_for_risks and answer.kind != "risk" and not _names_risks(finding)
                passage = passage_of(
                    finding, answer, stance_of(finding, answer), only_assesses or _is_beside(finding, answer)
                )
                key = (passage.evidence.start, passage.evidence.end)
                if key not in found or len(passage.shows) > len(found[key].shows):
                    found[key] = passage
    return list(found.values())


def _is_beside(finding: Finding, answer: Answer) -> bool:
    """Whether a finding answers only by a topic that stands beside the one that is meant."""
    if not isinstance(finding.attributes, Disclosure) or not answer.topics:
        return False
    by = set(finding.attributes.topics) & set(answer.topics)
    if by.isdisjoint(finding.attributes.topics[:MAIN_TOPICS]):
        return not set(finding.attributes.aspects) & set(answer.aspects)
    return bool(by) and all(set(words().beside.get(topic, ())) & set(answer.topics) - by for topic in by)


def _names_risks(finding: Finding) -> bool:
    """Whether a disclosure says where the risks are, and not only that they were assessed."""
    return isinstance(finding.attributes, Disclosure) and bool(
        {"risk_areas", "salient_issues", "focal_geographies"} & set(finding.attributes.aspects)
    )


def _identified(name: str, passages: Sequence[Passage], facts: Facts) -> PartAnswer:
    """Whose statement it is: met where an entity is named by its full name."""
    found = [*passages, *([facts.identity] if facts.identity else [])]
    named = []
    for passage in found:
        quote = " ".join(passage.evidence.quote.split())
        entities = list(entity_names(quote)) or [match["name"] for match in CALLED.finditer(quote)]
        shows = tuple(f"name {entity}" for entity in entities[:2])
        named.append(msgspec.structs.replace(passage, shows=shows))
    verdict: Verdict = "met" if any(p.shows for p in named) else "partly" if named else "silent"
    return PartAnswer(name, verdict, best(named))


def _counts_results(finding: Finding) -> bool:
    """Whether a passage gives a share of what was done."""
    attributes = finding.attributes
    return (
        isinstance(attributes, Disclosure)
        and bool(STEPS & set(attributes.topics))
        and attributes.evidence_status in ("done", "in_progress")
        and bool(pattern(SHARE).search(finding.evidence.quote))
    )


def _only(criterion: Criterion, answer: Answer) -> Criterion:
    """The criterion as if this were the only thing that answered it."""
    return msgspec.structs.replace(criterion, answers=(answer,))


def _verdict(passages: Sequence[Passage]) -> Verdict:
    done = [p for p in passages if not p.is_planned and not p.is_against]
    against = any(p.is_against for p in passages)
    if any(p.shows and p.confidence >= SURE for p in done):
        return "met"
    if done:
        return "partly"
    if against:
        return "contradicted"
    return "planned_only" if passages else "silent"


def _formal_part(name: str, aspect: str, facts: Facts) -> PartAnswer:
    if aspect == APPROVAL:
        approvals = facts.approvals
        if not approvals:
            return PartAnswer(name, "silent")
        is_met = approvals[0].kind == "board" and not any(one.is_open for one in approvals)
        return PartAnswer(name, "met" if is_met else "partly", tuple(_shown(one) for one in approvals[:3]))
    if not facts.signers:
        return PartAnswer(name, "silent")
    is_met = any(one.rank in ("member", "chief") and one.place != "letter" and one.name for one in facts.signers)
    return PartAnswer(name, "met" if is_met else "partly", tuple(_shown(one) for one in facts.signers[:3]))


def _shown(one: Approval | Signer) -> Passage:
    """The passage of an approval or signature, with who and when."""
    who = one.body if isinstance(one, Approval) else ", ".join(filter(None, (one.name, one.title)))
    shows = tuple(filter(None, (who, f"date {one.date.isoformat()}" if one.date else None)))
    return msgspec.structs.replace(one.passage, shows=shows)


def _of_period(one: Period) -> Passage:
    """The passage of a reporting period, with its days."""
    start = f"{one.start.isoformat()} to " if one.start else "to "
    return msgspec.structs.replace(one.passage, shows=(f"period {start}{one.end.isoformat()}",))
