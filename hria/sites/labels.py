"""What was found at sites later, as a column of yes and no: in a file of its own, or in the list of suppliers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hria.audits.register import site_key
from hria.document import Document
from hria.errors import BadData
from hria.facilities import Mention, matches
from hria.lists.columns import country_of, plain_name, recognise
from hria.lists.reading import Row, cells_by_row
from hria.sites.site import Site

YES = re.compile(r"(?i)(1|1\.0|y|yes|true|high|high[- ]risk|x|positive|confirmed)")
NO = re.compile(r"(?i)(0|0\.0|n|no|false|low|low[- ]risk|negative|none)")

# A column of yes and no may hold a few other words.
MOSTLY = 0.9


class Labels(NamedTuple):
    """The labels by the key of their site, the rows that no site or no label was found for (by number, with the
    reason), and what the column is called."""

    by_site: Mapping[str, bool]
    unread: tuple[tuple[int, str], ...]
    column: str


def labels_of_list(documents: Iterable[Document], sites: Sequence[Site], column: str) -> Labels | None:
    """The labels in a column of the lists of suppliers; None where no list has such a column."""
    found: dict[str, bool] = {}
    unread: list[tuple[int, str]] = []
    is_there = False
    for document in documents:
        at = {
            (document.id, f.evidence.start): site.key
            for site in sites
            for f in site.facilities
            if f.evidence.document_id == document.id
        }
        for rows in cells_by_row(document):
            layout = recognise([row.cells for row in rows], "suppliers", dict(document.columns))
            place = layout and _column(rows[layout.head], column)
            if layout is None or place is None:
                continue
            is_there = True
            for row in rows[layout.head + 1 :]:
                key = at.get((document.id, row.start))
                if key is not None:
                    _note(found, unread, row, row.cells.get(place, ""), key)
    return Labels(found, tuple(unread), column) if is_there else None


def labels_of_file(document: Document, sites: Sequence[Site], column: str | None) -> Labels:
    """The labels of a file with a column of names of sites, matched by name, address and country.

    Without `column` the only column of yes and no is taken. Raises BadData where there is none, or are several.
    """
    for rows in cells_by_row(document):
        layout = recognise([row.cells for row in rows], "suppliers", dict(document.columns))
        if layout is None or "name" not in layout.fields:
            continue
        head = rows[layout.head]
        below = rows[layout.head + 1 :]
        place = _column(head, column) if column else _only_column(head, below, set(layout.fields.values()))
        if place is None:
            continue
        found: dict[str, bool] = {}
        unread: list[tuple[int, str]] = []
        wanted = [_mention(row, layout.fields, document.id) for row in below]
        keys = _matched(wanted, sites)
        for row, mention, key in zip(below, wanted, keys, strict=True):
            if key is None:
                unread.append((row.number, f"no site is known by “{mention.name[:40]}”"))
            else:
                _note(found, unread, row, row.cells.get(place, ""), key)
        return Labels(found, tuple(unread), head.cells[place])
    raise BadData(
        "no column of names of sites with a column of yes and no beside it",
        "name the columns: site or name, and with --label-column the one of the labels",
    )


def _column(head: Row, name: str) -> int | None:
    return next((place for place, text in head.cells.items() if plain_name(text) == plain_name(name)), None)


def _only_column(head: Row, below: Sequence[Row], used: set[int]) -> int | None:
    """The only column that holds yes and no. Raises BadData where there are several."""
    found = []
    for place in head.cells:
        values = [row.cells[place].strip() for row in below if row.cells.get(place, "").strip()]
        told = sum(bool(YES.fullmatch(v) or NO.fullmatch(v)) for v in values)
        if place not in used and values and told >= MOSTLY * len(values):
            found.append(place)
    if len(found) > 1:
        names = ", ".join(head.cells[place] for place in found)
        raise BadData(f"several columns could be the labels: {names}", "choose one with --label-column")
    return found[0] if found else None


def _mention(row: Row, fields: Mapping[str, int], document_id: str) -> Mention:
    def text(field: str) -> str | None:
        value = " ".join(row.cells.get(fields.get(field, -1), "").split())
        return value or None

    country = text("country")
    return Mention(
        text("name") or "", text("address"), country_of(country) if country else None, document_id, "labels", None
    )


def _matched(wanted: Sequence[Mention], sites: Sequence[Site]) -> list[str | None]:
    """The site of each mention: the one of just this name, or the one that is likeliest, if any is likely."""
    by_name: dict[str, list[Site]] = {}
    for site in sites:
        for joined in site.joined:
            by_name.setdefault(site_key(joined.mention.name), []).append(site)
    key_of = {id(j.mention): site.key for site in sites for j in site.joined}
    pairs = matches([*wanted, *(j.mention for site in sites for j in site.joined)])
    likely: dict[int, str] = {}
    for match in pairs:
        for one, other in ((match.one, match.other), (match.other, match.one)):
            if match.is_likely and id(other) in key_of and id(one) not in key_of:
                likely.setdefault(id(one), key_of[id(other)])
    found: list[str | None] = []
    for mention in wanted:
        named = {s.key: s for s in by_name.get(site_key(mention.name), ()) if mention.country in (None, s.country)}
        found.append(next(iter(named)) if len(named) == 1 else likely.get(id(mention)))
    return found


def _note(found: dict[str, bool], unread: list[tuple[int, str]], row: Row, text: str, key: str) -> None:
    plain = text.strip()
    if YES.fullmatch(plain):
        found[key] = True
    elif NO.fullmatch(plain):
        # A site that one row calls positive is positive.
        found.setdefault(key, False)
    elif plain:
        unread.append((row.number, f"“{plain[:40]}” is neither yes nor no"))
