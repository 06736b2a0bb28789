"""Who is named in a draft and in the documents behind it: each person once, under all forms of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hria.extract.personal import Mention, Surroundings, capitalised

SHORTEST_PART = 3
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+$")
REACH = 8
WORD = re.compile(r"[^\W\d_]+(?:(?:-|[’'](?!s\b))[^\W\d_]+)*\.?|\w/\w")


class Person(NamedTuple):
    """A person: the words of the fullest form of the name in lower case, why it was taken for a name, and why the
    person is public where that is so."""

    words: tuple[str, ...]
    reason: str
    public: str | None


def people(mentions: Iterable[Mention]) -> list[Person]:
    """The persons of these mentions. A shorter form ("Mr Thapa") is the person whose fuller name has all its words,
    where there is just one; a person whom any passage names with a public office is public everywhere."""
    forms: dict[tuple[str, ...], Mention] = {}
    for mention in mentions:
        if mention.kind != "name":
            continue
        words = words_of(mention.text)
        before = forms.get(words)
        if before is None or (before.public is None and mention.public is not None):
            forms[words] = mention
    found: list[Person] = []
    for words in sorted(forms, key=lambda words: (-len(words), words)):
        mention = forms[words]
        fuller = [place for place, person in enumerate(found) if set(words) < set(person.words)]
        if not fuller:
            found.append(Person(words, mention.reason, mention.public))
        elif mention.public and len(fuller) == 1:
            found[fuller[0]] = found[fuller[0]]._replace(public=mention.public)
    return found


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case."""
    return tuple(match.group().lower() for match in WORD.finditer(name))


class Register:
    """Finds persons that are not public in texts, by every form of their names."""

    def __init__(self, persons: Iterable[Person], around: Surroundings) -> None:
        every = list(persons)
        self._private = [person for person in every if person.public is None]
        known = {word for person in every if person.public for word in person.words}
        self._parts: dict[str, list[int]] = {}
        for place, person in enumerate(self._private):
            for word in person.words:
                is_own = len(person.words) == 1 or word not in around.ordinary | around.named | known
                if len(word.rstrip(".")) >= SHORTEST_PART and is_own and not word.endswith("."):
                    self._parts.setdefault(word, []).append(place)
        self._whole = [
            (_pattern(person.words), place) for place, person in enumerate(self._private) if len(person.words) > 1
        ]
        self._around = around

    def person(self, place: int) -> Person:
        """The person of an occurrence."""
        return self._private[place]

    def occurrences(self, text: str) -> list[tuple[int, int, int]]:
        """Where persons are named: `[start, end)` and the number of the person."""
        lower = text.lower()
        found = [
            (match.start(), match.end(), place)
            for pattern, place in self._whole
            if self._private[place].words[-1] in lower
            for match in pattern.finditer(text)
        ]
        for start, end in capitalised(text):
            if (
                any(a < end and start < b for a, b, _ in found)
                or " ".join(words_of(text[start:end])) in self._around.named
            ):
                continue
            words = [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text, start, end)]
            own = [word for word in words if word[2] in self._parts]
            if own:
                places = [set(self._parts[word[2]]) for word in own]
                found.append((own[0][0], own[-1][1], min(set.intersection(*places) or places[0])))
        return [(_with_title(text, start), end, place) for start, end, place in found]


def _with_title(text: str, start: int) -> int:
    """Where a name begins with its form of address, which tells of a person as well."""
    match = TITLE.search(text, max(0, start - REACH), start)
    return match.start() if match else start


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The whole name in any case, however its words are set apart."""
    apart = r"[\s,.]+".join(re.escape(word.rstrip(".")) for word in words)
    return re.compile(rf"(?<!\w){apart}(?!\w)", re.I)
