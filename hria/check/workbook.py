"""A comparison as a workbook. No cell of it can start a formula: statements are written by others."""

from __future__ import annotations

from typing import Any

from hria.check.checked import VERDICT_RULES, VERDICT_WORDS
from hria.check.comparison import Comparison
from hria.worksheet import harmless, workbook_bytes

FILLS = {
    "met": "D5E8D4",
    "partly": "FFF2CC",
    "planned_only": "FCE5CD",
    "contradicted": "F4CCCC",
    "silent": "F8CECC",
}
WIDTHS = (22, 28, 40, 9)
COLUMN = 26


def to_workbook(comparison: Comparison) -> bytes:
    """The comparison as XLSX: a sheet with the table, and one that says how verdicts are reached."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book: Any = Workbook()
    sheet = book.active
    sheet.title = "Comparison"
    sheet.append([harmless(text) for text in ("Group", "Reference", "Requirement", "Force", *comparison.columns)])
    for row in comparison.rows:
        texts = [f"{cell.text} ({cell.note})" if cell.note else cell.text for cell in row.cells]
        sheet.append([harmless(text) for text in (row.group, row.ref, row.title, row.force, *texts)])
        for place, cell in enumerate(row.cells):
            if fill := FILLS.get(cell.verdict):
                sheet.cell(sheet.max_row, place + 5).fill = PatternFill("solid", fgColor=fill)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
    for number in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[number - 1] if number <= 4 else COLUMN
    sheet.freeze_panes = "E2"
    rules = book.create_sheet("How to read it")
    for verdict, rule in VERDICT_RULES.items():
        rules.append([VERDICT_WORDS[verdict], harmless(rule)])
    rules.append(["", "Verdicts tell how specifically a statement speaks. They say nothing on whether a law is kept."])
    rules.column_dimensions["B"].width = 110
    return workbook_bytes(book)
