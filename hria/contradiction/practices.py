"""What the company's policies rule out, and what audits, the press, critics or the company itself report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hria.contradiction.clash import Clash, Side
from hria.contradiction.words import Practice, pattern, words
from hria.finding import Finding, Risk
from hria.passage import Paper

# Where a supplier's site lies, told by anyone, a rule for suppliers holds; beyond it does not.
BEYOND = r"(?i)\b(?:mines?|mining|artisanal|cobalt|cotton|upstream|farms?|plantations?)\b"


def clashes_of_practice(papers: Sequence[Paper], findings: Sequence[Finding], names: Sequence[str]) -> Iterator[Clash]:
    """For each practice that a policy rules out and others report: one clash with all passages that report it.

    Only impacts that are reported as having happened count, in documents that name the company or were made for it.
    """
    by_id = {paper.summary.id: paper for paper in papers}
    reported = [
        (by_id[finding.evidence.document_id], finding)
        for finding in findings
        if isinstance(finding.attributes, Risk)
        and finding.attributes.actuality == "actual"
        and finding.evidence.document_id in by_id
    ]
    for practice in words().practice:
        rule = _rule(practice, papers)
        if rule is None:
            continue
        broken = [
            side
            for paper, finding in reported
            if paper is not rule.paper and _concerns(paper, names) and (side := _broken(practice, paper, finding))
        ]
        for is_earlier in (False, True):
            of_time = [side for side in broken if bool(_earlier(rule, side)) == is_earlier]
            if of_time:
                first, *more = sorted(of_time, key=_telling)
                voices = dict.fromkeys(VOICES.get(side.voice, "a third party") for side in (first, *more))
                reason = f"{rule.paper.summary.title} rules it out; reported by {', '.join(voices)}"
                yield Clash("practice", practice.about, rule, first, reason, _earlier(rule, first), tuple(more))


def _rule(practice: Practice, papers: Sequence[Paper]) -> Side | None:
    """The sentence of a policy that rules a practice out: that of a policy on human rights before others."""
    found = [
        Side(paper, passage)
        for paper in papers
        if paper.is_own and paper.summary.kind == "policy"
        for passage in paper.passages
        if passage.kind in ("paragraph", "list_item") and pattern(practice.promised).search(passage.text)
    ]
    return min(
        found, key=lambda s: ("human rights" not in s.paper.summary.title.lower(), s.paper.summary.id), default=None
    )


def _broken(practice: Practice, paper: Paper, finding: Finding) -> Side | None:
    assert isinstance(finding.attributes, Risk)
    if not set(practice.issues) & set(finding.attributes.issues):
        return None
    passage = next((p for p in paper.passages if p.evidence.start <= finding.evidence.start < p.evidence.end), None)
    if passage is None or not pattern(practice.broken).search(passage.text) or pattern(BEYOND).search(passage.text):
        return None
    return Side(paper, passage)


def _concerns(paper: Paper, names: Sequence[str]) -> bool:
    if paper.is_own or paper.voice == "auditor":
        return True
    return any(name in passage.text for passage in paper.passages for name in names)


def _earlier(rule: Side, broken: Side) -> str | None:
    """Why both may be true: it was reported before the policy was in force."""
    a, b = rule.paper.date, broken.paper.date
    return f"another time: reported on {b.isoformat()}, policy of {a.isoformat()}" if a and b and b < a else None


VOICES: Mapping[str, str] = {
    "auditor": "an auditor",
    "company": "the company itself",
    "press": "the press",
    "third party": "a third party",
    "critic": "critics",
}


def _telling(side: Side) -> tuple[object, ...]:
    """Auditors first, then the company itself; of each, whole sentences with a number."""
    text = side.passage.text
    is_sentence = side.passage.kind == "paragraph" and text.endswith((".", "”"))
    place = list(VOICES).index(side.voice)
    return (
        place,
        not is_sentence,
        not any(a.unit for a in side.passage.amounts),
        side.paper.summary.id,
        side.passage.evidence.start,
    )
