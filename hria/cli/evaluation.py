"""hria eval: how good the findings are, on labelled documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from hria.cli.evaluation_trained import criteria, retrieval, status
from hria.cli.output import say, shorten, show, show_json, show_table
from hria.cli.scores_shown import cell, counts
from hria.evaluate import Result, evaluate
from hria.evaluate_audits import all_audits, audit_as_json, evaluate_audits, labelled_audits
from hria.evaluate_incidents import FIELDS
from hria.evaluate_metrics import Outcome, evaluate_metrics
from hria.labels import LISTED, labelled
from hria.resources import data_folder
from hria.scores import NOTHING


@click.group()
def command() -> None:
    """Measure hria on documents that people labelled by reading.

    Example: hria eval findings
    """


@command.command()
@click.option(
    "--gold",
    type=click.Path(exists=True),
    help="A folder of label files, or one file (default: those of the sample corpus).",
)
@click.option("--corpus", type=click.Path(exists=True, file_okay=False), help="Where the labelled documents are.")
@click.option(
    "--company", help="Whose documents they are, where the labels do not say (default: whoever speaks in them)."
)
@click.option("--model", help="The spaCy model to use.")
@click.option("--misses", is_flag=True, help="Print what was missed and what was found wrongly.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each document and the total.")
def findings(
    gold: str | None, corpus: str | None, company: str | None, model: str | None, misses: bool, as_json: bool
) -> None:
    """Precision, recall and F1 of partners, commitments, risks and incidents, and how many attributes of incidents are
    right.

    \b
    Example: hria eval findings
    Example: hria eval findings --gold labels/ --corpus documents/ --misses
    """
    where = Path(gold) if gold else data_folder("corpus") / "gold.json"
    results = []
    for result in evaluate(labelled(where, Path(corpus) if corpus else None), company, model):
        results.append(result)
        say(f"read {result.file}")
        if misses:
            _show_misses(result)
    if as_json:
        for result in results:
            show_json(_plain(result.file, result))
    _table(results) if not as_json else show_json(_plain("total", _total(results)))


def _total(results: list[Result]) -> Result:
    return Result(
        "total",
        sum((r.partners for r in results), NOTHING),
        sum((r.commitments for r in results), NOTHING),
        sum((r.risks for r in results), NOTHING),
        _sum(r.not_risks for r in results),
        _sum(r.details for r in results),
        (),
        (),
        sum((r.incidents for r in results), NOTHING),
        tuple((name, *_sum((a, b) for r in results for n, a, b in r.incident_fields if n == name)) for name in FIELDS),
    )


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    both = list(pairs)
    return sum(a for a, _ in both), sum(b for _, b in both)


def _table(results: list[Result]) -> None:
    show_table(
        ("document", *(f"{kind}\nP, R, F1" for kind in LISTED), "details\nright", "false\nrisks"),
        [_row(result) for result in (*results, _total(results))],
    )
    fields = [(name, f"{right} of {asked}") for name, asked, right in _total(results).incident_fields if asked]
    if fields:
        show_table(("of incidents found", "right"), fields)


def _row(result: Result) -> tuple[str, ...]:
    scores = (cell(score) for score in (result.partners, result.commitments, result.risks, result.incidents))
    asked, right = result.details
    looks, taken = result.not_risks
    return (
        result.file,
        *scores,
        f"{right} of {asked}" if asked else "-",
        f"{taken} of {looks}" if looks else "-",
    )


def _show_misses(result: Result) -> None:
    for miss in result.missed:
        show(f"  missed {miss.kind}, p. {miss.page}: {shorten(miss.text, 160)}")
    for miss in result.wrong:
        show(f"  wrong {miss.kind}, p. {miss.page}: {shorten(miss.text, 160)}")


def _plain(name: str, result: Result) -> dict[str, object]:
    return {
        "file": name,
        "partners": counts(result.partners),
        "commitments": counts(result.commitments),
        "risks": counts(result.risks),
        "incidents": counts(result.incidents),
        "incident_fields": {name: {"labelled": a, "right": b} for name, a, b in result.incident_fields},
        "not_risks": {"labelled": result.not_risks[0], "taken": result.not_risks[1]},
        "details": {"labelled": result.details[0], "right": result.details[1]},
    }


@command.command()
@click.option(
    "--gold",
    type=click.Path(exists=True),
    help="A folder of label files, or one file (default: those of the sample corpus).",
)
@click.option("--corpus", type=click.Path(exists=True, file_okay=False), help="Where the labelled documents are.")
@click.option(
    "--company", help="Whose documents they are, where the labels do not say (default: whoever speaks in them)."
)
@click.option("--model", help="The spaCy model to use.")
@click.option("--misses", is_flag=True, help="Print what was missed, and in what.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each document.")
def metrics(
    gold: str | None, corpus: str | None, company: str | None, model: str | None, misses: bool, as_json: bool
) -> None:
    """How many labelled figures are found with the right value and unit, period and owner.

    \b
    Example: hria eval metrics
    Example: hria eval metrics --gold labels/ --corpus documents/ --misses
    """
    where = Path(gold) if gold else data_folder("corpus") / "gold.json"
    outcomes = list(evaluate_metrics(labelled(where, Path(corpus) if corpus else None), company, model))
    for outcome in outcomes:
        if as_json:
            show_json({k: v for k, v in outcome._asdict().items() if k != "misses"})
        for miss in outcome.misses if misses else ():
            show(f"  {outcome.file}: {shorten(miss, 180)}")
    if not as_json:
        total = _summed(outcomes)
        show_table(
            ("document", "figures labelled", "value and unit right", "period right", "owner right"),
            [
                (
                    o.file,
                    str(o.labels),
                    str(o.found),
                    f"{o.periods[1]} of {o.periods[0]}",
                    f"{o.owners[1]} of {o.owners[0]}",
                )
                for o in (*outcomes, total)
            ],
        )


def _summed(outcomes: list[Outcome]) -> Outcome:
    return Outcome(
        "total",
        sum(o.labels for o in outcomes),
        sum(o.found for o in outcomes),
        _sum(o.periods for o in outcomes),
        _sum(o.owners for o in outcomes),
        (),
    )


@command.command()
@click.option(
    "--gold",
    type=click.Path(exists=True),
    help="A folder with labels.json, or a file of labels (default: those of the sample corpus).",
)
@click.option("--misses", is_flag=True, help="Print what was missed and what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each report and the total.")
def audits(gold: str | None, misses: bool, as_json: bool) -> None:
    """Precision, recall and F1 of audit findings, and of each field of those that were found.

    \b
    Example: hria eval audits
    Example: hria eval audits --gold made-up-audits/ --misses
    """
    where = Path(gold) if gold else data_folder("corpus") / "gold.json"
    where = where / "labels.json" if where.is_dir() else where
    results = []
    for result in evaluate_audits(labelled_audits(where)):
        results.append(result)
        if misses:
            for miss in result.misses:
                show(f"  {result.file}: {shorten(miss, 160)}")
        if as_json:
            show_json(audit_as_json(result))
    everything = all_audits(results)
    if as_json:
        show_json(audit_as_json(everything))
        return
    rows = [(r.file, str(r.findings.labels), cell(r.findings)) for r in (*results, everything)]
    show_table(("report", "findings", "P, R, F1"), rows)
    show_table(("field", "labels", "P, R, F1"), [(n, str(s.labels), cell(s)) for n, s in everything.fields.items()])


for _one in (criteria, status, retrieval):
    command.add_command(_one)
