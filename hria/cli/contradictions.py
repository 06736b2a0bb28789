"""hria contradictions: passages that contradict each other."""

from __future__ import annotations

import click

from hria.cli.context import Here
from hria.cli.output import say, shorten, show, show_json
from hria.cli.reading import ledger_of, papers, place_of, usable
from hria.contradiction import TYPE_WORDS, Clash, Side, contradictions
from hria.partnership import partnerships

# How many further passages are shown beside the first two.
MOST_SHOWN = 3


@click.command()
@click.option("--type", "kind", type=click.Choice(list(TYPE_WORDS)), help="Only of this type.")
@click.option("--compatible", is_flag=True, help="Those too that only look contrary, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, those that are compatible too.")
@click.pass_obj
def command(here: Here, kind: str | None, compatible: bool, as_json: bool) -> None:
    """List passages that contradict each other: a policy and what audits or the press report, two numbers for the
    same thing, two years, two roles; with both passages, and in whose voice each is.

    \b
    Example: hria contradictions
    Example: hria contradictions --compatible --json
    """
    with here.store() as (workspace, store):
        findings, read = usable(workspace, store), papers(store, "current")
        register = ledger_of(workspace, findings, read)
        names = workspace.settings.company.names()
    found = contradictions(read, findings, partnerships(findings, read), register, names)
    chosen = [clash for clash in found if kind in (None, clash.type)]
    for clash in chosen:
        if as_json:
            show_json(_as_json(clash))
        elif compatible or clash.compatible is None:
            _print(clash)
    if not as_json:
        real = sum(clash.compatible is None for clash in chosen)
        say(f"{real} contradictions; {len(chosen) - real} that only look contrary (--compatible)")


def _print(clash: Clash) -> None:
    title = TYPE_WORDS[clash.type].upper()
    show(f"{title}  {clash.about}: {clash.reason}{f'; compatible: {clash.compatible}' if clash.compatible else ''}")
    for side in (clash.a, clash.b, *clash.more[:MOST_SHOWN]):
        show(f"    {_said(side)}")
    if len(clash.more) > MOST_SHOWN:
        show(f"    and {len(clash.more) - MOST_SHOWN} more passages (--json)")
    show()


def _said(side: Side) -> str:
    summary = side.paper.summary
    dated = summary.published.isoformat() if summary.published else "not dated"
    where = f"{shorten(summary.title, 50)} ({dated}), p. {side.passage.evidence.page}"
    return f"{side.voice}: “{shorten(side.passage.text, 170)}” {where}"


def _as_json(clash: Clash) -> dict[str, object]:
    return {
        "type": clash.type,
        "about": clash.about,
        "reason": clash.reason,
        "compatible": clash.compatible,
        "a": place_of(clash.a.passage, clash.a.paper),
        "b": place_of(clash.b.passage, clash.b.paper),
        "more": [place_of(side.passage, side.paper) for side in clash.more],
    }
