"""The tables of a report: what it rests on in figures, salient issues, ratings, partners, commitments,
coverage and recommendations.

Counts are of passages in this workspace and state no fact about the company; every other cell cites.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hria.assemble.chapters import Chapter
from hria.assemble.dossier import Dossier, Point
from hria.assemble.gaps import GapBook, Recommendation
from hria.assemble.narrative import Narrator
from hria.assemble.wording import counted, deadline_in_words, listed, sentence_of
from hria.assessment import DIMENSIONS
from hria.coverage import STATUS_WORDS, Covered
from hria.document import Summary
from hria.draft import Figure, Gap, Inline, MatrixPoint, PageReference, Sentence, Table
from hria.finding import Commitment, Finding, Target
from hria.framework import Framework
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
    "assessor": "audits or assesses",
    "operator": "operates a service",
    "consulted": "consulted",
}


def cell(text: str, ids: Iterable[str] = ()) -> Cell:
    """A cell of one sentence."""
    return (Sentence(text, tuple(ids)),) if text else ()


def key_figures(dossier: Dossier, chapters: Sequence[Chapter], gaps: int) -> Table:
    """What the report rests on, in figures."""
    kinds = {kind: [f for f in dossier.live if f.kind == kind] for kind in ("risk", "commitment", "partner")}
    commitments = [f.attributes for f in kinds["commitment"] if isinstance(f.attributes, Commitment)]
    actual = sum(getattr(f.attributes, "actuality", "") == "actual" for f in kinds["risk"])
    partners = {getattr(f.attributes, "name", "") for f in kinds["partner"]}
    reviewed = sum(finding.id in dossier.reviewed_ids for finding in dossier.live)
    rows = (
        ("Documents reviewed", len(dossier.documents())),
        ("Pages of these documents", sum(summary.pages for summary in dossier.documents())),
        ("Salient issues", len(chapters)),
        ("Passages that report an impact as having happened", actual),
        ("Passages that name an impact as possible", len(kinds["risk"]) - actual),
        ("Commitments", len(commitments)),
        ("Commitments with a deadline", sum(c.deadline is not None for c in commitments)),
        ("Organisations that the company works with", len(partners)),
        ("Gaps printed in this report", gaps),
        ("Findings used here", len(dossier.live)),
        ("Findings that a person has reviewed", reviewed),
    )
    return Table(
        "key-figures",
        "What this report rests on",
        ("", "Number"),
        tuple((cell(label), cell(f"{number:,}")) for label, number in rows),
        (0.8, 0.2),
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
                cell(str(len({f.evidence.document_id for f in chapter.risks}))),
                cell("not rated" if severity is None else str(severity)),
                cell("not rated" if likelihood is None else str(likelihood)),
                (PageReference(chapter.id),),
            )
        )
    header = (
        "No.",
        "Salient issue",
        "Reported",
        "Possible",
        "Documents",
        "Severity",
        "Likelihood",
        "Chapter",
    )
    caption = "Salient issues: passages that report or name them, and their rating from 1 to 5"
    return Table("issues", caption, header, tuple(rows), (0.07, 0.31, 0.11, 0.1, 0.12, 0.1, 0.11, 0.08))


def severity_matrix(chapters: Sequence[Chapter]) -> Figure:
    """Severity against likelihood, as the assessor rated them."""
    points = tuple(MatrixPoint(c.label, c.category.name, c.rating.severity(), c.rating.likelihood) for c in chapters)
    rated = [point for point in points if point.severity is not None and point.likelihood is not None]
    alt = "Severity matrix. " + (
        " ".join(f"{p.label} {p.name}: severity {p.severity}, likelihood {p.likelihood}." for p in rated)
        or "No salient issue is rated yet."
    )
    return Figure("severity-matrix", "Severity and likelihood of the salient issues", alt, points)


def ratings(chapters: Sequence[Chapter], gaps: GapBook) -> Table:
    """What the assessor rated and why; what is not rated is a gap."""
    rows = []
    for chapter in chapters:
        rating = chapter.rating
        numbers = [getattr(rating, name) for name in DIMENSIONS]
        why = rating.rationale + (f" ({rating.assessor})" if rating.assessor else "")
        rationale: Cell = (
            (Sentence(sentence_of(why), (), "author"),) if rating.rationale else (gaps.made("unrated", chapter.name),)
        )
        rows.append(
            (
                cell(f"{chapter.label} {chapter.category.name}"),
                *(cell("–" if number is None else str(number)) for number in numbers),
                rationale,
            )
        )
    header = ("Salient issue", "Scale", "Scope", "Irremediability", "Likelihood", "Rationale")
    caption = "Ratings of the assessor, from 1 to 5"
    return Table("ratings", caption, header, tuple(rows), (0.25, 0.08, 0.08, 0.15, 0.11, 0.33))


def partner_register(dossier: Dossier) -> Table | None:
    """Every organisation that the company works with; None where there is none."""
    rows = []
    for entry in dossier.partners():
        ids = [finding.id for finding in dossier.counted(entry.findings)[:MOST_CITED]]
        relation = listed([RELATIONS[r] for r in entry.relations if r in RELATIONS]) or "named"
        kind = (entry.type or "not in the list of organisations").replace("_", " ")
        rows.append(
            (
                cell(entry.name, ids),
                cell(kind),
                cell(relation),
                cell(str(entry.since) if entry.since else "–"),
            )
        )
    header = ("Organisation", "Kind", "How the documents describe the relation", "Since")
    widths = (0.36, 0.24, 0.3, 0.1)
    return (
        Table(
            "partners",
            "Organisations and initiatives that the company works with",
            header,
            tuple(rows),
            widths,
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
    rows = tuple(_commitment_row(dossier, narrator.sentence(point), point) for point in ranked[:MOST_ROWS])
    header = ("Commitment", "Target", "Deadline", "Strength, status", "Document")
    widths = (0.46, 0.1, 0.13, 0.13, 0.18)
    table = Table(
        "commitments", "Commitments in the documents, those with a deadline first", header, rows, widths, True
    )
    return (table if rows else None), max(0, len(points) - MOST_ROWS)


def _commitments(dossier: Dossier) -> list[Finding]:
    return [finding for finding in dossier.of_kind("commitment") if isinstance(finding.attributes, Commitment)]


def _due(point: Point) -> tuple[object, ...]:
    attributes = point.lead.attributes
    assert isinstance(attributes, Commitment)
    return attributes.deadline is None, attributes.deadline or "", attributes.target is None


def _commitment_row(dossier: Dossier, sentence: Sentence, point: Point) -> tuple[Cell, ...]:
    attributes = point.lead.attributes
    assert isinstance(attributes, Commitment)
    source = dossier.source(point.lead).summary
    deadline = deadline_in_words(attributes.deadline) if attributes.deadline else attributes.recurrence or "–"
    return (
        (sentence,),
        cell(target_in_words(attributes.target) if attributes.target else "–"),
        cell(deadline),
        cell(f"{attributes.strength}, {attributes.status.replace('_', ' ')}"),
        cell(f"{source.title} ({source.published.year})" if source.published else source.title),
    )


def target_in_words(target: Target) -> str:
    """A target as one writes it: "100 %", "25,000 women"."""
    number = f"{target.value:,.0f}" if target.value == int(target.value) else f"{target.value:,}"
    return f"{number}{' ' if target.unit else ''}{target.unit}"


def coverage_table(framework: Framework, covered: Sequence[Covered], dossier: Dossier, gaps: GapBook) -> Table:
    """What the documents say to each criterion: with sources, or as a gap."""
    rows = []
    for item in covered:
        found: Cell
        if item.status == "nothing_found":
            found = (gaps.asked_by(framework, item.criterion),)
        else:
            found = _passages(item, dossier)
            found += tuple(
                Gap(f"nothing found on {part}", "no_evidence", part, item.criterion.ref, item.criterion.owner)
                for part in item.silent_parts
            )
        rows.append((cell(item.criterion.ref), cell(item.criterion.title), cell(STATUS_WORDS[item.status]), found))
    header = ("Principle", "What it asks for", "Coverage", "Passages")
    caption = f"Coverage of the {framework.short}: what the documents say, which is no verdict on compliance"
    return Table(f"coverage-{framework.id}", caption, header, tuple(rows), (0.13, 0.29, 0.15, 0.43))


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
    rows = []
    for recommendation in recommendations:
        where: tuple[Inline, ...] = tuple(PageReference(id_) for id_ in recommendation.section_ids)
        what = _named_gaps(recommendation.gaps)
        rows.append(
            (
                cell(recommendation.number),
                cell(recommendation.text),
                (*cell(what), *where),
                cell(recommendation.reference or "–"),
                cell(recommendation.owner or "–"),
            )
        )
    header = ("No.", "Recommendation", "The gap it closes", "Asked for by", "Who")
    return Table(
        "recommendations",
        "Recommendations and the gaps they close",
        header,
        tuple(rows),
        (0.05, 0.33, 0.33, 0.15, 0.14),
        True,
    )


def _named_gaps(gaps: Sequence[str]) -> str:
    shown = "; ".join(gaps[:MOST_CITED])
    more = len(gaps) - MOST_CITED
    return sentence_of(shown + (f"; and {counted(more, 'more gap')}" if more > 0 else ""))


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
    return Table("criteria", "Where this statement answers each criterion", header, cells, (0.24, 0.38, 0.18, 0.2))
