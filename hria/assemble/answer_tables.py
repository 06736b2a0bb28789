"""The tables of a fact pack: the summary, the passages on a claim, its figures, and the rules of the statuses."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Protocol

from hria.answer import Answered, Exhibit, FactPack, FigureSet
from hria.assemble.dossier import Source
from hria.assemble.licence import place_of
from hria.assemble.registers import Cell, cell
from hria.assemble.wording import excerpt, in_words
from hria.draft import PageReference, Sentence, Table
from hria.finding import ClaimedFigure, Finding, Metric

if TYPE_CHECKING:
    from hria.assemble.fact_pack import Words

# So many words of a claim stand in the summary, which is to fit one page.
SHORT = 10
NONE = "–"
DAYS_A_MONTH = 30.44


class Shelf(Protocol):
    """Where passages stand."""

    def source(self, finding: Finding) -> Source:
        """The document that a passage stands in."""
        ...


def summary(pack: FactPack, words: Words, date: datetime.date, section_id: str) -> Table:
    """Every claim in a line: its status, how many passages of whom, and how old the newest is. Its section, which the
    last column names, cites the claim; citations here would not leave all claims on one page."""
    rows = []
    for answered in pack.answered:
        said = answered.said
        own = [e for e in answered.exhibits if e.speaker in ("company", "board")]
        others = len(answered.exhibits) - len(own)
        rows.append(
            (
                cell(str(said.number)),
                cell(shortened(said.text)),
                cell(words.type[said.type]),
                cell(words.status[answered.status]),
                cell(str(len(own) or NONE)),
                cell(str(others or NONE)),
                cell(age(answered.newest, date)),
                (PageReference(f"{section_id}-{said.number}"),),
            )
        )
    header = ("No.", "Claim", "Kind", "Status", "Own", "Others’", "Newest", "See")
    caption = "The claims, their status, and how many passages speak to each: the company’s own and others’"
    widths = (0.05, 0.41, 0.1, 0.18, 0.05, 0.07, 0.08, 0.06)
    return Table("claims-summary", caption, header, tuple(rows), widths, is_dense=True)


def exhibits(answered: Answered, words: Words, shelf: Shelf) -> Table | None:
    """The passages that speak to a claim: for it, against it, and on its matter; None where there are none."""
    if not answered.exhibits:
        return None
    rows = tuple(_exhibit(exhibit, answered, words, shelf) for exhibit in answered.exhibits)
    header = ("It speaks", "Passage", "Who says it, where and when")
    caption = f"Passages on claim {answered.said.number}"
    return Table(f"passages-{answered.said.number}", caption, header, rows, (0.18, 0.5, 0.32), is_dense=True)


def _exhibit(exhibit: Exhibit, answered: Answered, words: Words, shelf: Shelf) -> tuple[Cell, ...]:
    source = shelf.source(exhibit.finding).summary
    published = in_words(source.published) if source.published else "no date"
    part = f" (part {exhibit.part + 1})" if len(answered.parts) > 1 else ""
    others = " Not for publication." if exhibit.is_internal else ""
    others += " Its figures are not the company’s." if exhibit.is_of_others else ""
    where = f"{words.speaker[exhibit.speaker]}: {source.title}, {source.kind}, {published}, "
    return (
        cell(f"{words.stance[exhibit.stance]}{part}: {exhibit.why}."),
        (Sentence(excerpt(exhibit.finding.evidence.quote), (exhibit.finding.id,), "quote"),),
        cell(f"{where}{place_of(exhibit.finding, source)}.{others}"),
    )


def figures(answered: Answered, words: Words, shelf: Shelf) -> Table | None:
    """The figures of a claim beside those of the documents; None where it has none."""
    if not answered.figures:
        return None
    rows = tuple(_figure(one, answered, words, shelf) for one in answered.figures)
    header = ("In the claim", "In the documents", "Of what, when", "Whose", "Verdict")
    caption = f"Figures of claim {answered.said.number} beside those of the documents"
    widths = (0.2, 0.22, 0.28, 0.14, 0.16)
    return Table(f"figures-{answered.said.number}", caption, header, rows, widths, is_dense=True)


def _figure(one: FigureSet, answered: Answered, words: Words, shelf: Shelf) -> tuple[Cell, ...]:
    claimed = (Sentence(amount(one.claimed), (answered.claim.id,)),)
    if one.metric is None:
        return claimed, cell(NONE), cell(NONE), cell(NONE), cell(words.verdict["none"])
    metric = one.metric.attributes
    assert isinstance(metric, Metric), one.metric.kind
    owner = metric.owner_name or {"company": "the company", "third_party": "a third party"}.get(
        metric.owner, f"a {metric.owner}"
    )
    of_what = f"{metric.measure or 'not stated'}; {period(metric)}"
    return (
        claimed,
        (Sentence(amount(metric), (one.metric.id,)),),
        cell(of_what),
        cell(owner),
        cell(words.verdict[one.verdict]),
    )


def rules(pack: FactPack, words: Words) -> Table:
    """The rules by which claims get their status, in the order in which they are asked."""
    rows = tuple(
        (cell(str(place)), cell(rule.text), cell(words.status[rule.status])) for place, rule in enumerate(pack.rules, 1)
    )
    caption = "How a claim gets its status: the first rule that fits"
    return Table("status-rules", caption, ("No.", "Rule", "Status"), rows, (0.06, 0.7, 0.24), is_dense=True)


def amount(figure: ClaimedFigure | Metric) -> str:
    """A figure as one writes it: "over 600 departments", "4,500 to 16,000 MYR"."""
    upper = getattr(figure, "upper", None)
    number = f"{figure.value:,.10g}" + (f" to {upper:,.10g}" if upper is not None else "")
    unit = {"number": "", "x": "-fold", "%": "%"}.get(figure.unit, f" {figure.unit}")
    return f"{figure.hedge or ''} {number}{unit}".strip()


def period(figure: ClaimedFigure | Metric) -> str:
    """The time that a figure is of, in words."""
    if figure.as_of:
        return f"on {in_words(datetime.date.fromisoformat(figure.as_of))}"
    first, last = (
        in_words(datetime.date.fromisoformat(day)) if day else None for day in (figure.period_start, figure.period_end)
    )
    if first and last:
        return f"{first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else "no period stated"


def age(newest: datetime.date | None, date: datetime.date) -> str:
    """How old the newest passage is on the day of the report."""
    if newest is None:
        return NONE
    days = (date - newest).days
    if days < 0:
        return "later than the report"
    months = round(days / DAYS_A_MONTH)
    return f"{months // 12} y {months % 12} m" if months >= 24 else f"{months} m"


def shortened(text: str) -> str:
    """The beginning of a claim, at a word's length."""
    words = text.split()
    return " ".join(words) if len(words) <= SHORT else f"{' '.join(words[:SHORT]).rstrip(',;')} […]"


def without_middle(text: str) -> str:
    """The beginning and the end of a part of a claim: parts of one claim may begin with the same words."""
    words = text.split()
    if len(words) <= SHORT:
        return " ".join(words)
    return f"{' '.join(words[: SHORT // 2]).rstrip(',;')} […] {' '.join(words[-(SHORT // 2) :])}"
