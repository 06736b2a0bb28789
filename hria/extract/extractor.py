"""From a document to its findings, and to what is wrong with its wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from hria.document import Document, Evidence, evidence
from hria.errors import BadData, MissingExtra
from hria.extract.audits import audit_findings
from hria.extract.countries import context_findings
from hria.extract.incidents import incident_values
from hria.extract.lists import is_list, list_findings
from hria.extract.models import MODEL_HINT, organisation_types, pipeline
from hria.extract.reading import Reader
from hria.extract.risks import risk_values
from hria.extract.sources import source_of
from hria.finding import Attributes, Disclosure, Finding, decode_attributes, finding_id
from hria.risk import risk_taxonomy

# What shows that a statement was approved and signed as the law asks.
APPROVING_A_STATEMENT = frozenset(("board_approval", "approval_date", "approval_provision", "director_signature"))


class Wording(msgspec.Struct, frozen=True):
    """A sentence whose wording is at fault: `fault` names how, `words` are those that the rule went by."""

    fault: str
    rule: str
    words: str
    evidence: Evidence


class Glance(msgspec.Struct, frozen=True):
    """What the rules see in a few words: issues, cues ("negated", "planned"), countries and organisations."""

    issues: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


class Extractor:
    """A loaded model with the lists of names; make one for each process."""

    def __init__(self, reader: Reader) -> None:
        from nlp.language import LanguageError, languages

        self._reader = reader
        self._taxonomy = risk_taxonomy(reader.risks)
        self._languages = languages()
        try:
            self._pipeline = pipeline(reader.model)
        except LanguageError as error:
            raise MissingExtra(str(error), MODEL_HINT) from None

    def findings(self, document: Document) -> list[Finding]:
        """The findings of a document, in the order of its text; none where no rules know its language."""
        if is_list(document):
            return list(list_findings(document, self._pipeline, self._taxonomy))
        if document.kind == "context":
            # It tells of countries, not of the company: nothing in it is a risk or promise of the company's.
            return list(context_findings(document))
        if not self.knows(document):
            return []
        source = source_of(document, self._reader)
        readings = self._pipeline.read(source)
        found = self._findings(document, source, readings)
        if document.kind == "audit":
            found += audit_findings(document, readings, self._taxonomy)
        return sorted(found, key=lambda f: (f.evidence.start, f.kind, f.id))

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
        from nlp.extractors import claim, commitment, disclosure, incident, metric, partner, risk

        matches = [
            match
            for extractor in (risk, commitment, partner, disclosure, metric, incident)
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

    def spoken_by_company(self, document: Document) -> list[tuple[int, int]]:
        """Where the company speaks in a document, its own or another's: its sentences as offsets."""
        from nlp.voice import voices

        source = source_of(document, self._reader)
        readings = self._pipeline.read(source)
        spoken = zip(readings, voices(self._pipeline, readings, source), strict=True)
        return [(r.sentence.start, r.sentence.end) for r, voice in spoken if voice.is_company]

    def glance(self, text: str) -> Glance:
        """What the rules see in a question, a claim or a passage by itself."""
        from nlp.clauses import cues
        from nlp.issues import issue_values

        reading = self._pipeline.match(text)
        names = {kind: [n.canonical for n in reading.named(kind)] for kind in ("country", "organisation")}
        return Glance(
            issues=tuple(issue_values(reading)),
            cues=cues(reading),
            countries=tuple(dict.fromkeys(names["country"])),
            organisations=tuple(dict.fromkeys(names["organisation"])),
        )

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
            values = risk_values(document, values, self._taxonomy)
        elif match.kind == "incident":
            values = incident_values(document, values, self._reader.company, self._taxonomy)
        elif match.kind == "partner":
            is_known = values.pop("is_known")
            values["type"] = organisation_types().get(values["name"]) if is_known else None
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
                aspects=tuple(aspect for aspect in values["aspects"] if _may_tell(document, aspect)),
                issues=tuple(values["issues"]),
            )
        try:
            return decode_attributes(match.kind, values)
        except msgspec.ValidationError as error:
            raise BadData(f"{match.rule} yields what a {match.kind} cannot be: {error}") from None


def _may_tell(document: Document, aspect: str) -> bool:
    """Whether a document of this kind can show an aspect: what a policy says was approved is the policy."""
    return document.kind != "policy" or aspect not in APPROVING_A_STATEMENT
