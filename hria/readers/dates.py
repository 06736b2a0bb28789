"""When a document was published, as far as it says so itself.

Its date is that of its publication, issue, approval or last revision. A date on which it will be reviewed,
on which something is due, or on which the period that it tells of ended, is never taken for it.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from hria.document import Block
from hria.readers.transcript import Transcript
from hria.resources import read_toml

# How much of the text counts as its beginning and its end, in characters.
BEGINNING = 3000
ENDING = 3000
# A word says whose a date is over so many characters, and a word for another's over so many.
NEAR = 90
FAR = 160
# Dates below one of these headings are those of other documents.
REFERENCES = re.compile(r"references|bibliography|sources|end ?notes|notes", re.I)
# A date that stands alone counts among so many blocks at the beginning, and so many at the end.
FIRST_BLOCKS = 10
LAST_BLOCKS = 6
# No sentence is longer than this, in characters.
LONGEST_SENTENCE = 2000
# How many letters may stand beside a date that is said to stand alone.
ALONE = 40
# A document may be dated a little after its file was made, but not by months.
AHEAD = datetime.timedelta(days=45)
MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>{_MONTH}),?\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d)"
    r"|(?P<d5>\d{1,2})(?P<mark>[./])(?P<m5>\d{1,2})(?P=mark)(?P<y5>(?:19|20)\d\d))\b",
    re.I,
)
YEAR = re.compile(r"(?<!\d)(?:FY ?|fy ?)?(20[0-3]\d)(?!\d)")
Role = Literal["own", "effective", "foreign", "alone"]


class _Roles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    own: tuple[str, ...]
    effective: tuple[str, ...]
    foreign: tuple[str, ...]
    itself: tuple[str, ...]


class _Found(NamedTuple):
    """A date in the text, and what the words before it make of it."""

    date: datetime.date
    role: Role
    start: int


@cache
def _pattern(name: str) -> re.Pattern[str]:
    roles = read_toml(Path(__file__).with_name("dates.toml"), _Roles)
    return re.compile("|".join(f"(?:{p})" for p in getattr(roles, name)), re.I)


def published_on(transcript: Transcript, title: str, path: str) -> datetime.date | None:
    """The date of a document; the last day where only a month or year is given, None where there is none.

    In this order: what a web page declares; the latest date that the document says is its own; a date that
    stands alone at its beginning, or at its end; from when it is in force; the year in its title or file
    name; when the file was made.
    """
    metadata = transcript.metadata
    stated, made = _iso(metadata.get("date", "")), _iso(metadata.get("made", ""))
    if stated and "declared" in metadata and not _is_new_year(stated):
        return stated
    found = [one for one in _dates(transcript) if not made or one.date <= made + AHEAD]
    own = [one.date for one in found if one.role == "own"]
    effective = [one.date for one in found if one.role == "effective"]
    if own:
        return max(own + [date for date in effective if made and date <= made])
    for dates in (_alone(transcript, found), effective):
        if dates:
            return max(dates)
    if stated and not _is_new_year(stated):
        return stated
    headings = [transcript.text[b.start : b.end] for b in transcript.blocks[:3] if b.kind == "heading"]
    return _by_year(" ".join([title, Path(path).stem, *headings]), made)


def _alone(transcript: Transcript, found: list[_Found]) -> list[datetime.date]:
    """Dates that stand alone at the beginning; where there is none, those at the end."""
    blocks = transcript.blocks
    first = blocks[min(FIRST_BLOCKS, len(blocks)) - 1].end if blocks else 0
    last = blocks[-min(LAST_BLOCKS, len(blocks))].start if blocks else 0
    alone = [one for one in found if one.role == "alone"]
    at_start = [one.date for one in alone if one.start < first]
    return at_start[:1] or [one.date for one in alone if one.start >= last]


def _by_year(named: str, made: datetime.date | None) -> datetime.date | None:
    years = {int(year) for year in YEAR.findall(named)}
    if not years or (made and made.year in (max(years), max(years) + 1)):
        return made
    return datetime.date(max(years), 12, 31)


def _dates(transcript: Transcript) -> Iterator[_Found]:
    """The dates of a text that may be its own, in the order in which they stand."""
    text = transcript.text
    is_american = _is_american(text)
    for index, block in enumerate(transcript.blocks):
        content = text[block.start : block.end]
        if block.kind == "heading" and REFERENCES.fullmatch(content.strip()):
            return
        is_margin = block.start < BEGINNING or block.end > len(text) - ENDING
        if not is_margin and not _pattern("itself").search(content):
            continue
        for match in DATE.finditer(content):
            date = date_of(match, is_american)
            sentence = _sentence_before(content[max(0, match.start() - LONGEST_SENTENCE) : match.start()])
            if date is None or not (is_margin or _pattern("itself").search(sentence)):
                continue
            label = _label(transcript, index) if match.start() < ALONE else ""
            role = _role(f"{label} {sentence}", content, match, block)
            if role:
                yield _Found(date, role, block.start + match.start())


def _role(before: str, content: str, match: re.Match[str], block: Block) -> Role | None:
    """Whose date it is by the words before it, the nearest deciding; None where nothing says so."""
    if re.match(r"\s*(to|until|through|and|–|-)\s*\d", content[match.end() :]):
        return "foreign"
    ends: dict[Role, int] = {}
    # Of two that end at one place ("in force from", "due date"), the one named first is the more telling.
    for role in ("effective", "foreign", "own"):
        last = max((m.end() for m in _pattern(role).finditer(before)), default=-1)
        if last >= 0 and (role == "foreign" or len(before) - last <= NEAR or _pattern("itself").search(before)):
            ends[role] = last
    if ends:
        return max(ends, key=lambda role: ends[role])
    beside = len(content) - (match.end() - match.start())
    return "alone" if beside < ALONE and block.kind != "table_cell" else None


def _sentence_before(text: str) -> str:
    """The part of the sentence that stands before a date."""
    return re.split(r"(?<=[a-z)’”])[.!?] (?=[A-Z])", text)[-1][-FAR:]


def _label(transcript: Transcript, index: int) -> str:
    """What names a short block: the head of its column and the cell before it, or the short block before it."""
    blocks, text = transcript.blocks, transcript.text
    block = blocks[index]
    before = blocks[index - 1] if index else None
    words = text[before.start : before.end] if before else ""
    if block.cell is None:
        is_label = len(words) < 30 and not DATE.search(words) and before and before.kind != "heading"
        return words if is_label else ""
    head = next(
        (
            text[b.start : b.end]
            for b in blocks
            if b.cell and b.cell.table == block.cell.table and b.cell.row == 0 and b.cell.column == block.cell.column
        ),
        "",
    )
    same_row = before and before.cell and before.cell.row == block.cell.row
    # The head of a column that is itself a date is the first row of a list of labels and values.
    return " ".join(("" if DATE.search(head) else head, words if same_row else ""))


def date_of(match: re.Match[str], is_american: bool = False) -> datetime.date | None:
    """The date of a match of DATE; the last day of the month where no day is given.

    `is_american` says that 04/08/2024 is the 8th of April; with dots the day always comes first.
    """
    parts = match.groupdict()
    form = next(n for n in "12345" if parts[f"y{n}"])
    year = int(parts[f"y{form}"])
    day_text, month_text = parts.get(f"d{form}"), parts[f"m{form}"].rstrip(".").lower()
    if form == "5" and parts["mark"] == "/" and is_american:
        day_text, month_text = month_text, str(day_text)
    month = int(month_text) if month_text.isdigit() else _month(month_text)
    try:
        if day_text:
            return datetime.date(year, month, int(day_text))
        return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except ValueError:
        return None


def _is_american(text: str) -> bool:
    """Whether the month comes before the day: by numbers above 12, else by how dates are written out."""
    signs: Counter[bool] = Counter()
    for match in DATE.finditer(text):
        if match["mark"] == "/" and (int(match["d5"]) > 12 or int(match["m5"]) > 12):
            signs[int(match["m5"]) > 12] += 100
        elif match["y1"] or match["y2"]:
            signs[bool(match["y2"])] += 1
    return signs[True] > signs[False]


def _month(name: str) -> int:
    return MONTHS.index(next(m for m in MONTHS if m.startswith(name[:3]))) + 1


def _is_new_year(date: datetime.date) -> bool:
    """What page readers guess from a copyright year."""
    return (date.month, date.day) == (1, 1)


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None
