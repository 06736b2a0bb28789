"""From fact packs to a draft: a summary on one page, then each claim with its passages, figures, gaps and reply.

The reply is made of the company's own words with their page, and of nothing else: no argument, no conclusion, and no
passage in which the figures of a partner or a supplier stand.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from hria.answer import Answered, Exhibit, FactPack
from hria.assemble import answer_tables as tables
from hria.assemble.documents import document_entry
from hria.assemble.dossier import Source
from hria.assemble.licence import Register, place_of
from hria.assemble.marks import Marked, Marks, numbered
from hria.assemble.outline import Outline, OutlineSection, outline
from hria.assemble.pen import environment
from hria.assemble.wording import counted, excerpt, in_words, listed, sentence_of, within_quotes
from hria.document import Summary
from hria.draft import Draft, Gap, PageReference, Section, Sentence, Table
from hria.finding import Finding
from hria.log import Log, colophon
from hria.resources import data_folder, read_toml

REPORT = "fact-pack"
# So many passages make up a draft reply, and from so probable on one that is only on the matter may.
MOST_REPLIES, SURE = 3, 0.75
# A row of a table is no sentence that one could send.
SENTENCE = re.compile(r"[.!…][”’\"')\]]*[⁰¹²³⁴-⁹\d]*\s*$")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of statuses, speakers, stances and types of claims, as they are printed."""

    status: dict[str, str]
    speaker: dict[str, str]
    stance: dict[str, str]
    type: dict[str, str]
    verdict: dict[str, str]
    gap: dict[str, str]


class Shelf:
    """What fact packs may cite, and where it stands."""

    def __init__(self, packs: Sequence[FactPack], sources: Sequence[Source], reviewed: Iterable[str]) -> None:
        self._sources = {source.summary.id: source for source in sources}
        for pack in packs:
            self._sources.setdefault(pack.source.id, Source(pack.source, "current", is_own=False))
        self._packs = packs
        self.reviewed_ids = frozenset(reviewed)
        self.counted_only: frozenset[str] = frozenset()

    @cached_property
    def citable(self) -> tuple[Finding, ...]:
        """Every passage of these packs, each once."""
        return tuple({finding.id: finding for pack in self._packs for finding in _cited(pack)}.values())

    def source(self, finding: Finding) -> Source:
        """The document that a passage stands in."""
        return self._sources[finding.evidence.document_id]

    def documents(self) -> list[Summary]:
        """The documents, by path."""
        return sorted((s.summary for s in self._sources.values()), key=lambda summary: (summary.path, summary.id))


def _cited(pack: FactPack) -> Iterable[Finding]:
    yield pack.text
    if pack.answer:
        yield pack.answer
    for answered in pack.answered:
        yield answered.claim
        yield from (exhibit.finding for exhibit in answered.exhibits)
        yield from (figure.metric for figure in answered.figures if figure.metric)
    for precedent in pack.precedents:
        yield precedent.text
        if precedent.answer:
            yield precedent.answer


def assemble_fact_pack(
    packs: Sequence[FactPack],
    sources: Sequence[Source],
    company: str,
    date: datetime.date,
    language: str = "en-GB",
    reviewed: Iterable[str] = (),
    log: Log | None = None,
    stale: int = 0,
) -> Draft:
    """The draft of the fact packs of one document; `date` is what the age of evidence is counted from. `log` has
    the decisions, of which `stale` ones no longer count."""
    plan = outline(REPORT, "standard")
    shelf = Shelf(packs, sources, reviewed)
    pen = _Pen(plan, shelf, company, date)
    sections = [section for number, pack in enumerate(packs) for section in pen.sections(pack, number, len(packs))]
    register = Register(shelf, log.by_finding() if log else {})
    licensed = register.licensed(numbered(sections))
    draft = Draft(
        kind=REPORT,
        title=plan.title,
        subtitle="; ".join(pack.title for pack in packs)[:200] or plan.subtitle,
        company=company,
        date=date,
        notice=_notice(packs, company),
        facts=_facts(packs, shelf, company),
        sections=licensed,
        evidence=register.entries(),
        documents=tuple(document_entry(summary) for summary in shelf.documents()),
        identifier="",
        language=language,
    )
    if log is not None:
        said = colophon(log, (entry.signed for entry in draft.evidence), stale, is_accepted_only=False)
        draft = msgspec.structs.replace(draft, colophon=said)
    digest = hashlib.sha256(msgspec.json.encode(draft)).hexdigest()
    return msgspec.structs.replace(draft, identifier=f"{REPORT}-{digest[:16]}")


class _Pen:
    """Writes the sections of fact packs from their templates."""

    def __init__(self, plan: Outline, shelf: Shelf, company: str, date: datetime.date) -> None:
        self._plan, self._shelf, self._company, self._date = plan, shelf, company, date
        self._marks = Marks()
        self._words = read_toml(data_folder("templates") / REPORT / "words.toml", Words)

    def sections(self, pack: FactPack, number: int, of: int) -> Iterable[Section]:
        """The sections of one pack; of several, each names its petition."""
        for part in self._plan.section:
            id_ = part.id if of == 1 else f"{part.id}-{number + 1}"
            title = part.title if of == 1 else f"{part.title}: {pack.title}"
            if part.each == "claim":
                claims = tuple(self._claim(part, pack, answered, id_) for answered in pack.answered)
                yield Section(id_, title, (), claims)
                continue
            section = self._section(part, pack, None, id_, title)
            if section.blocks or section.sections:
                yield section

    def _claim(self, part: OutlineSection, pack: FactPack, answered: Answered, id_: str) -> Section:
        said = answered.said
        title = f"Claim {said.number}: {self._words.status[answered.status]}"
        return self._section(part, pack, answered, claim_id(id_, answered), title)

    def _section(
        self, part: OutlineSection, pack: FactPack, answered: Answered | None, id_: str, title: str
    ) -> Section:
        template = environment().get_template(f"{REPORT}/{part.template}")
        rendered = template.render(
            pack=pack,
            answered=answered,
            company=self._company,
            date=self._date,
            words=self._words,
            put=self._put,
            quote=self._quote,
            says=self._says,
            gap=self._gap,
            reply=self._reply,
            age=lambda a: tables.age(a.newest, self._date),
            sources=lambda findings: [self._source(finding) for finding in findings],
            page=lambda claim: self._marks.mark(PageReference(claim_id(id_.replace("summary", "claims"), claim))),
            summary_table=lambda: tables.summary(pack, self._words, self._date, id_.replace("summary", "claims")),
            exhibits_table=lambda: tables.exhibits(answered, self._words, self._shelf) if answered else None,
            figures_table=lambda: tables.figures(answered, self._words, self._shelf) if answered else None,
            rules_table=lambda: tables.rules(pack, self._words),
            counted=counted,
            listed=listed,
            in_words=in_words,
            sentence_of=sentence_of,
        )
        blocks, inner = self._marks.blocks(rendered)
        parts = tuple(
            Section(f"{id_}.{place}", heading, under) for place, (heading, under) in enumerate(inner, 1) if under
        )
        return Section(id_, title, blocks, parts)

    def _put(self, table: Table | None) -> Marked:
        return Marked(f"\n{self._marks.mark(table)}\n") if table is not None else Marked("")

    def _says(self, text: str, findings: Iterable[Finding]) -> Marked:
        return self._marks.mark(Sentence(text, tuple(finding.id for finding in findings)))

    def _quote(self, finding: Finding, text: str | None = None) -> Marked:
        """The words of a passage, cited; renderers put them between quotation marks."""
        said = " ".join(text.split()) if text else excerpt(finding.evidence.quote)
        return self._marks.mark(Sentence(said, (finding.id,), "quote"))

    def _gap(self, key: str, owner: str, missing: str) -> Marked:
        kind = "contradicted" if key == "number_differs" else "no_evidence"
        short = tables.without_middle(missing) if key == "part" else tables.shortened(missing)
        text = self._words.gap[key].format(missing=short)
        return self._marks.mark(Gap(text, kind, missing, None, owner))  # type: ignore[arg-type]

    def _reply(self, answered: Answered) -> list[Marked]:
        """Sentences of cited facts alone: what each document of the company says, in its words."""
        return [self._told(exhibit) for exhibit in replies(answered)]

    def _told(self, exhibit: Exhibit) -> Marked:
        who = "The Board’s statement" if exhibit.speaker == "board" else self._source(exhibit.finding)
        text = f"{who} says: “{within_quotes(excerpt(exhibit.finding.evidence.quote))}”"
        return self._marks.mark(Sentence(text, (exhibit.finding.id,)))

    def _source(self, finding: Finding) -> str:
        """A document and the place in it, as a reply names them."""
        summary = self._shelf.source(finding).summary
        published = f", {in_words(summary.published)}" if summary.published else ", no date"
        return f"{summary.title} ({summary.kind}{published}, {place_of(finding, summary)})"


def replies(answered: Answered) -> list[Exhibit]:
    """The passages that a reply is made of: the company's own, those for or against the claim first, then those that
    surely are on its matter. None in which figures of others stand, and none of a document that is not public."""
    is_own = [e for e in answered.exhibits if e.speaker in ("company", "board")]
    own = [e for e in is_own if not e.is_of_others and not e.is_internal and SENTENCE.search(e.finding.evidence.quote)]
    telling = [e for e in own if e.stance != "on"]
    return (telling + [e for e in own if e.stance == "on" and e.probability >= SURE])[:MOST_REPLIES]


def claim_id(section_id: str, answered: Answered) -> str:
    """The id of the section of a claim."""
    return f"{section_id}-{answered.said.number}"


def _notice(packs: Sequence[FactPack], company: str) -> str:
    claims = sum(len(pack.answered) for pack in packs)
    return (
        f"This is a draft compiled for {counted(claims, 'claim')} from the documents listed in the last annex. It says "
        f"what they say and who says it, with the page; it argues nothing on behalf of {company}, and no person has "
        "reviewed its statuses yet."
    )


def _facts(packs: Sequence[FactPack], shelf: Shelf, company: str) -> tuple[tuple[str, str], ...]:
    documents = shelf.documents()
    proponents = [pack.proponent for pack in packs if pack.proponent]
    facts = [("Company", company), ("Put to it in", packs[0].source.title if packs else "no petition")]
    if proponents:
        facts.append(("Proponent", listed(proponents)))
    facts += [
        ("Claims", str(sum(len(pack.answered) for pack in packs))),
        ("Documents", f"{counted(len(documents), 'document')}, {sum(s.pages for s in documents):,} pages"),
    ]
    return tuple(facts)
