"""The draft as it stands: each sentence leads to its sources, each gap to who fills it."""

from __future__ import annotations

import datetime

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hria.assemble import assemble
from hria.assemble.outline import outline, variants
from hria.assignment import FILE, Assignment, assignments_file, gap_key, read_assignments
from hria.draft import Draft, Gap, gaps
from hria.errors import BadData, NotFound
from hria.web.answers import body_of, desk_of, json_answer, session_of
from hria.web.desk import Desk
from hria.web.drawing import drawn
from hria.whole_file import write_whole

REPORTS = ("hria", "statement")
LONGEST_NAME, LONGEST_NOTE = 120, 1000


class Assign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to fill a gap of a report; `to` "" takes the assignment away."""

    report: str
    variant: str
    gap: str
    to: str
    note: str = ""


def choices() -> list[tuple[str, str, str]]:
    """The reports there are, as report, variant and name."""
    return [(report, variant, outline(report, variant).name) for report in REPORTS for variant in variants(report)]


def draft_of(desk: Desk, report: str, variant: str) -> Draft:
    """The draft as it would be written now. Raises NotFound."""
    if (report, variant) not in {(known, named) for known, named, _ in choices()}:
        raise NotFound(f'there is no report "{report}" for "{variant}"')
    return assemble(desk.dossier(), report, variant)


async def draft_page(request: Request) -> Response:
    """A report with its sources and gaps."""
    desk, query = desk_of(request), request.query_params
    report, _, variant = query.get("report", "hria:standard").partition(":")
    draft = await run_in_threadpool(draft_of, desk, report, variant)
    assigned = read_assignments(desk.workspace.folder / FILE)
    listed = list(dict.fromkeys(gaps(draft)))
    return drawn(
        request,
        "draft.html.j2",
        draft=draft,
        report=report,
        variant=variant,
        choices=choices(),
        gaps=[(gap_key(gap), gap, assigned.of(gap)) for gap in listed],
        gap_key=gap_key,
        assigned={gap_key(gap) for gap in listed if assigned.of(gap)},
        titles=_titles(draft),
    )


def _titles(draft: Draft) -> dict[str, str]:
    """The titles of all sections by id, for references to them."""
    found: dict[str, str] = {}
    pending = list(draft.sections)
    while pending:
        section = pending.pop()
        found[section.id] = f"{section.number} {section.title}".strip()
        pending.extend(section.sections)
    return found


async def assign(request: Request) -> Response:
    """Notes who fills a gap, in assignments.toml; drafts print it from then on."""
    wanted = await body_of(request, Assign)
    desk, who = desk_of(request), session_of(request).reviewer
    to, note = " ".join(wanted.to.split()), wanted.note.strip()
    if len(to) > LONGEST_NAME or len(note) > LONGEST_NOTE:
        raise BadData(f"a name has at most {LONGEST_NAME} characters and a note {LONGEST_NOTE}")

    def work() -> Gap:
        found = {gap_key(gap): gap for gap in gaps(draft_of(desk, wanted.report, wanted.variant))}
        if wanted.gap not in found:
            raise NotFound("this gap is no longer in the draft", "reload the page")
        gap = found[wanted.gap]
        today = datetime.datetime.now(datetime.UTC).date()
        path = desk.workspace.folder / FILE
        with desk.files:
            after = read_assignments(path).with_one(Assignment(wanted.gap, gap.text, to, who, today, note))
            write_whole(path, assignments_file(after).encode())
        return gap

    gap = await run_in_threadpool(work)
    return json_answer({"gap": wanted.gap, "text": gap.text, "to": to, "note": note})


ROUTES = [Route("/draft", draft_page), Route("/api/assign", assign, methods=["POST"])]
