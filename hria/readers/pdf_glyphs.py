"""The glyphs of a PDF page as pdfium sees them. Nothing is ordered or joined here.

Coordinates are those of a reader who holds the page so that the text runs from left to right: for
most text the page as it is shown, for text printed sideways the page turned (see `Turn`).
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from hria.document import Box

# Text drawn invisibly over a picture of the page: what an OCR program leaves behind.
INVISIBLE = 3
BLANK = frozenset(" \n")
# The same letter closer than this, in points, is printed twice; the two l of "well" stand further apart.
DOUBLE = 0.7
# Shadows lie a little lower; lines of print are much further apart.
SHADOW = 1.2


class Font(NamedTuple):
    """What the layout needs to know of a font as one text object uses it.

    `size` is in points; `angle` is the direction of writing on the page as it is shown, in quarter turns
    counter-clockwise (0, 90, 180 or 270).
    """

    bold: bool
    size: float
    angle: int
    invisible: bool


class Turn(NamedTuple):
    """How a page of this size, in points, is held to read text printed at `angle`."""

    angle: int
    width: float
    height: float

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """From the page as shown to the page as held."""
        match self.angle:
            case 90:
                return self.height - y, x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return y, self.width - x
            case _:
                return x, y

    def shown(self, box: Box) -> Box:
        """A box on the page as held, on the page as shown."""
        match self.angle:
            case 90:
                return Box(box.top, self.height - box.x1, box.bottom, self.height - box.x0)
            case 180:
                return Box(
                    self.width - box.x1,
                    self.height - box.bottom,
                    self.width - box.x0,
                    self.height - box.top,
                )
            case 270:
                return Box(self.width - box.bottom, box.x0, self.width - box.top, box.x1)
            case _:
                return box


class Glyph(NamedTuple):
    """A printed character; `base` is the height of its baseline, all in points from the top left."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: Font


class PageGlyphs(NamedTuple):
    """The glyphs of one page in the order of the file; `unmapped` counts those without a Unicode value."""

    width: float
    height: float
    glyphs: list[Glyph]
    unmapped: int


def read_glyphs(page: Any) -> PageGlyphs:
    """All visible and invisible text of a pypdfium2 page, with the doubled strokes of fake bold removed."""
    width, height = page.get_size()
    shown = _Shown(page.get_rotation(), *page.get_cropbox())
    textpage = page.get_textpage()
    try:
        glyphs, unmapped = _collect(textpage.raw, textpage.count_chars(), shown, page.get_rotation(), (width, height))
    finally:
        textpage.close()
    return PageGlyphs(width, height, _without_doubles(glyphs), unmapped)


class _Shown(NamedTuple):
    """The visible part of a page in PDF user space, and how the page is turned to be shown."""

    rotation: int
    left: float
    bottom: float
    right: float
    top: float

    def placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in points from the top left corner of the page as it is shown."""
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


def _collect(
    handle: Any,
    count: int,
    shown: _Shown,
    rotation: int,
    page_size: tuple[float, float],
) -> tuple[list[Glyph], int]:
    glyphs: list[Glyph] = []
    unmapped = 0
    loose = pdfium.FS_RECTF()
    fonts = _Fonts(handle, rotation)
    # Called for each of some thousand characters of a page: looking them up takes as long as some of them.
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    font: Font | None = None
    goes_on = is_unmapped = False
    top = bottom = y0 = y1 = base = math.nan
    for index in range(count):
        char = _character(unicode_of(handle, index))
        if not char:
            unmapped += is_unmapped
            continue
        box_of(handle, index, loose)
        # Within a word set upright only x changes, as long as the box of the font stays the same.
        if goes_on and loose.top == top and loose.bottom == bottom and char not in BLANK and font is not None:
            x0, x1 = loose.left - shown.left, loose.right - shown.left
        else:
            font, is_unmapped, origin = fonts.of(index)
            points = (loose.left, loose.bottom), (loose.right, loose.top), origin
            placed = [shown.placed(*point) for point in points]
            if font.angle:
                turn = Turn(font.angle, *page_size)
                placed = [turn.turned(*point) for point in placed]
            (x0, y0), (x1, y1), (_, base) = placed
            if y0 > y1:
                y0, y1 = y1, y0
            top, bottom = loose.top, loose.bottom
            goes_on = char not in BLANK and not font.angle and not shown.rotation
        if x0 > x1:
            x0, x1 = x1, x0
        unmapped += is_unmapped
        glyphs.append(Glyph(char, x0, y0, x1, y1, base, font.size, font))
    return glyphs, unmapped


class _Fonts:
    """The fonts of a page by the text object that uses them."""

    def __init__(self, handle: Any, rotation: int) -> None:
        self._handle = handle
        self._rotation = rotation
        self._known: dict[int, Font] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def of(self, index: int) -> tuple[Font, bool, tuple[float, float]]:
        """The font of a character, whether it has no Unicode value, and its origin in PDF user space."""
        handle = self._handle
        text_object = pdfium.FPDFText_GetTextObject(handle, index)
        # Its address; a cast takes longer than all the rest.
        key = ctypes.c_void_p.from_buffer(text_object).value or 0
        font = self._known.get(key)
        if font is None:
            font = self._known[key] = _font(handle, index, text_object, self._rotation)
        pdfium.FPDFText_GetCharOrigin(handle, index, self._x, self._y)
        return font, pdfium.FPDFText_HasUnicodeMapError(handle, index) == 1, (self._x.value, self._y.value)


@lru_cache(maxsize=4096)
def _character(code: int) -> str:
    """The character of a code point: "" for what prints nothing, " " for any kind of space."""
    if code in (0, 0x0D, 0x0A):
        return "\n" if code else ""
    if code in (0xFFFE, 0x02, 0xAD):
        # pdfium marks a hyphen at the end of a line with one of these.
        return "\u00ad"
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    char = chr(code)
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return " "
    if category in ("Cc", "Cf", "Cs"):
        return ""
    return char


def _font(handle: Any, index: int, text_object: Any, rotation: int) -> Font:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(handle, index, name, 128, flags)
    text = name.raw[: max(0, min(length, 128) - 1)].decode("utf-8", "replace").lower()
    heavy = any(word in text for word in ("bold", "black", "heavy", "semibd", "demi"))
    weight = pdfium.FPDFText_GetFontWeight(handle, index)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, index, matrix)
    direction = math.degrees(math.atan2(matrix.b, matrix.a))
    return Font(
        bold=heavy or weight >= 600,
        size=pdfium.FPDFText_GetFontSize(handle, index) * (math.hypot(matrix.c, matrix.d) or 1.0),
        angle=(round(direction / 90) * 90 - rotation) % 360,
        invisible=pdfium.FPDFTextObj_GetTextRenderMode(text_object) == INVISIBLE,
    )


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Some programs print a letter twice, a hair's breadth apart, to make it look bold."""
    if not _may_have_doubles(glyphs):
        return glyphs
    kept: list[Glyph] = []
    seen: set[tuple[str | float, ...]] = set()
    last_place = None
    for glyph in glyphs:
        char, x0, base = glyph.char, glyph.x0, glyph.base
        place = x0, glyph.x1, base
        # The letters of a ligature (ffi) share one place; they are not doubles of each other.
        if char not in {" ", "\n"} and place != last_place:
            column, row = x0 / DOUBLE + 0.5, base / SHADOW + 0.5
            # Two overlapping grids, so that no pair of near neighbours falls on a border of both.
            here = char, column // 1, row // 1
            beside = char, (column + 0.5) // 1, (row + 0.5) // 1, ""
            if here in seen or beside in seen:
                continue
            seen.add(here)
            seen.add(beside)
        last_place = place
        kept.append(glyph)
    return kept


def _may_have_doubles(glyphs: list[Glyph]) -> bool:
    """Whether any letter stands twice in one square of either grid: most pages have none, and need no closer look."""
    import numpy as np

    letters = [glyph for glyph in glyphs if glyph.char not in BLANK]
    if not letters:
        return False
    code = np.array([ord(glyph.char) for glyph in letters], dtype=np.int64)
    column = np.array([glyph.x0 for glyph in letters]) / DOUBLE + 0.5
    row = np.array([glyph.base for glyph in letters]) / SHADOW + 0.5
    for shift in (0.0, 0.5):
        squares = (np.floor(column + shift).astype(np.int64) << 20) + np.floor(row + shift).astype(np.int64)
        keys = np.sort((squares << 21) + code)
        if bool((keys[1:] == keys[:-1]).any()):
            return True
    return False
