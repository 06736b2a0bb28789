"""Severity: an assessor rates the salient issues with reasons, and sees at once where that puts them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hria.assemble.chapters import Chapter, salient
from hria.assemble.dossier import Dossier
from hria.assessment import (
    ANCHORS,
    DIMENSIONS,
    Assessment,
    Rating,
    Suggestion,
    assessment_file,
    read_assessment,
    suggest,
)
from hria.errors import BadData, DecidedMeanwhile
from hria.web.answers import body_of, desk_of, json_answer, session_of
from hria.web.desk import Desk
from hria.web.drawing import drawn
from hria.whole_file import write_whole

LONGEST_RATIONALE = 4000
Value = Literal[1, 2, 3, 4, 5] | None


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ratings of one issue. `seen` is the mark of the rating that the page showed."""

    category: str
    scale: Value
    scope: Value
    irremediability: Value
    likelihood: Value
    rationale: str
    seen: str


class Anchor(msgspec.Struct, frozen=True):
    """A dimension as it is asked for: the question, and what 1, 3 and 5 mean."""

    name: str
    question: str
    words: dict[int, str]


class Reach(msgspec.Struct, frozen=True):
    """How the rank of an issue answers to one dimension: the best and worst rank that 1 to 5 would give it."""

    dimension: str
    best: int
    worst: int


class Ranked(msgspec.Struct, frozen=True):
    """A salient issue in the order of severity, and where the matrix has it."""

    rank: int
    category: str
    name: str
    severity: int | None
    likelihood: int | None
    reaches: list[Reach]
    mark: str


def anchors() -> list[Anchor]:
    """The four dimensions with the words at their scale."""
    found = []
    for name in DIMENSIONS:
        question, _, scale = ANCHORS[name].partition(": ")
        words = {int(number): text.strip() for number, text in re.findall(r"(\d) (.+?)(?= \.\.\. |$)", scale)}
        found.append(Anchor(name, question, words))
    return found


def mark_of(rating: Rating) -> str:
    """What tells a rating from one that somebody set meanwhile."""
    return hashlib.sha256(msgspec.json.encode(rating)).hexdigest()[:16]


def ranked(chapters: Sequence[Chapter]) -> list[Ranked]:
    """The issues in the order in which drafts have them, with how each rank answers to each rating.

    Issues of one severity and likelihood stay in the order of what is reported of them.
    """
    ratings = {chapter.category.id: chapter.rating for chapter in chapters}
    order = [chapter.category.id for chapter in chapters]
    return [
        Ranked(
            rank=number,
            category=chapter.category.id,
            name=chapter.category.name,
            severity=chapter.rating.severity(),
            likelihood=chapter.rating.likelihood,
            reaches=[_reach(chapter.category.id, name, ratings, order) for name in DIMENSIONS],
            mark=mark_of(chapter.rating),
        )
        for number, chapter in enumerate(chapters, start=1)
    ]


def _reach(category: str, dimension: str, ratings: dict[str, Rating], order: list[str]) -> Reach:
    ranks = []
    for value in range(1, 6):
        tried = ratings | {category: msgspec.structs.replace(ratings[category], **{dimension: value})}
        by_rating = sorted(order, key=lambda one: (-(tried[one].severity() or 0), -(tried[one].likelihood or 0)))
        ranks.append(by_rating.index(category) + 1)
    return Reach(dimension, min(ranks), max(ranks))


async def ratings_page(request: Request) -> Response:
    """A form for each salient issue, the matrix and the ranking."""
    desk = desk_of(request)

    def read() -> list[tuple[Chapter, tuple[Suggestion, ...]]]:
        dossier = desk.dossier()
        return [(chapter, _suggested(dossier, chapter)) for chapter in salient(dossier)]

    issues = await run_in_threadpool(read)
    rows = ranked([chapter for chapter, _ in issues])
    return drawn(request, "ratings.html.j2", issues=issues, rows=rows, anchors=anchors(), mark_of=mark_of)


async def matrix(request: Request) -> Response:
    """The issues with their ratings, for the matrix and the ranking."""
    desk = desk_of(request)
    return json_answer({"issues": await run_in_threadpool(lambda: ranked(salient(desk.dossier())))})


async def rate(request: Request) -> Response:
    """Writes the rating of an issue to assessment.toml and says where all issues stand then."""
    wanted = await body_of(request, Rate)
    desk, who = desk_of(request), session_of(request).reviewer

    def work() -> list[Ranked]:
        _write(desk, wanted, who)
        return ranked(salient(desk.dossier()))

    return json_answer({"issues": await run_in_threadpool(work)})


def _write(desk: Desk, wanted: Rate, who: str) -> None:
    values = {name: getattr(wanted, name) for name in DIMENSIONS}
    is_rated = any(value is not None for value in values.values())
    rationale = wanted.rationale.strip()
    if is_rated and not rationale:
        raise BadData("a rating needs a rationale", "say why it is so")
    if len(rationale) > LONGEST_RATIONALE:
        raise BadData(f"the rationale is longer than {LONGEST_RATIONALE} characters")
    dossier = desk.dossier()
    dossier.taxonomy.named(wanted.category)
    path = desk.workspace.assessment_file
    with desk.files:
        before = read_assessment(path)
        if mark_of(before.of(wanted.category)) != wanted.seen:
            other = before.of(wanted.category).assessor or "somebody else"
            raise DecidedMeanwhile(f"{other} rated this issue meanwhile", "reload the page, then rate it")
        rating = Rating(**values, rationale=rationale, assessor=who if is_rated or rationale else "")
        after = Assessment({**before.rating, wanted.category: rating}, before.method)
        if rating == Rating():
            after = Assessment({k: v for k, v in before.rating.items() if k != wanted.category}, before.method)
        write_whole(path, _file(dossier, after).encode())


def _file(dossier: Dossier, assessment: Assessment) -> str:
    """The file with a place for each salient issue, and for each other that somebody rated."""
    chapters = {chapter.category.id: chapter for chapter in salient(dossier)}
    wanted = [*chapters, *(id_ for id_ in assessment.rating if id_ not in chapters)]
    suggested = [
        (dossier.taxonomy.named(id_), _suggested(dossier, chapters[id_]) if id_ in chapters else ()) for id_ in wanted
    ]
    return assessment_file(dossier.taxonomy, suggested, assessment)


def _suggested(dossier: Dossier, chapter: Chapter) -> tuple[Suggestion, ...]:
    return suggest(chapter.category, dossier.counted(chapter.risks))


ROUTES = [
    Route("/ratings", ratings_page),
    Route("/api/ratings", matrix),
    Route("/api/rating", rate, methods=["POST"]),
]
