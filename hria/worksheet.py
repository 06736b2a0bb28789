"""What all workbooks of hria have in common: no cell of them can start a formula, and two runs give the same bytes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Any

# With these a spreadsheet program takes the text for a formula, or for a command of another program.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A cell holds no more letters than this.
LONGEST_CELL = 32_000
# Two runs give the same bytes: the time in a workbook is always this one.
STAMP = datetime.datetime(2000, 1, 1)


def harmless(text: str) -> str:
    """The text as a cell may hold it: an apostrophe stands before what a spreadsheet would calculate."""
    text = CONTROL.sub("", text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_written(text: str) -> str:
    """The text of a cell without the apostrophe that `harmless` set before it."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(FORMULA) else text


def workbook_bytes(book: Any) -> bytes:
    """The bytes of a workbook, with the same time on every part."""
    book.properties.created = book.properties.modified = STAMP
    out = io.BytesIO()
    book.save(out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return again.getvalue()
