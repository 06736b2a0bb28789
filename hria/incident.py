"""An incident as one document tells it: an event, where, at whose workplace, when, to whom, who says so, and what
the company answers. `hria.incidents` brings the accounts of several documents together.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from hria.document import Evidence

EventKind = Literal[
    "accident",
    "unsafe_workplace",
    "forced_labour",
    "trafficking",
    "debt_bondage",
    "recruitment_fees",
    "retained_documents",
    "restricted_movement",
    "deception",
    "coached_answers",
    "intimidation",
    "unpaid_wages",
    "low_wages",
    "excessive_hours",
    "child_labour",
    "harm_to_children",
    "living_conditions",
    "violence",
    "harassment",
    "discrimination",
    "anti_union_action",
    "labour_dispute",
    "use_of_security_forces",
    "attack_on_defenders",
    "land_conflict",
    "harm_to_communities",
    "pollution",
    "surveillance",
    "data_breach",
    "precarious_work",
]
Standing = Literal["alleged", "established"]
DateBasis = Literal["stated", "relative"]


class Affected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People that an event befell. `number` is None where the text leaves it open ("hundreds of pickers"), `kind`
    where it does not say who they are; `words` are as written."""

    harm: Literal["killed", "injured", "affected"]
    words: str
    number: int | None = None
    kind: str | None = None


class Response(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a company says to it, in a passage of the same document. `by` is the company where it is named."""

    stance: Literal["denies", "accepts", "acts", "no_comment", "says"]
    evidence: Evidence
    by: str | None = None


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage that tells of the event, at `[start, end)` of the document's text."""

    start: int
    end: int


class Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One event as one document tells it.

    `employer` is the company whose workplace or workers the text says it is; `companies` are all that it names
    there, `names_company` says whether that of the workspace is one of them. `first_day` and `last_day` are ISO dates,
    `date_basis` how they were found: stated with a year, or resolved from the day of publication; `date_words` are kept
    where nothing could be resolved. `standing`: established by an authority, a court, an audit, the employer itself or
    what anybody could see, else alleged. `said_by` is None where the author of the document says it.
    """

    event: EventKind
    issues: tuple[str, ...] = ()
    category: str | None = None
    ilo_indicators: tuple[str, ...] = ()
    employer: str | None = None
    site: str | None = None
    place: str | None = None
    country: str | None = None
    companies: tuple[str, ...] = ()
    names_company: bool = False
    first_day: str | None = None
    last_day: str | None = None
    date_words: str | None = None
    date_basis: DateBasis | None = None
    people: tuple[Affected, ...] = ()
    standing: Standing = "alleged"
    said_by: str | None = None
    responses: tuple[Response, ...] = ()
    passages: tuple[Account, ...] = ()
