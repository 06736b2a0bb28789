"""Labelled statements, as training and measuring take them, and sentences without labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from nlp.topics.labels import labels
from nlp.topics.places import Excerpt
from nlp.topics.tokens import Numbers

Truth = npt.NDArray[np.bool_]
FOLDS = 5
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z0-9•(])|\n+")
SHORTEST, LONGEST = 3, 1500


class Row(msgspec.Struct, frozen=True):
    """A labelled sentence, as the files have it."""

    jurisdiction: str
    statement_id: str
    sentence_index: int
    sentence: str
    labels: tuple[str, ...]


class Gold(NamedTuple):
    """Labelled sentences in the order of their statements. `asked` is false where nobody looked for a label."""

    excerpts: list[Excerpt]
    truth: Truth
    asked: Truth
    statement: Numbers
    jurisdiction: npt.NDArray[np.str_]

    def part(self, statements: Sequence[int] | Numbers) -> Gold:
        """The same of some statements only, in their order."""
        kept = np.isin(self.statement, statements)
        numbers = np.searchsorted(np.unique(statements), self.statement[kept])
        return Gold(
            [self.excerpts[n] for n in np.unique(statements)],
            self.truth[kept],
            self.asked[kept],
            numbers,
            self.jurisdiction[kept],
        )


def read(files: Sequence[Path]) -> Gold:
    """The labelled sentences of these files. Raises msgspec.DecodeError or ValidationError for a wrong line."""
    decode = msgspec.json.Decoder(Row).decode
    rows = [decode(line) for path in files for line in path.read_bytes().splitlines() if line.strip()]
    return of_rows(rows)


def of_rows(rows: Sequence[Row]) -> Gold:
    """Rows by statement; rows of one statement are put in order."""
    by_statement: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_statement.setdefault((row.jurisdiction, row.statement_id), []).append(row)
    statements = [sorted(found, key=lambda row: row.sentence_index) for found in by_statement.values()]
    ordered = [row for statement in statements for row in statement]
    return Gold(
        excerpts=[Excerpt.whole([row.sentence for row in statement]) for statement in statements],
        truth=np.array([[label.gold in row.labels for label in labels()] for row in ordered], dtype=bool),
        asked=np.array([[row.jurisdiction not in label.unlabelled for label in labels()] for row in ordered]),
        statement=np.repeat(np.arange(len(statements)), [len(statement) for statement in statements]),
        jurisdiction=np.array([row.jurisdiction for row in ordered]),
    )


def folds(gold: Gold, seed: int = 0) -> Numbers:
    """The fold of each statement, 0 to FOLDS - 1; every jurisdiction is spread over all of them."""
    random = np.random.default_rng(seed)
    where = gold.jurisdiction[np.searchsorted(gold.statement, np.arange(len(gold.excerpts)))]
    fold = np.zeros(len(where), dtype=np.int64)
    for jurisdiction in np.unique(where):
        of_it = np.flatnonzero(where == jurisdiction)
        fold[random.permutation(of_it)] = np.arange(len(of_it)) % FOLDS
    return fold


def unlabelled(path: Path) -> Iterator[str]:
    """The sentences of the statements without labels."""
    for line in path.read_bytes().splitlines():
        yield from split(str(msgspec.json.decode(line)["text"]))


def split(text: str) -> Iterator[str]:
    """The sentences of a plain text, without their full stops, as the labelled ones are."""
    for sentence in SENTENCE_END.split(text):
        if len(kept := sentence.strip().rstrip(".")[:LONGEST]) >= SHORTEST:
            yield kept
