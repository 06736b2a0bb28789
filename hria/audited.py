"""What an audit says of a site: the attributes of an `audit_finding`."""

from __future__ import annotations

from typing import Literal

import msgspec

from hria.document import Region

AuditClass = Literal["zero_tolerance", "critical", "major", "minor", "observation", "good_practice"]
# From the worst to the best.
AUDIT_CLASSES: tuple[AuditClass, ...] = (
    "zero_tolerance",
    "critical",
    "major",
    "minor",
    "observation",
    "good_practice",
)
ActionStatus = Literal["open", "in_progress", "closed"]


class AuditCell(msgspec.Struct, frozen=True):
    """Where a value of a finding stands: `[start, end)` of the document's text, and on the page.

    A cell that runs over a page, or that the reader read in pieces, has several entries.
    """

    field: str
    start: int
    end: int
    regions: tuple[Region, ...] = ()


class DateReadings(msgspec.Struct, frozen=True):
    """A printed date that can be read in more than one way: as printed, and each reading as an ISO date."""

    field: str
    printed: str
    readings: tuple[str, ...]


class AuditFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding of an audit, in the scheme's words and on one scale.

    `class_printed` is the scheme's own word; `class_` (as JSON: "class") is None where the scheme does not
    grade. Dates are ISO dates. `timescale` is what is printed instead of a due date ("30 days"); `due` is then
    counted from the last day of the audit. `readings` names the dates that can be read in two ways.
    """

    scheme: str
    version: str | None = None
    class_printed: str | None = None
    class_: AuditClass | None = msgspec.field(name="class", default=None)
    number: str | None = None
    clause: str | None = None
    area: str | None = None
    title: str | None = None
    description: str | None = None
    evidence_seen: str | None = None
    root_cause: str | None = None
    corrective_action: str | None = None
    responsible: str | None = None
    due: str | None = None
    timescale: str | None = None
    closed: str | None = None
    status: ActionStatus | None = None
    status_printed: str | None = None
    is_repeat: bool = False
    site: str | None = None
    country: str | None = None
    audit_type: str | None = None
    firm: str | None = None
    audit_start: str | None = None
    audit_end: str | None = None
    workers_total: int | None = None
    workers_interviewed: int | None = None
    issues: tuple[str, ...] = ()
    category: str | None = None
    ilo_indicators: tuple[str, ...] = ()
    readings: tuple[DateReadings, ...] = ()
    cells: tuple[AuditCell, ...] = ()
