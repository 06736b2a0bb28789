"""The ranking as a workbook: a row for each site with what each item contributes, and how it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hria.sites.ranking import Ranked, Sensitivity
from hria.sites.weighing import Weighing
from hria.worksheet import harmless, workbook_bytes

NO_DATA = "no data"


def ranking_sheet(found: Sequence[Ranked], sensitivities: Sequence[Sensitivity], weighing: Weighing) -> bytes:
    """The bytes of the workbook. No cell begins a formula, whatever the documents hold; a cell without a number says
    that there is no data."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book: Any = Workbook()
    scores, words = book.active, book.create_sheet("What was seen")
    scores.title = "Contributions"
    labels = [weighing.item[name].label for name in weighing.weight]
    scores.append(("rank", "best rank", "worst rank", "site", "country", "score", "highest possible", *labels))
    words.append(("rank", "site", "country", *labels))
    for one in found:
        parts = [one.contributions[name] if one.items[name].value is not None else NO_DATA for name in weighing.weight]
        place = harmless(one.site.name), harmless(one.site.country or "not stated")
        scores.append((one.rank, one.best_rank, one.worst_rank, *place, one.score, one.highest, *parts))
        words.append((one.rank, *place, *(harmless(one.items[name].words) for name in weighing.weight)))
    weights = book.create_sheet("Weights")
    weights.append(
        (
            "item",
            "weight",
            "what it is",
            "change among the first if left out",
            "if halved",
            "if doubled",
            "farthest move",
        )
    )
    by_item = {one.item: one for one in sensitivities}
    for name, weight in weighing.weight.items():
        told = by_item[name]
        changes = [told.changed.get(factor, 0) for factor in (0.0, 0.5, 2.0)]
        weights.append((weighing.item[name].label, weight, harmless(weighing.item[name].why), *changes, told.farthest))
    for page in (scores, words, weights):
        page.freeze_panes = "A2"
        for cell in page[1]:
            cell.font = Font(bold=True)
    return workbook_bytes(book)
