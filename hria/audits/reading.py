"""From a document to the findings of its audit."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from rapidfuzz import fuzz

from hria.audited import ActionStatus, AuditCell, AuditFinding, DateReadings
from hria.audits.cards import findings_in_cards, printed_facts, values_of
from hria.audits.columns import tables_of_findings
from hria.audits.head import AuditHead, head_of
from hria.audits.heads import NUMBER, TIMESCALE, is_empty
from hria.audits.passage import NOTHING, Passage
from hria.audits.rows import Fields, findings_in_cells, table_rows
from hria.audits.scheme import Scheme, scheme_of, version_of
from hria.document import Document
from hria.printed_day import DateOrder, Day, day_of, days, order_of
from hria.resources import read_toml

# Two descriptions as alike as this (0 to 100) are of one finding.
SAME = 84
CELLS = (
    "number", "class", "clause", "area", "description", "evidence_seen", "root_cause", "corrective_action",
    "responsible", "due", "closed", "status", "repeat",
)  # fmt: skip
SHORTEST_DESCRIPTION = 8


class AuditReading(NamedTuple):
    """A finding as it was read: its attributes, the stretch that describes it, and by what it was recognised."""

    finding: AuditFinding
    start: int
    end: int
    rule: str
    cues: tuple[str, ...]
    confidence: float


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    status: dict[str, tuple[str, ...]]
    repeat: tuple[str, ...]


@cache
def _words() -> _Words:
    return read_toml(Path(__file__).with_name("words.toml"), _Words)


def read_audit(document: Document) -> list[AuditReading]:
    """The findings of an audit report, in the order of its text; each once, although a report may tell it twice."""
    scheme = scheme_of(document.title, document.text)
    rows, taken = _rows(document, scheme)
    values = values_of(document, scheme, taken)
    cards = [(fields, "audit.card") for fields in findings_in_cards(values, scheme)]
    order = order_of([document.text])
    head = head_of(document, [*values, *printed_facts(document)], order)
    maker = _Maker(document, scheme, head, order)
    found = [made for fields, rule in (*rows, *cards) if (made := maker.finding(fields, rule))]
    return sorted(_each_once(found), key=lambda reading: reading.start)


def _rows(document: Document, scheme: Scheme) -> tuple[list[tuple[Fields, str]], list[tuple[int, int]]]:
    """The findings in tables, and the stretches of text that these take up."""
    if not document.words:
        found = list(findings_in_cells(document, scheme))
        spans = [span for fields in found for cell in fields.values() for span in cell.spans]
        taken = [
            (
                min(s for c in row.cells.values() for s, _ in c.spans),
                max(e for c in row.cells.values() for _, e in c.spans),
            )
            for row in table_rows(document)
            if any(span in spans for cell in row.cells.values() for span in cell.spans)
        ]
        return [(fields, "audit.row") for fields in found], taken
    tables = list(tables_of_findings(document, scheme))
    starts = frozenset[int]().union(*(table.words for table in tables))
    taken = [(word.start, word.end) for word in document.words if word.start in starts]
    return [(fields, "audit.printed-row") for table in tables for fields in table.findings], _joined(taken)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _each_once(found: Sequence[AuditReading]) -> list[AuditReading]:
    """Findings told in the body and again in the plan of action are one: the fuller telling is completed."""
    kept: list[AuditReading] = []
    for reading in found:
        for index, other in enumerate(kept):
            if _is_same(reading.finding, other.finding):
                kept[index] = _completed(other, reading)
                break
        else:
            kept.append(reading)
    return kept


def _is_same(a: AuditFinding, b: AuditFinding) -> bool:
    if a.clause and b.clause and a.clause != b.clause:
        return False
    alike = fuzz.token_set_ratio(a.description or "", b.description or "")
    if a.number and b.number and a.number != b.number:
        return False
    return alike >= (60 if a.number and a.number == b.number else SAME) and not (
        a.number is None and b.number is None and a.class_printed != b.class_printed
    )


def _completed(one: AuditReading, other: AuditReading) -> AuditReading:
    """One finding with what only the other telling of it says."""
    plain = {
        name: getattr(other.finding, name)
        for name in AuditFinding.__struct_fields__
        if getattr(one.finding, name) in (None, (), False) and name != "cells"
    }
    return one._replace(
        finding=msgspec.structs.replace(one.finding, **plain, cells=one.finding.cells + other.finding.cells)
    )


class _Maker:
    """Makes findings of fields, with what is known of the audit as a whole."""

    def __init__(self, document: Document, scheme: Scheme, head: AuditHead, order: DateOrder | None) -> None:
        self._document = document
        self._scheme = scheme
        self._head = head
        self._order = order
        self._version = version_of(scheme, document.title, document.text)

    def finding(self, fields: Fields, rule: str) -> AuditReading | None:
        """The finding of a row or card; None where it describes nothing."""
        fields = {field: cell for field, cell in fields.items() if not is_empty(cell.text)}
        described = fields.get("description") or fields.get("title") or NOTHING
        named = self._scheme.class_in(described.text)
        is_class = named is not None and named[0] == described.text
        if len(described.text) < SHORTEST_DESCRIPTION or not described.spans or is_class:
            return None
        printed = fields.get("class", NOTHING).text
        known = self._scheme.class_in(printed) if printed else None
        clause = self._clause(fields)
        status_printed = _text(fields, "status")
        due, closed = self._day(fields.get("due")), self._day(fields.get("closed"))
        status = _status(status_printed, has_closed=closed is not None)
        if closed is None and status == "closed" and status_printed:
            closed = day_of(status_printed, self._order)
        finding = AuditFinding(
            scheme=self._scheme.id,
            version=self._version,
            class_printed=known[0] if known else printed or None,
            class_=known[1] if known else None,
            number=_number(fields),
            clause=clause,
            area=_text(fields, "area") or self._area(fields, clause),
            title=_text(fields, "title"),
            description=described.text,
            evidence_seen=_text(fields, "evidence_seen"),
            root_cause=_text(fields, "root_cause"),
            corrective_action=_text(fields, "corrective_action"),
            responsible=_text(fields, "responsible"),
            due=_iso(due.day if due else self._counted(_text(fields, "due"))),
            timescale=_text(fields, "due") if due is None else None,
            closed=_iso(closed.day if closed else None),
            status=status,
            status_printed=status_printed,
            is_repeat=_is_repeat(fields),
            site=self._head.site,
            country=self._head.country,
            audit_type=self._head.audit_type,
            firm=self._head.firm,
            audit_start=_iso(self._head.start),
            audit_end=_iso(self._head.end),
            workers_total=self._head.workers_total,
            workers_interviewed=self._head.workers_interviewed,
            issues=self._scheme.issues_of(clause),
            readings=tuple(_open_readings((("due", due), ("closed", closed)))),
            cells=tuple(self._cells(fields)),
        )
        start, end = described.spans[0]
        cues = tuple(dict.fromkeys(text for name in ("class", "clause", "number") if (text := _text(fields, name))))
        sure = 0.6 + 0.1 * (known is not None) + 0.1 * (clause is not None) + 0.1 * bool(finding.corrective_action)
        return AuditReading(finding, start, end, rule, cues or (described.text[:40],), round(sure, 2))

    def _clause(self, fields: Fields) -> str | None:
        stated = _text(fields, "clause")
        if stated:
            match = self._scheme.clause_pattern.search(stated)
            return match.group() if match else stated
        for name in ("area", "title"):
            if match := self._scheme.clause_pattern.match(_text(fields, name) or ""):
                return match.group()
        return None

    def _area(self, fields: Fields, clause: str | None) -> str | None:
        """What is left of a clause's cell beside its number, or the title of a card."""
        beside = (_text(fields, "clause") or "").replace(clause or "", "").strip(" .:-–·()")
        return beside or _text(fields, "title") or None

    def _day(self, cell: Passage | None) -> Day | None:
        if cell is None:
            return None
        # A narrow cell may break a year in two: "21.12.202 4".
        found = days(cell.text, self._order) or days(re.sub(r"\s+", "", cell.text), self._order)
        return found[-1] if found else None

    def _counted(self, text: str | None) -> datetime.date | None:
        """The last day of a timescale like "30 days", counted from the end of the audit."""
        end = self._head.end
        match = TIMESCALE.search(text or "")
        if end is None or match is None:
            return None
        number = re.search(r"\d+", match.group())
        if number is None:
            return end
        unit = match.group().casefold()
        factor = 7 if "week" in unit else 30 if "month" in unit else 1
        return end + datetime.timedelta(days=int(number.group()) * factor)

    def _cells(self, fields: Fields) -> Iterable[AuditCell]:
        for name in CELLS:
            for start, end in fields.get(name, NOTHING).spans:
                yield AuditCell(name, start, end, self._document.regions(start, end))


def _text(fields: Fields, name: str) -> str | None:
    return fields.get(name, NOTHING).text.strip() or None


def _number(fields: Fields) -> str | None:
    """The number of a finding, without the name of a group of rows that stands below it in its column."""
    text = _text(fields, "number")
    match = NUMBER.match(text or "")
    return match.group() if match and text else text


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _status(printed: str | None, *, has_closed: bool) -> ActionStatus | None:
    names: dict[str, ActionStatus] = {"open": "open", "in_progress": "in_progress", "closed": "closed"}
    for name, patterns in _words().status.items():
        if printed and any(re.search(pattern, printed, re.I) for pattern in patterns):
            return names[name]
    return "closed" if has_closed else None


def _is_repeat(fields: Fields) -> bool:
    """Whether a finding was raised in an earlier audit already."""
    stated = _text(fields, "repeat")
    if stated:
        return any(re.search(pattern, stated, re.I) for pattern in (*_words().repeat, r"^y(es)?\b"))
    told = " ".join(filter(None, (_text(fields, name) for name in ("status", "class", "description"))))
    return any(re.search(pattern, told, re.I) for pattern in _words().repeat)


def _open_readings(dates: Iterable[tuple[str, Day | None]]) -> Iterable[DateReadings]:
    for field, day in dates:
        if day is not None and day.is_open:
            yield DateReadings(field, day.printed, tuple(reading.isoformat() for reading in day.readings))
