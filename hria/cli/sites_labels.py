"""What `hria sites --labels` does: sets the ranking against what was found, and shows the model card."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from hria.cli.output import say, show, show_table
from hria.errors import BadData, NotFound
from hria.readers import Overrides, read
from hria.settings import Workspace
from hria.sites.card import Judged, as_markdown, fitted_weights, sections
from hria.sites.fitting import fit
from hria.sites.labels import Labels, labels_of_file, labels_of_list
from hria.sites.outcome import outcome
from hria.sites.survey import Survey
from hria.sites.weighing import Weighing
from hria.store import Store
from hria.whole_file import write_whole


class Labelled(NamedTuple):
    """Where labels stand (a file, or a column of the list of suppliers), and whether weights are to be fitted."""

    where: str
    column: str | None
    is_fitted: bool


def judge(store: Store, found: Survey, weighing: Weighing, origin: str, wanted: Labelled) -> Judged:
    """The ranking set against the labels. Raises NotFound or BadData where there are none to use."""
    labels = _labels(store, found, wanted)
    chosen = [one for one in found.ranked if one.site.key in labels.by_site]
    if not chosen:
        raise BadData(
            f"no label of {wanted.where} is of a site of the workspace", "see hria sites --all for their names"
        )
    truth = [labels.by_site[one.site.key] for one in chosen]
    items = list(weighing.weight)
    features = np.array([[one.items[name].value or 0.0 for name in items] for one in chosen], dtype=np.float64)
    fitted = fit(features, truth) if wanted.is_fitted else None
    unlabelled = len(found.ranked) - len(chosen)
    return Judged(origin, labels, unlabelled, outcome([one.score for one in chosen], truth), fitted, items)


def _labels(store: Store, found: Survey, wanted: Labelled) -> Labels:
    sites = [site for site, _ in found.measured]
    path = Path(wanted.where)
    if path.is_file():
        return labels_of_file(read(path, Overrides(kind="suppliers")), sites, wanted.column)
    lists = (store.document(s.summary.id) for s in store.list_documents("current") if s.summary.kind == "suppliers")
    labels = labels_of_list(lists, sites, wanted.where)
    if labels is None:
        raise NotFound(
            f'"{wanted.where}" is neither a file nor a column of a list of suppliers',
            "give a CSV or XLSX file with a column of sites and one of yes and no",
        )
    return labels


def show_card(
    judged: Judged, weighing: Weighing, workspace: Workspace, card: str | None, save_weights: str | None
) -> None:
    """The model card on stdout, and in files where asked."""
    for section in sections(judged, weighing):
        show(section.title)
        for line in section.lines:
            show(f"  {line}")
        if section.header:
            show_table(section.header, section.rows)
        show()
    for number, why in judged.labels.unread:
        say(f"row {number} of the labels is not used: {why}")
    settings = workspace.settings
    if card:
        text = as_markdown(judged, weighing, settings.company.name, settings.report.date.isoformat())
        write_whole(Path(card), text.encode())
        show(card)
    if save_weights:
        told = f"{judged.outcome.n} sites, {judged.outcome.positives} positive"
        lines = [f"# Weights fitted to “{judged.labels.column}”: {told}."]
        lines += ["", "[weight]", *(f"{name} = {weight:.2f}" for name, weight in fitted_weights(judged).items())]
        write_whole(Path(save_weights), ("\n".join(lines) + "\n").encode())
        show(save_weights)
