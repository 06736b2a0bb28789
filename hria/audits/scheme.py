"""The schemes of social audits: by what they are known, how they grade, and what their clauses are about."""

from __future__ import annotations

import datetime
import re
from functools import cache, cached_property

import msgspec

from hria.audited import AUDIT_CLASSES, AuditClass
from hria.audits.labels import plain_label
from hria.resources import read_toml, toml_files

# A scheme is looked for in so many characters at the beginning, where a sign counts more than later on.
BEGINNING = 2500
LATER = 20_000


class Scheme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A scheme of audits. `classes` maps a class of our scale to patterns of the scheme's own words, and
    `unrated` to those that are no grade; `issues` maps the beginning of a clause to neutral issues."""

    id: str
    name: str
    title: str
    source: str
    read_on: datetime.date
    signs: tuple[str, ...]
    clause: str
    rank: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    issues: dict[str, tuple[str, ...]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    version: str | None = None

    def class_in(self, text: str) -> tuple[str, AuditClass | None] | None:
        """The class that a text begins with, as it is printed there and on our scale; None without one.

        The longest of the scheme's own words wins, so that "Critical" does not take "Critical NC" apart.
        """
        plain = plain_label(text)
        best: tuple[int, AuditClass | None] | None = None
        for class_, pattern in self._patterns:
            match = pattern.match(plain)
            if match and (best is None or match.end() > best[0]):
                best = match.end(), class_
        if best is None:
            return self._broken(plain)
        # As many words of the print as of the plain form: signs and case are the scheme's own.
        return _printed(text, plain[: best[0]]), best[1]

    def _broken(self, plain: str) -> tuple[str, AuditClass | None] | None:
        """The class of a word that a narrow cell has broken: "observati on"."""
        joined = plain.replace(" ", "")
        for name in self.rank:
            if joined and joined == plain_label(name).replace(" ", "") != plain:
                return self.class_in(name)
        return None

    def begins_class(self, text: str) -> bool:
        """Whether a text begins with a class, or is the first of several words of one."""
        plain = plain_label(text)
        return self.class_in(text) is not None or any(plain_label(name).startswith(f"{plain} ") for name in self.rank)

    @cached_property
    def _patterns(self) -> list[tuple[AuditClass | None, re.Pattern[str]]]:
        known: dict[str, AuditClass] = {class_: class_ for class_ in AUDIT_CLASSES}
        return [
            (known.get(class_), re.compile(rf"(?:{words})(?![a-z])"))
            for class_, listed in self.classes.items()
            for words in listed
        ]

    @cached_property
    def clause_pattern(self) -> re.Pattern[str]:
        """What a clause of the scheme looks like."""
        return re.compile(self.clause)

    def issues_of(self, clause: str | None) -> tuple[str, ...]:
        """The issues that a clause is about, by its longest known beginning."""
        plain = re.sub(r"^(?:ETI|SA ?8000|RBA)\s*", "", clause or "")
        found = [key for key in self.issues if re.match(rf"{re.escape(key)}(?![0-9])", plain)]
        return self.issues[max(found, key=len)] if found else ()


def _printed(text: str, plain: str) -> str:
    """The beginning of a text whose plain form is `plain`."""
    for end in range(1, len(text) + 1):
        if plain_label(text[:end]) == plain and (end == len(text) or not text[end].isalnum()):
            return text[:end].strip()
    return text.strip()


@cache
def schemes() -> dict[str, Scheme]:
    """Every scheme that ships, by id."""
    return {path.stem: read_toml(path, Scheme) for path in toml_files("schemes")}


def scheme_of(title: str, text: str) -> Scheme:
    """The scheme whose signs a report shows most, in its title first; a plain action plan where it shows none."""
    weights: dict[str, int] = {}
    for name, scheme in schemes().items():
        if name == "cap":
            continue
        weights[name] = sum(
            20 * bool(re.search(sign, title))
            + 3 * min(len(re.findall(sign, text[:BEGINNING])), 4)
            + min(len(re.findall(sign, text[BEGINNING:LATER])), 3)
            for sign in scheme.signs
        )
    best = max(weights, key=lambda name: weights[name])
    return schemes()[best if weights[best] >= 3 else "cap"]


def version_of(scheme: Scheme, title: str, text: str) -> str | None:
    """The version of the scheme that a report names; None where it names none."""
    if scheme.version is None:
        return None
    match = re.search(scheme.version, f"{title}\n{text[:LATER]}", re.I)
    return match.group(1) if match else None
