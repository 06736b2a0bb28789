"""A document as `nlp` takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hria.document import Document
from hria.extract.reading import Reader
from hria.voice import is_own_voice


def year_end_of(document: Document) -> tuple[int, int] | None:
    """The (month, day) on which a document says that the financial year ends; None where it does not."""
    from nlp.dates import financial_year_end

    return financial_year_end(document.text)


def source_of(document: Document, reader: Reader) -> Any:
    """A document as nlp takes it, with whose voice it is in."""
    from nlp.dates import financial_year_end
    from nlp.text import Source

    return Source(
        text=document.text,
        blocks=_blocks_of(document),
        company=reader.company,
        is_own_voice=is_own_voice(document, reader.company),
        is_policy=document.kind == "policy",
        is_audit=document.kind == "audit",
        published=document.published,
        year_end=reader.year_end or financial_year_end(document.text),
    )


def sentences_of(document: Document) -> Iterator[Any]:
    """Every sentence of a document (nlp.text.Sentence) with what it stands under, split by the rules of English."""
    from nlp.language import language
    from nlp.sentences import sentences
    from nlp.text import Source

    source = Source(document.text, _blocks_of(document), ())
    yield from sentences(source, language("en").words("abbreviations"))


def _blocks_of(document: Document) -> Any:
    from nlp.text import Block

    return tuple(
        Block(
            kind=b.kind,
            start=b.start,
            end=b.end,
            level=b.level,
            row=(b.cell.table, b.cell.row) if b.cell else None,
            column=b.cell.column if b.cell else None,
            page=b.page,
        )
        for b in document.blocks
    )
