"""A draft as GitHub-flavoured Markdown, one sentence a line: a changed sentence is one changed line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from hria.draft import Draft
from hria.renderers.composition import compose
from hria.renderers.manuscript import (
    BarPicture,
    Bullets,
    Column,
    Grid,
    Heading,
    Manuscript,
    Missing,
    Note,
    Part,
    Picture,
    Piece,
    Reference,
    Row,
    Said,
    Text,
    TimelinePicture,
    joint,
    pieces,
)
from hria.renderers.wording import MATRIX_NOTE, NOT_RATED, NOTICE

SPECIAL = re.compile(r"[\\`*\[\]<>|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)")
LINE_START = re.compile(r"(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=])|\d{1,9}(?=[.)](?:\s|$)))")
DEEPEST_HEADING = 6


def render_markdown(draft: Draft) -> str:
    """The draft as Markdown. Footnotes stand at the end; labels of evidence lead to rows of the register."""
    manuscript = compose(draft)
    lines = list(_title(manuscript))
    parts = [part for spread in manuscript.spreads for part in spread.parts]
    every = [piece for part in parts for piece in pieces(part)]
    targets = {piece.anchor for piece in every if isinstance(piece, Reference)}
    for part in parts:
        lines += [*_part(part, targets), ""]
    notes = [piece.note for piece in every if isinstance(piece, Said) and piece.note]
    lines += [f"[^{note.number}]: {_footnote(note)}" for note in notes]
    if manuscript.marking:
        lines += ["", f"**{escape(manuscript.marking)}**"]
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """The text with a backslash before each character that Markdown would take for a mark of its own."""
    return SPECIAL.sub(r"\\\g<0>", text)


def _start(text: str) -> str:
    """Escaped text that may begin a line, where a number or a dash would begin a list."""
    escaped = escape(text)
    match = LINE_START.match(escaped)
    if not match:
        return escaped
    if match.group()[0].isdigit():
        return f"{match.group()}\\{escaped[match.end() :]}"
    return f"\\{escaped}"


def _title(manuscript: Manuscript) -> Iterator[str]:
    if manuscript.marking:
        yield from (f"**{escape(manuscript.marking)}**", "")
    yield from (f"# {escape(manuscript.title)}", "")
    if manuscript.subtitle:
        yield from (f"**{escape(manuscript.subtitle)}**", "")
    yield from (f"{_start(manuscript.company)}, {escape(manuscript.date)}", "")
    if manuscript.facts:
        yield from ("| | |", "|---|---|")
        yield from (f"| **{escape(label)}** | {escape(value)} |" for label, value in manuscript.facts)
        yield ""
    if manuscript.notice:
        yield from (f"> **{NOTICE}.** {escape(manuscript.notice)}", "")


def _part(part: Part, targets: Collection[str]) -> Iterator[str]:
    """The lines of a part. A heading whose anchor is one of `targets` can be linked to."""
    match part:
        case Heading():
            level = min(part.level + 1, DEEPEST_HEADING)
            anchor = _anchor(part.anchor) if part.anchor in targets else ""
            yield f"{'#' * level} {anchor}{escape(f'{part.label} {part.title}'.strip())}"
        case Text():
            yield from (f"> {line}" if part.is_note else line for line in _sentences(part.pieces))
        case Bullets():
            for item in part.items:
                for number, line in enumerate(_sentences(item) or [""]):
                    yield ("  " if number else "- ") + line
        case Grid():
            yield from (f"**{part.label}.** {escape(part.caption)}", "")
            yield _line(escape(column.title) for column in part.columns)
            yield _line(map(_rule, part.columns))
            yield from map(_row, part.rows)
        case Picture():
            yield from _picture(part)
        case BarPicture() | TimelinePicture():
            yield from (f"**{part.label}.** {escape(part.caption)}", "", f"> {escape(part.alt)}")


def _sentences(content: Sequence[Piece], begin_lines: bool = True) -> list[str]:
    """The pieces, each on a line where they `begin_lines`; references that make a list share one."""
    lines: list[str] = []
    for number, piece in enumerate(content):
        if number and (mark := joint(content[number - 1], piece)) != " ":
            lines[-1] += mark + _piece(piece)
        else:
            lines.append(_piece(piece, begin_lines))
    return lines


def _piece(piece: Piece, begins_line: bool = False) -> str:
    if isinstance(piece, Missing):
        return f"**{escape(piece.text)}**"
    if isinstance(piece, Reference):
        return f"[{escape(piece.section)}](#{piece.anchor})"
    mark = f"[^{piece.note.number}]" if piece.note else ""
    return (_start if begins_line else escape)(piece.text) + mark


def _row(row: Row) -> str:
    cells = [" ".join(_sentences(cell, begin_lines=False)) for cell in row.cells]
    if row.anchor:
        cells[0] = _anchor(row.anchor) + cells[0]
    return _line(cells)


def _anchor(name: str) -> str:
    """The place that a link leads to."""
    return f'<a id="{name}"></a>'


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column) -> str:
    return "---:" if column.look == "number" else "---"


def _picture(picture: Picture) -> Iterator[str]:
    """The matrix as a table of its own, severity upwards, with the same key as in the other formats."""
    yield _line(["Severity / likelihood", *map(str, range(1, 6))])
    yield _line(["---:", *["---"] * 5])
    for severity in range(5, 0, -1):
        cells = []
        for likelihood in range(1, 6):
            here = [p.label for p in picture.points if (p.severity, p.likelihood) == (severity, likelihood)]
            cells.append(escape(", ".join(here)))
        yield _line([f"**{severity}**", *cells])
    yield from ("", f"**{picture.label}.** {escape(picture.caption)}", "")
    unrated = [f"{NOT_RATED}: {escape(', '.join(picture.unrated))}."] if picture.unrated else []
    yield " ".join((f"{escape(picture.key)}.", *unrated, MATRIX_NOTE))


def _footnote(note: Note) -> str:
    return "".join(f"{escape(s.text)}[[{escape(s.label)}]](#{s.anchor})" for s in note.sources) + "."
