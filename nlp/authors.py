"""Who wrote somebody else's paper, where the company had a hand in it: a survey that the company paid for."""

from __future__ import annotations

import re

from nlp.listings import Listed
from nlp.organisations import Mention, Naming, is_own
from nlp.pipeline import Pipeline, Reading
from nlp.proper_names import bare, known_as
from nlp.relations import Relation
from nlp.text import Source

SUBJECT = "author"
# How much of a text says by whom it is, in characters.
BEGINNING = 3000
WEIGHT = 0.75


def author_working_for_company(
    pipeline: Pipeline, readings: list[Reading], naming: Naming, source: Source
) -> list[Listed]:
    """The author of a paper that is not the company's, with the sentence that says what the company did for it."""
    if source.is_own_voice:
        return []
    written = re.search(pipeline.language.file(SUBJECT).expression("written_by"), source.text[:BEGINNING])
    if not written:
        return []
    name = bare(written.group("name"))
    name = next((n.canonical for n in pipeline.names_in("organisation", name)), known_as(pipeline, name) or name)
    if is_own(name, naming):
        return []
    for reading in readings:
        hits = reading.hits(SUBJECT)
        if hits and reading.named("own"):
            rule = hits[0].rule
            relation = Relation(rule.value or "partner", rule.id, reading.span(hits[0]).text.lower(), WEIGHT)
            mention = Mention(name, 0, 0, is_listed=name in pipeline.known_names("organisation").values())
            return [Listed(reading, mention, relation)]
    return []
