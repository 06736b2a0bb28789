"""Parts of a document that has no places on a page: what the readers of DOCX, HTML and text hand on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hria.document import BlockKind, Cell, Dropped, Page
from hria.readers.composing import Composer
from hria.readers.transcript import Transcript


class Part(NamedTuple):
    """A block before it has offsets. `text` may hold any white space; `page` counts from 1."""

    kind: BlockKind
    text: str
    page: int = 1
    level: int = 0
    cell: Cell | None = None


def transcribe(
    parts: Iterable[Part],
    dropped: Iterable[Dropped] = (),
    metadata: dict[str, str] | None = None,
    notes: Iterable[str] = (),
) -> Transcript:
    """A transcript of these parts; footnotes come last, so that they never interrupt a sentence."""
    ordered = sorted(parts, key=lambda part: part.kind == "footnote")
    composer = Composer()
    for part in ordered:
        composer.add_text(part.kind, part.text, part.page, part.level, part.cell)
    last = max((part.page for part in ordered), default=1)
    return Transcript(
        text=composer.text,
        blocks=tuple(composer.blocks),
        pages=tuple(Page(number, 0.0, 0.0) for number in range(1, last + 1)),
        dropped=tuple(dropped),
        metadata=metadata or {},
        notes=tuple(notes),
    )
