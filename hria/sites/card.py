"""The model card: what a ranking is worth on labelled sites. Recall never stands without precision, n and base rate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hria.sites.fitting import SHUFFLES, Fitted
from hria.sites.labels import Labels
from hria.sites.outcome import Outcome
from hria.sites.weighing import Weighing

SMALL = 100


class Judged(NamedTuple):
    """A ranking set against labels: by which weights, how it does, and the fitted weights if any were asked for."""

    origin: str
    labels: Labels
    unlabelled: int
    outcome: Outcome
    fitted: Fitted | None
    items: Sequence[str]


class Section(NamedTuple):
    """A part of the card: a heading, lines, and a table (header and rows) if it has one."""

    title: str
    lines: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def fitted_weights(judged: Judged) -> Mapping[str, float]:
    """The fitted weights, made to add up to 100. All are 0 where the labels say nothing."""
    if judged.fitted is None:
        return {}
    total = float(judged.fitted.model.weights.sum()) or 1.0
    return {name: float(w) * 100 / total for name, w in zip(judged.items, judged.fitted.model.weights, strict=True)}


def sections(judged: Judged, weighing: Weighing) -> Iterator[Section]:
    """The card from top to bottom."""
    result = judged.outcome
    base = f"n = {result.n}, positive = {result.positives}, base rate {result.base_rate:.0%}"
    lines = [f"{base}; {judged.unlabelled} sites have no label and are left out."]
    lines.append("They must be of a later time than what the items were read from, or the figures flatter the ranking.")
    if result.n < SMALL:
        lines.append(f"n is below {SMALL}: each figure below may be off by 10 points and more.")
    if judged.labels.unread:
        lines.append(f"{len(judged.labels.unread)} rows of the labels were not used.")
    yield Section(f"Labels: {judged.labels.column}", tuple(lines))
    yield from _of(result, f"Ranking by {judged.origin}", "mean score", 1)
    if judged.fitted is None:
        return
    fitted = judged.fitted
    method = (
        f"Logistic regression with weights of 0 or more and a ridge penalty, {fitted.folds}-fold cross-validation: "
        "each site is ranked by a model that was fitted without it.",
    )
    yield from _of(fitted.held_out, "Ranking by fitted weights, on sites held out", "mean probability", 100, method)
    yield Section(
        "The same with the labels shuffled",
        (
            f"Mean of {SHUFFLES} shuffles: precision {fitted.shuffled_precision:.0%} among the first "
            f"{result.positives} (base rate {result.base_rate:.0%}), area {fitted.shuffled_area:.2f} (0.50 by chance).",
            "If these were better than chance, the figures above would owe that to the method and not to the sites.",
        ),
    )
    rows = sorted(fitted_weights(judged).items(), key=lambda pair: (-pair[1], pair[0]))
    yield Section(
        "Fitted weights",
        ("Fitted on all labelled sites; they say what went with the labels here, not what causes harm.",),
        ("item", "fitted", "published"),
        tuple((weighing.item[name].label, f"{w:.1f}", f"{weighing.weight[name]:g}") for name, w in rows),
    )


def _of(result: Outcome, title: str, mean: str, scale: int, lines: tuple[str, ...] = ()) -> Iterator[Section]:
    ranked = f"Area under the ROC curve {result.area:.2f} (0.50 by chance)." if result.area is not None else ""
    yield Section(
        title,
        (*lines, *([ranked] if ranked else [])),
        ("first k", "positive", "precision", "recall", "base rate", "n"),
        tuple(
            (
                str(one.k),
                str(one.hits),
                f"{one.precision:.0%}",
                f"{one.recall:.0%}",
                f"{result.base_rate:.0%}",
                str(result.n),
            )
            for one in result.at
        ),
    )
    unit = " %" if scale == 100 else ""
    yield Section(
        "Calibration",
        (),
        ("sites", mean, "positive"),
        tuple((str(b.sites), f"{b.predicted * scale:.1f}{unit}", f"{b.observed:.0%}") for b in result.bins),
    )


def as_markdown(judged: Judged, weighing: Weighing, company: str, date: str) -> str:
    """The card as Markdown."""
    parts = [f"# Model card: ranking of sites, {company}, {date}"]
    for section in sections(judged, weighing):
        parts.append(f"## {section.title}")
        parts += section.lines
        if section.header:
            rows = [section.header, tuple("---" for _ in section.header), *section.rows]
            parts.append("\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows))
    parts.append(
        "The ranking says where to look first. It is no finding on any site, and a site that stands last may only be "
        "one that nobody has looked at."
    )
    return "\n\n".join(parts) + "\n"
