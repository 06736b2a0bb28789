"""hria incidents: what is reported to have happened to people, each event once with all its sources."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show_json, show_table
from hria.incident import Affected, Incident
from hria.incidents import Case, Source, cases
from hria.store import Store
from hria.voice import voice_of


@click.command()
@click.option("--category", help="Only of one salient issue: health-and-safety, child-labour ...")
@click.option("--country", help="Only those in this country.")
@click.option("--named", is_flag=True, help="Only those whose sources name the company, or are its own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(here: Here, category: str | None, country: str | None, named: bool, as_json: bool) -> None:
    """List incidents that news, reports and the company itself tell of: what happened, where, at whose workplace, to
    whom, who says so, and what the company answers. An allegation is never shown as a fact, and accounts of one event
    in several documents are one incident with all its sources.

    \b
    Example: hria incidents
    Example: hria incidents --country Bangladesh --json
    """
    with here.store() as (_, store):
        found = cases(incident_sources(store))
    found = [
        case
        for case in found
        if (category is None or any(source.told.category == category for source in case.sources))
        and (country is None or (case.first("country") or "").casefold() == country.casefold())
        and (not named or case.names_company)
    ]
    if as_json:
        for case in found:
            show_json(_as_json(case))
        return
    if not found:
        say("no incidents; add news and reports with hria add, then hria extract")
        return
    header = ("when", "what", "where", "whom", "standing", "who says so", "answer", "sources")
    show_table(header, [_row(case) for case in found], wide=5)
    several = sum(len(case.sources) > 1 for case in found)
    alleged = sum(case.standing == "alleged" for case in found)
    say(f"{len(found)} incidents, {alleged} alleged only, {several} told by more than one document")


def incident_sources(store: Store) -> Iterator[Source]:
    """The accounts of incidents in the current documents that nobody rejected."""
    documents = {stored.summary.id: stored for stored in store.list_documents("current")}
    for item in reviewed_findings(store, "current", kind="incident"):
        told = item.finding.attributes
        if item.state != "rejected" and isinstance(told, Incident):
            stored = documents[item.finding.evidence.document_id]
            voice = voice_of(stored.summary.kind, stored.is_own_voice)
            yield Source(item.finding, told, stored.summary, voice)


def in_words(people: tuple[Affected, ...]) -> str:
    """Whom it befell: "1 woman killed, 9 other workers injured"; "" where no source says."""
    parts = []
    for one in people:
        who = one.words if one.number is None else " ".join(filter(None, (f"{one.number:,}", one.kind or "people")))
        parts.append(who if one.harm == "affected" else f"{who} {one.harm}")
    return ", ".join(parts)


def _row(case: Case) -> tuple[str, ...]:
    where = ", ".join(filter(None, (case.first("employer"), case.first("place"), case.first("country"))))
    stances = dict.fromkeys(r.stance.replace("_", " ") for source in case.sources for r in source.told.responses)
    return (
        _when(case),
        case.event.replace("_", " "),
        shorten(where or case.first("site") or "not stated", 46),
        shorten(in_words(case.people) or "not stated", 34),
        case.standing,
        shorten("; ".join(dict.fromkeys(map(_teller, case.sources))), 70),
        ", ".join(stances) or "-",
        ", ".join(source.finding.id[:8] for source in case.sources),
    )


def _when(case: Case) -> str:
    days = case.days
    if days is None:
        words = case.first("date_words")
        return f"“{words}”" if words else "not stated"
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _teller(source: Source) -> str:
    """Who says it, in whose paper."""
    paper = source.summary.publisher or source.summary.title
    return f"{source.told.said_by}, in {shorten(paper, 30)}" if source.told.said_by else shorten(paper, 40)


def _as_json(case: Case) -> dict[str, object]:
    days = case.days
    return {
        "id": case.id,
        "event": case.event,
        "category": case.first("category"),
        "issues": list(dict.fromkeys(issue for source in case.sources for issue in source.told.issues)),
        "employer": case.first("employer"),
        "site": case.first("site"),
        "place": case.first("place"),
        "country": case.first("country"),
        "first_day": days[0].isoformat() if days else None,
        "last_day": days[1].isoformat() if days else None,
        "date_words": case.first("date_words"),
        "people": msgspec.to_builtins(case.people),
        "standing": case.standing,
        "names_company": case.names_company,
        "sources": [_source_as_json(source) for source in case.sources],
        "merged": [merge._asdict() for merge in case.merges],
    }


def _source_as_json(source: Source) -> dict[str, object]:
    summary, evidence = source.summary, source.finding.evidence
    return {
        "finding": source.finding.id,
        "document": {
            "id": summary.id,
            "path": summary.path,
            "title": summary.title,
            "publisher": summary.publisher,
            "published": summary.published.isoformat() if summary.published else None,
        },
        "voice": source.voice,
        "page": evidence.page,
        "quote": evidence.quote,
        "standing": source.told.standing,
        "said_by": source.told.said_by,
        "responses": msgspec.to_builtins(source.told.responses),
    }
