"""CSV and its kin: which sign parts the cells, in which encoding, and which rows cannot be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hria.document import Cell
from hria.errors import LimitExceeded, Unreadable
from hria.readers.parts import Part, transcribe
from hria.readers.transcript import Transcript

MOST_CELLS = 1_500_000
LONGEST_CELL = 200_000
DELIMITERS = (",", ";", "\t", "|")
# The delimiter is told by so many lines at the beginning.
LOOKED_AT = 60


class Delimited(NamedTuple):
    """Rows of text. `line` of each row is the line of the file on which it begins, from 1; `notes` say what was
    guessed: the delimiter where it is no comma, the encoding where it is not UTF-8."""

    rows: list[list[str]]
    lines: list[int]
    notes: tuple[str, ...]


def read_delimited(data: bytes) -> Transcript:
    """The transcript of a CSV file: one table. Raises Unreadable or LimitExceeded."""
    table = parse(data)
    return transcribe(_parts(table.rows), notes=table.notes)


def _parts(rows: Iterable[list[str]]) -> Iterator[Part]:
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text.strip():
                yield Part("table_cell", text, 1, 0, Cell(0, row, column))


def parse(data: bytes) -> Delimited:
    """The rows of a CSV file. Raises Unreadable where it is no text, LimitExceeded where it is too much."""
    text, encoding = decode(data)
    delimiter = delimiter_of(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            rows.append([cell.strip() for cell in row])
            lines.append(line)
            line = reader.line_num + 1
            cells += len(row)
            if cells > MOST_CELLS:
                raise LimitExceeded(f"it has more than {MOST_CELLS:,} cells", "split it")
    except csv.Error as error:
        raise Unreadable(f"line {line} of it cannot be read ({error})", "save it again as CSV") from None
    finally:
        csv.field_size_limit(before)
    while rows and not any(rows[-1]):
        rows.pop()
        lines.pop()
    notes = []
    if encoding != "utf-8":
        notes.append(f"read as {encoding}, since it is not UTF-8")
    if delimiter != ",":
        name = {";": "semicolons", "\t": "tabs", "|": "bars"}[delimiter]
        notes.append(f"its cells are parted by {name}")
    return Delimited(rows, lines, tuple(notes))


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8 or UTF-16 where it says so, else Windows-1252 or Latin-1.

    Raises Unreadable where it holds bytes that no text does.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\0", ""), encoding.removesuffix("-sig")
    if b"\0" in data[:4096]:
        raise Unreadable("it is no text (it holds zero bytes)", "save it as CSV")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def delimiter_of(text: str) -> str:
    """The sign that parts the cells: the one by which the first rows have most cells, and the same number."""
    sample = "\n".join(text.splitlines()[:LOOKED_AT])
    best, weight = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
        except csv.Error:
            continue
        counts = [len(row) for row in rows]
        usual = max(set(counts), key=lambda count: (counts.count(count), count)) if counts else 1
        if usual > 1 and (found := counts.count(usual) / len(counts) * min(usual, 8)) > weight:
            best, weight = delimiter, found
    return best
