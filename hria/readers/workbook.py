"""XLSX workbooks: the values that their cells show, sheet by sheet.

Formulas are not run: the value that the program which wrote the file last computed is taken. Nothing that the
file points to is fetched, no macro is run, and what a workbook may unpack to is bounded.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hria.document import Cell
from hria.errors import LimitExceeded, PasswordNeeded, Unreadable
from hria.readers.parts import Part, transcribe
from hria.readers.transcript import Transcript
from hria.readers.zipped import OLE_HEADER, open_archive

MOST_CELLS = 1_500_000
MOST_ROWS = 250_000
MOST_LETTERS = 20_000_000
# Rows and columns without a value are scanned up to here, then the sheet is over.
MOST_EMPTY_ROWS = 1_000
WIDEST_ROW = 2_000
# A cell with more letters than this is no cell.
LONGEST_CELL = 32_767
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MOST_MERGED = 20_000


class Sheet(NamedTuple):
    """A sheet: its name, and the text of each cell by rows; `first` is the row (from 1) of the first of them.

    `is_merged` names the cells (row and column from 0) whose value stands in the first cell of a merged range
    above them and is repeated here.
    """

    name: str
    rows: list[list[str]]
    is_merged: frozenset[tuple[int, int]] = frozenset()


def read_workbook(data: bytes) -> Transcript:
    """The transcript of a workbook: each sheet is a page and a table. Raises Unreadable or LimitExceeded."""
    sheets = read_sheets(data)
    return transcribe(_parts(sheets), metadata=_metadata(data), notes=_notes(data, sheets))


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of a workbook that show anything. Raises PasswordNeeded, Unreadable or LimitExceeded."""
    archive = _checked(data)
    import openpyxl

    try:
        book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = []
        left = MOST_CELLS
        for sheet in shown:
            rows = _rows(sheet, left)
            left -= sum(len(row) for row in rows)
            sheets.append(_with_merged(Sheet(sheet.title, rows), _merged(archive, sheet)))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError) as error:
        reason = str(error).strip("'\"").splitlines()[0][:120] if str(error) else type(error).__name__
        raise Unreadable(f"the workbook cannot be read ({reason})", "open it and save it again as .xlsx") from None
    except zipfile.BadZipFile:
        raise Unreadable("the workbook is damaged", "ask for a new copy of the file") from None
    return [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]


def _checked(data: bytes) -> zipfile.ZipFile:
    if data.startswith(OLE_HEADER) and "EncryptedPackage".encode("utf-16-le") not in data:
        raise Unreadable("it is in an old Office format (.xls)", "save it as .xlsx or .csv")
    try:
        archive = open_archive(data)
    except PasswordNeeded:
        raise PasswordNeeded("it is encrypted", "open it and save it without a password") from None
    for entry in archive.infolist():
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as part:
                beginning = part.read(4096)
            # Workbooks never declare a document type; those that do mean harm.
            if b"<!DOCTYPE" in beginning or b"<!ENTITY" in beginning or b"<\x00!\x00D\x00O" in beginning:
                raise Unreadable(
                    f"{entry.filename} in it declares entities, which workbooks never do", "do not open it"
                )
    return archive


def _rows(sheet: Any, left: int) -> list[list[str]]:
    """The rows of a sheet as text, without the empty ones at its end."""
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    empty = cells = letters = 0
    for values in sheet.iter_rows(values_only=True):
        row = [shown(value) for value in values[:WIDEST_ROW]]
        while row and not row[-1]:
            row.pop()
        empty = 0 if row else empty + 1
        if empty > MOST_EMPTY_ROWS:
            break
        cells += len(row)
        letters += sum(map(len, row))
        if letters > MOST_LETTERS:
            raise LimitExceeded(f"a sheet of it holds more than {MOST_LETTERS:,} letters", "split it")
        if cells > left or len(rows) - empty > MOST_ROWS:
            raise LimitExceeded(
                f"it has more than {MOST_CELLS:,} cells or {MOST_ROWS:,} rows", "split it, or save the sheet as CSV"
            )
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def shown(value: object) -> str:
    """The text of a cell: dates in ISO form, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time(0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    return str(value).strip()[:LONGEST_CELL]


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[tuple[int, int, int, int]]:
    """The merged ranges of a sheet: first row and column, last row and column, from 0."""
    path = getattr(sheet, "_worksheet_path", "").lstrip("/")
    if path not in archive.namelist() or archive.getinfo(path).file_size > 100_000_000:
        return []
    ranges = []
    for match in MERGED.finditer(archive.read(path)):
        left, top, right, bottom = (part.decode() for part in match.groups())
        ranges.append((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))
        if len(ranges) >= MOST_MERGED:
            break
    return ranges


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _with_merged(sheet: Sheet, ranges: Iterable[tuple[int, int, int, int]]) -> Sheet:
    """The value of a range that is merged downwards stands in each of its rows; across it stands once."""
    repeated: set[tuple[int, int]] = set()
    for top, left, bottom, _right in ranges:
        if top >= len(sheet.rows) or left >= len(sheet.rows[top]) or not sheet.rows[top][left]:
            continue
        for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
            cells = sheet.rows[row]
            cells.extend([""] * (left + 1 - len(cells)))
            if not cells[left]:
                cells[left] = sheet.rows[top][left]
                repeated.add((row, left))
    return Sheet(sheet.name, sheet.rows, frozenset(repeated))


def _parts(sheets: Iterable[Sheet]) -> Iterator[Part]:
    for number, sheet in enumerate(sheets):
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if text:
                    yield Part("table_cell", text, number + 1, 0, Cell(number, row, column))


def _metadata(data: bytes) -> dict[str, str]:
    """Title and day of making, as the file says."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            core = archive.read("docProps/core.xml")[:20_000].decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile):
        return {}
    title = re.search(r"<dc:title>([^<]{1,300})</dc:title>", core)
    made = re.search(r"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)", core)
    found = {"title": title.group(1) if title else "", "made": made.group(1) if made else ""}
    return {key: value for key, value in found.items() if value}


def _notes(data: bytes, sheets: list[Sheet]) -> Iterator[str]:
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        yield "it holds macros, which were not run"
    if any("externalLinks/" in name for name in names):
        yield "it points to other workbooks, which were not opened"
    if len(sheets) > 1:
        yield f"{len(sheets)} sheets: {', '.join(sheet.name for sheet in sheets)[:200]}"
