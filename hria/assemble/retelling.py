"""What a company says of itself, told by another, or restated as its own.

Nothing is said that the passage does not say: a sentence that cannot be turned by these few safe steps is
left to be quoted. The words stand in `templates/retelling.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from hria.assemble.wording import CUT, sentence_of, without_note_marks
from hria.resources import data_folder, read_toml


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that sentences are turned by; `turned` are verbs that follow no rule, as they read after "it"."""

    present: frozenset[str]
    past: frozenset[str]
    adverbs: frozenset[str]
    links: tuple[str, ...]
    pointers: tuple[str, ...]
    pointing: tuple[str, ...]
    prepositions: tuple[str, ...]
    objects: tuple[str, ...]
    backward: tuple[str, ...]
    untold: tuple[str, ...]
    turned: dict[str, str]


WORDS = read_toml(data_folder("templates") / "retelling.toml", Words)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})"


# Not "US", the country.
OWN = re.compile(r"\b([Ww]e|us|[Oo]ur|[Oo]urs|[Oo]urselves)\b")
THEIRS = {"our": "its", "ours": "its own", "us": "it", "ourselves": "itself", "we": "it"}
FIRST_PERSON = re.compile(r"^[Ww]e(?=[\s'’])")
# "Should we find", "nor do we": the verb stands before its subject.
INVERTED = re.compile(rf"\b(?:nor|so|{_any(WORDS.turned)}) we\b", re.I)
LINK = re.compile(rf"^{_any(WORDS.links)},\s+")
POINTER = re.compile(
    rf"^(?:{_any(WORDS.pointers)}|{_any(WORDS.prepositions)} {_any(WORDS.pointing)}|\w+ \w+ (?:them|these|those))\b"
)
# "Review and assess the complaints": the beginning of a list of tasks, or of what a slide says.
IMPERATIVE = re.compile(rf"^{_any(WORDS.present)} {_any(WORDS.objects)}\b", re.I)
GERUND = re.compile(r"^\w+ing\b")
# "Responsible Labor Initiative: The initiative is ...": the name of what a line is about, in a list of such.
LABEL = re.compile(r"^[A-Z][^:.;?!]{2,60}: (?=[A-Z])")
FINITE = re.compile(
    rf"\b(?:{_any({*WORDS.turned, *WORDS.present, *WORDS.past})}|{_any(WORDS.present)}e?s|\w{{3,}}ed)\b"
)
BACKWARD = re.compile(rf"\b{_any(WORDS.backward)}\b", re.I)
HELPING = re.compile(rf"\b{_any(WORDS.turned)}\b")
# A second verb that may hang on "we": "it is a member and check the pay slips".
HANGING = re.compile(rf"(?:\band|\bor|\bbut|,)(?: (?:then|{_any(WORDS.adverbs)}))? {_any(WORDS.present)}\b")
UNBENT = re.compile(r"\b(?:will|can|may|must|would|should|could|to|does not|did not)\b")


def reported(quote: str, company: Sequence[str], subject: str = "it") -> str | None:
    """What the company says of itself in this sentence, told by another; None where it must be quoted.

    `company` are its names, the one to use first; `subject` is what it is called where a sentence begins
    with it. "We will repay all fees." -> "it will repay all fees";
    "In 2024 our auditors saw 40 sites." -> "In 2024 Acme plc’s auditors saw 40 sites".
    """
    text = _plain(quote).rstrip(" .;")
    is_told = any(mark in text for mark in (*WORDS.untold, CUT)) or INVERTED.search(text)
    if is_told or not stands_alone(quote):
        return None
    rest = _after_subject(text, company)
    clause = _by_name(text, company[0]) if rest is None else _with_verb(subject, rest)
    return _agreeing(clause, subject) if clause else None


def stands_alone(quote: str) -> bool:
    """Whether a sentence can be read outside its place: whole, and not pointing back."""
    text = _plain(quote)
    begins = text[:1].isupper() or text[:1].isdigit() or text[:1] in '“"‘£$€'
    ends = text.endswith((".", "!", "?", ".”", ".’", '."', ".)"))
    return begins and ends and not (POINTER.match(text) or BACKWARD.search(text)) and _has_subject(text)


def _has_subject(text: str) -> bool:
    """Whether a verb stands after the beginning: "Trained 22 suppliers." and "Keep records." lack a subject."""
    if IMPERATIVE.match(text):
        return False
    rest = text.partition(" ")[2]
    return bool(HELPING.search(rest) if GERUND.match(text) else FINITE.search(rest))


def restated(quote: str) -> str:
    """The company's own sentence, ready for its own statement: no link to what went before, one full stop."""
    return sentence_of(_plain(quote))


def _plain(quote: str) -> str:
    """The sentence on one line, without what links it to the one before and without marks of footnotes."""
    text = without_note_marks(" ".join(quote.split()))
    text = LABEL.sub("", text)
    link = LINK.match(text)
    return text[link.end()].upper() + text[link.end() + 1 :] if link and link.end() < len(text) else text


def _after_subject(text: str, company: Sequence[str]) -> str | None:
    """What follows "We" or a name of the company at the beginning; None where another subject stands there."""
    match = FIRST_PERSON.match(text)
    if match:
        return text[match.end() :].lstrip(" ")
    for name in sorted(company, key=len, reverse=True):
        if re.match(rf"{re.escape(name)}\b", text):
            # "Acme Group plc, based in Leeds, makes ..." has the short name in the long one, but is not about it.
            return text[len(name) + 1 :] if text.startswith(f"{name} ") else None
    return None


def _by_name(text: str, company: str) -> str | None:
    """A sentence in which the company comes later: by its name at first, then as "it"."""
    first = OWN.search(text)
    if first is None:
        return text
    word = first.group().lower()
    before, after = text[: first.start()], text[first.end() :]
    if word == "we":
        return _with_verb(f"{before}{company}", after.lstrip())
    rest = _in_third_person(after)
    if rest is None or word not in ("our", "us"):
        return None
    return f"{before}{genitive(company) if word == 'our' else company}{rest}"


def genitive(name: str) -> str:
    """ "Acme’s", "Brambles’"."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _with_verb(subject: str, rest: str) -> str | None:
    """The subject with what followed "we": adverbs, the verb as it reads after "it", and the rest."""
    words = rest.split(" ")
    count = next((n for n, word in enumerate(words) if word.lower() not in WORDS.adverbs), len(words))
    verb = _third_person(words[count]) if count < len(words) else None
    tail = _in_third_person(" ".join(words[count + 1 :]))
    if verb is None or tail is None:
        return None
    return " ".join((subject, *words[:count], verb, tail)).strip()


def _in_third_person(text: str) -> str | None:
    """The rest of a sentence with "our" as "its"; None where a verb after "we" cannot be turned safely."""
    pieces = re.split(r"\b[Ww]e(?=[\s'’])\s*", text)
    turned = [pieces[0]]
    for piece in pieces[1:]:
        first, _, rest = piece.partition(" ")
        verb = _third_person(first)
        if verb is None:
            return None
        turned.append(f"it {verb} {rest}")
    return OWN.sub(lambda match: THEIRS[match.group().lower()], "".join(turned)).rstrip()


def _third_person(word: str) -> str | None:
    plain = word.lower()
    if plain in WORDS.turned:
        return WORDS.turned[plain]
    if plain in WORDS.present:
        return _with_s(plain)
    is_bent = plain.endswith("ed") or plain in WORDS.past or (plain[-1:] == "s" and plain[:-1] in WORDS.present)
    return plain if is_bent else None


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _agreeing(clause: str, subject: str = "it") -> str | None:
    """ "it reviews and update" as "it reviews and updates"; None where a later verb may hang on "we"."""
    second = re.compile(rf"(\b(?:{re.escape(subject)}|it) (?:\w+ly )?\w+s (?:and|or) )(\w+)\b")
    clause = second.sub(lambda found: found[1] + (_with_s(found[2]) if found[2] in WORDS.present else found[2]), clause)
    hanging = HANGING.search(clause)
    return None if hanging and not UNBENT.search(clause[: hanging.start()]) else clause
