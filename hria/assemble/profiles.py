"""A salient issue at a glance: how it is rated, and whom, which rights and which places the passages name."""

from __future__ import annotations

from hria.assemble import briefs
from hria.assemble.chapters import Chapter
from hria.assemble.dossier import Dossier
from hria.assemble.narrative import most_named
from hria.assemble.registers import cell
from hria.assemble.wording import counted, listed
from hria.draft import Table


def profile(dossier: Dossier, chapter: Chapter) -> Table:
    """The issue at a glance, each row with a source for each of its values."""
    rated = ", ".join(briefs.rated_in_words(chapter)) or "not rated"
    rows = [("Rating", cell(rated)), ("Passages", cell(_passages(chapter)))]
    for label, values in (
        ("People affected", briefs.rightsholders),
        ("Rights at stake", briefs.rights),
        ("Countries", briefs.countries),
        ("Value chain", briefs.tiers),
        ("Involvement of the company", briefs.linkages),
        ("ILO indicators of forced labour", briefs.indicators),
        ("Organisations named with it", briefs.partners),
    ):
        findings = chapter.partners if values is briefs.partners else chapter.risks
        named, ids = most_named(dossier, findings, values)
        if named:
            rows.append((label, cell("; ".join(named), ids)))
    return Table(
        f"profile-{chapter.category.id}",
        f"{chapter.category.name} at a glance",
        ("Aspect", "What the documents name"),
        tuple((cell(label), value) for label, value in rows),
        (0.24, 0.76),
        is_dense=True,
    )


def _passages(chapter: Chapter) -> str:
    parts = []
    if chapter.actual:
        verb = "reports" if len(chapter.actual) == 1 else "report"
        parts.append(f"{counted(len(chapter.actual), 'passage')} {verb} it as having happened")
    if chapter.potential:
        verb = "names" if len(chapter.potential) == 1 else "name"
        parts.append(f"{counted(len(chapter.potential), 'passage')} {verb} it as possible")
    said = f"{listed(parts)}, in {counted(len(chapter.documents), 'document')}" if parts else "none"
    return said[0].upper() + said[1:]
