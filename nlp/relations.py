"""How the company stands to an organisation that a sentence names, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.clauses import cues, is_turned, overlaps
from nlp.deeds import is_done_for_company
from nlp.organisations import BETWEEN_NAMES, Mention
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.voice import Voice
from nlp.vouching import DEED, NOTHING, SOURCE, SUBJECT, UNKNOWN_REACH, VOUCHING
from nlp.whose import JOINED, whose_relation

MENTION = "mention"
# How far a relation reaches to a name, in tokens, and what a token of distance costs.
REACH = 14
CLOSE_REACH = 3
CITED_REACH = 5
COST = 0.012
# What opens with so many capitalised words is set as a title.
LONGEST_TITLE = 12
# ... and what stands in brackets between an organisation and its paper.
LONGEST_ASIDE = 18
# A relation counts from this weight on.
ENOUGH = 0.55
# What an organisation that is only named beside the company is worth, and how long such a sentence is at most.
NAMED = 0.56
LONGEST_NAMED = 45
NO_PARTNER = frozenset({"negated", "hypothetical"})
# ... and to a body that is mostly cited from this one.
SURE = 0.7
# What a relation of the company's suppliers weighs less.
OF_SUPPLIERS = 0.2
# After a word for suppliers or partners: names of such follow, or others beside them.
LISTING = BETWEEN_NAMES | {
    "such",
    "including",
    "like",
    ":",
    "include",
    "includes",
    "are",
    "organisation",
    "organisations",
}
# Who takes part in what an organisation leads, or does so through one, is no member of it by that.
BY_ANOTHER = ("by", "through", "via")
FINITE = ("VBD", "VBZ", "VBP")
# Words that end a list of names and tell of one of them.
LEADING_ON = frozenset(
    "that which who whose where operates operated provides is was are were has have had established created".split()
)
# What stands between two names of which the second tells of the first: ", an initiative hosted by the ...".
DESCRIBING = re.compile(
    r"^\W*(?:\w+\W+)?[,—–(-]\s*(?:an?|the|which|that|who)\b[^;]*\b(?:of|by|between|includes?|including|with)\s*(?:the\s*)?$",
    re.I,
)
# The same after a name that nobody knows: "the Harbour Pact, a forum hosted by the ...".
DESCRIBED = re.compile(
    r"[A-Z]\w+\W{1,3}(?:an?|the)\s[^,;]*\b(?:forum|initiative|coalition|alliance|network|program(?:me)?|association|"
    r"organi[sz]ation|charity|partnership|group|council)\b[^,;]*\b(?:of|by)\s*(?:the\s*)?$"
)
INSTRUMENT = re.compile(
    r"(?:’s|'s|’)?\s*(?:\([^)]*\)\s*)?"
    r"(?:(?-i:[A-Z])\w+ |\d+ |core |fundamental |labou?r |eight |ten |standards? of ){0,4}"
    r"(?:standards?|conventions?|declarations?|principles|guidelines?|guidance|definitions?|indicators?|codes?|"
    r"index|reports?|recommendations?|resolutions?|regulations?|norms|treaties|covenants?)\b",
    re.I,
)


class Relation(NamedTuple):
    """How the company stands to an organisation, the rule and the words that say so, and how sure it is."""

    value: str
    rule: str
    words: str
    weight: float
    hit: Hit | None = None


def relation_to(pipeline: Pipeline, reading: Reading, mention: Mention, voice: Voice) -> Relation | None:
    """How the company stands to what is named; None where the sentence does not say."""
    if "hypothetical" in cues(reading) or (reading.is_parsed and _describes_another(reading, mention)):
        return None
    found_here = list(_deeds(pipeline, reading, mention, voice))
    is_later = reading.is_parsed and _is_later_subject(reading, mention)
    if _is_about_company(pipeline, reading, mention, voice) and not is_later:
        found_here += _relations(pipeline, reading, mention)
    best: Relation | None = None
    for found in found_here:
        if best is None or found.weight > best.weight:
            best = found
    if best is None or best.weight < ENOUGH:
        return _named(pipeline, reading, mention, voice)
    is_instrument = _is_instrument(reading, mention)
    is_sure = best.value not in (MENTION, "other") and best.weight > SURE
    is_quoted = is_instrument or not is_sure or _is_source(reading, mention)
    if mention.is_cited and best.value not in JOINED and is_quoted:
        return None
    if best.value == MENTION:
        return None if is_instrument or _is_source(reading, mention) else best._replace(value="other")
    if best.value == "member" and _owns_next(reading, mention):
        return best._replace(value="partner")
    is_of_paper = is_instrument and not (mention.is_cited and best.value == "signatory")
    return best._replace(value="other") if is_of_paper else best


def _named(pipeline: Pipeline, reading: Reading, mention: Mention, voice: Voice) -> Relation | None:
    """The company speaks of itself and of an organisation in words that no rule knows: mostly they work together.

    That is not so of a source, a paper, a body of states, or where the sentence denies.
    """
    if not voice.is_company or not mention.is_known or mention.is_cited or not NO_PARTNER.isdisjoint(cues(reading)):
        return None
    speaks = bool(reading.named("own")) or any(
        token.lower_ in pipeline.language.words("first_person") for token in reading.doc
    )
    name = reading.doc[mention.end - 1].lower_
    is_paper = _is_instrument(reading, mention) or name in pipeline.language.words("not_organisations")
    is_apart = any(hit.rule.value in (SOURCE, NOTHING) for hit in reading.hits(SUBJECT))
    if not speaks or is_paper or is_apart or len(reading.doc) > LONGEST_NAMED:
        return None
    return Relation("other", "named", "", NAMED)


def _deeds(pipeline: Pipeline, reading: Reading, mention: Mention, voice: Voice) -> Iterator[Relation]:
    """What the organisation does for the company."""
    for hit in reading.hits(SUBJECT):
        if DEED not in hit.rule.flags or (not mention.is_known and "known" in hit.rule.flags):
            continue
        if is_done_for_company(pipeline, reading, hit, mention, voice):
            words = reading.span(hit).text.lower()
            yield Relation(hit.rule.value or "other", hit.rule.id, words, hit.rule.weight, hit)


def _relations(pipeline: Pipeline, reading: Reading, mention: Mention) -> Iterator[Relation]:
    for hit in reading.hits(SUBJECT):
        if hit.rule.value in (SOURCE, NOTHING) or DEED in hit.rule.flags or _is_part_of_name(reading, hit, mention):
            continue
        if hit.rule.value == MENTION and not mention.is_listed:
            continue
        if "over" not in hit.rule.flags and any(
            overlaps(hit, seeming) and seeming.end <= mention.start for seeming in reading.hits(SUBJECT, NOTHING)
        ):
            continue
        weight = _reach(pipeline, reading, hit, mention)
        if weight is None:
            continue
        role = whose_relation(pipeline, reading, hit, mention) if reading.is_parsed else "company"
        if role == "company":
            yield Relation(hit.rule.value or "other", hit.rule.id, reading.span(hit).text.lower(), weight, hit)
        elif role == "suppliers" and mention.is_known and not mention.is_cited:
            # "Our suppliers are members of Sedex": the company works through it, and is no member.
            loss = 0.0 if hit.rule.value == MENTION else OF_SUPPLIERS
            yield Relation("other", hit.rule.id, reading.span(hit).text.lower(), weight - loss, hit)


def _is_about_company(pipeline: Pipeline, reading: Reading, mention: Mention, voice: Voice) -> bool:
    own = bool(reading.named("own"))
    if not voice.is_company:
        called = pipeline.language.words("company_called")
        return own or (
            voice.is_meant and any(t.lower_ in called and reading.doc[t.i - 1].lower_ == "the" for t in reading.doc)
        )
    speaks = own or any(token.lower_ in ("we", "our", "us", "i") for token in reading.doc)
    listed = reading.sentence.kind == "list_item" or not any(
        token.tag_ in ("VBZ", "VBP", "VBD") for token in reading.doc if reading.is_parsed
    )
    # "The alliance was founded by the institute" tells nothing of the company.
    led_by_another = any(name.start <= 1 for name in reading.named("organisation") if name.start != mention.start)
    is_served = any(hit.rule.value == "operator" and hit.start >= mention.end for hit in reading.hits(SUBJECT))
    return speaks or ((listed or is_served or mention.start > 2) and not led_by_another)


def _is_part_of_name(reading: Reading, hit: Hit, mention: Mention) -> bool:
    """Whether the words of a relation are part of a name: "Energy Partners Europe", "Finance Against Slavery"."""
    if any(name.kind != "country" and name.start <= hit.start < name.end for name in reading.names):
        return True
    if mention.start <= hit.start < mention.end:
        return True
    first, before = reading.doc[hit.start], reading.doc[max(0, hit.start - 1)]
    return (
        first.i > 1
        and first.text[0].isupper()
        and before.text[0].isupper()
        and not all(token.text[0].isupper() for token in reading.doc[:LONGEST_TITLE] if len(token) > 3)
    )


def _reach(pipeline: Pipeline, reading: Reading, hit: Hit, mention: Mention) -> float | None:
    """The weight of a relation at the distance of the name; None where it does not reach it."""
    if hit.start < mention.end and mention.start < hit.end:
        between = range(0)
    elif hit.end <= mention.start and "before" not in hit.rule.flags:
        between = range(hit.end, mention.start)
    elif hit.start >= mention.end and ("near" in hit.rule.flags or "before" in hit.rule.flags):
        between = range(mention.end, hit.start)
    else:
        return None
    if is_turned(reading.doc, between.start, between.stop) or _leads_elsewhere(pipeline, reading, between):
        return None
    if hit.rule.value in JOINED and any(
        t.tag_ in FINITE or t.lower_ in BY_ANOTHER for t in reading.doc[between.start : between.stop]
    ):
        return None
    named = {i for name in reading.named("organisation") for i in range(name.start, name.end)}
    distance = sum(i not in named and reading.doc[i].lower_ not in BETWEEN_NAMES for i in between)
    if not mention.is_known and (hit.rule.weight < VOUCHING or "known" in hit.rule.flags):
        return None
    return None if distance > _furthest(hit, mention) else hit.rule.weight - COST * distance


def _furthest(hit: Hit, mention: Mention) -> int:
    if "touching" in hit.rule.flags:
        return 0
    if "close" in hit.rule.flags:
        return CLOSE_REACH
    if not mention.is_known:
        return UNKNOWN_REACH
    return CITED_REACH if mention.is_cited else REACH


def _leads_elsewhere(pipeline: Pipeline, reading: Reading, between: range) -> bool:
    """Whether a relation ends before a name: "... work with Unseen, which operates the helpline" ends at the
    first, as the names are not listed one after the other; "work with suppliers certified by ..." at suppliers."""
    suppliers = pipeline.language.words("suppliers")
    if any(reading.doc[i].lower_ in suppliers and reading.doc[i + 1].lower_ not in LISTING for i in between):
        return True
    names = [n for n in reading.named("organisation") if between.start <= n.start and n.end <= between.stop]
    return bool(names) and any(t.lower_ in LEADING_ON for t in reading.doc[names[-1].end : between.stop])


def _describes_another(reading: Reading, mention: Mention) -> bool:
    """Whether a name only tells of another: "joined the forum, an initiative of the institute"."""
    before = [name for name in reading.named("organisation") if name.end <= mention.start]
    if DESCRIBED.search(reading.doc[: mention.start].text):
        return True
    if not before:
        return False
    if DESCRIBING.search(reading.doc[before[-1].end : mention.start].text):
        return True
    if all(token.lower_ in BETWEEN_NAMES for token in reading.doc[before[-1].end : mention.start]):
        # One of several that are listed: what holds for the one before holds for it.
        return _describes_another(reading, mention._replace(start=before[-1].start, end=before[-1].end))
    others = {i for name in before for i in range(name.start, name.end)}
    token = reading.doc[mention.start : mention.end].root
    path = [token]
    while token.head.i != token.i and token.dep_ not in ("nsubj", "conj", "poss", "compound") and len(path) < 8:
        token = token.head
        if token.i in others:
            # In "works with A, B and C" each name hangs on the one before it.
            return any(step.dep_ in ("acl", "relcl") for step in path)
        path.append(token)
    return False


def _is_later_subject(reading: Reading, mention: Mention) -> bool:
    """Whether all that is said before a name ends there: "By training workers, the institute helps ..."."""
    root = reading.doc[mention.start : mention.end].root
    verb = root.head
    if root.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ == "relcl" or verb.i < mention.end:
        return False
    before = [token for token in reading.doc[max(0, mention.start - 2) : mention.start] if token.lower_ != "the"]
    if not before or before[-1].text != ",":
        return False
    return not any(hit.start >= mention.end and "near" in hit.rule.flags for hit in reading.hits(SUBJECT))


def _owns_next(reading: Reading, mention: Mention) -> bool:
    """Whether what the company joins is not the organisation but one of it: "the forum's Data Partnership"."""
    return reading.doc[mention.end : mention.end + 1].text in ("’s", "'s", "’") and any(
        name.start == mention.end + 1 for name in reading.named("organisation")
    )


def _is_instrument(reading: Reading, mention: Mention) -> bool:
    """Whether not the organisation is meant but a paper of it: "ILO core conventions", "the ETI Base Code"."""
    after = reading.doc[mention.end : mention.end + LONGEST_ASIDE].text
    return bool(INSTRUMENT.match(" " + after if not after.startswith(("’", "'")) else after))


def _is_source(reading: Reading, mention: Mention) -> bool:
    return any(
        abs(hit.start - mention.end) <= 4 or abs(mention.start - hit.end) <= 4 for hit in reading.hits(SUBJECT, SOURCE)
    )
