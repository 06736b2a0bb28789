"""Which field each column of a table of findings stands for, by its name and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hria.audits.labels import finding_fields, plain_label
from hria.audits.scheme import Scheme
from hria.printed_day import days

# A table of findings has at least so many columns with a known name, and no more unknown than this share.
FEWEST_KNOWN = 3
MOST_UNKNOWN = 0.45
TELLING = frozenset(("description", "corrective_action"))
NUMBER = re.compile(r"(?:[A-Za-z]{1,6}[-.\s]?){0,2}\d{1,4}(?:[-./]\d+)*[.)]?")
TIMESCALE = re.compile(r"\b(?:immediate(?:ly)?|\d+\s*(?:calendar |working )?(?:days?|weeks?|months?))\b", re.I)
# Words that stand in a cell with nothing to say.
EMPTY = frozenset(("", "-", "–", "—", "n/a", "na", "n.a.", "nil", "none", "not applicable", "not stated", "tbd", "tbc"))


def candidates(name: str, scheme: Scheme) -> tuple[str, ...]:
    """The fields that a column of this name may stand for: the scheme's own names first."""
    plain = plain_label(name)
    own = tuple(
        field for field, names in scheme.columns.items() if any(re.fullmatch(pattern, plain) for pattern in names)
    )
    return tuple(dict.fromkeys((*own, *finding_fields(name))))


def is_head(names: Sequence[str], scheme: Scheme) -> bool:
    """Whether these are the names of the columns of a table of findings."""
    return head_weight(names, scheme) > 0


def head_weight(names: Sequence[str], scheme: Scheme) -> float:
    """How surely these names head a table of findings; 0 where they do not."""
    named = [name for name in names if name.strip()]
    known = [found for name in named if (found := candidates(name, scheme))]
    fields = {field for found in known for field in found[:2]}
    unknown = len(named) - len(known)
    if len(known) < FEWEST_KNOWN or not fields & TELLING or unknown > MOST_UNKNOWN * len(named):
        return 0.0
    if len({found[0] for found in known}) < FEWEST_KNOWN:
        return 0.0
    return len(known) - 1.1 * unknown


def assign(names: Sequence[str], values: Sequence[Sequence[str]], scheme: Scheme) -> list[str | None]:
    """The field of each column, each at most once but for corrective actions; None for a column that is not known."""
    fields: list[str | None] = [None] * len(names)
    options = [candidates(name, scheme) for name in names]
    # Columns that can be only one thing choose first.
    for index in sorted(range(len(names)), key=lambda i: (len(options[i]) != 1, i)):
        for field in options[index]:
            is_taken = field in fields and field != "corrective_action"
            if not is_taken and (fits(field, values[index], scheme) or len(options[index]) == 1):
                fields[index] = field
                break
    return fields


def fits(field: str, values: Sequence[str], scheme: Scheme) -> bool:
    """Whether what stands in a column can be the values of a field."""
    filled = [value for value in values if value.strip().casefold() not in EMPTY]
    if not filled:
        return True
    match field:
        case "number":
            good = [bool(NUMBER.fullmatch(value.strip())) for value in filled]
        case "class":
            good = [scheme.class_in(value) is not None for value in filled]
        case "clause":
            good = [bool(scheme.clause_pattern.search(value)) for value in filled]
        case "due" | "closed":
            good = [bool(days(value) or TIMESCALE.search(value)) for value in filled]
        case "description":
            good = [len(value) > 12 for value in filled]
        case "status":
            good = [len(value) < 160 for value in filled]
        case _:
            return True
    return sum(good) >= 0.5 * len(good)


def is_empty(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().casefold() in EMPTY
