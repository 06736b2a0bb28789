"""What a format's reader makes of a file, before hria knows what kind of document it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hria.document import Block, Dropped, Page, Word


class Transcript(NamedTuple):
    """The text of a file with its blocks and places.

    `metadata` is what the file says of itself: `title`, `author`, `sitename`, `date` (when a page was
    published), `declared` (present where that date stands in the head of the page) and `made` (when the file
    was made), dates in ISO form; each may be missing and none is to be trusted.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    words: tuple[Word, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    metadata: Mapping[str, str] = MappingProxyType({})
    notes: tuple[str, ...] = ()
