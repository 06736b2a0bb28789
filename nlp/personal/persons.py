"""Names of persons in a text: capitalised words that a cue makes a person's, and that are no organisation's,
place's, law's or ordinary words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from nlp.personal.mention import Mention
from nlp.personal.words import Needs, Sign, words

# So much of the text before and after a name is looked at for cues.
REACH = 70
LONGEST_NAME = 6
UPPER = "".join(chr(code) for code in range(0x41, 0x1F00) if chr(code).isupper())
WORD = rf"[{UPPER}][^\W\d_]*(?:(?:-|[’'](?!s\b))[^\W\d_]+)*"
INITIAL = rf"[{UPPER}]\.|(?:Md|Mst|Mohd|Sk|Sr)\."
PARTICLE = r"bin|binti|bte|bt|al|el|de|da|dos|das|del|la|van|von|der|den|ibn|ould|a/l|a/p|s/o|d/o"
SEQUENCE = re.compile(rf"(?<![\w&])(?:{INITIAL}|{WORD})(?:\s(?:(?:{PARTICLE})\s){{0,2}}(?:{INITIAL}|{WORD}))*")
PART = re.compile(rf"{INITIAL}|{WORD}|(?:{PARTICLE})(?=\s)")
PARTICLES = frozenset(PARTICLE.split("|"))
# "Harrow & Finch", "the Modi government": what stands so is no person.
JOINED = re.compile(
    r"\s*(?:&|\+)\s*\w|[’']s\s+(?:Act|Rules|Principles|Law)\b|-(?:based|owned|led|branded)\b"
    r"|\s+(?:(?:extension|industrial|economic|special|export) )?(?:zone|road|street|district|province|village|township"
    r"|park|estate|port|cluster|factory|plant|mill|mine|plantation|hostel)\b"
)
JOINING = re.compile(r"(?:&|\+)\s*$")
ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Yy]our)\s+$")
PLURAL_OFFICE = re.compile(r"\(\s*(?:[\w-]+ )?[Dd]irectors\s*\)")
LISTED = re.compile(
    rf"(?:,|:|\band\b|\()\s*((?:{INITIAL}|{WORD})(?:\s(?:{INITIAL}|{WORD})){{1,4}})(?=\s*(?:,|and\b|\())"
)


class Surroundings(msgspec.Struct, frozen=True):
    """What is known beside a text, all in lower case: `named`, names of organisations and places; `ordinary`, words
    that also stand in lower case; `public` and `personal`, persons that somebody said are one or the other."""

    named: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    public: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()


class _Name(NamedTuple):
    """A candidate: its words with their places, titles and stop words aside."""

    parts: tuple[str, ...]
    start: int
    end: int


def persons_in(text: str, around: Surroundings) -> list[Mention]:
    """The names of persons, in order, with those that a public office makes public."""
    offices = _in_plural_office(text)
    found = []
    for name in _candidates(text, around):
        mention = _judged(text, name, around)
        if mention and mention.public is None and any(a <= name.start < b for a, b in offices):
            mention = mention._replace(public="an officer of the company, named with the office")
        if mention:
            found.append(mention)
    found += _listed_officers(text, offices, found)
    return sorted(found, key=lambda mention: mention.start)


def lower_case_words(text: str) -> frozenset[str]:
    """The words that stand in lower case in a text: they are ordinary ones, also where they are capitalised."""
    return frozenset(re.findall(r"(?<![\w@./-])[^\W\d_A-Z]{3,}(?![\w@])", text))


def _candidates(text: str, around: Surroundings) -> Iterator[_Name]:
    """Stretches of capitalised words, cut at words that belong to no name."""
    for match in SEQUENCE.finditer(text):
        parts = [(part.group(), part.start(), part.end()) for part in PART.finditer(text, *match.span())]
        run: list[tuple[str, int, int]] = []
        for part in [*parts, None]:
            if part is not None and not _is_stop(part[0], around):
                run.append(part)
                continue
            while run and run[-1][0] in PARTICLES:
                run.pop()
            if run and len(run) <= LONGEST_NAME and any(len(word) > 2 or len(run) > 1 for word, _, _ in run):
                yield _Name(tuple(word for word, _, _ in run), run[0][1], run[-1][2])
            run = []


def _is_stop(word: str, around: Surroundings) -> bool:
    known, lower = words(), word.lower()
    if word in PARTICLES:
        return False
    if lower in known.stop:
        return True
    is_name = lower in known.given or lower in known.family
    return not is_name and lower not in known.things and lower in around.ordinary and lower not in around.personal


def _judged(text: str, name: _Name, around: Surroundings) -> Mention | None:
    written = " ".join(name.parts)
    lower = written.lower()
    if lower in around.personal or lower in around.public:
        is_public = lower in around.public
        return _mention(text, name, "named in hria.toml", "named in hria.toml as public" if is_public else None)
    before, after = text[max(0, name.start - REACH) : name.start], text[name.end : name.end + REACH]
    if any(part.lower() in words().things for part in name.parts) or JOINED.match(after) or JOINING.search(before):
        return None
    for sign in words().signs:
        if not (_shows(sign, before, after) and _is_enough(sign.cue.needs, name, before, around)):
            continue
        if sign.cue.id != "form of address" and _is_named(name, around):
            return None
        return _mention(text, name, sign.cue.id, sign.cue.public)
    return None


def _mention(text: str, name: _Name, reason: str, public: str | None) -> Mention:
    return Mention("name", name.start, name.end, text[name.start : name.end], reason, public)


def _shows(sign: Sign, before: str, after: str) -> bool:
    return not (sign.before and not sign.before.search(before)) and not (sign.after and not sign.after.match(after))


def _is_enough(needs: Needs, name: _Name, before: str, around: Surroundings) -> bool:
    known = words()
    lower = [part.lower() for part in name.parts]
    # Initials and the like prove nothing.
    full = [part for part in lower if len(part) > 2 and part not in PARTICLES]
    listed = [part for part in lower if part in known.given or part in known.family]
    match needs:
        case "any":
            return bool(full)
        case "likely":
            unknown = [part for part in full if part not in around.ordinary]
            has_initial = any(part.endswith(".") for part in name.parts)
            return bool(listed) or len(unknown) >= 2 or (has_initial and bool(unknown))
        case "listed":
            return bool(listed)
        case "two unknown":
            unknown = [part for part in full if part not in around.ordinary or part in listed]
            return len(unknown) >= 2 and not ARTICLE.search(before)
        case "initial":
            is_family = any(part in known.family for part in lower)
            return is_family and any(len(part) == 2 and part.endswith(".") for part in name.parts)
        case "two listed":
            return len(listed) >= 2 and not ARTICLE.search(before)
        case "given first":
            return len(full) >= 2 and lower[0] in known.given and not ARTICLE.search(before)


def _is_named(name: _Name, around: Surroundings) -> bool:
    """Whether the name, or two words of it or its first or last, is one of an organisation or a place."""
    lower = [part.lower() for part in name.parts]
    size = len(lower)
    spans = ((a, b) for a in range(size) for b in range(a + 1, size + 1))
    for a, b in spans:
        is_telling = b - a >= 2 or size == 1 or (a == 0 and lower[0] not in words().given)
        written = " ".join(lower[a:b])
        if is_telling and (written in around.named or written in words().called):
            return True
    return False


def _in_plural_office(text: str) -> list[tuple[int, int]]:
    """The stretches that lead up to "(non-executive directors)": all named there since the last bracket hold office."""
    found = []
    for match in PLURAL_OFFICE.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in (")", ":", ".", ";"))
        found.append((begin + 1, match.end()))
    return found


def _listed_officers(text: str, offices: Sequence[tuple[int, int]], found: Sequence[Mention]) -> list[Mention]:
    """Those named in such a stretch that no cue of their own tells of."""
    taken = {mention.start for mention in found}
    made = []
    for begin, end in offices:
        for match in LISTED.finditer(text, max(0, begin - 1), end):
            start, stop = match.span(1)
            if start not in taken:
                reason = "listed as a director"
                made.append(
                    Mention(
                        "name", start, stop, match.group(1), reason, "an officer of the company, named with the office"
                    )
                )
    return made


def capitalised(text: str) -> list[tuple[int, int]]:
    """The stretches of capitalised words that could be a name, titles and words of organisations aside."""
    found = []
    for name in _candidates(text, Surroundings()):
        is_thing = any(part.lower() in words().things for part in name.parts)
        if not is_thing and not JOINED.match(text[name.end : name.end + REACH]):
            found.append((name.start, name.end))
    return found
