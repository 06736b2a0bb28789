"""Column widths that leave whole words whole, and rows that may stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hria.renderers.manuscript import Piece

PORTRAIT = 453.5  # points between the margins of an A4 page
LANDSCAPE = 700.0
CHARACTER = 4.95  # points, the mean of a word set in 9 point Arial; capitals and bold are wider
PADDING = 12.0
LONGEST_WORD = 17  # characters; a longer one (a URL, a hash) may break
LINES_OF_SHORT_ROW = 14
WORD_ENDS = re.compile(r"[\s\-–—]+")


def readable_widths(
    titles: Sequence[str],
    rows: Sequence[Sequence[Sequence[Piece]]],
    widths: Sequence[float],
    is_wide: bool = False,
) -> tuple[float, ...]:
    """The widths as shares adding up to 1, changed only where a word would not fit into its column.

    What a narrow column needs more is taken from the others in proportion to what they can spare.
    """
    total = sum(widths)
    shares = [width / total for width in widths]
    page = LANDSCAPE if is_wide else PORTRAIT
    needed = []
    for column, title in enumerate(titles):
        words = [piece.text for row in rows for piece in row[column]]
        needed.append((max(_longest(words), _longest([title]) * 1.1) * CHARACTER + PADDING) / page)
    spare = [max(share - need, 0.0) for share, need in zip(shares, needed, strict=True)]
    lacking = sum(max(need - share, 0.0) for share, need in zip(shares, needed, strict=True))
    if lacking == 0 or lacking >= sum(spare):
        return tuple(round(share, 4) for share in shares)
    factor = lacking / sum(spare)
    return tuple(
        round(max(share - rest * factor, need) if rest else need, 4)
        for share, need, rest in zip(shares, needed, spare, strict=True)
    )


def is_short_row(cells: Sequence[Sequence[Piece]], widths: Sequence[float]) -> bool:
    """Whether a row takes so few lines that a page break inside it would only look careless."""
    lines = [
        sum(len(piece.text) for piece in cell) * CHARACTER / (width * PORTRAIT)
        for cell, width in zip(cells, widths, strict=True)
    ]
    return max(lines, default=0.0) <= LINES_OF_SHORT_ROW


def _longest(texts: Iterable[str]) -> int:
    """Characters of the longest word, not counting those too long to keep whole."""
    lengths = [len(word) for text in texts for word in WORD_ENDS.split(text)]
    return max((length for length in lengths if length <= LONGEST_WORD), default=1)
