"""The codebook: what codes there are, what each means, and which of them a finding has."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import cache

import msgspec

from hria.audited import AUDIT_CLASSES, AuditFinding
from hria.finding import (
    KINDS,
    Claim,
    Commitment,
    Disclosure,
    Finding,
    Metric,
    Partner,
    Relation,
    Risk,
    Strength,
)
from hria.risk import RiskTaxonomy
from hria.vocabulary import ASPECTS, ISSUES, TOPICS

# Ids of ours in other tools follow from names, so that an export made again is known there.
NAMESPACE = uuid.UUID("6a6f6b1e-5f0d-5c3a-9a83-3f1d7f0a9c21")
# The kinds whose findings are told apart by codes; see codes_of.
CODED = ("risk", "disclosure", "commitment", "partner", "metric", "claim", "audit_finding")
# One for each group; tools show codings in the colour of their code.
COLOURS = ("#B23A48", "#2F6690", "#3A7D44", "#8E5572", "#C17817", "#5B5F97", "#4F6D7A", "#7A6C5D")


class Code(msgspec.Struct, frozen=True):
    """A code. `key` is its path ("risk/wages"); a group only gathers codes and is never given to a passage."""

    key: str
    name: str
    definition: str | None = None
    is_group: bool = False
    colour: str | None = None
    codes: tuple[Code, ...] = ()

    @property
    def guid(self) -> str:
        """Its id in other tools."""
        return guid(f"code:{self.key}")


def guid(name: str) -> str:
    """The id that follows from a name, as REFI-QDA writes it."""
    return str(uuid.uuid5(NAMESPACE, name))


def codebook(taxonomy: RiskTaxonomy) -> tuple[Code, ...]:
    """The codes of a workspace, in groups by kind of finding. Issues and aspects are groups of their own."""
    risks = [
        Code(f"risk/{c.id}", c.name, f"{c.description} Issues: {', '.join(ISSUES[i] for i in c.issues)}.")
        for c in taxonomy.category
    ]
    groups = (
        ("risk", "Salient risks", f"Impacts on people, by the taxonomy “{taxonomy.title}”.", risks),
        ("issue", "Issues", "What can go wrong for people, whatever a law calls it.", _named("issue", ISSUES)),
        ("disclosure", "Topics", "What a sentence of a company speaks to.", _named("disclosure", TOPICS)),
        ("aspect", "Aspects", "The finer points that laws and standards ask for.", _named("aspect", ASPECTS)),
        ("commitment", "Commitments", "What an organisation says it will do.", _commitments()),
        ("partner", "Partners", "Outside organisations, by their relation to the company.", _relations()),
        ("other", "Figures, claims and records", "Other findings, by kind.", _others()),
    )
    return tuple(
        Code(key, name, definition, True, colour, tuple(_coloured(codes, colour)))
        for (key, name, definition, codes), colour in zip(groups, COLOURS, strict=False)
    )


def _coloured(codes: list[Code], colour: str) -> Iterator[Code]:
    return (msgspec.structs.replace(code, colour=colour) for code in codes)


def _named(group: str, words: dict[str, str]) -> list[Code]:
    return [Code(f"{group}/{id_}", name[:1].upper() + name[1:]) for id_, name in words.items()]


def _commitments() -> list[Code]:
    meaning: dict[Strength, str] = {
        "firm": "It says that it will.",
        "aim": "It says that it means to.",
        "aspiration": "It says that it hopes or strives to.",
    }
    return [Code(f"commitment/{id_}", f"Commitment: {id_}", line) for id_, line in meaning.items()]


def _relations() -> list[Code]:
    relations: tuple[Relation, ...] = (
        "member", "partner", "founder", "funder", "signatory", "assessor", "operator", "consulted", "other",
    )  # fmt: skip
    return [Code(f"partner/{relation}", f"Partner: {relation}") for relation in relations]


def _others() -> list[Code]:
    plain = {
        "metric/figure": "Figure", "metric/target": "Figure: target", "claim/ask": "Claim: what is asked",
        "claim/factual_allegation": "Claim: allegation of fact", "claim/normative": "Claim: norm",
        "claim/third_party_authority": "Claim: authority of others", "facility": "Facility",
        "grievance": "Complaint", "enforcement": "Record of enforcement",
    }  # fmt: skip
    # Kinds that have no codes of their own are one.
    plain |= {kind: kind.replace("_", " ").capitalize() for kind in KINDS if kind not in (*CODED, *plain)}
    audited = {f"audit_finding/{c}": f"Audit finding: {c.replace('_', ' ')}" for c in (*AUDIT_CLASSES, "not_graded")}
    return [Code(key, name) for key, name in {**plain, **audited}.items()]


def codes_of(finding: Finding) -> tuple[str, ...]:
    """The keys of the codes that a finding has."""
    match finding.attributes:
        case Risk() as risk:
            return (f"risk/{risk.category}", *(f"issue/{issue}" for issue in risk.issues))
        case Disclosure() as disclosure:
            topics = (f"disclosure/{topic}" for topic in disclosure.topics)
            return (*topics, *(f"aspect/{aspect}" for aspect in disclosure.aspects))
        case Commitment() as commitment:
            return (f"commitment/{commitment.strength}",)
        case Partner() as partner:
            return (f"partner/{partner.relation}",)
        case Metric() as metric:
            return (f"metric/{metric.role}",)
        case Claim() as claim:
            return (f"claim/{claim.type}",)
        case AuditFinding() as audited:
            return (f"audit_finding/{audited.class_ or 'not_graded'}",)
    return (finding.kind,)


def every_code(codes: tuple[Code, ...]) -> Iterator[Code]:
    """The codes and all below them, groups too, in order."""
    for code in codes:
        yield code
        yield from every_code(code.codes)


@cache
def _words(text: str) -> str:
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def key_of(name: str, codes: tuple[Code, ...]) -> str | None:
    """The code that is called so, by its name or key; None where there is none or several."""
    wanted = _words(name.strip())
    known = [code for code in every_code(codes) if not code.is_group]
    if name in {code.key for code in known}:
        return name
    by_key = [code.key for code in known if wanted in (_words(code.key), _words(code.key.partition("/")[2] or "\0"))]
    found = dict.fromkeys([*(code.key for code in known if _words(code.name) == wanted), *by_key])
    # A category may be called like an issue of it; a coder who names a risk means the category.
    risks = [key for key in found if key.startswith("risk/")]
    return (risks or list(found))[0] if len(risks) == 1 or len(found) == 1 else None
