"""What a number counts: the noun after it, or what the words before it are a sum or share of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from nlp.numerals import Numeral
from nlp.pipeline import Reading

LONGEST = 14
# What may stand between a number and its noun, by the tags of the Penn Treebank.
WITHIN = frozenset(
    (
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "VBG",
        "VBN",
        "POS",
        "HYPH",
        "CD",
        "RBS",
        "FW",
        "PRP$",
        "AFX",
        "``",
        "''",
    )
)
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
ENDS = re.compile(r"[;:!?()\[\]•|]|\.$")
VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "TO", "WDT", "WP"))
SKIPPED = frozenset("of the our their its his her these those all this that each such in a an to for on".split())


class Measure(NamedTuple):
    """`unit` is the noun that is counted, "%", a currency or "x"; `text` says what is counted or shared."""

    unit: str
    text: str | None


@lru_cache(maxsize=8)
def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(patterns)})$", re.I)


def measure_of(
    reading: Reading, numeral: Numeral, units: tuple[str, ...], not_counted: frozenset[str]
) -> Measure | None:
    """What a number of this sentence counts; None where it counts nothing that could be a figure."""
    doc = reading.doc
    after = _tokens_after(doc, numeral.end)
    if numeral.kind == "money":
        return Measure(numeral.currency or "", _share_text(doc, numeral, after))
    if numeral.kind == "percent":
        return Measure("%", _share_text(doc, numeral, after))
    if numeral.kind == "multiple":
        return Measure("x", _before_text(doc, numeral) or _after_text(after))
    noun = _noun_phrase(after)
    if noun is None:
        return _bare(doc, numeral, after)
    first, last = noun
    head = doc[last].text.lower()
    if head in not_counted or doc[first].lower_ in not_counted:
        return None
    if head == "number" and doc[last + 1 : last + 2].text == "of" and (counted := _noun_phrase(list(doc[last + 2 :]))):
        # "357 Total number of suppliers", as a chart prints it.
        first, last = counted
        head = doc[last].text.lower()
    text = doc[first : last + 1].text
    if _whole(units).match(doc[first].lower_):
        of = doc[last + 1 : last + 3]
        rest = _of_phrase(doc, last + 1) if len(of) and of[0].lower_ == "of" else None
        return Measure(doc[first].lower_, rest or _before_text(doc, numeral) or text)
    if len(doc) > last + 1 and doc[last + 1].lower_ == "of":
        text = f"{text} of {_of_phrase(doc, last + 1) or ''}".strip()
    return Measure(head, text)


def labelled(label: Reading, numeral: Numeral) -> Measure:
    """What a number printed by itself counts, by the line beside it."""
    tokens = list(label.doc)
    of = next(
        (i for i, token in enumerate(tokens[:4]) if token.lower_ == "of" and tokens[i - 1].lower_ == "number"), None
    )
    noun = _noun_phrase(tokens if of is None else tokens[of + 1 :])
    text = " ".join(label.sentence.text.split())
    units = {"money": numeral.currency or "", "percent": "%", "multiple": "x"}
    head = label.doc[noun[1]].text.lower() if noun else ""
    return Measure(units.get(numeral.kind, head), text)


def _tokens_after(doc: Doc, offset: int) -> list[Token]:
    return [token for token in doc if token.idx >= offset]


def _noun_phrase(after: list[Token]) -> tuple[int, int] | None:
    """The tokens (first, last) of the noun that follows a number at once."""
    start = 0
    while start < len(after) and (
        after[start].lower_ in ("of", "the", "our", "these", "those", "their", "its", "such", "or", "so", "+")
        or after[start].text in "-–"
    ):
        start += 1
        if start > 3:
            return None
    end, last = start, None
    while end < len(after) and end - start < 8:
        token = after[end]
        if token.text == "(" and last is None:
            # "300 direct (“Tier 1”) suppliers"
            closing = next((i for i in range(end, min(end + 6, len(after))) if after[i].text == ")"), None)
            if closing is None:
                break
            end = closing + 1
            continue
        shared = [other.tag_ for other in after[end + 1 : end + 3]]
        if (
            token.lower_ in ("and", "or")
            and last is not None
            and after[last].tag_ == "NN"
            and shared in (["JJ", "NNS"], ["NN", "NNS"])
        ):
            # "600 office and technical workers"
            last = end + 2
            break
        joins = (
            token.lower_ in ("and", "or", "&", ",", "/")
            and end + 1 < len(after)
            and last is not None
            and after[last].tag_ not in NOUNS
        )
        is_name = token.text[:1].isupper() and token.is_alpha
        if (token.tag_ not in WITHIN and not joins and not is_name) or (
            end > start and any(map(str.isdigit, token.text))
        ):
            break
        if token.tag_ in ("CD", "PRP$") and last is not None:
            break
        if token.tag_ in NOUNS:
            last = end
        end += 1
    if last is None:
        return None
    # "Suppliers Globally": capitals hide what is no noun.
    plurals = [i for i in range(start, last + 1) if after[i].tag_ in ("NNS", "NNPS")]
    if plurals and after[last].text[:1].isupper() and after[start].text[:1].isupper():
        last = plurals[-1]
    return after[start].i, after[last].i


def _of_phrase(doc: Doc, of: int) -> str | None:
    """The noun after "of", as written."""
    noun = _noun_phrase(list(doc[of + 1 :]))
    return doc[noun[0] : noun[1] + 1].text if noun else None


def _share_text(doc: Doc, numeral: Numeral, after: list[Token]) -> str | None:
    """What a share or a sum is of: the words after it to the end of the clause, else those before it."""
    following = _after_text(after)
    if following and not re.match(
        r"(?:and|or|,|by|from|to|as|compared|versus|vs|a|per|respectively|(?:in|during|since"
        r"|for)\s+(?:\w+\s+){0,2}(?:FY|\d))\b",
        following,
    ):
        return following
    return _before_text(doc, numeral) or following


def _after_text(after: list[Token]) -> str | None:
    taken: list[Token] = []
    for token in after:
        if (
            ENDS.search(token.text)
            or (token.text in (",", "–", "—") and taken)
            or (token.like_num and taken and taken[-1].lower_ in ("and", ",", "to", "or"))
        ):
            break
        taken.append(token)
        if len(taken) >= LONGEST:
            break
    while taken and (
        taken[-1].lower_ in SKIPPED
        or taken[-1].lower_ in ("and", "or", "by", "with", "from", "at", "than", "over", "about")
    ):
        taken.pop()
    while taken and taken[0].text in (",", "-", "–", "—", "/", "+"):
        taken.pop(0)
    return _joined(taken) if any(token.is_alpha for token in taken) else None


def _before_text(doc: Doc, numeral: Numeral) -> str | None:
    taken: list[Token] = []
    for token in reversed([token for token in doc if token.idx + len(token) <= numeral.start]):
        if ENDS.search(token.text) or (token.like_num and token.tag_ == "CD" and taken):
            break
        taken.insert(0, token)
        if len(taken) >= LONGEST:
            break
    while taken and (
        not taken[-1].is_alpha
        or taken[-1].tag_ in ("IN", "RB", "JJR", "DT", "TO", "CC", "RBR")
        or taken[-1].lower_ in ("over", "than", "about")
    ):
        taken.pop()
    while taken and not taken[0].is_alpha:
        taken.pop(0)
    return _joined(taken) if any(token.is_alpha for token in taken) else None


def _bare(doc: Doc, numeral: Numeral, after: list[Token]) -> Measure | None:
    """A number that stands for its noun ("Forty-seven were admissible", "of whom 12 in Chile")."""
    following = next((token for token in after if token.text not in ('"', "”")), None)
    before = _before_text(doc, numeral)
    if numeral.is_word and numeral.value < 5 and numeral.kind != "ratio":
        is_subject = following is not None and following.tag_ in ("VBD", "VBP") and not before
        return Measure("", _after_text(after)) if is_subject else None
    if following is None or following.is_punct:
        return Measure("", before) if before else Measure("", None)
    return Measure("", _after_text(after) or before)


def _joined(tokens: list[Token]) -> str:
    text = "".join(token.text_with_ws for token in tokens).strip()
    return re.sub(r"\s+", " ", text)
