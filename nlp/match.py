"""What leaves this package: a passage, what it is, and why."""

from __future__ import annotations

from typing import Any, NamedTuple


class Match(NamedTuple):
    """A passage `[start, end)` of the text that was given in.

    `rule` names the rule that decided (`en.commitment.will`), `cues` the words it went by, `attributes`
    are plain values in neutral words (issues, topics, aspects), `heading` is what the passage stands under.
    """

    kind: str
    start: int
    end: int
    rule: str
    cues: tuple[str, ...]
    attributes: dict[str, Any]
    confidence: float
    heading: str | None = None
