"""What only sounds like a promise: what happens, what is denied, and what a text tells of promises.

"This statement sets out how we will train buyers" promises no training, "in 2023 we hired a coach to further
our commitment" tells of a deed, and "the firm continues to grow" is no undertaking.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from nlp.clauses import is_turned
from nlp.pipeline import Hit, Pipeline, Reading
from nlp.subjects import subject_of

SUBJECT = "commitment"
# An adverb or two may stand between "to" and its verb.
NEAR = 3
NEAR_THAN = 4
DENIALS = ("not", "n't", "n’t")


def is_only_told(pipeline: Pipeline, reading: Reading, hit: Hit, verb: Token) -> bool:
    """Whether matched words, and the verb that they go with, promise nothing."""
    flags = hit.rule.flags
    if any(other.rule.value == "other" for other in reading.hits(SUBJECT)):
        return True
    if "as_verb" in flags and not _is_as_verb(reading, hit):
        return True
    if "past" in flags and (verb.tag_ not in ("VBD", "VBN") or any(c.dep_.startswith("aux") for c in verb.children)):
        return True
    if "main" in flags and _is_aside(verb):
        return True
    if "infinitive" in flags and not _leads_to_verb(reading, hit):
        return True
    if _is_happening(pipeline, reading, verb) or _is_compared(pipeline, verb) or _is_hedged(pipeline, verb):
        return True
    if "goal" in flags and any(_is_fulfilled(pipeline, token) for token in reading.span(hit)):
        return True
    if "noun" in flags:
        noun = next((token for token in reading.span(hit) if token.lower_.startswith("commitment")), None)
        return noun is not None and (
            _is_fulfilled(pipeline, noun)
            or _is_taken_for_granted(pipeline, noun)
            or _is_of_others(pipeline, reading, noun)
            or _is_of_deed(noun)
        )
    return ("present" in flags and _is_denied(reading, verb)) or _is_told_of(pipeline, reading, hit, verb)


def _words(pipeline: Pipeline, name: str) -> tuple[str, ...]:
    return pipeline.language.subjects[SUBJECT].words[name]


def _is_as_verb(reading: Reading, hit: Hit) -> bool:
    """Whether the first matched word is a verb here: "we plan to", not "an action plan to", nor a name."""
    own = {index for name in reading.named("own") for index in range(name.start, name.end)}
    # After a name the tagger may take "Acme endeavours" for a noun.
    is_verb = reading.doc[hit.start].tag_.startswith(("VB", "MD")) or hit.start - 1 in own
    return is_verb and hit.start not in own


def _leads_to_verb(reading: Reading, hit: Hit) -> bool:
    """Whether after "goal to" comes what is to be done, and not to whom."""
    last = reading.doc[hit.end - 1]
    if last.lower_ != "to":
        return True
    following = reading.doc[hit.end : hit.end + NEAR]
    return not following or not following[0].is_alpha or any(token.tag_.startswith("VB") for token in following)


def _is_happening(pipeline: Pipeline, reading: Reading, verb: Token) -> bool:
    """Whether a verb tells what will happen to the company, and not what it will do."""
    then = [child for child in verb.children if child.dep_ == "xcomp"]
    if verb.lower_ in _words(pipeline, "lasting") and any(t.lower_ in _words(pipeline, "states") for t in then):
        return True
    return any(
        token.lower_ in _words(pipeline, "happening")
        and reading.doc[token.i + 1 : token.i + 2].text.lower() not in _words(pipeline, "not_happening_before")
        for token in (verb, *then)
    )


def _is_compared(pipeline: Pipeline, verb: Token) -> bool:
    """ "... more than I ever will" and "as we continue to grow" promise nothing; "as we strive to" does."""
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    if "than" in marks or ("as" in marks and verb.lower_ not in _words(pipeline, "efforts")):
        return True
    return verb.tag_ == "MD" and any(token.lower_ == "than" for token in verb.doc[max(0, verb.i - NEAR_THAN) : verb.i])


def _is_hedged(pipeline: Pipeline, verb: Token) -> bool:
    """ "It may mean that our inquiry will be limited" is no plan to limit it."""
    if verb.dep_ != "ccomp":
        return False
    return any(child.tag_ == "MD" and child.lower_ in _words(pipeline, "hedges") for child in verb.head.children)


def _is_fulfilled(pipeline: Pipeline, noun: Token) -> bool:
    """ "We have met our goal to ...": that was one."""
    return noun.tag_.startswith("NN") and noun.head.lower_ in _words(pipeline, "fulfilled")


def _is_taken_for_granted(pipeline: Pipeline, noun: Token) -> bool:
    """Whether a commitment is only named: "given our commitment to ...", "we built a commitment to it in"."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _words(pipeline, "granting"):
        return True
    is_any = any(child.lower_ in ("a", "an") for child in noun.children)
    return is_any and noun.dep_ in ("dobj", "pobj") and noun.head.lower_ not in _words(pipeline, "making")


def _is_of_others(pipeline: Pipeline, reading: Reading, noun: Token) -> bool:
    """Whether a commitment is somebody else's: "their commitment to our code", "suppliers must uphold it"."""
    first = pipeline.language.words("first_person")
    owners = [child for child in noun.children if child.dep_ == "poss"]
    subject = subject_of(noun.head)
    if subject is not None and (subject.tag_ == "WP" or subject.lower_ in _words(pipeline, "bound")):
        return True
    if any(owner.lower_ in _words(pipeline, "their") or owner.lower_ in _words(pipeline, "bound") for owner in owners):
        return True
    is_ours = any(owner.lower_ in first or owner.ent_type_ for owner in owners) or any(
        name.start <= owner.i < name.end for owner in owners for name in reading.named("own")
    )
    return not is_ours and bool(reading.hits("cues", "required"))


def _is_of_deed(noun: Token) -> bool:
    """ "In 2023 we hired a coach to further our commitment": what was done for the sake of a commitment."""
    above = list(noun.ancestors)
    verbs = [token for token in above if token.tag_.startswith("VB")]
    if not verbs:
        return False
    root = above[-1]
    is_perfect = root.tag_ == "VBN" and any(child.dep_ == "aux" for child in root.children)
    if not (is_perfect or root.tag_ == "VBD"):
        return False
    if verbs[0].i == root.i:
        # "As part of our commitment, we moved the cleaning in house."
        return bool(noun.dep_ == "pobj" and noun.i < root.i)
    return verbs[0].dep_ in ("advcl", "acl", "xcomp", "pcomp")


def _is_denied(reading: Reading, verb: Token) -> bool:
    """ "We do not accept responsibility", "neither we nor our Board accept ..."."""
    denied = any(child.lower_ in DENIALS for child in verb.children)
    return denied or any(token.lower_ == "neither" for token in reading.doc[: verb.i])


def _is_told_of(pipeline: Pipeline, reading: Reading, hit: Hit, verb: Token) -> bool:
    """ "This statement sets out the steps that we will take": it tells of them, and promises none."""
    if is_main(verb):
        return False
    root = next((token for token in verb.ancestors if token.dep_ == "ROOT"), verb)
    if verb.dep_ == "relcl" and verb.i < root.i and root.tag_ in ("VBZ", "VBP"):
        # "The help that we will give depends on the case."
        return True
    if any(child.lower_ in _words(pipeline, "how") and child.i < verb.i for child in verb.children):
        return verb.head.lower_ not in _words(pipeline, "showing")
    told = (found for found in reading.hits(SUBJECT, "told") if found.end <= hit.start)
    return any(not is_turned(reading.doc, found.end, hit.start) for found in told)


def _is_aside(verb: Token) -> bool:
    """Whether a verb only qualifies another: "steps that help ensure we are building trust"."""
    if verb.dep_ in ("relcl", "acl") or any(child.dep_ == "mark" for child in verb.children):
        return True
    return bool(verb.dep_ == "ccomp" and verb.head.tag_ == "VB")


def is_main(verb: Token) -> bool:
    """Whether a verb is the main one of its sentence, or joined to it by "and"."""
    return all(token.dep_ in ("ROOT", "conj") for token in _up(verb))


def _up(verb: Token) -> Iterator[Token]:
    yield verb
    while verb.dep_ == "conj":
        verb = verb.head
        yield verb
