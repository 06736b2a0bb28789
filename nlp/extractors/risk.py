"""Risks: sentences that say that an impact on people exists, has happened or may happen.

A sentence is weighed: what says that there is a risk speaks for it, what turns the risk into the object
of a policy, a process, a duty or a negation speaks against it. The weights stand in `risk.toml`.
"""

from __future__ import annotations

from typing import NamedTuple

from nlp.clauses import cues, is_turned, overlaps, reaches
from nlp.impacts import PROSE, Context, Impact, context_of, impacts, is_about_work, issues_of
from nlp.issues import GENERIC, NAME, named_issues, specific_issues
from nlp.managed import is_managed, is_remedied, is_told, opens_with_action
from nlp.match import Match
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.text import Source

# A sentence counts as a risk from this weight on.
ENOUGH = 0.55
# What words of another kind add or take.
TOGETHER = 0.08
SHORTEST = 4
LONGEST = 140
# A list item that is longer tells more than what the risk is.
LONGEST_ITEM = 20
# A text is about people's rights if one in so many of its sentences names an issue.
ONE_ISSUE_IN = 8
# How near to what happens an issue must be named, in tokens.
NEAR = 8
NEAR_NAME = 3
# Issues that every sentence of a modern slavery statement names.
VAGUE = ("modern-slavery", "human-rights")

# Whose rights an impact touches where the passage names nobody, by the flag of its rule.
WORKERS = "workers"
RIGHTSHOLDERS = {"workers": WORKERS, "communities": "local communities"}
LINKAGES = ("cause", "contribute", "directly_linked")
ALL_TIERS = "(all)"
# What speaks against a risk, by cue.
AGAINST = {
    "prohibited": 0.6,
    "required": 0.4,
    "definition": 0.45,
    "hypothetical": 0.4,
    "conditional": 0.2,
    "law": 0.08,
}


class _Weighed(NamedTuple):
    weight: float
    rule: str
    words: tuple[str, ...]
    is_actual: bool
    is_asserted: bool


def extract(pipeline: Pipeline, readings: list[Reading], source: Source) -> list[Match]:
    """The risks among these sentences."""
    context = context_of(pipeline, readings, source)
    is_on_rights = _is_on_rights(readings)
    candidates = [
        reading
        for reading in readings
        if _has_length(reading) and not _is_title(pipeline, reading) and _may_weigh_enough(pipeline, reading, context)
    ]
    pipeline.parse(candidates)
    matches = []
    for reading in candidates:
        issues = named_issues(reading)
        told = impacts(pipeline, reading, context)
        spoken = _weighed(pipeline, reading, issues)
        if spoken and not (issues or is_on_rights or _stands_under_issues(pipeline, reading)):
            spoken = None
        if spoken and not spoken.is_asserted and not _concerns_business(pipeline, reading, context):
            spoken = None
        weighed = _surest(spoken, told)
        if weighed and weighed.weight >= ENOUGH:
            matches.append(_match(pipeline, reading, issues, weighed, told))
    return matches


def _may_weigh_enough(pipeline: Pipeline, reading: Reading, context: Context) -> bool:
    """Whether a sentence can be a risk once it is parsed, which mostly only takes from its weight."""
    if impacts(pipeline, reading, context):
        return True
    weighed = _weighed(pipeline, reading, named_issues(reading)) if _may_be_risk(reading) else None
    return weighed is not None and weighed.weight >= ENOUGH - TOGETHER


def _is_on_rights(readings: list[Reading]) -> bool:
    """Whether a text is about people's rights, so that a risk of which it says no more is one to them.

    An annual report speaks of many risks to the business beside.
    """
    prose = [reading for reading in readings if len(reading.doc) >= PROSE]
    naming = sum(bool(named_issues(reading)) for reading in prose)
    return naming * ONE_ISSUE_IN >= len(prose)


def _stands_under_issues(pipeline: Pipeline, reading: Reading) -> bool:
    above = (*reading.sentence.headings[-2:], reading.sentence.lead_in)
    return any(NAME not in values for line in above if line and (values := pipeline.heading_values("issues", line)))


def _concerns_business(pipeline: Pipeline, reading: Reading, context: Context) -> bool:
    """Whether what others report has to do with work or a business, and is not of the world at large."""
    return context.is_own_voice or is_about_work(pipeline, reading, context, wholly=True)


def _has_length(reading: Reading) -> bool:
    long_enough = reading.sentence.kind == "list_item" or len(reading.doc) >= SHORTEST
    return long_enough and len(reading.doc) <= LONGEST


def _is_title(pipeline: Pipeline, reading: Reading) -> bool:
    heading = reading.sentence.heading
    return heading is not None and "titles" in pipeline.heading_values("risk", heading)


def _may_be_risk(reading: Reading) -> bool:
    if reading.hits("risk", "asserts") or reading.hits("risk", "names"):
        return True
    if reading.sentence.kind == "list_item" and reading.sentence.lead_in:
        return True
    spoken = reading.hits("risk", "happens") or reading.hits("risk", "event")
    return bool(spoken and reading.hits("issues"))


def _weighed(pipeline: Pipeline, reading: Reading, issues: list[Hit]) -> _Weighed | None:
    """What speaks for a risk less what speaks against it; None where nothing speaks for it."""
    excluded = reading.hits("risk", "excludes")
    excluded += [] if specific_issues(issues) else reading.hits("risk", "concerns_business")
    said = [
        hit
        for value in ("asserts", "names")
        for hit in reading.hits("risk", value)
        if not any(overlaps(hit, name) for name in excluded) and not is_remedied(pipeline, reading, hit)
    ]
    asserted = [hit for hit in said if not is_managed(pipeline, reading, hit)]
    near = {
        value: [
            hit
            for hit in reading.hits("risk", value)
            if _is_near(hit, issues)
            and not any(overlaps(hit, name) for name in excluded)
            and not is_managed(pipeline, reading, hit)
        ]
        for value in ("happens", "event")
    }
    happening, events = near["happens"], near["event"]
    if not _has_verb(reading):
        asserted = [hit for hit in asserted if hit.rule.value == "asserts"]
        happening = []
    listed = _lead_in_hit(pipeline, reading) if specific_issues(issues) else None
    spoken = [*asserted, *happening, *events, *([listed] if listed else [])]
    best = max(spoken, key=lambda hit: hit.rule.weight, default=None)
    if best is None:
        return None
    weight = best.rule.weight
    weight += 0.1 if specific_issues(issues) else 0.05 if issues else 0.0
    weight += TOGETHER * (len({bool(asserted), bool(happening), bool(events)}) - 1)
    weight += 0.1 if any(hit.rule.value == "names" for hit in asserted) and events else 0.0
    weight += 0.08 if _stands_under_risks(pipeline, reading) else 0.0
    weight -= _against(reading, best, issues)
    words = tuple(dict.fromkeys(reading.span(hit).text.lower() for hit in (best, *issues[:4])))
    return _Weighed(weight, best.rule.id, words, _is_fact(reading, best), bool(asserted))


def _is_fact(reading: Reading, best: Hit) -> bool:
    """Whether what decides is told as a fact, and no "may" or "risk" stands before or soon after it."""
    if best.rule.value != "event" and "actual" not in best.rule.flags:
        return False
    return not any(hit.start < best.end + NEAR for hit in reading.hits("cues", "possible"))


def _surest(spoken: _Weighed | None, told: list[Impact]) -> _Weighed | None:
    """What decides: the words that say there is a risk, or what is told to have happened."""
    if not told or (spoken and spoken.weight >= max(told[0].weight, ENOUGH)):
        return spoken
    return _Weighed(told[0].weight, told[0].hit.rule.id, (), True, False)


def _is_near(hit: Hit, issues: list[Hit]) -> bool:
    """Whether an issue is named close by; the mere name of modern slavery must stand closer."""
    return any(
        issue.start - hit.end < near and hit.start - issue.end < near
        for issue in issues
        for near in (NEAR_NAME if issue.rule.id in VAGUE else NEAR,)
    )


def _has_verb(reading: Reading) -> bool:
    return not reading.is_parsed or any(token.tag_.startswith(("VB", "MD")) for token in reading.doc)


def _lead_in_hit(pipeline: Pipeline, reading: Reading) -> Hit | None:
    """What the lead-in of a list item says of it: "The audits found the following issues:"."""
    if reading.sentence.kind != "list_item" or not reading.sentence.lead_in:
        return None
    if len(reading.doc) > LONGEST_ITEM or reading.hits("risk", "process") or _is_sentence(reading):
        return None
    rules = pipeline.rules_in("risk", reading.sentence.lead_in)
    if any(rule.value == "leads_to_actions" for rule in rules):
        return None
    return next((Hit(rule, 0, 1) for rule in rules if rule.value == "introduces"), None)


def _is_sentence(reading: Reading) -> bool:
    """Whether an item is a sentence by itself, which must say by itself that there is a risk."""
    return reading.is_parsed and reading.doc[-1].text == "." and is_told(reading.doc)


def _against(reading: Reading, best: Hit, issues: list[Hit]) -> float:
    weight = sum(AGAINST.get(cue, 0.0) for cue in cues(reading))
    spots = [best.start, *(hit.start for hit in issues if not is_turned(reading.doc, hit.end, best.start))]
    # "No sector is immune": what is missing is part of what the words say.
    negations = [hit for hit in reading.hits("cues", "negated") if "lack" not in best.rule.flags]
    if any(reaches(reading, cue, spot, within=10) for cue in negations for spot in spots):
        weight += 0.5
    if any(not _is_outdone(reading, hit) for hit in reading.hits("risk", "lowers")):
        weight += 0.5
    if reading.hits("commitment") and any(hit.start < best.end for hit in reading.hits("cues", "planned")):
        weight += 0.2
    is_part = reading.sentence.kind in ("list_item", "table_cell")
    if reading.is_parsed and opens_with_action(reading.doc, is_part):
        weight += 0.4
    if reading.hits("risk", "measures") and reading.is_parsed and not is_told(reading.doc):
        weight += 0.5
    done = {hit.start for hit in reading.hits("risk", "process")}
    weight += min(0.24, 0.08 * len(done)) if best.rule.value != "asserts" else 0.04 * min(len(done), 2)
    return weight


def _is_outdone(reading: Reading, lowering: Hit) -> bool:
    """Whether a later part of the sentence says that there is a risk: "no cases, but the risk remains high"."""
    return any(
        lowering.end <= hit.start
        and (
            is_turned(reading.doc, lowering.end, hit.start)
            or any(token.text == "," for token in reading.doc[lowering.end : hit.start])
        )
        for hit in reading.hits("risk", "asserts")
    )


def _named_groups(reading: Reading) -> list[str]:
    """The groups that a passage names, each once; workers of a kind ("migrant workers") are not workers besides."""
    hits = reading.hits("rightsholders")
    kinds = [hit for hit in hits if hit.rule.value != WORKERS]
    named = [hit for hit in hits if hit in kinds or not any(_is_kind_of(hit, kind) for kind in kinds)]
    return list(dict.fromkeys(hit.rule.value for hit in named if hit.rule.value))


def _is_kind_of(hit: Hit, kind: Hit) -> bool:
    """Whether the workers of a hit are those of another: "agency staff ... the workers", "women workers"."""
    return WORKERS in (kind.rule.value or "") or overlaps(hit, kind) or 0 <= hit.start - kind.end <= 1


def _stands_under_risks(pipeline: Pipeline, reading: Reading) -> bool:
    heading = (reading.sentence.heading or "").lower()
    return "risk" in heading and "management" not in heading


def _match(pipeline: Pipeline, reading: Reading, issues: list[Hit], weighed: _Weighed, told: list[Impact]) -> Match:
    sentence = reading.sentence
    values = [hit.rule.value for hit in issues if hit.rule.value]
    specific = [*issues_of(told), *(value for value in values if value != GENERIC)]
    if not specific and sentence.heading:
        inherited = pipeline.heading_values("issues", sentence.heading)
        specific = [value for value in inherited if value not in (GENERIC, NAME)]
    named = _named_groups(reading)
    if not named:
        flags = [flag for hit in (*(impact.hit for impact in told), *issues) for flag in hit.rule.flags]
        named = [RIGHTSHOLDERS[flag] for flag in flags if flag in RIGHTSHOLDERS]
    involvement = [hit.rule.value for hit in sorted(reading.hits("involvement"), key=lambda hit: hit.start)]
    tiers = [value for value in involvement if value not in LINKAGES]
    actual = any(not impact.is_hedged for impact in told) or (weighed.is_actual and not told)
    words = (*weighed.words, *(reading.span(impact.hit).text.lower() for impact in told[:3]))
    return Match(
        kind="risk",
        start=sentence.start,
        end=sentence.end,
        rule=f"{pipeline.language.code}.risk.{weighed.rule}",
        cues=tuple(dict.fromkeys((*words, *cues(reading)))),
        attributes={
            "issues": list(dict.fromkeys(specific)),
            "rightsholders": list(dict.fromkeys(named)),
            "countries": list(dict.fromkeys(name.canonical for name in reading.named("country"))),
            "tier": tiers[0] if tiers and ALL_TIERS not in tiers else None,
            "linkage": next((value for value in involvement if value in LINKAGES), None),
            "actuality": "actual" if actual else "potential",
        },
        confidence=min(0.95, round(weighed.weight, 2)),
        heading=sentence.heading,
    )
