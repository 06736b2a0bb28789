"""Two editions as one Word document with tracked changes: accept all for the later, reject all for the earlier."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import count, groupby
from typing import Literal

from hria.diff import FATES, Change, Diff, words_changed
from hria.document import BlockKind
from hria.passage import Passage
from hria.renderers.cleaning import clean
from hria.renderers.docx_package import drop_unused_parts, pack, set_properties
from hria.renderers.docx_reference import empty, open_base
from hria.renderers.docx_styles import style_ids
from hria.renderers.docx_xml import Element, element, run

AUTHOR = "hria"
Mark = Literal["same", "gone", "come"]
# A piece of text, what becomes of it, and which of the two editions' blocks it stands in.
Piece = tuple[Mark, str]


def tracked_docx(compared: Diff, date: datetime.date) -> bytes:
    """The later edition as a Word file in which every difference from the earlier one is a tracked change.

    Changes carry the author "hria" and `date`. A first paragraph, which is no change, says what is compared.
    Sentences that moved are taken out in one place and put in in the other.
    """
    document = open_base()
    empty(document)
    styles = style_ids(document)
    writer = _Writer(f"{date.isoformat()}T00:00:00Z")
    body = document.element.body
    before, after = compared.before.summary, compared.after.summary
    counts = ", ".join(f"{len(compared.of(fate))} {fate}" for fate in FATES if compared.of(fate))
    note = (
        f"Compared: {before.title} ({before.published or 'not dated'}) with {after.title} "
        f"({after.published or 'not dated'}). Sentences: {counts}. {compared.boilerplate:.0%} of the words of the "
        "later edition were carried over."
    )
    body.append(element("p", element("pPr", element("pStyle", val=styles["hria note"])), run(clean(note))))
    for kind, level, changes in paragraphs(compared):
        style = styles[f"heading {level}"] if kind == "heading" else styles["normal"]
        body.append(writer.paragraph(style, changes))
    set_properties(
        document,
        title=f"{after.title}: what changed",
        subject="Tracked changes between two editions",
        date=date,
        language=after.language or "en",
        identifier=f"{before.id}-{after.id}",
    )
    drop_unused_parts(document)
    return pack(document)


def paragraphs(compared: Diff) -> Iterator[tuple[BlockKind, int, list[Change]]]:
    """The changes as paragraphs: sentences of one block together, with what was dropped from among them.

    A sentence that moved is dropped where it stood and added where it stands.
    """
    for (kind, _), changes in groupby(_placed(compared), key=lambda item: item[0]):
        yield kind, 2, [change for _, change in changes]


def _placed(compared: Diff) -> Iterator[tuple[tuple[BlockKind, int], Change]]:
    """Each change with the kind of its paragraph and a number for it."""
    number = 0
    last: tuple[int | None, int | None] = (None, None)
    for change in _with_moves(compared):
        old = change.before.block if change.before else None
        new = change.after.block if change.after else None
        is_together = (new is not None and new == last[1]) or (new is None and old == last[0])
        number += not is_together
        last = (
            old if old is not None else (last[0] if is_together else None),
            new or (last[1] if is_together else None),
        )
        passage = change.after or change.before
        assert passage is not None
        yield (passage.kind, number), change


def _with_moves(compared: Diff) -> list[Change]:
    """The changes with each move as what went from one place and came to the other."""
    order = {id(passage): number for number, passage in enumerate(compared.before.passages)}
    kept: list[Change] = []
    gone: list[Passage] = []
    for change in compared.changes:
        if change.is_moved and change.before and change.after:
            gone.append(change.before)
            kept.append(Change("added", None, change.after))
        else:
            kept.append(change)
    for passage in gone:
        place = next(
            (n for n, c in enumerate(kept) if c.before and order[id(c.before)] > order[id(passage)]), len(kept)
        )
        kept.insert(place, Change("dropped", passage, None))
    return kept


class _Writer:
    """Writes paragraphs with tracked changes; every change has a number of its own."""

    def __init__(self, date: str) -> None:
        self._date = date
        self._ids = count(1)

    def paragraph(self, style: str, changes: Sequence[Change]) -> Element:
        """One paragraph. Where all of it came or went, its end did as well."""
        pieces = [piece for change in changes for piece in _pieces(change)]
        marks = {mark for mark, _ in pieces}
        # Headings keep the numbers that they have in the document, and get none of ours.
        unnumbered = element("numPr", element("ilvl", val=0), element("numId", val=0))
        properties = element("pPr", element("pStyle", val=style), unnumbered)
        if marks in ({"gone"}, {"come"}):
            properties.append(element("rPr", self._change("del" if marks == {"gone"} else "ins")))
        return element("p", properties, *(self._piece(mark, f"{clean(words)} ") for mark, words in pieces))

    def _piece(self, mark: Mark, words: str) -> Element:
        words_run = run(words)
        if mark == "same":
            return words_run
        if mark == "come":
            return self._change("ins", words_run)
        for text in words_run.iter("{*}t"):
            text.tag = text.tag.rsplit("}", 1)[0] + "}delText"
        return self._change("del", words_run)

    def _change(self, tag: str, *content: Element) -> Element:
        return element(tag, *content, id=next(self._ids), author=AUTHOR, date=self._date)


def _pieces(change: Change) -> Iterator[Piece]:
    """The words of a change, each with a space after it."""
    if change.before and change.after:
        yield from words_changed(f"{change.before.text} ", f"{change.after.text} ")
    elif change.before:
        yield "gone", f"{change.before.text} "
    elif change.after:
        yield "come", f"{change.after.text} "
