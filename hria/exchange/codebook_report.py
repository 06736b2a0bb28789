"""The codebook as a report: each code with its meaning, how often it was given, and an example with its source."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence

from hria.document import Summary
from hria.draft import DocumentEntry, Draft, EvidenceEntry, Inline, Paragraph, Section, Sentence, Table
from hria.exchange.codebook import Code, codes_of, every_code
from hria.review import Reviewed

HEADER = ("Code", "Meaning", "Given", "Example")
WIDTHS = (0.22, 0.3, 0.09, 0.39)
NOTE = (
    "A code is given to a passage by a rule or by a person; a passage may have several. Examples are passages that "
    "a person accepted where there are any, otherwise those that the rules are surest of."
)
# Examples of more words than this do not read well in a column.
LONGEST = 45


def codebook_draft(
    company: str,
    date: datetime.date,
    language: str,
    codes: tuple[Code, ...],
    items: Sequence[Reviewed],
    documents: Mapping[str, Summary],
) -> Draft:
    """The codebook, with a table for each group of codes."""
    given: dict[str, list[Reviewed]] = {}
    for item in items:
        for key in codes_of(item.finding):
            given.setdefault(key, []).append(item)
    examples = _Examples(documents)
    sections = tuple(_section(number, group, given, examples) for number, group in enumerate(codes, start=1))
    used = sorted({entry.document_id for entry in examples.entries})
    total = sum(not code.is_group for code in every_code(codes))
    return Draft(
        kind="codebook",
        title="Codebook",
        subtitle="Codes, their meanings and examples",
        company=company,
        date=date,
        notice="",
        facts=(("Codes", f"{total:,}"), ("Findings", f"{len(items):,}")),
        sections=sections,
        evidence=tuple(examples.entries),
        documents=tuple(_document(documents[id_]) for id_ in used),
        identifier="codebook",
        language=language,
    )


def _section(number: int, group: Code, given: Mapping[str, list[Reviewed]], examples: _Examples) -> Section:
    rows = tuple(_row(code, given.get(code.key, []), examples) for code in group.codes)
    words = (Sentence(group.definition or ""), Sentence(NOTE)) if number == 1 else (Sentence(group.definition or ""),)
    table = Table(group.key, group.name, HEADER, rows, WIDTHS, is_dense=True)
    return Section(group.key, group.name, (Paragraph(words), table), number=str(number))


def _row(code: Code, found: list[Reviewed], examples: _Examples) -> tuple[tuple[Inline, ...], ...]:
    example: tuple[Inline, ...] = tuple(examples.of(found))
    return (
        (Sentence(code.name),),
        (Sentence(code.definition or f"Key: {code.key}."),),
        (Sentence(f"{len(found):,}"),),
        example or (Sentence("–"),),
    )


class _Examples:
    """Chooses examples, and labels their passages in the order of the tables."""

    def __init__(self, documents: Mapping[str, Summary]) -> None:
        self._documents = documents
        self.entries: list[EvidenceEntry] = []
        self._labels: dict[tuple[str, int, int], str] = {}

    def of(self, found: list[Reviewed]) -> Iterator[Sentence]:
        """The most telling passage of these, as a quote that cites; nothing where all are too long."""
        fitting = [item for item in found if len(item.finding.evidence.quote.split()) <= LONGEST]
        if fitting:
            best = min(fitting, key=lambda item: (not item.is_decided, -item.finding.confidence, item.finding.id))
            yield Sentence(" ".join(best.finding.evidence.quote.split()), (self._label(best),), "quote")

    def _label(self, item: Reviewed) -> str:
        evidence = item.finding.evidence
        place = evidence.document_id, evidence.start, evidence.end
        if place not in self._labels:
            self._labels[place] = f"E{len(self._labels) + 1}"
            summary = self._documents[evidence.document_id]
            has_pages = summary.format == "pdf" or summary.pages > 1
            self.entries.append(
                EvidenceEntry(
                    label=self._labels[place],
                    quote=evidence.quote,
                    document_id=summary.id,
                    document_title=summary.title,
                    place=f"p. {evidence.page}" if has_pages else f"para. {evidence.paragraph}",
                    finding_ids=(item.finding.id,),
                    quote_hash=hashlib.sha256(evidence.quote.encode()).hexdigest()[:12],
                    reviewed="reviewed" if item.is_decided else "suggested",
                )
            )
        return self._labels[place]


def _document(summary: Summary) -> DocumentEntry:
    note = "; ".join(summary.notes) or None
    return DocumentEntry(
        summary.id,
        summary.title,
        summary.kind,
        summary.published,
        summary.publisher,
        summary.pages,
        summary.sha256,
        note,
    )
