"""Column widths that leave whole words whole, and rows that may stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hria.renderers.manuscript import Piece

PORTRAIT = 453.5  # points between the margins of an A4 page
LANDSCAPE = 700.0
CHARACTER = 4.95  # points, the mean of a character of running text set in 9 point Arial
PADDING = 11.0
SIZE, DENSE_SIZE = 9.0, 8.0  # points, of the letters in a table
BOLD = 1.1  # how much wider than plain letters
LONGEST_WORD = 17  # characters; a longer one (a URL, a hash) may break
LINES_OF_SHORT_ROW = 14
WORD_ENDS = re.compile(r"[\s\-–—]+")
# Letters of Arial by their widths in thousandths of their size; all others are as wide as a digit.
LETTERS = {
    222: "ijl’‘",
    278: "ft.,;:!|/I()[] ",
    333: "r“”",
    500: "ckszvxyJ",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "wCDHNRU",
    778: "GOQ",
    833: "mM",
    944: "W…",
}
WIDTHS = {letter: width for width, letters in LETTERS.items() for letter in letters}
DIGIT = 556


def readable_widths(
    titles: Sequence[str],
    rows: Sequence[Sequence[Sequence[Piece]]],
    widths: Sequence[float],
    is_wide: bool = False,
    is_dense: bool = False,
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
        widest = max(_widest(words), _widest([title]) * BOLD)
        needed.append((widest * (DENSE_SIZE if is_dense else SIZE) + PADDING) / page)
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


def _widest(texts: Iterable[str]) -> float:
    """The width of the widest word at a size of one point, not counting those too long to keep whole."""
    words = (word for text in texts for word in WORD_ENDS.split(text) if len(word) <= LONGEST_WORD)
    return max((sum(WIDTHS.get(letter, DIGIT) for letter in word) / 1000 for word in words), default=0.5)
