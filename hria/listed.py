"""What rows of lists say: facilities of supplier lists, cases of complaint logs, and records of enforcement."""

from __future__ import annotations

from typing import Literal

import msgspec

from hria.audited import DateReadings

CaseStatus = Literal["open", "rejected", "referred", "addressed", "resolved", "withdrawn"]


class Facility(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a supplier or facility list. `row` counts from 1, the head included.

    `country` is the usual English name, or what is printed where no country is known by it. `workers` is None
    where the list gives a range or nothing; `workers_printed` keeps its words.
    """

    name: str
    row: int
    address: str | None = None
    city: str | None = None
    country: str | None = None
    country_printed: str | None = None
    parent: str | None = None
    product: str | None = None
    tier: str | None = None
    workers: int | None = None
    workers_printed: str | None = None
    os_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Grievance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a log of complaints. Dates are ISO dates.

    `is_resolved` and `is_remedied` are what the log says, each by itself: that a case was addressed or closed
    does not make it resolved, and that it was resolved does not make it remedied. None: the log does not say.
    """

    row: int
    number: str | None = None
    received: str | None = None
    channel: str | None = None
    country: str | None = None
    site: str | None = None
    issue: str | None = None
    status: CaseStatus | None = None
    status_printed: str | None = None
    is_admissible: bool | None = None
    is_resolved: bool = False
    resolved: str | None = None
    is_remedied: bool = False
    remedy: str | None = None
    issues: tuple[str, ...] = ()
    category: str | None = None
    readings: tuple[DateReadings, ...] = ()


class Enforcement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of an authority's records: what an employer was found to owe or to have done. Dates are ISO dates;
    amounts are in the currency of the list, which seldom names it."""

    row: int
    employer: str
    number: str | None = None
    place: str | None = None
    category: str | None = None
    status_printed: str | None = None
    opened: str | None = None
    closed: str | None = None
    paid_on: str | None = None
    claimed: float | None = None
    assessed: float | None = None
    paid: float | None = None
    readings: tuple[DateReadings, ...] = ()
