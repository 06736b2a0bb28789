"""The tables on what laws and principles ask for: coverage, recommendations, and where a statement answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hria.assemble.dossier import Dossier
from hria.assemble.gaps import GapBook, Recommendation
from hria.assemble.registers import MOST_CITED, Cell, cell
from hria.assemble.wording import counted
from hria.coverage import STATUS_WORDS, Covered
from hria.draft import PageReference, Sentence, Table
from hria.framework import Framework


def coverage_table(framework: Framework, covered: Sequence[Covered], dossier: Dossier, gaps: GapBook) -> Table:
    """What the documents say to each criterion: with sources, or as a gap."""
    rows = []
    for item in covered:
        found: Cell
        if item.status == "nothing_found":
            found = (gaps.asked_by(framework, item.criterion),)
        else:
            found = _passages(item, dossier)
            found += tuple(gaps.part_of(item.criterion, part) for part in item.silent_parts)
        rows.append((cell(item.criterion.ref), cell(item.criterion.title), cell(STATUS_WORDS[item.status]), found))
    header = ("Principle", "What it asks for", "Coverage", "Passages")
    caption = f"Coverage of the {framework.short}: what the documents say, which is no verdict on compliance"
    return Table(f"coverage-{framework.id}", caption, header, tuple(rows), (0.13, 0.28, 0.13, 0.46), is_dense=True)


def _passages(item: Covered, dossier: Dossier) -> Cell:
    groups = (
        (item.contradicts, "say that it is not done"),
        (item.supports, "speak to it"),
        (item.planned, "only plan it"),
    )
    sentences = []
    for findings, verb in groups:
        if not findings:
            continue
        points = dossier.points(findings, MOST_CITED)
        ids = [point.lead.id for point in points] or [finding.id for finding in findings[:MOST_CITED]]
        number = counted(len(findings), "passage")
        one = verb.replace("say ", "says ").replace("speak ", "speaks ").replace("plan ", "plans ")
        text = f"{number} {verb if len(findings) > 1 else one}."
        sentences.append(Sentence(text[0].upper() + text[1:], tuple(ids)))
    return tuple(sentences)


def recommendations_table(recommendations: Sequence[Recommendation]) -> Table:
    """Each recommendation with the gaps that it closes."""
    rows = tuple(
        (
            cell(recommendation.number),
            cell(recommendation.text),
            recommendation.gaps,
            cell(recommendation.reference or "–"),
            cell(recommendation.owner or "–"),
        )
        for recommendation in recommendations
    )
    header = ("No.", "Recommendation", "The gap it closes", "Asked for by", "Who")
    widths = (0.07, 0.36, 0.29, 0.15, 0.13)
    return Table("recommendations", "Recommendations and the gaps they close", header, rows, widths, is_dense=True)


def criteria_pages(rows: Iterable[tuple[str, str, Sequence[str], str]]) -> Table:
    """Where a statement answers each criterion: reference, title, ids of sections, and the state of these."""
    cells = tuple(
        (
            cell(reference),
            cell(title),
            tuple(PageReference(id_) for id_ in ids),
            cell(state),
        )
        for reference, title, ids, state in rows
    )
    header = ("Criterion", "What it asks for", "Where", "State of the draft")
    return Table(
        "criteria", "Where this statement answers each criterion", header, cells, (0.24, 0.34, 0.2, 0.22), is_dense=True
    )
