"""A part of a document as running text: sentences that a page, a footer or a note mark tore apart are whole
again, notes stand apart from the text, and every character knows where it stood.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.petitions import NOTES, is_furniture
from nlp.text import Block, Source

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARKS = re.compile(r"\d{1,2}(?:[\s,]+\d{1,2})*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
# A small number glued to a word or a full stop.
GLUED = re.compile(r"(?<=[A-Za-z’”\"'),.;:])(?<!\d[.,])(\d{1,2})(?=\s|$)")
NUMBERED = re.compile(r"(?:(?<=\s)|^)(\d{1,2})[.)]?\s+(?=[A-Z“\"h])")
UNFINISHED = re.compile(r"[^.!?:;”\"]\s*$")


class RunningText(NamedTuple):
    """`source` holds the text; `offsets[i]` is where its character `i` stood. `notes` are by their mark."""

    source: Source
    offsets: list[int]
    notes: dict[str, str]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where `[start, end)` of the running text stood in the document."""
        return self.offsets[start], self.offsets[end - 1] + 1


def running_text(source: Source, start: int, end: int) -> RunningText:
    """The part `[start, end)` of a text as running text with its notes."""
    blocks = [block for block in source.blocks if start <= block.start < end]
    notes, kept = _without_notes(source, blocks)
    notes.update(_notes_at_end(source, end, {block.page for block in blocks}))
    chars: list[str] = []
    offsets: list[int] = []
    made: list[Block] = []
    is_torn = False
    for block in kept:
        text = source.text[block.start : block.end]
        if MARKS.fullmatch(text.strip()) and block.kind != "heading":
            # A mark that the page set above the line stands by itself: it belongs to what is before it.
            if made:
                for i, char in enumerate(text):
                    if char.isdigit():
                        chars.append(char.translate(SUPERSCRIPTS))
                        offsets.append(block.start + i)
                made[-1] = made[-1]._replace(end=len(chars))
            is_torn = bool(made)
            continue
        before = "".join(chars[made[-1].start : made[-1].end]).rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹") if made else ""
        goes_on = made and made[-1].kind != "heading" and block.kind == "paragraph" and UNFINISHED.search(before)
        joins = goes_on and (is_torn or text[:1].islower() or text[:1] in "[(“")
        is_torn = False
        chars.append(" " if joins else "\n")
        offsets.append(block.start)
        begin = len(chars)
        chars.extend(_marked(text))
        offsets.extend(range(block.start, block.end))
        if joins:
            made[-1] = made[-1]._replace(end=len(chars))
        else:
            made.append(Block(block.kind, begin, len(chars), block.level))
    return RunningText(source._replace(text="".join(chars), blocks=tuple(made)), offsets, notes)


def _marked(text: str) -> str:
    """The text with glued note marks as superscripts; each character stays in its place."""
    return GLUED.sub(lambda match: match.group().translate(SUPERSCRIPTS), text)


def _without_notes(source: Source, blocks: list[Block]) -> tuple[dict[str, str], list[Block]]:
    """The notes among these blocks, and the blocks that are none."""
    notes: dict[str, str] = {}
    kept: list[Block] = []
    in_notes = False
    waiting: str | None = None
    for index, block in enumerate(blocks):
        text = source.text[block.start : block.end].strip()
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        after = source.text[following.start : following.end].strip() if following else ""
        if is_furniture(text):
            continue
        if MARKS.fullmatch(text) and ADDRESS.match(after):
            waiting = text
        elif waiting and ADDRESS.match(text):
            notes[waiting], waiting = text, None
        elif block.kind == "footnote" or in_notes or (NOTES.match(text) and re.search(r"\b1\b", text[:40])):
            in_notes = in_notes or block.kind != "footnote"
            notes.update(_numbered(text))
        elif NOTES.fullmatch(text.rstrip(":")):
            in_notes = True
        elif not ADDRESS.fullmatch(text):
            kept.append(block)
    return notes, kept


def _notes_at_end(source: Source, end: int, pages: set[int | None]) -> dict[str, str]:
    """Notes that stand after the part: under a heading "Notes", or as footnotes of its `pages`."""
    notes: dict[str, str] = {}
    in_notes = False
    for block in source.blocks:
        if block.start < end:
            continue
        text = source.text[block.start : block.end].strip()
        if NOTES.match(text):
            in_notes = True
        if in_notes or (block.kind == "footnote" and block.page is not None and block.page in pages):
            notes.update(_numbered(text))
    return notes


def _numbered(text: str) -> dict[str, str]:
    """The notes of a block by their marks: "1 The first. 2 The second."."""
    plain = text.translate(DIGITS)
    plain = NOTES.sub("", plain, count=1).lstrip(" :") if NOTES.match(plain) else plain
    marks: list[re.Match[str]] = []
    for match in NUMBERED.finditer(plain):
        if not marks or int(match.group(1)) == int(marks[-1].group(1)) + 1:
            marks.append(match)
    ends = [*(m.start() for m in marks[1:]), len(plain)]
    return {m.group(1): plain[m.end() : e].strip() for m, e in zip(marks, ends, strict=True)}
