"""What stands on a page, before it is text: words, and the lines that they form.

Coordinates are points on the page as it is held for reading (see `pdf_glyphs.Turn`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from statistics import median
from typing import NamedTuple

from hria.document import Box
from hria.readers.pdf_glyphs import Glyph

NOTE_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPTS = str.maketrans("0123456789", NOTE_DIGITS)
BULLETS = frozenset("•●▪■◾◼○◦‣⁃∙·➢➤►▶▸›»❖✓✔❑❒\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d")
DASHES = frozenset("-–—")
# The letter that Word prints for a hollow bullet.
HOLLOW = frozenset("o")
ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?")
# A raised mark has no more letters than this.
LONGEST_MARK = 4
# Words after which a sentence goes on.
OPEN_WORDS = frozenset(
    "a an and as at between but by for from if in into is are was were of on or our that the their this to "
    "which who will with has have had be been its your".split()
)
# Two words on a line are one stretch of text unless the gap between them is wider than this (in em).
WIDEST_WORD_GAP = 1.0
# Letters further apart than this (in em) are two words. Justified lines of narrow type have spaces of 0.15 em, so
# of a line with letters enough to tell how wide they are set, less will do above that; and less again after a
# letter whose top hangs over what follows.
WORD_GAP = 0.28
NARROW_WORD_GAP = 0.12
OVERHANGING = {"f": 0.035}
WIDEST_TRACKING = 0.3
ENOUGH_LETTERS = 8


class PrintedWord(NamedTuple):
    """A word as printed. A soft hyphen at its end marks a word that goes on in the next line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    angle: int
    page: int


class Line:
    """Words side by side on one baseline."""

    __slots__ = ("base", "bold", "bottom", "size", "top", "words", "x0", "x1")

    def __init__(self, words: Iterable[PrintedWord]) -> None:
        self.words = sorted(words, key=lambda word: word.x0)
        self.x0 = self.words[0].x0
        self.x1 = max(word.x1 for word in self.words)
        self.top = min(word.top for word in self.words)
        self.bottom = max(word.bottom for word in self.words)
        main = max(self.words, key=lambda word: len(word.text))
        self.base = main.base
        self.size = main.size
        self.bold = all(word.bold for word in self.words if word.text not in BULLETS)

    @property
    def text(self) -> str:
        """Its words, joined by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """What it takes up on the page."""
        return Box(self.x0, self.top, self.x1, self.bottom)

    def starts_item(self) -> bool:
        """Whether the line begins with a bullet, or with the number or letter of a list item."""
        return self.mark() is not None

    def is_numbered(self) -> bool:
        """Whether the line begins with a number that is set apart, as those of notes and references are."""
        first, *rest = self.words
        if not rest or not first.text.isdigit() or len(first.text) > 3:
            return False
        return rest[0].x0 - first.x1 > 0.9 * self.size and not rest[0].text[:1].islower()

    def mark(self) -> str | None:
        """The bullet, number or letter with which the line begins a list item, else None."""
        first = self.words[0].text
        if first in BULLETS or len(self.words) < 2:
            return first if first in BULLETS else None
        following = self.words[1]
        if first in DASHES:
            is_apart = following.x0 - self.words[0].x1 > 0.5 * self.size
            return first if following.text[:1].isupper() or is_apart else None
        if first in HOLLOW:
            is_apart = following.x0 - self.words[0].x1 > 0.7 * self.size
            return first if following.text[:1].isupper() or is_apart else None
        # "7.5 million" goes on with a sentence.
        is_figure = "." in first.strip(".") and following.text[:1].islower()
        return first if ENUMERATOR.fullmatch(first) and not is_figure else None


def words_of(glyphs: Iterable[Glyph], page: int) -> list[PrintedWord]:
    """The words of a page in the order of the file: ligatures spelt out, raised digits as superscripts."""
    words: list[PrintedWord] = []
    for stretch in _on_one_baseline(glyphs):
        words += _words_of_stretch(_unspaced(stretch), page)
    return _with_leading_marks(words)


def _on_one_baseline(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow each other in one direction and at about one height; raised marks stay with their word."""
    stretch: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char == "\n":
            continue
        last = stretch[-1] if stretch else None
        if last and (
            glyph.font.angle != last.font.angle
            or (glyph.base != last.base and abs(glyph.base - last.base) > 0.8 * max(glyph.size, last.size))
        ):
            yield stretch
            stretch = []
        stretch.append(glyph)
    if stretch:
        yield stretch


def _unspaced(stretch: list[Glyph]) -> list[Glyph]:
    """The stretch without the spaces that pdfium makes up between the letters of a line that is set wide; they
    have no width."""
    made_up = sum(glyph.char == " " and glyph.x0 == glyph.x1 for glyph in stretch)
    if made_up < 0.3 * len(stretch):
        return stretch
    return [glyph for glyph in stretch if glyph.char != " " or glyph.x0 != glyph.x1]


def _words_of_stretch(stretch: Sequence[Glyph], page: int) -> list[PrintedWord]:
    words: list[PrintedWord] = []
    run: list[tuple[Glyph, str]] = []
    word_gap = _word_gap(stretch)
    for glyph in stretch:
        if glyph.char == " ":
            _flush(run, words, page)
            continue
        char = unicodedata.normalize("NFKC", glyph.char) if "ﬀ" <= glyph.char <= "ﬆ" else glyph.char
        if run:
            last, written = run[-1]
            # A superscript is measured against the letters that it hangs on, not against its neighbour.
            anchor = _before_note_marks(run) if written in NOTE_DIGITS else last
            if char.isdigit() and char.isascii() and _is_raised(glyph, anchor):
                char = char.translate(SUPERSCRIPTS)
            elif _is_apart(glyph, last, anchor, word_gap):
                _flush(run, words, page)
        run.append((glyph, char))
        if char in BULLETS:
            _flush(run, words, page)
    _flush(run, words, page)
    return words


def _before_note_marks(run: list[tuple[Glyph, str]]) -> Glyph:
    """The last letter of a word before its raised digits."""
    return next((glyph for glyph, char in reversed(run) if char not in NOTE_DIGITS), run[-1][0])


def _word_gap(stretch: Sequence[Glyph]) -> float:
    """From which gap on two letters of a stretch are two words, in em."""
    gaps = [
        (following.x0 - glyph.x1) / max(following.size, 1.0)
        for glyph, following in pairwise(stretch)
        if " " not in (glyph.char, following.char) and following.x0 != glyph.x0
    ]
    if len(gaps) < ENOUGH_LETTERS:
        return WORD_GAP
    return NARROW_WORD_GAP + min(max(median(gaps), 0.0), WIDEST_TRACKING)


def _is_raised(glyph: Glyph, anchor: Glyph) -> bool:
    raised = anchor.base - glyph.base
    near = -0.2 * anchor.size <= glyph.x0 - anchor.x1 <= 1.5 * anchor.size
    return near and 0.18 * anchor.size < raised < 0.8 * anchor.size and glyph.size <= anchor.size


def _is_apart(glyph: Glyph, last: Glyph, anchor: Glyph, word_gap: float) -> bool:
    if glyph.font.angle != last.font.angle:
        return True
    if glyph.base != anchor.base and abs(glyph.base - anchor.base) > 0.35 * max(glyph.size, anchor.size):
        return True
    gap = glyph.x0 - last.x1
    narrowest = word_gap - OVERHANGING.get(last.char, 0.0)
    return gap > narrowest * max(glyph.size, 1.0) or gap < -1.5 * max(last.size, 1.0)


def _flush(run: list[tuple[Glyph, str]], words: list[PrintedWord], page: int) -> None:
    if not run:
        return
    main = run[0][0]
    x0, x1, top, bottom = main.x0, main.x1, _top(main), _bottom(main)
    # Comparisons and not min() and max(): this is done for every character of a corpus.
    for glyph, _ in run[1:]:
        x0 = glyph.x0 if glyph.x0 < x0 else x0
        x1 = glyph.x1 if glyph.x1 > x1 else x1
        if glyph.top < top or glyph.bottom > bottom or glyph.base != main.base or glyph.size != main.size:
            top, bottom = min(top, _top(glyph)), max(bottom, _bottom(glyph))
            main = glyph if glyph.size > main.size else main
    text = "".join([char for _, char in run])
    words.append(PrintedWord(text, x0, top, x1, bottom, main.base, main.size, main.font.bold, main.font.angle, page))
    run.clear()


def _top(glyph: Glyph) -> float:
    """Some fonts state an absurd ascent; no letter rises further than its size above the baseline."""
    return max(glyph.top, glyph.base - 1.05 * glyph.size)


def _bottom(glyph: Glyph) -> float:
    return min(max(glyph.bottom, glyph.base), glyph.base + 0.35 * glyph.size)


def _with_leading_marks(words: list[PrintedWord]) -> list[PrintedWord]:
    """The mark that opens a footnote is a small raised number before a word of its line."""
    result = []
    for word, following in zip_longest(words, words[1:]):
        if (
            following
            and word.text.isdigit()
            and word.size < 0.8 * following.size
            and 0.1 * following.size < following.base - word.base < 0.8 * following.size
        ):
            word = word._replace(text=word.text.translate(SUPERSCRIPTS))
        result.append(word)
    return result


def stretches(words: list[PrintedWord]) -> list[Line]:
    """Words that follow each other on one baseline without a wide gap, with their bullet if they have one."""
    runs: list[list[PrintedWord]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last and _goes_on(last, word, runs[-1]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Line(run) for run in runs]


def _goes_on(last: PrintedWord, word: PrintedWord, run: list[PrintedWord]) -> bool:
    em = max(last.size, word.size, 1.0)
    level = 0.7 if is_mark(last.text) else 0.35
    if abs(word.base - last.base) > level * em or word.angle != last.angle:
        return False
    gap = word.x0 - last.x1
    text = last.text
    is_label = len(run) == 1 and (text in BULLETS | HOLLOW or is_mark(text) or bool(ENUMERATOR.fullmatch(text)))
    return -0.5 * em < gap <= (6.0 if is_label else WIDEST_WORD_GAP) * em


def joined_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines of one column from top to bottom; pieces on one baseline become one line, with the marks raised above."""
    rows: list[list[Line]] = []
    raised = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if len(line.words) == 1 and len(line.words[0].text) <= LONGEST_MARK:
            raised.append(line)
        if rows and abs(line.base - rows[-1][0].base) <= 0.3 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for mark in raised:
        _hang(mark, rows)
    return [Line(word for line in row for word in line.words) for row in rows if row]


def _hang(mark: Line, rows: list[list[Line]]) -> None:
    """Moves a small raised mark that stands alone to the row with the word on which it hangs."""
    own = next(row for row in rows if mark in row)
    if len(own) > 1:
        return
    for row in rows:
        for line in row:
            is_small = mark.size < 0.85 * line.size and 0.1 < (line.base - mark.base) / line.size < 0.8
            if is_small and any(-0.3 < (mark.x0 - word.x1) / line.size < 0.5 for word in line.words):
                own.clear()
                word = mark.words[0]
                row.append(Line([word._replace(text=word.text.translate(SUPERSCRIPTS))]))
                return


def usual_size(lines: Sequence[Line]) -> float:
    """The size in which most of these lines are set, in points."""
    return median(line.size for line in lines)


def words_per_line(lines: Sequence[Line]) -> float:
    """How many words a line holds on average."""
    return sum(len(line.words) for line in lines) / len(lines)


def is_mark(text: str) -> bool:
    """Whether a word is nothing but a footnote mark."""
    return bool(text) and all(char in "⁰¹²³⁴⁵⁶⁷⁸⁹" for char in text)


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end; a footnote mark may follow the full stop."""
    return bool(re.search(r"[.!?:;][\"'”’)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$", text))


def is_cut(last: Line, line: Line) -> bool:
    """Whether a sentence goes on from one line to the next."""
    return line.text[:1].islower() and not ends_sentence(last.text)


def is_open(text: str) -> bool:
    """Whether a text ends with a word or sign after which its sentence must go on."""
    return text.endswith(",") or text.rsplit(" ", 1)[-1].casefold() in OPEN_WORDS
