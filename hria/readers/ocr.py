"""Text recognition (OCR) for pages without a usable text layer: scans, pictures, fonts without a character map.

RapidOCR runs the PP-OCR models that its wheel ships with, on this machine; nothing is downloaded. What it finds
goes the way of any other page: the same lines, columns, paragraphs and furniture.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from hria.errors import MissingExtra
from hria.readers.pdf import read_pdf
from hria.readers.printed import PrintedWord
from hria.readers.transcript import Transcript

DOTS_PER_INCH = 200
# Posters and damaged page sizes: no picture is larger than this on its longer side, in pixels.
LARGEST_PICTURE = 4500
# Below this confidence a line is not text that anybody can read.
LEGIBLE = 0.5
# Below this mean confidence, or where most lines stand upright, the page may lie on its side or head.
DOUBTFUL = 0.75
# Of a line's height, what its letters take up above the baseline, and the size of its print.
DESCENT = 0.22
SIZE = 0.8
# Lines whose heights are within these shares of the page's usual height are printed in one size.
SAME_SIZE = (0.72, 1.35)


def with_recognised_pages(transcript: Transcript, data: bytes, password: str | None = None) -> Transcript:
    """The transcript of the same PDF with the pages that have no usable text layer read by OCR.

    Such a page then has the text layer "ocr", and a note names it. Raises MissingExtra where there is such a
    page and no program to recognise it.
    """
    if all(page.text_layer not in ("none", "garbled") for page in transcript.pages):
        return transcript
    _engine()
    return read_pdf(data, password, recognised_words)


def recognised_words(page: Any, number: int) -> list[PrintedWord]:
    """The words of a pypdfium2 page as a person sees them, line by line; none where nothing is legible."""
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, LARGEST_PICTURE / max(width, height, 1.0))
    picture = page.render(scale=scale, may_draw_forms=False).to_numpy()[..., :3]
    lines, angle = _upright_lines(picture)
    usual = median([line.height for line in lines for _ in line.text]) if lines else 0.0
    return [word for line in lines for word in _printed(line, usual, scale, angle, number)]


class _ReadLine(NamedTuple):
    """A line that was recognised: its words with their boxes `(x0, top, x1, bottom)`, in pixels."""

    text: str
    confidence: float
    bottom: float
    height: float
    words: tuple[tuple[str, tuple[float, float, float, float]], ...]


def _upright_lines(picture: Any) -> tuple[list[_ReadLine], int]:
    """The lines of a picture and the direction of writing in it (see `pdf_glyphs.Turn`)."""
    best = _lines(picture), 0
    if best[0] and not _is_doubtful(best[0]):
        return best
    for angle, quarters in ((90, 3), (270, 1), (180, 2)):
        turned = _lines(_numpy().ascontiguousarray(_numpy().rot90(picture, quarters)))
        if _certainty(turned) > _certainty(best[0]):
            best = turned, angle
    return best


def _is_doubtful(lines: Sequence[_ReadLine]) -> bool:
    letters = sum(len(line.text) for line in lines)
    upright = sum(line.height > 1.5 * _width(line) for line in lines if len(line.text) > 2)
    return upright > 0.4 * len(lines) or _certainty(lines) < DOUBTFUL * letters


def _certainty(lines: Sequence[_ReadLine]) -> float:
    """How many letters were read, each counted as far as it is sure and stands in a line that lies flat."""
    return sum(line.confidence * len(line.text) for line in lines if line.height < 1.5 * _width(line))


def _width(line: _ReadLine) -> float:
    return max(box[2] for _, box in line.words) - min(box[0] for _, box in line.words)


def _lines(picture: Any) -> list[_ReadLine]:
    result, _ = _engine()(picture, use_cls=False, return_word_box=True, text_score=LEGIBLE)
    # A line is its outline, text, confidence, and the boxes of its characters with those characters.
    lines = [_read_line(line[0], line[1], float(line[2]), zip(line[4], line[3], strict=True)) for line in result or ()]
    return [line for line in lines if line is not None]


def _read_line(outline: Any, text: str, score: float, characters: Iterable[tuple[str, Any]]) -> _ReadLine | None:
    """A line out of what RapidOCR returns: its corners from the top left clockwise, and its characters with theirs."""
    boxed = tuple(_words(characters))
    if not boxed:
        return None
    left, right = outline[3], outline[2]
    height = ((outline[3][1] - outline[0][1]) + (outline[2][1] - outline[1][1])) / 2
    return _ReadLine(text, score, float(left[1] + right[1]) / 2, max(float(height), 1.0), boxed)


def _words(characters: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Characters joined to words at the spaces between them, without the dots that specks are taken for."""
    word, corners = "", []
    for char, box in [*characters, (" ", [])]:
        if char.strip(" ·"):
            word += char
            corners += box
        elif word:
            yield word, _box(corners)
            word, corners = "", []


def _box(corners: Any) -> tuple[float, float, float, float]:
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _printed(line: _ReadLine, usual: float, scale: float, angle: int, page: int) -> Iterator[PrintedWord]:
    """The words of a line in points. A scan may be askew, so a line has one baseline whatever its words say."""
    is_usual = SAME_SIZE[0] * usual < line.height < SAME_SIZE[1] * usual
    height = usual if is_usual else line.height
    for text, (x0, top, x1, bottom) in line.words:
        yield PrintedWord(
            text=text,
            x0=x0 / scale,
            top=top / scale,
            x1=x1 / scale,
            bottom=bottom / scale,
            base=(line.bottom - DESCENT * line.height) / scale,
            size=round(SIZE * height / scale, 1),
            bold=False,
            angle=angle,
            page=page,
        )


@cache
def _engine() -> Any:
    try:
        rapidocr = importlib.import_module("rapidocr_onnxruntime")
    except ImportError:
        raise MissingExtra(
            "pages without text need OCR, which is not installed", "run: pip install 'hria[ocr]'"
        ) from None
    return rapidocr.RapidOCR(use_cls=False)


def _numpy() -> Any:
    return importlib.import_module("numpy")
