"""What `draft`, `run` and `demo` share: the dossier of a workspace, and the files that its drafts become."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from hria.assemble import assemble
from hria.assemble.dossier import Dossier, Source
from hria.assessment import read_assessment
from hria.assignment import Assignments, with_assignments
from hria.cli.context import reviewed_findings
from hria.cli.deciding import stale_of
from hria.cli.output import show
from hria.cli.publishing import Press, say_why
from hria.cli.reading import ledger_of, papers
from hria.contradiction import contradictions
from hria.draft import Draft
from hria.errors import BadData
from hria.extract.models import languages_read
from hria.log import read_log
from hria.partnership import partnerships
from hria.privacy import Personal
from hria.renderers import Format, render
from hria.review import Reviewed
from hria.risk import risk_taxonomy
from hria.settings import Settings, Workspace
from hria.store import Store
from hria.whole_file import write_whole

FORMATS: tuple[Format, ...] = ("docx", "pdf", "md")
STANDARD = "standard"


class Stopped(NamedTuple):
    """A draft of which no file was written, as it holds personal data."""

    name: str
    personal: tuple[Personal, ...]


def dossier_of(workspace: Workspace, store: Store, accepted_only: bool = False, is_internal: bool = False) -> Dossier:
    """Everything that a draft of this workspace may draw on: what nobody rejected and is sure enough, or
    only what a person accepted. Tables of an internal one show small numbers."""
    settings = workspace.settings
    bar = settings.report.confidence
    sources = [
        Source(stored.summary, stored.status, stored.is_own_voice)
        for stored in store.list_documents("current", "withdrawn")
    ]
    items = [item for item in reviewed_findings(store, "current", "withdrawn") if _is_usable(item, bar, accepted_only)]
    findings = [item.finding for item in items]
    log = read_log(store.entries())
    if log.fault and accepted_only:
        raise BadData(
            f"the log of decisions was altered (entry {log.fault.number}: {log.fault.why})",
            "nothing can be published on it; see hria log verify",
        )
    names = settings.company.names()
    # Where only accepted findings are used, passages that nobody reviewed show nothing.
    read = () if accepted_only else papers(store, "current", "withdrawn")
    promises = ledger_of(workspace, findings, read) if read else None
    partners = partnerships(findings, read)
    return Dossier(
        company=settings.company.name,
        names=names,
        date=settings.report.date,
        sources=sources,
        items=items,
        taxonomy=risk_taxonomy(settings.report.risks),
        assessment=read_assessment(workspace.assessment_file),
        period=period_of(settings),
        language=settings.report.language,
        languages_read=languages_read(),
        unread_files=[(failure.path, failure.message) for failure in store.failures()],
        is_accepted_only=accepted_only,
        is_internal=is_internal,
        ledger=promises,
        partnerships=partners,
        value_chain=settings.value_chain,
        contradictions=contradictions(read, findings, partners, promises, names) if promises else (),
        log=log,
        stale=len(stale_of(store)),
    )


def _is_usable(item: Reviewed, bar: float, accepted_only: bool) -> bool:
    if item.state in ("accepted", "edited"):
        return True
    return not accepted_only and item.state != "rejected" and item.finding.confidence >= bar


def period_of(settings: Settings) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day that a statement is for: as set, or the last whole financial year before the
    date of the report; None where neither is known. Raises BadData for a period that ends before it begins."""
    report = settings.report
    if report.period_start and report.period_end:
        if report.period_end < report.period_start:
            raise BadData("hria.toml: period_end lies before period_start")
        return report.period_start, report.period_end
    year_end = settings.company.year_end()
    if year_end is None:
        return None
    last = _on(report.date.year, *year_end)
    if last > report.date:
        last = _on(report.date.year - 1, *year_end)
    return _on(last.year - 1, *year_end) + datetime.timedelta(days=1), last


def _on(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return datetime.date(year, month, 28)


def write_drafts(
    dossier: Dossier,
    report: str,
    variants: Sequence[str],
    formats: Sequence[Format],
    folder: Path,
    press: Press,
    reference: Path | None = None,
    assignments: Assignments = Assignments(),
) -> Iterator[Path | Stopped]:
    """Writes each variant in each format, and yields the files. A file is whole or not there.

    A public draft with personal data is yielded as stopped, and none of its files is written.
    """
    for variant in variants:
        name = report if variant == STANDARD else f"{report}-{variant}"
        draft = with_assignments(assemble(dossier, report, variant), assignments)
        yield from write_draft(draft, name, formats, folder, press, reference)


def write_draft(
    draft: Draft, name: str, formats: Sequence[Format], folder: Path, press: Press, reference: Path | None = None
) -> Iterator[Path | Stopped]:
    """Writes one draft in each format, once it is fit for those who are to read it. Every draft goes through here."""
    publication = press.published(draft)
    if publication.draft is None:
        yield Stopped(name, publication.personal)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for format in formats:
        path = folder / f"{name}.{format}"
        write_whole(path, render(publication.draft, format, reference))
        yield path


def report_files(made: Iterable[Path | Stopped]) -> bool:
    """Shows the files that were written, and says why drafts were stopped; whether any was."""
    was_stopped = False
    for one in made:
        if isinstance(one, Stopped):
            say_why(one.name, one.personal)
            was_stopped = True
        else:
            show(str(one))
    return was_stopped
