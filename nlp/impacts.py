"""What happened to people, and whether a passage says that it did.

The rules of `impacts.toml` find who did what to whom. What stands before such words in their clause decides
whether they tell an event: one that is denied, forbidden, asked about, prevented or only feared has not
thereby happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from nlp.clauses import TURNS, cues, overlaps
from nlp.managed import is_told
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.text import Source

SUBJECT = "impacts"
UNHARMED = "(unharmed)"
# A passage tells an impact from this weight on.
ENOUGH = 0.55
# What begins a new clause after a comma.
PARTING = ("and", "but", "so", "which", "who", "they", "he", "she", "it")
# How far before an event the words that undo it may stand, in tokens.
REACH = 12
NEGATED_WITHIN = 8
# A text is about work if one in so many of its sentences names a workplace or a business, and wholly so
# if one in so few does.
ONE_IN = 5
WHOLLY_ONE_IN = 3
# Shorter passages are mostly cells of tables, which say little of what a text is about.
PROSE = 6

# Tags of verbs, in finite form and in any (Penn Treebank).
FINITE = ("VBD", "VBP", "VBZ", "MD")
VERBS = ("VB", "MD", "TO")
# What speaks for an impact.
REPORTED = 0.06
COUNTED = 0.06
TOGETHER = 0.06
HEADED = 0.06
# What speaks against it, by what stands before it in its clause.
UNDONE = 0.45
PLANNED = 0.35
HEDGED = 0.08
# ... and by where it stands.
ASKED = 0.5
COMMANDED = 0.45
DEFINED = 0.4
RULE_OF_A_POLICY = 0.3
OWN_VOICE = 0.04


class Context(NamedTuple):
    """What must be known of the text beside the sentence: whose it is, and whether it is about work."""

    is_own_voice: bool
    is_policy: bool
    is_about_work: bool
    is_wholly_about_work: bool


class Impact(NamedTuple):
    """An event that a passage tells. `is_hedged`: it may happen, or is only feared."""

    hit: Hit
    weight: float
    is_hedged: bool


def context_of(pipeline: Pipeline, readings: Sequence[Reading], source: Source) -> Context:
    """The context of the sentences of a text."""
    setting = _words(pipeline, "setting")
    prose = [reading for reading in readings if len(reading.doc) >= PROSE]
    naming = sum(not setting.isdisjoint(_lower(reading.doc)) for reading in prose)
    return Context(
        source.is_own_voice,
        source.is_policy,
        is_about_work=naming * ONE_IN >= len(prose),
        is_wholly_about_work=naming * WHOLLY_ONE_IN >= len(prose),
    )


def impacts(pipeline: Pipeline, reading: Reading, context: Context) -> list[Impact]:
    """The impacts that a passage tells, the surest first.

    Before the passage is parsed these are those that may be told; a parse can only take some away.
    """
    hits = reading.hits(SUBJECT)
    events = [hit for hit in hits if hit.rule.value != UNHARMED and not _is_unharmed(hit, hits)]
    events = [hit for hit in events if is_about_work(pipeline, reading, context, "setting" in hit.rule.flags)]
    if not events:
        return []
    base = _base(pipeline, reading, events, context)
    found = [_told(pipeline, reading, hit, base, context) for hit in events]
    return sorted(
        (impact for impact in found if impact.weight >= ENOUGH), key=lambda impact: (-impact.weight, impact.hit.start)
    )


def issues_of(found: Sequence[Impact]) -> list[str]:
    """The issues of impacts, each once, the surest first."""
    named = [value for impact in found for value in (impact.hit.rule.value, *impact.hit.rule.values) if value]
    return list(dict.fromkeys(named))


def is_about_work(pipeline: Pipeline, reading: Reading, context: Context, wholly: bool = False) -> bool:
    """Whether a passage speaks of work or of a business, or stands in a text that does."""
    if context.is_wholly_about_work or (context.is_about_work and not wholly):
        return True
    setting = _words(pipeline, "setting")
    heading = (reading.sentence.heading or "").lower().split()
    return not setting.isdisjoint(_lower(reading.doc)) or not setting.isdisjoint(heading)


def _is_unharmed(hit: Hit, hits: Sequence[Hit]) -> bool:
    return any(other.rule.value == UNHARMED and overlaps(hit, other) for other in hits)


def _base(pipeline: Pipeline, reading: Reading, events: Sequence[Hit], context: Context) -> float:
    """What speaks for and against all events of a passage alike."""
    words = set(_lower(reading.doc))
    weight = 0.0
    weight += REPORTED if not _words(pipeline, "reported").isdisjoint(words) else 0.0
    weight += COUNTED if any(token.like_num for token in reading.doc) or words & _words(pipeline, "counted") else 0.0
    weight += TOGETHER if len({hit.rule.id for hit in events}) > 1 else 0.0
    weight -= OWN_VOICE if context.is_own_voice else 0.0
    weight -= RULE_OF_A_POLICY if context.is_policy else 0.0
    weight -= ASKED if reading.doc.text.rstrip("\"'”’) ").endswith("?") else 0.0
    weight -= DEFINED if "definition" in cues(reading) else 0.0
    weight -= COMMANDED if _is_command(reading) or _is_count(reading) else 0.0
    weight += (
        HEADED if reading.sentence.heading and pipeline.heading_values("issues", reading.sentence.heading) else 0.0
    )
    return weight


def _told(pipeline: Pipeline, reading: Reading, hit: Hit, base: float, context: Context) -> Impact:
    before = _before(reading.doc, hit)
    weight = hit.rule.weight + base
    if _is_undone(pipeline, reading, hit, before):
        weight -= UNDONE
    if not before.isdisjoint(_words(pipeline, "future")):
        weight -= PLANNED
    if _is_purpose(reading, hit):
        weight -= COMMANDED
    is_hedged = _is_hedged(pipeline, reading.doc, hit)
    weight -= HEDGED if is_hedged else 0.0
    return Impact(hit, weight, is_hedged)


def _is_undone(pipeline: Pipeline, reading: Reading, hit: Hit, before: frozenset[str]) -> bool:
    """Whether the event is denied, forbidden, prevented, taught or only asked about."""
    inside = set(_lower(reading.doc[hit.start : hit.end]))
    if not (before | inside).isdisjoint(_words(pipeline, "modals")):
        return True
    if not before.isdisjoint(_words(pipeline, "norms") | _words(pipeline, "undoing")):
        return True
    if "lack" not in hit.rule.flags and not inside.isdisjoint(_words(pipeline, "not")):
        return True
    begin = max(_clause_start(reading.doc, hit), hit.start - NEGATED_WITHIN - 1)
    negations = {cue.start for cue in reading.hits("cues", "negated")}
    negations |= {token.i for token in reading.doc[begin : hit.start] if token.lower_ in _words(pipeline, "denied")}
    return any(begin <= at < hit.start and not _is_parted(reading.doc, at, hit.start) for at in negations)


def _is_parted(doc: Doc, start: int, end: int) -> bool:
    """Whether a comma and a new subject or verb stand between: "..., and no licence was found"."""
    return any(token.text == "," and doc[token.i + 1].lower_ in PARTING for token in doc[start : end - 1])


def _is_hedged(pipeline: Pipeline, doc: Doc, hit: Hit) -> bool:
    """Whether it "may" happen; what people "could not" do has happened to them."""
    hedges = _words(pipeline, "hedges")
    refused = _words(pipeline, "not")
    return any(
        token.lower_ in hedges and not (token.i + 1 < len(doc) and doc[token.i + 1].lower_ in refused)
        for token in doc[_clause_start(doc, hit) : hit.end]
    )


def _is_command(reading: Reading) -> bool:
    """ "Return the passports", "Site to repay them": what is to be done, as cells of corrective actions say it."""
    if not reading.is_parsed:
        return False
    if reading.doc[0].tag_ == "VB":
        return True
    verb = next((token for token in reading.doc if token.tag_.startswith(VERBS)), None)
    is_told = any(token.tag_ in FINITE for token in reading.doc)
    return verb is not None and (
        (verb.tag_ == "TO" and verb.i > 0) or (verb.tag_ == "VBG" and verb.i == 0 and not is_told)
    )


def _is_count(reading: Reading) -> bool:
    """ "Number of workers injured": what is counted, as cells of tables name it."""
    return reading.is_parsed and bool(reading.hits("risk", "measures")) and not is_told(reading.doc)


def _is_purpose(reading: Reading, hit: Hit) -> bool:
    """ "To report wage theft, call this number": what stands before the main clause is only what for."""
    doc = reading.doc
    opens = reading.is_parsed and len(doc) > 1 and doc[0].tag_ == "TO" and doc[1].tag_ == "VB"
    return opens and not any(token.text == "," or token.tag_ in FINITE for token in doc[: hit.start])


def _before(doc: Doc, hit: Hit) -> frozenset[str]:
    return frozenset(_lower(doc[_clause_start(doc, hit) : hit.start]))


def _clause_start(doc: Doc, hit: Hit) -> int:
    """Where the clause of an event begins, as far as it is asked about."""
    start = hit.start
    while start > max(0, hit.start - REACH) and doc[start - 1].lower_ not in TURNS:
        start -= 1
    return start


def _lower(tokens: object) -> list[str]:
    return [token.lower_ for token in tokens]  # type: ignore[attr-defined]


def _words(pipeline: Pipeline, name: str) -> frozenset[str]:
    return frozenset(pipeline.language.subjects[SUBJECT].words[name])
