"""What templates write, made into blocks of a draft.

A template writes Markdown, one sentence a line. Citations, gaps, tables and figures are marks: characters
that no document can bring in, which stand for an object kept here. All other text that a template inserts is
escaped, so that words of a document are never taken for Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hria.draft import (
    Block,
    BulletList,
    Chart,
    Figure,
    Gap,
    Inline,
    PageReference,
    Paragraph,
    Section,
    Sentence,
    Table,
    Timeline,
)
from hria.errors import BadData

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


class Marked(str):
    """Text that is to be taken as it stands: marks, and Markdown that a template made."""

    __slots__ = ()


class Cited(tuple[str, ...]):
    """The ids of the findings that a sentence rests on."""

    __slots__ = ()


Markable = Sentence | Gap | PageReference | Table | Figure | Chart | Timeline | Cited


class Marks:
    """The objects of one draft that its templates point to."""

    def __init__(self) -> None:
        self._objects: list[Markable] = []

    def mark(self, value: Markable) -> Marked:
        """A mark that stands for this object."""
        self._objects.append(value)
        return Marked(f"{OPEN}{len(self._objects) - 1}{CLOSE}")

    def cite(self, ids: Iterable[str]) -> Marked:
        """A mark for the findings that the sentence before it rests on."""
        return self.mark(Cited(dict.fromkeys(ids)))

    def blocks(self, text: str) -> tuple[tuple[Block, ...], tuple[tuple[str, tuple[Block, ...]], ...]]:
        """The blocks of a rendered template, and those under each of its headings.

        Raises BadData for Markdown that drafts have no place for.
        """
        from markdown_it import MarkdownIt

        parts: list[tuple[str, list[Block]]] = [("", [])]
        tokens = MarkdownIt("commonmark").parse(text)
        items: list[list[tuple[Inline, ...]]] = []
        in_heading = in_note = False
        for token in tokens:
            match token.type:
                case "heading_open":
                    in_heading = True
                case "blockquote_open" | "blockquote_close":
                    in_note = token.type == "blockquote_open"
                case "bullet_list_open":
                    items.append([])
                case "bullet_list_close":
                    rows = tuple(item for item in items.pop() if item)
                    if rows:
                        parts[-1][1].append(BulletList(rows))
                case "inline" if in_heading:
                    parts.append((_plain(token.children or ()), []))
                    in_heading = False
                case "inline":
                    lines = _lines(token.children or ())
                    if items:
                        items[-1].append(tuple(part for line in lines for part in self._line(line)))
                    else:
                        parts[-1][1].extend(self._paragraphs(lines, in_note))
                case name if name.endswith(("_close", "heading_close")) or name in (
                    "paragraph_open",
                    "list_item_open",
                ):
                    pass
                case other:
                    raise BadData(f"a template uses {other}, for which drafts have no place")
        (_, first), *rest = parts
        return tuple(first), tuple((title, tuple(blocks)) for title, blocks in rest)

    def _paragraphs(self, lines: Sequence[str], is_note: bool) -> Iterable[Block]:
        """Lines as one paragraph; a table or figure stands by itself."""
        inline: list[Inline] = []
        for line in lines:
            number = MARK.fullmatch(line.strip())
            value = self._objects[int(number.group(1))] if number else None
            if isinstance(value, Table | Figure | Chart | Timeline):
                if inline:
                    yield Paragraph(tuple(inline), is_note)
                    inline = []
                yield value
            else:
                inline += self._line(line)
        if inline:
            yield Paragraph(tuple(inline), is_note)

    def _line(self, line: str) -> Iterable[Inline]:
        """A line in its order: text with what it cites, and objects that are sentences themselves."""
        sentence: Sentence | None = None
        for number, part in enumerate(MARK.split(line)):
            value = self._objects[int(part)] if number % 2 else None
            if isinstance(value, Cited) and sentence is not None:
                sentence = Sentence(sentence.text, (*sentence.citations, *value), sentence.origin)
                continue
            if sentence is not None:
                yield sentence
                sentence = None
            if isinstance(value, Sentence | Gap | PageReference):
                yield value
            elif number % 2 == 0 and (text := " ".join(part.split())):
                sentence = Sentence(text)
        if sentence is not None:
            yield sentence


def _lines(children: Sequence[object]) -> list[str]:
    lines = [""]
    for child in children:
        kind = getattr(child, "type", "")
        if kind in ("softbreak", "hardbreak"):
            lines.append("")
        else:
            lines[-1] += str(getattr(child, "content", ""))
    return [line for line in lines if line.strip()]


def _plain(children: Sequence[object]) -> str:
    return " ".join(_lines(children)).strip()


def escaped(value: object) -> object:
    """What a template inserts, as text: Markdown and marks in it have no meaning."""
    if value is None:
        return Marked("not stated")
    if isinstance(value, Marked) or not isinstance(value, str):
        return value
    text = " ".join(value.replace(OPEN, "").replace(CLOSE, "").split())
    return Marked(SPECIAL.sub(r"\\\1", text))


def numbered(sections: Sequence[Section], prefix: str = "") -> tuple[Section, ...]:
    """The same sections with numbers: 1, 1.1, 1.1.1. A section whose number is set keeps it."""
    result = []
    count = 0
    for section in sections:
        if section.number:
            result.append(section)
            continue
        count += 1
        number = f"{prefix}{count}"
        inner = numbered(section.sections, f"{number}.")
        result.append(Section(section.id, section.title, section.blocks, inner, number))
    return tuple(result)
