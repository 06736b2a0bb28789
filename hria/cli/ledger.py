"""hria ledger: what was promised, and what became of it."""

from __future__ import annotations

from typing import cast

import click

from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json
from hria.cli.reading import ledger_of, papers, usable
from hria.ledger import RULES, STATUS_WORDS, Promise, PromiseStatus, Shown

ROLES = {
    "promise": "promised",
    "restated": "restated",
    "reworded": "then",
    "progress": "progress",
    "outcome": "outcome",
    "absent": "silent",
}


@click.command()
@click.option("--status", "statuses", help=f"Only these, with commas: {', '.join(STATUS_WORDS)}.")
@click.option("--rules", is_flag=True, help="Show by which rules a status follows, and nothing else.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(here: Here, statuses: str | None, rules: bool, as_json: bool) -> None:
    """List every promise of the company's documents with what became of it: kept, on track, not met, overdue,
    reworded weaker, superseded, dropped, and the passages that show it. Judged as of the date of the report.

    \b
    Example: hria ledger --status overdue,dropped,weakened
    Example: hria ledger --json > ledger.jsonl
    """
    if rules:
        for status, rule in RULES.items():
            show(f"{status:11} {rule}")
        return
    with here.store() as (workspace, store):
        findings = usable(workspace, store)
        found = ledger_of(workspace, findings, papers(store, "current"))
    wanted = _wanted(statuses)
    chosen = found.of(*wanted)
    for promise in chosen:
        if as_json:
            show_json(_as_json(promise))
        else:
            _print(promise)
    if not as_json:
        counts = [f"{len(found.of(status))} {words}" for status, words in STATUS_WORDS.items() if found.of(status)]
        say(
            f"as of {found.date.isoformat()}: {'; '.join(counts) or 'no promises found'} (hria ledger --rules says why)"
        )


def _wanted(statuses: str | None) -> tuple[PromiseStatus, ...]:
    from hria.cli.draft import split

    known = tuple(STATUS_WORDS)
    return cast(tuple[PromiseStatus, ...], tuple(split(statuses, known))) if statuses else known


def _print(promise: Promise) -> None:
    due = f", due {promise.due.isoformat()}" if promise.due else ""
    show(f"{STATUS_WORDS[promise.status].upper()}{due}: {promise.reason}")
    for shown in promise.shown:
        show(f"  {ROLES[shown.role]:9} {_said(shown)}")
    show()


def _said(shown: Shown) -> str:
    summary = shown.document
    year = summary.published.year if summary.published else "not dated"
    where = f"{shorten(summary.title, 50)} ({year})"
    if shown.finding is None:
        return f"{where}: not mentioned"
    quote = shorten(shown.finding.evidence.quote, 160)
    return f"“{quote}” {where}, p. {shown.finding.evidence.page}; {shown.voice}"


def _as_json(promise: Promise) -> dict[str, object]:
    commitment = promise.commitment
    return {
        "id": promise.id,
        "thread": promise.thread,
        "version": promise.version,
        "status": promise.status,
        "reason": promise.reason,
        "rule": RULES[promise.status],
        "due": promise.due.isoformat() if promise.due else None,
        "action": commitment.action,
        "strength": commitment.strength,
        "target": {"value": commitment.target.value, "unit": commitment.target.unit} if commitment.target else None,
        "passages": [_shown_as_json(shown) for shown in promise.shown],
    }


def _shown_as_json(shown: Shown) -> dict[str, object]:
    summary = shown.document
    finding = shown.finding
    return {
        "role": shown.role,
        "voice": shown.voice,
        "document": {
            "id": summary.id,
            "path": summary.path,
            "title": summary.title,
            "kind": summary.kind,
            "published": summary.published.isoformat() if summary.published else None,
        },
        "finding": finding.id if finding and finding.kind != "passage" else None,
        "page": finding.evidence.page if finding else None,
        "quote": " ".join(finding.evidence.quote.split()) if finding else None,
    }
