"""Words for drafts: what a company says of itself turned into what is reported of it, quotes cut to their
point, lists, dates and numbers written out.

Nothing is said that the passage does not say: a sentence that cannot be turned by these few safe steps is
quoted instead.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

# A quote longer than this, in words, is cut around what it was found for.
LONGEST_QUOTE = 42
ELLIPSIS = " […] "
ABBREVIATED = " […]"

# First words after "we" or the company's name, and how they read after "it".
VERBS = {
    "are": "is", "have": "has", "do": "does", "don't": "does not", "don’t": "does not", "were": "was", "'re": "is", "’re": "is",
    "'ve": "has", "’ve": "has", "'ll": "will", "’ll": "will", "will": "will", "shall": "will", "may": "may", "can": "can", "must": "must",
    "could": "could", "is": "is", "has": "has", "does": "does", "was": "was", "had": "had", "did": "did", "would": "would", "should": "should",
}  # fmt: skip
# Present-tense verbs of this field, whose third person is safe to write.
PRESENT = frozenset(
    "accept acknowledge adhere adopt aim apply aspire assess audit ask believe build carry collaborate commit communicate comply "
    "conduct consider consult continue contribute convene develop do encourage endeavour endorse engage ensure evaluate expect follow "
    "fund hold honour identify implement include integrate intend introduce invest invite involve join keep look maintain make manage "
    "map measure monitor offer operate oversee participate partner pay plan pledge prioritise prohibit promote protect provide publish "
    "recognise recruit reject remain remediate report require respect review run screen seek set share source strive submit subscribe "
    "affect allow answer arise belong call cause come complete cover depend describe distinguish employ exist face form happen help hope "
    "know lead lie live need obey own play produce protect reach receive rely sell stand take tell "
    "support take target track train treat undertake update uphold use value verify visit want welcome work".split()
)
ADVERBS = frozenset("also regularly actively currently therefore further continuously only always annually now fully still strongly".split())
OWN = re.compile(r"\b(we|us|our|ours|ourselves)\b", re.I)
THEIRS = {"our": "its", "ours": "its own", "us": "it", "ourselves": "itself", "we": "it"}
FIRST_PERSON = re.compile(r"^(?:At [A-Z][\w’' ]+, )?(?:[Ww]e|I)(?=[\s'’])")
LEADING = re.compile(
    r"^(?:In addition|Additionally|Furthermore|Moreover|However|Therefore|As such|Accordingly|Also|Further|Finally|Consequently|"
    r"For example|For instance|To that end|Indeed|Importantly|Similarly|Likewise|Nevertheless|As a result),\s+"
)


def reported(quote: str, company: Sequence[str]) -> str | None:
    """What the company says of itself in this sentence, told by another; None where it must be quoted.

    `company` are its names, the one to use first. "We will repay all fees." -> "It will repay all fees";
    "In 2024 our auditors saw 40 sites." -> "In 2024 Acme plc’s auditors saw 40 sites".
    """
    text = LEADING.sub("", without_note_marks(" ".join(quote.split()))).rstrip(" .;")
    if any(mark in text for mark in UNTOLD) or ELLIPSIS.strip() in text or not stands_alone(f"{text}."):
        return None
    rest = _after_subject(text, company)
    if rest is None:
        return _named(text, company[0])
    words = rest.split(" ")
    adverbs = []
    while words and words[0].lower() in ADVERBS:
        adverbs.append(words.pop(0))
    verb = _third_person(words[0]) if words else None
    if verb is None:
        return None
    tail = _of_third_person(" ".join(words[1:]))
    return None if tail is None else _agreeing(" ".join(["it", *adverbs, verb, tail]).strip())


# Marks that turn what a sentence tells into someone's words, a question or a list.
UNTOLD = ("?", "“", "”", '"', " I ", "I’", "I'")


def _named(text: str, company: str) -> str | None:
    """A sentence in which "we" comes later: the company by name at first, then as "it"."""
    first = OWN.search(text)
    if first is None:
        return text
    word = first.group().lower()
    before, after = text[: first.start()], text[first.end() :].lstrip()
    if word == "we":
        verb, _, rest = after.partition(" ")
        adverbs = []
        while verb.lower() in ADVERBS:
            adverbs.append(verb)
            verb, _, rest = rest.partition(" ")
        turned = _third_person(verb)
        tail = _of_third_person(rest)
        if turned is None or tail is None:
            return None
        return _agreeing(" ".join((before + company, *adverbs, turned, tail)).strip())
    tail = _of_third_person(after)
    if tail is None or word not in ("our", "us"):
        return None
    name = f"{company}’s" if word == "our" else company
    gap = "" if tail[:1] in (",", ".", ";", "") else " "
    return _agreeing(f"{before}{name}{gap}{tail}")


def without_note_marks(text: str) -> str:
    """The text without the raised digits that lead to footnotes."""
    return re.sub(r"\s*[⁰¹²³⁴-⁹]+", "", text).strip()


def _of_third_person(text: str) -> str | None:
    """The rest of the sentence with "our" as "its"; None where a verb after "we" cannot be turned safely."""
    pieces = re.split(r"\b([Ww]e)(?=[\s'’])\s*", text)
    turned = [pieces[0]]
    for piece in pieces[2::2]:
        first, _, rest = piece.partition(" ")
        verb = _third_person(first)
        if verb is None:
            return None
        turned.append(f"it {verb} {rest}")
    return OWN.sub(lambda match: THEIRS[match.group().lower()], "".join(turned)).rstrip()


def _after_subject(text: str, company: Sequence[str]) -> str | None:
    match = FIRST_PERSON.match(text)
    if match:
        return text[match.end() :].lstrip(" ")
    for name in sorted(company, key=len, reverse=True):
        if text.startswith(f"{name} "):
            return text[len(name) + 1 :]
    return None


def _third_person(word: str) -> str | None:
    plain = word.lower()
    if plain in VERBS:
        return VERBS[plain]
    if plain in PRESENT:
        return _with_s(plain)
    if plain.endswith("ed") or (plain.endswith("s") and plain[:-1] in PRESENT) or plain in PAST:
        return plain
    return None


PAST = frozenset(
    "became began bought brought built came carried chose cut drew fell felt found gave got grew held kept knew led left lost made met "
    "paid put ran read rose said saw sent set sold sought spent spoke took taught thought told understood undertook withdrew won wrote".split()
)


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


# A second verb that hangs on "we": "it is a member and check the pay slips".
HANGING = re.compile(r"(?:\band|\bor|\bbut|,)(?: (?:also|then|" + "|".join(sorted(ADVERBS)) + r"))? (" + "|".join(sorted(PRESENT)) + r")\b")


def _agreeing(clause: str) -> str | None:
    """ "it reviews and update" as "it reviews and updates"; None where a later verb may hang on "we"."""
    first = re.match(r"it (?:\w+ly )?\w+s (?:and|or) (\w+)\b", clause)
    if first and first.group(1) in PRESENT:
        clause = f"{clause[: first.start(1)]}{_with_s(first.group(1))}{clause[first.end(1) :]}"
    hanging = HANGING.search(clause)
    has_modal = re.search(r"\b(?:will|can|may|must|would|should|could|to|does not|did not)\b", clause[: hanging.start()]) if hanging else None
    return None if hanging and not has_modal else clause


# Openings that point back to a sentence that a quote leaves behind.
ANAPHORIC = re.compile(
    r"^(?:(?:This|These|Those|That|They|He|She|His|Her|Their|Its|Such|Both|Neither|None of them|Each of them|Some of them|"
    r"All of them|Most of them|The latter|The former|The same|Others?|Another|Here|Then|It|As such|"
    r"(?:In|At|By|For|To|Of|From|With|Through|As part of|During|Under|On|After|Since) (?:this|these|that|those|them|such))\b)"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|can|may|must|do|does|did|could|should|would|"
    r"\w{3,}ed|" + "|".join(sorted(PRESENT | PAST)) + r")\b|\b(?:" + "|".join(sorted(PRESENT)) + r")(?:e?s)\b"
)


def stands_alone(quote: str) -> bool:
    """Whether a sentence can be read outside its place: whole, and not pointing back."""
    text = LEADING.sub("", without_note_marks(" ".join(quote.split())))
    is_whole = text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"‘£$€"
    return is_whole and not text.endswith((":", ";", ",")) and not ANAPHORIC.match(text) and bool(FINITE.search(text))


def restated(quote: str) -> str:
    """The company's own sentence, ready to stand in its own statement: no leading connective, one full stop."""
    return sentence_of(LEADING.sub("", without_note_marks(" ".join(quote.split()))))


def excerpt(quote: str, around: Sequence[str] = ()) -> str:
    """The quote, or the part of it around the words that it was found for, at a word's length."""
    words = without_note_marks(quote).split()
    if len(words) <= LONGEST_QUOTE:
        return " ".join(words)
    plain = [re.sub(r"\W+", "", word).lower() for word in words]
    keys = {re.sub(r"\W+", "", part).lower() for cue in around for part in cue.split() if len(part) > 4}
    hits = [index for index, word in enumerate(plain) if word in keys]
    middle = hits[len(hits) // 2] if hits else 0
    start = max(0, min(middle - LONGEST_QUOTE // 2, len(words) - LONGEST_QUOTE))
    end = start + LONGEST_QUOTE
    cut = " ".join(words[start:end])
    return f"{'[…] ' if start else ''}{cut}{ABBREVIATED if end < len(words) else ''}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Parts as one writes them in a sentence: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "one document", "14 documents"."""
    word = NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"
    return f"{word} {noun if number == 1 else plural or noun + 's'}"


MONTHS = "January February March April May June July August September October November December".split()


def in_words(date: datetime.date) -> str:
    """ "31 March 2026"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def deadline_in_words(iso: str) -> str:
    """A deadline as one says it: "31 March 2026", "the end of 2026" where it is the last day of a year."""
    date = datetime.date.fromisoformat(iso)
    return f"the end of {date.year}" if (date.month, date.day) == (12, 31) else in_words(date)


def sentence_of(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = text.strip()
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":", "”", "…", "]")) else f"{text}."
