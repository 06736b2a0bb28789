"""hria log: who decided what and when, whether the log is whole, and what no longer counts."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec

from hria.cli.context import Here
from hria.cli.deciding import stale_of
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.log import Log, Stale, read_log
from hria.review import Review

FEWEST_DIGITS = 8


@click.group(invoke_without_command=True)
@click.option("--stale", is_flag=True, help="Only decisions that no longer count, as their source changed.")
@click.option("--finding", help="Only decisions on this finding (the beginning of its id).")
@click.option("--by", help="Only decisions of this person.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def command(context: click.Context, stale: bool, finding: str | None, by: str | None, as_json: bool) -> None:
    """List the decisions on findings, oldest first: who decided what, in what role and when. The log is
    appended only; each entry holds the hash of the one before it.

    \b
    Example: hria log --json
    Example: hria log --stale
    """
    if context.invoked_subcommand is not None:
        return
    here: Here = context.obj
    with here.store() as (_, store):
        log = read_log(store.entries())
        gone = stale_of(store) if stale and not log.fault else []
    numbered = list(enumerate(log.decisions, start=1))
    why = {item.review.hash: item for item in gone}
    shown = [
        (number, review)
        for number, review in numbered
        if (not stale or review.hash in why)
        and (finding is None or review.finding_id.startswith(finding))
        and (by is None or review.reviewer == by)
    ]
    if as_json:
        for number, review in shown:
            show_json(_as_json(number, review, why.get(review.hash)))
    else:
        _table(shown, why)
    _say_state(log, len(shown), stale)
    if log.fault:
        raise click.exceptions.Exit(3)


def _as_json(number: int, review: Review, stale: Stale | None) -> dict[str, object]:
    plain: dict[str, object] = {"number": number, **msgspec.to_builtins(review)}
    if stale:
        plain |= {"stale": stale.why, "heir": stale.heir}
    return plain


def _table(shown: Sequence[tuple[int, Review]], why: dict[str, Stale]) -> None:
    rows = []
    for number, review in shown:
        changes = ", ".join(f"{name}={value}" for name, value in review.changes.items())
        said = "; ".join(part for part in (changes, review.note or "") if part)
        if gone := why.get(review.hash):
            heir = f"; the same words are finding {gone.heir[:8]} now" if gone.heir else ""
            said = f"{gone.why}{heir}"
        when = review.decided_at.strftime("%Y-%m-%d %H:%M")
        decision = f"{review.decision} {shorten(said, 200)}".strip()
        who = f"{review.reviewer} ({review.role or 'role not stated'})"
        quote = f"“{shorten(review.quote, 120)}”"
        rows.append((str(number), when, who, review.finding_id[:8], decision, quote))
    show_table(("no.", "when", "who", "finding", "decision", "passage"), rows, wide=5)


def _say_state(log: Log, shown: int, stale: bool) -> None:
    if log.fault:
        say(f"hria: entry {log.fault.number} of {log.count} was altered: {log.fault.why}; what follows it is not shown")
        return
    root = f", root {log.root}" if log.root else ""
    say(f"{shown} of {log.count} decisions{' no longer count' if stale else ''}{root}")


@command.command()
@click.option(
    "--root", help="The root that a draft prints, or its first digits: was the log at that time as it is now?"
)
@click.pass_obj
def verify(here: Here, root: str | None) -> None:
    """Check that no decision was altered or removed since it was made; exit code 3 names the entry.

    \b
    Example: hria log verify
    Example: hria log verify --root 3f9a12cc
    """
    verify_log(here, root)


def verify_log(here: Here, root: str | None = None) -> None:
    """Says whether the log is whole, and how far it went when its root was this one."""
    with here.store() as (_, store):
        log = read_log(store.entries())
    if log.fault:
        show(f"entry {log.fault.number} of {log.count} was altered: {log.fault.why}")
        raise click.exceptions.Exit(3)
    if root is not None:
        if len(root) < FEWEST_DIGITS:
            raise click.UsageError(f"a root is told by its first {FEWEST_DIGITS} digits at least")
        number = log.number_of(root.lower())
        if number is None:
            show(f"no entry of {log.count} has the root {root}: the log is another one, or its end was cut off")
            raise click.exceptions.Exit(3)
        show(f"{root} is the root of the first {number} of {log.count} decisions, all as they were made")
        return
    show(f"{log.count} decisions, chain intact" + (f", root {log.root}" if log.root else ""))
