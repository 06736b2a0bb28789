"""hria eval, of what was trained or tuned: topics, evidence status and retrieval, on labelled sentences and claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hria.cli.output import say, shorten, show, show_json, show_table
from hria.cli.scores_shown import cell, counts
from hria.errors import NotFound
from hria.evaluate_retrieval import Measured, measure
from hria.evaluate_status import evaluate_status
from hria.extract.models import chosen_tier
from hria.extract.topics import measure_topics, measured_topics
from hria.resources import PACKAGE
from hria.settings import Tier


@click.command()
@click.option("--labels", type=click.Path(exists=True, dir_okay=False), help="A file of labelled sentences.")
@click.option("--gold", type=click.Path(exists=True, file_okay=False), help="A folder of criteria_*.jsonl files.")
@click.option("--tier", type=click.Choice(["default", "onnx"]), help="Which classifier (default: the best installed).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each table.")
def criteria(labels: str | None, gold: str | None, tier: Tier | None, as_json: bool) -> None:
    """Precision, recall and F1 of the topic classifier: by statement, and on each jurisdiction held out, as measured
    when it was trained. With --labels or --gold also those of the weights that ship, on these sentences.

    \b
    Example: hria eval criteria
    Example: hria eval criteria --labels criteria_nz.jsonl
    Example: hria eval criteria --tier onnx
    """
    chosen = chosen_tier(tier)
    measured = measured_topics(chosen)
    how = measured.get("how", "five folds by statement")
    tables = [(f"{place}, {how}", found) for place, found in measured["by_statement"].items()]
    tables += [(f"{place}, trained without it", found) for place, found in measured["by_jurisdiction"].items()]
    for path in [Path(labels)] if labels else sorted(Path(gold).glob("criteria_*.jsonl")) if gold else []:
        found, is_known = measure_topics([path], chosen)
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


@click.command()
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
            show_json({**found, **counts(result.score)})
        rows.append((result.file, result.status, str(result.score.labels), cell(result.score)))
    if not as_json:
        show_table(("file", "status", "labels", "P, R, F1"), rows)


@click.command()
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
