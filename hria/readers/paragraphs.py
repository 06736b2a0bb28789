"""From lines to paragraphs, headings, list items, captions and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hria.document import BlockKind, Cell
from hria.readers.printed import BULLETS, DASHES, ENUMERATOR, Line, ends_sentence

CAPTION = re.compile(r"(Figure|Fig\.|Table|Chart|Diagram|Exhibit|Map|Photo|Image)\s*\d+\b")
RAISED = re.compile("(?<=[^⁰¹²³⁴⁵⁶⁷⁸⁹])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}$")
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
FOOTNOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]{1,2}")
# In em of the body text: how far a line must stand in or out to begin something new.
INDENT = 0.9
LONGEST_HEADING = 16
# Full stops with which a name, and so a heading, may end.
ABBREVIATION = re.compile(r"\b(Ltd|Inc|Co|Corp|Bhd|Sdn|Pty|Pte|S\.A|B\.V|N\.V|L\.P|U\.S|U\.K|etc)\.$")
# Words after which a sentence goes on.
OPEN_WORDS = frozenset(
    "a an and as at between but by for from if in into is are was were of on or our that the their this to "
    "which who will with has have had be been its your".split()
)


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
    right = max((line.x1 for line in lines), default=0.0)
    left = min((line.x0 for line in lines), default=0.0)
    for line in lines:
        if blocks and not _begins_block(blocks[-1], line, leading, left, right):
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


def _begins_block(block: list[Line], line: Line, leading: float, left: float, right: float) -> bool:
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


def _classified(lines: list[Line], page: int, page_height: float, body: float, marks: frozenset[str]) -> PrintedBlock:
    size = median(line.size for line in lines)
    text = " ".join(line.text for line in lines)
    kind: BlockKind = "paragraph"
    if _is_footnote(lines, size, body, marks) and lines[0].top > 0.4 * page_height:
        kind = "footnote"
    elif lines[0].starts_item() and not _is_numbered_heading(lines, size, body):
        kind = "list_item"
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
    if not result or block.kind not in ("paragraph", "table_cell"):
        return None
    if block.cell:
        # A bold beginning of a cell is not a block of its own.
        is_rest = result[-1].cell == block.cell and block.text[:1].islower()
        return len(result) - 1 if is_rest and not ends_sentence(result[-1].text) else None
    for back in range(1, min(6, len(result)) + 1):
        earlier = result[-back]
        if earlier.kind in ("paragraph", "list_item") and not earlier.cell:
            same = abs(earlier.size - block.size) < 0.6
            if same and _is_unfinished(earlier, block) and block.page - earlier.page <= 1:
                return len(result) - back
            if back > 1 or block.page == earlier.page:
                return None
    return None


def _is_unfinished(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """Whether a sentence runs from one block to the other. Where a column or page breaks, it may go on with a
    name or a number; then its last word must be one with which no sentence and no line of a title ends."""
    if ends_sentence(earlier.text):
        return False
    if block.text[:1].islower():
        return True
    breaks = block.page != earlier.page or block.lines[0].base < earlier.lines[-1].base
    last = earlier.lines[-1]
    is_full = len(earlier.lines) > 2 and last.x1 - last.x0 > 0.8 * max(line.x1 - line.x0 for line in earlier.lines)
    is_next_item = earlier.kind == "list_item" and last.words[-1].text in ("and", "or")
    is_open = last.words[-1].text in OPEN_WORDS and not is_next_item
    return breaks and is_full and is_open and block.text[:1].isalnum()
