"""Findings as tables: CSV, and XLSX with a sheet for each kind. No cell starts a formula, whatever documents hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from hria.choices import typed
from hria.document import Summary
from hria.finding import KINDS
from hria.framework import Framework
from hria.mapping import map_finding
from hria.review import Reviewed
from hria.worksheet import LONGEST_CELL, harmless, workbook_bytes

FIRST = (
    "id", "kind", "document", "document id", "path", "document kind", "published", "page", "paragraph", "start", "end",
    "heading", "passage",
)  # fmt: skip
LAST = ("speaks to", "found by", "words", "confidence", "state", "decided by", "note")


class Row(NamedTuple):
    """A finding with its document and what it speaks to."""

    item: Reviewed
    document: Summary
    criteria: tuple[str, ...]


def rows(items: Iterable[Reviewed], documents: Mapping[str, Summary], frameworks: tuple[Framework, ...]) -> list[Row]:
    """The findings with what they speak to, against or in plans marked as such."""
    found = []
    for item in items:
        mapped = map_finding(item.finding, frameworks)
        criteria = tuple(m.criterion_id + ("" if m.stance == "supports" else f" ({m.stance})") for m in mapped)
        found.append(Row(item, documents[item.finding.evidence.document_id], criteria))
    return found


def to_csv(found: Sequence[Row]) -> bytes:
    """One table of all findings; columns of attributes that a kind does not have are empty. UTF-8 with the mark that
    spreadsheets ask for."""
    names = [kind for kind in KINDS if any(row.item.finding.kind == kind for row in found)]
    columns = list(dict.fromkeys(name for kind in names for name in _attributes(found, kind)))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*FIRST, *map(_titled, columns), *LAST))
    for row in found:
        values = _typed(row)
        writer.writerow(harmless(text) for text in (*_first(row), *(values.get(c, "") for c in columns), *_last(row)))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def to_xlsx(found: Sequence[Row]) -> bytes:
    """A sheet for each kind, with the attributes of that kind."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book: Any = Workbook()
    book.remove(book.active)
    for kind in KINDS:
        of_kind = [row for row in found if row.item.finding.kind == kind]
        if not of_kind:
            continue
        sheet = book.create_sheet(kind)
        columns = _attributes(found, kind)
        sheet.append((*FIRST, *map(_titled, columns), *LAST))
        for number, row in enumerate(of_kind, start=2):
            values = _typed(row)
            texts = (*_first(row), *(values.get(c, "") for c in columns), *_last(row))
            for place, text in enumerate(texts, start=1):
                cell = sheet.cell(number, place, harmless(text)[:LONGEST_CELL])
                cell.data_type = "s"
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    if not book.worksheets:
        book.create_sheet("no findings")
    return workbook_bytes(book)


def _attributes(found: Sequence[Row], kind: str) -> list[str]:
    """The attributes of a kind that say something of one value or of a list of plain ones, in their order."""
    names: dict[str, None] = {}
    for row in found:
        if row.item.finding.kind == kind:
            names.update(dict.fromkeys(_typed(row)))
    return list(names)


def _titled(attribute: str) -> str:
    """The head of an attribute's column; no two columns of a table are called alike."""
    return f"attribute {attribute}" if attribute in (*FIRST, *LAST) else attribute


def _typed(row: Row) -> dict[str, str]:
    values = msgspec.to_builtins(row.item.finding.attributes)
    return {
        name: typed(value)
        for name, value in values.items()
        if not (isinstance(value, list) and value and isinstance(value[0], dict | list))
    }


def _first(row: Row) -> tuple[str, ...]:
    finding, document = row.item.finding, row.document
    place = finding.evidence
    published = document.published.isoformat() if document.published else ""
    return (
        finding.id, finding.kind, document.title, document.id, document.path, document.kind, published, str(place.page),
        str(place.paragraph), str(place.start), str(place.end), place.heading or "", place.quote,
    )  # fmt: skip


def _last(row: Row) -> tuple[str, ...]:
    finding, item = row.item.finding, row.item
    return (
        "; ".join(row.criteria), finding.rule, ", ".join(finding.cues), f"{finding.confidence:.2f}", item.state,
        item.reviewer or "", item.note or "",
    )  # fmt: skip
