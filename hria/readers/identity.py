"""What a document is: its title, kind, date, publisher and language, as far as it says so itself.

Each can be overridden by the person who adds the document; a guess is never more than that.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import msgspec

from hria.document import DocumentKind
from hria.readers.transcript import Transcript
from hria.resources import read_toml

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The languages that a document may be in. Lists of names look like rare languages to a model that knows them.
LANGUAGES = (
    "en fr de es it pt nl sv no da fi pl cs sk hu ro bg el ru uk tr ar fa he hi bn ta th vi id ms tl zh ja ko"
).split()
# How much of the text counts as its beginning and its end when a date or kind is looked for, in characters.
BEGINNING = 3000
ENDING = 3000
MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH}),?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<m3>{_MONTH}),?\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<y4>(?:19|20)\d\d)-(?P<m4>\d\d)-(?P<d4>\d\d))\b",
    re.I,
)
# Words before a date that say it is the document's own, and not one that it tells of.
OWN_DATE = re.compile(
    r"\b(approved|adopted|dated?|published|publication|effective|issued|updated|reviewed|revised|revision|"
    r"version|signed|posted|as (at|of)|last (updated|reviewed|revised|modified)|approval)\b[^.\n]{0,90}$",
    re.I,
)
CONTENTS = re.compile(r"(table of )?contents", re.I)
YEAR = re.compile(r"(?<!\d)(?:FY ?|fy ?)?(20[0-3]\d)(?!\d)")
USELESS_TITLE = re.compile(
    r"(microsoft word|powerpoint|untitled|template|document\d*$|\.(docx?|pdf|indd|qxd|xlsx?)\b|normal\.dot|^title$|layout \d)",
    re.I,
)


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: DocumentKind
    patterns: tuple[str, ...]


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    enough: int
    kind: tuple[_Kind, ...]


@cache
def _kinds() -> _Kinds:
    return read_toml(Path(__file__).with_name("kinds.toml"), _Kinds)


def title_of(transcript: Transcript, path: str) -> str:
    """The title that the document shows: of its metadata if it is printed too, else its largest heading."""
    stated = " ".join(transcript.metadata.get("title", "").split())
    printed = _squeezed(transcript.text[:BEGINNING])
    is_page = "sitename" in transcript.metadata or path.lower().endswith((".html", ".htm"))
    if len(stated) > 5 and not USELESS_TITLE.search(stated):
        words = re.findall(r"\w{3,}", stated.casefold())
        shown = sum(word in printed for word in words)
        if is_page or (words and shown >= 0.7 * len(words)):
            return stated
    heading = _largest_heading(transcript)
    if heading:
        return _in_title_case(heading) if heading.isupper() else heading
    if len(stated) > 12 and " " in stated and not USELESS_TITLE.search(stated):
        return stated
    return re.sub(r"[_\-]+", " ", Path(path).stem).strip()


def _largest_heading(transcript: Transcript) -> str | None:
    """The highest heading near the beginning, with the lines that go on with it."""
    first = [b for b in transcript.blocks[:25] if b.page <= 2 and b.start < BEGINNING]
    headings = [
        b
        for b in first
        if b.kind == "heading" and not CONTENTS.fullmatch(transcript.text[b.start : b.end])
    ]
    first = [b for b in first if b in headings or b.kind != "heading"]
    if not headings:
        return None
    highest = min(block.level for block in headings)
    index = next(i for i, b in enumerate(first) if b.kind == "heading" and b.level == highest)
    words: list[str] = []
    for block in first[index : index + 3]:
        if block.kind != "heading" or block.level != highest:
            break
        words.append(transcript.text[block.start : block.end])
    title = " ".join(words)
    return title[:160] if any(char.isalpha() for char in title) else None


def _in_title_case(text: str) -> str:
    """A title printed in capitals as one would write it in a list of documents."""
    small = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
    words = [w.lower() if w.lower() in small else w.capitalize() for w in text.split()]
    return " ".join([words[0].capitalize(), *words[1:]]) if words else text


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def kind_of(transcript: Transcript, title: str, path: str) -> DocumentKind:
    """The kind with the most signs in title, file name and first page; "other" where there are too few."""
    beginning = transcript.text[:BEGINNING]
    name = re.sub(r"[_\-.]+", " ", Path(path).stem)
    weights: dict[DocumentKind, int] = dict.fromkeys(get_args(DocumentKind), 0)
    for kind in _kinds().kind:
        for pattern in kind.patterns:
            for text, weight in ((title, 3), (name, 3), (beginning, 1)):
                if re.search(pattern, text, re.I):
                    weights[kind.name] += weight
    if "sitename" in transcript.metadata and "author" in transcript.metadata:
        weights["news"] += 3
    best = max((kind.name for kind in _kinds().kind), key=lambda name: weights[name])
    return best if weights[best] >= _kinds().enough else "other"


def published_on(transcript: Transcript, path: str) -> datetime.date | None:
    """The date that the document gives itself; the last day where only a month or year is given.

    Looked for, in this order: the date of a web page; a date beside "approved", "updated" and the like at
    the beginning or end; a date that stands alone there; the year in the title or file name; the date of the file's making.
    """
    text, metadata = transcript.text, transcript.metadata
    stated = _iso(metadata.get("date", ""))
    if stated and "sitename" in metadata:
        return stated
    margins = (text[:BEGINNING], text[-ENDING:] if len(text) > BEGINNING else "")
    made = stated or _pdf_date(metadata.get("CreationDate", ""))
    years = {int(year) for year in YEAR.findall(f"{Path(path).stem} {text[:200]}")}
    own = [date for margin in margins for date in _dates(margin, own=True)]
    if own and not (made and made.year in years and (made - max(own)).days > 200):
        return max(own)
    alone = [date for margin in margins for date in _dates(margin, own=False)]
    if alone:
        return max(alone)
    if years:
        year = max(years)
        return made if made and made.year in (year, year + 1) else datetime.date(year, 12, 31)
    if stated and (stated.month, stated.day) == (1, 1):
        return None  # What page readers guess from a copyright year.
    return made


def _dates(text: str, *, own: bool) -> list[datetime.date]:
    found = []
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()]
        line = text[: match.start()].rsplit("\n", 1)[-1] + text[match.end() :].split("\n", 1)[0]
        if OWN_DATE.search(before) if own else len(line.strip()) < 40:
            date = date_of(match)
            if date:
                found.append(date)
    return found


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The date of a match of DATE; the last day of the month where no day is given."""
    parts = match.groupdict()
    form = next(n for n in "1234" if parts[f"y{n}"])
    year = int(parts[f"y{form}"])
    month_text = parts[f"m{form}"].rstrip(".").lower()
    month = int(month_text) if month_text.isdigit() else _month(month_text)
    day_text = parts.get(f"d{form}")
    try:
        if day_text:
            return datetime.date(year, month, int(day_text))
        return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except ValueError:
        return None


def _month(name: str) -> int:
    return MONTHS.index(next(m for m in MONTHS if m.startswith(name[:3]))) + 1


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _pdf_date(text: str) -> datetime.date | None:
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", text)
    try:
        return datetime.date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language; None where there is too little text to tell."""
    sample = " ".join(text[:6000].split())
    if sum(char.isalpha() for char in sample) < 120:
        return None
    code, _ = _language_model().classify(sample)
    return str(code)


@cache
def _language_model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(LANGUAGES)
    return model
