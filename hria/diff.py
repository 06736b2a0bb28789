"""Two editions of a document side by side: what was added, dropped, weakened, strengthened, reworded or carried
over, sentence by sentence, and what share of the new one stood in the old one already.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from hria.passage import Paper, Passage
from hria.stems import Weights, stems
from hria.strength import shift

Fate = Literal["unchanged", "wording", "reworded", "weakened", "strengthened", "added", "dropped"]
FATES: tuple[Fate, ...] = ("dropped", "weakened", "strengthened", "reworded", "added", "wording", "unchanged")
# Sentences of two editions are the same sentence, reworded, from this likeness on (0 to 100). One that stands
# between the same neighbours in both needs less.
ALIKE, ALIKE_IN_PLACE = 62.0, 50.0
# Sentences that share fewer of their telling words are not compared letter by letter.
LEAST_SHARED = 0.25
PLAIN = re.compile(r"[^\w%$£€]+")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


class Change(msgspec.Struct, frozen=True):
    """What became of one sentence. `before` or `after` is None where it was added or dropped.

    `reasons` are the words that decided; `is_moved` where it stands elsewhere among the sentences that stayed.
    """

    fate: Fate
    before: Passage | None
    after: Passage | None
    reasons: tuple[str, ...] = ()
    is_moved: bool = False


class Diff(msgspec.Struct, frozen=True):
    """The changes between two editions in the order of the newer one; what was dropped stands where it stood."""

    before: Paper
    after: Paper
    changes: tuple[Change, ...]

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The changes of one fate."""
        return tuple(change for change in self.changes if change.fate == fate)

    @property
    def boilerplate(self) -> float:
        """The share of the words of the newer edition that stand in sentences of the older one, 0 to 1."""
        total = sum(_length(change.after) for change in self.changes)
        same = sum(_length(change.after) for change in (*self.of("unchanged"), *self.of("wording")))
        return same / total if total else 0.0


def diff(before: Paper, after: Paper) -> Diff:
    """The difference of two editions."""
    old, new = before.passages, after.passages
    pairs = dict(_unchanged(old, new))
    pairs |= dict(_moved(old, new, pairs))
    pairs |= dict(_reworded(old, new, pairs))
    moved = _out_of_order(pairs)
    return Diff(before, after, tuple(_in_order(old, new, pairs, moved)))


def _unchanged(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The sentences that stand in both editions in the same order, but for capitals and punctuation."""
    matcher = SequenceMatcher(None, [_plain(p) for p in old], [_plain(p) for p in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            yield block.a + step, block.b + step


def _moved(old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Sentences that stand in both editions, in another place."""
    taken = set(pairs.values())
    places: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(new):
        if number not in taken:
            places[_plain(passage)].append(number)
    for number, passage in enumerate(old):
        if number not in pairs and (there := places.get(_plain(passage))):
            yield number, there.pop(0)


def _reworded(old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Sentences worded anew, the most alike first, each once."""
    from rapidfuzz import fuzz

    taken = set(pairs.values())
    weights = Weights(passage.text for passage in (*old, *new))
    by_stem: dict[str, list[int]] = defaultdict(list)
    for number, passage in enumerate(new):
        if number not in taken:
            for stem in stems(passage.text):
                by_stem[stem].append(number)
    ranked = []
    for number, passage in enumerate(old):
        if number in pairs:
            continue
        own = stems(passage.text)
        for candidate in sorted({place for stem in own for place in by_stem[stem]}):
            other = new[candidate]
            in_place = pairs.get(number - 1) == candidate - 1 or pairs.get(number + 1) == candidate + 1
            if (passage.kind == "heading") != (other.kind == "heading"):
                continue
            if max(weights.covered(own, stems(other.text)), weights.covered(stems(other.text), own)) < LEAST_SHARED:
                continue
            score = max(
                fuzz.ratio(_plain(passage), _plain(other)), fuzz.token_sort_ratio(_plain(passage), _plain(other))
            )
            if score >= (ALIKE_IN_PLACE if in_place else ALIKE):
                ranked.append((-score - 5 * in_place, abs(number - candidate), number, candidate))
    used_old: set[int] = set()
    for _, _, number, candidate in sorted(ranked):
        if number not in used_old and candidate not in taken:
            used_old.add(number)
            taken.add(candidate)
            yield number, candidate


def _out_of_order(pairs: dict[int, int]) -> set[int]:
    """The numbers of old sentences that stand elsewhere in the new edition: all but the longest run in order."""
    ordered = sorted(pairs.items())
    best: list[list[int]] = []
    for old, new in ordered:
        # The longest rising sequence of new places; `best[n]` ends the lowest one of n + 1 places.
        place = next((n for n, chain in enumerate(best) if pairs[chain[-1]] > new), len(best))
        chain = [*(best[place - 1] if place else []), old]
        best[place : place + 1] = [chain]
    kept = set(best[-1]) if best else set()
    return set(pairs) - kept


def _in_order(
    old: Sequence[Passage], new: Sequence[Passage], pairs: dict[int, int], moved: set[int]
) -> Iterator[Change]:
    back = {after: before for before, after in pairs.items()}
    shown = 0
    for number, passage in enumerate(new):
        before = back.get(number)
        if before is None:
            yield Change("added", None, passage)
            continue
        if before not in moved:
            yield from (Change("dropped", old[gone], None) for gone in range(shown, before) if gone not in pairs)
            shown = before + 1
        yield _compared(old[before], passage, before in moved)
    yield from (Change("dropped", old[gone], None) for gone in range(shown, len(old)) if gone not in pairs)


def _compared(before: Passage, after: Passage, is_moved: bool) -> Change:
    if before.text == after.text:
        return Change("unchanged", before, after, (), is_moved)
    if _plain(before) == _plain(after):
        return Change("wording", before, after, ("capitals and punctuation only",), is_moved)
    change = shift(before.text, after.text)
    old, new = NUMBER.findall(before.text), NUMBER.findall(after.text)
    gone, come = [n for n in old if n not in new], [n for n in new if n not in old]
    reasons = [*change.reasons]
    if gone or come:
        reasons.append(f"number: {', '.join(gone) or 'none'} → {', '.join(come) or 'none'}")
    fates: dict[str, Fate] = {"weaker": "weakened", "stronger": "strengthened"}
    return Change(fates.get(change.direction, "reworded"), before, after, tuple(reasons), is_moved)


def words_changed(before: str, after: str) -> list[tuple[Literal["same", "gone", "come"], str]]:
    """Two wordings word by word: what is the same in both, what is gone and what has come."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    pieces: list[tuple[Literal["same", "gone", "come"], str]] = []
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(("gone", "".join(old[a:b])))
        if d > c:
            pieces.append(("come", "".join(new[c:d])))
    return pieces


def _plain(passage: Passage) -> str:
    return PLAIN.sub(" ", passage.text.casefold()).strip()


def _length(passage: Passage | None) -> int:
    return len(passage.text.split()) if passage else 0
