"""Whether Word, counting headings itself, comes to the numbers that the draft gives them."""

from __future__ import annotations

from collections.abc import Sequence

from hria.renderers.manuscript import Heading
from hria.renderers.wording import ANNEX

LEVELS = 6


def is_counted(headings: Sequence[Heading]) -> bool:
    """Whether automatic numbers would equal the labels of all headings; labels are printed as text if not."""
    counts = {False: [0] * LEVELS, True: [0] * LEVELS}
    for heading in headings:
        if not heading.label:
            continue
        if heading.level > LEVELS:
            return False
        count = counts[heading.is_annex]
        count[heading.level - 1] += 1
        count[heading.level :] = [0] * (LEVELS - heading.level)
        if heading.label != _label(count[: heading.level], heading.is_annex):
            return False
    return True


def _label(count: Sequence[int], is_annex: bool) -> str:
    """The number of a heading: "2.1", "Annex B", "B.1"."""
    numbers = [str(number) for number in count]
    if is_annex:
        numbers[0] = chr(ord("A") + count[0] - 1)
        if len(numbers) == 1:
            return f"{ANNEX} {numbers[0]}"
    return ".".join(numbers)
