"""The index of a workspace's passages: SQLite's full-text search for their words, vectors for their meaning.

A file of its own beside the store, whatever database that is: everything in it follows from the store, and deleting
it costs nothing but the time to make it again. A document is indexed in one transaction.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from hria.retrieval.passages import Passage

Vectors = npt.NDArray[np.float32]
# Changes when passages are cut otherwise.
FORM = "3"
STORED = np.float16
SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS passages (
    number INTEGER PRIMARY KEY, document_id TEXT NOT NULL, body BLOB NOT NULL, vector BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS of_document ON passages (document_id);
CREATE TABLE IF NOT EXISTS meanings (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, under, tokenize = 'porter unicode61 remove_diacritics 2');
"""
# A word that more passages have is common, however many.
MOST_COUNTED = 5000
# What stands in the passage counts more than what it stands under.
BY_WORDS = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 1.0, 0.4), rowid LIMIT ?"


class Index:
    """An open index. Use as a context manager. `encoder` makes the vectors (nlp.meaning.encoder.Encoder), `company`
    are the names of the company."""

    def __init__(self, path: Path | None, encoder: Any, company: Sequence[str]) -> None:
        """`path` is the file; None keeps the index in memory."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", timeout=15)
        self._db.executescript(SCHEMA)
        self._encoder = encoder
        self._company = tuple(company)
        self._vectors: tuple[npt.NDArray[np.int64], Vectors] | None = None

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    # Keeping it up to date

    def stale(self, wanted: dict[str, str]) -> list[str]:
        """The ids of documents that are not indexed as `wanted` (id to fingerprint); others are forgotten."""
        known = dict(self._db.execute("SELECT id, fingerprint FROM documents"))
        gone = [id_ for id_ in known if id_ not in wanted]
        with self._writing():
            for id_ in gone:
                self._forget(id_)
        return [id_ for id_, fingerprint in wanted.items() if known.get(id_) != self._full(fingerprint)]

    def put(self, document_id: str, fingerprint: str, found: Sequence[Passage]) -> None:
        """Replaces the passages of a document."""
        vectors = self._encoded([passage.read_as(self._company) for passage in found])
        with self._writing():
            self._forget(document_id)
            for passage, vector in zip(found, vectors, strict=True):
                row = self._db.execute(
                    "INSERT INTO passages (document_id, body, vector) VALUES (?, ?, ?)",
                    (document_id, msgspec.msgpack.encode(passage), vector),
                )
                self._db.execute(
                    "INSERT INTO words (rowid, text, under) VALUES (?, ?, ?)",
                    (row.lastrowid, passage.text, passage.under),
                )
            self._db.execute("INSERT INTO documents VALUES (?, ?)", (document_id, self._full(fingerprint)))

    def _full(self, fingerprint: str) -> str:
        return f"{FORM}:{self._encoder.name}:{fingerprint}"

    def _forget(self, document_id: str) -> None:
        numbers = self._db.execute("SELECT number FROM passages WHERE document_id = ?", (document_id,)).fetchall()
        self._db.executemany("DELETE FROM words WHERE rowid = ?", numbers)
        self._db.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def _encoded(self, texts: Sequence[str]) -> list[bytes]:
        """The vector of each text. What was encoded once is never encoded again: reports repeat themselves."""
        keys = [hashlib.sha256(f"{self._encoder.name}\n{text}".encode()).digest()[:16] for text in texts]
        known: dict[bytes, bytes] = {}
        for key in dict.fromkeys(keys):
            row = self._db.execute("SELECT vector FROM meanings WHERE key = ?", (key,)).fetchone()
            if row is not None:
                known[key] = row[0]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            made = self._encoder.encode(list(new.values())).astype(STORED)
            known |= {key: vector.tobytes() for key, vector in zip(new, made, strict=True)}
            with self._writing():
                self._db.executemany("INSERT OR IGNORE INTO meanings VALUES (?, ?)", [(k, known[k]) for k in new])
        return [known[key] for key in keys]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._db:
            yield
        self._vectors = None

    # Asking

    def __len__(self) -> int:
        count: int = self._db.execute("SELECT count(*) FROM passages").fetchone()[0]
        return count

    def by_words(self, words: Sequence[str], most: int) -> list[int]:
        """The numbers of passages with any of these words, the best by BM25 first."""
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        return [number for (number,) in self._db.execute(BY_WORDS, (query, most))]

    def by_meaning(self, vector: Vectors, most: int) -> list[int]:
        """The numbers of the passages whose vectors lie nearest, the nearest first."""
        numbers, vectors = self._all_vectors()
        if not len(numbers):
            return []
        near = vectors @ vector
        best = np.argpartition(-near, min(most, len(near) - 1))[:most]
        # Equal ones in the order of the documents.
        return [int(numbers[place]) for place in sorted(best, key=lambda place: (-near[place], numbers[place]))]

    def passages(self, numbers: Sequence[int]) -> list[Passage]:
        """The passages with these numbers, in this order."""
        marks = ",".join("?" * len(numbers))
        rows = dict(self._db.execute(f"SELECT number, body FROM passages WHERE number IN ({marks})", numbers))  # noqa: S608
        return [msgspec.msgpack.decode(rows[number], type=Passage) for number in numbers]

    def nearness(self, numbers: Sequence[int], vector: Vectors) -> Vectors:
        """How near each of these passages, the one before and the one after it lie to a vector: three columns.

        The passages of a document have numbers that follow each other.
        """
        known, vectors = self._all_vectors()
        places = np.searchsorted(known, np.array(numbers, dtype=np.int64))
        beside = np.clip(places[:, None] + np.array([0, -1, 1]), 0, len(known) - 1)
        near: Vectors = vectors[beside.ravel()] @ vector
        return near.reshape(len(places), 3)

    def rarity(self, words: Sequence[str]) -> Vectors:
        """The logarithm of the share of passages with each word, the other way round: rare words have much."""
        query = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        counts = [self._db.execute(query, (f'"{word}"', MOST_COUNTED)).fetchone()[0] for word in words]
        rare: Vectors = np.log1p(len(self) / (np.array(counts, dtype=np.float32) + 0.5)).astype(np.float32)
        return rare

    def _all_vectors(self) -> tuple[npt.NDArray[np.int64], Vectors]:
        if self._vectors is None:
            rows = self._db.execute("SELECT number, vector FROM passages ORDER BY number").fetchall()
            numbers = np.array([number for number, _ in rows], dtype=np.int64)
            joined = np.frombuffer(b"".join(vector for _, vector in rows), dtype=STORED)
            self._vectors = numbers, joined.astype(np.float32).reshape(len(rows), self._encoder.width)
        return self._vectors
