"""Documents that appear again and again: the statements of several years, the editions of a policy."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from hria.document import Summary

NOT_A_TITLE = re.compile(
    r"\b(?:fy|financial|fiscal|year|ended|the|for|of|v|version|final|draft|and|our)\b|[\W\d_]+", re.I
)
# Two titles as alike as this (rapidfuzz, 0 to 100) name the same series.
SAME_TITLE = 90


def series(documents: Iterable[Summary]) -> tuple[tuple[Summary, ...], ...]:
    """The documents of one publisher in series, each from the oldest to the newest, at least two in each.

    A series is of one kind and title, years and versions aside, and each of its documents has another date.
    """
    from rapidfuzz import fuzz

    groups: list[list[Summary]] = []
    for document in sorted(documents, key=lambda summary: (summary.published or datetime.date.min, summary.id)):
        if document.published is None or document.kind in ("audit", "news", "resolution"):
            continue
        title = _title(document)
        for group in groups:
            same = group[-1].kind == document.kind and fuzz.token_sort_ratio(title, _title(group[-1])) >= SAME_TITLE
            if same and group[-1].published != document.published:
                group.append(document)
                break
        else:
            groups.append([document])
    return tuple(tuple(group) for group in groups if len(group) > 1)


def next_edition(document_id: str, known: Sequence[Sequence[Summary]]) -> Summary | None:
    """The document that follows this one in its series; None where it is the last or in no series."""
    for editions in known:
        for earlier, later in pairwise(editions):
            if earlier.id == document_id:
                return later
    return None


def _title(document: Summary) -> str:
    return " ".join(NOT_A_TITLE.sub(" ", document.title.casefold()).split())
