"""What leaves this package: a stretch of text that is personal data, or would be but for a public office."""

from __future__ import annotations

from typing import Literal, NamedTuple

PersonalKind = Literal["name", "phone number", "e-mail address", "identity number"]


class Mention(NamedTuple):
    """Personal data at `[start, end)` of a text. `reason` is the rule that found it; `public` says why it is no
    personal data all the same, and is None where it is."""

    kind: PersonalKind
    start: int
    end: int
    text: str
    reason: str
    public: str | None = None
