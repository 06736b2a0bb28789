"""How well the passages that answer are found, and how often nothing is found where nothing is said: on pairs of a
claim and the passages that answer it, written by people who read the documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from hria.company import names_of
from hria.document import Document
from hria.errors import HriaError
from hria.extract import Reader
from hria.readers import read
from hria.resources import read_toml
from hria.retrieval.passages import Passage
from hria.retrieval.search import Answer, Searcher, search_documents

MOST = 5


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A claim, and the passages that answer it: each a file's name and words that stand in it. None: nothing does."""

    text: str
    passages: tuple[tuple[str, str], ...] = ()


class Pairs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The pairs of one folder of documents, seen from where the file of pairs is kept; all its files but some, or
    only some."""

    folder: str
    company: str
    claim: tuple[Pair, ...]
    files: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """What was found for a pair: `place` is that of the first right passage, from 1; None where none was."""

    pair: Pair
    found: tuple[Answer, ...]
    place: int | None


class Measured(NamedTuple):
    """Over one file of pairs: claims with an answer and how many found it among the first five, claims without one
    and how many were told "nothing found"."""

    name: str
    answerable: int
    recalled: int
    unanswerable: int
    refused: int
    verdicts: tuple[Verdict, ...]


def measure(pairs_file: Path, root: Path, encoder: str | None = None) -> Measured | None:
    """What the search finds for a file of pairs; `root` is what their folders are seen from. None where the documents
    are not here."""
    pairs = read_toml(pairs_file, Pairs)
    folder = root / pairs.folder
    if not folder.is_dir():
        return None
    documents = list(documents_of(pairs, folder))
    searcher = searcher_over(pairs, documents, encoder)
    names = {document.id: Path(document.path).name for document in documents}
    verdicts = tuple(_verdict(searcher, pair, names) for pair in pairs.claim)
    with_answer = [v for v in verdicts if v.pair.passages]
    without = [v for v in verdicts if not v.pair.passages]
    return Measured(
        name=pairs_file.stem,
        answerable=len(with_answer),
        recalled=sum(v.place is not None for v in with_answer),
        unanswerable=len(without),
        refused=sum(not v.found for v in without),
        verdicts=verdicts,
    )


def documents_of(pairs: Pairs, folder: Path) -> Iterator[Document]:
    """The documents of these pairs that can be read."""
    for path in [folder / file for file in pairs.files] or sorted(folder.iterdir()):
        if path.name in pairs.without:
            continue
        try:
            yield read(path)
        except HriaError:
            continue


def searcher_over(pairs: Pairs, documents: Sequence[Document], encoder: str | None) -> Searcher:
    """A searcher for these pairs over these documents."""
    return search_documents(documents, Reader(names_of(pairs.company), None, "general", None), encoder)


def answers(pair: Pair, passage: Passage, names: dict[str, str]) -> bool:
    """Whether a passage is one of those that answer a claim; `names` are the files' names by document."""
    file = names[passage.document_id]
    text = _plain(passage.text)
    return any(file == name and _plain(words) in text for name, words in pair.passages)


def _plain(text: str) -> str:
    return " ".join(text.replace("ﬁ", "fi").replace("ﬂ", "fl").lower().split())


def _verdict(searcher: Searcher, pair: Pair, names: dict[str, str]) -> Verdict:
    found = tuple(searcher.search(pair.text, MOST))
    right = (place for place, answer in enumerate(found, start=1) if answers(pair, answer.passage, names))
    return Verdict(pair, found, next(right, None))
