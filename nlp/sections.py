"""What a passage stands under: its headings, and the lead-in that a list item completes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.text import Block

# A lead-in reaches no further than this many items down.
LONGEST_LIST = 60
# ... and waits for its first item over no more than this many paragraphs.
LONGEST_WAIT = 5


class Place:
    """The headings and the lead-in of one block."""

    __slots__ = ("headings", "lead_in")

    def __init__(self, headings: tuple[str, ...], lead_in: str | None) -> None:
        self.headings = headings
        self.lead_in = lead_in


def places(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, Place]]:
    """Each block with its place, in order. A heading stands under the headings above it."""
    path: list[tuple[int, str]] = []
    lead_in: str | None = None
    items = waited = 0
    parents: dict[int, str] = {}
    for block in blocks:
        content = text[block.start : block.end]
        headings = tuple(title for _, title in path)
        if block.kind == "heading":
            path = [(level, title) for level, title in path if level < block.level]
            yield block, Place(tuple(title for _, title in path), None)
            path.append((block.level, content))
            lead_in = content if content.endswith(":") else None
            items = waited = 0
            parents.clear()
            continue
        if block.kind == "list_item":
            items, waited = items + 1, 0
            parents[block.level] = content
            above = parents.get(block.level - 1, "")
            own = _last_sentence(above) if above.endswith(":") else lead_in
            yield block, Place(headings, own if items <= LONGEST_LIST else None)
            continue
        yield block, Place(headings, None)
        if block.kind == "paragraph":
            parents.clear()
            # A side bar or picture may stand between a lead-in and its list.
            waited += 1
            if lead_in and not items and waited <= LONGEST_WAIT and not content.endswith(":"):
                continue
            items, waited = 0, 0
            lead_in = _last_sentence(content) if content.endswith((":", "-", "–", "…")) else None


def _last_sentence(content: str) -> str:
    """What introduces a list is the last sentence before it, not the paragraph that it closes."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", content)[-1]
