"""Findings as rows of tables on printed pages: with rules or without, from one page to the next.

The names of the columns are looked for on the page; what stands below is cut into columns where white runs
down between two names, and into rows where the number, the class or the clause of a new finding begins. The
reader's own cells are not needed: they go by rules and gutters alone, and an empty cell shifts the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise, product
from typing import NamedTuple

from hria.audits.heads import NUMBER, assign, candidates, head_weight
from hria.audits.passage import NOTHING, of_words
from hria.audits.rows import Fields, collected
from hria.audits.scheme import Scheme
from hria.document import Document, Word
from hria.printed_day import days
from hria.printed_lines import SeenLine, Segment, lines_by_page

# The names of columns run over at most so many lines.
TALLEST_HEAD = 6
# Lines further apart than this many heights do not belong to one head.
HEAD_LEADING = 1.0
# The name of a group of rows takes up no more than so many lines.
MOST_BETWEEN = 2
# Words that reach over an edge by less than this, in points, only touch it.
TOUCH = 1.5
# White between two columns, in points; between two words there is less.
GUTTER = 3.5
# What a line must show of a new finding to begin a row.
ENOUGH_SIGNS = 2.0


class Name(NamedTuple):
    """The name of a column and the width that it takes up, in points."""

    text: str
    x0: float
    x1: float


class Head(NamedTuple):
    """The names of the columns of a table; `first` and `last` are the lines that they take up."""

    names: tuple[Name, ...]
    first: int
    last: int


class PrintedTable(NamedTuple):
    """A table of findings: the fields of each row, and every word that belongs to it."""

    findings: list[Fields]
    words: frozenset[int]


def tables_of_findings(document: Document, scheme: Scheme) -> Iterator[PrintedTable]:
    """The tables of findings on the pages of a document, in their order."""
    table: _Table | None = None
    for lines in lines_by_page(document).values():
        heads = _heads(document, lines, scheme)
        if table is not None:
            end = heads[0].first if heads else len(lines)
            is_again = bool(heads) and _same(heads[0], table.head)
            if not (is_again and end <= 1):
                is_over = table.take(lines[:end])
                if is_over and not is_again:
                    yield table.finished()
                    table = None
        for number, head in enumerate(heads):
            end = heads[number + 1].first if number + 1 < len(heads) else len(lines)
            if table is None or not _same(head, table.head):
                if table is not None:
                    yield table.finished()
                table = _Table(document, scheme, head)
            table.keep(lines[head.first : head.last + 1])
            is_over = table.take(lines[head.last + 1 : end])
            if is_over:
                yield table.finished()
                table = None
    if table is not None:
        yield table.finished()


def _same(a: Head, b: Head) -> bool:
    return [name.text for name in a.names] == [name.text for name in b.names]


def _heads(document: Document, lines: Sequence[SeenLine], scheme: Scheme) -> list[Head]:
    """The heads of tables of findings on a page, from top to bottom."""
    segments = [line.segments(document) for line in lines]
    weighed = [found for first in range(len(lines)) if (found := _head_from(first, lines, segments, scheme))]
    chosen: list[tuple[float, Head]] = []
    for weight, head in weighed:
        # Of heads that share lines the surest counts; what stands above it is no part of it.
        if chosen and head.first <= chosen[-1][1].last:
            above = lines[head.first - 1]
            is_near = lines[head.first].top - above.bottom < 0.3 * above.height
            if weight > chosen[-1][0] or (weight == chosen[-1][0] and not is_near):
                chosen[-1] = weight, head
        else:
            chosen.append((weight, head))
    return [head for _, head in chosen]


def _head_from(
    first: int, lines: Sequence[SeenLine], segments: Sequence[list[Segment]], scheme: Scheme
) -> tuple[float, Head] | None:
    """The surest head that begins on this line, with how sure it is."""
    best: tuple[float, Head] | None = None
    for last in range(first, min(first + TALLEST_HEAD, len(lines))):
        if last > first and lines[last].top - lines[last - 1].bottom > HEAD_LEADING * lines[last].height:
            break
        names = _names([segment for row in segments[first : last + 1] for segment in row], scheme)
        weight = head_weight([name.text for name in names], scheme)
        if weight > 0 and (best is None or weight >= best[0]):
            best = weight, Head(tuple(names), first, last)
    return best


def _names(segments: Sequence[Segment], scheme: Scheme) -> list[Name]:
    """The names of columns: segments that stand under each other are one name."""
    groups: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.x0):
        if groups and segment.x0 < max(other.x1 for other in groups[-1]):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    names = []
    for group in groups:
        words = [word for segment in group for word in segment.words]
        lines = [segment.text for segment in sorted(group, key=lambda segment: segment.words[0].box.top)]
        text = _read_together(lines, scheme)
        if len(group) == 1 and not candidates(text, scheme) and not scheme.class_in(text):
            names += _parted(group[0], scheme) or [_name(text, words)]
        else:
            names.append(_name(text, words))
    return names


def _read_together(lines: Sequence[str], scheme: Scheme) -> str:
    """The lines of a name as one. In a narrow column a word may be broken anywhere, without a hyphen."""
    plain = " ".join(lines)
    if len(lines) == 1 or len(lines) > TALLEST_HEAD or candidates(plain, scheme):
        return plain
    for glue in product(("", " "), repeat=len(lines) - 1):
        text = "".join(line + sign for line, sign in zip(lines, (*glue, ""), strict=True))
        if candidates(text, scheme):
            return text
    return plain


def _parted(segment: Segment, scheme: Scheme) -> list[Name]:
    """Two names of columns that stand close together, each of them known; empty where there are none."""
    texts = segment.text.split(" ")
    cuts = []
    for cut in range(1, len(segment.words)):
        left, right = (candidates(" ".join(part), scheme) for part in (texts[:cut], texts[cut:]))
        if left and right:
            cuts.append((left[0] == right[0], cut))
    if not cuts:
        return []
    cut = min(cuts)[1]
    return [
        _name(" ".join(texts[:cut]), segment.words[:cut]),
        _name(" ".join(texts[cut:]), segment.words[cut:]),
    ]


def _name(text: str, words: Sequence[Word]) -> Name:
    return Name(text, min(w.box.x0 for w in words), max(w.box.x1 for w in words))


class _Table:
    """A table while its pages are read."""

    def __init__(self, document: Document, scheme: Scheme, head: Head) -> None:
        self.head = head
        self.rows: list[dict[int, list[Word]]] = []
        self._document = document
        self._scheme = scheme
        self._words: set[int] = set()
        self._options = [candidates(name.text, scheme) for name in head.names]
        numbers = [i for i, fields in enumerate(self._options) if "number" in fields]
        self._number = min(numbers, key=lambda i: ("description" in self._options[i], i), default=-1)
        self._is_top_aligned = True
        self._edges: list[float] = []
        self._lines: list[SeenLine] = []

    def keep(self, lines: Sequence[SeenLine]) -> None:
        """Counts lines as words of this table."""
        self._words.update(word.start for line in lines for word in line.words)

    def take(self, lines: Sequence[SeenLine]) -> bool:
        """Reads the lines that stand below the head, or at the top of the next page; True where the table ends."""
        if not lines:
            return False
        self._lines += [line for line in lines if not self._is_across(line)]
        self._edges = _edges(self.head, self._lines)
        inside = []
        for number, line in enumerate(lines):
            if self._leaves(line):
                if not self._resumes(lines[number + 1 : number + 1 + MOST_BETWEEN]):
                    break
                self.keep([line])
                continue
            inside.append(line)
        cut = [self._by_column(line) for line in inside]
        starts = [number for number, cells in enumerate(cut) if self._signs(cells) >= ENOUGH_SIGNS]
        if not starts and not (self.rows and inside[-1:] == list(lines[-1:])):
            return True
        if not self.rows:
            self._is_top_aligned = starts[0] == 0
        self.keep(inside)
        self._add(cut, self._tops(inside, starts))
        return inside[-1:] != list(lines[-1:])

    def finished(self) -> PrintedTable:
        """The findings of the table."""
        cells = [{column: of_words(self._document, words) for column, words in row.items()} for row in self.rows]
        count = len(self.head.names)
        values = [[row.get(column, NOTHING).text for row in cells] for column in range(count)]
        fields = assign([name.text for name in self.head.names], values, self._scheme)
        findings = [collected((field, row.get(column)) for column, field in enumerate(fields)) for row in cells]
        return PrintedTable(findings, frozenset(self._words))

    def _tops(self, lines: Sequence[SeenLine], starts: Sequence[int]) -> list[int]:
        """The first line of each row. Where cells are not set at the top, rows part at the widest white above."""
        if self._is_top_aligned or not starts:
            return list(starts)
        tops = [0]
        for before, after in pairwise(starts):
            tops.append(max(range(before + 1, after + 1), key=lambda n: (lines[n].top - lines[n - 1].bottom, n)))
        return tops

    def _add(self, cut: Sequence[dict[int, list[Word]]], tops: Sequence[int]) -> None:
        for number, cells in enumerate(cut):
            if number in tops or not self.rows:
                self.rows.append({})
            for column, words in cells.items():
                self.rows[-1].setdefault(column, []).extend(words)

    def _by_column(self, line: SeenLine) -> dict[int, list[Word]]:
        cells: dict[int, list[Word]] = {}
        for word in line.words:
            middle = (word.box.x0 + word.box.x1) / 2
            cells.setdefault(sum(middle > edge for edge in self._edges), []).append(word)
        return cells

    def _signs(self, cells: dict[int, list[Word]]) -> float:
        """How much of a line looks like the first of a new finding."""
        signs = 0.0
        seen: set[str] = set()
        for column, words in cells.items():
            text = " ".join(self._document.text[w.start : w.end] for w in words)
            for field in self._options[column] if column < len(self._options) else ():
                is_other = field == "number" and column != self._number
                if field not in seen and not is_other and (sign := self._sign(field, text)):
                    signs += sign
                    seen.add(field)
                    break
        return signs

    def _sign(self, field: str, text: str) -> float:
        match field:
            case "number":
                return 2.0 if NUMBER.fullmatch(text) and any(char.isdigit() for char in text) else 0.0
            case "class":
                return 1.2 if self._scheme.begins_class(text) else 0.0
            case "clause":
                return 1.0 if self._scheme.clause_pattern.match(text) else 0.0
            case "due":
                return 0.8 if days(text) else 0.0
            case _:
                return 0.0

    def _is_across(self, line: SeenLine) -> bool:
        """Whether a line runs over the middles of two names of columns: running text, not cells."""
        segments = line.segments(self._document)
        if len(segments) == 1 and segments[0].x0 < self.head.names[0].x1:
            return True  # The name of a group of rows.
        middles = [(name.x0 + name.x1) / 2 for name in self.head.names]
        return any(sum(segment.x0 < middle < segment.x1 for middle in middles) >= 2 for segment in segments)

    def _resumes(self, lines: Sequence[SeenLine]) -> bool:
        """Whether rows go on right below: what stands between them only names the group of those that follow."""
        return any(not self._leaves(line) and self._signs(self._by_column(line)) >= ENOUGH_SIGNS for line in lines)

    def _leaves(self, line: SeenLine) -> bool:
        """Whether a line is no longer in the table: it runs across the white between two columns."""
        for segment in line.segments(self._document):
            over = sum(segment.x0 < edge - 6 and segment.x1 > edge + 6 for edge in self._edges)
            if over >= 2 or (over == 1 and len(line.segments(self._document)) == 1):
                return True
        return False


def _edges(head: Head, lines: Sequence[SeenLine]) -> list[float]:
    """Where one column ends and the next begins: the white that the fewest words cross, next to the name's edge."""
    words = [word for line in lines for word in line.words]
    edges: list[float] = []
    for left, right in pairwise(head.names):
        low, high = left.x0 + 1, max((right.x0 + right.x1) / 2, right.x0 + 1)
        near = [w for w in words if w.box.x1 > low - 40 and w.box.x0 < high + 40]
        points = sorted({right.x0 - 1, *(w.box.x0 - 0.7 for w in near if low < w.box.x0 - 0.7 < high)})
        edges.append(
            min(points, key=partial(_edge_rank, words=near, before=edges[-1] if edges else 0.0, name=right.x0 - 1))
        )
    return edges


def _edge_rank(x: float, words: Sequence[Word], before: float, name: float) -> tuple[object, ...]:
    """How ill a place would part two columns: words that cross it, nothing left of it, white too narrow, and how
    far the name of the right one is."""
    crossing = sum(w.box.x0 + TOUCH < x < w.box.x1 - TOUCH for w in words)
    white = x - max((w.box.x1 for w in words if w.box.x1 < x + TOUCH), default=0.0)
    # Dates that are set to the right begin far right of where their own column does.
    is_hollow = x < name - TOUCH and not any(before < (w.box.x0 + w.box.x1) / 2 < x for w in words)
    return crossing, is_hollow, white < GUTTER, abs(name - x)
