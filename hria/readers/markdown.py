"""Markdown (CommonMark and tables)."""

from __future__ import annotations

from collections.abc import Iterator

from hria.document import BlockKind, Cell
from hria.readers.noise import without_noise
from hria.readers.parts import Part, transcribe
from hria.readers.plain import decode
from hria.readers.transcript import Transcript


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
                plain = "".join(
                    " " if child.type in ("softbreak", "hardbreak") else child.content
                    for child in token.children or ()
                    if child.type in ("text", "code_inline", "softbreak", "hardbreak")
                )
                if kind == "table_cell":
                    yield Part(kind, plain, cell=Cell(table, row, column))
                elif kind == "heading":
                    yield Part(kind, plain, level=level)
                elif depth >= 0:
                    yield Part("list_item", plain, level=depth)
                else:
                    yield Part("paragraph", plain)
                kind = "paragraph"
            case "fence" | "code_block":
                yield Part("paragraph", token.content)
