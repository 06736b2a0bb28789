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
    """What the company says in this sentence, as a clause about "it"; None where it must be quoted.

    "We will repay all fees." -> "it will repay all fees"
    """
    text = LEADING.sub("", " ".join(quote.split())).rstrip(" .;")
    rest = _after_subject(text, company)
    if rest is None or ELLIPSIS.strip() in text or "?" in text or ":" in text:
        return None
    words = rest.split(" ")
    adverbs = []
    while words and words[0].lower() in ADVERBS:
        adverbs.append(words.pop(0))
    if not words:
        return None
    verb = _third_person(words[0])
    if verb is None:
        return None
    tail = _of_third_person(" ".join(words[1:]))
    return None if tail is None else _joined_verbs(" ".join(["it", *adverbs, verb, tail]).strip())


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
    "began built carried chose drew gave held kept led made met paid put ran saw sent set spoke spent took taught told undertook wrote".split()
)


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _joined_verbs(clause: str) -> str:
    """ "it reviews and update": the verb after "and" agrees with its neighbour, if both are plain presents."""
    first = re.match(r"it (?:\w+ )*?(\w+)s\b", clause)
    if not first:
        return clause
    return re.sub(
        r"^(it (?:\w+ly )?\w+s(?:,? \w+)*?) and (\w+)\b",
        lambda m: f"{m.group(1)} and {_with_s(m.group(2))}" if m.group(2) in PRESENT and len(m.group(1).split()) == 2 else m.group(),
        clause,
    )


def excerpt(quote: str, around: Sequence[str] = ()) -> str:
    """The quote, or the part of it around the words that it was found for, at a word's length."""
    words = quote.split()
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
