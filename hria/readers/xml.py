"""XML of records: each element that holds values becomes a row, its values cells that say their name.

Nothing is fetched and no entity is resolved; a file that declares any is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hria.document import Cell
from hria.errors import LimitExceeded, Unreadable
from hria.readers.parts import Part, transcribe
from hria.readers.transcript import Transcript

MOST_ROWS = 250_000
DEEPEST = 40
# A value with more letters than this is running text, and stands as a paragraph.
LONGEST_CELL = 200


def read_xml(data: bytes) -> Transcript:
    """The transcript of an XML file; each kind of element is a table, known by `metadata["root"]`.

    Raises Unreadable or LimitExceeded.
    """
    from lxml import etree

    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:4096]) or b"<!ENTITY" in data:
        raise Unreadable("it declares a document type or entities, which data never need", "do not open it")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"it is no whole XML ({str(error)[:120]})", "ask for a new copy of the file") from None
    return transcribe(_Records().parts(root), metadata={"root": _name(root)})


class _Records:
    """Numbers tables by the path of their elements, and rows within each."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._tables: dict[str, int] = {}
        self._total = 0

    def parts(self, root: Any) -> Iterator[Part]:
        """Every value below the root, in the order of the file."""
        yield Part("heading", _name(root), level=1)
        for record in root:
            values = _values(record)
            if values:
                yield Part("heading", values[0][1], level=2)
            yield from self._record(record, _name(record), "", 0)

    def _record(self, element: Any, path: str, within: str, depth: int) -> Iterator[Part]:
        if depth > DEEPEST:
            raise LimitExceeded(f"its elements stand more than {DEEPEST} deep in each other", "ask for a simpler file")
        values = _values(element)
        short = [f"{name}: {text}" for name, text in values if len(text) <= LONGEST_CELL]
        if short:
            yield from self._row(path, [*([within] if within else []), *short])
        for name, text in values:
            if len(text) > LONGEST_CELL:
                yield Part("paragraph", f"{name}: {text}")
        # What stands in a record is told with the first value of the record.
        for child in element:
            if len(child):
                yield from self._record(
                    child, f"{path}/{_name(child)}", within or (short[0] if short else ""), depth + 1
                )

    def _row(self, path: str, cells: list[str]) -> Iterator[Part]:
        table = self._tables.setdefault(path, len(self._tables))
        row = self._rows.get(path, 0)
        self._rows[path] = row + 1
        self._total += 1
        if self._total > MOST_ROWS:
            raise LimitExceeded(f"it holds more than {MOST_ROWS:,} records", "split it")
        for column, text in enumerate(cells):
            yield Part("table_cell", text, cell=Cell(table, row, column))


def _values(element: Any) -> list[tuple[str, str]]:
    """The values that stand directly in an element, by name; empty ones are left out."""
    found = [(_name(child), " ".join((child.text or "").split())) for child in element if not len(child)]
    return [(name, text) for name, text in found if text]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else "note"
