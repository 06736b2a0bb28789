"""The check of a draft for personal data: what it is, where it stands, and by which rule it was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from hria.draft import Draft
from hria.extract.personal import (
    Mention,
    PersonalKind,
    Surroundings,
    contacts_in,
    persons_in,
    surroundings,
)
from hria.privacy.people import Person, Register, people, words_of
from hria.privacy.printed import Printed, printed

# What gives a name away is said once in a document; names are looked for in what a draft cites and what is around.
REASON_OF_LIST = "on the list of personal names in hria.toml"


class Known(msgspec.Struct, frozen=True):
    """What a workspace knows of names. `named` are organisations, sites and publishers; `own` the names of the
    company; `public` and `personal` persons
    that hria.toml lists as such; `sources` the texts of the documents that the draft draws on; `sites` what audits and
    logs of complaints are about."""

    named: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


class Spot(NamedTuple):
    """Where personal data stands: a document and the place in it, or, where the draft itself says it, a section."""

    document: str | None
    place: str | None
    section: str

    def __str__(self) -> str:
        if self.document is None:
            return f"in the draft, {self.section}"
        return f"{self.document}, {self.place}" if self.place else f"{self.document} (title)"


class Occurrence(NamedTuple):
    """Personal data at `[start, end)` of a printed string. The same `key` is the same person or number."""

    start: int
    end: int
    kind: PersonalKind
    key: str
    reason: str


class Personal(NamedTuple):
    """One name, number or address with every spot at which it stands. `text` is as it is printed first."""

    kind: PersonalKind
    text: str
    reason: str
    spots: tuple[Spot, ...]


class Finder:
    """Finds the personal data in strings of one draft."""

    def __init__(self, draft: Draft, known: Known) -> None:
        strings = [one.text for one in printed(draft)]
        texts = [*strings, *known.sources]
        named = (*known.named, *known.own, draft.company)
        self._around: Surroundings = surroundings(texts, named, known.public, known.personal)
        mentions = [mention for text in dict.fromkeys(texts) for mention in persons_in(text, self._around)]
        listed = [Person(tuple(name.lower().split()), REASON_OF_LIST, None) for name in known.personal]
        self._register = Register([*listed, *people(mentions)], self._around)

    def occurrences(self, text: str) -> list[Occurrence]:
        """The personal data in a string, in order, none over another."""
        found = [_contact(mention) for mention in contacts_in(text) if mention.public is None]
        for start, end, place in self._register.occurrences(text):
            person = self._register.person(place)
            key = " ".join(person.words)
            is_whole = key == " ".join(words_of(text[start:end]))
            reason = person.reason if is_whole else f"a form of “{key.title()}”: {person.reason}"
            found.append(Occurrence(start, end, "name", key, reason))
        kept: list[Occurrence] = []
        for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return sorted(kept)


def personal_data(draft: Draft, known: Known) -> tuple[Personal, ...]:
    """The personal data in a draft, in the order of reading; places in documents are named before sections."""
    return collected(printed(draft), Finder(draft, known))


def ordinary_words(draft: Draft, known: Known) -> frozenset[str]:
    """Words and names, in lower case, that are no site's: ordinary ones, places, and those of the company."""
    around = surroundings([one.text for one in printed(draft)], (draft.company,))
    return around.ordinary | around.named | frozenset(word.lower() for word in known.own)


def collected(strings: Iterable[Printed], finder: Finder) -> tuple[Personal, ...]:
    """The personal data in printed strings, each once with its spots."""
    texts: dict[tuple[PersonalKind, str], tuple[str, str]] = {}
    spots: dict[tuple[PersonalKind, str], list[Spot]] = {}
    for one in strings:
        for found in finder.occurrences(one.text):
            key = found.kind, found.key
            texts.setdefault(key, (" ".join(one.text[found.start : found.end].split()), found.reason))
            spots.setdefault(key, []).append(Spot(one.document, one.place, one.section))
    return tuple(Personal(key[0], *texts[key], _telling(spots[key])) for key in texts)


def _telling(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Each spot once; sections only where no document has it."""
    unique = list(dict.fromkeys(spots))
    return tuple([spot for spot in unique if spot.document is not None] or unique)


def _contact(mention: Mention) -> Occurrence:
    key = "".join(char for char in mention.text.lower() if char.isalnum() or char == "@")
    return Occurrence(mention.start, mention.end, mention.kind, key, mention.reason)
