"""A draft before it is a file: what every renderer gets, so that DOCX, PDF and Markdown say the same.

A sentence of fact carries citations; what no document says is a Gap; nothing else is said. Labels of
evidence ("E12") are unique within a draft and name rows of its evidence register.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal

import msgspec

Origin = Literal["template", "quote", "author"]
GapKind = Literal[
    "no_evidence",
    "only_planned",
    "contradicted",
    "unrated",
    "to_be_filled",
    "source_withdrawn",
]


class Sentence(msgspec.Struct, frozen=True, tag="sentence"):
    """One sentence. `citations` are labels of evidence; `origin` is `quote` where the words are a document's.

    A sentence without citations states no fact about the company: it explains the report or its method.
    """

    text: str
    citations: tuple[str, ...] = ()
    origin: Origin = "template"


class Gap(msgspec.Struct, frozen=True, tag="gap"):
    """What no document says, as it stands in the text, and what a comment beside it says.

    `missing` completes the sentence "Missing: ..."; `reference` is the criterion it is asked by, as cited
    in the field; `owner` is who could usually supply it.
    """

    text: str
    kind: GapKind = "no_evidence"
    missing: str | None = None
    reference: str | None = None
    owner: str | None = None


class PageReference(msgspec.Struct, frozen=True, tag="page_reference"):
    """Where in this report something stands: the page on which the section with this id begins.

    Printed as "p. 4", and as the number and title of the section where there are no pages.
    """

    section_id: str


Inline = Sentence | Gap | PageReference


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Sentences that stand together. `note` paragraphs are set smaller: method, cautions."""

    content: tuple[Inline, ...]
    is_note: bool = False


class BulletList(msgspec.Struct, frozen=True, tag="list"):
    """Items of one or more sentences each."""

    items: tuple[tuple[Inline, ...], ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A captioned table with a header row. `widths` are shares of the text width, adding up to 1.

    A dense table is one to look things up in: set smaller, with little space between its rows.
    """

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    widths: tuple[float, ...]
    is_wide: bool = False
    is_dense: bool = False


class MatrixPoint(msgspec.Struct, frozen=True):
    """A salient issue in the severity matrix; None where a rating is not set."""

    label: str
    name: str
    severity: int | None
    likelihood: int | None


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A severity matrix: severity (1 to 5) upwards, likelihood (1 to 5) to the right."""

    id: str
    caption: str
    alt: str
    points: tuple[MatrixPoint, ...]


class Bar(msgspec.Struct, frozen=True):
    """A row of a chart: a number for each of its series, None where it is not shown."""

    name: str
    values: tuple[int | None, ...]


class Chart(msgspec.Struct, frozen=True, tag="chart"):
    """Numbers as bars that lie: those of one row under one another, or in one line where it `is_stacked`.

    Every chart stands beside a table that has its numbers and cites; `unit` is what is counted.
    """

    id: str
    caption: str
    alt: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    is_stacked: bool = False


NOT_SHOWN = "*"


class TimelineEvent(msgspec.Struct, frozen=True):
    """An incident on a time line, from its first to its last day; None where no source says when it was."""

    label: str
    name: str
    first: datetime.date | None
    last: datetime.date | None
    is_alleged: bool


class Timeline(msgspec.Struct, frozen=True, tag="timeline"):
    """Incidents along time, one a row. It stands beside a table that says more of each and cites."""

    id: str
    caption: str
    alt: str
    events: tuple[TimelineEvent, ...]


Block = Paragraph | BulletList | Table | Figure | Chart | Timeline


class Section(msgspec.Struct, frozen=True):
    """A chapter or a part of one. `number` is "" where it is not numbered; annexes have letters.

    Ids are unique within a draft: page references name sections by them.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    number: str = ""


class SignOff(msgspec.Struct, frozen=True):
    """Who signed off a passage: person, role, day, and the act: accepted, corrected or approved."""

    person: str
    role: str
    date: datetime.date
    act: str


class EvidenceEntry(msgspec.Struct, frozen=True):
    """A row of the evidence register. `place` is how a citation names the spot: "p. 4", "para. 12"."""

    label: str
    quote: str
    document_id: str
    document_title: str
    place: str
    finding_ids: tuple[str, ...]
    quote_hash: str
    reviewed: str
    signed: tuple[SignOff, ...] = ()


class DocumentEntry(msgspec.Struct, frozen=True):
    """A row of the list of documents. `edition` is that of data on countries or goods."""

    id: str
    title: str
    kind: str
    published: datetime.date | None
    publisher: str | None
    pages: int
    sha256: str
    note: str | None = None
    edition: str | None = None


class Signer(msgspec.Struct, frozen=True):
    """A person in a role: how many passages of the draft were signed off, and the first and last day."""

    person: str
    role: str
    passages: int
    first: datetime.date
    last: datetime.date


class Colophon(msgspec.Struct, frozen=True):
    """What decisions a draft rests on. `root` is the hash of the log's last entry, by which the log can be
    checked later; `fault` says where the log was altered. Counts of passages are of this draft."""

    decisions: int
    root: str | None
    fault: str | None
    stale: int
    passages: int
    approved: int
    accepted: int
    is_accepted_only: bool
    signers: tuple[Signer, ...] = ()


class Draft(msgspec.Struct, frozen=True):
    """A report, ready to be rendered.

    `facts` stand on the title page as label and value; `notice` says how much of it nobody has reviewed.
    `language` is a BCP 47 tag. `identifier` follows from the content, for the files' own ids. `marking` stands on
    every page: "INTERNAL"; "" where there is none.
    """

    kind: str
    title: str
    subtitle: str
    company: str
    date: datetime.date
    notice: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    evidence: tuple[EvidenceEntry, ...]
    documents: tuple[DocumentEntry, ...]
    identifier: str
    language: str = "en-GB"
    colophon: Colophon | None = None
    marking: str = ""

    def entry(self, label: str) -> EvidenceEntry:
        """The row of the evidence register with this label. Raises KeyError where there is none."""
        for entry in self.evidence:
            if entry.label == label:
                return entry
        raise KeyError(label)


def inlines(sections: tuple[Section, ...]) -> Iterator[Inline]:
    """Every sentence, gap and page reference of these sections, in the order of reading."""
    for section in sections:
        for block in section.blocks:
            match block:
                case Paragraph(content=content):
                    yield from content
                case BulletList(items=items):
                    for item in items:
                        yield from item
                case Table(rows=rows):
                    for row in rows:
                        for cell in row:
                            yield from cell
        yield from inlines(section.sections)


def gaps(draft: Draft) -> tuple[Gap, ...]:
    """The gaps of a draft, in the order of reading."""
    return tuple(part for part in inlines(draft.sections) if isinstance(part, Gap))
