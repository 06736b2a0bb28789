"""The check of one document: read it as the company's own statement, ask every law, run every lint."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from hria.check.checked import Answer, Checked, Law, Passage
from hria.check.consistency import consistency_remarks
from hria.check.facts import facts_of
from hria.check.formal import Dates, formal_remarks
from hria.check.grades import is_open
from hria.check.language import language_remarks
from hria.check.lines import lines_of
from hria.check.score import score_of
from hria.check.speaker import speaker_of
from hria.check.verdict import judge
from hria.check.words import without_gaps
from hria.company import names_of
from hria.document import Document, evidence
from hria.errors import NotFound, Unreadable
from hria.extract import Extractor, Reader
from hria.extract.models import chosen_tier
from hria.extract.sources import year_end_of
from hria.framework import Framework, framework, frameworks
from hria.readers import Overrides, read
from hria.settings import Tier

STANDARD = ("uk-msa", "au-msa", "ca-s211", "us-ca-tsca", "walk-free")
SCORED = "walk-free"
RISKS = "general"
UNNAMED = "the company"


class Request(msgspec.Struct, frozen=True):
    """What to check a statement against, and what the caller knows of it. `as_of` picks the law in force; without
    it, the law as it was last read. `topics` is the tier of the topic classifier; without it, the best installed.
    """

    frameworks: tuple[str, ...] = STANDARD
    company: str | None = None
    as_of: datetime.date | None = None
    published: datetime.date | None = None
    password: str | None = None
    ocr: bool = False
    topics: Tier | None = None


def chosen_frameworks(names: tuple[str, ...]) -> tuple[Framework, ...]:
    """The frameworks of these names, those that list rights or risks aside. Raises NotFound."""
    found = []
    for name in names:
        one = framework(name)
        if not one.answerable() or all(criterion.force == "none_found" for criterion in one.criterion):
            usable = [
                key for key, value in frameworks().items() if any(c.force != "none_found" for c in value.answerable())
            ]
            raise NotFound(f'"{name}" asks nothing of a statement', f"there are {', '.join(usable)}")
        found.append(one)
    return tuple(found)


def check_file(path: Path, request: Request, shown_as: str | None = None) -> Checked:
    """The check of the statement in a file. Raises Unreadable where it holds no text that can be read."""
    overrides = Overrides(published=request.published, password=request.password, ocr=request.ocr)
    document = read(path, overrides, shown_as)
    if not document.text.strip():
        raise Unreadable(
            "it holds no text to check (a scan?)", "read it with --ocr (needs hria[ocr]), or ask for a PDF with text"
        )
    return check_document(document, path.stat().st_size, request)


def check_document(document: Document, size: int, request: Request) -> Checked:
    """The check of a document of `size` bytes. Raises Unreadable where no rules know its language."""
    laws = chosen_frameworks(request.frameworks)
    as_of = request.as_of or max(law.read_on for law in laws)
    company = request.company or speaker_of(document)
    names = names_of(company) if company else ()
    document = _as_own(document, company)
    extractor = Extractor(Reader(names or (UNNAMED,), None, RISKS, None, chosen_tier(request.topics)))
    if not extractor.knows(document):
        raise Unreadable(
            f"no rules know its language ({document.language})", "only English statements are checked so far"
        )
    found, wordings = extractor.wording(document)
    blanked = without_gaps(document.text)
    findings = [one for one in found if not is_open(one.evidence.quote, blanked[one.evidence.start : one.evidence.end])]
    headings = {
        topic: Passage(evidence(document, *span), f"under a heading on {topic.replace('_', ' ')}", 0.5)
        for topic, span in extractor.headings_on(document).items()
    }
    lines = lines_of(document)
    facts = facts_of(document, lines, names, year_end_of(document))
    shown = tuple(_law(law, as_of) for law in laws)
    in_force = {law.id for law in shown if law.is_in_force}
    answers: list[Answer] = []
    for law in laws:
        if law.id in in_force:
            answers += judge(law, findings, facts, headings)
    asked = tuple(sorted(in_force - {SCORED}))
    remarks = (
        *formal_remarks(document, lines, facts, asked, Dates(request.published, size)),
        *consistency_remarks(document, lines, facts),
        *language_remarks(wordings),
    )
    scored = [answer for answer in answers if answer.framework == SCORED]
    return Checked(
        path=document.path,
        title=document.title,
        sha256=document.sha256,
        pages=len(document.pages),
        company=company,
        company_is_guessed=request.company is None,
        published=request.published or document.published,
        as_of=as_of,
        laws=shown,
        facts=facts,
        answers=tuple(answer for answer in answers if answer.framework != SCORED),
        remarks=remarks,
        score=score_of(framework(SCORED), scored, request.published or document.published) if scored else None,
        notes=document.notes,
    )


def _as_own(document: Document, company: str | None) -> Document:
    """The document as the company's own paper, whoever its file says published it."""
    kind = document.kind if document.kind in ("policy", "statement") else "statement"
    return msgspec.structs.replace(document, kind=kind, publisher=company)


def _law(law: Framework, as_of: datetime.date) -> Law:
    has_begun = law.in_force_from is None or law.in_force_from <= as_of
    has_ended = law.in_force_to is not None and law.in_force_to < as_of
    return Law(
        id=law.id,
        title=law.title,
        short=law.short,
        nature=law.nature,
        edition=law.edition,
        source_url=law.source_url,
        read_on=law.read_on,
        is_verified=law.verified,
        verified_by=" ".join(law.verified_by.split()),
        in_force_from=law.in_force_from,
        in_force_to=law.in_force_to,
        is_in_force=has_begun and not has_ended,
    )
