"""A finding: a passage, what it says, and the reason why hria thinks so."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

from hria.audited import AuditFinding
from hria.country_fact import CountryFact
from hria.document import Evidence
from hria.incident import Incident
from hria.listed import Enforcement, Facility, Grievance

Strength = Literal["firm", "aim", "aspiration"]
Status = Literal["done", "in_progress", "planned", "negative", "conditional"]
Relation = Literal[
    "member",
    "partner",
    "founder",
    "funder",
    "signatory",
    "assessor",
    "operator",
    "consulted",
    "other",
]

Owner = Literal["company", "supplier", "partner", "third_party"]


class Risk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An impact on people that a passage says exists, happened or may happen.

    `category` is of the workspace's taxonomy of salient risks; `issues` are the neutral issues it
    was chosen from; `rights` and `ilo_indicators` follow from the issues.
    """

    category: str
    issues: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    rightsholders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tier: str | None = None
    linkage: Literal["cause", "contribute", "directly_linked"] | None = None
    actuality: Literal["actual", "potential"] = "potential"
    ilo_indicators: tuple[str, ...] = ()


class Target(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a commitment is measured by: 25000 women, 100 %."""

    value: float
    unit: str


class Commitment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an organisation says it will do. `deadline` is an ISO date: the last day of the period named;
    `issues` are those that the passage names."""

    actor: str
    action: str
    strength: Strength = "firm"
    status: Status = "planned"
    target: Target | None = None
    deadline: str | None = None
    recurrence: str | None = None
    issues: tuple[str, ...] = ()


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An outside organisation or initiative that the company works with, joins, funds or is assessed by."""

    name: str
    relation: Relation = "other"
    since: int | None = None
    type: str | None = None


class Disclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that speaks to a topic. `aspects` are the finer points that criteria ask for."""

    topics: tuple[str, ...]
    evidence_status: Status = "done"
    aspects: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()


class Metric(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure: 4,082 supplier assessments in 2019, by whomever they were made.

    `unit` is what is counted ("assessments"), "%", a currency (ISO 4217) or "x" for "fourfold"; "number"
    where the text leaves it open. `measure` says it in full. `upper` closes a range, `base` is the 10 in
    "9 of 10". `[number_start, number_end)` is where the number stands in the document's text.

    Days are ISO dates. `as_of` is a day by itself; a period without `period_start` or `period_end` is open
    there. `period_basis` says where the period was read. `part_of` is the finding of the whole that this
    figure is a part of; `parts` says whether all parts of it are told or only some.
    """

    value: float
    unit: str
    number_start: int
    number_end: int
    measure: str | None = None
    upper: float | None = None
    base: float | None = None
    hedge: str | None = None
    currency: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    as_of: str | None = None
    period_basis: Literal["sentence", "context", "heading", "document"] | None = None
    scope: str | None = None
    owner: Owner = "company"
    owner_name: str | None = None
    role: Literal["figure", "target"] = "figure"
    part_of: str | None = None
    parts: Literal["all", "some"] | None = None


ClaimType = Literal["ask", "factual_allegation", "normative", "third_party_authority"]


class SubClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a claim that can be answered by itself, at `[start, end)` of the document's text."""

    type: ClaimType
    text: str
    start: int
    end: int


class Footnote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A note that a claim points to; `text` is None where the document does not print it."""

    mark: str
    text: str | None = None


class ClaimedFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure in a claim, at `[start, end)` of the document's text; see Metric for its fields."""

    value: float
    unit: str
    start: int
    end: int
    measure: str | None = None
    hedge: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    as_of: str | None = None


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a resolution, letter or article asks of a company or says of it.

    `number` counts the claims of a `petition` (its title) from 1. `text` is the claim on one line without
    note marks. `practices` are neutral issues, `dates` ISO days, or periods as "start/end".
    """

    type: ClaimType
    number: int
    text: str
    petition: str
    sub_claims: tuple[SubClaim, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    products: tuple[str, ...] = ()
    practices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[ClaimedFigure, ...] = ()
    dates: tuple[str, ...] = ()


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing: a passage that is cited for its words, and is kept nowhere."""


Attributes = (
    Risk
    | Commitment
    | Partner
    | Disclosure
    | Metric
    | Claim
    | AuditFinding
    | Facility
    | Grievance
    | Enforcement
    | CountryFact
    | Incident
    | Quoted
)
ATTRIBUTES: dict[str, type[Attributes]] = {
    "risk": Risk,
    "commitment": Commitment,
    "partner": Partner,
    "disclosure": Disclosure,
    "metric": Metric,
    "claim": Claim,
    "audit_finding": AuditFinding,
    "facility": Facility,
    "grievance": Grievance,
    "enforcement": Enforcement,
    "context": CountryFact,
    "incident": Incident,
}
KINDS = tuple(ATTRIBUTES)


class Finding(msgspec.Struct, frozen=True):
    """`id` follows from the document's bytes, the kind and the place, so that reviews survive a re-run."""

    id: str
    kind: str
    evidence: Evidence
    attributes: Attributes
    rule: str
    confidence: float
    cues: tuple[str, ...] = ()


def finding_id(sha256: str, kind: str, start: int, end: int, name: str = "") -> str:
    """16 hex digits. `name` tells apart several partners named in one passage."""
    return hashlib.sha256(f"{sha256}:{kind}:{start}:{end}:{name}".encode()).hexdigest()[:16]


def quoted_passage(evidence: Evidence, sha256: str) -> Finding:
    """A passage as a finding that a draft can cite; its kind, "passage", is none of those that are kept."""
    id_ = finding_id(sha256, "passage", evidence.start, evidence.end)
    return Finding(id_, "passage", evidence, Quoted(), "passage", 1.0)


def decode_attributes(kind: str, values: dict[str, Any]) -> Attributes:
    """The attributes of a kind from plain values, as they come out of JSON.

    Raises msgspec.ValidationError for an unknown key or a value outside the taxonomy of its type.
    """
    return msgspec.convert(values, ATTRIBUTES[kind])
