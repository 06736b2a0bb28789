"""Petitions: what shareholders, an organisation or a newspaper puts to a company, and what the company answers.

A resolution is one petition. A proxy statement holds several: each opens with the notice that somebody means
to submit it, and is followed by the board's statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from nlp.pipeline import Pipeline
from nlp.text import Block, Source

SUBJECT = "claim"
VOICE = "voice"
# The text of a proposal begins no later than so many blocks after the notice.
LONGEST_NOTICE = 8
# The title stands in no more than so many headings right above.
LONGEST_TITLE = 4
NOTES = re.compile(r"(?:notes|endnotes|footnotes|sources|references)\b", re.I)
# What a page prints above and below its text.
FURNITURE = re.compile(r"(?:\d{1,4}\s+)?(?:\S+\.com|\d{4} proxy statement)(?:\s*[•|]?\s*(?:page\s*)?\d{1,4})?", re.I)
PROPONENT = re.compile(r"\s*(?:,|\(“|\(\"|\bhas\b|\bhave\b|\bintends?\b|\btogether with\b)")


class Petition(NamedTuple):
    """Offsets into the text: `[start, end)` is what is put to the company, `answer` what it says to that.

    `is_on_rights`: the matter is one of human rights or labour.
    """

    title: str
    proponent: str | None
    start: int
    end: int
    answer: tuple[int, int] | None
    is_on_rights: bool


def petitions(pipeline: Pipeline, source: Source) -> list[Petition]:
    """The petitions of a document, in its order: those that give notice, else the document as one."""
    words = pipeline.language.subjects[SUBJECT].words
    notice = _any(tuple(words["notice"]))
    blocks = source.blocks
    starts = [i for i, b in enumerate(blocks) if b.kind != "heading" and notice.search(_text(source, b))]
    if not starts:
        return [_whole(pipeline, source)] if blocks else []
    titles = [_title_start(blocks, start) for start in starts]
    ends = [*titles[1:], len(blocks)]
    return [
        _noticed(pipeline, source, title, start, end) for title, start, end in zip(titles, starts, ends, strict=True)
    ]


def is_furniture(text: str) -> bool:
    """Whether a block is what every page prints, and no part of the text."""
    return FURNITURE.fullmatch(text.strip()) is not None


@lru_cache(maxsize=16)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.I)


def _text(source: Source, block: Block) -> str:
    return source.text[block.start : block.end]


def _title_start(blocks: Sequence[Block], start: int) -> int:
    """The index of the first of the headings right above a block."""
    first = start
    while first > 0 and start - first < LONGEST_TITLE and blocks[first - 1].kind == "heading":
        first -= 1
    return first


def _noticed(pipeline: Pipeline, source: Source, title: int, start: int, end: int) -> Petition:
    blocks = source.blocks
    answer = next((i for i in range(start, end) if _is_answer(pipeline, source, blocks[i])), None)
    body = _body_start(pipeline, source, start, answer or end)
    closes = _answer_end(source, title, start, answer, end) if answer is not None else end
    words = tuple(pipeline.language.subjects[SUBJECT].words["not_title"])
    named = [_text(source, b) for b in blocks[title:start] if not _any(words).fullmatch(_text(source, b).strip())]
    until = blocks[answer].start if answer is not None else blocks[closes - 1].end
    heading = " ".join(" ".join(named).split()) or "Proposal"
    return Petition(
        title=heading,
        proponent=_proponent(_text(source, blocks[start])),
        start=blocks[body].start,
        end=until,
        answer=(blocks[answer + 1].start, blocks[closes - 1].end)
        if answer is not None and closes > answer + 1
        else None,
        is_on_rights=_is_on_rights(pipeline, heading, source.text[blocks[body].start : until]),
    )


def _is_answer(pipeline: Pipeline, source: Source, block: Block) -> bool:
    return block.kind == "heading" and "company" in pipeline.heading_values(VOICE, _text(source, block))


def _body_start(pipeline: Pipeline, source: Source, start: int, end: int) -> int:
    """Where the proposal itself begins: after the words that say so, or after its own heading."""
    follows = _any(tuple(pipeline.language.subjects[SUBJECT].words["follows"]))
    body = start + 1
    for i in range(start, min(start + LONGEST_NOTICE, end)):
        block = source.blocks[i]
        is_heading = block.kind == "heading" and "others" in pipeline.heading_values(VOICE, _text(source, block))
        if is_heading or (block.kind != "heading" and follows.search(_text(source, block))):
            body = i + 1
    return min(body, len(source.blocks) - 1)


def _answer_end(source: Source, title: int, start: int, answer: int, end: int) -> int:
    """Where the answer ends: before the next petition, or where a heading as high as its title begins."""
    blocks = source.blocks
    highest = min((b.level for b in blocks[title:start] if b.kind == "heading"), default=0)
    for i in range(answer + 1, end):
        if blocks[i].kind == "heading" and blocks[i].level <= highest:
            return i
    return end


def _proponent(notice: str) -> str | None:
    """Who gives notice: the words before the first comma or verb."""
    match = PROPONENT.search(notice)
    name = notice[: match.start()].strip() if match else ""
    return name.removeprefix("The ") if 0 < len(name.split()) <= 12 else None


def _whole(pipeline: Pipeline, source: Source) -> Petition:
    """The document as one petition, its title the last heading before the text."""
    blocks = source.blocks
    answer = next((i for i, b in enumerate(blocks) if _is_answer(pipeline, source, b)), None)
    notes = next(
        (i for i, b in enumerate(blocks) if NOTES.match(_text(source, b)) and i > len(blocks) // 2), len(blocks)
    )
    closes = max(notes, answer or 0) if answer is not None else len(blocks)
    first = next((i for i, b in enumerate(blocks) if b.kind != "heading"), 0)
    words = _any(tuple(pipeline.language.subjects[SUBJECT].words["not_title"]))
    titles = [_text(source, b) for b in blocks[:first] if not words.fullmatch(_text(source, b).strip())]
    title = " ".join(titles[-1].split()) if titles else "Petition"
    until = blocks[answer].start if answer is not None else len(source.text)
    return Petition(
        title=title,
        proponent=None,
        start=blocks[first].start,
        end=until,
        answer=(blocks[answer + 1].start, blocks[closes - 1].end)
        if answer is not None and closes > answer + 1
        else None,
        is_on_rights=_is_on_rights(pipeline, title, source.text[blocks[first].start : until]),
    )


def _is_on_rights(pipeline: Pipeline, title: str, text: str) -> bool:
    """Whether the title, or what is asked, is a matter of human rights or labour."""
    asked = [s for s in re.split(r"(?<=[.!?])\s+", text) if _has(pipeline, s, "ask")]
    return any(_has(pipeline, part, "rights") for part in (title, *asked[:3]))


def _has(pipeline: Pipeline, text: str, value: str) -> bool:
    return bool(pipeline.match(" ".join(text.split())).hits(SUBJECT, value))
