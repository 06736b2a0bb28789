"""Paragraphs that a column or page break, a picture or a side bar had cut in two are made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hria.readers.paragraphs import PrintedBlock
from hria.readers.printed import ends_sentence, is_open

# How many blocks may stand between the two parts of a paragraph.
FURTHEST = 6
# Words of the caption of a picture or of a side heading that may stand between them on one page.
SHORT = 8
# A figure in large print, with which the text below it begins: "100% / of our operations are in Australia".
FIGURE = re.compile(r"[<>~≈]?\s?(?:[A-Z]{0,3}[$€£])?\d[\d,.]*\s?(?:%|k|m|bn|million|billion)?\+?")


def joined_across_breaks(blocks: Sequence[PrintedBlock]) -> list[PrintedBlock]:
    """The same blocks, those that go on with an earlier one made part of it."""
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
        is_rest = _is_rest_of_cell(result[-1], block) or _is_rest_above_table(result[-1], block)
        return len(result) - 1 if is_rest else None
    if _is_figure_of(result[-1], block):
        return len(result) - 1
    for back in range(1, min(FURTHEST, len(result)) + 1):
        earlier = result[-back]
        if earlier.kind in ("paragraph", "list_item") and not earlier.cell:
            same = abs(earlier.size - block.size) < 0.6
            if same and _is_unfinished(earlier, block) and block.page - _last_page(earlier) <= 1:
                return len(result) - back
            is_between = len(earlier.text.split()) <= SHORT and not ends_sentence(earlier.text)
            may_pass = is_between and (not same or _breaks_above(earlier, block))
            if (back > 1 or block.page == _last_page(earlier)) and not may_pass:
                return None
    return None


def _is_rest_of_cell(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """A bold beginning of a cell is not a block of its own."""
    return earlier.cell == block.cell and block.text[:1].islower() and not ends_sentence(earlier.text)


def _is_rest_above_table(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """Whether what was taken for the first row of a table is the last line of the paragraph above it."""
    if earlier.cell or earlier.kind != "paragraph" or block.cell is None or block.cell.row or block.cell.column:
        return False
    last, line = earlier.lines[-1], block.lines[0]
    is_next = abs(last.x0 - line.x0) < line.size and 0 < line.base - last.base < 1.7 * line.size
    same = abs(last.size - line.size) < 0.6 and block.page == earlier.page
    goes_on = block.text[:1].islower() or is_open(earlier.text)
    return same and is_next and goes_on and not ends_sentence(earlier.text)


def _is_figure_of(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """Whether a figure in larger print stands right above the words that it counts."""
    if earlier.cell or earlier.page != block.page or not FIGURE.fullmatch(earlier.text):
        return False
    last, line = earlier.lines[-1], block.lines[0]
    is_near = 0 < line.base - last.base < 2.5 * last.size and line.x0 < last.x1 and line.x1 > last.x0
    return block.text[:1].islower() and is_near and last.size > line.size


def _breaks_above(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """Whether a block stands at the head of another column or page than an earlier one."""
    return block.page != _last_page(earlier) or block.lines[0].base < earlier.lines[-1].base


def _last_page(block: PrintedBlock) -> int:
    """The page on which a block ends."""
    return block.lines[-1].words[-1].page


def _is_unfinished(earlier: PrintedBlock, block: PrintedBlock) -> bool:
    """Whether a sentence runs from one block to the other. Where a column or page breaks, it may go on with a
    name or a number; then its last word must be one with which no sentence and no line of a title ends, or
    itself part of a name."""
    if ends_sentence(earlier.text):
        return False
    if block.text[:1].islower():
        return True
    last = earlier.lines[-1]
    is_full = last.x1 - last.x0 > 0.8 * max(line.x1 - line.x0 for line in earlier.lines)
    is_prose = len(earlier.lines) > (1 if block.page != _last_page(earlier) else 2)
    is_next_item = earlier.kind == "list_item" and last.words[-1].text in ("and", "or")
    is_name = last.words[-1].text[:1].isupper() and not block.text[:1].islower()
    goes_on = (is_open(last.text) and not is_next_item) or is_name
    return _breaks_above(earlier, block) and is_full and is_prose and goes_on and block.text[:1].isalnum()
