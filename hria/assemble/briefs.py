"""What a template says in a line: an issue in brief, the documents by kind, what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from hria.assemble.chapters import Chapter
from hria.assemble.dossier import Dossier
from hria.assemble.wording import counted, in_words, listed
from hria.document import DocumentKind
from hria.draft import Sentence
from hria.finding import Finding, Partner, Risk
from hria.framework import framework

# How many documents a brief cites, and how many countries it names.
MOST_SOURCES, MOST_COUNTRIES = 4, 4
KINDS: dict[DocumentKind, tuple[str, str]] = {
    "policy": ("policy", "policies"),
    "audit": ("audit report", "audit reports"),
    "news": ("news item", "news items"),
    "statement": ("statement", "statements"),
    "resolution": ("resolution", "resolutions"),
    "report": ("report", "reports"),
    "other": ("other document", "other documents"),
}
LINKAGES = {
    "cause": "causing it",
    "contribute": "contributing to it",
    "directly_linked": "directly linked to it by a business relationship",
}


def in_brief(dossier: Dossier, chapter: Chapter) -> Sentence:
    """A salient issue in one sentence, with the strongest passage of each of a few documents."""
    findings = dossier.counted(chapter.actual or chapter.potential)
    leads: dict[str, Finding] = {}
    for finding in sorted(findings, key=dossier.telling):
        leads.setdefault(finding.evidence.document_id, finding)
    cited = list(leads.values())[:MOST_SOURCES]
    places = dict.fromkeys(place for finding in cited for place in countries(finding))
    where = f", in {listed(list(places)[:MOST_COUNTRIES])}" if places else ""
    number = counted(len(leads), "document")
    verb = "reports" if len(leads) == 1 else "report"
    if chapter.actual:
        said = f"{number} {verb} impacts that have happened{where}"
    else:
        said = f"{number} {verb.replace('report', 'name')} it as a risk{where}"
    return Sentence(f"{chapter.category.name}: {said}.", tuple(finding.id for finding in cited))


def kinds_in_words(dossier: Dossier) -> str:
    """The documents by kind: "three policies, two audit reports and one statement"."""
    counts = Counter(summary.kind for summary in dossier.documents())
    return listed([counted(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]])


def dates_in_words(dossier: Dossier) -> str:
    """ ", published between 3 May 2021 and 4 June 2025", or "" where no date is known."""
    dates = sorted(summary.published for summary in dossier.documents() if summary.published)
    if not dates:
        return ""
    if dates[0] == dates[-1]:
        return f", published on {in_words(dates[0])}"
    return f", published between {in_words(dates[0])} and {in_words(dates[-1])}"


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
    return tuple(f"{_lower(c.title)} ({c.ref})" for c in framework("rights").criterion if c.id in ids)


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
