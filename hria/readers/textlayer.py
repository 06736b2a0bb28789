"""What the text layer of a PDF page is worth: whether its characters are what a reader sees on the page."""

from __future__ import annotations

import unicodedata

from hria.document import TextLayer
from hria.readers.pdf_glyphs import PageGlyphs

# Above this share of characters without a usable Unicode value, a page's text is not what a reader sees.
GARBLED = 0.2
# Fonts with a wrong map print one letter for another ("7KLV LV"): fewer vowels than any language written in Latin
# letters has. Some fonts without a map are read rightly all the same; then the vowels are as many as usual.
FEWEST_VOWELS = 0.25
USUAL_VOWELS = 0.28
VOWELS = frozenset("aeiouy")
ENOUGH_LETTERS = 100


def text_layer(printed: PageGlyphs) -> TextLayer:
    """The worth of a page's text: "none", "garbled", "ocr" (printed invisibly over a picture) or "text"."""
    letters = [glyph for glyph in printed.glyphs if not glyph.char.isspace()]
    if not letters:
        return "none"
    vowels = _vowels([glyph.char for glyph in letters])
    strange = sum(glyph.char == "\ufffd" or "\ue000" <= glyph.char <= "\uf8ff" for glyph in letters)
    is_read_rightly = vowels is not None and vowels >= USUAL_VOWELS
    unmapped = 0 if is_read_rightly else printed.unmapped
    if strange + unmapped > GARBLED * len(letters) or (vowels is not None and vowels < FEWEST_VOWELS):
        return "garbled"
    invisible = sum(glyph.font.invisible for glyph in letters)
    return "ocr" if invisible > 0.9 * len(letters) else "text"


def _vowels(characters: list[str]) -> float | None:
    """The share of vowels among the Latin letters; None where those are too few, or few beside other characters."""
    plain = [unicodedata.normalize("NFD", char)[0].lower() for char in characters]
    latin = [char for char in plain if "a" <= char <= "z"]
    if len(latin) < ENOUGH_LETTERS or len(latin) < 0.5 * len(plain):
        return None
    return sum(char in VOWELS for char in latin) / len(latin)
