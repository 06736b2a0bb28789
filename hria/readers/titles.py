"""The title of a document: the line that is printed as one, else what its file says, else its first words.

Every line that could be the title is weighed; the heaviest wins. Large print on the first page weighs most,
then what the file states where it is printed too, then what runs at the head of every page. A word for a
kind of document ("policy", "report") and words of the file's name speak for a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from hria.document import Block
from hria.readers.dates import DATE
from hria.readers.transcript import Transcript
from hria.resources import read_toml

# Where a title may stand: within so many characters, blocks and pages from the beginning.
BEGINNING = 3000
FIRST_BLOCKS = 30
FIRST_PAGES = 2
# Longer lines are sentences, shorter paragraphs may be titles (in words).
LONGEST = 20
SHORT = 14
LONGEST_SHOWN = 160
CONTENTS = re.compile(r"(table of )?contents|inhalt|sommaire|índice", re.I)
NUMBERED = re.compile(r"(\d{1,2}(\.\d{1,2})*\.?|[IVX]+\.|[A-Z]\.|\d+\.)\s")
SMALL = frozenset("a an and as at by for from in of on or the to with".split())
QUOTES = "\"'“”‘’«»"


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    documents: tuple[str, ...]
    useless: tuple[str, ...]
    boilerplate: tuple[str, ...]
    companies: tuple[str, ...]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = read_toml(Path(__file__).with_name("titles.toml"), _Words)
    return re.compile("|".join(f"(?:{p})" for p in getattr(words, name)), re.I)


def title_of(transcript: Transcript, path: str) -> str:
    """The title of a document, never empty; in capitals only where the document knows no other spelling."""
    stem = re.sub(r"[_\-]+", " ", Path(path).stem).strip()
    best, most = stem, _weight(0.5 if _is_named(stem) else -5.0, "", stem)
    for base, line in _candidates(transcript, path):
        weight = _weight(base, line, stem)
        if weight > most:
            best, most = line, weight
    return _in_title_case(_unquoted(best), transcript)[:LONGEST_SHOWN]


def _weight(base: float, line: str, stem: str) -> float:
    """How much speaks for a line. `base` is what its place is worth; "" stands for the file's name."""
    words = re.findall(r"\w{3,}", DATE.sub("", line).casefold())
    named = set(re.findall(r"\w{3,}", stem.casefold()))
    weight = base + (2.0 * sum(word in named for word in words) / len(words) if words else 0.0)
    weight += 2.0 * bool(_pattern("documents").search(line))
    weight += 0.15 * min(len(words), 8)
    weight -= 3.0 * bool(_pattern("boilerplate").search(line))
    weight -= 1.5 * line.rstrip().endswith(("?", ":", ",", ";"))
    weight -= 1.5 * (len(words) == 1 and bool(_pattern("documents").search(line)))
    return weight - 2.0 * (len(line.split()) > LONGEST)


def _candidates(transcript: Transcript, path: str) -> Iterator[tuple[float, str]]:
    """Lines that may be the title, with what their place is worth."""
    yield from _stated(transcript, path)
    for text in sorted({d.text for d in transcript.dropped if d.reason.startswith("running")}):
        if len(text.split()) > 1 and _may_be_title(text):
            yield 2.0, text
    ranked = not any(block.kind == "heading" and not block.level for block in transcript.blocks)
    lines = _ranked_lines(transcript) if ranked else _typed_lines(transcript)
    for base, line in lines:
        if _may_be_title(line):
            yield base, line
    first = " ".join(transcript.text[:400].split()[:12])
    if first:
        yield -3.0, f"{first.rstrip(',;:')} …" if len(transcript.text) > 400 else first


def _stated(transcript: Transcript, path: str) -> Iterator[tuple[float, str]]:
    """The title that the file states: of a web page it is trusted, of others where it is printed too."""
    stated = re.sub(r"(?<=\w):(?=[A-Z])", ": ", " ".join(transcript.metadata.get("title", "").split()))
    if len(stated) > LONGEST_SHOWN / 2 and " | " in stated:
        stated = stated.split(" | ")[0]  # A web page with its subtitle or its site.
    if len(stated) <= 5 or _pattern("useless").search(stated):
        return
    printed = _squeezed(transcript.text[:BEGINNING] + " ".join(d.text for d in transcript.dropped[:40]))
    words = re.findall(r"\w{3,}", stated.casefold())
    shown = sum(word in printed for word in words)
    if "sitename" in transcript.metadata or path.lower().endswith((".html", ".htm")):
        yield 12.0, stated
    elif words and shown >= 0.85 * len(words):
        yield 3.5 if _squeezed(stated) in printed else 2.5, stated
    elif len(stated) > 12 and " " in stated:
        yield 0.3, stated


def _ranked_lines(transcript: Transcript) -> Iterator[tuple[float, str]]:
    """Headings and short lines of a document that sets its headings apart by size or style."""
    first = [b for b in transcript.blocks[:FIRST_BLOCKS] if b.page <= FIRST_PAGES and b.start < BEGINNING]
    top = min((b.level for b in first if b.kind == "heading"), default=0)
    for index, block in enumerate(first):
        text = transcript.text[block.start : block.end]
        on_first = 1.0 if block.page == 1 else 0.0
        late = 0.02 * index
        if block.kind == "heading":
            yield (4.0 if block.level == top else 2.5) + on_first - late, _with_next(transcript, first, index)
        elif len(text.split()) <= SHORT and not text.endswith((".", ";", ",")):
            yield 1.0 + on_first - late, text


def _with_next(transcript: Transcript, blocks: list[Block], index: int) -> str:
    """A heading with those that go on with it: of one rank, or printed elsewhere as one phrase."""
    block = blocks[index]
    title = transcript.text[block.start : block.end]
    rest = _squeezed(transcript.text[blocks[min(index + 1, len(blocks) - 1)].end :][: 4 * BEGINNING])
    for following in blocks[index + 1 : index + 3]:
        text = transcript.text[following.start : following.end]
        whole = f"{title} {text}"
        same_rank = following.level == block.level and not NUMBERED.match(text)
        if following.kind != "heading" or not (same_rank or _squeezed(whole) in rest):
            break
        title = whole
    return title


def _typed_lines(transcript: Transcript) -> Iterator[tuple[float, str]]:
    """The short lines before the first paragraph of a text that knows no sizes; the last of them is mostly
    the title, those before it the masthead. Lines in capitals that follow each other are one."""
    lines: list[str] = []
    for block in transcript.blocks[:FIRST_BLOCKS]:
        text = transcript.text[block.start : block.end]
        if len(text.split()) > LONGEST or (text.endswith(".") and len(text.split()) > 8):
            break
        if lines and text.isupper() and lines[-1].isupper() and not _pattern("companies").search(lines[-1]):
            lines[-1] = f"{lines[-1]} {text}"
        else:
            lines.append(text)
    lines = [line for line in lines if _may_be_title(line)]
    for line in lines:
        is_letterhead = bool(_pattern("companies").search(line)) or bool(DATE.search(line))
        yield 3.0 + 1.5 * (line is lines[-1]) - is_letterhead - 0.5 * (" " not in line), line


def _may_be_title(line: str) -> bool:
    letters = sum(char.isalpha() for char in line)
    if letters < 3 or CONTENTS.fullmatch(line.strip()) or NUMBERED.match(line):
        return False
    return sum(char.isalpha() for char in DATE.sub("", line)) >= 5 or not DATE.search(line)


def _is_named(stem: str) -> bool:
    """Whether a file's name is made of words, and not of the figures of a storage system."""
    return len(re.findall(r"[^\W\d_]{3,}", stem)) >= 2


def _unquoted(text: str) -> str:
    text = text.strip()
    inner = text[1:-1]
    return inner if text[:1] in QUOTES and text[-1:] in QUOTES and not set(inner) & set('"“”«»') else text


def _in_title_case(text: str, transcript: Transcript) -> str:
    """A title printed in capitals as the document writes it elsewhere, else as one would in a list."""
    if not text.isupper():
        return text
    words = text.split()
    phrase = r"\W+".join(re.escape(word.strip(".,:;")) for word in words)
    stated = f"{transcript.text[: 8 * BEGINNING]} {transcript.metadata.get('title', '')}"
    for match in re.finditer(rf"\b{phrase}\b", stated, re.I):
        if not match.group().isupper() and match.group()[:1].isupper():
            return match.group()
    body = " ".join(
        transcript.text[b.start : b.end]
        for b in transcript.blocks[:80]
        if not transcript.text[b.start : b.end].isupper()
    )
    kept = {word for word in words if len(word) < 7 and re.search(rf"\b{re.escape(word)}\b", body)}
    cased = [w if w in kept else w.lower() if w.lower() in SMALL else w.capitalize() for w in words]
    return " ".join([cased[0] if cased[0] in kept else cased[0].capitalize(), *cased[1:]])


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
