"""How the company stands to an organisation that a sentence names, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from nlp.clauses import cues, is_turned, overlaps
from nlp.organisations import BETWEEN_NAMES, NOTHING, SOURCE, SUBJECT, UNKNOWN_REACH, VOUCHING, Mention
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.subjects import actor_of
from nlp.text import Source

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
# A name follows these without another verb in between.
JOINED = ("member", "founder", "signatory")
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


def relation_to(pipeline: Pipeline, reading: Reading, mention: Mention, source: Source) -> Relation | None:
    """How the company stands to what is named; None where the sentence does not say."""
    if not _is_about_company(reading, mention, source) or "hypothetical" in cues(reading):
        return None
    if reading.is_parsed and (_describes_another(reading, mention) or _is_later_subject(reading, mention)):
        return None
    best: Relation | None = None
    for found in _relations(pipeline, reading, mention):
        if best is None or found.weight > best.weight:
            best = found
    if best is None or best.weight < ENOUGH:
        return None
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


def _relations(pipeline: Pipeline, reading: Reading, mention: Mention) -> Iterator[Relation]:
    for hit in reading.hits(SUBJECT):
        if hit.rule.value in (SOURCE, NOTHING) or _is_part_of_name(reading, hit, mention):
            continue
        if any(overlaps(hit, seeming) and seeming.end <= mention.start for seeming in reading.hits(SUBJECT, NOTHING)):
            continue
        weight = _reach(pipeline, reading, hit, mention)
        if weight is None:
            continue
        role = _whose(pipeline, reading, hit, mention) if reading.is_parsed else "company"
        if role == "company":
            yield Relation(hit.rule.value or "other", hit.rule.id, reading.span(hit).text.lower(), weight, hit)
        elif role == "suppliers" and mention.is_known and not mention.is_cited:
            # "Our suppliers are members of Sedex": the company works through it, and is no member.
            loss = 0.0 if hit.rule.value == MENTION else OF_SUPPLIERS
            yield Relation("other", hit.rule.id, reading.span(hit).text.lower(), weight - loss, hit)


def _is_about_company(reading: Reading, mention: Mention, source: Source) -> bool:
    own = bool(reading.named("own"))
    if not source.is_own_voice:
        return own
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


def _whose(pipeline: Pipeline, reading: Reading, hit: Hit, mention: Mention) -> str:
    """Whose relation it is: the "company"'s, its "suppliers"' or "another"'s."""
    if hit.rule.value in JOINED and _is_of_suppliers(pipeline, reading, hit):
        return "suppliers"
    token = reading.span(hit).root
    while True:
        owner = _owner(pipeline, reading, token)
        if owner:
            return owner
        if token.tag_.startswith("VB") or token.dep_ in ("nsubj", "nsubjpass") or token.head.i == token.i:
            break
        token = token.head
        if _is_other_name(reading, token, mention):
            return "another"
    if not token.tag_.startswith("VB"):
        return "company"
    if token.dep_ == "acl" and _is_other_name(reading, _described(token), mention):
        return "another"
    return _whose_deed(pipeline, reading, token, hit, mention)


def _is_of_suppliers(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """Whether suppliers stand nearer before a membership than the company does: "we ask suppliers to join"."""
    for token in reversed(reading.doc[: hit.start]):
        if token.text in (";", ")", "•", ":"):
            return False
        follows = reading.doc[token.i + 1].text
        is_own = any(name.start <= token.i < name.end for name in reading.named("own"))
        if token.lower_ in ("we", "i") or (is_own and follows not in ("-", "’s", "'s", "’")):
            return False
        if token.lower_ in ("our", "my") and token.i >= hit.start - 2:
            return False
        if token.lower_ in pipeline.language.words("suppliers"):
            return True
    return False


def _owner(pipeline: Pipeline, reading: Reading, noun: Token) -> str | None:
    """Whose a noun is: "our membership", "their partner"; None where nobody's."""
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if any(_is_company(pipeline, reading, owner) for owner in owners):
        return "company"
    return "another" if any(owner.lower_ in ("their", "his", "her") for owner in owners) else None


def _whose_deed(pipeline: Pipeline, reading: Reading, verb: Token, hit: Hit, mention: Mention) -> str:
    """Whose relation a verb tells of, by its subject."""
    actor = actor_of(pipeline, reading, verb)
    suppliers = pipeline.language.words("suppliers")
    if actor.role != "other" or actor.head is None or _is_ordinary(reading, actor.head):
        return "company"
    if hit.start <= actor.head.i < hit.end or actor.head.lower_ in pipeline.language.words("own_people"):
        return "company"
    if actor.head.lower_ in suppliers:
        return "suppliers"
    is_named = mention.start <= actor.head.i < mention.end
    return "company" if is_named and "near" in hit.rule.flags else "another"


def _is_ordinary(reading: Reading, token: Token) -> bool:
    """Whether a word only looks like an organisation: "HRWG" may be the company's own working group."""
    return any(name.is_common and name.start <= token.i < name.end for name in reading.named("organisation"))


def _is_company(pipeline: Pipeline, reading: Reading, token: Token) -> bool:
    if token.lower_ in pipeline.language.words("first_person"):
        return True
    return any(name.start <= token.i < name.end for name in reading.named("own"))


def _described(verb: Token) -> Token:
    """What a participle describes in the end: in "the forum, an initiative run by X" the forum."""
    noun: Token = verb.head
    while noun.dep_ == "appos" and noun.head.i != noun.i:
        noun = noun.head
    return noun


def _is_other_name(reading: Reading, token: Token, mention: Mention) -> bool:
    return any(
        name.start <= token.i < name.end and name.start != mention.start and not name.is_common
        for name in reading.named("organisation")
    )


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
