"""Draws a made-up report as PDF, DOCX or XLSX. A layout takes a report and a style and gives bytes."""

from __future__ import annotations

import html
import io
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.audits.made_up import MadeUpFinding, MadeUpReport
from tests.audits.wording import Style

Layout = Callable[[MadeUpReport, Style], bytes]

# How much wider than others a column is.
WIDE = {
    "description": 3.4,
    "corrective_action": 2.6,
    "evidence_seen": 2.2,
    "root_cause": 2.0,
    "class": 1.2,
    "due": 1.2,
    "closed": 1.2,
    "number": 1.5,
    "responsible": 1.4,
    "status": 1.2,
}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {size}; margin: 16mm 14mm;
  @bottom-center {{ content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif }}
  @top-left {{ content: "{running}"; font: 8pt sans-serif; color: #777 }} }}
body {{ font: {font}; }} h1 {{ font-size: 17pt; margin: 0 0 4mm }} h2 {{ font-size: 12pt; margin: 5mm 0 2mm }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ vertical-align: top; text-align: left; padding: 1mm 1.5mm }}
.facts {{ width: 130mm; margin-bottom: 4mm }} .facts td:first-child {{ font-weight: bold; width: 45mm }}
{css}</style></head><body><h1>{title}</h1>{facts}{summary}{body}</body></html>"""


def ruled(report: MadeUpReport, style: Style) -> bytes:
    """One table with rules around every cell, landscape, its head on each page; rows break over pages."""
    css = ".f { font-size: 7.6pt } .f td, .f th { border: 0.6pt solid #444 } .f th { background: #dde }"
    return _pdf(report, style, css, _table(report, style), "A4 landscape")


def plain(report: MadeUpReport, style: Style) -> bytes:
    """One table without a single rule, landscape; cells wrap and rows break over pages."""
    css = ".f { font-size: 7.6pt } .f td, .f th { padding: 1.2mm 3mm 1.2mm 0 } .f td { padding-bottom: 3mm }"
    return _pdf(report, style, css, _table(report, style), "A4 landscape", font="9pt 'Liberation Serif'")


def striped(report: MadeUpReport, style: Style) -> bytes:
    """A table with a rule under each row only, portrait."""
    css = ".f { font-size: 6.6pt } .f th { border-bottom: 1pt solid #000 } .f td { border-bottom: 0.4pt solid #999 }"
    return _pdf(report, style, css, _table(report, style), "A4")


def cards(report: MadeUpReport, style: Style) -> bytes:
    """A small table of labels and values for each finding, portrait."""
    css = ".c { margin: 0 0 5mm; font-size: 8.5pt } .c td { border: 0.5pt solid #888 }"
    css += " .c td:first-child { width: 42mm; background: #eee; font-weight: bold }"
    names = style.columns(report)
    body = "<h2>Findings in detail</h2>"
    for finding in report.findings:
        rows = "".join(
            f"<tr><td>{html.escape(label)}</td><td>{html.escape(style.value(finding, name))}</td></tr>"
            for name, label in names.items()
        )
        body += f'<table class="c">{rows}</table>'
    return _pdf(report, style, css, body, "A4")


def prose(report: MadeUpReport, style: Style) -> bytes:
    """A heading for each finding, and paragraphs that begin with a bold label, portrait."""
    names = style.columns(report)
    body = "<h2>Findings</h2>"
    for finding in report.findings:
        body += f"<h3>{html.escape(names['number'].rstrip('#. '))} {finding.number}: {html.escape(finding.area)}</h3>"
        for name, label in names.items():
            value = style.value(finding, name)
            if name != "number" and value:
                body += f"<p><b>{html.escape(label)}:</b> {html.escape(value)}</p>"
    css = "h3 { font-size: 10.5pt; margin: 4mm 0 1mm } p { margin: 0 0 1mm; font-size: 9.5pt }"
    return _pdf(report, style, css, body, "A4", font="9.5pt 'Liberation Sans'")


def word(report: MadeUpReport, style: Style) -> bytes:
    """A Word file with the facts and the findings as tables, landscape."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.add_heading(style.title(report), 0)
    facts = style.facts(report)
    table = document.add_table(rows=len(facts), cols=2)
    for row, pair in zip(table.rows, facts, strict=True):
        for cell, text in zip(row.cells, pair, strict=True):
            cell.text = text
    document.add_heading("Findings", 1)
    names = style.columns(report)
    grid = document.add_table(rows=1, cols=len(names))
    grid.style = "Table Grid"
    for cell, label in zip(grid.rows[0].cells, names.values(), strict=True):
        cell.text = label
    for finding in report.findings:
        for cell, name in zip(grid.add_row().cells, names, strict=True):
            cell.text = style.value(finding, name)
    total = sum(WIDE.get(name, 1) for name in names)
    grid.autofit = False
    section.left_margin = section.right_margin = Mm(12)
    for column, name in zip(grid.columns, names, strict=True):
        column.width = Mm(273 * WIDE.get(name, 1) / total)
    for row in grid.rows:
        for cell, name in zip(row.cells, names, strict=True):
            cell.width = Mm(273 * WIDE.get(name, 1) / total)
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(7)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def office(report: MadeUpReport, style: Style) -> bytes:
    """The Word file as LibreOffice prints it."""
    return _printed(word(report, style), "docx")


def sheet(report: MadeUpReport, style: Style) -> bytes:
    """A workbook: title rows and facts above the head of the table, all in one sheet; the title is a merged cell."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment

    book = Workbook()
    page = book.active
    page.title = "CAP"
    names = style.columns(report)
    page.append([style.title(report)])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(names))
    page.append([])
    for label, value in style.facts(report):
        page.append([label, None, value])
    page.append([])
    page.append(list(names.values()))
    for finding in report.findings:
        row: list[object] = []
        for name in names:
            value: object = style.value(finding, name)
            if name in ("due", "closed"):
                value = getattr(finding, name)
            row.append(value if value != "" else None)
        page.append(row)
    for row_cells in page.iter_rows():
        for cell in row_cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, name in zip("ABCDEFGHIJKLM", names, strict=False):
        page.column_dimensions[letter].width = 12 * WIDE.get(name, 1)
    for row_cells in page.iter_rows(min_row=2):
        # A program that writes workbooks does not know how high wrapped text stands.
        lines = [
            len(str(cell.value or "")) // int(10 * WIDE.get(name, 1))
            for cell, name in zip(row_cells, names, strict=False)
        ]
        page.row_dimensions[row_cells[0].row].height = 14 * (1 + max(lines, default=0))
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calc(report: MadeUpReport, style: Style) -> bytes:
    """The workbook as LibreOffice prints it: no rules, cells wrapped."""
    return _printed(sheet(report, style), "xlsx")


def centred(report: MadeUpReport, style: Style) -> bytes:
    """A ruled table whose heads are centred and whose short cells stand in the middle of their row."""
    css = (
        ".f { font-size: 7.2pt } .f td, .f th { border: 0.8pt solid #223; vertical-align: middle; }"
        " .f th { text-align: center; background: #123; color: #fff } tr { break-inside: avoid }"
    )
    return _pdf(report, style, css, _table(report, style), "A4 landscape", font="9pt 'Noto Sans'")


def grouped(report: MadeUpReport, style: Style) -> bytes:
    """A striped table in which a row across names the area of the findings below it, portrait."""
    names = style.columns(report)
    head = "".join(f"<th>{html.escape(label)}</th>" for label in names.values())
    rows = ""
    for area in dict.fromkeys(finding.area for finding in report.findings):
        rows += f'<tr class="g"><td colspan="{len(names)}">{html.escape(area)}</td></tr>'
        found = [finding for finding in report.findings if finding.area == area]
        rows += "".join(f"<tr>{_cells(finding, style, names)}</tr>" for finding in found)
    css = (
        ".f { font-size: 6.8pt } .f th { background: #eee } .f td { border-top: 0.4pt solid #aaa }"
        " .g td { font-weight: bold; background: #f4f4f4 }"
    )
    body = f"<h2>Action plan</h2><table class='f'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return _pdf(report, style, css, body, "A4 landscape")


def paired(report: MadeUpReport, style: Style) -> bytes:
    """Cards of four columns: two labels with their values beside each other, long texts across."""
    names = style.columns(report)
    short = [name for name in names if name not in WIDE or name in ("class", "due", "closed", "number", "status")]
    body = "<h2>Details</h2>"
    for finding in report.findings:
        cells = [(names[name], style.value(finding, name)) for name in short]
        rows = ""
        for left, right in zip(cells[::2], [*cells[1::2], ("", "")], strict=False):
            rows += "<tr>" + "".join(f"<th>{html.escape(a)}</th><td>{html.escape(b)}</td>" for a, b in (left, right))
            rows += "</tr>"
        for name in names:
            if name not in short:
                text = html.escape(style.value(finding, name))
                rows += f'<tr><th>{html.escape(names[name])}</th><td colspan="3">{text}</td></tr>'
        body += f'<table class="c">{rows}</table>'
    css = ".c { margin: 0 0 5mm; font-size: 8.4pt } .c td, .c th { border: 0.4pt solid #666; width: 25% } "
    return _pdf(report, style, css, body, "A4")


def stacked(report: MadeUpReport, style: Style) -> bytes:
    """A Word file: a heading for each finding, then each label on a line of its own above its value."""
    from docx import Document

    document = Document()
    document.add_heading(style.title(report), 0)
    for label, value in style.facts(report):
        document.add_paragraph(f"{label}: {value}")
    names = style.columns(report)
    for finding in report.findings:
        document.add_heading(f"Finding {finding.number}", 2)
        for name, label in names.items():
            value = style.value(finding, name)
            if name != "number" and value:
                document.add_paragraph().add_run(label).bold = True
                document.add_paragraph(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


LAYOUTS: dict[str, tuple[Layout, str]] = {
    "ruled": (ruled, "pdf"), "plain": (plain, "pdf"), "striped": (striped, "pdf"), "cards": (cards, "pdf"),
    "prose": (prose, "pdf"), "word": (word, "docx"), "office": (office, "pdf"), "sheet": (sheet, "xlsx"),
    "calc": (calc, "pdf"), "centred": (centred, "pdf"), "grouped": (grouped, "pdf"), "paired": (paired, "pdf"),
    "stacked": (stacked, "docx"),
}  # fmt: skip


def _pdf(
    report: MadeUpReport, style: Style, css: str, body: str, size: str, font: str = "9pt 'Liberation Sans'"
) -> bytes:
    from weasyprint import HTML

    title = style.title(report)
    rows = "".join(f"<tr><td>{html.escape(a)}</td><td>{html.escape(b)}</td></tr>" for a, b in style.facts(report))
    page = PAGE.format(
        title=html.escape(title), size=size, running=html.escape(f"{report.site}"), font=font, css=css,
        facts=f'<table class="facts">{rows}</table>', summary=_summary(report), body=body,
    )  # fmt: skip
    return HTML(string=page).write_pdf()


def _summary(report: MadeUpReport) -> str:
    """A table that counts findings by area and class: it must not be read as findings."""
    classes = list(dict.fromkeys(f.class_printed for f in report.findings))
    areas = list(dict.fromkeys(f.area for f in report.findings))
    head = "".join(f"<th>{html.escape(name)}</th>" for name in ("Area", *classes, "Total"))
    body = ""
    for area in areas:
        found = [f for f in report.findings if f.area == area]
        counts = [sum(f.class_printed == name for f in found) for name in classes]
        body += "<tr>" + "".join(f"<td>{html.escape(str(v))}</td>" for v in (area, *counts, len(found))) + "</tr>"
    return f"<h2>Summary of findings</h2><table class='s'><tr>{head}</tr>{body}</table>"


def _table(report: MadeUpReport, style: Style) -> str:
    names = style.columns(report)
    total = sum(WIDE.get(name, 1) for name in names)
    cols = "".join(f'<col style="width:{100 * WIDE.get(name, 1) / total:.1f}%">' for name in names)
    head = "".join(f"<th>{html.escape(label)}</th>" for label in names.values())
    rows = "".join(f"<tr>{_cells(finding, style, names)}</tr>" for finding in report.findings)
    table = f"<colgroup>{cols}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f"<h2>Corrective action plan</h2><table class='f'>{table}</table>"


def _cells(finding: MadeUpFinding, style: Style, names: dict[str, str]) -> str:
    return "".join(f"<td>{html.escape(style.value(finding, name))}</td>" for name in names)


def _printed(data: bytes, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"report.{suffix}"
        source.write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return source.with_suffix(".pdf").read_bytes()
