"""Figures in the cells of tables: the headers of row and column say what they count and of when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from nlp.figure_values import period_of_document, period_values, values_of
from nlp.match import Match
from nlp.measures import Measure
from nlp.numerals import CURRENCIES, SCALES, Numeral, dollars_of, numerals
from nlp.periods import Calendar, Period, periods
from nlp.pipeline import Pipeline, Reading
from nlp.tables import Cell, Row, rows
from nlp.text import Source

FEWEST_PAGES = 4
LONGEST = 12
# A cell that says nothing but numbers; what says more is read as a sentence.
BARE = re.compile(
    r"[\W\d_]*(?:(?:million|billion|thousand|bn|mn|m|k|per cent|percent|US|USD|AUD|GBP|EUR|RM|x)[\W\d_]*)*", re.I
)
# A column that only numbers the rows.
ORDINAL = re.compile(r"(?:#|no\.?|nr\.?|item|row|rank|year|date|section|note|age)s?\.?|(?:page|ref)\w*\b.*", re.I)
NAMED = re.compile(
    r"\b(?:version|phone|telephone|fax|postcode|zip|abn|acn|ein|registration|registered|document)"
    r" ?(?:no|number|code)?\b",
    re.I,
)
UNIT_IN_HEADER = re.compile(
    r"\((?P<unit>%|[$£€]?\s?(?:US\$|A\$)?\s?(?:million|billion|thousand|000s?|m|bn|k)?|hours|days|tonnes|years)\)", re.I
)


def is_bare_cell(reading: Reading) -> bool:
    """Whether a sentence is a table cell that holds nothing but numbers."""
    return reading.sentence.kind == "table_cell" and BARE.fullmatch(reading.sentence.text) is not None


def figures_in_tables(
    pipeline: Pipeline, source: Source, known: Calendar, words: Mapping[str, Sequence[str]], own: frozenset[int]
) -> Iterator[Match]:
    """The metrics in the cells of the tables of a text that hold nothing but numbers; `own` are the offsets of
    the cells in which the company speaks."""
    dollar = dollars_of(source.text)
    found = rows(source)
    pages = _page_columns(found)
    for row in found:
        for cell in row.cells:
            if (
                not any(map(str.isdigit, cell.text))
                or not BARE.fullmatch(cell.text)
                or (row.table, cell.column) in pages
            ):
                continue
            label, head = _label(row, cell), _head(row, cell)
            if ORDINAL.fullmatch(head.strip()) or NAMED.search(f"{label} {head}") or not (label or head):
                continue
            for numeral in numerals(cell.text, words, dollar)[:2]:
                yield _match(pipeline, source, cell, numeral, (label, head), known, cell.start in own)


def _page_columns(found: list[Row]) -> set[tuple[int, int]]:
    """The columns (table, column) that hold rising whole numbers: the pages of a table of contents, or numbers
    of rows."""
    columns: dict[tuple[int, int], list[str]] = {}
    for row in found:
        for cell in row.cells:
            if any(map(str.isdigit, cell.text)) and BARE.fullmatch(cell.text):
                columns.setdefault((row.table, cell.column), []).append(cell.text)
    pages = set()
    for column, texts in columns.items():
        firsts = [re.match(r"\W*(\d{1,3})(?![\d,.%])", text) for text in texts]
        numbers = [int(match.group(1)) for match in firsts if match]
        if len(numbers) == len(texts) >= FEWEST_PAGES and numbers == sorted(numbers) and numbers[0] < numbers[-1]:
            pages.add(column)
    return pages


def _head(row: Row, cell: Cell) -> str:
    """The header of a cell's column; a header with many words is prose."""
    head = " ".join(row.head(cell).split())
    return head if len(head.split()) <= LONGEST and any(map(str.isalnum, head)) else ""


def _label(row: Row, cell: Cell) -> str:
    """What the row is about: its first cell with words, left of the cell."""
    left = [other.text for other in row.cells if other.start < cell.start and not BARE.fullmatch(other.text)]
    # A cell with a figure of its own is no header.
    named = [text for text in left if not re.search(r"(?<![A-Za-z])\d[\d,.]*[+%]?\s+[A-Za-z]", text)]
    return " ".join(named[0].split()) if named else ""


def _match(
    pipeline: Pipeline,
    source: Source,
    cell: Cell,
    numeral: Numeral,
    headers: tuple[str, str],
    known: Calendar,
    is_own: bool,
) -> Match:
    label, head = headers
    when: tuple[Period | None, str | None] = period_of_document(known)
    for text in (head, label):
        named = periods(text, known)
        if named:
            when = named[0], "heading"
            break
    numeral, unit = _with_unit_of_header(numeral, f"{label} {head}")
    measure = ", ".join(text for text in (label, head) if text)
    # The rows are places or people where the columns say what is counted, and the reverse where those are years.
    counting = head if any(map(str.isalpha, head)) and not periods(head, known) else label
    return Match(
        kind="metric",
        start=cell.start,
        end=cell.end,
        rule=f"{pipeline.language.code}.metric.cell",
        cues=(cell.text[numeral.start : numeral.end], *(text for text in (label, head) if text)),
        attributes={
            **values_of(numeral, Measure(unit or _counted(counting or measure), measure), cell.start),
            **period_values(*when),
            "hedge": None,
            "owner": "company" if is_own else "supplier" if source.is_audit else "third_party",
            "owner_name": None,
            "scope": None,
            "role": "target" if re.search(r"\b(?:target|goal)\b", measure, re.I) else "figure",
            "part_of": None,
            "parts": None,
        },
        confidence=0.7,
    )


def _with_unit_of_header(numeral: Numeral, header: str) -> tuple[Numeral, str | None]:
    """The number in the unit that the header names ("(%)", "($ million)"), and that unit."""
    if numeral.kind == "percent":
        return numeral, "%"
    match = UNIT_IN_HEADER.search(header)
    unit = match.group("unit").strip().lower() if match else ""
    scale = next(
        (SCALES[word] for word in re.findall(r"[a-z]+", unit) if word in SCALES), 1000.0 if "000" in unit else 1.0
    )
    sign = next((sign for sign in sorted(CURRENCIES, key=len, reverse=True) if sign in unit), None)
    if numeral.kind == "money" or sign:
        currency = numeral.currency or CURRENCIES[sign or "$"]
        return numeral._replace(value=numeral.value * scale, kind="money", currency=currency), currency
    if unit == "%" or (not match and re.search(r"%|\bper ?cent(?:age)?\b|\bpercent(?:age)?\b", header, re.I)):
        return numeral._replace(kind="percent"), "%"
    return numeral, unit if unit in ("hours", "days", "tonnes", "years") else None


def _counted(label: str) -> str:
    """The noun of a label: the last plural before a preposition; "number" without any."""
    label = re.sub(r"^(?:total )?(?:number|no\.?) of ", "", label.strip(), flags=re.I)
    head = re.split(
        r"[,:]| (?:of|by|in|at|for|with|who|that|per|during|to|from)\b", label.strip(), maxsplit=1, flags=re.I
    )[0]
    found = re.findall(r"[A-Za-z][a-z]+", head)
    plural = [word for word in found if word.endswith("s") and not word.endswith("ss")]
    counted: str = (plural or ["number"])[-1]
    return counted.lower()
