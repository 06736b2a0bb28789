"""Plain text: as it was typed, saved from a web page or taken out of a PDF by another program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from hria.document import BlockKind
from hria.errors import Unreadable
from hria.readers.noise import without_noise
from hria.readers.notemarks import with_note_marks
from hria.readers.parts import Part, transcribe
from hria.readers.transcript import Transcript

BULLET = re.compile(r"\s*(?:[•●▪■◦‣·*]|[-–](?=\s|$)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*")
LONGEST_HEADING = 14
# Above this share of bytes that print nothing, a file is no text.
MOST_CONTROLS = 0.05
FEWEST_WITNESSES = 50


def read_plain(data: bytes) -> Transcript:
    """The transcript of a text file; form feeds part its pages."""
    text, notes = decode(data)
    parts = list(_parts(text))
    kept, dropped = without_noise(parts)
    return transcribe(with_note_marks(kept), dropped, notes=notes)


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of a file, and notes on what had to be guessed or left out."""
    from charset_normalizer import from_bytes

    notes = []
    encoding = _encoding(data)
    if encoding is None and _is_binary(data):
        raise Unreadable("it holds no text that a person could read", "give it the ending of what it is")
    if encoding is None:
        best = from_bytes(data[:200_000]).best()
        encoding = _likely(data, best.encoding if best else "latin-1")
        notes.append(f"the encoding was guessed: {encoding}")
    text = data.decode(encoding, errors="replace")
    if "\x00" in text:
        notes.append("NUL characters were left out")
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n"), notes


def _is_binary(data: bytes) -> bool:
    """Whether more bytes than any text has print nothing."""
    sample = data[:100_000]
    return sum(byte < 32 and byte not in b"\t\n\f\r" for byte in sample) > MOST_CONTROLS * len(sample)


def _likely(data: bytes, guess: str) -> str:
    """The encoding, given a guess: a handful of letters do not tell the code pages of Europe apart, and the western
    one is by far the most used."""
    strange = sum(byte > 127 for byte in data)
    fits = not any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d")
    is_page = guess.startswith(("cp125", "latin", "iso8859", "mac"))
    return "cp1252" if is_page and fits and strange < FEWEST_WITNESSES else guess


def _encoding(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _parts(text: str) -> Iterator[Part]:
    for page, content in enumerate(text.split("\f"), 1):
        lines = content.split("\n")
        wrapped = _is_wrapped(lines)
        for kind, paragraph in _paragraphs(lines, wrapped):
            yield Part(kind, paragraph, page)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where the page was full, and not where the paragraph was."""
    full = [line.strip() for line in lines if len(line.strip()) > 30]
    if len(full) < 4:
        return False
    cut = sum(
        following.strip()[:1].islower() and not line.strip().endswith((".", ":", ";"))
        for line, following in pairwise(lines)
        if len(line.strip()) > 30
    )
    return median(len(line) for line in full) < 130 and cut > 0.2 * len(full)


def _paragraphs(lines: list[str], wrapped: bool) -> Iterator[tuple[BlockKind, str]]:
    """Paragraphs with their kind. A bullet alone on its line belongs to the text after it."""
    block: list[str] = []
    kind: BlockKind = "paragraph"
    waiting = False
    widest = max((len(line.rstrip()) for line in lines), default=0) if wrapped else 0
    for line in [*lines, ""]:
        stripped = line.strip()
        mark = BULLET.match(line)
        if (not stripped or mark or not wrapped or (block and _ends_block(block, stripped, widest))) and block:
            yield _kind(kind, block, wrapped), " ".join(block)
            block, kind = [], "paragraph"
        if not stripped:
            continue
        if mark:
            kind, stripped = "list_item", line[mark.end() :].strip()
            waiting = not stripped
        elif waiting:
            kind, waiting = "list_item", False
        if stripped:
            block.append(stripped)


def _ends_block(block: list[str], line: str, widest: int) -> bool:
    """Whether a new block begins with this line of wrapped text."""
    last = block[-1]
    short = len(last) < 0.6 * widest
    complete = last.endswith((".", "!", "?", ":", "”"))
    if short and complete:
        return True
    if not line[:1].isupper():
        return False
    is_headline = len(last.split()) > 1 and last.isupper() and not line.isupper()
    is_title = len(block) == 1 and short and _looks_like_heading(last)
    # Short lines above one that fills its line are a title that was broken by hand.
    all_short = all(len(text) < 0.6 * widest for text in block) and len(line) > 0.8 * widest
    return is_headline or is_title or (all_short and _looks_like_heading(" ".join(block)))


def _kind(kind: BlockKind, block: list[str], wrapped: bool) -> BlockKind:
    text = " ".join(block)
    if kind == "paragraph" and _looks_like_heading(text) and (not wrapped or len(block) <= 3):
        return "heading"
    return kind


def _looks_like_heading(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= LONGEST_HEADING
        and text[0].isalnum()
        and not text[0].islower()
        and not text.endswith((".", ",", ";", "!", "”"))
        and not (text.endswith(")") and "(" not in text)
        and any(char.isalpha() for char in text)
    )
