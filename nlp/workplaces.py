"""Where an event happened and whose workplace it was: companies, sites and places, as a text names them.

Companies are told by their legal form or by what stands beside a name ("workers of Acme Precision", "Acme's mine");
unions, authorities and newspapers are none. Words and expressions stand in `languages/<code>/incident.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from nlp.language import RuleFile, language

SUBJECT = "incident"
ARTICLE = re.compile(r"^(?:The|A|An|At|In|On|But|And|When|While|After|For|As|According to)\s+")
# A company that stands so far before a site is whose site it is, in characters.
REACH = 140
LONGEST_SITE = 70


class Company(NamedTuple):
    """A company at `[start, end)` of a text; `is_operator`: the passage says that a workplace or workers are its."""

    name: str
    start: int
    end: int
    is_operator: bool


class Place(NamedTuple):
    """A place as written, "Konabari, Gazipur", at `[start, end)` of a text."""

    name: str
    start: int
    end: int


class Expressions(NamedTuple):
    """The expressions of a language, ready to use."""

    legal: re.Pattern[str]
    operated: tuple[re.Pattern[str], ...]
    place: re.Pattern[str]
    site: re.Pattern[str]
    not_company: frozenset[str]
    legal_words: frozenset[str]
    own_site: re.Pattern[str]
    before_site: re.Pattern[str]
    not_place: frozenset[str]
    site_words: frozenset[str]
    bodies: frozenset[str]
    nobodys: frozenset[str]
    chain: frozenset[str]
    stood_in: re.Pattern[str]
    is_site: re.Pattern[str]


@lru_cache(maxsize=4)
def expressions(code: str) -> Expressions:
    """The expressions of a language. Raises LanguageError where it has no incident.toml."""
    words = language(code).file(SUBJECT)
    name = words.regex["name"]
    legal = "|".join(words.words["legal"])
    work, site = "|".join(words.words["work_of"]), "|".join(words.words["site"])
    people = "|".join(words.words["company_nouns"])
    staff, owned, makers, happens, speakers = (
        "|".join(words.words[name]) for name in ("staff_of", "owned_by", "makers", "happens_at", "speakers")
    )
    kind = r"(?:[a-z][\w-]* ){0,2}"
    operated = (
        rf"\b(?:{work}) (?:of|at|for|by) (?:the )?(?P<name>{name})",
        rf"(?P<name>{name})(?:’s|'s|’|') {kind}(?:{site}|{work}|{speakers})\b",
        rf"(?P<name>{name}) (?:{staff})\b",
        rf"\b(?:{owned}) (?:the )?(?P<name>{name})",
        rf"\b(?:{happens}) at (?:the )?(?P<name>{name})",
        rf"\b(?:{speakers}) (?:of|for) (?:the )?(?P<name>{name})",
        rf"\b(?:{people}) (?P<name>{name})",
        rf"(?P<name>{name}), (?:an?|one of our|our) (?:[\w-]+ ){{0,3}}(?:{makers})\b",
        rf"(?:used|run|owned) by (?P<name>{name}), one of our",
    )
    return Expressions(
        re.compile(rf"(?P<name>{name}?[ ](?:{legal})(?: (?:of|&) [A-Z]\w+(?: [A-Z]\w+)*)?(?: (?:{legal}))*)\b\.?"),
        tuple(map(re.compile, operated)),
        re.compile(
            r"\b(?:in|at|near|outside|around|off|from|across)\s+(?:the\s+)?(?:(?:city|town|state|village|port|district|"
            r"province|region|suburb|island)\s+of\s+)?(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}"
            r"(?:,? (?:and )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}){0,2})"
        ),
        re.compile(
            rf"\b(?:the|its|their|another|\d{{1,2}}|{'|'.join(words.meanings['counts'])})\s+"
            rf"(?:(?!(?:at|in|of|by|on|that|which|and|or|for|to|from|with|were|was)\b)[\w’'-]+\s+){{0,3}}(?:{site})\b",
            re.I,
        ),
        frozenset(words.words["not_company"]),
        frozenset(words.words["legal"]),
        re.compile(rf"\b(?:its|own) (?:[A-Z]?[\w-]+ ){{0,3}}(?:{site})\b"),
        # "the Trail smelter" may be of Trail or in Trail: it makes nobody a company.
        re.compile(rf"(?P<name>{name}) (?:{site})\b"),
        frozenset(words.words["not_place"]),
        frozenset(words.words["site"]),
        frozenset(words.words["bodies"]),
        frozenset(words.words["nobodys"]),
        frozenset(words.words["chain"]),
        re.compile(rf"\b[Ii]n (?P<name>{name})"),
        re.compile(rf"\s+(?:[a-z][\w-]* )?(?:{site})\b"),
    )


class Business:
    """The companies of one document: what calls them, and the name that each is known by."""

    def __init__(
        self, texts: Sequence[str], own: Sequence[str], countries: frozenset[str] = frozenset(), code: str = "en"
    ) -> None:
        self._ready = expressions(code)
        self._countries = countries
        self._own = tuple(own)
        self._full: dict[str, str] = {name: name for name in own}
        self._stood_in = {bare(match.group("name")) for text in texts for match in self._ready.stood_in.finditer(text)}
        for text in texts:
            for match in self._ready.legal.finditer(text):
                self._learn(match.group("name"))
        for text in texts:
            for expression in self._ready.operated:
                for match in expression.finditer(text):
                    # "Garment workers walked out": what opens a sentence is capitalised anyway.
                    if match.start("name") > 0 or " " in match.group("name") or match.end("name") == match.end():
                        self._learn(match.group("name"), is_sure=False)
        known = sorted(self._full, key=len, reverse=True)
        self._known = re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})(?![\w-])") if known else None

    def _learn(self, name: str, is_sure: bool = True) -> None:
        plain = bare(name)
        first = plain.split(" ")[0] if plain else ""
        if first in self._full or plain in self._countries or any(plain in full for full in self._full.values()):
            return
        if not first or not self._may_be_company(plain, is_sure):
            return
        self._full.setdefault(plain, plain)
        body = [word for word in plain.split(" ") if word.rstrip(".") not in self._ready.legal_words]
        short = " ".join(body)
        if len(short) > 2 and self._may_be_company(short, False):
            self._full.setdefault(short, plain)
        if is_sure and len(body) > 1 and len(first) > 3 and self._may_be_company(first, False) and "’" not in first:
            self._full.setdefault(first, plain)

    def _may_be_company(self, name: str, is_sure: bool) -> bool:
        words = [word.lower().rstrip(".’'") for word in re.split(r"[ -]", name)]
        if all(word in {w.lower() for w in self._ready.legal_words} for word in words):
            return False
        if is_sure:
            return words[0] not in self._ready.not_company and not self._ready.bodies & set(words)
        return name not in self._stood_in and not self._ready.not_company & set(words)

    def named(self, text: str) -> list[Company]:
        """The companies that a sentence names, in its order."""
        spots = list(self._known.finditer(text)) if self._known is not None else []
        if not spots:
            return []
        operators = {
            match.start("name") + offset
            for expression in (*self._ready.operated, self._ready.before_site)
            for match in expression.finditer(text)
            for offset in (0, len(match.group("name")) - len(ARTICLE.sub("", match.group("name"))))
        }
        found = []
        for match in spots:
            after = text[match.end() : match.end() + REACH]
            is_operator = match.start() in operators or self._ready.own_site.search(after) is not None
            found.append(Company(self._full[match.group()], match.start(), match.end(), is_operator))
        return found

    @property
    def site_words(self) -> frozenset[str]:
        """The nouns that workplaces are called by, those aside that any business is."""
        return self._ready.site_words - self._ready.nobodys

    def is_in_chain(self, site: str) -> bool:
        """Whether a workplace is told to be a supplier's or an agency's, and so not of whom the text is about."""
        return site.rsplit(maxsplit=1)[-1].lower() in self._ready.chain

    def is_nobodys(self, site: str) -> bool:
        """Whether a workplace is called no more than "an employer"."""
        return site.rsplit(maxsplit=1)[-1].lower() in self._ready.nobodys

    def is_own(self, name: str) -> bool:
        """Whether a company is the one whose workspace this is."""
        return any(name == own or name.startswith(f"{own} ") for own in self._own)

    def site(self, text: str) -> str | None:
        """The workplace that a sentence speaks of, as written: "a rented building", "the second supplier"."""
        match = self._ready.site.search(text)
        return " ".join(match.group().split()) if match and len(match.group()) <= LONGEST_SITE else None

    def places(self, text: str) -> Iterator[Place]:
        """The places that a sentence says something happened in; companies and other bodies are none."""
        for match in self._ready.place.finditer(text):
            name = match.group("name")
            # "The Kusile mine" is a workplace; where it is, other words say.
            if self._ready.is_site.match(text[match.end() :]):
                continue
            is_company = self._known is not None and self._known.match(name)
            parts = [part for part in re.split(r",? and |, ", re.sub(r"[’']s$", "", name)) if self._may_be_place(part)]
            if parts and not is_company:
                yield Place(", ".join(parts), match.start("name"), match.end("name"))

    def _may_be_place(self, name: str) -> bool:
        words = {re.sub(r"[’']s$|\.$", "", word).lower() for word in name.split()}
        ordinary = self._ready.not_company | self._ready.not_place | {w.lower() for w in self._ready.legal_words}
        return not words & ordinary and name not in self._countries and not re.search(r"\d", name)


def bare(name: str) -> str:
    """A name without its article, its possessive and what joins it to the sentence before."""
    return re.sub(r"(?:’s|'s|[’',.])$", "", ARTICLE.sub("", " ".join(name.split())))


def words_of(code: str) -> RuleFile:
    """The words of incidents in a language."""
    return language(code).file(SUBJECT)
