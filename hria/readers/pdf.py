"""PDF: text, words with boxes, and the order in which a person reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from hria.document import BlockKind, Box, Cell, Dropped, Page, TextLayer
from hria.errors import LimitExceeded, PasswordNeeded, Unreadable
from hria.readers.columns import Column, reading_order
from hria.readers.composing import Composer, Piece
from hria.readers.furniture import without_furniture
from hria.readers.hyphens import hyphenation
from hria.readers.joining import joined_across_breaks
from hria.readers.paragraphs import (
    PrintedBlock,
    body_size,
    footnote_marks,
    paragraphs,
    with_levels,
    without_mark,
)
from hria.readers.pdf_glyphs import Turn, read_glyphs
from hria.readers.printed import BULLETS, DASHES, Line, PrintedWord, stretches, words_of
from hria.readers.rules import read_rules
from hria.readers.tables import RuledTable, ruled_tables
from hria.readers.textlayer import text_layer
from hria.readers.transcript import Transcript
from hria.readers.unruled import Row

MOST_PAGES = 5000


# Reads the words of a pypdfium2 page, given its number, from the picture of it.
Recogniser = Callable[[Any, int], list[PrintedWord]]


def read_pdf(data: bytes, password: str | None = None, recognise: Recogniser | None = None) -> Transcript:
    """The transcript of a PDF. Pages without a usable text layer are read by `recognise`, where it is given.

    Raises PasswordNeeded, LimitExceeded, or Unreadable where pdfium finds no page to read.
    """
    import pypdfium2

    pdf = _open(data, password)
    try:
        if len(pdf) > MOST_PAGES:
            raise LimitExceeded(f"{len(pdf)} pages are more than the {MOST_PAGES} that one file may have", "split it")
        sheets = [_Sheet(pdf, index, recognise) for index in range(len(pdf))]
        if all(sheet.failed for sheet in sheets):
            raise Unreadable("no page of it can be read", "open it in a viewer and print it to a new PDF")
        metadata = _metadata(pdf)
        is_form = pdf.get_formtype() in (2, 3)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"pdfium cannot read it ({error})", "open it in a viewer and print it to a new PDF") from None
    finally:
        pdf.close()
    return _transcribed(sheets, metadata, is_form)


def _open(data: bytes, password: str | None) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason = "the password does not open it" if password else "it is encrypted"
            raise PasswordNeeded(reason, "give its password with --password") from None
        raise Unreadable(
            f"it is not a readable PDF ({error})", "open it in a viewer and save it again, or ask for a new copy"
        ) from None


def _metadata(pdf: Any) -> dict[str, str]:
    """What the file says of itself; `made` is the day on which it was made, as an ISO date."""
    try:
        stated = pdf.get_metadata_dict(skip_empty=True)
    except (ValueError, UnicodeDecodeError):
        return {}
    day = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", stated.get("CreationDate", ""))
    found = {
        "title": stated.get("Title", ""),
        "author": stated.get("Author", ""),
        "made": "-".join(day.groups()) if day else "",
    }
    return {key: value for key, value in found.items() if value}


class _Sheet:
    """One page as pdfium gives it: stretches of text by direction of writing, and ruled lines."""

    def __init__(self, pdf: Any, index: int, recognise: Recogniser | None) -> None:
        import pypdfium2

        self.number = index + 1
        self.failed = self.recognised = False
        self.width = self.height = 0.0
        self.angle = 0
        self.lines: list[Line] = []
        self.turned: list[Line] = []
        self.rules: list[Any] = []
        self.text_layer: TextLayer = "none"
        try:
            page = pdf[index]
            words = self._words(page, recognise)
            page.close()
        except (pypdfium2.PdfiumError, ValueError):
            self.failed = True
            return
        self.angle = _main_angle(words)
        self.lines = stretches([word for word in words if word.angle == self.angle])
        self.turned = stretches([word for word in words if word.angle != self.angle])

    def _words(self, page: Any, recognise: Recogniser | None) -> list[PrintedWord]:
        """The words of the page, from its text layer or else from its picture; notes what it is worth."""
        printed = read_glyphs(page)
        self.width, self.height = printed.width, printed.height
        self.text_layer = text_layer(printed)
        self.rules = read_rules(page)
        if self.text_layer not in ("none", "garbled"):
            return words_of(printed.glyphs, self.number)
        words = recognise(page, self.number) if recognise else []
        if words:
            self.text_layer, self.recognised = "ocr", True
        return words

    def reading_height(self) -> float:
        return self.width if self.lines and self.angle in (90, 270) else self.height


def _main_angle(words: list[PrintedWord]) -> int:
    weights: dict[int, int] = {}
    for word in words:
        weights[word.angle] = weights.get(word.angle, 0) + len(word.text)
    return max(weights, key=lambda angle: (weights[angle], -angle)) if weights else 0


def _transcribed(sheets: list[_Sheet], metadata: dict[str, str], is_form: bool) -> Transcript:
    kept, dropped = without_furniture([(sheet.lines, sheet.reading_height()) for sheet in sheets])
    for sheet, lines in zip(sheets, kept, strict=True):
        sheet.lines = lines
        dropped += [
            Dropped(sheet.number, "printed in another direction than the page", line.text) for line in sheet.turned
        ]
    body = body_size(kept)
    blocks = list(_blocks(sheets, body))
    running = with_levels(joined_across_breaks([b for b in blocks if b.kind != "footnote"]))
    composer = Composer(hyphenation([[word.text for word in line.words] for line in b.lines] for b in blocks))
    line_number = 0
    # Footnotes come last, so that they never stand in the middle of a sentence.
    for block in (*running, *(b for b in blocks if b.kind == "footnote")):
        pieces: list[Piece] = []
        for line in without_mark(block).lines:
            line_number += 1
            pieces += [_piece(word, line_number, sheets) for word in line.words]
        composer.add_pieces(block.kind, pieces, block.level, block.cell)
    return Transcript(
        text=composer.text,
        blocks=tuple(composer.blocks),
        words=tuple(composer.words),
        pages=tuple(Page(s.number, s.width, s.height, s.text_layer) for s in sheets),
        dropped=tuple(dropped),
        metadata=metadata,
        notes=tuple(_notes(sheets, is_form)),
    )


def _piece(word: PrintedWord, line_number: int, sheets: list[_Sheet]) -> Piece:
    sheet = sheets[word.page - 1]
    box = Box(word.x0, word.top, word.x1, word.bottom)
    shown = Turn(word.angle, sheet.width, sheet.height).shown(box)
    rounded = Box(round(shown.x0, 2), round(shown.top, 2), round(shown.x1, 2), round(shown.bottom, 2))
    return Piece(word.text, word.page, line_number, rounded)


def _blocks(sheets: list[_Sheet], body: float) -> Iterator[PrintedBlock]:
    """The blocks of all pages in the order of reading, tables in the place where they stand."""
    tables = 0
    for sheet in sheets:
        height = sheet.reading_height()
        marks = footnote_marks(sheet.lines)
        for part in _parts(sheet):
            if isinstance(part, Column):
                yield from paragraphs(part.lines, sheet.number, height, body, marks)
            else:
                yield from _table_blocks(part, tables, sheet.number, height, body)
                tables += 1


def _parts(sheet: _Sheet) -> Iterator[Column | list[Row]]:
    """Columns and tables of a page. A ruled table that nothing stands beside parts the page, so that what is
    above it is read before what is below it."""
    ruled, rest = ruled_tables(sheet.rules, sheet.lines) if sheet.angle == 0 else ([], sheet.lines)
    beside: list[RuledTable] = []
    for table in sorted(ruled, key=lambda table: table.box.top):
        if any(table.box.top < (line.top + line.bottom) / 2 < table.box.bottom for line in rest):
            beside.append(table)
            continue
        above = [line for line in rest if line.top < table.box.top]
        before = [other for other in beside if other.box.top < table.box.top]
        yield from _with_tables(reading_order(above), before)
        yield table.rows
        rest = [line for line in rest if line.top >= table.box.top]
        beside = [other for other in beside if other not in before]
    yield from _with_tables(reading_order(rest), beside)


def _with_tables(parts: list[Column | list[Row]], ruled: list[RuledTable]) -> Iterator[Column | list[Row]]:
    """Ruled tables put before the first line that stands below them."""
    waiting = sorted(ruled, key=lambda table: table.box.top)
    for part in parts:
        if not isinstance(part, Column):
            yield part
            continue
        lines: list[Line] = []
        for line in part.lines:
            while waiting and line.top > waiting[0].box.top and _beside(line, waiting[0]):
                if lines:
                    yield Column(tuple(lines))
                    lines = []
                yield waiting.pop(0).rows
            lines.append(line)
        if lines:
            yield Column(tuple(lines))
    for table in waiting:
        yield table.rows


def _beside(line: Line, table: RuledTable) -> bool:
    """Whether a line and a table share some of the page's width, so that above and below mean something."""
    return line.x0 < table.box.x1 and line.x1 > table.box.x0


def _table_blocks(rows: list[Row], table: int, page: int, height: float, body: float) -> Iterator[PrintedBlock]:
    for row_number, row in enumerate(rows):
        for column, lines in enumerate(row.cells):
            cell = Cell(table, row_number, column)
            blocks = paragraphs(lines, page, height, body)
            # One number or letter at the head of a cell is the name of its row; bullets and several make a list.
            is_list = len(blocks) > 1 or lines[0].words[0].text in BULLETS | DASHES
            for block in blocks:
                kind: BlockKind = "list_item" if is_list and block.kind == "list_item" else "table_cell"
                yield block._replace(kind=kind, cell=cell)


def _notes(sheets: list[_Sheet], is_form: bool) -> Iterator[str]:
    failed = [sheet.number for sheet in sheets if sheet.failed]
    empty = [sheet.number for sheet in sheets if not sheet.failed and sheet.text_layer == "none"]
    garbled = [sheet.number for sheet in sheets if sheet.text_layer == "garbled"]
    scanned = [sheet.number for sheet in sheets if sheet.text_layer == "ocr" and not sheet.recognised]
    recognised = [sheet.number for sheet in sheets if sheet.recognised]
    if failed:
        yield f"{page_list(failed)} cannot be read (damaged)"
    if empty:
        yield f"{page_list(empty)} without a text layer (a scan or a picture?)"
    if garbled:
        yield f"{page_list(garbled)} with a garbled text layer (fonts without a usable character map)"
    if scanned:
        yield f"{page_list(scanned)} with text recognised from a picture (OCR) by another program"
    if recognised:
        yield f"{page_list(recognised)} {'was' if len(recognised) == 1 else 'were'} read by OCR"
    if is_form:
        yield "an XFA form: what a viewer shows may not be in the pages"


def page_list(numbers: list[int]) -> str:
    """Page numbers as a person writes them: "page 4", "pages 1-3 and 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"page {listed}" if len(numbers) == 1 else f"pages {listed}"
