"""hria sites: where to look first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from hria.cli.context import Here, reviewed_findings
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.cli.sites_labels import Labelled, judge, show_card
from hria.errors import NotFound
from hria.settings import Workspace
from hria.sites.ranking import Ranked, Sensitivity, sensitivities
from hria.sites.sheet import ranking_sheet
from hria.sites.survey import Survey, survey
from hria.sites.weighing import Weighing, weights_from
from hria.store import Store
from hria.whole_file import write_whole

FIRST = 20
# So many items of a site stand in the table, those that contribute most; --site shows all.
MOST_ITEMS = 4


@click.command()
@click.option("--first", default=FIRST, show_default=True, type=click.IntRange(1), help="How many sites to list.")
@click.option("--all", "everything", is_flag=True, help="List every site.")
@click.option("--site", help="Sites whose name holds this, with every item and what it rests on.")
@click.option("--weights", type=click.Path(exists=True, dir_okay=False), help="A TOML file with weights of your own.")
@click.option("--sensitivity", is_flag=True, help="What each weight decides: ranks if it is left out, halved, doubled.")
@click.option("--labels", metavar="FILE|COLUMN", help="What was found later: a file, or a column of the supplier list.")
@click.option("--label-column", help="The column of the file that holds the labels (default: the only yes/no column).")
@click.option("--fit", is_flag=True, help="Fit the weights to the labels, judged on sites held out.")
@click.option("--save-weights", type=click.Path(dir_okay=False), help="Write the fitted weights here.")
@click.option("--card", type=click.Path(dir_okay=False), help="Write the model card here, as Markdown.")
@click.option("--xlsx", type=click.Path(dir_okay=False), help="Write the ranking as a workbook.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: each site with all its items.")
@click.pass_obj
def command(
    here: Here,
    first: int,
    everything: bool,
    site: str | None,
    weights: str | None,
    sensitivity: bool,
    labels: str | None,
    label_column: str | None,
    fit: bool,
    save_weights: str | None,
    card: str | None,
    xlsx: str | None,
    as_json: bool,
) -> None:
    """Rank the sites of supplier lists, audits, complaints and incidents by what is known of them and by what is
    not, with published weights. The score is the sum of what each item contributes; an item without data contributes
    nothing and is shown as missing. The ranking says where to look first; it is no finding on any site.

    \b
    Example: hria sites
    Example: hria sites --site "Hanoi Tek"
    Example: hria sites --labels outcome-2026.csv --fit --card card.md
    """
    if (fit or card or label_column) and not labels:
        raise click.UsageError("--fit, --card and --label-column need --labels")
    if save_weights and not fit:
        raise click.UsageError("--save-weights needs --fit")
    weighing, origin = weights_from(Path(weights) if weights else None)
    with here.store() as (workspace, store):
        found = _survey(workspace, store, weighing)
        judged = judge(store, found, weighing, origin, Labelled(labels, label_column, fit)) if labels else None
    if not found.ranked:
        say("no sites; add a list of suppliers, audits or a log of complaints, then hria extract")
        return
    chosen = [one for one in found.ranked if site is None or _has_name(one, site)]
    if not chosen:
        raise NotFound(f'no site is called "{site}"', "hria sites --all lists them")
    told = sensitivities(found.measured, weighing, first) if sensitivity or xlsx else []
    if xlsx:
        write_whole(Path(xlsx), ranking_sheet(found.ranked, told, weighing))
        show(xlsx)
    if as_json:
        for one in chosen:
            show_json(_as_json(one, weighing))
    elif judged is not None:
        show_card(judged, weighing, workspace, card, save_weights)
    elif site is not None:
        for one in chosen:
            _one(one, weighing)
    else:
        _table(chosen if everything else chosen[:first], weighing)
        _say_of(found, weighing, origin)
    if sensitivity and not as_json:
        _sensitivity(told, weighing, min(first, len(found.ranked)))


def _survey(workspace: Workspace, store: Store, weighing: Weighing) -> Survey:
    found = [item.finding for item in reviewed_findings(store, "current") if item.state != "rejected"]
    with_findings = {f.evidence.document_id for f in found if f.kind == "audit_finding"}
    stored = [one.summary for one in store.list_documents("current")]
    audits = (store.document(s.id) for s in stored if s.kind == "audit" and s.id not in with_findings)
    return survey(found, workspace.settings.report.date, weighing, audits=audits)


def _has_name(one: Ranked, text: str) -> bool:
    return any(text.casefold() in joined.mention.name.casefold() for joined in one.site.joined)


def _table(found: Sequence[Ranked], weighing: Weighing) -> None:
    rows = [
        (
            str(one.rank),
            shorten(one.site.name, 36),
            one.site.country or "not stated",
            f"{one.score:.1f}",
            f"{one.highest:.1f}",
            f"{one.best_rank}-{one.worst_rank}",
            _most(one, weighing),
            f"{one.known}/{len(one.items)}",
        )
        for one in found
    ]
    show_table(("", "site", "country", "score", "up to", "ranks", "what it comes from", "known"), rows, wide=6)


def _most(one: Ranked, weighing: Weighing) -> str:
    """The items that contribute most: "Incidents 8.0 (1, 0 alleged), Never audited 12.0"."""
    parts = sorted(one.contributions.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{weighing.item[n].label.lower()} {v:.1f} ({one.items[n].words})" for n, v in parts[:MOST_ITEMS] if v]
    return "; ".join(shown)


def _say_of(found: Survey, weighing: Weighing, origin: str) -> None:
    total = len(found.ranked)
    say(f"{total} sites by {origin}; score: 0 to 100; up to: if all that is not known were as bad as can be;")
    say("ranks: best and worst if any one weight is left out, halved or doubled; --site NAME shows every item")
    missing = [
        f"{weighing.item[name].label.lower()} ({number})"
        for name in weighing.weight
        if (number := sum(one.items[name].value is None for one in found.ranked))
    ]
    if missing:
        say(f"no data, by number of sites: {', '.join(missing)}")
    if found.context.is_shipped:
        say("goods: the list that comes with hria, 2022 edition; add a later one with hria add FILE --as context")
    if found.unsure:
        names = {mention.name for m in found.unsure for mention in (m.one, m.other) if mention.kind != "list"}
        say(f"not put together with any listed site, since several are as likely: {', '.join(sorted(names))}")


def _one(one: Ranked, weighing: Weighing) -> None:
    show(
        f"{one.rank}. {one.site.name}, {one.site.country or 'country not stated'}: "
        f"{one.score:.1f} (up to {one.highest:.1f})"
    )
    total = sum(weighing.weight.values())
    rows = [
        (
            weighing.item[name].label,
            f"{weighing.weight[name] * 100 / total:.1f}",
            "no data" if measured.value is None else f"{measured.value:.2f}",
            "no data" if measured.value is None else f"{one.contributions[name]:.1f}",
            measured.words,
            ", ".join(id_[:8] for id_ in measured.ids[:3]) + (" …" if len(measured.ids) > 3 else ""),
        )
        for name, measured in one.items.items()
    ]
    rows.append(("sum", "100.0", "", f"{one.score:.1f}", "", ""))
    show_table(("item", "weight", "measure", "points", "why", "findings"), rows, wide=4)
    joined = [(j.mention.kind, shorten(j.mention.name, 50), str(j.score), j.reason) for j in one.site.joined]
    show_table(("taken from", "named", "score", "why it is taken for this site"), joined, wide=3)
    show()


def _sensitivity(told: Sequence[Sensitivity], weighing: Weighing, first: int) -> None:
    rows = [
        (
            weighing.item[one.item].label,
            f"{one.weight:g}",
            *(str(one.changed.get(factor, 0)) for factor in (0.0, 0.5, 2.0)),
            str(one.farthest),
        )
        for one in told
    ]
    show_table(("weight of", "", "left out", "halved", "doubled", "farthest move"), rows)
    say(f"how many of the first {first} sites are others if one weight is changed; farthest move in ranks")


def _as_json(one: Ranked, weighing: Weighing) -> dict[str, object]:
    total = sum(weighing.weight.values())
    return {
        "rank": one.rank,
        "site": one.site.name,
        "country": one.site.country,
        "score": one.score,
        "highest": one.highest,
        "best_rank": one.best_rank,
        "worst_rank": one.worst_rank,
        "items": {
            name: {
                "weight": weighing.weight[name] * 100 / total,
                "measure": measured.value,
                "contribution": one.contributions[name] if measured.value is not None else None,
                "words": measured.words,
                "findings": list(measured.ids),
            }
            for name, measured in one.items.items()
        },
        "joined": [{**j.mention._asdict(), "score": j.score, "reason": j.reason} for j in one.site.joined],
    }
