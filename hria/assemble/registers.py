"""The tables of a report: what it rests on in figures, salient issues, ratings, partners, commitments.

Counts are of passages in this workspace and state no fact about the company; every other cell cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hria.assemble.chapters import Chapter
from hria.assemble.dossier import Dossier, Point
from hria.assemble.narrative import Narrator
from hria.assemble.wording import deadline_in_words, listed, sentence_of
from hria.assessment import DIMENSIONS
from hria.document import Summary
from hria.draft import Figure, Inline, MatrixPoint, PageReference, Sentence, Table
from hria.finding import Commitment, Finding, Target
from hria.partnership import PartnerChange

Cell = tuple[Inline, ...]
# How many passages a cell cites: enough to check it, few enough to read.
MOST_CITED = 3
# Longer registers are read on screen: `hria findings --kind commitment`.
MOST_ROWS = 150
RELATIONS = {
    "member": "member",
    "partner": "partner",
    "founder": "founder",
    "funder": "funded by the company",
    "signatory": "signatory",
    "assessor": "auditor or assessor",
    "operator": "operator of a service",
    "consulted": "consulted",
}
KINDS = {
    "ngo": "NGO",
    "multi_stakeholder_initiative": "multi-stakeholder initiative",
    "un_or_intergovernmental": "UN or intergovernmental",
}
NOT_RATED = "not rated"


def cell(text: str, ids: Iterable[str] = ()) -> Cell:
    """A cell of one sentence."""
    return (Sentence(text, tuple(ids)),) if text else ()


def key_figures(dossier: Dossier, chapters: Sequence[Chapter], gaps: int) -> Table:
    """What the report rests on, in figures."""
    kinds = {kind: [f for f in dossier.live if f.kind == kind] for kind in ("risk", "commitment")}
    commitments = [f.attributes for f in kinds["commitment"] if isinstance(f.attributes, Commitment)]
    actual = sum(getattr(f.attributes, "actuality", "") == "actual" for f in kinds["risk"])
    partners = [entry for entry in dossier.partners() if any(dossier.source(f).is_there for f in entry.findings)]
    reviewed = sum(finding.id in dossier.reviewed_ids for finding in dossier.live)
    rows: tuple[tuple[str, int], ...] = (
        ("Documents reviewed", len(dossier.documents())),
        ("Pages of these documents", sum(summary.pages for summary in dossier.documents())),
        ("Salient issues", len(chapters)),
        ("Passages that report an impact as having happened", actual),
        ("Passages that name an impact as possible", len(kinds["risk"]) - actual),
        ("Commitments", len(commitments)),
        ("Commitments with a deadline", sum(c.deadline is not None for c in commitments)),
        ("Organisations that the company works with", len(partners)),
        ("Gaps to be closed", gaps),
        ("Findings used here", len(dossier.live)),
        ("Findings that a person has reviewed", reviewed),
    )
    return Table(
        "key-figures",
        "What this report rests on",
        ("", "Number"),
        tuple((cell(label), cell(f"{number:,}")) for label, number in rows),
        (0.8, 0.2),
        is_dense=True,
    )


def issues_at_a_glance(chapters: Sequence[Chapter]) -> Table:
    """The salient issues with what the documents hold on each."""
    rows = []
    for chapter in chapters:
        severity, likelihood = chapter.rating.severity(), chapter.rating.likelihood
        rows.append(
            (
                cell(chapter.label),
                cell(chapter.category.name),
                cell(str(len(chapter.actual))),
                cell(str(len(chapter.potential))),
                cell(str(len(chapter.documents))),
                cell(NOT_RATED if severity is None else str(severity)),
                cell(NOT_RATED if likelihood is None else str(likelihood)),
                (PageReference(chapter.id),),
            )
        )
    header = ("No.", "Salient issue", "Reported", "Possible", "Documents", "Severity", "Likelihood", "See")
    caption = "Salient issues: passages that report or name them, and their rating from 1 to 5"
    return Table("issues", caption, header, tuple(rows), (0.06, 0.32, 0.11, 0.1, 0.12, 0.1, 0.11, 0.08), is_dense=True)


def severity_matrix(chapters: Sequence[Chapter]) -> Figure | None:
    """Severity against likelihood, as the assessor rated them; None where nothing has a place in it."""
    points = tuple(MatrixPoint(c.label, c.category.name, c.rating.severity(), c.rating.likelihood) for c in chapters)
    rated = [point for point in points if point.severity is not None and point.likelihood is not None]
    if not rated:
        return None
    alt = "Severity matrix. " + " ".join(
        f"{p.label} {p.name}: severity {p.severity}, likelihood {p.likelihood}." for p in rated
    )
    return Figure("severity-matrix", "Severity and likelihood of the salient issues", alt, points)


def ratings(chapters: Sequence[Chapter]) -> Table | None:
    """What the assessor rated and why; None where nothing is rated."""
    rows = []
    for chapter in chapters:
        rating = chapter.rating
        if not rating.rationale:
            continue
        numbers = [getattr(rating, name) for name in DIMENSIONS]
        why = sentence_of(rating.rationale) + (f" ({rating.assessor})" if rating.assessor else "")
        rows.append(
            (
                cell(f"{chapter.label} {chapter.category.name}"),
                *(cell("–" if number is None else str(number)) for number in numbers),
                (Sentence(why, (), "author"),),
            )
        )
    header = ("Salient issue", "Scale", "Scope", "Irremediable", "Likelihood", "Rationale")
    caption = "Ratings of the assessor, from 1 to 5"
    widths = (0.21, 0.08, 0.08, 0.13, 0.11, 0.39)
    return Table("ratings", caption, header, tuple(rows), widths, is_dense=True) if rows else None


def partner_register(dossier: Dossier) -> Table | None:
    """Every organisation that the company works with; None where there is none."""
    rows = []
    for entry in dossier.partners():
        ids = [finding.id for finding in dossier.counted(entry.findings)[:MOST_CITED]]
        relation = listed([RELATIONS[r] for r in entry.relations if r in RELATIONS]) or "named"
        kind = KINDS.get(entry.type or "", (entry.type or "–").replace("_", " "))
        rows.append(
            (
                cell(entry.name, ids),
                cell(kind),
                cell(relation),
                cell(str(entry.since) if entry.since else "–"),
            )
        )
    header = ("Organisation", "Kind", "Relation, as described", "Since")
    widths = (0.38, 0.25, 0.27, 0.1)
    return (
        Table(
            "partners",
            "Organisations and initiatives that the company works with",
            header,
            tuple(rows),
            widths,
            is_dense=True,
        )
        if rows
        else None
    )


def partner_changes(dossier: Dossier) -> Table | None:
    """Who was added, dropped or described differently from one document to the next; None where nobody was."""
    rows = [
        (
            cell(partnership.name, _named_in(change)),
            cell(CHANGES[change.kind]),
            cell(sentence_of(change.words), _named_in(change)),
            cell(
                listed([f"{d.title} ({d.published.year if d.published else 'not dated'})" for d in _compared(change)])
            ),
        )
        for partnership in dossier.partnerships
        for change in partnership.changes
    ]
    header = ("Organisation", "What changed", "How the documents put it", "Documents compared")
    caption = "Partners that were added, dropped or described differently"
    return (
        Table("partner-changes", caption, header, tuple(rows[:MOST_ROWS]), (0.26, 0.16, 0.26, 0.32)) if rows else None
    )


CHANGES = {"added": "added", "dropped": "not named any more", "role": "other role", "since": "other year"}


def _named_in(change: PartnerChange) -> list[str]:
    """One finding of each document that names the partner."""
    return [description.findings[0].id for description in (change.before, change.after) if description]


def _compared(change: PartnerChange) -> list[Summary]:
    documents = [d.document for d in (change.before, change.after) if d]
    return [*documents, change.within] if change.within else documents


def commitments_register(
    dossier: Dossier, narrator: Narrator, elsewhere: frozenset[str] = frozenset()
) -> tuple[Table | None, int]:
    """The commitments with a deadline or target first, by deadline, and how many did not find room.

    Those whose ids stand `elsewhere` in the report are left out.
    """
    here = [finding for finding in _commitments(dossier) if finding.id not in elsewhere]
    points = dossier.merged(sorted(here, key=dossier.telling))
    ranked = sorted(points, key=_due)
    rows = tuple(_commitment_row(narrator.sentence(point), point) for point in ranked[:MOST_ROWS])
    header = ("Commitment", "Target", "Deadline", "Strength, status")
    widths = (0.56, 0.14, 0.15, 0.15)
    caption = "Commitments in the documents, those with a deadline first"
    table = Table("commitments", caption, header, rows, widths, is_dense=True)
    return (table if rows else None), max(0, len(points) - MOST_ROWS)


def _commitments(dossier: Dossier) -> list[Finding]:
    return [finding for finding in dossier.of_kind("commitment") if isinstance(finding.attributes, Commitment)]


def _due(point: Point) -> tuple[object, ...]:
    attributes = point.lead.attributes
    assert isinstance(attributes, Commitment)
    return attributes.deadline is None, attributes.deadline or "", attributes.target is None


def _commitment_row(sentence: Sentence, point: Point) -> tuple[Cell, ...]:
    attributes = point.lead.attributes
    assert isinstance(attributes, Commitment)
    deadline = deadline_in_words(attributes.deadline) if attributes.deadline else attributes.recurrence or "–"
    return (
        (sentence,),
        cell(target_in_words(attributes.target) if attributes.target else "–"),
        cell(deadline),
        cell(f"{attributes.strength}, {attributes.status.replace('_', ' ')}"),
    )


def target_in_words(target: Target) -> str:
    """A target as one writes it: "100 %", "25,000 women"."""
    number = f"{target.value:,.0f}" if target.value == int(target.value) else f"{target.value:,}"
    return f"{number}{' ' if target.unit else ''}{target.unit}"
