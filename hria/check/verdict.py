"""What a statement says to each requirement of a law: met, partly, planned only, contradicted or silent.

The rules stand in `checked.VERDICT_RULES` and are printed with every check. They tell how specifically a
statement speaks; they are never a verdict on compliance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hria.check.checked import Answer, Facts, PartAnswer, Passage, Verdict
from hria.check.grades import is_evidence
from hria.check.parts import APPROVAL, SIGNATURE, Said, best, parts_of
from hria.check.words import words
from hria.finding import Finding
from hria.framework import Criterion, Framework

# A passage counts from this confidence on.
COUNTS = 0.5
REPLACES = re.compile(r"In place of (?P<ref>\d+(?:\(\w+\))*)")
# The alternatives that a statement takes by saying so.
NO_STEPS = frozenset(("54.4.b",))


def judge(
    framework: Framework, findings: Sequence[Finding], facts: Facts, headings: dict[str, Passage]
) -> list[Answer]:
    """The answer to every requirement of a framework, in its order. `headings` holds, by topic, a heading that
    names it: where such a heading stands, its text is never called silent."""
    usable = [
        one for one in findings if one.confidence >= COUNTS and is_evidence(one.evidence.quote, one.evidence.heading)
    ]
    said = Said(usable, facts, headings)
    return [_answer(framework, criterion, said) for criterion in framework.criterion]


def _answer(framework: Framework, criterion: Criterion, said: Said) -> Answer:
    is_asked = criterion.role in ("disclosure", "approval", "signature", "alternative") and bool(criterion.answers)
    facts = said.facts
    parts = parts_of(framework, criterion, said) if is_asked else ()
    verdict, why = _whole(parts) if is_asked else ("not_judged", NOT_JUDGED[criterion.role])
    is_due = is_asked and _is_due(framework, criterion, facts)
    is_taken = verdict == "met" and criterion.id in NO_STEPS
    if is_asked and not is_due and criterion.role == "alternative" and not is_taken:
        verdict, why = "not_judged", criterion.note or "it applies only to other statements"
    cautions = _cautions(criterion, facts, parts) if verdict in ("met", "partly") else ()
    if verdict == "partly" and len(parts) == 1 and criterion.role in ("approval", "signature") and cautions:
        why = cautions[0]
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
        passages=best([passage for part in parts for passage in part.passages]),
        cautions=cautions,
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


def _cautions(criterion: Criterion, facts: Facts, parts: Sequence[PartAnswer]) -> tuple[str, ...]:
    """What qualifies a verdict: passages to the contrary, and who approved and signed."""
    aspects = {aspect for answer in criterion.answers for aspect in answer.aspects}
    against = dict.fromkeys(p.place for part in parts for p in part.passages if p.is_against)
    found = [f"a passage says that some of it is not done ({', '.join(against)})"] if against else []
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
