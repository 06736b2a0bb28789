"""The spaCy pipeline of a language: built once per process, and used in two depths.

Every sentence is split into tokens and matched against the rules, which is cheap. Only sentences in
which a rule found something that hangs on grammar are tagged and parsed, and only those that may name
an unknown organisation go through named entity recognition.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from spacy.language import Language as SpacyLanguage
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import compile_suffix_regex

from nlp.index import PatternIndex
from nlp.language import Language, LanguageError, Rule, language
from nlp.sections import places
from nlp.sentences import sentences
from nlp.text import Sentence, Source
from nlp.topics.tiers import Tier

# Longer "sentences" are tables or lists without punctuation; parsing them takes long and tells nothing.
LONGEST_PARSED = 160
NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
BATCH = 64
# Headings and lead-ins are asked about once for each of their items.
MOST_KNOWN_LINES = 2000


class Hit(NamedTuple):
    """A rule that matched, and the tokens `[start, end)` it matched."""

    rule: Rule
    start: int
    end: int


class Name(NamedTuple):
    """An organisation or country that a sentence names; `is_common` names are also ordinary words, and
    `is_cited` ones are more often cited than worked with."""

    canonical: str
    kind: str
    start: int
    end: int
    is_common: bool
    is_cited: bool = False


class Names(NamedTuple):
    """A list of names to look for. `plain` and `common` map what is written to the canonical name; `cited` are
    canonical names that documents cite more often than they work with them."""

    kind: str
    plain: Mapping[str, str]
    common: Mapping[str, str] = {}
    any_case: bool = False
    cited: frozenset[str] = frozenset()


class Reading:
    """A sentence with its tokens and what the rules found in it.

    `doc` carries a parse only where `is_parsed`, entities only where `has_entities`.
    """

    __slots__ = ("_hits", "doc", "has_entities", "is_parsed", "names", "sentence")

    def __init__(self, sentence: Sentence, doc: Doc) -> None:
        self.sentence = sentence
        self.doc = doc
        self.names: list[Name] = []
        self.is_parsed = False
        self.has_entities = False
        self._hits: dict[str, list[Hit]] = {}

    def add(self, subject: str, hit: Hit) -> None:
        """Keeps what a rule of this subject found."""
        self._hits.setdefault(subject, []).append(hit)

    def hits(self, subject: str, value: str | None = None) -> list[Hit]:
        """What the rules of a subject found, in the order of the sentence; of one value if it is given."""
        found = self._hits.get(subject, [])
        return [hit for hit in found if hit.rule.value == value] if value else found

    def span(self, hit: Hit) -> Span:
        """The tokens that a hit matched."""
        return self.doc[hit.start : hit.end]

    def named(self, kind: str) -> list[Name]:
        """The names of one kind, in the order of the sentence."""
        return [name for name in self.names if name.kind == kind]


class Pipeline:
    """Reads texts of one language. `names` are lists of names to look for, by kind; `topics` is the tier of the
    topic classifier.

    Raises LanguageError where the language does not ship or none of its models is installed.
    """

    def __init__(
        self, code: str, model: str | None = None, names: Sequence[Names] = (), topics: Tier = "default"
    ) -> None:
        self.language: Language = language(code)
        self.topics: Tier = topics
        self.model_name = model or installed_model(self.language)
        self._nlp = load_model(self.model_name)
        self._abbreviations = self.language.words("abbreviations")
        self._rules = [(subject, rule) for subject, rules in self.language.subjects.items() for rule in rules.rule]
        self._index = PatternIndex(
            [
                (number, pattern)
                for number, (subject, rule) in enumerate(self._rules)
                for pattern in self.language.patterns(subject, rule)
            ]
        )
        self._names = [self._name_matcher(listed) for listed in names]
        self._known: dict[str, dict[str, str]] = {}
        for listed in names:
            self._known.setdefault(listed.kind, {}).update(listed.plain)
        self._known_lines: dict[str, list[tuple[str, Rule]]] = {}

    def _name_matcher(self, listed: Names) -> tuple[Names, PhraseMatcher]:
        matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER" if listed.any_case else "ORTH")
        for written in (*listed.plain, *listed.common):
            matcher.add(written, [self._nlp.make_doc(written)])
        return listed, matcher

    def read(self, source: Source) -> list[Reading]:
        """Every sentence of a text with its tokens, rule matches and names; nothing is parsed yet."""
        found = list(sentences(source, self._abbreviations))
        docs = self._nlp.tokenizer.pipe(sentence.text for sentence in found)
        own_names = self._own_names(source.company)
        return [self._matched(Reading(sentence, doc), own_names) for sentence, doc in zip(found, docs, strict=True)]

    def read_headings(self, source: Source) -> list[Reading]:
        """The headings of a text as sentences: some are figures printed large."""
        found = [
            Sentence(source.text[b.start : b.end], b.start, b.end, "heading", place.headings, None, 0.0, True)
            for b, place in places(source.text, source.blocks)
            if b.kind == "heading"
        ]
        docs = self._nlp.tokenizer.pipe(sentence.text for sentence in found)
        own_names = self._own_names(source.company)
        return [self._matched(Reading(sentence, doc), own_names) for sentence, doc in zip(found, docs, strict=True)]

    def match(self, text: str) -> Reading:
        """One sentence by itself, as the tests of the rules read it."""
        source = Source(text, (), ())
        sentence = Sentence(text, 0, len(text), "paragraph", (), None, 0.0, True)
        return self._matched(Reading(sentence, self._nlp.make_doc(text)), self._own_names(source.company))

    def parse(self, readings: Iterable[Reading]) -> None:
        """Adds tags and a dependency parse to these readings, long ones aside."""
        self._through(("tok2vec", "tagger", "parser"), readings, "is_parsed")

    def recognise(self, readings: Iterable[Reading]) -> None:
        """Adds named entities to these readings, long ones aside."""
        self._through(("ner",), readings, "has_entities")

    def _through(self, components: tuple[str, ...], readings: Iterable[Reading], done: str) -> None:
        waiting = [reading for reading in readings if not getattr(reading, done) and len(reading.doc) <= LONGEST_PARSED]
        docs: Iterable[Doc] = [reading.doc for reading in waiting]
        for name in components:
            if name in self._nlp.component_names:
                docs = self._nlp.get_pipe(name).pipe(docs, batch_size=BATCH)
        for reading, doc in zip(waiting, docs, strict=True):
            reading.doc = doc
            setattr(reading, done, True)

    def _own_names(self, company: tuple[str, ...]) -> PhraseMatcher:
        matcher = PhraseMatcher(self._nlp.vocab, attr="LOWER")
        for name in company:
            matcher.add("own", [self._nlp.make_doc(name)])
        return matcher

    def _matched(self, reading: Reading, own_names: PhraseMatcher) -> Reading:
        for key, start, end in self._index.find(plain_words(reading.doc)):
            subject, rule = self._rules[key]
            if rule.anchor == "start" and any(token.is_alpha for token in reading.doc[:start]):
                continue
            if rule.anchor != "heading":
                reading.add(subject, Hit(rule, start, end))
        for listed, matcher in self._names:
            reading.names += self._found_names(reading.doc, listed, matcher)
        reading.names += [Name("", "own", start, end, False) for _, start, end in own_names(reading.doc)]
        return reading

    def _found_names(self, doc: Doc, listed: Names, matcher: PhraseMatcher) -> list[Name]:
        """The longest names; a name inside a longer one is not named by itself."""
        spans = sorted(matcher(doc), key=lambda match: (match[1] - match[2], match[1]))
        taken: set[int] = set()
        names = []
        for key, start, end in spans:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                written = self._nlp.vocab.strings[key]
                is_common = written in listed.common
                canonical = (listed.common if is_common else listed.plain)[written]
                names.append(Name(canonical, listed.kind, start, end, is_common, canonical in listed.cited))
        return sorted(names, key=lambda name: name.start)

    def add_names(self, readings: Iterable[Reading], called: Mapping[str, str]) -> None:
        """Adds organisations that a document vouches for to the names of its sentences: what is written there
        -> what it is called. Names that stand there already are kept."""
        matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        for written in called:
            matcher.add(written, [self._nlp.make_doc(written)])
        for reading in readings:
            if not any(written in reading.sentence.text for written in called):
                continue
            for key, start, end in sorted(matcher(reading.doc), key=lambda match: match[1] - match[2]):
                there = [name for name in reading.names if name.start < end and start < name.end]
                # "the Clean Dye Pact": an ordinary word inside a name is that name.
                if all(name.is_common and name.end - name.start < end - start for name in there):
                    canonical = called[self._nlp.vocab.strings[key]]
                    kept = [name for name in reading.names if name not in there]
                    reading.names = [*kept, Name(canonical, "organisation", start, end, False)]
            reading.names.sort(key=lambda name: name.start)

    def names_in(self, kind: str, text: str) -> list[Name]:
        """The names of one kind in a heading or another line that is no sentence."""
        doc = self._nlp.make_doc(text)
        return [
            name
            for listed, matcher in self._names
            if listed.kind == kind
            for name in self._found_names(doc, listed, matcher)
        ]

    def known_names(self, kind: str) -> dict[str, str]:
        """The unmistakable names of a kind: what is written -> the canonical name."""
        return self._known.get(kind, {})

    def rules_in(self, subject: str, text: str) -> list[Rule]:
        """The rules of a subject that match a heading or lead-in, those kept for headings included."""
        return [rule for of, rule in self._rules_of(text) if of == subject]

    def heading_values(self, subject: str, heading: str) -> list[str]:
        """The values of the rules of a subject that match a heading."""
        return [rule.value for rule in self.rules_in(subject, heading) if rule.value]

    def _rules_of(self, text: str) -> list[tuple[str, Rule]]:
        known = self._known_lines.get(text)
        if known is None:
            words = plain_words(self._nlp.make_doc(text))
            known = [
                self._rules[found.key]
                for found in self._index.find(words)
                if self._rules[found.key][1].anchor != "start" or not any(map(str.isalpha, words[: found.start]))
            ]
            if len(self._known_lines) > MOST_KNOWN_LINES:
                self._known_lines.clear()
            self._known_lines[text] = known
        return known


def plain_words(doc: Doc) -> list[str]:
    """The words in lower case; "" for a footnote mark, which no pattern sees."""
    return [token.lower_.rstrip(NOTE_MARKS) for token in doc]


def installed_model(of: Language) -> str:
    """The first model of the language that is installed. Raises LanguageError, naming what to install."""
    for name in of.vocabulary.models:
        if importlib.util.find_spec(name) is not None:
            return name
    raise LanguageError(
        f"no spaCy model for {of.code!r} is installed; install one of {', '.join(of.vocabulary.models)}"
    )


def load_model(name: str) -> SpacyLanguage:
    """The model as spaCy loads it. Raises LanguageError where it is not installed."""
    try:
        module: Any = importlib.import_module(name)
    except ImportError:
        raise LanguageError(f"the spaCy model {name!r} is not installed") from None
    loaded: SpacyLanguage = module.load(exclude=["lemmatizer", "attribute_ruler"])
    # Footnote marks are words of their own, so that a name with one is still that name.
    suffixes = [*(loaded.Defaults.suffixes or ()), f"[{NOTE_MARKS}]+"]
    loaded.tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    return loaded
