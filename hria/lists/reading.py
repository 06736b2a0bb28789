"""From a document that is a list to one finding for each of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from hria.audited import DateReadings
from hria.document import Document
from hria.listed import CaseStatus, Enforcement, Facility, Grievance
from hria.lists.columns import LIST_KINDS, Layout, ListKind, country_of, kinds, recognise
from hria.lists.printed import printed_rows
from hria.printed_day import DateOrder, Day, day_of, order_of
from hria.resources import read_toml

Attributes = Facility | Grievance | Enforcement
KIND_OF_FINDING: dict[ListKind, str] = {"suppliers": "facility", "grievances": "grievance", "records": "enforcement"}


class Row(NamedTuple):
    """A row of a list: its number (from 1), column -> text, and where it stands in the document."""

    number: int
    cells: dict[int, str]
    start: int
    end: int


class ListedRow(NamedTuple):
    """A row that could be read."""

    attributes: Attributes
    start: int
    end: int


class Listed(NamedTuple):
    """A list as it was read. `unread` are the numbers of rows (from 1) that could not be, each with the reason."""

    layout: Layout | None
    rows: tuple[ListedRow, ...]
    unread: tuple[tuple[int, str], ...]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nothing: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    status: dict[CaseStatus, tuple[str, ...]]


@cache
def _words() -> _Words:
    return read_toml(Path(__file__).with_name("words.toml"), _Words)


def read_list(document: Document) -> Listed:
    """The rows of a list, in its order, with those that could not be read."""
    kind = document.kind if document.kind in LIST_KINDS else None
    read: list[ListedRow] = []
    unread: list[tuple[int, str]] = []
    first: Layout | None = None
    for rows in tables_of(document):
        layout = recognise([row.cells for row in rows], kind, dict(document.columns))
        if layout is None:
            continue
        first = first or layout
        maker = _Maker(layout, order_of(text for row in rows for text in row.cells.values()))
        for row in rows[layout.head + 1 :]:
            made = maker.made(row)
            if isinstance(made, str):
                unread.append((row.number, made))
            elif made is not None:
                read.append(ListedRow(made, row.start, row.end))
    return Listed(first, tuple(read), tuple(unread))


def tables_of(document: Document) -> Iterator[list[Row]]:
    """The tables of a document as rows; on printed pages the columns are found anew, page by page."""
    if document.words:
        yield [Row(row.number, row.cells, row.start, row.end) for row in printed_rows(document)]
    else:
        yield from cells_by_row(document)


def cells_by_row(document: Document) -> Iterator[list[Row]]:
    """The tables of a document as its reader found them. A cell that was read in pieces is put together."""
    tables: dict[int, dict[int, list[Any]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for table in tables.values():
        yield [
            Row(
                number + 1,
                _texts(document, blocks),
                min(block.start for block in blocks),
                max(block.end for block in blocks),
            )
            for number, blocks in table.items()
        ]


def _texts(document: Document, blocks: Sequence[Any]) -> dict[int, str]:
    cells: dict[int, str] = {}
    for block in blocks:
        text = document.text[block.start : block.end]
        before = cells.get(block.cell.column)
        cells[block.cell.column] = f"{before}\n{text}" if before else text
    return cells


class _Maker:
    """Makes attributes of rows."""

    def __init__(self, layout: Layout, order: DateOrder | None) -> None:
        self._layout = layout
        self._order = order
        self._filled = kinds()[layout.kind].filled

    def made(self, row: Row) -> Attributes | str | None:
        """What a row says; why it cannot be read; None for a row that repeats the head or is a sum or a note."""
        cells = {field: row.cells.get(column, "").strip() for field, column in self._layout.fields.items()}
        if {column: row.cells.get(column, "") for column in self._layout.names} == self._layout.names:
            return None
        if not any(cells.get(field) for field in self._filled):
            text = next((text for text in row.cells.values() if text), "")
            return f"no {' or '.join(self._filled)} in it (“{text[:40]}”)"
        match self._layout.kind:
            case "suppliers":
                return _facility(row.number, cells)
            case "grievances":
                return self._grievance(row.number, cells)
            case _:
                return self._record(row.number, cells)

    def _grievance(self, number: int, cells: Mapping[str, str]) -> Grievance | str:
        received, resolved = (day_of(cells.get(name, ""), self._order) for name in ("received", "resolved"))
        if received is None and cells.get("received"):
            return f"“{cells['received'][:40]}” is no date"
        status_printed = _text(cells.get("status"))
        status = _status(status_printed)
        remedy = _text(cells.get("remedy"))
        has_column = "resolved" in self._layout.fields
        is_resolved = (resolved is not None and status in ("resolved", None)) if has_column else status == "resolved"
        admissible = _yes_or_no(cells.get("admissible", ""))
        if admissible is None and status == "rejected":
            admissible = False
        return Grievance(
            row=number,
            number=_text(cells.get("number")),
            received=received.day.isoformat() if received else None,
            channel=_text(cells.get("channel")),
            country=_country(cells.get("country")),
            site=_text(cells.get("site")),
            issue=_text(cells.get("issue")),
            status=status,
            status_printed=status_printed,
            is_admissible=admissible,
            is_resolved=is_resolved,
            resolved=resolved.day.isoformat() if resolved else None,
            is_remedied=remedy is not None,
            remedy=remedy,
            readings=tuple(_readings((("received", received), ("resolved", resolved)))),
        )

    def _record(self, number: int, cells: Mapping[str, str]) -> Enforcement:
        found = {name: day_of(cells.get(name, ""), self._order) for name in ("opened", "closed", "paid_on")}
        place = [text for name in ("city", "state", "country") if (text := _text(cells.get(name)))]
        return Enforcement(
            row=number,
            employer=cells["employer"],
            number=_text(cells.get("number")),
            place=", ".join(place) or None,
            category=_text(cells.get("category")),
            status_printed=_text(cells.get("status")),
            claimed=_amount(cells.get("claimed")),
            assessed=_amount(cells.get("assessed")),
            paid=_amount(cells.get("paid")),
            readings=tuple(_readings(tuple(found.items()))),
            **{name: day.day.isoformat() if day else None for name, day in found.items()},
        )


def _facility(number: int, cells: Mapping[str, str]) -> Facility:
    workers = _text(cells.get("workers"))
    count = re.fullmatch(r"\d{1,3}(?:[,. '\u00a0]\d{3})*|\d+", workers or "")
    country = _text(cells.get("country"))
    address = _text(cells.get("address"))
    return Facility(
        name=" ".join(cells["name"].split()),
        row=number,
        address=address,
        city=_text(cells.get("city")),
        country=_country(country) or _last_country(address),
        country_printed=country,
        parent=_text(cells.get("parent")),
        product=_text(cells.get("product")),
        tier=_text(cells.get("tier")),
        workers=int(re.sub(r"\D", "", workers)) if workers and count else None,
        workers_printed=workers,
        os_id=_text(cells.get("os_id")),
        latitude=_amount(cells.get("latitude")),
        longitude=_amount(cells.get("longitude")),
    )


def _last_country(address: str | None) -> str | None:
    """The country at the end of an address; None where it ends with none."""
    parts = re.split(r"[,;]", address or "")
    return country_of(parts[-1]) if len(parts) > 1 else None


def _country(text: str | None) -> str | None:
    return (country_of(text) or text) if text else None


def _text(text: str | None) -> str | None:
    plain = " ".join((text or "").split())
    return None if any(re.search(pattern, plain, re.I) for pattern in _words().nothing) else plain


def _status(printed: str | None) -> CaseStatus | None:
    for status, patterns in _words().status.items():
        if printed and any(re.search(pattern, printed, re.I) for pattern in patterns):
            return status
    return None


def _yes_or_no(text: str) -> bool | None:
    if any(re.search(pattern, text.strip(), re.I) for pattern in _words().yes):
        return True
    return False if any(re.search(pattern, text.strip(), re.I) for pattern in _words().no) else None


def _amount(text: str | None) -> float | None:
    match = re.search(r"-?\d[\d,' ]*(?:\.\d+)?", text or "")
    return float(re.sub(r"[,' ]", "", match.group())) if match else None


def _readings(dates: Sequence[tuple[str, Day | None]]) -> Iterator[DateReadings]:
    for field, day in dates:
        if day is not None and day.is_open:
            yield DateReadings(field, day.printed, tuple(reading.isoformat() for reading in day.readings))
