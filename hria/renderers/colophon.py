"""The last annex of a report: what decisions it rests on, who made them, and how the log of them is checked."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from hria.draft import Colophon, EvidenceEntry, Signer, SignOff
from hria.renderers import wording
from hria.renderers.cleaning import clean
from hria.renderers.manuscript import Column, Grid, Heading, Part, Row, Said, Text
from hria.renderers.tables import is_short_row, readable_widths
from hria.renderers.wording import ANNEX, printed_date

COLUMNS = (
    Column("Person", 0.34),
    Column("Role", 0.2),
    Column("Passages of this report", 0.16, "number"),
    Column("From", 0.15),
    Column("To", 0.15),
)


def colophon(said: Colophon, language: str, letter: str, label: str) -> list[Part]:
    """The annex: the log with its root, and who signed off how many passages of the report."""
    heading = Heading(1, f"{ANNEX} {letter}", wording.COLOPHON, "colophon", is_annex=True)
    parts: list[Part] = [heading, Text(tuple(Said(line) for line in _lines(said)))]
    if said.signers:
        cells = [_cells(signer, language) for signer in said.signers]
        shares = tuple(column.width for column in COLUMNS)
        widths = readable_widths(tuple(c.title for c in COLUMNS), cells, shares, is_dense=True)
        columns = tuple(msgspec.structs.replace(c, width=w) for c, w in zip(COLUMNS, widths, strict=True))
        rows = tuple(Row(row, is_short=is_short_row(row, widths)) for row in cells)
        parts.append(Grid(label, wording.SIGNERS, columns, rows, is_dense=True))
    return parts


def _lines(said: Colophon) -> Iterator[str]:
    yield wording.ACCEPTED_ONLY if said.is_accepted_only else wording.NOT_ONLY_ACCEPTED
    if said.fault:
        yield f"The log of decisions was altered ({clean(said.fault)}), so nothing that it says can be relied on."
    elif said.root:
        entries = "1 decision" if said.decisions == 1 else f"{said.decisions:,} decisions"
        yield f"The log holds {entries}; its root is {said.root}."
        yield wording.ROOT_NOTE
    else:
        yield "No decision has been recorded."
    if said.stale:
        yield f"{_counted(said.stale, 'decision')} no longer counted, as the source changed (hria log --stale)."
    if said.passages and said.accepted:
        yield (
            f"Of {said.passages:,} passages that the report cites, {said.accepted:,} were signed off by a person, "
            f"{said.approved:,} of them by an approver."
        )


def _counted(number: int, noun: str) -> str:
    return f"1 {noun} is" if number == 1 else f"{number:,} {noun}s are"


def _cells(signer: Signer, language: str) -> tuple[tuple[Said, ...], ...]:
    texts = (
        clean(signer.person),
        clean(signer.role),
        f"{signer.passages:,}",
        printed_date(signer.first, language),
        printed_date(signer.last, language),
    )
    return tuple((Said(text),) for text in texts)


def printed_state(entry: EvidenceEntry, language: str) -> str:
    """What the register says of a passage: who signed it off and when, or that it was reviewed; "" for neither."""
    if entry.signed:
        return "; ".join(_signed(off, language) for off in entry.signed)
    return wording.IS_REVIEWED if entry.reviewed == wording.IS_REVIEWED else ""


def _signed(off: SignOff, language: str) -> str:
    role = "" if off.act == "approved" else f" ({clean(off.role)})"
    return f"{off.act} by {clean(off.person)}{role}, {printed_date(off.date, language)}"
