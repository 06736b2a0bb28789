"""What is printed to find one's way: running headers, footers, page numbers, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from hria.document import Dropped
from hria.readers.printed import Line

# The bands at the top and bottom of a page where headers and footers stand, as a share of its height.
BAND = 0.12
# How far a header may wander from page to page, in points.
SAME_HEIGHT = 8.0
PAGE_NUMBER = re.compile(r"\W*(page\s*)?(?P<number>\d{1,4})(\s*(of|/|\|)\s*\d{1,4})?\W*", re.I)
CONTENTS_LINE = re.compile(r".*(\.{4,}|(\s\.){4,}|…{2,})\s*\d{0,4}")
PAGE_OF = re.compile(r"\W*page\s*\d{1,4}\s*(of|/)\s*\d{1,4}\W*", re.I)


def without_furniture(
    pages: Sequence[tuple[list[Line], float]],
) -> tuple[list[list[Line]], list[Dropped]]:
    """The lines of each page without headers, footers, page numbers and dotted lines of a table of
    contents, and a log of what went.

    `pages` holds, for each page, its lines and its height in points.
    """
    repeated = _repeated(pages)
    counting = _counting(pages)
    kept: list[list[Line]] = []
    dropped: list[Dropped] = []
    for number, (lines, height) in enumerate(pages, 1):
        rest = []
        for line in lines:
            reason = _reason(line, number, height, repeated, counting)
            if reason:
                dropped.append(Dropped(number, reason, line.text))
            else:
                rest.append(line)
        kept.append(rest)
    return kept, dropped


def _reason(line: Line, number: int, height: float, repeated: dict[str, list[float]], counting: set[int]) -> str | None:
    if CONTENTS_LINE.fullmatch(line.text):
        return "line of a table of contents"
    if not _in_band(line, height):
        return None
    if PAGE_OF.fullmatch(line.text) or _offset(line, number) in counting:
        return "page number"
    heights = repeated.get(_shape(line.text), [])
    if any(abs(_place(line, height) - other) <= SAME_HEIGHT for other in heights):
        return "running header" if line.base < height / 2 else "running footer"
    return None


def _counting(pages: Sequence[tuple[list[Line], float]]) -> set[int]:
    """By how much printed page numbers are ahead of the count of pages. A figure of a table that stands at
    the top of its page does not count up with the pages."""
    seen: dict[int, set[int]] = defaultdict(set)
    for number, (lines, height) in enumerate(pages, 1):
        for line in lines:
            offset = _offset(line, number) if _in_band(line, height) else None
            if offset is not None:
                seen[offset].add(number)
    enough = max(2, len(pages) // 4)
    return {offset for offset, numbers in seen.items() if len(numbers) >= enough}


def _offset(line: Line, number: int) -> int | None:
    match = PAGE_NUMBER.fullmatch(line.text)
    return int(match["number"]) - number if match else None


def _place(line: Line, height: float) -> float:
    """How far a line stands from the nearer edge of its page: pages may be upright and lying in one file."""
    return line.base if line.base < height / 2 else line.base - height


def _in_band(line: Line, height: float) -> bool:
    middle = (line.top + line.bottom) / 2
    return middle < BAND * height or middle > (1 - BAND) * height


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text).casefold()


def _repeated(pages: Sequence[tuple[list[Line], float]]) -> dict[str, list[float]]:
    """Texts of the bands that stand at one place on enough pages, with those places (see `_place`)."""
    seen: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (lines, height) in enumerate(pages):
        for line in lines:
            if _in_band(line, height):
                seen[_shape(line.text)].append((number, _place(line, height)))
    # A header may change from chapter to chapter, so a third of the pages is enough; of two or three
    # pages, it must be all but one.
    enough = max(2, min(3, len(pages) - 1), len(pages) // 3 if len(pages) < 12 else 4)
    repeated: dict[str, list[float]] = {}
    for shape, places in seen.items():
        heights = [
            place
            for _, place in places
            if len({page for page, other in places if abs(other - place) <= SAME_HEIGHT}) >= enough
        ]
        if heights:
            repeated[shape] = heights
    return repeated
