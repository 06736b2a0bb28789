"""The queue: which findings wait to be looked at, in what order, page by page. All of it is SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from hria.errors import NotFound
from hria.review import ReviewState
from hria.web.search import matching_findings
from hria.web.tables import documents, findings, speaks

Order = Literal["place", "unsure", "sure"]
PAGE = 50
STATES: tuple[ReviewState, ...] = ("suggested", "stale", "accepted", "edited", "rejected")


class Filters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What of all findings is shown; an empty one shows all.

    `state` "open" is what nobody has decided on (suggested or stale), "counted" all that nobody rejected. `least`
    and `most` bound the confidence, 0 to 1.
    """

    kind: str = ""
    document: str = ""
    category: str = ""
    criterion: str = ""
    stance: str = ""
    state: str = ""
    least: float = 0.0
    most: float = 1.0
    words: str = ""
    order: Order = "place"


class Row(msgspec.Struct, frozen=True):
    """A finding as the list shows it."""

    id: str
    kind: str
    category: str | None
    state: str
    confidence: float
    page: int
    excerpt: str
    document: str


class QueuePage(msgspec.Struct, frozen=True):
    """Some rows and how many there are in all. `after` is the id to go on from; None on the last page."""

    rows: list[Row]
    total: int
    after: str | None


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters that a URL names. Raises msgspec.ValidationError for one that there is not."""
    named = {name: value for name, value in query.items() if name in Filters.__struct_fields__}
    return msgspec.convert(named, Filters, strict=False)


def page_of(db: sa.Connection, filters: Filters, after: str = "", size: int = PAGE) -> QueuePage:
    """The rows after the finding `after` (from the beginning without), at most `size`."""
    chosen = _chosen(filters)
    total = db.scalar(sa.select(sa.func.count()).select_from(findings).where(*chosen)) or 0
    key = _key(filters.order)
    query = (
        sa.select(findings, documents.c.title)
        .join(documents, documents.c.id == findings.c.document_id)
        .where(*chosen)
        .order_by(*key)
        .limit(size + 1)
    )
    if after:
        query = query.where(sa.tuple_(*key) > _place(db, after, filters.order))
    found = db.execute(query).all()
    rows = [_row(row) for row in found[:size]]
    return QueuePage(rows, total, rows[-1].id if len(found) > size else None)


def around(db: sa.Connection, filters: Filters, finding_id: str, size: int = PAGE) -> QueuePage:
    """The page of rows that begins a little before this finding, whether or not the filters still show it."""
    chosen = _chosen(filters)
    key = _key(filters.order)
    back = [column.desc() for column in key]
    query = sa.select(findings.c.id).where(*chosen, sa.tuple_(*key) < _place(db, finding_id, filters.order))
    before = db.scalars(query.order_by(*back).limit(6)).all()
    return page_of(db, filters, before[-1] if len(before) > 5 else "", size)


def step(db: sa.Connection, filters: Filters, finding_id: str, is_back: bool = False) -> str | None:
    """The id of the finding after (or before) this one; None at the end."""
    key = _key(filters.order)
    place = _place(db, finding_id, filters.order)
    there = sa.tuple_(*key) < place if is_back else sa.tuple_(*key) > place
    order = [column.desc() for column in key] if is_back else key
    return db.scalar(sa.select(findings.c.id).where(*_chosen(filters), there).order_by(*order).limit(1))


def counts(db: sa.Connection, filters: Filters) -> dict[str, dict[str, int]]:
    """How many findings each choice of a filter would show, the other filters as they are."""
    result = {}
    for name, column in (
        ("kind", findings.c.kind),
        ("state", findings.c.state),
        ("category", findings.c.category),
        ("document", findings.c.document_id),
    ):
        others = msgspec.structs.replace(filters, **{name: ""})
        query = sa.select(column, sa.func.count()).where(*_chosen(others), column.is_not(None)).group_by(column)
        result[name] = {str(value): int(number) for value, number in db.execute(query)}
    return result


def _chosen(filters: Filters) -> list[sa.ColumnElement[bool]]:
    chosen: list[sa.ColumnElement[bool]] = []
    for value, column in (
        (filters.kind, findings.c.kind),
        (filters.document, findings.c.document_id),
        (filters.category, findings.c.category),
    ):
        if value:
            chosen.append(column == value)
    if filters.state == "open":
        chosen.append(findings.c.state.in_(("suggested", "stale")))
    elif filters.state == "counted":
        chosen.append(findings.c.state != "rejected")
    elif filters.state:
        chosen.append(findings.c.state == filters.state)
    if filters.least > 0:
        chosen.append(findings.c.confidence >= filters.least)
    if filters.most < 1:
        chosen.append(findings.c.confidence <= filters.most)
    if filters.criterion:
        speaking = sa.select(speaks.c.signature).where(speaks.c.criterion_id == filters.criterion)
        if filters.stance:
            speaking = speaking.where(speaks.c.stance == filters.stance)
        chosen.append(findings.c.signature.in_(speaking))
    if filters.words:
        chosen.append(findings.c.id.in_(matching_findings(filters.words)))
    return chosen


def _key(order: Order) -> list[sa.ColumnElement[Any]]:
    """What the rows are sorted by; the id last, so that each has its place."""
    if order == "place":
        return [findings.c.position, findings.c.id]
    confidence = findings.c.confidence if order == "unsure" else -findings.c.confidence
    return [confidence, findings.c.position, findings.c.id]


def _place(db: sa.Connection, finding_id: str, order: Order) -> sa.Tuple:
    key = _key(order)
    place = db.execute(sa.select(*key).where(findings.c.id == finding_id)).first()
    if place is None:
        raise NotFound(f'no finding "{finding_id}"', "reload the page")
    return sa.tuple_(*(sa.literal(value) for value in place))


def _row(row: sa.Row[Any]) -> Row:
    return Row(row.id, row.kind, row.category, row.state, row.confidence, row.page, row.excerpt, row.title)
