"""What became of promises, in a report: a table with what was promised, its status, and the passages that show it."""

from __future__ import annotations

from collections.abc import Sequence

from hria.assemble.dossier import Dossier, Point
from hria.assemble.gaps import GapBook
from hria.assemble.narrative import Narrator, described
from hria.assemble.registers import MOST_ROWS, Cell, cell, target_in_words
from hria.assemble.wording import deadline_in_words, excerpt, in_words
from hria.draft import Gap, Sentence, Table
from hria.finding import Finding
from hria.ledger import RULES, STATUS_WORDS, Promise, PromiseStatus, Shown

# Promises by which a company can be held to account; the others stand in the register of commitments.
JUDGED: tuple[PromiseStatus, ...] = tuple(status for status in STATUS_WORDS if status != "standing")
MOST_SHOWN = 2
LONGEST_NAME = 60
# A statement answers for what statements and policies promised; minutes and reports are not taken up.
PUBLIC = ("statement", "policy")
OTHER_VOICES = {"press": "as the press reports", "auditor": "as an auditor reports", "critic": "as critics say"}


def judged(dossier: Dossier) -> tuple[Promise, ...]:
    """The promises that can be judged: dated, with a target, or reworded."""
    return dossier.ledger.of(*JUDGED) if dossier.ledger else ()


def judged_ids(dossier: Dossier) -> frozenset[str]:
    """The findings that stand in the table of what became of promises."""
    return frozenset(id_ for promise in judged(dossier) for id_ in promise.ids("promise", "restated"))


def in_brief(dossier: Dossier) -> str:
    """ "2 not met; 3 overdue, no outcome found; 2 kept", in the order of the statuses."""
    promises = judged(dossier)
    counts = [(status, sum(promise.status == status for promise in promises)) for status in JUDGED]
    return "; ".join(f"{number} {STATUS_WORDS[status]}" for status, number in counts if number)


def rules_in_words(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """The statuses that occur, each with the rule that it follows from."""
    promises = judged(dossier)
    return tuple(
        (STATUS_WORDS[status].capitalize(), RULES[status])
        for status in JUDGED
        if any(promise.status == status for promise in promises)
    )


def trail(dossier: Dossier, narrator: Narrator, gaps: GapBook) -> Table | None:
    """What became of each promise that can be judged; None where there is none."""
    promises = judged(dossier)[:MOST_ROWS]
    rows = tuple(
        (
            (narrator.sentence(_point(dossier, promise)),),
            cell(_due(promise)),
            cell(f"{STATUS_WORDS[promise.status].capitalize()}.", _deciding(promise)),
            _shown(dossier, narrator, promise) or (gaps.made("no_outcome", _named(promise.lead)),),
        )
        for promise in promises
    )
    header = ("What was promised", "Due", "Status", "What shows it")
    caption = f"What became of promises, as of {in_words(dossier.date)}"
    return Table("promises", caption, header, rows, (0.36, 0.14, 0.14, 0.36), True) if rows else None


def to_answer(dossier: Dossier) -> tuple[Gap, ...]:
    """What a statement has to say of earlier promises, and does not: those overdue, dropped or made weaker."""
    words = {
        "overdue": "say what became of it; no document does",
        "dropped": "say whether it still stands; the last statement does not mention it",
        "weakened": "say why it was made weaker",
        "missed": "say what is done about it now that it was not met",
    }
    return tuple(
        Gap(
            f"{_titled(_public(promise), promise)}: {words[promise.status]}",
            "to_be_filled",
            "what became of an earlier promise",
            None,
            "human rights lead",
        )
        for promise in judged(dossier)
        if promise.status in words and _is_public(promise)
    )


def outcomes(dossier: Dossier) -> tuple[Finding, ...]:
    """What the company's documents say of promises that were kept or are on track."""
    return tuple(
        shown.finding
        for promise in judged(dossier)
        if promise.status in ("kept", "on_track") and _is_public(promise)
        for shown in promise.of("outcome", "progress")
        if shown.finding and shown.document.kind in PUBLIC
    )


def _is_public(promise: Promise) -> bool:
    return any(_is_published(shown) for shown in promise.of("promise", "restated"))


def _public(promise: Promise) -> Shown:
    """Where a statement or policy makes the promise."""
    return next(shown for shown in promise.of("promise", "restated") if _is_published(shown))


def _titled(shown: Shown, promise: Promise) -> str:
    return f"“{_named(shown.finding or promise.lead)}”, {described(shown.document)}"


def _is_published(shown: Shown) -> bool:
    return shown.voice == "company" and shown.document.kind in PUBLIC


def _point(dossier: Dossier, promise: Promise) -> Point:
    found = [shown.finding for shown in promise.of("promise", "restated") if shown.finding]
    return Point(found[0], tuple(found[1:3]), any(finding.id in dossier.reviewed_ids for finding in found))


def _due(promise: Promise) -> str:
    target = promise.commitment.target
    due = deadline_in_words(promise.due.isoformat()) if promise.due else "not stated"
    return f"{due}; {target_in_words(target)}" if target else due


def _deciding(promise: Promise) -> Sequence[str]:
    """The passage that a status rests on; none where it follows from what no document says."""
    if promise.status in ("overdue", "dropped", "open"):
        return ()
    return promise.ids("outcome", "reworded")[:1] or promise.ids("progress")[:1]


def _shown(dossier: Dossier, narrator: Narrator, promise: Promise) -> Cell:
    parts: list[Sentence | Gap] = []
    for shown in promise.of("outcome", "reworded", "progress", "absent")[:MOST_SHOWN]:
        if shown.finding is None:
            parts.append(Sentence(f"Not mentioned in {described(shown.document)}."))
        else:
            parts += [Sentence(_source(shown)), _quoted(shown.finding)]
    if promise.status == "open" and not parts:
        return cell("Nothing yet.")
    return tuple(parts)


def _source(shown: Shown) -> str:
    voice = OTHER_VOICES.get(shown.voice)
    return f"{described(shown.document)}{f', {voice}' if voice else ''}:"


def _quoted(finding: Finding) -> Sentence:
    return Sentence(excerpt(finding.evidence.quote, finding.cues), (finding.id,), "quote")


def _named(finding: Finding) -> str:
    """A promise in a few words, for a gap."""
    words = " ".join(finding.evidence.quote.split()).strip("“”\"' ")
    short = words if len(words) <= LONGEST_NAME else words[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return short.rstrip(".")
