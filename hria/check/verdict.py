"""What a statement says to each requirement of a law: met, partly, planned only, contradicted or silent.

The rules stand in `checked.VERDICT_RULES` and are printed with every check. They tell how specifically a
statement speaks; they are never a verdict on compliance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from hria.check.checked import Answer, Approval, Facts, PartAnswer, Passage, Period, Signer, Verdict
from hria.check.grades import is_evidence, passage_of
from hria.check.speaker import entity_names
from hria.check.words import pattern, words
from hria.finding import Disclosure, Finding
from hria.framework import Answer as Asked
from hria.framework import Criterion, Framework
from hria.mapping import map_to, stance_of

# A passage counts from this confidence on; a specific one must be surer.
COUNTS = 0.5
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
REPLACES = re.compile(r"In place of (?P<ref>\d+(?:\(\w+\))*)")
# The alternatives that a statement takes by saying so.
NO_STEPS = frozenset(("54.4.b",))
ORDER: tuple[Verdict, ...] = ("met", "partly", "planned_only", "contradicted", "silent")


def judge(
    framework: Framework, findings: Sequence[Finding], facts: Facts, headings: dict[str, Passage]
) -> list[Answer]:
    """The answer to every requirement of a framework, in its order. `headings` holds, by topic, a heading that
    names it: where such a heading stands, its text is never called silent."""
    usable = [
        one for one in findings if one.confidence >= COUNTS and is_evidence(one.evidence.quote, one.evidence.heading)
    ]
    return [_answer(framework, criterion, usable, facts, headings) for criterion in framework.criterion]


def _answer(
    framework: Framework, criterion: Criterion, findings: Sequence[Finding], facts: Facts, headings: dict[str, Passage]
) -> Answer:
    is_asked = criterion.role in ("disclosure", "approval", "signature", "alternative") and bool(criterion.answers)
    parts = _parts(framework, criterion, findings, facts, headings) if is_asked else ()
    verdict, why = _whole(parts) if is_asked else ("not_judged", NOT_JUDGED[criterion.role])
    is_due = is_asked and _is_due(framework, criterion, facts)
    if is_asked and not is_due and criterion.role == "alternative":
        if not (verdict == "met" and criterion.id in NO_STEPS):
            verdict, why = "not_judged", criterion.note or "it applies only to other statements"
    silent = [part.name for part in parts if part.verdict == "silent" and part.name]
    return Answer(
        id=framework.criterion_id(criterion),
        framework=framework.id,
        ref=criterion.ref,
        title=criterion.title,
        paraphrase=" ".join(criterion.paraphrase.split()),
        force=criterion.force,
        role=criterion.role,
        is_verified=criterion.verified and framework.verified,
        is_due=is_due,
        verdict=verdict,
        why=why,
        parts=tuple(part for part in parts if part.name),
        passages=_best([passage for part in parts for passage in part.passages]),
        cautions=_cautions(criterion, facts) if verdict in ("met", "partly") else (),
        missing=_missing(criterion, verdict, silent),
        remedy=_remedy(criterion, verdict, parts),
    )


NOT_JUDGED = {
    "disclosure": "open by design: what belongs here is for the company to judge",
    "approval": "no rule reads this yet; a person has to",
    "signature": "no rule reads this yet; a person has to",
    "publication": "lies outside the text of the statement and cannot be checked here",
    "scope": "says who must report; it is not answered in a statement",
    "alternative": "a person has to read for it",
}


def _is_due(framework: Framework, criterion: Criterion, facts: Facts) -> bool:
    """Whether this statement has to answer a requirement: an alternative only where it is a joint statement or that
    of an LLP, and what an alternative replaces (which is judged all the same) only where the alternative is not due."""
    if criterion.role == "alternative":
        return _applies(criterion, facts)
    replaced = [
        match["ref"]
        for other in framework.criterion
        if other.role == "alternative" and _applies(other, facts) and (match := REPLACES.match(other.note or ""))
    ]
    return not any(f"{ref}(" in f"{criterion.ref}(" for ref in replaced)


def _applies(criterion: Criterion, facts: Facts) -> bool:
    note = (criterion.note or "").lower()
    if not REPLACES.match(criterion.note or "") or not criterion.answers:
        return False
    return (facts.is_joint and "joint" in note) or (facts.is_llp and "limited liability partnership" in note)


def _parts(
    framework: Framework, criterion: Criterion, findings: Sequence[Finding], facts: Facts, headings: dict[str, Passage]
) -> tuple[PartAnswer, ...]:
    names = criterion.parts() or ("",)
    found = []
    for name in names:
        asked = [answer for answer in criterion.answers if (answer.part or "") == name or not criterion.parts()]
        formal = [aspect for answer in asked for aspect in answer.aspects if aspect in FORMAL]
        if formal:
            found.append(_formal_part(name, formal[0], facts))
        else:
            found.append(_part(name, framework, criterion, asked, findings, facts, headings))
    return tuple(found)


def _part(
    name: str,
    framework: Framework,
    criterion: Criterion,
    asked: Sequence[Asked],
    findings: Sequence[Finding],
    facts: Facts,
    headings: dict[str, Passage],
) -> PartAnswer:
    """What is said to one part, by the findings that answer it."""
    asks_for_risks = any(answer.kind == "risk" for answer in asked)
    passages = []
    for answer in asked:
        for finding in findings:
            if map_to(finding, framework, _only(criterion, answer)):
                is_beside = _is_beside(finding, answer) or (
                    asks_for_risks and answer.kind != "risk" and not _names_risks(finding)
                )
                passages.append(passage_of(finding, answer, stance_of(finding), is_beside))
    passages = list({(p.evidence.start, p.evidence.end): p for p in passages}.values())
    verdict = _verdict(passages)
    aspects = {aspect for answer in asked for aspect in answer.aspects}
    if aspects & IDENTITY:
        return _identified(name, passages, facts)
    if "reporting_period" in aspects and facts.periods:
        return PartAnswer(name, "met", tuple(_of_period(one) for one in facts.periods[:2]))
    if verdict in ("silent", "planned_only") and "indicators" in aspects:
        counted = [passage_of(one, None, "supports", True) for one in findings if _counts_results(one)]
        if counted:
            return PartAnswer(name, "partly", _best(counted))
    if verdict == "silent":
        topics = [topic for answer in asked for topic in answer.topics]
        under = [headings[topic] for topic in topics if topic in headings]
        if under:
            return PartAnswer(name, "partly", tuple(under[:1]))
    return PartAnswer(name, verdict, _best(passages))


def _is_beside(finding: Finding, answer: Asked) -> bool:
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
    return PartAnswer(name, verdict, _best(named))


def _counts_results(finding: Finding) -> bool:
    """Whether a passage gives a share of what was done."""
    attributes = finding.attributes
    return (
        isinstance(attributes, Disclosure)
        and bool(STEPS & set(attributes.topics))
        and attributes.evidence_status in ("done", "in_progress")
        and bool(pattern(SHARE).search(finding.evidence.quote))
    )


def _only(criterion: Criterion, answer: Asked) -> Criterion:
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


def _whole(parts: Sequence[PartAnswer]) -> tuple[Verdict, str]:
    """The verdict on a requirement from those on its parts, and why."""
    verdicts = {part.verdict for part in parts}
    if len(parts) == 1 or len(verdicts) == 1:
        verdict = parts[0].verdict
        return verdict, _why(verdict, parts)
    if verdicts <= {"silent", "planned_only"}:
        return "planned_only", "one part is only planned, and nothing is said on the others"
    return "partly", _why("partly", parts)


def _why(verdict: Verdict, parts: Sequence[PartAnswer]) -> str:
    if verdict == "met":
        shown = next((p.shows for part in parts for p in part.passages if p.shows), ())
        return f"specific: {', '.join(shown[:3])}" if shown else "said in so many words"
    open_parts = [
        f"{part.name} ({part.verdict.replace('_', ' ')})" for part in parts if part.verdict != "met" and part.name
    ]
    if verdict == "partly":
        return (
            f"not specific, or missing: {', '.join(open_parts)}"
            if open_parts
            else "generic: no figure, name, place, date or action"
        )
    return {"planned_only": "only announced", "contradicted": "said not to be so"}.get(
        verdict, "no passage speaks to it"
    )


def _best(passages: Sequence[Passage]) -> tuple[Passage, ...]:
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


def _formal_part(name: str, aspect: str, facts: Facts) -> PartAnswer:
    if aspect == APPROVAL:
        approvals = facts.approvals
        if not approvals:
            return PartAnswer(name, "silent")
        return PartAnswer(
            name, "met" if approvals[0].kind == "board" else "partly", tuple(_shown(one) for one in approvals[:3])
        )
    if not facts.signers:
        return PartAnswer(name, "silent")
    is_met = any(one.rank in ("member", "chief") and one.place != "letter" for one in facts.signers)
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


def _cautions(criterion: Criterion, facts: Facts) -> tuple[str, ...]:
    """What qualifies the verdict on approval and signature."""
    aspects = {aspect for answer in criterion.answers for aspect in answer.aspects}
    found = []
    if APPROVAL in aspects and facts.approvals:
        first = facts.approvals[0]
        if first.kind in ("committee", "person"):
            found.append(f"approved by {first.body}: a committee or a person is not the board")
        if first.kind == "unstated":
            found.append("it is not said which body approved")
        if first.date is None:
            found.append("no date of approval")
    if SIGNATURE in aspects and facts.signers:
        first_signer = facts.signers[0]
        if first_signer.rank != "member":
            found.append(f"signed as {first_signer.title}: {words().legal[first_signer.rank]}")
        if first_signer.place == "letter":
            found.append("the name stands under a letter, not under the approval or the statement")
        if first_signer.name is None:
            found.append("a title without a name")
    return tuple(found)


def _missing(criterion: Criterion, verdict: Verdict, silent: Sequence[str]) -> str | None:
    if verdict in ("met", "not_judged"):
        return None
    if silent and verdict == "partly":
        return ", ".join(silent)
    return " ".join((criterion.missing or criterion.title).split())


def _remedy(criterion: Criterion, verdict: Verdict, parts: Sequence[PartAnswer]) -> str | None:
    """How to put it right, in a sentence."""
    owner = f" (ask: {criterion.owner})" if criterion.owner else ""
    missing = " ".join((criterion.missing or criterion.title).split())
    silent = [part.name for part in parts if part.verdict == "silent" and part.name]
    generic = [part.name for part in parts if part.verdict == "partly" and part.name]
    match verdict:
        case "silent":
            return f"State {missing}{owner}."
        case "partly" if criterion.role in ("approval", "signature") or "approval" in criterion.title.lower():
            return f"Say in the statement who approved and who signed it, with title and date{owner}."
        case "partly":
            if silent and not generic:
                return f"Add {', '.join(silent)}{owner}."
            about = f" on {', '.join(generic)}" if generic else ""
            added = f" Add {', '.join(silent)}." if silent else ""
            return f"Be specific{about}: how many, where, when, by whom, with what result{owner}.{added}"
        case "planned_only":
            return f"Say what has been done so far, or that nothing has and by when it will be{owner}."
        case "contradicted":
            return f"Say why, and what will be done by when{owner}."
        case _:
            return None
