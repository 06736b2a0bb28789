"""What is promised by its place: under a lead-in ("we will:"), a heading ("Next steps") or in a table of goals."""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp.pipeline import Pipeline, Reading
from nlp.tables import Cell, Row, rows
from nlp.text import Source

SUBJECT = "commitment"
COLUMNS = "columns"
SHORTEST = 4
SHORTEST_CELL = 3
LONGEST_TITLE = 3
LEAD_INS = ("lead_in", "lead_in_loose", "doing")
# Where a progress column says so, a goal is no longer one.
DONE = re.compile(r"^\W*(?:done|completed?|achieved|closed|met|implemented|delivered)\b", re.I)
NOT_BEGUN = re.compile(r"\b(?:not (?:yet )?(?:started|begun)|planned|to (?:start|begin)|upcoming|pending)\b", re.I)


class Goal(NamedTuple):
    """Why a passage is a goal: the rule (`value` says of which kind), and the words it stands under.

    `due`, `owner` and `progress` are cells of its row; None outside tables.
    """

    rule: str
    value: str
    above: str
    due: str | None = None
    owner: str | None = None
    progress: str | None = None


def goal_of(pipeline: Pipeline, reading: Reading, tables: dict[int, Goal]) -> Goal | None:
    """What makes a passage a goal by its place; `tables` are the goals in tables by where they begin."""
    sentence = reading.sentence
    if not sentence.opens_block:
        return None
    if sentence.start in tables:
        return tables[sentence.start]
    if sentence.kind == "list_item" and sentence.lead_in:
        rules = pipeline.rules_in(SUBJECT, sentence.lead_in)
        if any(rule.value == "no_lead_in" for rule in rules):
            return None
        for rule in sorted(rules, key=lambda rule: rule.value == "lead_in_loose"):
            if rule.value in LEAD_INS:
                return Goal(rule.id, rule.value, f"{sentence.lead_in} {sentence.heading or ''}")
    if sentence.kind in ("list_item", "table_cell", "paragraph"):
        for heading in reversed(sentence.headings[-2:]):
            for rule in pipeline.rules_in(SUBJECT, heading):
                if rule.value == "section":
                    return Goal(rule.id, "section", f"{sentence.lead_in or ''} {heading}")
    return None


def is_goal(pipeline: Pipeline, reading: Reading, goal: Goal) -> bool:
    """Whether a passage in such a place is one in its own words too; it must be parsed."""
    if goal.value == "column":
        return True
    if _is_deed(reading) or _is_title(reading) or _is_pointing(pipeline, reading):
        return False
    if is_about_others(pipeline, reading.sentence.lead_in or ""):
        return False
    match goal.value:
        case "lead_in":
            return True
        case "lead_in_loose":
            return _opens_like_an_action(reading)
        case "doing":
            return bool(reading.doc[0].tag_ == "VBG")
        case _:
            is_item = reading.sentence.kind == "list_item" and len(reading.doc) >= SHORTEST
            return (is_item and not _is_described(reading)) or _opens_like_an_action(reading)


def is_about_others(pipeline: Pipeline, lead_in: str) -> bool:
    """ "Suppliers will:" and "We expect our suppliers to:" introduce duties of others."""
    words = lead_in.lower().replace("’", "'").split()
    others = pipeline.language.subjects[SUBJECT].words["bound"]
    required = any(rule.value == "required" for rule in pipeline.rules_in("cues", lead_in))
    return required or any(word.strip(":,.()") in others for word in words[:6])


def _is_title(reading: Reading) -> bool:
    """Whether an item is a title of those after it: "Fair Wages"."""
    words = [token for token in reading.doc if token.is_alpha]
    return len(reading.doc) <= LONGEST_TITLE and len(words) > 1 and all(word.text[0].isupper() for word in words)


def _is_pointing(pipeline: Pipeline, reading: Reading) -> bool:
    """ "Learn more in our statement" is said to readers."""
    return reading.doc[0].lower_ in pipeline.language.subjects[SUBJECT].words["pointing"]


def _is_deed(reading: Reading) -> bool:
    """Whether an item tells what was done: "Launched a survey", "We held an academy"."""
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    root = next((token for token in reading.doc if token.dep_ == "ROOT"), first)
    done = any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in root.children)
    return first.tag_ in ("VBD", "VBN") or root.tag_ == "VBD" or (root.tag_ == "VBN" and done)


def _is_described(reading: Reading) -> bool:
    """ "The charter, which commits all of us" tells what the charter is."""
    root = next((token for token in reading.doc if token.dep_ == "ROOT"), reading.doc[0])
    return any(word.tag_ == "WDT" and word.lower_ == "which" for child in root.children for word in child.children)


def _opens_like_an_action(reading: Reading) -> bool:
    """ "Expand the audits", "Expanding the audits": how plans are listed under "Next steps"."""
    first = next((token for token in reading.doc if token.is_alpha), reading.doc[0])
    return len(reading.doc) >= SHORTEST and first.tag_ in ("VB", "VBG", "VBP")


def goals_in_tables(pipeline: Pipeline, source: Source) -> dict[int, Goal]:
    """The goals in tables that have a column for them and one for when they are due, by where they begin."""
    found: dict[int, Goal] = {}
    for row in rows(source):
        columns = {head.column: _column_kind(pipeline, head.text) for head in row.header}
        if not {"goal", "due"} <= set(columns.values()):
            continue
        for cell in row.cells:
            if columns.get(cell.column) == "goal" and len(cell.text.split()) >= SHORTEST_CELL:
                goal = _goal_in_row(row, cell, columns)
                if goal:
                    found[cell.start] = goal
    return found


def _goal_in_row(row: Row, cell: Cell, columns: dict[int, str | None]) -> Goal | None:
    beside = {columns.get(other.column): other.text for _, other in row.beside(cell)}
    progress = beside.get("progress")
    if progress and DONE.search(progress):
        return None
    return Goal("goals-table", "column", row.head(cell), beside.get("due"), beside.get("owner"), progress)


def _column_kind(pipeline: Pipeline, header: str) -> str | None:
    """What a column holds: "goal", "due", "owner", "progress"; None where its header does not say."""
    rules = pipeline.rules_in(COLUMNS, header)
    alone = pipeline.language.subjects[COLUMNS].words["due_alone"]
    if header.strip(" :").lower() in alone:
        return "due"
    return rules[0].value if rules else None
