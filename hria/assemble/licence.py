"""The licence of every sentence: the passages that it rests on, found in sources that are there.

A sentence whose every source was withdrawn is a gap. What is left is labelled E1, E2, ... in the order of
reading, and each label is a row of the evidence register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from hria.assemble.dossier import Source
from hria.context.shipped import is_shipped
from hria.document import Summary
from hria.draft import (
    Block,
    BulletList,
    Chart,
    EvidenceEntry,
    Figure,
    Gap,
    Inline,
    Paragraph,
    Section,
    Sentence,
    SignOff,
    Table,
    Timeline,
)
from hria.finding import Finding
from hria.log import sign_offs
from hria.review import Review

# What a place in a table is called, by the format of its file.
ROWS = {"csv": "row", "xlsx": "row", "toml": "row", "xml": "record"}
WITHHELD = "Not printed in a public draft: a row about one site or person, of which only numbers are given."
STATES = {True: "reviewed", False: "suggested"}


class Shelf(Protocol):
    """What a draft may cite, and where it stands: a dossier, or what was looked up for a fact pack."""

    @property
    def citable(self) -> tuple[Finding, ...]:
        """All that may be cited, also from documents that were removed."""
        ...

    @property
    def reviewed_ids(self) -> frozenset[str]:
        """The findings that a person has decided on."""
        ...

    @property
    def counted_only(self) -> frozenset[str]:
        """The kinds of findings of which only numbers are given."""
        ...

    def source(self, finding: Finding) -> Source:
        """The document that a finding was made in."""
        ...


class Register:
    """Labels passages as sentences cite them. Findings in one passage share its label."""

    def __init__(self, dossier: Shelf, decisions: Mapping[str, Sequence[Review]] = MappingProxyType({})) -> None:
        """`decisions` are by finding, oldest first: they say who signed off a passage."""
        self._dossier = dossier
        self._decisions = decisions
        self._findings = {finding.id: finding for finding in dossier.citable}
        self._labels: dict[tuple[str, int, int], str] = {}
        self._ids: dict[str, list[str]] = {}

    def licensed(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """The sections with labels for citations, and gaps for sentences that lost all their sources."""
        return tuple(
            Section(
                section.id,
                section.title,
                tuple(self._block(block) for block in section.blocks),
                self.licensed(section.sections),
                section.number,
            )
            for section in sections
        )

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph(content=content, is_note=is_note):
                return Paragraph(tuple(map(self._inline, content)), is_note)
            case BulletList(items=items):
                return BulletList(tuple(tuple(map(self._inline, item)) for item in items))
            case Table():
                rows = tuple(self._row(row) for row in block.rows)
                return Table(block.id, block.caption, block.header, rows, block.widths, block.is_wide, block.is_dense)
            case Figure() | Chart() | Timeline():
                return block

    def _row(self, row: tuple[tuple[Inline, ...], ...]) -> tuple[tuple[Inline, ...], ...]:
        """A row stands or falls together: its other cells were read from the passages that it cites."""
        cells = tuple(tuple(map(self._inline, cell)) for cell in row)
        lost = [part for cell in cells for part in cell if isinstance(part, Gap) and part.kind == "source_withdrawn"]
        has_source = any(isinstance(part, Sentence) and part.citations for cell in cells for part in cell)
        if lost and not has_source:
            return ((lost[0],), *((),) * (len(cells) - 1))
        return cells

    def _inline(self, part: Inline) -> Inline:
        if not isinstance(part, Sentence) or not part.citations:
            return part
        there = [
            finding
            for id_ in part.citations
            if (finding := self._findings.get(id_)) and self._dossier.source(finding).is_there
        ]
        if not there:
            return self._withdrawn(part)
        labels = dict.fromkeys(self._label(finding) for finding in there)
        return Sentence(part.text, tuple(labels), part.origin)

    def _withdrawn(self, part: Sentence) -> Gap:
        titles = dict.fromkeys(
            f"“{self._dossier.source(self._findings[id_]).summary.title}”"
            for id_ in part.citations
            if id_ in self._findings
        )
        named = ", ".join(titles) or "a document"
        return Gap(
            f"a sentence that rested on {named}, which was removed",
            "source_withdrawn",
            "another source for what it said, or the removed document",
            owner="whoever removed the document",
        )

    def _label(self, finding: Finding) -> str:
        evidence = finding.evidence
        place = evidence.document_id, evidence.start, evidence.end
        label = self._labels.setdefault(place, f"E{len(self._labels) + 1}")
        ids = self._ids.setdefault(label, [])
        if finding.id not in ids:
            ids.append(finding.id)
        return label

    def entries(self) -> tuple[EvidenceEntry, ...]:
        """The rows of the evidence register, in the order of their labels."""
        return tuple(self._entry(label) for label in self._labels.values())

    def _entry(self, label: str) -> EvidenceEntry:
        ids = tuple(self._ids[label])
        finding = self._findings[ids[0]]
        evidence = finding.evidence
        summary = self._dossier.source(finding).summary
        return EvidenceEntry(
            label=label,
            quote=WITHHELD if self._is_withheld(ids) else evidence.quote,
            document_id=summary.id,
            document_title=summary.title,
            place=place_of(finding, summary),
            # A passage that is no finding of the workspace has no id that `hria explain` would know.
            finding_ids=tuple(
                id_ for id_ in ids if self._findings[id_].kind != "passage" and not is_shipped(self._findings[id_])
            ),
            quote_hash=hashlib.sha256(evidence.quote.encode()).hexdigest()[:12],
            reviewed=STATES[any(id_ in self._dossier.reviewed_ids for id_ in ids)],
            signed=self._signed(ids),
        )

    def _signed(self, ids: Sequence[str]) -> tuple[SignOff, ...]:
        """Who signed off what was found in a passage, each once."""
        signed = (off for id_ in ids for off in sign_offs(self._findings[id_], self._decisions.get(id_, ())))
        return tuple(dict.fromkeys(signed))

    def _is_withheld(self, ids: Sequence[str]) -> bool:
        """Whether a public draft counts a passage, and tells nothing else of it."""
        return all(self._findings[id_].kind in self._dossier.counted_only for id_ in ids)


def place_of(finding: Finding, summary: Summary) -> str:
    """How a citation names the spot: the page, the row of a table, or the paragraph where the format has no pages."""
    evidence = finding.evidence
    row = getattr(finding.attributes, "row", None)
    if row is not None and summary.format in ROWS:
        return f"{ROWS[summary.format]} {row}"
    if summary.format == "pdf" or summary.pages > 1:
        return f"p. {evidence.page}"
    return f"para. {evidence.paragraph}"
