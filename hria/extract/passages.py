"""The sentences of a document, all of them, for what compares whole documents."""

from __future__ import annotations

from collections.abc import Iterator

from hria.document import Block, Document, evidence
from hria.passage import Amount, Passage


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Every sentence, heading and row of a document, with the amounts in it.

    The short cells of a row are one passage; cells that hold sentences are passages of their own.
    """
    from nlp.language import language
    from nlp.quantities import quantities
    from nlp.sentences import spans

    abbreviations = language("en").words("abbreviations")
    found: list[Passage] = []
    heading: str | None = None
    for number, (block, end) in enumerate(_joined(document)):
        before = ""
        whole = block.kind == "heading" or end != block.end
        for start, stop in [(block.start, end)] if whole else spans(document.text, block.start, end, abbreviations):
            quote = document.text[start:stop]
            amounts = tuple(Amount(q.value, q.unit, q.start, q.end) for q in quantities(" ".join(quote.split())))
            found.append(Passage(evidence(document, start, stop, heading), block.kind, number, amounts, before))
            before = " ".join(quote.split())
        if block.kind == "heading":
            heading = " ".join(document.text[block.start : block.end].split())
    return tuple(found)


# A row with so many cells of so many words is no row to read in one go.
LONG_CELL, MOST_LONG_CELLS = 6, 1


def _joined(document: Document) -> Iterator[tuple[Block, int]]:
    """Each block with where it ends; the cells of a row that are short are one block from first to last."""
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    joined = {
        key
        for key, cells in rows.items()
        if sum(len(document.text[c.start : c.end].split()) >= LONG_CELL for c in cells) <= MOST_LONG_CELLS
    }
    for block in document.blocks:
        key = (block.cell.table, block.cell.row) if block.cell else None
        if key is None or key not in joined:
            yield block, block.end
        elif rows[key][0] is block:
            yield block, max(cell.end for cell in rows[key])
