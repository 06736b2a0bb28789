"""Charts of what the tables of lists and audits count, with the same numbers left out."""

from __future__ import annotations

from collections.abc import Sequence

from hria.assemble import listings
from hria.assemble.counts import Counted
from hria.assemble.dossier import Dossier
from hria.draft import Bar, Chart, Sentence

# A chart of fewer bars shows nothing that its table does not.
FEWEST_BARS = 2
SOURCES = {
    "grievance": "Counted in the logs of complaints; the numbers stand in the table.",
    "audit_finding": "Counted in the reports of audits; the numbers stand in the tables.",
    "facility": "Counted in the lists of suppliers; the numbers stand in the table.",
}


def grievance_chart(dossier: Dossier) -> Chart | None:
    """Complaints of all years from receipt to remedy."""
    rows = _there(dossier, listings.complaints(dossier))
    if not rows:
        return None
    stages = listings.COMPLAINTS[:4]
    bars = [Bar(name, (number,)) for name, number in zip(stages, rows[-1].numbers, strict=False)]
    return _chart("complaints-chart", "Complaints from receipt to remedy", "complaints", ("Complaints",), bars)


def class_chart(dossier: Dossier) -> Chart | None:
    """Audit findings by class: all, open and overdue."""
    bars = [
        Bar(row.name, (row.numbers[0], row.numbers[2], row.numbers[3]))
        for row in _there(dossier, listings.by_class(dossier))
    ]
    series = ("All", "Open", "Overdue")
    return _chart("audit-class-chart", "Audit findings by class", "audit findings", series, bars)


def area_chart(dossier: Dossier) -> Chart | None:
    """Audit findings by salient issue."""
    bars = _bars(_there(dossier, listings.by_area(dossier)))
    return _chart("audit-area-chart", "Audit findings by salient issue", "audit findings", ("Findings",), bars)


def closure_chart(dossier: Dossier) -> Chart | None:
    """Audit findings raised and closed, by year."""
    bars = _bars(_there(dossier, listings.by_year(dossier)))
    caption = "Audit findings raised and closed, by year"
    return _chart("audit-closure-chart", caption, "audit findings", ("Raised", "Closed"), bars)


def country_chart(dossier: Dossier) -> Chart | None:
    """Sites on supplier lists by country."""
    bars = _bars(_there(dossier, listings.by_country(dossier)))
    return _chart("suppliers-chart", "Sites on supplier lists by country", "sites", ("Sites",), bars)


def source(dossier: Dossier, kind: str) -> Sentence:
    """Where the numbers of charts were counted, with a source in each document: the tables cite more."""
    found = [f for f in dossier.tabled if f.kind == kind and dossier.source(f).is_there]
    first = {finding.evidence.document_id: finding.id for finding in reversed(found)}
    return Sentence(SOURCES[kind], tuple(reversed(first.values())))


def _there(dossier: Dossier, rows: Sequence[Counted]) -> list[Counted]:
    """The rows whose sources nobody removed: a chart cannot become a gap, so it is left out."""
    return [row for row in rows if any(dossier.source(finding).is_there for finding in row.findings)]


def _bars(rows: Sequence[Counted]) -> list[Bar]:
    return [Bar(row.name, row.numbers) for row in rows]


def _chart(id_: str, caption: str, unit: str, series: tuple[str, ...], bars: Sequence[Bar]) -> Chart | None:
    """None where there are too few bars, or most of them may not be shown."""
    values = [value for bar in bars for value in bar.values]
    if len(bars) < FEWEST_BARS or sum(value is None for value in values) * 2 > len(values):
        return None
    return Chart(
        id_, caption, f"{caption}. {' '.join(_in_words(series, bar) for bar in bars)}", unit, series, tuple(bars)
    )


def _in_words(series: Sequence[str], bar: Bar) -> str:
    """A bar as a text alternative: "Major: all 12, open 7, overdue not shown."."""
    numbers = ["not shown" if value is None else f"{value:,}" for value in bar.values]
    if len(series) == 1:
        return f"{bar.name}: {numbers[0]}."
    said = ", ".join(f"{name.lower()} {number}" for name, number in zip(series, numbers, strict=True))
    return f"{bar.name}: {said}."
