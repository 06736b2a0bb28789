"""Full-text search over findings and documents (SQLite FTS5)."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import sqlalchemy as sa

# Around a match in an excerpt. The page turns them into marks; they occur in no text, since readers drop
# control characters.
OPEN, CLOSE = "\x02", "\x03"
LONGEST_QUERY = 200
WORDS_OF_EXCERPT = 24


class Hit(msgspec.Struct, frozen=True):
    """A paragraph with the words; `excerpt` has each match between `OPEN` and `CLOSE`."""

    document_id: str
    document: str
    start: int
    page: int
    excerpt: str
    is_pdf: bool


def as_query(typed: str) -> str:
    """What a person typed, as FTS5 reads it: all words, the last also as a beginning; "in quotes" as a phrase.

    Everything is quoted, so that no character of it is an operator. "" where there is no word in it.
    """
    parts = re.findall(r'"([^"]+)"|([^\s"]+)', typed[:LONGEST_QUERY])
    terms = [(phrase, True) if phrase else (word, False) for phrase, word in parts if re.search(r"\w", phrase or word)]
    if not terms:
        return ""
    quoted = [f'"{term}"' for term, _ in terms]
    return " ".join(quoted) + ("" if terms[-1][1] else "*")


def matching_findings(typed: str) -> sa.Select[Any]:
    """The ids of findings whose passage or heading has these words; of none where there are no words."""
    words = sa.table("finding_words", sa.column("finding_id"))
    query = as_query(typed)
    found = sa.literal_column("finding_words").op("MATCH")(query) if query else sa.false()
    return sa.select(words.c.finding_id).where(found)


def search_documents(db: sa.Connection, typed: str, most: int = 50) -> list[Hit]:
    """The paragraphs of current documents with these words, the most telling first."""
    query = as_query(typed)
    if not query:
        return []
    rows = db.execute(
        sa.text(
            "SELECT block_words.document_id, title, is_pdf, start, page,"
            " snippet(block_words, 0, :open, :close, '…', :words) AS excerpt"
            " FROM block_words JOIN documents ON documents.id = block_words.document_id"
            " WHERE block_words MATCH :query ORDER BY bm25(block_words), documents.rank, start LIMIT :most"
        ),
        {"open": OPEN, "close": CLOSE, "words": WORDS_OF_EXCERPT, "query": query, "most": most},
    )
    return [Hit(row.document_id, row.title, row.start, row.page, row.excerpt, bool(row.is_pdf)) for row in rows]
