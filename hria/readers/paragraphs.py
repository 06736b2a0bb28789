"""From lines to paragraphs, headings, list items, captions and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from hria.document import BlockKind, Cell
from hria.readers.printed import BULLETS, DASHES, ENUMERATOR, Line, ends_sentence

CAPTION = re.compile(r"(Figure|Fig\.|Table|Chart|Diagram|Exhibit|Map|Photo|Image)\s*\d+\b")
FOOTNOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,2}")
# In em of the body text: how far a line must stand in or out to begin something new.
INDENT = 0.9
LONGEST_HEADING = 16


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
        return median(line.size for line in self.lines)

    @property
    def text(self) -> str:
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


def paragraphs(lines: Sequence[Line], page: int, page_height: float, body: float) -> list[PrintedBlock]:
    """The blocks of one column, from top to bottom."""
    blocks: list[list[Line]] = []
    leading = _leading(lines)
    right = max((line.x1 for line in lines), default=0.0)
    left = min((line.x0 for line in lines), default=0.0)
    for line in lines:
        if blocks and not _begins_block(blocks[-1], line, leading, left, right):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return [
        _classified(block, page, page_height, body)._replace(indent=block[0].x0 - left)
        for block in blocks
    ]


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of two baselines, in em."""
    distances = [
        (line.base - last.base) / max(line.size, 1.0)
        for last, line in zip(lines, lines[1:], strict=False)
        if abs(line.size - last.size) < 0.5
    ]
    usual = [distance for distance in distances if 0.8 < distance < 2.2]
    return min(median(usual), 1.6) if usual else 1.25


def _begins_block(
    block: list[Line], line: Line, leading: float, left: float, right: float
) -> bool:
    last = block[-1]
    em = max(line.size, 1.0)
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size) or line.bold != last.bold:
        return True
    distance = (line.base - last.base) / em
    if distance > max(1.25 * leading, leading + 0.25) or distance < 0:
        return True
    if line.starts_item() and not _continues_number(last, line):
        return True
    unfinished = not ends_sentence(last.text)
    goes_on = line.text[:1].islower()
    if block[0].starts_item():
        text_x0 = block[0].words[1].x0 if len(block[0].words) > 1 else block[0].x0
        return line.x0 < text_x0 - 0.6 * em and not (unfinished and goes_on)
    if line.x0 > last.x0 + INDENT * em and not unfinished:
        return True
    short = last.x1 < right - 0.15 * (right - left)
    if short and not unfinished:
        return True
    very_short = last.x1 < left + 0.55 * (right - left) and right - left > 15 * em
    return very_short and not goes_on and not last.text.endswith((",", "\u00ad", "-"))


def _continues_number(last: Line, line: Line) -> bool:
    """ "... as section / 3. of the Act says": a number at the start of a line that is no list item."""
    return line.words[0].text not in BULLETS and bool(
        re.search(r"\b(section|article|clause|page|of|and|to|the|principle)$", last.text, re.I)
    )


def _classified(lines: list[Line], page: int, page_height: float, body: float) -> PrintedBlock:
    first = lines[0].words[0].text
    size = median(line.size for line in lines)
    text = " ".join(line.text for line in lines)
    kind: BlockKind = "paragraph"
    if FOOTNOTE_MARK.match(first) and size < 0.95 * body and lines[0].top > 0.4 * page_height:
        kind = "footnote"
    elif lines[0].starts_item() and not _is_numbered_heading(lines, size, body):
        kind = "list_item"
    elif CAPTION.match(text) and len(text.split()) < 40:
        kind = "caption"
    elif _is_heading(lines, text, size, body):
        kind = "heading"
    return PrintedBlock(kind, tuple(lines), page)


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
    if text[0].islower() or text.endswith((".", ";", ",")) or len(words) > LONGEST_HEADING:
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
    mark = first.words[0].text
    if mark in BULLETS or mark in DASHES or ENUMERATOR.fullmatch(mark):
        return block._replace(lines=(Line(first.words[1:]), *rest))
    return block


def joined_across_breaks(blocks: Sequence[PrintedBlock]) -> list[PrintedBlock]:
    """Paragraphs that a column or page break, a picture or a side bar had cut in two are made whole."""
    result: list[PrintedBlock] = []
    for block in blocks:
        open_block = _open_before(result, block)
        if open_block is None:
            result.append(block)
        else:
            whole = result[open_block]
            result[open_block] = whole._replace(lines=(*whole.lines, *block.lines))
    return result


def _open_before(result: list[PrintedBlock], block: PrintedBlock) -> int | None:
    """The index of an unfinished paragraph that this block goes on with."""
    if block.kind != "paragraph" or not block.text[:1].islower() or block.cell:
        return None
    for back in range(1, min(6, len(result)) + 1):
        earlier = result[-back]
        if earlier.kind in ("paragraph", "list_item") and not earlier.cell:
            same = abs(earlier.size - block.size) < 0.6
            if same and not ends_sentence(earlier.text) and block.page - earlier.page <= 1:
                return len(result) - back
            if back > 1 or block.page == earlier.page:
                return None
    return None
