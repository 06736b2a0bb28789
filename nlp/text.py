"""The text that comes in: its blocks, and the sentences in them."""

from __future__ import annotations

import datetime
from typing import Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "caption", "footnote"]


class Block(NamedTuple):
    """A block of the text; `level` is the depth of a heading (1 is the highest) or list item (0 is outermost).

    `row` tells apart the rows of the tables of a document; None outside tables. `column` counts from 0,
    `page` from 1.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    row: tuple[int, int] | None = None
    column: int | None = None
    page: int | None = None


class Source(NamedTuple):
    """A text and what must be known of it to read it rightly.

    `is_own_voice`: "we" is the company. `company` are its names, the full one first. `is_audit` papers speak
    of the site `audited`. `published` anchors relative dates; `year_end` is the (month, day) on which the
    company's financial year ends, if known.
    """

    text: str
    blocks: tuple[Block, ...]
    company: tuple[str, ...]
    is_own_voice: bool = True
    is_policy: bool = False
    published: datetime.date | None = None
    year_end: tuple[int, int] | None = None
    is_audit: bool = False
    audited: str | None = None


class Sentence(NamedTuple):
    """A sentence, list item or cell, with what it stands under.

    `headings` go from the highest to the nearest. `lead_in` is the text that a list item completes
    ("In implementing this policy we will:"). `position` is where it stands in the text, 0 to 1.
    """

    text: str
    start: int
    end: int
    kind: BlockKind
    headings: tuple[str, ...]
    lead_in: str | None
    position: float
    opens_block: bool

    @property
    def heading(self) -> str | None:
        """The nearest heading above; None where there is none."""
        return self.headings[-1] if self.headings else None
