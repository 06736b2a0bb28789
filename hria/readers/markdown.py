"""Markdown (CommonMark and tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hria.document import BlockKind, Cell
from hria.readers.noise import without_noise
from hria.readers.parts import Part, transcribe
from hria.readers.plain import decode
from hria.readers.transcript import Transcript

if TYPE_CHECKING:
    from markdown_it.token import Token

# "[^5]" stands in the text and opens the note, where the colon tells it.
FOOTNOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")


def read_markdown(data: bytes) -> Transcript:
    """The transcript of a Markdown file; raw HTML in it is left out."""
    text, notes = decode(data)
    kept, dropped = without_noise(list(_parts(text)))
    return transcribe(kept, dropped, notes=notes)


def _parts(text: str) -> Iterator[Part]:
    from markdown_it import MarkdownIt

    kind: BlockKind = "paragraph"
    depth = level = table = row = column = -1
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1])
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "table_open":
                table, row = table + 1, -1
            case "tr_open":
                row, column = row + 1, -1
            case "td_open" | "th_open":
                kind, column = "table_cell", column + 1
            case "inline":
                yield _part(kind, _plain(token), level, depth, Cell(table, row, column))
                kind = "paragraph"
            case "fence" | "code_block":
                yield Part("paragraph", token.content)


def _part(kind: BlockKind, plain: str, level: int, depth: int, cell: Cell) -> Part:
    """A line as the part that it is; `depth` is that of the list it stands in, -1 outside lists."""
    if kind == "table_cell":
        return Part(kind, plain, cell=cell)
    if kind == "heading":
        return Part(kind, plain, level=level)
    return Part("list_item", plain, level=depth) if depth >= 0 else Part("paragraph", plain)


def _plain(inline: Token) -> str:
    """The text of a line, without its marks, without marks of footnotes and without raw HTML."""
    text = "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or ()
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
    return FOOTNOTE_MARK.sub("", text)
