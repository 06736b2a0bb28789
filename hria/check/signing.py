"""Who approved a statement and who signed it, read from its lines: names and titles stand in lines of their own."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Literal, cast

from hria.check.checked import Approval, Passage, Signer
from hria.check.dates import first_date
from hria.check.lines import Line, is_apart
from hria.check.words import pattern, words
from hria.document import Document, evidence

Rank = Literal["member", "chief", "functional", "other"]
BodyKind = Literal["board", "committee", "person", "unstated"]
BODIES: tuple[BodyKind, ...] = ("committee", "board", "person")
KINDS: tuple[BodyKind, ...] = ("board", "committee", "person", "unstated")
# How far from the verb stand what is approved and who approves, in characters.
REACH = 190
# How far a name and its title stand from what announces a signature, in blocks.
AFTER = 9
BEFORE = 6
LONGEST_TITLE = 17
# The share of a document that counts as its end.
ENDING = 0.85
NAME = re.compile(
    r"(?-i:^(?:(?:Mr|Ms|Mrs|Dr|Sir|Dame|Lord|Prof)\.? )?[A-ZÀ-Þ][\w’'-]+"
    r"(?: (?:[A-ZÀ-Þ]\.?|de|van|der|von|di|al|bin|Mc|O[’']))*"
    r"(?:[ -](?:[A-ZÀ-Þ][\w’'-]+|[A-ZÀ-Þ]\.|van|de|der|den)){1,3}$)"
)
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|will|can|must|reports?|provides?|leads?|oversees?|includes?|said)\b", re.I
)
# "The Board approved this statement": who approves stands before the verb.
ACTIVE = re.compile(r"\W*(?:of )?(?:this|the|our|its|that) (?:[\w ]{0,40}?)(?:statement|report)\b", re.I)
SENTENCE_END = re.compile(
    r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)[.;]|\bon \d|\bon the \d|\bon behalf\b|\band signed\b"
)
LABEL = re.compile(r"^(?:signed(?: by)?|name|signature|by|title|position)\s*[:\-–]?\s*", re.I)


def approvals_in(document: Document, lines: Sequence[Line]) -> tuple[Approval, ...]:
    """The approvals of the statement, the most telling first: by the board, by another body, by nobody named."""
    found = []
    for index, line in enumerate(lines):
        if is_apart(line.heading) or (line.kind == "heading" and len(line.text.split()) < 5):
            continue
        span = _approved(line.text)
        if span is None:
            continue
        body, kind = _body(line.text, *span)
        if kind == "unstated" and not re.search(r"\bstatement\b|\breport\b|^\W*approved\b", line.text, re.I):
            continue
        date = first_date(line.text[span[0] :]) or (first_date(line.text) if "on " in line.text.lower() else None)
        if date is None and not line.has_gap:
            date = _date_near(lines, index)
        found.append(
            Approval(body, kind, date, _passage(document, line, line, "says that it was approved"), line.has_gap)
        )
    found = [one for one in found if one.kind != "unstated" or one.date] or _under_heading(document, lines)
    found.sort(key=lambda one: (KINDS.index(one.kind), one.date is None, one.passage.evidence.start))
    return tuple(found)


def _under_heading(document: Document, lines: Sequence[Line]) -> list[Approval]:
    """What stands under a heading "Approval" and names the board or its like without saying that it approved."""
    told = words().approval
    return [
        Approval(None, "unstated", None, _passage(document, line, line, "stands under a heading on approval"))
        for line in lines
        if pattern(told.heading).match(line.heading.strip())
        and line.kind != "heading"
        and pattern(told.board, told.person).search(line.text)
    ][:1]


def _approved(text: str) -> tuple[int, int] | None:
    """Where a line says that this statement was approved; None where it speaks of something else, or of the future."""
    told = words().approval
    for verb in pattern(told.verb).finditer(text):
        before, after = text[max(0, verb.start() - REACH) : verb.start()], text[verb.end() : verb.end() + 110]
        if pattern(told.future).search(before[-45:]) or re.search(r"\b(?:not|once|if|when)\b", before[-30:], re.I):
            continue
        subject = list(pattern(told.of).finditer(before))
        if pattern(told.opening).match(text) and not pattern(told.not_of).search(text[:60]):
            return verb.span()
        is_noun = verb.group().lower() in ("approval", "endorsement")
        if subject and not is_noun and not pattern(told.not_of).search(before[subject[-1].end() :]):
            return verb.span()
        if ACTIVE.match(after) and not pattern(told.not_of).search(after[:45]):
            return verb.span()
        if (
            verb.group().lower() == "approval"
            and re.match(r"\W*(?:of|by|from) (?:the |its )?board", after, re.I)
            and subject
        ):
            return verb.span()
    return None


def _body(text: str, start: int, end: int) -> tuple[str | None, BodyKind]:
    """Who approved: after "by", else before the verb."""
    told = words().approval
    by = None if ACTIVE.match(text[end:]) else re.search(r"\bby\b|\bof the\b|:", text[end : end + 90])
    after = text[end + by.end() : end + by.end() + 110] if by else ""
    for part in (SENTENCE_END.split(after)[0], text[max(0, start - REACH) : start]):
        hits = [(match.start(), kind, match) for kind in BODIES if (match := pattern(getattr(told, kind)).search(part))]
        if hits:
            hits.sort(key=lambda hit: (hit[0], KINDS.index(hit[1])))
            _, kind, match = hits[0]
            # "the Audit Committee of the Board", "Board Risk Committee": a committee is not the board.
            if kind == "board" and re.match(
                r"(?:[’']s)?(?: \w+){0,3} (?:sub-?)?committee\b", part[match.end() :], re.I
            ):
                kind = "committee"
            return _name_of_body(part, match), kind
    return None, "unstated"


def _name_of_body(part: str, match: re.Match[str]) -> str:
    """The body as the statement calls it, with the company whose it is."""
    before = re.search(r"(?:(?:[A-Z][\w’&]*|the|Group) )*$", part[: match.start()])
    name = part[before.start() if before else match.start() : match.end()]
    after = re.match(
        r"(?: (?:of|for) (?:the )?(?:[A-Z][\w’&]*|Directors|its)(?:,? (?:[A-Z][\w’&.]*|and|of))*)+", part[match.end() :]
    )
    return re.sub(r" (?:and|of|for)$", "", " ".join((name + (after.group() if after else "")).split()))[:110]


def signers_in(document: Document, lines: Sequence[Line], approvals: Sequence[Approval]) -> tuple[Signer, ...]:
    """Who signed: those said to sign, those whose name stands under the approval or at the end, and those whose
    name stands only under a letter."""
    anchors = _anchors(lines, approvals)
    found: list[Signer] = []
    for index, line in enumerate(lines):
        signer = _said_to_sign(document, line) or _named(document, lines, index, anchors)
        if signer:
            found.append(signer)
    order = ("said", "signature", "letter")
    ranks = ("member", "chief", "functional", "other")
    found.sort(key=lambda one: (one.place == "letter", one.name is None, order.index(one.place), ranks.index(one.rank)))
    kept: list[Signer] = []
    for signer in found:
        if not any(_is_same(signer, other) for other in kept):
            kept.append(signer)
    return tuple(kept)


def _is_same(one: Signer, other: Signer) -> bool:
    """Whether a signer is one that is known already: by the name, or by the title where no name is given."""
    return one.name == other.name if one.name else one.title.casefold() in other.title.casefold()


def _anchors(lines: Sequence[Line], approvals: Sequence[Approval]) -> list[int]:
    """The blocks that announce a signature: the approval, and headings and lines that say "signed"."""
    starts = {approval.passage.evidence.start for approval in approvals}
    told = pattern(words().signature.anchor)
    return [
        line.block
        for line in lines
        if line.start in starts or (len(line.text.split()) <= LONGEST_TITLE and told.search(line.text.strip()))
    ]


def _said_to_sign(document: Document, line: Line) -> Signer | None:
    told = words().signature
    for match in pattern(told.said).finditer(line.text):
        around = line.text[max(0, match.start() - 110) : match.end() + 130]
        is_short = len(line.text.split()) <= LONGEST_TITLE and match.start() < 3
        if not is_short and not re.search(r"\b(?:statement|report|it|itself)\b", around, re.I):
            continue
        if pattern(told.not_said).search(around):
            continue
        after = line.text[match.end() : match.end() + 130]
        title = title_in(after)
        if title is None:
            continue
        name = _name_beside(after, title[1])
        if name is None and line.has_gap:
            continue
        passage = _passage(document, line, line, "says who signed")
        return Signer(name, title[1], title[0], "said", first_date(after), passage)
    return None


def _named(document: Document, lines: Sequence[Line], index: int, anchors: Sequence[int]) -> Signer | None:
    """The signer whose title is this line, if it is one: a name beside it or above it, where a signature stands."""
    line = lines[index]
    text = LABEL.sub("", line.text.strip())
    if len(text.split()) > LONGEST_TITLE or VERB.search(text) or is_apart(line.heading):
        return None
    title = title_in(text)
    if title is None:
        return None
    is_near = any(-BEFORE <= line.block - anchor <= AFTER for anchor in anchors if _is_close(lines, line, anchor))
    name, first = _name_above(lines, index, title[1])
    if name is None and (len(text.split()) > 6 or pattern(words().signature.letter).search(text)):
        return None
    is_late = line.start >= ENDING * len(document.text) and line.kind != "table_cell"
    if name is None and not (is_near and _follows_closely(line, anchors)):
        return None
    is_letter = bool(pattern(words().signature.letter).search(line.heading))
    if is_letter and not any(lines[i].heading == line.heading for i in _anchor_lines(lines, anchors)):
        place: Literal["signature", "letter"] = "letter"
    elif is_near or (is_late and name):
        place = "signature"
    elif line.kind != "table_cell":
        place = "letter"
    else:
        return None
    passage = _passage(document, first, line, "a name and a title where a statement is signed")
    return Signer(name, title[1], title[0], place, _date_near(lines, index, 3), passage)


def _is_close(lines: Sequence[Line], line: Line, anchor: int) -> bool:
    page = next((other.page for other in lines if other.block == anchor), line.page)
    return abs(page - line.page) <= 1


def _anchor_lines(lines: Sequence[Line], anchors: Sequence[int]) -> list[int]:
    blocks = set(anchors)
    return [index for index, line in enumerate(lines) if line.block in blocks and line.kind != "heading"]


def _follows_closely(line: Line, anchors: Sequence[int]) -> bool:
    return any(0 <= line.block - anchor <= 3 for anchor in anchors)


def title_in(text: str) -> tuple[Rank, str] | None:
    """The rank and the words of the title in a line: of the member of the board where it names several."""
    best: tuple[Rank, str] | None = None
    for group in words().signature.title:
        if match := pattern(*group.patterns).search(text):
            best = cast(Rank, group.rank), _whole_title(text, match)
            break
    return best


def _whole_title(text: str, match: re.Match[str]) -> str:
    """The title with the words before and after it that belong to it."""
    before = re.search(
        r"(?:(?:Group|Chief|Executive|Officer|Ethics|Managing|Global|Deputy|UK|Company|and|&|/|Finance\S*|Vice) )*$",
        text[: match.start()],
    )
    start = before.start() if before else match.start()
    rest = re.match(r"(?: (?:and|&) [A-Z][\w-]+(?: [A-Z][\w-]+)*)?", text[match.end() :])
    whole = text[start : match.end() + (rest.end() if rest else 0)]
    return re.sub(r"^(?:and|&|/) ", "", " ".join(whole.split()))


def _name_beside(text: str, title: str) -> str | None:
    """The name in the same line as a title: before it, or right after it."""
    before, _, after = text.partition(title)
    for part in (before, after.split(",")[0].split(" on ")[0]):
        for piece in re.split(r"[,;:|–—]|\bby\b|\bthe\b|\bour\b|\bas\b|\s-\s", part):
            if _is_name(piece):
                return piece.strip().rstrip(".")
    return None


def _name_above(lines: Sequence[Line], index: int, title: str) -> tuple[str | None, Line]:
    """The name of the signer and the line where it stands: in the line of the title, else up to two above."""
    line = lines[index]
    if name := _name_beside(LABEL.sub("", line.text), title):
        return name, line
    for above in reversed(lines[max(0, index - 2) : index]):
        if above.page < line.page - 1:
            break
        piece = LABEL.sub("", above.text.strip()).rstrip(",")
        if _is_name(piece):
            return piece, above
    return None, line


def _is_name(text: str) -> bool:
    text = text.strip().strip("_.").strip()
    return bool(NAME.match(text)) and not pattern(words().signature.not_a_name).search(text)


def _date_near(lines: Sequence[Line], index: int, reach: int = 5) -> datetime.date | None:
    """A date in a short line just below, as one stands under a signature."""
    for line in lines[index : index + reach + 1]:
        if len(line.text.split()) <= LONGEST_TITLE and (date := first_date(line.text)):
            return date
    return None


def _passage(document: Document, first: Line, last: Line, reason: str) -> Passage:
    return Passage(evidence(document, first.start, last.end, first.heading or None), reason, 0.9)
