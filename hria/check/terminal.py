"""A check as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from hria.check.checked import VERDICT_RULES, VERDICT_WORDS, Answer, Checked, Law, Passage, Score
from hria.check.comparison import Comparison

Look = Literal["title", "plain", "quiet", "good", "middling", "bad"]
LOOKS: dict[str, Look] = {
    "met": "good",
    "partly": "middling",
    "planned_only": "middling",
    "contradicted": "bad",
    "silent": "bad",
    "error": "bad",
    "caution": "middling",
    "note": "quiet",
}
INDENT = 14
CLOSING = (
    "This tells how specifically the statement speaks. It is no verdict on whether a law is kept, and not legal advice."
)
LONGEST_QUOTE = 230


class TextLine(NamedTuple):
    """A line with how it looks; colours are the terminal's business."""

    text: str
    look: Look = "plain"


def to_lines(checked: Checked, width: int = 110, passages: int = 2) -> Iterator[TextLine]:
    """The lines of a check: head, each law, the lints, the score, and what is missing most."""
    yield TextLine(f"{checked.company or 'company not recognised'}: {checked.title}", "title")
    guessed = "; the name is taken from the text, give another with --company" if checked.company_is_guessed else ""
    yield TextLine(f"{checked.path}, {checked.pages} pages, law as of {checked.as_of}{guessed}", "quiet")
    for note in checked.notes:
        yield TextLine(f"note: {note}", "middling")
    for law in checked.laws:
        if law.id != "walk-free":
            yield from _of_law(checked, law, width, passages)
    yield from _lints(checked, width)
    if checked.score:
        yield from _score(checked.score, width)
    yield TextLine("")
    rules = "; ".join(f"{VERDICT_WORDS[key].lower()} = {rule}" for key, rule in VERDICT_RULES.items())
    yield from _wrapped(f"How verdicts are reached: {rules}", width, 0, "quiet")
    yield from _wrapped(CLOSING, width, 0, "quiet")


def _of_law(checked: Checked, law: Law, width: int, passages: int) -> Iterator[TextLine]:
    yield TextLine("")
    mark = "" if law.is_verified else "  [NOT VERIFIED]"
    yield TextLine(f"{law.title} ({law.nature.replace('_', ' ')}, {law.edition}){mark}", "title")
    if not law.is_in_force:
        begun = (
            f"in force from {law.in_force_from}"
            if law.in_force_from and law.in_force_from > checked.as_of
            else "no longer in force"
        )
        yield TextLine(f"not judged: {begun}", "middling")
        return
    answers = [answer for answer in checked.answers if answer.framework == law.id]
    counts = Counter(answer.verdict for answer in answers if answer.is_due)
    yield TextLine(
        ", ".join(f"{counts[key]} {word.lower()}" for key, word in VERDICT_WORDS.items() if counts[key]), "quiet"
    )
    for answer in answers:
        if answer.verdict != "not_judged":
            yield from _answer(answer, width, passages)
    rest = [answer.ref for answer in answers if answer.verdict == "not_judged"]
    if rest:
        yield from _wrapped(f"not judged here: {'; '.join(rest)}", width, 2, "quiet")


def _answer(answer: Answer, width: int, passages: int) -> Iterator[TextLine]:
    mark = "" if answer.is_verified else "  [not verified]"
    force = answer.force.replace("_", " ")
    yield TextLine(
        f"{VERDICT_WORDS[answer.verdict]:{INDENT}}{answer.ref}  {answer.title}  ({force}){mark}", LOOKS[answer.verdict]
    )
    open_parts = [part for part in answer.parts if part.verdict != answer.verdict]
    if open_parts:
        yield from _wrapped(
            "; ".join(f"{part.name}: {VERDICT_WORDS[part.verdict].lower()}" for part in answer.parts), width, INDENT
        )
    for caution in answer.cautions:
        yield from _wrapped(f"! {caution}", width, INDENT, "middling")
    for passage in answer.passages[:passages]:
        yield from _quoted(passage, width)
    if answer.missing:
        yield from _wrapped(f"missing: {answer.missing}", width, INDENT)
    if answer.remedy:
        yield from _wrapped(f"-> {answer.remedy}", width, INDENT)


def _quoted(passage: Passage, width: int) -> Iterator[TextLine]:
    quote = textwrap.shorten(" ".join(passage.evidence.quote.split()), LONGEST_QUOTE, placeholder=" …")
    shows = f" [{', '.join(passage.shows[:3])}]" if passage.shows else ""
    state = " (planned)" if passage.is_planned else " (against)" if passage.is_against else ""
    yield from _wrapped(f"{passage.place} “{quote}”{state}{shows}", width, INDENT, "quiet")


def _lints(checked: Checked, width: int) -> Iterator[TextLine]:
    for kind in ("formal", "consistency", "language"):
        remarks = [remark for remark in checked.remarks if remark.kind == kind]
        yield TextLine("")
        yield TextLine(f"{kind.capitalize()} lint: {len(remarks) or 'nothing noticed'}", "title")
        for remark in remarks:
            pages = ", ".join(dict.fromkeys(passage.place for passage in remark.passages))
            yield from _wrapped(
                f"{remark.weight}: {remark.text}{f' ({pages})' if pages else ''}", width, 2, LOOKS[remark.weight]
            )
            if kind != "formal":
                for passage in remark.passages[:1]:
                    yield from _quoted(passage, width)
            if remark.advice and remark.weight != "note":
                yield from _wrapped(f"-> {remark.advice}", width, INDENT)


def _score(score: Score, width: int) -> Iterator[TextLine]:
    yield TextLine("")
    mark = "" if score.is_verified else "  [NOT VERIFIED]"
    yield TextLine(f"{score.title}: {score.points} of {len(score.variables)}{mark}", "title")
    yield from _wrapped(score.formula, width, 2, "quiet")
    for variable in score.variables:
        where = f"  {variable.passages[0].place}" if variable.passages and variable.is_disclosed else ""
        look: Look = "good" if variable.is_disclosed else "bad"
        yield TextLine(
            f"  {'yes' if variable.is_disclosed else 'no':4} {variable.id:24} {variable.why[: width - 40]}{where}", look
        )


def comparison_lines(comparison: Comparison, columns: Sequence[str]) -> Iterator[TextLine]:
    """A comparison as lines: the requirements downwards, a short word for each statement."""
    yield TextLine("")
    yield TextLine("Side by side", "title")
    for number, column in enumerate(columns, start=1):
        yield TextLine(f"  [{number}] {column}")
    for row in comparison.rows:
        if row.cells and any(cell.verdict for cell in row.cells):
            cells = "".join(f"{cell.text[:12]:14}" for cell in row.cells)
            yield TextLine(f"{row.ref[:34]:36}{cells}{row.title}")


def _wrapped(text: str, width: int, indent: int, look: Look = "plain") -> Iterator[TextLine]:
    margin = " " * indent
    for line in textwrap.wrap(text, max(width, 60), initial_indent=margin, subsequent_indent=margin + "  ") or [""]:
        yield TextLine(line, look)
