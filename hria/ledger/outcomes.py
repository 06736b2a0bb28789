"""What later passages say of a promise: that it was done, how far it has come, or that it was not met."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from hria.finding import Commitment
from hria.ledger.threads import Said, clearest, dated
from hria.passage import Paper, Passage
from hria.resources import PACKAGE, read_toml
from hria.stems import Weights, stems

Outcome = Literal["done", "not_done", "progress"]
# How much of the weight of a promise's words a passage must hold (0 to 1): alone, with its target's unit, or where
# it speaks of an earlier promise, together with the sentence before it.
HELD, HELD_WITH_AMOUNT, HELD_LOOKING_BACK, LEAST_HELD = 0.72, 0.5, 0.4, 0.15
FEWEST_SHARED = 3
# A document that holds so much of it in one sentence may speak of the promise, and has not dropped it.
HELD_IF_NOT_DROPPED = 0.6
WHOLE = re.compile(r"\b(?:all|every|each|100 ?%|in full|everyone)\b", re.I)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file words.toml."""

    looks_back: tuple[str, ...]
    done: tuple[str, ...]
    not_done: tuple[str, ...]
    negated: str
    ahead: str
    reviewed_papers: str
    every_years: str


class Answer(NamedTuple):
    """A passage that answers a promise. `amount` is how far it says one has come."""

    outcome: Outcome
    paper: Paper
    passage: Passage
    amount: float | None
    held: float


@cache
def words() -> Words:
    """The words by which documents say what became of a promise."""
    return read_toml(PACKAGE / "ledger" / "words.toml", Words)


class Library:
    """The passages of the company's own documents by what they are about, and those that speak of a promise."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._entries: list[tuple[Paper, Passage, datetime.date]] = []
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._looking_back: list[int] = []
        for paper in papers:
            if not paper.is_own:
                continue
            day = dated(paper)
            for passage in paper.passages:
                if passage.kind == "heading":
                    continue
                for stem in stems(passage.text):
                    self._by_stem[stem].append(len(self._entries))
                if _matches("looks_back", passage.text):
                    self._looking_back.append(len(self._entries))
                self._entries.append((paper, passage, day))

    def near(self, about: frozenset[str], earliest: datetime.date) -> Iterator[tuple[Paper, Passage]]:
        """The passages from a day on that share two of these stems, or one and speak of an earlier promise."""
        shared = Counter(place for stem in about for place in self._by_stem.get(stem, ()))
        least = min(2, len(about))
        places = {place for place, number in shared.items() if number >= least}
        places.update(place for place in self._looking_back if shared[place])
        for place in sorted(places):
            paper, passage, day = self._entries[place]
            if day >= earliest:
                yield paper, passage


def speaks_of(first: Said, document_id: str, library: Library, weights: Weights) -> Passage | None:
    """The passage of a document that comes nearest to a promise, if it may be about the same; None without one."""
    near = [
        (weights.covered(first.about, stems(passage.text)), -passage.evidence.start, passage)
        for paper, passage in library.near(first.about, datetime.date.min)
        if paper.summary.id == document_id
    ]
    held, _, passage = max(near, default=(0.0, 0, None), key=lambda item: item[:2])
    return passage if held >= HELD_IF_NOT_DROPPED else None


def answers(wording: Sequence[Said], library: Library, weights: Weights) -> list[Answer]:
    """What the company's own documents, from the promise on, say of it; the nearest first."""
    first = clearest(wording)
    said_at = {(item.paper.summary.id, item.finding.evidence.start) for item in wording}
    said_in = {item.paper.summary.id for item in wording}
    found = []
    for paper, passage in library.near(first.about, min(item.when for item in wording)):
        if (paper.summary.id, passage.evidence.start) in said_at:
            continue
        answer = _answer(first, paper, passage, weights)
        # A document that makes the promise tells at most how far it has come.
        if answer and (paper.summary.id not in said_in or answer.outcome == "progress"):
            found.append(answer)
    if first.paper.is_own:
        found += [near for passage in first.paper.passages if (near := _near_by(first, passage))]
    found += [row for item in wording if (row := _in_row(item))]
    return sorted(found, key=lambda a: (-a.held, a.paper.summary.id, a.passage.evidence.start))


def _answer(first: Said, paper: Paper, passage: Passage, weights: Weights) -> Answer | None:
    promise, about, text = first.commitment, first.about, passage.text
    own = stems(text)
    shared = about & own
    if not shared:
        return None
    held = weights.sum(shared) / weights.sum(about)
    if held < LEAST_HELD:
        return None
    if answer := _looking_back(first, paper, passage, weights):
        return answer
    amount = _amount(promise, passage)
    fewest = FEWEST_SHARED if len(about) > FEWEST_SHARED or amount is None else 2
    if re.search(words().ahead, text, re.I) or len(shared) < min(fewest, len(about)):
        return None
    if amount is not None and promise.target and held >= HELD_WITH_AMOUNT:
        is_met = amount >= promise.target.value and bool(_matches("done", text) or WHOLE.search(text))
        return Answer("done" if is_met else "progress", paper, passage, amount, held)
    if held < HELD or promise.target or not _says_it_whole(first, passage):
        return None
    if _matches("not_done", text):
        return Answer("not_done", paper, passage, None, held)
    is_done = _matches("done", text) and not re.search(words().negated, text, re.I)
    return Answer("done", paper, passage, None, held) if is_done else None


def _says_it_whole(first: Said, passage: Passage) -> bool:
    """Whether a passage is a sentence that speaks of the very deed, and of all that was promised.

    "209 of 214 had signed" does not fulfil a promise for every supplier, nor does anything one without an end.
    """
    action, text = first.commitment.action, passage.text
    deed = next((stem for word in action.split() for stem in stems(word)), None)
    if deed not in stems(text) or len(text.split()) < SHORTEST or passage.kind in ("table_cell", "caption"):
        return False
    if ENDLESS.search(action):
        return False
    return not WHOLE.search(action) or (bool(WHOLE.search(text)) and not PART.search(text))


SHORTEST = 6
ENDLESS = re.compile(
    r"\b(?:onwards?|from \w+ \d{4}|at least|annually|every (?:\w+ )?years?|each year|continue|always|never)\b", re.I
)
PART = re.compile(r"\b\d[\d,]* (?:out )?of (?:the |our )?\d", re.I)


def _looking_back(first: Said, paper: Paper, passage: Passage, weights: Weights) -> Answer | None:
    """What a passage that speaks of an earlier promise says of it; None where it is about another one."""
    text = passage.text
    if not _matches("looks_back", text):
        return None
    together = stems(text) | stems(passage.before)
    held = max(weights.covered(wanted, together) for wanted in (first.about, stems(first.finding.evidence.quote)))
    promised = PROMISED.search(text)
    target = first.commitment.target
    if held < HELD_LOOKING_BACK or (promised and target and float(promised.group(1).replace(",", "")) != target.value):
        return None
    if _matches("not_done", text):
        return Answer("not_done", paper, passage, None if promised else _amount(first.commitment, passage), held)
    return Answer("done", paper, passage, _amount(first.commitment, passage), held) if _matches("done", text) else None


# "We had said 30": the number that had been promised.
PROMISED = re.compile(r"\bhad (?:said|promised|announced|aimed (?:at|for)|planned) (\d[\d,]*)\b")
# So many blocks from a goal stands how far one has come.
NEAR_BY = 4


def _near_by(first: Said, passage: Passage) -> Answer | None:
    """An amount of what the target counts, close to the promise: "we had reached over 8,700 women"."""
    target = first.commitment.target
    own = next(
        (p for p in first.paper.passages if p.evidence.start <= first.finding.evidence.start < p.evidence.end), None
    )
    if target is None or own is None or not 0 < abs(own.block - passage.block) <= NEAR_BY:
        return None
    if target.unit == "%":
        return None
    amount = _amount(first.commitment, passage)
    is_told = bool(re.search(r"\b(?:had|has|have|were|was|so far|as of)\b", passage.text))
    if amount is None or amount >= target.value or not is_told or not stems(passage.text) & first.about:
        return None
    return Answer("progress", first.paper, passage, amount, 0.3)


def _amount(promise: Commitment, passage: Passage) -> float | None:
    """The amount in a passage that the target of a promise is measured by; None where there is none.

    "371 of 553 workers": where the target itself is named, the lesser number beside it is how far one has come.
    """
    target = promise.target
    if target is None:
        return None
    unit = stems(target.unit) or {target.unit}
    alike = [a.value for a in passage.amounts if (stems(a.unit) or {a.unit}) & unit]
    numbers = [float(n.replace(",", "")) for n in re.findall(r"(?<![\w,.])\d[\d,]*(?:\.\d+)?(?![\w%])", passage.text)]
    if target.value in numbers or target.value in alike:
        lesser = [n for n in numbers if n < target.value and not 1900 <= n <= 2100 and n > 31]
        return max(lesser, default=target.value)
    return max((value for value in alike if value != target.value), default=None)


DAY = re.compile(
    r"\b\d{1,2} (?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


def _in_row(item: Said) -> Answer | None:
    """What the table of goals says beside a goal: "27", "Done", "Not started"."""
    for passage in item.paper.passages:
        where, evidence = passage.evidence, item.finding.evidence
        if passage.kind != "table_cell" or not (where.start <= evidence.start and evidence.end <= where.end):
            continue
        beside = DAY.sub(" ", " ".join(where.quote[evidence.end - where.start :].split()))
        amounts = [float(n.replace(",", "")) for n in re.findall(r"(?<![\w,.])\d[\d,]*(?![\w,.])", beside)]
        reached = [n for n in amounts if not 1900 <= n <= 2100]
        if _matches("not_done", beside) or re.search(r"\b(?:in progress|ongoing|planned|under way)\b", beside, re.I):
            return Answer("progress", item.paper, passage, reached[-1] if reached else None, 1.0)
        if (
            re.search(r"\b(?:done|completed|achieved)\s*$|\b(?:done|completed|achieved) \d", beside, re.I)
            and not reached
        ):
            return Answer("done", item.paper, passage, None, 1.0)
        target = item.commitment.target
        if reached and (target is None or reached[-1] < target.value):
            return Answer("progress", item.paper, passage, reached[-1], 1.0)
    return None


def _matches(name: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in getattr(words(), name))
