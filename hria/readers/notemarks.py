"""Footnote marks that a copy glued to the words before them: "inequities.1" is not a number.

They become superscripts, which nothing takes for a quantity and a reader still recognises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hria.readers.parts import Part
from hria.readers.printed import SUPERSCRIPTS

# A small number straight after a letter, a closing quote or the end of a sentence, before a space; after
# a full stop one space may stand between.
GLUED = re.compile(r"(?<=[a-z’”\"'),.;:])(\d{1,2})(?=\s|$)|(?<=[a-z’”\")]\. )(\d{1,2})(?=\s+[A-Z]|\s*$)")
FEWEST_MARKS = 2


def with_note_marks(parts: Sequence[Part]) -> list[Part]:
    """The parts with their footnote marks as superscripts.

    Numbers count as marks where they run 1, 2, 3 ... through the document; others stay as they are.
    """
    marks = _running_numbers(parts)
    if len(marks) < FEWEST_MARKS:
        return list(parts)
    result = []
    for index, part in enumerate(parts):
        text = part.text
        for start, end in sorted((s, e) for i, s, e in marks if i == index)[::-1]:
            head = text[:start].rstrip() if text[start - 1] == " " else text[:start]
            text = head + text[start:end].translate(SUPERSCRIPTS) + text[end:]
        result.append(part._replace(text=text))
    return result


def _running_numbers(parts: Sequence[Part]) -> list[tuple[int, int, int]]:
    """Places (part, start, end) of glued numbers that count up from 1."""
    marks: list[tuple[int, int, int]] = []
    expected = 1
    for index, part in enumerate(parts):
        for match in GLUED.finditer(part.text):
            start, end = match.span(1) if match.group(1) else match.span(2)
            if int(part.text[start:end]) == expected:
                marks.append((index, start, end))
                expected += 1
    return marks
