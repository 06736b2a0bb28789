"""hria eval: how good the findings are, on labelled documents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from hria.cli.output import say, shorten, show, show_json, show_table
from hria.errors import NotFound
from hria.evaluate import Result, evaluate
from hria.evaluate_audits import all_audits, audit_as_json, evaluate_audits, labelled_audits
from hria.evaluate_incidents import FIELDS
from hria.evaluate_metrics import Outcome, evaluate_metrics
from hria.evaluate_retrieval import Measured, measure
from hria.evaluate_status import evaluate_status
from hria.extract.topics import measure_topics, measured_topics
from hria.labels import LISTED, labelled
from hria.resources import PACKAGE, data_folder
from hria.scores import NOTHING, Score


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
@click.option("--company", help="Whose documents they are, where the labels do not say.")
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


@command.command()
@click.option("--labels", type=click.Path(exists=True, dir_okay=False), help="A file of labelled sentences.")
@click.option("--gold", type=click.Path(exists=True, file_okay=False), help="A folder of criteria_*.jsonl files.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each table.")
def criteria(labels: str | None, gold: str | None, as_json: bool) -> None:
    """Precision, recall and F1 of the topic classifier: by statement, and on each jurisdiction held out, as measured
    when it was trained. With --labels or --gold also those of the weights that ship, on these sentences.

    \b
    Example: hria eval criteria
    Example: hria eval criteria --labels criteria_nz.jsonl
    """
    measured = measured_topics()
    tables = [(f"{place}, five folds by statement", found) for place, found in measured["by_statement"].items()]
    tables += [(f"{place}, trained without it", found) for place, found in measured["by_jurisdiction"].items()]
    for path in [Path(labels)] if labels else sorted(Path(gold).glob("criteria_*.jsonl")) if gold else []:
        found, is_known = measure_topics([path])
        tables.append((f"{path.name}, {'TRAINED ON IT: not a measure' if is_known else 'not trained on it'}", found))
        say(f"read {path}")
    for title, found in tables:
        show_json({"measured": title, **found}) if as_json else _criteria_table(title, found)


def _criteria_table(title: str, found: dict[str, Any]) -> None:
    means = ", ".join(
        f"{name} {found[key]:.3f}"
        for name, key in (("macro-9", "macro_9"), ("macro-11", "macro_11"))
        if found[key] is not None
    )
    show(f"{title}: {means or 'some labels have no example'}")
    rows = [
        (label, *(f"{score[name]:.2f}" for name in ("precision", "recall", "f1")), str(score["support"]))
        for label, score in found["labels"].items()
    ]
    show_table(("label", "precision", "recall", "F1", "support"), rows)
    show()


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
        ("document", *(f"{kind}: P, R, F1" for kind in LISTED), "deadlines and targets right", "false risks"),
        [_row(result) for result in (*results, _total(results))],
    )
    fields = [(name, f"{right} of {asked}") for name, asked, right in _total(results).incident_fields if asked]
    if fields:
        show_table(("of incidents found", "right"), fields)


def _row(result: Result) -> tuple[str, ...]:
    scores = (_cell(score) for score in (result.partners, result.commitments, result.risks, result.incidents))
    asked, right = result.details
    looks, taken = result.not_risks
    return (
        result.file,
        *scores,
        f"{right} of {asked}" if asked else "-",
        f"{taken} of {looks}" if looks else "-",
    )


def _cell(score: Score) -> str:
    if score.labels == 0 and score.right + score.wrong == 0:
        return "-"
    return f"{score.precision:5.2f} {score.recall:5.2f} {score.f1:5.2f}"


def _show_misses(result: Result) -> None:
    for miss in result.missed:
        show(f"  missed {miss.kind}, p. {miss.page}: {shorten(miss.text, 160)}")
    for miss in result.wrong:
        show(f"  wrong {miss.kind}, p. {miss.page}: {shorten(miss.text, 160)}")


def _counts(score: Score) -> dict[str, float]:
    return {
        **score._asdict(),
        "precision": round(score.precision, 3),
        "recall": round(score.recall, 3),
        "f1": round(score.f1, 3),
    }


def _plain(name: str, result: Result) -> dict[str, object]:
    return {
        "file": name,
        "partners": _counts(result.partners),
        "commitments": _counts(result.commitments),
        "risks": _counts(result.risks),
        "incidents": _counts(result.incidents),
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
@click.option("--company", help="Whose documents they are, where the labels do not say.")
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
    rows = [(r.file, str(r.findings.labels), _cell(r.findings)) for r in (*results, everything)]
    show_table(("report", "findings", "P, R, F1"), rows)
    show_table(("field", "labels", "P, R, F1"), [(n, str(s.labels), _cell(s)) for n, s in everything.fields.items()])


@command.command()
@click.option(
    "--gold", type=click.Path(exists=True, file_okay=False), required=True, help="A folder of evidence_status_*.jsonl."
)
@click.option("--model", help="The spaCy model to use.")
@click.option("--misses", is_flag=True, help="Print what was missed and what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file and status.")
def status(gold: str, model: str | None, misses: bool, as_json: bool) -> None:
    """Precision, recall and F1 of what is planned and of what is negative, on labelled sentences that are read one
    by one. What is neither is not counted: nearly every sentence is.

    \b
    Example: hria eval status --gold labels/
    Example: hria eval status --gold labels/ --misses
    """
    rows = []
    for result in evaluate_status(Path(gold), model):
        for kind, sentences in (("wrong", result.wrong), ("missed", result.missed)) if misses else ():
            for sentence in sentences:
                show(f"  {result.file}: {kind} {result.status}: {shorten(sentence, 160)}")
        if as_json:
            found = {"file": result.file, "status": result.status, "sentences": result.sentences}
            show_json({**found, **_counts(result.score)})
        rows.append((result.file, result.status, str(result.score.labels), _cell(result.score)))
    if not as_json:
        show_table(("file", "status", "labels", "P, R, F1"), rows)


@command.command()
@click.option(
    "--pairs",
    type=click.Path(exists=True),
    help="Claims with the passages that answer them: a file, or a folder of files (default: those of the checkout).",
)
@click.option("--encoder", type=click.Choice(["all-minilm-l6-v2-int8", "words-1"]), help="What makes the vectors.")
@click.option("--misses", is_flag=True, help="Print the claims that were judged wrongly.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file of pairs.")
def retrieval(pairs: str | None, encoder: str | None, misses: bool, as_json: bool) -> None:
    """How many claims find a passage that answers them among the first five (recall@5), and how many that nothing
    answers are told "nothing found". Pairs whose documents are not here are skipped.

    \b
    Example: hria eval retrieval
    Example: hria eval retrieval --pairs pairs.toml --misses
    """
    where = Path(pairs) if pairs else PACKAGE.parent / "tests" / "retrieval"
    if not where.exists():
        raise NotFound("the pairs of claims and passages are part of the checkout", "give your own with --pairs")
    measured = []
    for path in sorted(where.glob("*.toml")) if where.is_dir() else [where]:
        found = measure(path, PACKAGE.parent if pairs is None else path.parent, encoder)
        if found is None:
            say(f"{path.name}: its documents are not here, skipped")
            continue
        measured.append(found)
        for verdict in found.verdicts if misses else ():
            if (verdict.place is None) if verdict.pair.passages else verdict.found:
                show(f"  {path.name}: {verdict.pair.text}")
    if as_json:
        for one in measured:
            show_json(_retrieved(one))
        return
    total = Measured(
        "total",
        sum(one.answerable for one in measured),
        sum(one.recalled for one in measured),
        sum(one.unanswerable for one in measured),
        sum(one.refused for one in measured),
        (),
    )
    show_table(
        ("pairs", "claims with an answer", "recall@5", "claims without one", "nothing found"),
        [tuple(str(cell) for cell in _retrieved(one).values()) for one in (*measured, total)],
    )


def _retrieved(measured: Measured) -> dict[str, object]:
    return {
        "pairs": measured.name,
        "answerable": measured.answerable,
        "recall_at_5": round(measured.recalled / max(measured.answerable, 1), 3),
        "unanswerable": measured.unanswerable,
        "nothing_found": round(measured.refused / max(measured.unanswerable, 1), 3),
    }
