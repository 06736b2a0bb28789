"""Telephone numbers, e-mail addresses and identity numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.personal.mention import Mention
from nlp.personal.words import Form, forms

# What tells that a number is an office's stands within so many characters before it.
REACH = 60


def contacts_in(text: str) -> list[Mention]:
    """The numbers and addresses, in order; of two that overlap the first form counts."""
    found: list[Mention] = []
    for form, pattern in forms():
        for mention in _of(form, pattern, text):
            if all(mention.end <= other.start or other.end <= mention.start for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _of(form: Form, pattern: re.Pattern[str], text: str) -> Iterator[Mention]:
    for match in pattern.finditer(text):
        start, end = match.span("it")
        it = text[start:end]
        if sum(char.isdigit() for char in it) < form.fewest_digits:
            continue
        if form.not_followed and re.match(form.not_followed, text[end:]):
            continue
        before = text[max(0, start - REACH) : start]
        if not (form.not_after and re.search(form.not_after, before)):
            yield Mention(form.kind, start, end, it, form.id, _public(form, it, before))


def _public(form: Form, it: str, before: str) -> str | None:
    """Why it is no person's: of an office by what stands before it, or by the number or address itself."""
    if form.public is None:
        return None
    name, _, domain = it.lower().partition("@")
    is_office = bool(re.search(form.public, it, re.I)) or (domain != "" and domain.startswith(f"{name}."))
    if not domain:
        is_office = is_office or bool(re.search(form.public, before, re.I))
    return "of an office, not of a person" if is_office else None
