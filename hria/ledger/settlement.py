"""The status of every promise, by rules that are stated and shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hria.document import Summary
from hria.finding import Commitment, Finding, Target, quoted_passage
from hria.ledger.outcomes import ENDLESS, Answer, Library, answers, speaks_of, words
from hria.ledger.promise import STATUS_WORDS, Ledger, Promise, PromiseStatus, Role, Shown
from hria.ledger.threads import Said, about, change_of, clearest, dated, threads
from hria.passage import Paper, Passage
from hria.series import next_edition, series
from hria.stems import Weights

# How the status of a promise follows; the first rule that applies decides.
RULES: Mapping[PromiseStatus, str] = {
    "kept": "a later passage of the company says that it was done, or an amount reaches the target",
    "missed": "a later passage of the company says that it was not done, or gives too little after the deadline",
    "weakened": "a later document of the company words the same promise more weakly, or sets a lower target",
    "superseded": "a later document of the company sets another target or deadline, or words it more strongly",
    "overdue": "the deadline lies before the date of this report, and no document says what became of it",
    "on_track": "the deadline lies ahead, and a document tells of progress",
    "dropped": "it is not due yet, and the next document of the same series does not mention it",
    "open": "the deadline lies ahead, and no document tells of progress yet",
    "standing": "it has no deadline and no target by which it could be judged",
}
MOST_SHOWN = 3
CITED_VOICES = ("company", "press")


class _Verdict(NamedTuple):
    status: PromiseStatus
    reason: str
    shown: tuple[Shown, ...] = ()


def ledger(
    findings: Iterable[Finding],
    papers: Sequence[Paper],
    names: Sequence[str],
    date: datetime.date,
) -> Ledger:
    """The promises that these findings make, settled by what these papers say, as of `date`.

    `names` are the company's own.
    """
    found = tuple(findings)
    by_id = {paper.summary.id: paper for paper in papers}
    said = [
        Said(finding, by_id[finding.evidence.document_id], stems_)
        for finding in found
        if isinstance(finding.attributes, Commitment)
        and finding.evidence.document_id in by_id
        and by_id[finding.evidence.document_id].voice in CITED_VOICES
        and (stems_ := about(finding, names))
    ]
    weights = Weights(passage.text for paper in papers if paper.is_own for passage in paper.passages)
    clerk = _Clerk(found, papers, weights, date)
    promises = [promise for thread in threads(said, weights) for promise in clerk.settled(thread)]
    return Ledger(date, tuple(sorted(promises, key=_order)))


class _Clerk:
    """Settles promises: knows all papers, the series they form, and the findings that passages are cited by."""

    def __init__(self, findings: Sequence[Finding], papers: Sequence[Paper], weights: Weights, date: datetime.date):
        self._library = Library(papers)
        self._weights = weights
        self._date = date
        self._series = series(paper.summary for paper in papers if paper.is_own)
        self._by_id = {paper.summary.id: paper for paper in papers}
        self._cited = {(f.evidence.document_id, f.evidence.start, f.evidence.end): f for f in reversed(findings)}

    def settled(self, thread: Sequence[Sequence[Said]]) -> list[Promise]:
        """The wordings of a thread as promises."""
        key = thread[0][0].finding.id
        promises = []
        for number, wording in enumerate(thread):
            later = [item for other in thread[number + 1 :] for item in other]
            verdict = self._verdict(wording, later)
            first = clearest(wording)
            lead = first.finding
            shown = (
                self._said("promise", first),
                *(self._said("restated", item) for item in wording if item is not first),
                *verdict.shown,
            )
            due = self._deadline(wording)
            promises.append(Promise(lead.id, key, number + 1, lead, shown, verdict.status, verdict.reason, due))
        return promises

    def _verdict(self, wording: Sequence[Said], later: Sequence[Said]) -> _Verdict:
        first = clearest(wording)
        found = answers(wording, self._library, self._weights)
        deadline = self._deadline(wording)
        done = [answer for answer in found if answer.outcome == "done"]
        target = first.commitment.target
        if done:
            return _Verdict("kept", _in_words(done[0], target), self._outcomes(done, "outcome"))
        missed = [a for a in found if a.outcome == "not_done" or self._is_short(a, first, deadline)]
        if missed and (deadline is None or deadline < self._date or missed[0].outcome == "not_done"):
            return _Verdict("missed", _in_words(missed[0], target), self._outcomes(missed, "outcome"))
        progress = self._outcomes(found, "progress")
        if (anew := self._anew(first, later)) is not None:
            return anew._replace(shown=(*progress, *anew.shown))
        if deadline is not None and deadline < self._date:
            return _Verdict("overdue", f"due on {deadline.isoformat()}; {RULES['overdue'].split('and ')[1]}", progress)
        if deadline is None and target is None:
            return _Verdict("standing", RULES["standing"], progress)
        if progress:
            return _Verdict("on_track", RULES["on_track"], progress)
        if (gone := self._dropped(wording)) is not None:
            return gone
        return _Verdict("open", RULES["open"] if deadline else "it has a target but no deadline")

    def _deadline(self, wording: Sequence[Said]) -> datetime.date | None:
        """The last day by which it is due; for a document that is to be reviewed every so many years, that day."""
        stated = [item.commitment.deadline for item in wording if item.commitment.deadline]
        if stated:
            return datetime.date.fromisoformat(stated[0])
        first = wording[0]
        years = re.fullmatch(words().every_years, first.commitment.recurrence or "")
        is_review = "review" in first.about or "updat" in first.about
        if not years or not is_review or not re.search(words().reviewed_papers, first.commitment.action, re.I):
            return None
        published = first.paper.date
        if published is None or first.paper.summary.kind != "policy":
            return None
        return published.replace(year=published.year + int(years.group("years") or 1), day=min(published.day, 28))

    def _is_short(self, answer: Answer, first: Said, deadline: datetime.date | None) -> bool:
        """Whether an amount below the target is the one at the deadline, or after it."""
        target = first.commitment.target
        if answer.outcome != "progress" or answer.amount is None or target is None or deadline is None:
            return False
        if answer.amount >= target.value or answer.passage.kind == "table_cell":
            return False
        is_later = dated(answer.paper) > deadline and answer.paper.date is not None
        return is_later and answer.paper.summary.kind == "statement"

    def _anew(self, first: Said, later: Sequence[Said]) -> _Verdict | None:
        """What a later document of the company made of the promise; None where it did not word it anew."""
        after = [item for item in later if item.paper.is_own and item.when > first.when]
        if not after:
            return None
        direction, reasons = change_of(first.finding, after[0].finding)
        changes = list(reasons)
        a, b = first.commitment, after[0].commitment
        is_endless = any(ENDLESS.search(said.action) for said in (a, b))
        if a.deadline != b.deadline and a.deadline and b.deadline and not is_endless:
            changes.append(f"deadline {a.deadline} → {b.deadline}")
        if a.target and b.target and a.target.value != b.target.value:
            changes.append(f"target {a.target.value:g} → {b.target.value:g}")
        is_less = bool(a.target and b.target and a.target.unit == b.target.unit and b.target.value < a.target.value)
        status: PromiseStatus = "weakened" if direction == "weaker" or is_less else "superseded"
        if not changes:
            return None
        return _Verdict(status, "; ".join(changes), (self._said("reworded", after[0]),))

    def _dropped(self, wording: Sequence[Said]) -> _Verdict | None:
        """Whether the next edition of the last document that has the promise is silent on it."""
        own = [item for item in wording if item.paper.is_own]
        following = next_edition(own[-1].paper.summary.id, self._series) if own else None
        if following is None or (following.published and following.published > self._date):
            return None
        near = speaks_of(clearest(wording), following.id, self._library, self._weights)
        if near is not None:
            paper = self._by_id[following.id]
            passage = Shown("progress", following, paper.voice, self._finding(paper, near))
            return _Verdict("open", "the next document speaks of it, but does not say how far it has come", (passage,))
        shown = Shown("absent", following, self._by_id[following.id].voice)
        return _Verdict("dropped", f"not in “{following.title}” ({_year(following)})", (shown,))

    def _outcomes(self, found: Sequence[Answer], role: Role) -> tuple[Shown, ...]:
        shown: dict[str, Shown] = {}
        for answer in found:
            finding = self._finding(answer.paper, answer.passage)
            shown.setdefault(finding.id, Shown(role, answer.paper.summary, answer.paper.voice, finding))
        return tuple(shown.values())[:MOST_SHOWN]

    def _finding(self, paper: Paper, passage: Passage) -> Finding:
        """The finding that has exactly this passage, or one made for it."""
        place = passage.evidence.document_id, passage.evidence.start, passage.evidence.end
        return self._cited.get(place) or cited(paper, passage)

    def _said(self, role: Role, item: Said) -> Shown:
        return Shown(role, item.paper.summary, item.paper.voice, item.finding)


def _in_words(answer: Answer, target: Target | None) -> str:
    where = f"“{answer.paper.summary.title}” ({_year(answer.paper.summary)})"
    if answer.amount is not None and target is not None:
        return f"{where} gives {answer.amount:,g}; the target was {target.value:,g}"
    return f"{where} says that it was {'done' if answer.outcome == 'done' else 'not done'}"


def cited(paper: Paper, passage: Passage) -> Finding:
    """A passage as a finding, so that drafts can cite it like any other."""
    return quoted_passage(passage.evidence, paper.summary.sha256)


def _year(summary: Summary) -> str:
    return str(summary.published.year) if summary.published else "not dated"


def _order(promise: Promise) -> tuple[object, ...]:
    place = list(STATUS_WORDS).index(promise.status)
    return place, promise.commitment.deadline or "9999", promise.thread, promise.version
