"""Passages: the sentences of a document, and the rows of its tables, with what they stand under and beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from hria.document import Document
from hria.extract import Extractor, Glance
from hria.extract.sources import sentences_of
from hria.extract.topics import Stretch, classify

# A table row longer than this, in characters, is read cell by cell.
LONGEST_ROW = 700
# Shorter than this, in words, a sentence tells nothing by itself; a row may.
SHORTEST = 4
LONGEST_TITLE = 10
# So many characters of what stands before and after are kept for its words.
BESIDE = 240
# From so probable on, a topic is one that a sentence may be on.
MAY_BE = 0.2
NOTE_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+")


class Passage(msgspec.Struct, frozen=True):
    """`text` is `[start, end)` of the document's text on one line, without note marks.

    `under` is the heading and, for an item of a list, the line that it completes; `before` and `after` what
    stands beside it in the same part of the document. `marks` are what the rules see in it: "issue:forced_labour",
    "topic:training", "country:Malaysia", "organisation:Sedex", "cue:planned". `title` is that of the document.
    """

    document_id: str
    start: int
    end: int
    text: str
    under: str = ""
    before: str = ""
    after: str = ""
    marks: tuple[str, ...] = ()
    title: str = ""

    def read_as(self, company: Sequence[str]) -> str:
        """The text as its meaning is taken: with what it stands under, if that is short and no question, for a long
        heading would drown a short sentence, and without the company's name, which is in every other one."""
        is_title = self.under and len(self.under.split()) <= LONGEST_TITLE and not self.under.endswith("?")
        return unnamed(f"{self.under}: {self.text}" if is_title else self.text, company)


class _Piece(msgspec.Struct):
    start: int
    end: int
    headings: tuple[str, ...]
    lead_in: str | None
    row: tuple[int, int] | None


def unnamed(text: str, company: Sequence[str]) -> str:
    """A text that says "the company" where it names it."""
    names = sorted(company, key=len, reverse=True)
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, names))})\b", "the company", text) if names else text


def passages(document: Document, extractor: Extractor) -> list[Passage]:
    """The passages of a document in the order of its text, with what the rules see in them."""
    pieces = [piece for piece in _pieces(document) if _tells(document, piece)]
    texts = [_plain(document.text[piece.start : piece.end]) for piece in pieces]
    topics = topics_of(texts)
    return [
        Passage(
            document_id=document.id,
            start=piece.start,
            end=piece.end,
            text=texts[place],
            under=_under(piece),
            before=_beside(pieces, texts, place, place - 1)[-BESIDE:],
            after=_beside(pieces, texts, place, place + 1)[:BESIDE],
            marks=marks(extractor.glance(texts[place]), topics[place]),
            title=document.title,
        )
        for place, piece in enumerate(pieces)
    ]


def topics_of(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The topics that each of these sentences, which follow each other, may be on."""
    if not texts:
        return []
    whole = Stretch(tuple(texts), tuple(range(len(texts))), 0, len(texts))
    return [tuple(t for t, score in found.scores.items() if score >= MAY_BE) for found in classify([whole])]


def marks(glance: Glance, topics: Sequence[str]) -> tuple[str, ...]:
    """What the rules see in a passage, as marks."""
    seen = (
        ("issue", glance.issues),
        ("cue", glance.cues),
        ("country", glance.countries),
        ("organisation", glance.organisations),
        ("topic", topics),
    )
    return tuple(sorted(f"{kind}:{value}" for kind, values in seen for value in values))


def _pieces(document: Document) -> Iterator[_Piece]:
    """Sentences, and the cells of each table row as one."""
    current: _Piece | None = None
    for sentence in sentences_of(document):
        cell = document.blocks[document.block_at(sentence.start)].cell
        row = (cell.table, cell.row) if cell else None
        piece = _Piece(sentence.start, sentence.end, sentence.headings, sentence.lead_in, row)
        if current is not None and row is not None and row == current.row and piece.end - current.start <= LONGEST_ROW:
            current.end = piece.end
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _tells(document: Document, piece: _Piece) -> bool:
    text = document.text[piece.start : piece.end].rstrip()
    # A question says nothing; what follows it does.
    return len(text.split()) >= (2 if piece.row else SHORTEST) and not text.endswith("?")


def _plain(text: str) -> str:
    return " ".join(NOTE_MARKS.sub("", text).split())


def _under(piece: _Piece) -> str:
    parts = [piece.headings[-1] if piece.headings else "", piece.lead_in or ""]
    return _plain(" ".join(part.rstrip(":") for part in parts if part))[:BESIDE]


def _beside(pieces: Sequence[_Piece], texts: Sequence[str], place: int, other: int) -> str:
    """The passage beside one, if it stands under the same headings."""
    if 0 <= other < len(pieces) and pieces[other].headings == pieces[place].headings:
        return texts[other]
    return ""
