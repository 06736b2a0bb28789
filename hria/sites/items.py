"""The items of a site, each measured from 0 to 1, or missing where nothing is known."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from hria.audited import AuditFinding
from hria.audits.register import AuditedSite, audited_sites
from hria.context.commodities import goods_in
from hria.context.profile import Context
from hria.finding import Finding
from hria.listed import Facility, Grievance
from hria.sites.site import Site
from hria.sites.weighing import Weighing

FACTS = ("address", "country", "product", "tier", "workers_printed")
YEAR = 365.25
# An audit is fresh for a year, and tells nothing any more after three.
FRESH, STALE = 1.0, 3.0
DAYS_IN_MONTH = 30.44


class Measured(NamedTuple):
    """What an item comes to, from 0 to 1, in words, and the ids of the findings that say so; None where there is no
    data, which is no 0."""

    value: float | None
    words: str
    ids: tuple[str, ...] = ()


class Surroundings(NamedTuple):
    """What is the same for all sites: the day, what is known of countries and goods, and which kinds of sources the
    workspace holds at all."""

    on: datetime.date
    context: Context
    has_logs: bool
    has_incidents: bool


def measured(site: Site, around: Surroundings, weighing: Weighing) -> dict[str, Measured]:
    """Every item of a site, in the order of the weights."""
    audited = next(iter(audited_sites(_under_one_name(site), around.on)), None)
    found = {
        **_of_audits(site, audited, around.on, weighing),
        "grievances": _grievances(site, around, weighing),
        "incidents": _incidents(site, around, weighing),
        **_of_country(site, around.context, weighing),
        "goods": _goods(site, around.context, weighing),
        "people": _people(site, weighing),
        "not_stated": _not_stated(site),
    }
    return {item: found[item] for item in weighing.weight}


def _under_one_name(site: Site) -> list[Finding]:
    """Its audit findings as of one site: reports may print its name differently."""
    found = []
    for finding in site.audits:
        assert isinstance(finding.attributes, AuditFinding)
        found.append(
            msgspec.structs.replace(finding, attributes=msgspec.structs.replace(finding.attributes, site=site.name))
        )
    return found


def _of_audits(site: Site, audited: AuditedSite | None, on: datetime.date, weighing: Weighing) -> dict[str, Measured]:
    if audited is None:
        if site.clean_audits:
            none = Measured(0.0, "an audit without findings")
            age = Measured(None, "no date of the audit")
            return {
                "audit_findings": none, "overdue": none, "repeats": none, "audit_age": age,
                "never_audited": Measured(0.0, "audited"),
            }  # fmt: skip
        nothing = Measured(None, "never audited")
        return {
            "audit_findings": nothing, "overdue": nothing, "repeats": nothing, "audit_age": nothing,
            "never_audited": Measured(1.0, "no audit in the workspace"),
        }  # fmt: skip
    amount = 0.0
    for action in audited.actions:
        share = 1.0 if action.is_open else weighing.share["closed"]
        amount += weighing.audit_class[action.audited.class_ or "ungraded"] * share
    ids = tuple(action.finding.id for action in audited.actions)
    late, again = audited.overdue(), audited.repeats()
    return {
        "audit_findings": Measured(
            weighing.part("audit_findings", amount), f"{len(audited.open())} open of {len(audited.actions)}", ids
        ),
        "overdue": _counted("overdue", [a.finding.id for a in late], "overdue", weighing),
        "repeats": _counted("repeats", [a.finding.id for a in again], "raised before", weighing),
        "audit_age": _age(audited, on),
        "never_audited": Measured(0.0, "audited"),
    }


def _counted(item: str, ids: Sequence[str], what: str, weighing: Weighing) -> Measured:
    return Measured(weighing.part(item, len(ids)), f"{len(ids)} {what}", tuple(ids))


def _age(audited: AuditedSite, on: datetime.date) -> Measured:
    ends = [end for _, end in audited.audits if end]
    if not ends:
        return Measured(None, "no date of the audit")
    days = (on - datetime.date.fromisoformat(max(ends))).days
    value = min(1.0, max(0.0, (days / YEAR - FRESH) / (STALE - FRESH)))
    return Measured(value, f"{max(0, round(days / DAYS_IN_MONTH))} months")


def _grievances(site: Site, around: Surroundings, weighing: Weighing) -> Measured:
    if not around.has_logs:
        return Measured(None, "no log of complaints")
    amount, without = 0.0, 0
    for finding in site.grievances:
        case = finding.attributes
        assert isinstance(case, Grievance)
        kind = (
            "inadmissible" if case.is_admissible is False
            else "remedied" if case.is_remedied
            else "resolved" if case.is_resolved
            else "unresolved"
        )  # fmt: skip
        without += kind == "unresolved"
        amount += weighing.share[kind]
    words = f"{len(site.grievances)}, {without} not resolved" if site.grievances else "none names it"
    return Measured(weighing.part("grievances", amount), words, tuple(f.id for f in site.grievances))


def _incidents(site: Site, around: Surroundings, weighing: Weighing) -> Measured:
    if not around.has_incidents:
        return Measured(None, "no incidents in the workspace")
    amount = sum(weighing.share["established" if one.is_established else "alleged"] for one in site.incidents)
    alleged = sum(not one.is_established for one in site.incidents)
    words = f"{len(site.incidents)}, {alleged} alleged" if site.incidents else "none names it"
    return Measured(weighing.part("incidents", amount), words, tuple(one.finding.id for one in site.incidents))


def _of_country(site: Site, context: Context, weighing: Weighing) -> dict[str, Measured]:
    if site.country is None:
        unknown = Measured(None, "country not stated")
        return {"governance": unknown, "assessment": unknown, "index": unknown}
    profile = context.of(site.country)
    rank = profile.governance()
    governance = Measured(None, "no data")
    if rank is not None:
        ids = tuple(profile.indicators[name].finding.id for name in profile.indicators)
        governance = Measured(1 - rank / 100, f"rank {rank:.0f} of 100", ids)
    assessment = Measured(None, "no data")
    if profile.assessment and (words := profile.assessment.fact.words):
        value = next((v for start, v in weighing.assessment.items() if words.casefold().startswith(start)), None)
        assessment = Measured(value, words.partition(" –")[0].lower(), (profile.assessment.finding.id,))
    return {"governance": governance, "assessment": assessment, "index": _index(site.country, context)}


def _index(country: str, context: Context) -> Measured:
    """The mean share of countries that are no worse, over the tables that say which way is worse."""
    shares, ids = [], []
    for measure, said in context.of(country).indicators.items():
        fact = said.fact
        if fact.worse is None or fact.value is None or fact.source is not None:
            continue
        values = context.values(measure)
        is_better: Callable[[float, float], bool] = (
            (lambda other, own: other < own) if fact.worse == "high" else (lambda other, own: other > own)
        )
        better = sum(is_better(value, fact.value) for value in values)
        ties = sum(value == fact.value for value in values) - 1
        shares.append((better + ties / 2) / (len(values) - 1) if len(values) > 1 else 0.5)
        ids.append(said.finding.id)
    if not shares:
        return Measured(None, "no data")
    value = sum(shares) / len(shares)
    return Measured(value, f"worse than {value:.0%} of countries", tuple(ids))


def _goods(site: Site, context: Context, weighing: Weighing) -> Measured:
    products = site.products()
    if not products:
        return Measured(None, "product not stated")
    if site.country is None:
        return Measured(None, "country not stated")
    best = Measured(0.0, "none is listed for the country")
    for good in dict.fromkeys(good for product in products for good in goods_in(product, context.goods)):
        said = context.listing(good, site.country)
        if said is None:
            continue
        kinds = [kind for kind in weighing.share if kind in said.fact.exploitation]
        value = max((weighing.share[kind] for kind in kinds), default=weighing.share["inputs"])
        if value > (best.value or 0):
            best = Measured(
                value,
                f"{good.lower()}: {', '.join(k.replace('_', ' ') for k in kinds) or 'its inputs'}",
                (said.finding.id,),
            )
    return best


def _people(site: Site, weighing: Weighing) -> Measured:
    workers = site.said("workers")
    if not isinstance(workers, int):
        workers = next((a for a in map(_workers_seen, site.audits) if a), None)
    if not isinstance(workers, int):
        return Measured(None, "not stated")
    return Measured(weighing.part("people", workers), f"{workers:,}")


def _workers_seen(finding: object) -> int | None:
    return getattr(getattr(finding, "attributes", None), "workers_total", None)


def _not_stated(site: Site) -> Measured:
    if not site.is_listed:
        return Measured(1.0, "in no list of suppliers")
    missing = [field for field in FACTS if site.said(field) is None]
    words = ", ".join(field.partition("_")[0] for field in missing)
    return Measured(
        len(missing) / len(FACTS),
        words or "all stated",
        tuple(f.id for f in site.facilities if isinstance(f.attributes, Facility)),
    )
