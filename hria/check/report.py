"""A check as a draft, for Word and PDF: a table for each law, the lints, the score; every passage in the register."""

from __future__ import annotations

import hashlib
from collections import Counter

from hria.check.checked import VERDICT_RULES, VERDICT_WORDS, Answer, Checked, Law, Passage, Remark, Score
from hria.draft import (
    Block,
    BulletList,
    DocumentEntry,
    Draft,
    EvidenceEntry,
    Gap,
    GapKind,
    Inline,
    Paragraph,
    Section,
    Sentence,
    Table,
)

MOST_CITED = 3
NOTICE = (
    "This check says how specifically a statement speaks to each requirement, with the passages. It was made by rules "
    "and has not been reviewed by a person. It is not a verdict on whether any law is kept, and not legal advice."
)
GAPS: dict[str, GapKind] = {"silent": "no_evidence", "planned_only": "only_planned", "contradicted": "contradicted"}
SCORE = "walk-free"


class _Register:
    """The passages that a report cites, each once, labelled in the order in which they are cited."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._entries: dict[tuple[int, int], EvidenceEntry] = {}

    def cite(self, passages: tuple[Passage, ...]) -> tuple[str, ...]:
        """The labels of these passages."""
        return tuple(dict.fromkeys(self._label(passage) for passage in passages[:MOST_CITED]))

    def _label(self, passage: Passage) -> str:
        one = passage.evidence
        key = (one.start, one.end)
        if key not in self._entries:
            self._entries[key] = EvidenceEntry(
                label=f"E{len(self._entries) + 1}",
                quote=one.quote,
                document_id=one.document_id,
                document_title=self._checked.title,
                place=passage.place,
                finding_ids=(),
                quote_hash=hashlib.sha256(one.quote.encode()).hexdigest(),
                reviewed="suggested",
            )
        return self._entries[key].label

    def entries(self) -> tuple[EvidenceEntry, ...]:
        """The rows of the register."""
        return tuple(self._entries.values())


def to_draft(checked: Checked) -> Draft:
    """The check as a draft that every renderer takes."""
    register = _Register(checked)
    sections = [_summary(checked)]
    sections += [_of_law(checked, law, register) for law in checked.laws if law.id != SCORE]
    sections += [_of_lint(checked, kind, register) for kind in ("formal", "consistency", "language")]
    if checked.score:
        sections.append(_of_score(checked.score, register))
    numbered = [Section(s.id, s.title, s.blocks, s.sections, str(n)) for n, s in enumerate(sections, start=1)]
    return Draft(
        kind="check",
        title=f"Check of “{checked.title}”",
        subtitle="What the statement says to each requirement, and what it leaves open",
        company=checked.company or "Company not recognised",
        date=checked.as_of,
        notice=NOTICE,
        facts=_facts(checked),
        sections=tuple(numbered),
        evidence=register.entries(),
        documents=(_document(checked),),
        identifier=hashlib.sha256(
            f"{checked.sha256}:{checked.as_of}:{[law.id for law in checked.laws]}".encode()
        ).hexdigest()[:32],
    )


def _facts(checked: Checked) -> tuple[tuple[str, str], ...]:
    facts = checked.facts
    period = facts.periods[0].end.isoformat() if facts.periods else "not stated"
    approved = facts.approvals[0].body or "a body that is not named" if facts.approvals else "not stated"
    signed = "; ".join(", ".join(filter(None, (one.name, one.title))) for one in facts.signers[:2]) or "not stated"
    return (
        ("File", checked.path.replace("\\", "/").rsplit("/", 1)[-1]),
        ("Period ends", period),
        ("Approved by", approved),
        ("Signed by", signed),
        ("Law as of", checked.as_of.isoformat()),
    )


def _document(checked: Checked) -> DocumentEntry:
    any_passage = next((passage for answer in checked.answers for passage in answer.passages), None)
    id_ = any_passage.evidence.document_id if any_passage else checked.sha256[:16]
    return DocumentEntry(
        id_,
        checked.title,
        "statement",
        checked.published,
        checked.company,
        checked.pages,
        checked.sha256,
        "; ".join(checked.notes) or None,
    )


def _said(text: str, *citations: str) -> tuple[Inline, ...]:
    return (Sentence(text, citations),)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _summary(checked: Checked) -> Section:
    rows = []
    for law in checked.laws:
        verdicts = Counter(a.verdict for a in checked.answers if a.framework == law.id and a.is_due)
        if law.id != SCORE:
            counts = [str(verdicts.get(key, 0)) for key in ("met", "partly", "planned_only", "contradicted", "silent")]
            name = law.short if law.is_in_force else f"{law.short} (not in force)"
            rows.append(tuple(_said(text) for text in (name, *counts)))
    table = Table(
        "verdicts",
        "Requirements by verdict",
        ("Law", "Met", "Partly", "Planned only", "Contradicted", "Silent"),
        tuple(rows),
        (0.35, 0.11, 0.13, 0.13, 0.15, 0.13),
    )
    rules = BulletList(tuple(_said(f"{VERDICT_WORDS[key]}: {rule}.") for key, rule in VERDICT_RULES.items()))
    silent = checked.silent_duties()
    text = (
        f"{len(silent)} requirements with the force of “must” are not spoken to."
        if silent
        else "Each duty is spoken to."
    )
    return Section(
        "summary", "Summary", (Paragraph(_said(text)), table, Paragraph(_said("How verdicts are reached:")), rules)
    )


def _of_law(checked: Checked, law: Law, register: _Register) -> Section:
    state = "verified" if law.is_verified else "not verified"
    about = Paragraph(
        _said(f"{law.nature.replace('_', ' ').capitalize()}, {law.edition}; {state}: {law.verified_by}."), True
    )
    id_ = f"law-{law.id}"
    if not law.is_in_force:
        return Section(id_, law.title, (about, Paragraph(_said(f"Not in force on {checked.as_of}: not judged."))))
    answers = [a for a in checked.answers if a.framework == law.id and a.verdict != "not_judged"]
    rows = tuple(_row(answer, register) for answer in answers)
    blocks: list[Block] = [about]
    if rows:
        header = ("Requirement", "Force", "Verdict", "Evidence, and what to do")
        blocks.append(
            Table(
                f"table-{law.id}",
                f"What the statement says to {law.short}",
                header,
                rows,
                (0.28, 0.09, 0.13, 0.5),
                True,
            )
        )
    return Section(id_, law.title, tuple(blocks))


def _row(answer: Answer, register: _Register) -> tuple[tuple[Inline, ...], ...]:
    mark = "" if answer.is_verified else " [not verified]"
    said: list[Inline] = [Sentence(_sentence(answer.why), register.cite(answer.passages))]
    said += [Sentence(_sentence(caution)) for caution in answer.cautions if caution != answer.why]
    if answer.missing and answer.verdict in GAPS:
        gap = Gap(f"nothing specific on {answer.missing}", GAPS[answer.verdict], answer.missing, answer.ref)
        said = [gap] if answer.verdict == "silent" else [gap, *said]
    elif answer.missing:
        said.append(Sentence(f"Missing: {answer.missing}."))
    if answer.remedy:
        said.append(Sentence(answer.remedy))
    title = _said(f"{answer.ref}{mark}: {answer.title}")
    return title, _said(answer.force), _said(VERDICT_WORDS[answer.verdict]), tuple(said)


def _of_lint(checked: Checked, kind: str, register: _Register) -> Section:
    remarks = [remark for remark in checked.remarks if remark.kind == kind]
    items = tuple(_item(remark, register) for remark in remarks)
    blocks: tuple[Block, ...] = (BulletList(items),) if items else (Paragraph(_said("Nothing noticed.")),)
    return Section(f"lint-{kind}", f"{kind.capitalize()} lint", blocks)


def _item(remark: Remark, register: _Register) -> tuple[Inline, ...]:
    text = Sentence(
        f"{remark.weight.capitalize()} ({remark.rule.replace('_', ' ')}): {remark.text}.",
        register.cite(remark.passages),
    )
    return (text, Sentence(remark.advice)) if remark.advice else (text,)


def _of_score(score: Score, register: _Register) -> Section:
    rows = tuple(
        (
            _said(variable.title),
            _said("yes" if variable.is_disclosed else "no"),
            (Sentence(_sentence(variable.why), register.cite(variable.passages[:1])),),
        )
        for variable in score.variables
    )
    text = f"{score.points} of {len(score.variables)} variables are disclosed. Formula: {score.formula}."
    table = Table("score", score.title, ("Variable", "Disclosed", "Evidence"), rows, (0.3, 0.15, 0.55))
    return Section("score", score.title, (Paragraph(_said(text)), table))
