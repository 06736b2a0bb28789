"""hria classify: what sentences are about."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import click
import msgspec

from hria.cli.output import say, show, show_json
from hria.extract.models import chosen_tier
from hria.extract.topics import Classified, Stretch, classify, context_sentences, gold_labels
from hria.settings import Tier

# Lines with their own context are classified in handfuls, so that a pipe is answered while it is fed.
BATCH = 256
# How many sentences a statement has, where a line says only which share of it went before.
USUAL_LENGTH = 80

Names = Literal["hria", "aims"]


class Line(msgspec.Struct, frozen=True):
    """A line of the input: a sentence with its context, or a sentence of a statement whose others are there too."""

    text: str | None = None
    id: str | int | None = None
    before: str = ""
    after: str = ""
    position: float | None = None
    statement_id: str | int | None = None
    sentence_index: int | None = None
    sentence: str | None = None
    jurisdiction: str | None = None


class Asked(NamedTuple):
    """How the answers are asked for: the name of each topic, the tier, whether with reasons, and whether as JSON."""

    renamed: dict[str, str]
    tier: Tier
    why: bool
    as_json: bool


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--labels", "names", type=click.Choice(["hria", "aims"]), default="hria", help="Whose names for topics.")
@click.option("--tier", type=click.Choice(["default", "onnx"]), help="Which classifier (default: the best installed).")
@click.option("--why", "with_reasons", is_flag=True, help="Say what speaks for each topic that is given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(file: Iterable[bytes], names: Names, tier: Tier | None, with_reasons: bool, as_json: bool) -> None:
    """Say what sentences of a company's own statement are about, with the probability of each topic. FILE has one
    JSON object a line, either {"id", "text", "before", "after", "position"}, all but text optional, or
    {"statement_id", "sentence_index", "sentence"}, whose neighbours are then taken from the file.

    \b
    Example: hria classify sentences.jsonl --json
    Example: hria classify - --labels aims --json < statements.jsonl
    Example: hria classify sentences.jsonl --tier onnx
    """
    renamed = gold_labels() if names == "aims" else {topic: topic for topic in gold_labels()}
    asked = Asked(renamed, chosen_tier(tier), with_reasons, as_json)
    bad = 0
    waiting: list[Line] = []
    of_statements: list[Line] = []
    for number, raw in enumerate(file, 1):
        if not raw.strip():
            continue
        line = _read(number, raw)
        if line is None:
            bad += 1
        elif line.text is None:
            of_statements.append(line)
        else:
            waiting.append(line)
        if len(waiting) >= BATCH:
            _print(waiting, _alone(waiting), asked)
            waiting = []
    _print(waiting, _alone(waiting), asked)
    in_order, passages = _by_statement(of_statements)
    _print(in_order, passages, asked)
    if bad:
        raise click.exceptions.Exit(1)


def _read(number: int, raw: bytes) -> Line | None:
    """The line, or None with a message where it cannot be used."""
    try:
        line = msgspec.json.decode(raw, type=Line)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        say(f"hria: line {number}: {error}")
        return None
    if line.text is None and (line.sentence is None or line.statement_id is None or line.sentence_index is None):
        say(f'hria: line {number}: neither "text" nor "statement_id", "sentence_index" and "sentence"')
        return None
    if line.position is not None and not 0 <= line.position <= 1:
        say(f"hria: line {number}: the position {line.position:g} is not between 0 and 1")
        return None
    return line


def _alone(lines: list[Line]) -> list[Stretch]:
    """Lines that bring their own context."""
    passages = []
    for line in lines:
        before = context_sentences(line.before)
        sentences = (*before, line.text or "", *context_sentences(line.after))
        first = total = None
        if line.position is not None:
            total = max(USUAL_LENGTH, len(sentences))
            first = min(max(0, round(line.position * (total - 1)) - len(before)), total - len(sentences))
        passages.append(Stretch(sentences, (len(before),), first, total))
    return passages


def _by_statement(lines: list[Line]) -> tuple[list[Line], list[Stretch]]:
    """The lines in the order of their statements, and each statement as a passage."""
    statements: dict[tuple[str | None, str | int | None], list[Line]] = {}
    for line in lines:
        statements.setdefault((line.jurisdiction, line.statement_id), []).append(line)
    passages, in_order = [], []
    for found in statements.values():
        found.sort(key=lambda line: line.sentence_index or 0)
        sentences = tuple(line.sentence or "" for line in found)
        passages.append(Stretch(sentences, tuple(range(len(found))), 0, len(found)))
        in_order += found
    return in_order, passages


def _print(lines: list[Line], passages: list[Stretch], asked: Asked) -> None:
    for line, found in zip(lines, classify(passages, asked.why, asked.tier), strict=True):
        if asked.as_json:
            show_json({**_name(line), **dict(_plain(found, asked))})
        else:
            topics = ", ".join(f"{asked.renamed[topic]} {found.scores[topic]:.2f}" for topic in found.topics) or "-"
            show(f"{' '.join(str(value) for value in _name(line).values())}\t{topics}")
            for topic, reasons in found.why.items():
                show(f"\t{asked.renamed[topic]}: {', '.join(reasons) or 'the sentence as a whole'}")
    sys.stdout.flush()


def _name(line: Line) -> dict[str, object]:
    """What the line is known by."""
    if line.text is not None:
        return {"id": line.id}
    return {"statement_id": line.statement_id, "sentence_index": line.sentence_index}


def _plain(found: Classified, asked: Asked) -> Iterator[tuple[str, object]]:
    yield "topics", [asked.renamed[topic] for topic in found.topics]
    yield "scores", {asked.renamed[topic]: score for topic, score in found.scores.items()}
    if asked.why:
        yield "why", {asked.renamed[topic]: reasons for topic, reasons in found.why.items()}
