"""What a template says in a line: an issue in brief, the documents by kind, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from hria.assemble.chapters import Chapter
from hria.assemble.dossier import Dossier
from hria.assemble.narrative import most_named
from hria.assemble.wording import counted, in_words, listed
from hria.document import DocumentKind
from hria.draft import Sentence
from hria.finding import Finding, Partner, Risk
from hria.framework import framework

# How many documents a brief cites, and how many countries and groups of people it names.
MOST_SOURCES, MOST_COUNTRIES, MOST_PEOPLE = 3, 4, 3
KINDS: dict[DocumentKind, tuple[str, str]] = {
    "policy": ("policy", "policies"),
    "audit": ("audit report", "audit reports"),
    "news": ("news item", "news items"),
    "statement": ("statement", "statements"),
    "resolution": ("resolution", "resolutions"),
    "report": ("report", "reports"),
    "context": ("source on countries and goods", "sources on countries and goods"),
    "other": ("other document", "other documents"),
}
LINKAGES = {
    "cause": "causes it",
    "contribute": "contributes to it",
    "directly_linked": "is directly linked to it by a business relationship",
}


def in_brief(dossier: Dossier, chapter: Chapter) -> tuple[Sentence, ...]:
    """A salient issue in a sentence on impacts and one on what is done about it, with their strongest sources."""
    rated = "".join(f", {words}" for words in rated_in_words(chapter))
    findings = dossier.counted(chapter.actual or chapter.potential)
    if not findings:
        return (Sentence(f"{chapter.category.name} ({chapter.label}{rated})."),)
    cited = _strongest(dossier, findings)
    places, _ = most_named(dossier, findings, countries)
    people, _ = most_named(dossier, findings, rightsholders)
    where = f", in {listed(places[:MOST_COUNTRIES])}" if places else ""
    whom = f", for {listed(people[:MOST_PEOPLE])}" if people else ""
    passages = counted(len(findings), "passage")
    documents = counted(len({finding.evidence.document_id for finding in findings}), "document")
    verb = "report" if chapter.actual else "name"
    verb = f"{verb}s" if len(findings) == 1 else verb
    what = "impacts that have happened" if chapter.actual else "it as a risk"
    lead = f"{chapter.category.name} ({chapter.label}{rated})"
    said = Sentence(
        f"{lead}: {passages} in {documents} {verb} {what}{where}{whom}.",
        tuple(finding.id for finding in cited),
    )
    return (said, *_answer(dossier, chapter))


def _answer(dossier: Dossier, chapter: Chapter) -> tuple[Sentence, ...]:
    """What the company says that it does and will do on an issue, counted; nothing where it says nothing."""
    commitments, measures = dossier.counted(chapter.commitments), dossier.counted(chapter.measures)
    dated = sum(getattr(finding.attributes, "deadline", None) is not None for finding in commitments)
    parts = []
    if commitments:
        when = f"({counted(dated, 'has', 'have')} a deadline)" if dated else "(none has a deadline)"
        if len(commitments) == 1:
            when = "with a deadline" if dated else "without a deadline"
        parts.append(f"makes {counted(len(commitments), 'commitment')} {when}")
    if measures:
        parts.append(f"describes measures in {counted(len(measures), 'passage')}")
    if not parts:
        return ()
    sources = dict.fromkeys(f.id for group in (commitments, measures) for f in _strongest(dossier, group)[:2])
    return (Sentence(f"On {chapter.name}, {dossier.company} {listed(parts)}.", tuple(sources)),)


def rated_in_words(chapter: Chapter) -> list[str]:
    """What the assessor rated: "severity 5", "likelihood 4"."""
    rated = (("severity", chapter.rating.severity()), ("likelihood", chapter.rating.likelihood))
    return [f"{name} {value}" for name, value in rated if value is not None]


def _strongest(dossier: Dossier, findings: Iterable[Finding]) -> list[Finding]:
    """The most telling passage of each of a few documents."""
    leads: dict[str, Finding] = {}
    for finding in sorted(findings, key=dossier.telling):
        leads.setdefault(finding.evidence.document_id, finding)
    return list(leads.values())[:MOST_SOURCES]


def kinds_in_words(dossier: Dossier) -> str:
    """The documents by kind: "three policies, two audit reports and one statement"."""
    counts = Counter(summary.kind for summary in dossier.documents())
    return listed([counted(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]])


def dates_in_words(dossier: Dossier) -> str:
    """ ", published between 3 May 2021 and 4 June 2025", or "" where no date is known."""
    dates = sorted(summary.published for summary in dossier.documents() if summary.published)
    undated = len(dossier.documents()) - len(dates)
    rest = f"; {counted(undated, 'document')} without a date" if undated and dates else ""
    if not dates:
        return ""
    if dates[0] == dates[-1]:
        return f", published on {in_words(dates[0])}{rest}"
    return f", published between {in_words(dates[0])} and {in_words(dates[-1])}{rest}"


def limits(dossier: Dossier) -> tuple[str, ...]:
    """What could not be read: pages, documents in a language without rules, and files, each as a gap names it."""
    lines = []
    for summary in dossier.documents():
        if summary.unreadable_pages:
            pages = ("page " if len(summary.unreadable_pages) == 1 else "pages ") + listed(
                [str(p) for p in summary.unreadable_pages]
            )
            lines.append(f"{pages} of “{summary.title}”, a scan or a picture,")
        elif summary.language is not None and summary.language not in dossier.languages_read:
            lines.append(f"“{summary.title}”, whose language ({summary.language}) has no rules yet,")
    lines += [f"the file {path} ({reason})" for path, reason in dossier.unread_files]
    return tuple(lines)


def countries(finding: Finding) -> tuple[str, ...]:
    """Where an impact is said to occur."""
    return finding.attributes.countries if isinstance(finding.attributes, Risk) else ()


def rightsholders(finding: Finding) -> tuple[str, ...]:
    """Whom an impact is said to affect."""
    return finding.attributes.rightsholders if isinstance(finding.attributes, Risk) else ()


def tiers(finding: Finding) -> tuple[str, ...]:
    """In which tier of the value chain an impact is said to occur."""
    tier = finding.attributes.tier if isinstance(finding.attributes, Risk) else None
    return (tier,) if tier else ()


def linkages(finding: Finding) -> tuple[str, ...]:
    """How the company is said to be involved."""
    linkage = finding.attributes.linkage if isinstance(finding.attributes, Risk) else None
    return (LINKAGES[linkage],) if linkage else ()


def rights(finding: Finding) -> tuple[str, ...]:
    """The rights that an impact touches: "freedom of movement (UDHR 13; ICCPR 12)"."""
    ids = finding.attributes.rights if isinstance(finding.attributes, Risk) else ()
    return tuple(f"{_lower(c.title).replace(';', ',')} ({c.ref})" for c in framework("rights").criterion if c.id in ids)


def indicators(finding: Finding) -> tuple[str, ...]:
    """The ILO indicators of forced labour that an impact suggests."""
    ids = finding.attributes.ilo_indicators if isinstance(finding.attributes, Risk) else ()
    return tuple(_lower(c.title) for c in framework("ilo-indicators").criterion if c.id in ids)


def partners(finding: Finding) -> tuple[str, ...]:
    """The organisation that a finding names."""
    return (finding.attributes.name,) if isinstance(finding.attributes, Partner) else ()


VALUES: dict[str, Callable[[Finding], Iterable[str]]] = {
    "countries": countries,
    "rightsholders": rightsholders,
    "tiers": tiers,
    "linkages": linkages,
    "rights": rights,
    "indicators": indicators,
    "partners": partners,
}


def _lower(title: str) -> str:
    return title if title[1:2].isupper() else title[0].lower() + title[1:]
