"""Findings as cards: labels with their values, in small tables or in paragraphs under a heading for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hria.audits.heads import NUMBER, candidates, fits
from hria.audits.labels import Label, labels_of
from hria.audits.passage import NOTHING, Passage, of_words, passage
from hria.audits.rows import Fields, TableRow, table_rows
from hria.audits.scheme import Scheme
from hria.document import Block, Document
from hria.printed_lines import Segment, lines_by_page

# A label in running text ends with one of these.
LABELLED = re.compile(r"(?P<label>[A-Z#][\w /&#’'()-]{0,60}?)\s?[.:：](?=\s|$)\s*")
SENTENCE = re.compile(r"[.;!?]\s+")
OPENING = re.compile(
    r"(?P<label>[A-Za-z#][\w /&#.-]{0,30}?)\s*(?P<number>(?:[A-Z]{1,4}-)?\d[\w.-]*?)"
    r"\s*(?:[.:–—|]|-\s|$)\s*(?P<title>.*)"
)
AFTER_CLASS = re.compile(r"\s*[·•|–—:,;/-]\s*")
LONGEST_TAG = 160
# What stands under "Finding" in so few letters is a count or a heading.
SHORTEST_TOLD = 12
# A label that is not known has no more words than this; with more it is a sentence with a colon.
LONGEST_NAME = 5
# What a finding has once.
ONCE = frozenset(("number", "class", "clause", "due", "status"))
# What is no label of a finding in the group that it stands in, but opens a finding.
HEADING = "heading"


class Value(NamedTuple):
    """A value under a label. `fields` are the fields of a finding that the label may stand for, `facts` those of
    the audit; a heading has the field "heading" and brings number and title."""

    fields: tuple[str, ...]
    facts: tuple[str, ...]
    value: Passage
    number: Passage = NOTHING


def values_of(document: Document, scheme: Scheme, taken: Sequence[tuple[int, int]] = ()) -> list[Value]:
    """The labelled values of a document in its order, but for the stretches that are taken already."""
    rows = {(row.table, row.row): row for row in table_rows(document)}
    done: set[tuple[int, int]] = set()
    found: list[Value] = []
    follows = False
    for block in document.blocks:
        if any(start < block.end and end > block.start for start, end in taken):
            follows = False
            continue
        before = list(found)
        place = (block.cell.table, block.cell.row) if block.cell else None
        if place is None or len(rows[place].cells) == 1:
            text = document.text[block.start : block.end]
            named = scheme.class_in(text) if follows and not found[-1].value.text else None
            # "Observation" below "Grade" is a grade, although it is a label elsewhere.
            is_class = named is not None and named[0] == text and "class" in found[-1].fields
            new = [] if is_class else list(_in_paragraph(document, block, scheme))
            found += new
            if not new and follows and (block.kind != "heading" or is_class) and _goes_on(found[-1], document, block):
                more = passage(document, block.start, block.end)
                found[-1] = found[-1]._replace(value=found[-1].value + more)
            follows = found != before
        elif place not in done:
            done.add(place)
            found += _in_row(rows[place], scheme)
            follows = False
    return found


def printed_facts(document: Document) -> Iterator[Value]:
    """Facts of the audit as they stand on printed lines: a label, white space, its value. For pages whose cells
    the reader did not take for cells."""
    for lines in lines_by_page(document).values():
        segments = [line.segments(document) for line in lines]
        for number, line in enumerate(segments):
            for label, value in pairwise(line):
                below = list(_below(segments[number + 1 :], label, value))
                name = f"{label.text} {' '.join(part.text for part, is_label in below if is_label)}".strip()
                facts = _facts(name) or _facts(label.text)
                if facts and not labels_of(value.text):
                    words = [*value.words, *(word for part, is_label in below if not is_label for word in part.words)]
                    yield Value((), facts, of_words(document, words))


def _facts(label: str) -> tuple[str, ...]:
    return tuple(known.field for known in labels_of(label.rstrip(":")) if known.group == "fact")


def _below(lines: Sequence[list[Segment]], label: Segment, value: Segment) -> Iterator[tuple[Segment, bool]]:
    """The further lines of a value, and of the label where True: what stands right below them, alone in its line."""
    bottom = max(word.box.bottom for word in value.words)
    for line in lines:
        top = min(word.box.top for word in line[0].words)
        height = max(word.box.bottom - word.box.top for word in line[0].words)
        kinds = [
            (part, abs(part.x0 - label.x0) < 2)
            for part in line
            if min(abs(part.x0 - label.x0), abs(part.x0 - value.x0)) < 2
        ]
        # A line with a label and a value of its own is the next fact.
        if top - bottom > 0.5 * height or len(kinds) != len(line) or (len(kinds) == 2 and _facts(line[0].text)):
            return
        yield from kinds
        bottom = max(word.box.bottom for part in line for word in part.words)


def _in_row(row: TableRow, scheme: Scheme) -> Iterator[Value]:
    """Labels and what stands right of each; a row of nothing but labels is the head of a table."""
    cells = [row.cells[column] for column in sorted(row.cells)]
    if len(cells) > 2 and all(_labels(cell.text, scheme) for cell in cells):
        return
    index = 0
    while index + 1 < len(cells):
        labels = _labels(cells[index].text, scheme)
        if labels:
            yield _value(labels, cells[index + 1])
            index += 1
        elif index == 0 and len(cells) > 2:
            return
        index += 1


def _in_paragraph(document: Document, block: Block, scheme: Scheme) -> Iterator[Value]:
    """The labels within a paragraph with their values, a heading that opens a finding, or a tag of class and clause."""
    whole = passage(document, block.start, block.end)
    marks = list(_marks(document, block, whole.text, scheme))
    first = marks[0][0].start() if marks else len(whole.text)
    opening = list(_opening(whole.part(0, first), scheme)) if first else []
    yield from opening
    for number, (match, labels) in enumerate(marks):
        if first == 0 or opening:
            end = marks[number + 1][0].start() if number + 1 < len(marks) else len(whole.text)
            yield _value(labels, whole.part(match.end(), end))
    if opening or (marks and first == 0):
        return
    label = _labels(whole.text, scheme)
    if label and len(whole.text) < 60:
        yield _value(label, NOTHING)


def _marks(
    document: Document, block: Block, text: str, scheme: Scheme
) -> Iterator[tuple[re.Match[str], tuple[Label, ...]]]:
    """The known labels of a paragraph: where it begins, where a printed line begins, or where a sentence ended."""
    starts = {0, *(match.end() for match in SENTENCE.finditer(text)), *_line_starts(document, block)}
    end = 0
    for start in sorted(starts):
        match = LABELLED.match(text, start) if start >= end else None
        labels = _labels(match["label"], scheme) if match else ()
        if match and labels:
            yield match, labels
            end = match.end()


def _line_starts(document: Document, block: Block) -> Iterator[int]:
    """Where the printed lines of a block begin, counted from its start."""
    line = -1
    for word in document.words_in(block.start, block.end):
        if word.line != line:
            yield word.start - block.start
            line = word.line


def _goes_on(value: Value, document: Document, block: Block) -> bool:
    """Whether a paragraph still belongs to the value before it: that is empty, or breaks off within a sentence."""
    label = LABELLED.match(document.text, block.start, block.end)
    is_labelled = (
        label is not None
        and label.end() < block.end
        and document.text[label.end("label")] in ":："
        and len(label["label"].split()) <= LONGEST_NAME
    )
    if HEADING in value.fields or is_labelled:
        return False
    return not value.value.text or not value.value.text.rstrip().endswith((".", "!", "?", ")", "”"))


def _opening(whole: Passage, scheme: Scheme) -> Iterator[Value]:
    """What opens a finding: "Finding 3. Exit locked", or "Major · provision A4 Wages"."""
    if len(whole.text) > LONGEST_TAG:
        return
    match = OPENING.fullmatch(whole.text)
    if match and "number" in candidates(match["label"], scheme) and NUMBER.fullmatch(match["number"].rstrip(".")):
        number = whole.part(match.start("number"), match.end("number"))
        title = whole.part(match.start("title"), match.end("title"))
        yield Value((HEADING,), (), title, number)
        return
    printed = scheme.class_in(whole.text)
    if printed is None:
        return
    after = whole.text[len(printed[0]) :]
    sign = AFTER_CLASS.match(after)
    # "Observation: ..." is a label and its value, "Good practice · A2" is a tag.
    if sign and not (sign.group().strip() == ":" and _labels(printed[0], scheme)):
        start = len(printed[0])
        yield Value(("class",), (), whole.part(0, start))
        rest = whole.part(start + sign.end(), len(whole.text))
        if clause := scheme.clause_pattern.search(rest.text):
            yield Value(("clause",), (), rest.part(clause.start(), clause.end()))
            area = rest.part(clause.end(), len(rest.text))
            if area.text:
                yield Value(("area",), (), area)


def _labels(text: str, scheme: Scheme) -> tuple[Label, ...]:
    name = text.strip().rstrip(":：").strip()
    if len(name) > 64:
        return ()
    own = tuple(Label("finding", field) for field in candidates(name, scheme))
    return (*own, *(label for label in labels_of(name) if label.group == "fact"))


def _value(labels: Sequence[Label], value: Passage) -> Value:
    fields = tuple(label.field for label in labels if label.group == "finding")
    facts = tuple(label.field for label in labels if label.group == "fact")
    return Value(fields, facts, value)


def findings_in_cards(values: Sequence[Value], scheme: Scheme) -> Iterator[Fields]:
    """The findings among labelled values: a new one begins with the label that begins each of them."""
    named = [(value, _field(value, scheme)) for value in values]
    opener = _opener([None if field == "description" and not _tells(v) else field for v, field in named])
    if opener is None:
        return
    card: Fields = {}
    has_begun = opener != HEADING
    for value, field in named:
        if not has_begun and field != HEADING:
            # Before the first heading there is only the tag that may stand above it.
            is_tag = field == "class" or ("class" in card and field in ("clause", "area"))
            card = {**(card if field != "class" else {}), field: value.value} if is_tag and field else {}
            continue
        if field in card:
            # "Completion date" after "Completed by" is when it was done.
            field = next((other for other in value.fields if other not in card), field)
        if has_begun and _begins(field, opener, card):
            if _is_told(card):
                yield card
            card = {}
        has_begun = True
        if field == HEADING:
            card["number"] = value.number
            if value.value.text:
                card["title"] = value.value
        elif field and value.value.text and (not card.get(field, NOTHING).text or field == "corrective_action"):
            card[field] = card.get(field, NOTHING) + value.value
        elif field and not value.value.text:
            card.setdefault(field, NOTHING)
    if _is_told(card):
        yield card


def _tells(value: Value) -> bool:
    return len(value.value.text) > SHORTEST_TOLD


def _is_told(card: Fields) -> bool:
    return bool(card.get("description", NOTHING).text)


def _begins(field: str | None, opener: str, card: Fields) -> bool:
    if field == opener and card:
        return opener in card or "number" in card or "description" in card
    if field in ONCE and _is_told(card) and card.get(field, NOTHING).text:
        return True  # The label that begins each finding is missing here.
    # The tag of a finding may stand above its heading.
    return field == "class" and opener == HEADING and "description" in card


def _field(value: Value, scheme: Scheme) -> str | None:
    """The field that a value fits; facts of the audit are none."""
    if not value.fields:
        return None
    if value.fields[0] == HEADING:
        return HEADING
    fitting = [field for field in value.fields if fits(field, [value.value.text], scheme)]
    return fitting[0] if fitting else value.fields[0]


def _opener(fields: Sequence[str | None]) -> str | None:
    """The field that begins each finding: a heading, or the first label of the run that leads to a description."""
    described = [index for index, field in enumerate(fields) if field == "description"]
    if not described:
        return None
    headings = sum(field == HEADING for field in fields)
    if headings >= max(1, 0.7 * len(described)):
        return HEADING
    if len(described) == 1:
        return "description"
    between = {field for field in fields[described[0] + 1 : described[-1]] if field}
    first = described[0]
    while first > 0 and fields[first - 1] in between and fields[first - 1] not in fields[first : described[0]]:
        first -= 1
    return fields[first]
