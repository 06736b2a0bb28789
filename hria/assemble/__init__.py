"""From a dossier to a draft: outline, templates and findings become sections in which every sentence of
fact cites, and what no document says is a gap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from hria.assemble.chapters import Chapter, salient
from hria.assemble.countries import shipped_summary
from hria.assemble.documents import document_entry
from hria.assemble.dossier import Dossier
from hria.assemble.gaps import GapBook
from hria.assemble.licence import Register
from hria.assemble.marks import Marks, numbered
from hria.assemble.outline import Outline, OutlineSection, outline
from hria.assemble.pen import Pen
from hria.assemble.wording import counted, in_words
from hria.draft import Colophon, DocumentEntry, Draft, Section
from hria.log import colophon

LETTERS = "ABCDEFGH"


def assemble(dossier: Dossier, report: str, variant: str) -> Draft:
    """The draft of a report in one variant. Raises NotFound for a variant that there is not."""
    plan = outline(report, variant)
    marks = Marks()
    chapters = salient(dossier)
    pen = Pen(report, plan, dossier, marks, GapBook(report, marks, [chapter.name for chapter in chapters]))
    sections = _sections(plan, pen, chapters)
    register = Register(dossier, dossier.decisions)
    licensed = register.licensed(numbered(sections))
    draft = Draft(
        kind=report,
        title=plan.title,
        subtitle=plan.subtitle,
        company=dossier.company,
        date=dossier.date,
        notice=_notice(dossier),
        facts=_facts(plan, dossier),
        sections=licensed,
        evidence=register.entries(),
        documents=tuple(_documents(dossier, register)),
        identifier="",
        language=dossier.language,
        colophon=_colophon(dossier, register),
    )
    digest = hashlib.sha256(msgspec.json.encode(draft)).hexdigest()
    return msgspec.structs.replace(draft, identifier=f"{report}-{variant}-{digest[:16]}")


def _sections(plan: Outline, pen: Pen, chapters: Sequence[Chapter]) -> list[Section]:
    """The sections in the order of the outline. Late ones are written last; they speak of the others."""
    slots: list[tuple[OutlineSection, Chapter | None]] = []
    for part in plan.section:
        slots += [(part, chapter) for chapter in chapters] if part.each == "salient" else [(part, None)]
    written: dict[int, Section] = {}
    for is_late in (False, True):
        for place, (part, chapter) in enumerate(slots):
            if part.late == is_late:
                written[place] = pen.section(part, chapters, chapter)
    letters = iter(LETTERS)
    return [
        msgspec.structs.replace(written[place], number=next(letters)) if part.annex else written[place]
        for place, (part, _) in enumerate(slots)
    ]


def _colophon(dossier: Dossier, register: Register) -> Colophon | None:
    if dossier.log is None:
        return None
    signed = (entry.signed for entry in register.entries())
    return colophon(dossier.log, signed, dossier.stale, dossier.is_accepted_only)


def _notice(dossier: Dossier) -> str:
    total = len(dossier.live)
    open_ = total - sum(finding.id in dossier.reviewed_ids for finding in dossier.live)
    if not total:
        return "This draft rests on no findings: extract them first, or lower the bar for what is used."
    if not open_:
        state = "all of them have been reviewed."
    elif open_ == total:
        state = "none of them has been reviewed by a person yet."
    else:
        state = f"{open_:,} of them {'has' if open_ == 1 else 'have'} not been reviewed by a person yet."
    return (
        f"This is a draft compiled from {counted(len(dossier.documents()), 'document')}. It draws on "
        f"{total:,} findings; {state} It reports what the documents say and makes no claim "
        "of compliance."
    )


def _facts(plan: Outline, dossier: Dossier) -> tuple[tuple[str, str], ...]:
    documents = dossier.documents()
    pages = sum(summary.pages for summary in documents)
    period = dossier.period
    facts = [("Reporting entity", dossier.company)]
    if period:
        facts.append(("Period", " to ".join(in_words(day) for day in period)))
    facts += [
        ("Report", plan.name),
        ("Documents", f"{counted(len(documents), 'document')}, {pages:,} pages"),
        (
            "State",
            "reviewed findings only" if dossier.is_accepted_only else "findings not yet reviewed are included",
        ),
    ]
    return tuple(facts)


def _documents(dossier: Dossier, register: Register) -> Iterable[DocumentEntry]:
    """The documents of the workspace, and the tables that come with hria where the draft cites them."""
    cited = {entry.document_id for entry in register.entries()}
    shipped = [summary for summary in (shipped_summary(),) if summary.id in cited]
    for summary in (*dossier.documents(), *shipped):
        yield document_entry(summary)
