"""Findings as a workbook in which a person decides: a sheet for each kind, and one that explains.

What may be changed is unlocked and has drop-downs from the taxonomies. The last column, hidden, holds what each
cell was when the file was made, so that only what was changed since is taken back in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from hria.choices import Field, fields_in, typed
from hria.document import Summary
from hria.review import Reviewed
from hria.risk import RiskTaxonomy
from hria.worksheet import LONGEST_CELL, harmless, workbook_bytes

ID, DECISION, NOTE, EXPORTED = "finding", "decision", "note", "as exported"
# None of these is called like an attribute: columns are found by their names.
SHOWN = (ID, "document", "where", "heading", "passage", "sure", "state")
DECISIONS = {"accepted": "accept", "edited": "accept", "rejected": "reject"}
DIGITS = 8
NOTHING = "-"
WIDTHS = {ID: 18, "document": 28, "where": 8, "heading": 24, "passage": 70, "sure": 6, "state": 11, NOTE: 40}
WIDTH = 22
FILL, LOCKED_FILL = "FFFBE6", "F2F2F2"
VALUES = "Values"
EXPLAINED = "Read me"
LINES = (
    ("What this is", "Findings of {company} to be decided on: a sheet for each kind, a row for each finding."),
    ("What to fill in", "The yellow columns: a decision, corrected values, a note. Everything else is locked."),
    ("decision", "accept or reject. A corrected value accepts the finding. Rows without a change are left alone."),
    ("Values", "Cells with a drop-down take only what is in it. Lists take several values of theirs, with commas."),
    ("Empty", "An emptied cell means that the passage does not state it."),
    ("Dates", "As 2026-12-31."),
    ("Back", "hria review import FILE.xlsx --as NAME. What somebody else decided meanwhile is listed and kept."),
    ("Apostrophes", "One before =, +, - or @ keeps a spreadsheet from calculating a quote. It is no part of it."),
)  # fmt: skip


class SheetItem(NamedTuple):
    """A finding with what became of it, and the hash of the last decision on it ("-" without one)."""

    item: Reviewed
    base: str


def review_sheet(
    items: Iterable[SheetItem], documents: Mapping[str, Summary], taxonomy: RiskTaxonomy, company: str
) -> bytes:
    """The bytes of the workbook. No cell begins a formula, whatever the documents hold."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, NamedStyle, PatternFill, Protection

    book: Any = Workbook()
    top = Alignment(wrap_text=True, vertical="top")
    locked = NamedStyle("hria locked", alignment=top, fill=PatternFill("solid", fgColor=LOCKED_FILL))
    open_ = NamedStyle(
        "hria open", alignment=top, fill=PatternFill("solid", fgColor=FILL), protection=Protection(locked=False)
    )
    # Text, so that no program makes a date of "3-4" or cuts the noughts off "007".
    locked.number_format = open_.number_format = "@"
    book.add_named_style(locked)
    book.add_named_style(open_)
    _explain(book.active, company, taxonomy)
    by_kind: dict[str, list[SheetItem]] = {}
    for item in items:
        by_kind.setdefault(item.item.finding.kind, []).append(item)
    lists = _Lists(book)
    for kind in sorted(by_kind):
        sheet = book.create_sheet(kind)
        _fill(sheet, by_kind[kind], documents, fields_in(kind, taxonomy), lists)
    lists.finish()
    return workbook_bytes(book)


def _explain(sheet: Any, company: str, taxonomy: RiskTaxonomy) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = EXPLAINED
    for name, line in LINES:
        sheet.append([name, line.format(company=harmless(company))])
    sheet.append([])
    sheet.append(["Categories", f"of the taxonomy “{harmless(taxonomy.title)}”"])
    for category in taxonomy.category:
        sheet.append([harmless(category.id), harmless(f"{category.name}: {category.description}")])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 110
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.column == 1)
    sheet.protection.sheet = True


class _Lists:
    """The values of drop-downs, each list once in a column of a hidden sheet."""

    def __init__(self, book: Any) -> None:
        self._sheet = book.create_sheet(VALUES)
        self._places: dict[tuple[str, ...], str] = {}

    def place(self, values: tuple[str, ...]) -> str:
        """Where a list stands, as a formula of a drop-down names it."""
        from openpyxl.utils import get_column_letter

        if values not in self._places:
            column = len(self._places) + 1
            for number, value in enumerate(values, start=1):
                self._sheet.cell(number, column, harmless(value))
            letter = get_column_letter(column)
            self._places[values] = f"'{VALUES}'!${letter}$1:${letter}${len(values)}"
        return self._places[values]

    def finish(self) -> None:
        """Hides the lists from those who fill in."""
        self._sheet.sheet_state = "hidden"
        self._sheet.protection.sheet = True


def _fill(
    sheet: Any, items: Sequence[SheetItem], documents: Mapping[str, Summary], fields: Sequence[Field], lists: _Lists
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    opened = (DECISION, *(field.name for field in fields), NOTE)
    # Its head names the columns that its marks are of, in their order: columns may be moved.
    names = (*SHOWN, *opened, f"{EXPORTED}: {' '.join(opened)}")
    sheet.append(names)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    is_open = [name in opened for name in names]
    for row, item in enumerate(items, start=2):
        for column, text in enumerate(row_of(item, documents, fields), start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"
            cell.style = "hria open" if is_open[column - 1] else "hria locked"
    for number, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, WIDTH)
    sheet.column_dimensions[get_column_letter(len(names))].hidden = True
    sheet.freeze_panes = "B2"
    last = len(items) + 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names) - 1)}{last}"
    _offer(sheet, names, fields, lists, last)
    sheet.protection.sheet = True
    # False: allowed. Who reviews may filter, sort and widen, but not touch ids.
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows"):
        setattr(sheet.protection, allowed, False)


def _offer(sheet: Any, names: Sequence[str], fields: Sequence[Field], lists: _Lists, last: int) -> None:
    """The drop-downs: strict where one value is taken, as an offer where a list is."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    offers: list[tuple[str, tuple[str, ...], bool]] = [(DECISION, ("accept", "reject"), True)]
    offers += [(field.name, field.values, field.shape != "list") for field in fields if field.values]
    for name, values, is_strict in offers:
        letter = get_column_letter(names.index(name) + 1)
        rule = DataValidation("list", formula1=lists.place(values), allow_blank=True, showErrorMessage=is_strict)
        rule.error = f"One of the values of {name}."
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)


def row_of(item: SheetItem, documents: Mapping[str, Summary], fields: Sequence[Field]) -> list[str]:
    """The texts of a row, the last of which says what each cell that may be changed was."""
    finding, state = item.item.finding, item.item.state
    evidence = finding.evidence
    document = documents[evidence.document_id]
    place = f"p. {evidence.page}" if document.format == "pdf" or document.pages > 1 else f"para. {evidence.paragraph}"
    shown = (
        finding.id, document.title, place, evidence.heading or "", evidence.quote, f"{finding.confidence:.2f}", state,
    )  # fmt: skip
    values = msgspec.to_builtins(finding.attributes)
    opened = {DECISION: DECISIONS.get(state, "")}
    opened |= {field.name: typed(values[field.name]) for field in fields}
    opened[NOTE] = item.item.note or ""
    texts = {name: harmless(text)[:LONGEST_CELL] for name, text in opened.items()}
    marks = " ".join(map(digest, texts.values()))
    return [*(harmless(text)[:LONGEST_CELL] for text in shown), *texts.values(), f"{item.base} {marks}"]


def digest(text: str) -> str:
    """What tells a changed cell from one that is as it was: how its spaces and lines run does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGITS]
