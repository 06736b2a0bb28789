"""In whose voice a document is: whether "we" in it is the company."""

from __future__ import annotations

import re

from hria.document import Document, DocumentKind
from hria.passage import Voice

# How much of a text says by whom it is, in characters.
BEGINNING = 3000
WRITTEN_BY = re.compile(
    r"\b(?i:prepared|written|compiled|published|produced|conducted|authored) by (?:the )?"
    r"(?!Company|Group|Board|Management|Chief|Head|Director|Officer|Corporate|In[ck]?\b)([A-Z][^\n,.;]{2,60})"
)
# What a form for audits asks for, on a line of its own.
ASSESSED_BY = re.compile(
    r"^(?:Assessor|Auditors?|Lead auditor|(?:Audit|Assessment) (?:firm|company|body)|"
    r"(?:Requested|Ordered|Commissioned) by)\s*:?$",
    re.M | re.I,
)
# A company as it signs: "Acme Holdings Limited". Who is named so and again and again speaks in the paper.
SIGNED = re.compile(
    r"\b([A-Z][\w&’'.-]*(?: [A-Z&][\w&’'.-]*){0,3}?) (?:Limited|Ltd|plc|PLC|Inc|Incorporated|Corporation|Corp|LLC|LLP|"
    r"Pty|GmbH|AG|SE|SA|NV|N\.V|Group|Holdings)\b"
)
OFTEN = 3
QUOTATION = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
# Who speaks of these in this way speaks as the company does.
INSIDE = re.compile(
    r"\b(?:[Ww]e|[Oo]urs?|us|the (?:Board|Company|Group|Directors|Trustees))\b|\bThe (?:Board|Directors)\b"
)


def is_own_voice(document: Document, company: tuple[str, ...]) -> bool:
    """Whether "we" in this document is the company.

    What the company publishes is its own, and what another publisher or author signs is not. Audits, news
    and resolutions speak for others. A policy or statement is the company's own unless it never names it
    and keeps naming another. Any other document is its own if it calls the company by name and speaks as
    one does from inside, quotations aside.
    """
    names = [name.casefold() for name in company]
    if document.publisher:
        publisher = document.publisher.casefold()
        if any(name in publisher or publisher in name for name in names):
            return True
    beginning = document.text[:BEGINNING]
    if (
        document.kind in ("audit", "news", "resolution", "suppliers", "grievances", "records", "context")
        or document.publisher
    ):
        return False
    if ASSESSED_BY.search(beginning):
        return False
    author = WRITTEN_BY.search(beginning)
    if author and not any(name in author.group(1).casefold() for name in names):
        return False
    text = f"{document.title} {document.path} {document.text}".casefold()
    is_named = any(name in text for name in names)
    if document.kind in ("policy", "statement"):
        return is_named or not names or not _is_of_another(document.text)
    return is_named and bool(INSIDE.search(QUOTATION.sub(" ", document.text)))


def voice_of(kind: DocumentKind, is_own: bool) -> Voice:
    """Whose voice a document is in: the company's own, its auditor's, the press's, its critics' or a third party's."""
    return "company" if is_own else VOICES.get(kind, "third party")


VOICES: dict[str, Voice] = {"audit": "auditor", "news": "press", "resolution": "critic"}


def _is_of_another(text: str) -> bool:
    """Whether a text that does not name the company keeps naming some other one."""
    signed = {match.group(1).split()[0] for match in SIGNED.finditer(text)}
    return any(len(re.findall(rf"\b{re.escape(name)}\b", text)) >= OFTEN for name in signed if len(name) > 2)
