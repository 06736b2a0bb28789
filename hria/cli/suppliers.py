"""hria suppliers: what lists of suppliers and facilities say, and which rows may be of one facility."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import msgspec

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show_json, show_table
from hria.facilities import Match, Mention, matches, mentions, named_in
from hria.finding import Finding
from hria.listed import Facility
from hria.store import Store


@click.command()
@click.option("--country", help="Only facilities in this country.")
@click.option("--list", "everything", is_flag=True, help="Every facility instead of counts by country.")
@click.option("--matches", "shows_matches", is_flag=True, help="Which rows, audits and news may be of one facility.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each facility, or each match.")
@click.pass_obj
def command(here: Here, country: str | None, everything: bool, shows_matches: bool, as_json: bool) -> None:
    """Count the facilities of supplier lists by country, list them, or say which may be one and the same.
    Matches are suggestions with a score and a reason: nothing is merged.

    \b
    Example: hria suppliers
    Example: hria suppliers --matches --json
    """
    with here.store() as (_, store):
        found = [item.finding for item in reviewed_findings(store, "current") if item.state != "rejected"]
        paths = {stored.summary.id: stored.summary.path for stored in store.list_documents()}
        if shows_matches:
            _matches(_matched(store, found), paths, as_json)
            return
    rows = [
        (finding, finding.attributes)
        for finding in found
        if isinstance(finding.attributes, Facility)
        and (country is None or (finding.attributes.country or "").casefold() == country.casefold())
    ]
    if as_json:
        for finding, facility in rows:
            document = paths.get(finding.evidence.document_id)
            show_json({"id": finding.id, "document": document, **msgspec.to_builtins(facility)})
    elif everything:
        _list(rows, paths)
    else:
        _counts([facility for _, facility in rows], len({f.evidence.document_id for f, _ in rows}))


def _matched(store: Store, found: list[Finding]) -> list[Match]:
    named = mentions(found)
    pairs = matches(named)
    for stored in store.list_documents("current"):
        if stored.summary.kind == "news":
            pairs += named_in(store.document(stored.summary.id), named)
    return pairs


def _list(rows: list[tuple[Finding, Facility]], paths: dict[str, str]) -> None:
    table = [
        (
            finding.id[:8],
            facility.name,
            facility.country or "not stated",
            facility.tier or "",
            facility.workers_printed or "not stated",
            f"{paths.get(finding.evidence.document_id, '')} row {facility.row}",
        )
        for finding, facility in rows
    ]
    show_table(("id", "name", "country", "tier", "workers", "where"), table, wide=1)
    say(f"{len(rows)} rows")


def _counts(facilities: list[Facility], lists: int) -> None:
    if not facilities:
        say("no supplier list; add one with hria add list.csv --as suppliers, then hria extract")
        return
    counts = Counter(facility.country or "not stated" for facility in facilities)
    workers: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    for facility in facilities:
        name = facility.country or "not stated"
        workers[name] += facility.workers or 0
        silent[name] += facility.workers is None
    rows = [
        (name, str(count), f"{workers[name]:,}" if workers[name] else "not stated", str(silent[name] or "-"))
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    show_table(("country", "rows", "workers", "rows without a number of workers"), rows)
    noun = "list" if lists == 1 else "lists"
    say(f"{len(facilities)} rows of {lists} {noun}; rows may be of one facility: hria suppliers --matches")


def _matches(found: list[Match], paths: dict[str, str], as_json: bool) -> None:
    if as_json:
        for match in found:
            show_json(
                {
                    "score": match.score,
                    "is_likely": match.is_likely,
                    "reason": match.reason,
                    **{
                        side: {**mention._asdict(), "document": paths.get(mention.document_id)}
                        for side, mention in (("one", match.one), ("other", match.other))
                    },
                }
            )
        return
    rows = [
        (
            str(match.score),
            *(_named(mention, paths) for mention in (match.one, match.other)),
            match.reason,
        )
        for match in found
    ]
    show_table(("score", "one", "other", "why"), rows, wide=3)
    likely = sum(match.is_likely for match in found)
    say(f"{len(found)} pairs, {likely} likely; nothing is merged")


def _named(mention: Mention, paths: dict[str, str]) -> str:
    row = f" row {mention.row}" if mention.row else ""
    return f"{shorten(mention.name, 32)} ({shorten(Path(paths.get(mention.document_id, '')).name, 24)}{row})"
