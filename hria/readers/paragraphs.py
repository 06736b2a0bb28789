"""From lines to paragraphs, headings, list items, captions and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hria.document import BlockKind, Cell
from hria.readers.printed import BULLETS, Line, ends_sentence, is_open

CAPTION = re.compile(r"(Figure|Fig\.|Table|Chart|Diagram|Exhibit|Map|Photo|Image)\s*\d+\b")
RAISED = re.compile("(?<=[^⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}$")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
FOOTNOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,2}")
# In em of the body text: how far a line must stand in or out to begin something new.
INDENT = 0.9
# Columns narrower than this (in em) break their lines anywhere.
NARROW = 15
# How many lines above and below one tell how far its lines reach.
NEAR_LINES = 8
TOGETHER = 2
LONGEST_HEADING = 16
# Full stops with which a name, and so a heading, may end.
ABBREVIATION = re.compile(r"\b(Ltd|Inc|Co|Corp|Bhd|Sdn|Pty|Pte|S\.A|B\.V|N\.V|L\.P|U\.S|U\.K|etc)\.$")


class PrintedBlock(NamedTuple):
    """Lines that belong together; `indent` is how far they stand in from their column, in points."""

    kind: BlockKind
    lines: tuple[Line, ...]
    page: int
    level: int = 0
    cell: Cell | None = None
    indent: float = 0.0

    @property
    def size(self) -> float:
        """The size of its type in points."""
        return median(line.size for line in self.lines)

    @property
    def text(self) -> str:
        """Its words, lines joined by spaces."""
        return " ".join(line.text for line in self.lines)


class BodyType(NamedTuple):
    """The size of the running text of a document, and its heading sizes from the largest down."""

    size: float
    headings: tuple[tuple[float, bool], ...] = ()


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size in which most of the document is set, in points."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size * 2) / 2] += sum(len(word.text) for word in line.words)
    return max(letters, key=lambda size: (letters[size], size)) if letters else 10.0


def paragraphs(
    lines: Sequence[Line], page: int, page_height: float, body: float, marks: frozenset[str] = frozenset()
) -> list[PrintedBlock]:
    """The blocks of one column, from top to bottom. `marks` are the footnote marks in the text of its page."""
    blocks: list[list[Line]] = []
    leading = _leading(lines)
    left = min((line.x0 for line in lines), default=0.0)
    for index, line in enumerate(lines):
        if blocks and not _begins_block(blocks[-1], line, leading, _edges(lines, index, left), body):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [_classified(block, page, page_height, body, marks)._replace(indent=block[0].x0 - left) for block in blocks]


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines, in em."""
    distances = [
        (line.base - last.base) / max(line.size, 1.0)
        for last, line in pairwise(lines)
        if abs(line.size - last.size) < 0.5
    ]
    usual = [distance for distance in distances if 0.8 < distance < 2.2]
    return min(median(usual), 1.6) if usual else 1.25


class _Edges(NamedTuple):
    """Where the lines around a place begin and end, in points: `near` is the shorter reach of those before and those
    after it, as text may run round a picture, and `far` the longer."""

    left: float
    near: float
    far: float


def _edges(lines: Sequence[Line], index: int, left: float) -> _Edges:
    before = max((line.x1 for line in lines[max(0, index - NEAR_LINES) : index]), default=left)
    after = max(line.x1 for line in lines[index : index + NEAR_LINES])
    return _Edges(left, min(before, after), max(before, after))


def _begins_block(block: list[Line], line: Line, leading: float, edges: _Edges, body: float) -> bool:
    last = block[-1]
    em = max(line.size, 1.0)
    unfinished = not ends_sentence(last.text)
    goes_on = line.text[:1].islower()
    is_full = last.x1 > edges.near - 0.15 * (edges.near - edges.left)
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return True
    distance = (line.base - last.base) / em
    if distance > max(1.25 * leading, leading + 0.25) or distance < 0:
        return True
    if line.bold != last.bold and not (unfinished and goes_on and is_full):
        return True
    if _begins_item(block, line, is_full):
        return True
    if block[0].starts_item():
        text_x0 = block[0].words[1].x0 if len(block[0].words) > 1 else block[0].x0
        return line.x0 < text_x0 - 0.6 * em and not (unfinished and goes_on)
    if not unfinished:
        return line.x0 > last.x0 + INDENT * em or not is_full
    if goes_on or last.text.endswith((",", "\u00ad", "-")) or edges.far - edges.left < NARROW * em:
        return False
    very_short = last.x1 < edges.left + 0.55 * (edges.far - edges.left) and not is_full
    is_body = line.size < 1.1 * body and not is_open(last.text)
    return very_short or (is_body and _would_have_fitted(last, line, edges.near))


def _would_have_fitted(last: Line, line: Line, right: float) -> bool:
    """Whether the first words of a line had room on the one before, so that the line was broken on purpose. More
    than one word is asked for, and no figure, as printers keep "30 June 2022" together."""
    first = line.words[:TOGETHER]
    is_kept = not first[0].text[:1].isalpha()
    return not is_kept and last.x1 + first[-1].x1 - first[0].x0 < right - 1.5 * line.size


def _begins_item(block: list[Line], line: Line, is_full: bool) -> bool:
    """Whether a line begins an item of a list; a number or letter at its start may belong to a sentence that
    fills the line before it, unless that sentence is the item before."""
    last = block[-1]
    is_inside = is_full and not ends_sentence(last.text) and abs(line.x0 - last.x0) < 0.5 * line.size
    hangs_out = line.words[0].text.isdigit() and line.x0 < last.x0 - INDENT * line.size
    if line.is_numbered() or hangs_out:
        return not is_inside
    mark = line.mark()
    if mark is None or mark in BULLETS:
        return mark is not None
    if _continues_number(last, line):
        return False
    is_apart = line.words[1].x0 - line.words[0].x1 > 0.5 * line.size
    return is_apart or not is_inside or block[0].mark() is not None


def _continues_number(last: Line, line: Line) -> bool:
    """ "... as section / 3. of the Act says": a number at the start of a line that is no list item."""
    return line.words[0].text not in BULLETS and bool(
        re.search(r"\b(section|article|clause|page|of|and|to|the|principle)$", last.text, re.I)
    )


def _classified(lines: list[Line], page: int, page_height: float, body: float, marks: frozenset[str]) -> PrintedBlock:
    size = median(line.size for line in lines)
    text = " ".join(line.text for line in lines)
    kind: BlockKind = "paragraph"
    if _is_footnote(lines, size, body, marks) and lines[0].top > 0.4 * page_height:
        kind = "footnote"
    elif lines[0].starts_item():
        kind = "heading" if _is_numbered_heading(lines, size, body) else "list_item"
    elif CAPTION.match(text) and len(text.split()) < 40:
        kind = "caption"
    elif _is_heading(lines, text, size, body):
        kind = "heading"
    return PrintedBlock(kind, tuple(lines), page)


def _is_footnote(lines: list[Line], size: float, body: float, marks: frozenset[str]) -> bool:
    """Whether small print begins with a mark, or with the number of one that stands raised in the text."""
    first = lines[0].words[0].text
    if size >= 0.95 * body or len(lines[0].words) < 2:
        return False
    return bool(FOOTNOTE_MARK.match(first)) or first.strip(".()") in marks


def footnote_marks(lines: Sequence[Line]) -> frozenset[str]:
    """The raised numbers that hang on words of these lines, as plain digits."""
    found = (RAISED.search(word.text) for line in lines for word in line.words)
    return frozenset(str(int(match.group().translate(LOWERED))) for match in found if match)


def _is_numbered_heading(lines: list[Line], size: float, body: float) -> bool:
    first = lines[0].words[0].text
    if first in BULLETS:
        return False
    text = " ".join(line.text for line in lines)
    return _is_heading(lines, text.removeprefix(first).strip(), size, body)


def _is_heading(lines: list[Line], text: str, size: float, body: float) -> bool:
    words = text.split()
    letters = sum(char.isalpha() for char in text)
    if not words or len(lines) > 4 or letters < 3 or letters < 0.5 * len(text.replace(" ", "")):
        return False
    ends = text.endswith((".", ";", ",")) and not ABBREVIATION.search(text)
    if text[0].islower() or len(words) > LONGEST_HEADING or ends:
        return False
    large = size >= 1.15 * body
    bold = all(line.bold for line in lines) and size >= 0.93 * body
    capitals = text.isupper() and len(words) >= 2 and size >= 0.93 * body
    return large or bold or capitals


def with_levels(blocks: Sequence[PrintedBlock]) -> list[PrintedBlock]:
    """The same blocks, headings ranked by size and weight, list items by how far they stand in."""
    looks = sorted({_look(b) for b in blocks if b.kind == "heading"}, reverse=True)
    steps: list[float] = []
    result = []
    for block in blocks:
        if block.kind == "heading":
            block = block._replace(level=min(looks.index(_look(block)) + 1, 6))
            steps.clear()
        elif block.kind == "list_item":
            while steps and steps[-1] > block.indent + 4:
                steps.pop()
            if not steps or block.indent > steps[-1] + 4:
                steps.append(block.indent)
            block = block._replace(level=len(steps) - 1)
        result.append(block)
    return result


def _look(block: PrintedBlock) -> tuple[float, bool]:
    return round(block.size), all(line.bold for line in block.lines)


def without_mark(block: PrintedBlock) -> PrintedBlock:
    """A list item without the bullet or number before it."""
    first, *rest = block.lines
    if block.kind != "list_item" or len(first.words) < 2:
        return block
    if first.mark():
        return block._replace(lines=(Line(first.words[1:]), *rest))
    return block
