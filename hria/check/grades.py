"""Whether a passage is specific: what in it a reader could hold the company to."""

from __future__ import annotations

import re

from hria.check.checked import Passage
from hria.check.lines import is_apart
from hria.check.words import pattern, without_gaps, words
from hria.country import country_names
from hria.document import Evidence
from hria.finding import Disclosure, Finding
from hria.framework import Answer
from hria.mapping import NONE_FOUND

# Fewer words are no evidence, and somewhat more say nothing specific.
SHORTEST_EVIDENCE = 3
SHORTEST = 6
# A passage of which so much is left open says nothing yet.
MOST_OPEN = 0.25
# What describes a company is specific by figures, places and names; deeds say nothing there.
DESCRIPTIVE = frozenset(("structure", "operations", "supply_chains"))
MOST_SHOWN = 4
# What a passage shows where a law may be answered by saying that there was nothing.
NIL = "said that there was nothing to remedy"
# Numbers of registration say nothing.
NUMBERED = re.compile(r"\b(?:ACN|ABN|ARSN|No\.?)[: ]*[\d ]{6,}")
# Nor do the names of laws.
STATUTE = re.compile(
    r"(?<![\w’-])(?:[A-Z][\w’-]*,?(?: (?:and|of|at|in|the|&|\([\w ]+\)))* )+(?:Act|Law|Regulations?)\b"
    r"(?: (?:19|20)\d\d)?(?: \(\w+\))?"
)


def is_evidence(quote: str, heading: str | None) -> bool:
    """Whether a passage can be evidence: not a law's own words, an index, a definition or a gap."""
    text = " ".join(quote.split())
    plain = without_gaps(text)
    if is_open(text, plain) or len(text.split()) < SHORTEST_EVIDENCE:
        return False
    return not is_apart(heading) and not pattern(*words().not_evidence).search(text.strip(" •–-"))


def is_open(text: str, blanked: str) -> bool:
    """Whether so much of a passage is left open that it says nothing yet; `blanked` is the same without gaps."""
    return len(blanked.split()) < len(text.split()) * (1 - MOST_OPEN)


def passage_of(finding: Finding, answer: Answer | None, stance: str, is_beside: bool = False) -> Passage:
    """A finding as a passage that speaks to a requirement, with what makes it specific; one that only stands
    beside what is asked (on assessing risk, where the risks are asked for) is generic."""
    reason = _reason(finding, answer)
    if stance == "contradicts":
        shows: tuple[str, ...] = ()
    elif is_nil(finding):
        shows = (NIL,) if answer and NONE_FOUND in answer.aspects else ()
    else:
        shows = () if is_beside else tuple(_shown(finding.evidence, frozenset(answer.topics if answer else ())))
    return Passage(
        evidence=finding.evidence,
        reason=reason,
        confidence=finding.confidence,
        shows=shows,
        is_planned=stance == "planned",
        is_against=stance == "contradicts",
    )


def is_nil(finding: Finding) -> bool:
    """Whether a passage only says that there was nothing: what it names is no deed, and no figure of one."""
    attributes = finding.attributes
    return isinstance(attributes, Disclosure) and NONE_FOUND in attributes.aspects


def _reason(finding: Finding, answer: Answer | None) -> str:
    if isinstance(finding.attributes, Disclosure):
        asked = set(answer.topics + answer.aspects) if answer else set()
        said = [*finding.attributes.topics, *finding.attributes.aspects]
        told = [word for word in said if not asked or word in asked]
        return f"{', '.join(word.replace('_', ' ') for word in told)} ({finding.rule})"
    return f"{finding.kind} ({finding.rule})"


def _shown(evidence: Evidence, topics: frozenset[str]) -> list[str]:
    """What makes a passage specific, in words: figures, dates, names, places and concrete actions."""
    told = words().specific
    text = STATUTE.sub(" ", NUMBERED.sub(" ", without_gaps(" ".join(evidence.quote.split()))))
    if len(text.split()) < SHORTEST:
        return []
    is_descriptive = bool(topics) and topics <= DESCRIPTIVE
    found = _figures(text)
    if "supply_chains" not in topics:
        found += _names(text, "policy" in topics)
    if places := _places(text):
        found.append(f"place {places[0]}" + (f" and {len(places) - 1} more" if len(places) > 1 else ""))
    is_wish = pattern(told.wishes).search(text)
    if not is_descriptive:
        is_open = bool(pattern(told.condition).search(text))
        if not is_wish and not is_open and (deed := pattern(told.deeds).search(text)):
            found.append(f"action “{deed.group().lower()}”")
        if practice := pattern(told.practices).search(text):
            found.append(f"measure “{practice.group().lower()}”")
    if is_wish and not any(one.startswith(("figure", "measure")) for one in found):
        return []
    return found[:MOST_SHOWN]


def _figures(text: str) -> list[str]:
    told = words().specific
    dates = [match.group() for match in pattern(told.date).finditer(text)]
    found = []
    for match in pattern(told.figure).finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        written = match.group().strip(" .,")
        if pattern(told.not_figure).search(before) or any(written in date for date in dates) or len(written) > 24:
            continue
        if re.fullmatch(r"\d", written) and not re.match(r"\s+[a-z]", text[match.end() :]):
            continue
        found.append(f"figure {written}")
    return found[:2] + [f"date {date}" for date in dates[:1]]


def _names(text: str, is_on_policies: bool) -> list[str]:
    """Names of organisations, programmes and, where policies are asked for, of policies."""
    told = words().specific
    found = [
        match.group()
        for match in pattern(told.name).finditer(text)
        if not pattern(told.not_name).search(match.group())
        and match.group() not in country_names()
        and (is_on_policies or not pattern(told.policy).search(text[match.start() : match.end() + 9]))
    ]
    return [f"name {found[0]}"] if found else []


def _places(text: str) -> list[str]:
    words_in = set(re.findall(r"\b[A-Z][\w.’-]+(?: [A-Z][\w.’-]+)?\b", text)) | set(
        re.findall(r"\b[A-Z][a-z]+\b", text)
    )
    return sorted({country for written, country in country_names().items() if written in words_in})
