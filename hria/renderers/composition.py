"""A draft becomes a manuscript: cleaned, numbered, lettered, and spread over pages of two orientations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

import msgspec

from hria.draft import (
    NOT_SHOWN,
    Bar,
    Block,
    BulletList,
    Chart,
    Draft,
    Figure,
    Gap,
    Inline,
    MatrixPoint,
    PageReference,
    Paragraph,
    Section,
    Table,
    Timeline,
    TimelineEvent,
)
from hria.errors import BadData
from hria.renderers.annexes import OpenGap, documents_reviewed, evidence_register, open_gaps
from hria.renderers.citations import footnote, open_register
from hria.renderers.cleaning import clean, quoted
from hria.renderers.colophon import colophon
from hria.renderers.headings import next_letters, outline, refer
from hria.renderers.manuscript import (
    BarPicture,
    Bullets,
    Column,
    Grid,
    Heading,
    Look,
    Manuscript,
    Missing,
    Part,
    Picture,
    Piece,
    Row,
    Said,
    Text,
    TimelinePicture,
)
from hria.renderers.spreads import spread_out
from hria.renderers.tables import is_short_row, readable_widths
from hria.renderers.wording import ANNEX, FIGURE, TABLE, WHY_MISSING, printed_date

NUMERIC = re.compile(rf"{re.escape(NOT_SHOWN)}|[-–−+±]?[£$€]?\d[\d.,   ]*\s?%?")

LONGEST_LEAD = 240  # characters
NONE = "–"  # in a cell of which there is nothing to say


def compose(draft: Draft) -> Manuscript:
    """The draft set out for print, with its two registers as the last annexes.

    Raises BadData where a sentence cites a passage that the evidence register does not hold, where a page
    reference names a section that there is not, and where the rows of a table are not all as long as its
    header.
    """
    setter = _Setter(draft)
    parts = [part for section in draft.sections for part in setter.section(section)]
    letters = next_letters(draft.sections)
    if gaps := setter.gaps():
        parts += open_gaps(gaps, next(letters), setter.table_label())
    parts += evidence_register(draft, setter.register, next(letters), setter.table_label() if draft.evidence else "")
    parts += documents_reviewed(draft, next(letters), setter.table_label() if draft.documents else "")
    if draft.colophon:
        label = setter.table_label() if draft.colophon.signers else ""
        parts += colophon(draft.colophon, draft.language, next(letters), label)
    return Manuscript(
        title=clean(draft.title),
        subtitle=clean(draft.subtitle),
        company=clean(draft.company),
        date=printed_date(draft.date, draft.language),
        created=draft.date,
        notice=clean(draft.notice),
        facts=tuple((clean(label), clean(value)) for label, value in draft.facts),
        language=clean(draft.language),
        identifier=clean(draft.identifier),
        marking=clean(draft.marking),
        spreads=spread_out(_with_leads(parts)),
    )


class _Setter:
    """Walks a draft in the order of reading and hands out the numbers of footnotes, tables and figures."""

    def __init__(self, draft: Draft) -> None:
        self.register = open_register(draft)
        self._outline = tuple(outline(draft.sections))
        self._headings = (heading for _, heading in self._outline)
        self._here = ""
        self._gaps: dict[Gap, list[str]] = {}
        self._notes = count(1)
        self._tables = count(1)
        self._figures = count(1)

    def table_label(self) -> str:
        return f"{TABLE} {next(self._tables)}"

    def gaps(self) -> tuple[OpenGap, ...]:
        """The gaps met so far, by number. Those that say the same share one."""
        found = enumerate(self._gaps.items(), start=1)
        return tuple(OpenGap(number, gap, tuple(dict.fromkeys(places))) for number, (gap, places) in found)

    def section(self, section: Section) -> Iterator[Part]:
        """The heading and the blocks of a section, then its parts."""
        heading = next(self._headings)
        self._here = heading.label.removeprefix(f"{ANNEX} ") or quoted(heading.title)
        yield heading
        for block in section.blocks:
            yield self._block(block)
        for inner in section.sections:
            yield from self.section(inner)

    def _block(self, block: Block) -> Part:
        match block:
            case Paragraph():
                return Text(self._pieces(block.content), block.is_note)
            case BulletList():
                return Bullets(tuple(self._pieces(item) for item in block.items))
            case Table():
                return self._grid(block)
            case Figure():
                return self._picture(block)
            case Chart():
                return self._bars(block)
            case Timeline():
                return self._timeline(block)

    def _pieces(self, content: tuple[Inline, ...]) -> tuple[Piece, ...]:
        return tuple(self._piece(part) for part in content)

    def _piece(self, part: Inline) -> Piece:
        if isinstance(part, Gap):
            return self._missing(part)
        if isinstance(part, PageReference):
            return refer(part.section_id, self._outline)
        text = clean(part.text)
        note = footnote(next(self._notes), part.citations, self.register) if part.citations else None
        return Said(quoted(text) if part.origin == "quote" else text, note)

    def _missing(self, gap: Gap) -> Missing:
        self._gaps.setdefault(gap, []).append(self._here)
        number = list(self._gaps).index(gap) + 1
        return Missing(f"[Gap {number}: {clean(gap.text)}]", remarks(gap), OpenGap(number, gap, ()).anchor)

    def _grid(self, table: Table) -> Grid:
        if {len(table.header)} != {len(row) for row in (*table.rows, table.widths)}:
            raise BadData(f'table "{table.id}": header, widths and rows differ in their number of columns')
        rows = tuple(tuple(self._pieces(cell) for cell in row) for row in table.rows)
        # The first column names the rows, also where a name is a year.
        looks = tuple(_look([row[at] for row in rows]) if at else "text" for at in range(len(table.header)))
        titles = tuple(clean(title) for title in table.header)
        widths = readable_widths(titles, rows, table.widths, table.is_wide, table.is_dense)
        return Grid(
            label=self.table_label(),
            caption=clean(table.caption),
            columns=tuple(map(Column, titles, widths, looks)),
            rows=tuple(Row(cells, is_short=is_short_row(cells, widths)) for cells in rows),
            is_wide=table.is_wide,
            is_dense=table.is_dense,
        )

    def _bars(self, chart: Chart) -> BarPicture:
        return BarPicture(
            label=f"{FIGURE} {next(self._figures)}",
            caption=clean(chart.caption),
            alt=clean(chart.alt),
            unit=clean(chart.unit),
            series=tuple(map(clean, chart.series)),
            bars=tuple(Bar(clean(bar.name), bar.values) for bar in chart.bars),
            is_stacked=chart.is_stacked,
        )

    def _timeline(self, timeline: Timeline) -> TimelinePicture:
        events = tuple(
            TimelineEvent(clean(event.label), clean(event.name), event.first, event.last, event.is_alleged)
            for event in timeline.events
        )
        return TimelinePicture(
            label=f"{FIGURE} {next(self._figures)}",
            caption=clean(timeline.caption),
            alt=clean(timeline.alt),
            events=events,
            undated=tuple(event.label for event in events if event.first is None),
        )

    def _picture(self, figure: Figure) -> Picture:
        points = tuple(
            MatrixPoint(clean(point.label), clean(point.name), point.severity, point.likelihood)
            for point in figure.points
        )
        return Picture(
            label=f"{FIGURE} {next(self._figures)}",
            caption=clean(figure.caption),
            alt=clean(figure.alt),
            points=points,
            key="; ".join(f"{point.label} {point.name}" for point in points),
            unrated=tuple(point.label for point in points if None in (point.severity, point.likelihood)),
        )


def remarks(gap: Gap) -> tuple[str, ...]:
    """What the comment beside a gap says, a line each; what the draft does not say of it is left out."""
    lines = (
        ("Why", WHY_MISSING[gap.kind]),
        ("Missing", gap.missing),
        ("Asked for by", gap.reference),
        ("Could be supplied by", gap.owner),
    )
    return tuple(f"{name}: {clean(words).rstrip('.')}." for name, words in lines if words)


def _with_leads(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Short paragraphs before a list or table are leads, those before leads, and those between two headings."""
    made: list[Part] = []
    followers: list[Part | None] = [*parts[1:], None]
    for before, part, follower in reversed(list(zip([None, *parts], parts, followers, strict=False))):
        if isinstance(part, Text) and sum(len(piece.text) for piece in part.pieces) <= LONGEST_LEAD:
            leads_on = isinstance(follower, Bullets | Grid) or (
                bool(made) and isinstance(made[-1], Text) and made[-1].is_lead
            )
            opens = isinstance(before, Heading) and isinstance(follower, Heading) and follower.level > before.level
            made.append(msgspec.structs.replace(part, is_lead=leads_on or opens))
        else:
            made.append(part)
    return tuple(reversed(made))


def _look(cells: list[tuple[Piece, ...]]) -> Look:
    """Numbers where every cell that says something is one number, so that figures stand under one another."""
    filled = [cell for cell in cells if cell and not (isinstance(cell[0], Said) and cell[0].text == NONE)]
    is_number = [len(cell) == 1 and isinstance(cell[0], Said) and NUMERIC.fullmatch(cell[0].text) for cell in filled]
    return "number" if filled and all(is_number) else "text"
