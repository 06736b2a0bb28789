"""The words that every rendered report has in common, whatever the draft says."""

from __future__ import annotations

import datetime

from hria.draft import GapKind

CONTENTS = "Contents"
ANNEX = "Annex"
TABLE = "Table"
FIGURE = "Figure"
PAGE = "p.\u00a0"  # the number follows; the no-break space keeps both on one line
SECTION = "section"
OPEN_GAPS = "Gaps to be closed"
REGISTER = "Evidence register"
REVIEWED = "Documents reviewed"
NOT_STATED = "not stated"
NOTICE = "Status of this draft"
PAGE_OF = ("Page ", " of ")

OPEN_GAPS_NOTE = (
    "What the documents do not say, by the number that the text gives it. The list can go to those named in "
    "it as a request for information."
)
REGISTER_NOTE = (
    "Footnotes name the passages that a sentence rests on by the number in the first column. Long passages "
    "are shortened in the middle (…); the last column has the findings made from a passage, and the first "
    "twelve digits of the hash of all its words, by which it can be found and checked."
)
NOT_REVIEWED = "No passage has been reviewed by a person yet."
PARTLY_REVIEWED = "Passages marked “reviewed” have been reviewed by a person, the others have not."
ALL_REVIEWED = "All passages have been reviewed by a person."
IS_REVIEWED = "reviewed"
REVIEWED_NOTE = "The SHA-256 hash identifies each file exactly: a copy that differs in one character has another hash."
COLOPHON = "Colophon"
SIGNERS = "Who signed off the passages of this report"
ACCEPTED_ONLY = "This report draws only on findings that a person accepted."
NOT_ONLY_ACCEPTED = "This report is no version for publication: it also draws on findings that nobody accepted yet."
ROOT_NOTE = (
    "Each entry of the log holds the hash of the one before it, so the root stands for all of them: hria log verify "
    "--root with its first digits tells whether the log still begins with just these decisions."
)
NO_PASSAGE = "This report cites no passage."
NO_DOCUMENT = "No document was reviewed for this report."
MATRIX_NOTE = "Shading deepens with severity first and likelihood second."
NOT_RATED = "Not rated"
TIMELINE_NOTE = "Filled: established; hollow: alleged. A bar is a time, a dot a day."
NOT_DATED = "No source says when"

WHY_MISSING: dict[GapKind, str] = {
    "no_evidence": "nothing in the documents reviewed",
    "only_planned": "the documents only plan it",
    "contradicted": "the documents contradict each other",
    "unrated": "not rated yet",
    "to_be_filled": "to be filled in by the company",
    "source_withdrawn": "the source of this sentence was withdrawn",
}

# The same in a column of the register of gaps.
WHY_IN_SHORT: dict[GapKind, str] = {
    "no_evidence": "nothing found",
    "only_planned": "only planned",
    "contradicted": "contradictory",
    "unrated": "not rated",
    "to_be_filled": "to be filled in",
    "source_withdrawn": "source withdrawn",
}

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def printed_date(date: datetime.date, language: str) -> str:
    """The date as a reader of that language expects it: "31 March 2026" in English, ISO 8601 otherwise."""
    if language.lower().split("-")[0] == "en":
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    return date.isoformat()


def printed_kind(kind: str) -> str:
    """What a document is, as a footnote says it: "policy", "document" where its kind is not known."""
    return {"other": "document", "context": "data"}.get(kind, kind.replace("_", " "))
