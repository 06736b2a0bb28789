"""Whether a risk is only the object of a method: what is assessed or addressed is not thereby there."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from nlp.pipeline import Hit, Pipeline, Reading

SUBJECT = "risk"
# How many words up the tree are asked whether they manage the risk.
GOVERNORS = 6
# The flag of words that tell what is missing: they are no name of what could be managed.
LACK = "lack"
# What says that something is so or came about, and not that it is a risk.
HAPPENING = ("happens", "event")
# Tags of verbs in finite form (Penn Treebank).
TOLD = ("VBD", "VBZ", "VBP")
FINITE = (*TOLD, "MD")
AUXILIARY = ("aux", "auxpass")
# Clauses that only say which ones are meant: "suppliers that face higher risks complete a form".
RESTRICTING = ("relcl", "acl")
# Clauses of which nobody says that they are so: "to assess whether there is a risk".
ASKING = ("whether", "where", "how", "which", "what", "if")
CLAUSES = ("ccomp", "advcl", "pcomp", "xcomp", "acl", "relcl")


def is_managed(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """Whether something is done about the risk that these words name, and no more is said of it.

    Goes up the tree from the word "risk" (or the head of what matched): a verb inside what matched, or a
    word that says that something is so, ends the search, unless its clause only says which ones are meant.
    """
    words = pipeline.language.subjects[SUBJECT].words
    if hit.rule.value == "names" and reading.doc[0].lower_ in words["managing"]:
        return True
    if not reading.is_parsed or LACK in hit.rule.flags:
        return False
    span = reading.span(hit)
    if hit.rule.value in HAPPENING and span[0].tag_ in ("VB", "VBP") and span[0].lower_ in words["managing"]:
        return True
    start = _start(reading, hit, frozenset(words["risk"]))
    if hit.rule.value in HAPPENING and start.tag_ in TOLD and not _only_means(start):
        return False
    is_aside = False
    for governor in list(start.ancestors)[:GOVERNORS]:
        if hit.rule.value == "asserts" and hit.start <= governor.i < hit.end and governor.lower_ not in words["acting"]:
            if _is_stated(governor):
                return False
            is_aside = is_aside or _is_asked(governor)
            continue
        if _tells(governor, words["telling"]) or _rates(governor, words["rating"]):
            return False
        if governor.lower_ in words["managing"]:
            return hit.rule.value not in HAPPENING or governor.lower_ not in words["using"]
        if governor.lower_ in words["stating"]:
            if not _only_means(governor):
                return False
            is_aside = is_aside or _is_asked(governor)
    return is_aside and hit.rule.value == "asserts" and not is_told(reading.doc)


def is_remedied(pipeline: Pipeline, reading: Reading, hit: Hit) -> bool:
    """ "... contributes to the eradication of slavery": the words that matched hold their own undoing."""
    words = pipeline.language.subjects[SUBJECT].words["remedying"]
    return hit.rule.id == "causes" and any(token.lower_ in words for token in reading.span(hit))


def opens_with_action(doc: Doc, is_item: bool) -> bool:
    """Whether a parsed passage opens with what is done: "Train all sites", and an item "Closely monitoring them"."""
    opening = next((token for token in doc if not token.tag_.startswith("RB") and token.is_alpha), doc[0])
    return opening.tag_ == "VB" or (is_item and opening.tag_ == "VBG" and not is_told(doc))


def is_told(doc: Doc) -> bool:
    """Whether the main verb of a parsed passage is finite."""
    return any(
        token.tag_ in FINITE and (token.dep_ == "ROOT" or (token.dep_ in AUXILIARY and token.head.dep_ == "ROOT"))
        for token in doc
    )


def _is_stated(verb: Token) -> bool:
    """Whether a verb is finite and heads a clause that says something, not only which ones are meant."""
    if _only_means(verb):
        return False
    return verb.tag_ in FINITE or any(child.dep_ in AUXILIARY for child in verb.children)


def _only_means(verb: Token) -> bool:
    """Whether the clause of a verb only says which ones are meant, or what is asked."""
    return (verb.dep_ == "relcl" and verb.tag_ != "VBD") or _is_asked(verb)


def _start(reading: Reading, hit: Hit, risk: frozenset[str]) -> Token:
    span = reading.span(hit)
    return next((token for token in span if token.lower_ in risk), span.root)


def _tells(governor: Token, telling: tuple[str, ...]) -> bool:
    """Whether a verb reports a fact: "unions report that pickers are vulnerable"."""
    return governor.lower_ in telling and any(child.dep_ == "ccomp" for child in governor.children)


def _rates(governor: Token, rating: tuple[str, ...]) -> bool:
    """Whether a verb gives a verdict: "was assessed as having a high risk"."""
    is_verdict = governor.lower_ in rating and governor.dep_ not in RESTRICTING
    return is_verdict and any(child.lower_ == "as" for child in governor.children)


def _is_asked(verb: Token) -> bool:
    """Whether the clause of a verb opens with a word of asking, and so says nothing by itself."""
    return verb.dep_ in CLAUSES and any(
        token.lower_ in ASKING for token in verb.doc[verb.left_edge.i : verb.i] if token.head in (verb, *verb.children)
    )
