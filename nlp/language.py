"""A language: its words and rules, read from `languages/<code>/*.toml`.

A rule is a set of patterns over words (see `nlp.patterns`) that mean one thing, with sentences that it
must match and sentences that it must not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from nlp.patterns import Pattern, parsed

# "(?P<name>" begins a group; "<name>" by itself stands for another expression.
EMBEDDED = re.compile(r"(?<!\?P)<(\w+)>")
LANGUAGES = Path(__file__).parent / "languages"


class LanguageError(Exception):
    """A language file that cannot be used as it stands; the message names file, rule and fault."""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that mean one thing. `value` is what they mean (an issue, a topic, a strength).

    `matches` and `rejects` are sentences written for the purpose, checked by a test. `weight` is how
    sure a match of it is, 0 to 1. `anchor` = "start" holds only at the beginning of a sentence.
    """

    id: str
    patterns: tuple[str, ...]
    matches: tuple[str, ...]
    rejects: tuple[str, ...] = ()
    value: str | None = None
    values: tuple[str, ...] = ()
    weight: float = 0.9
    anchor: str | None = None
    flags: tuple[str, ...] = ()


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One subject of a language. `words` are classes that patterns of this file may name with `@`.

    `regex` are expressions by name, for what is written in figures (dates, quantities); `<name>` in one stands for
    another. `meanings` say what words mean there: `meanings["counts"]["two"]` is 2.
    """

    rule: tuple[Rule, ...] = ()
    words: dict[str, tuple[str, ...]] = {}
    regex: dict[str, str] = {}
    meanings: dict[str, dict[str, float | str]] = {}

    def expression(self, name: str, **given: str) -> str:
        """The expression of a name, with those that it names put in; `given` are made by code."""
        written = self.regex[name]
        while (inner := EMBEDDED.search(written)) is not None:
            part = given.get(inner.group(1)) or self.regex[inner.group(1)]
            written = f"{written[: inner.start()]}{part}{written[inner.end() :]}"
        return written


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all subjects of a language share (`words.toml`).

    `spelling` holds pairs of spellings; a pattern with one matches the other. `words` are classes of
    words, `lists` plain lists that code asks for by name.
    """

    models: tuple[str, ...]
    spelling: dict[str, str]
    words: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]
    names: dict[str, str] = {}


class Language(msgspec.Struct, frozen=True):
    """A language with its rules by subject, in the order of their files."""

    code: str
    vocabulary: Vocabulary
    subjects: dict[str, RuleFile]

    def file(self, subject: str) -> RuleFile:
        """What the language says of a subject (`risk`, `dates`). Raises LanguageError where it is missing."""
        try:
            return self.subjects[subject]
        except KeyError:
            raise LanguageError(f"{self.code}: there is no {subject}.toml") from None

    def rules(self, subject: str) -> tuple[Rule, ...]:
        """The rules of a subject (`risk`, `topics`). Raises LanguageError where it is missing."""
        return self.file(subject).rule

    def words(self, name: str) -> frozenset[str]:
        """A plain list of the vocabulary. Raises LanguageError where it is missing."""
        try:
            return frozenset(self.vocabulary.lists[name])
        except KeyError:
            raise LanguageError(f"{self.code}: words.toml has no list {name!r}") from None

    def patterns(self, subject: str, rule: Rule) -> Iterator[Pattern]:
        """The patterns of a rule in their parts. Raises LanguageError for an unknown word class."""
        classes = {**self.vocabulary.words, **self.subjects[subject].words}
        for pattern in rule.patterns:
            try:
                yield parsed(pattern, classes, self.vocabulary.spelling)
            except (KeyError, ValueError) as error:
                raise LanguageError(f"{self.code}/{subject}.toml: rule {rule.id}: {pattern!r}: {error}") from None


def languages() -> tuple[str, ...]:
    """The codes of the languages that ship."""
    return tuple(sorted(path.name for path in LANGUAGES.iterdir() if (path / "words.toml").exists()))


@cache
def language(code: str) -> Language:
    """A language by its code. Raises LanguageError where it does not ship or a file of it is wrong."""
    folder = LANGUAGES / code
    if not (folder / "words.toml").exists():
        raise LanguageError(f"no rules for the language {code!r}; there are {', '.join(languages())}")
    vocabulary = _decode(folder / "words.toml", Vocabulary)
    subjects = {path.stem: _decode(path, RuleFile) for path in sorted(folder.glob("*.toml")) if path.stem != "words"}
    return Language(code, vocabulary, subjects)


def _decode(path: Path, kind: Any) -> Any:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise LanguageError(f"{path.parent.name}/{path.name}: {error}") from None
