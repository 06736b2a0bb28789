"""The difference of two editions as text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from hria.diff import FATES, Change, Diff, Fate, words_changed
from hria.document import Summary
from hria.passage import Passage

TITLES: dict[Fate, str] = {
    "dropped": "Dropped",
    "weakened": "Weakened",
    "strengthened": "Strengthened",
    "reworded": "Reworded",
    "added": "Added",
    "wording": "Capitals and punctuation only",
    "unchanged": "Carried over unchanged",
}
QUIET: tuple[Fate, ...] = ("wording", "unchanged")


def comparison_text(compared: Diff, everything: bool = False) -> str:
    """The changes in the order of the later edition, dropped sentences where they stood; [-gone-] {+come+}."""
    lines = [f"- {_titled(compared.before.summary)}", f"+ {_titled(compared.after.summary)}", ""]
    for change in compared.changes:
        if change.fate in QUIET and not everything and not change.is_moved:
            continue
        notes = "; ".join((*change.reasons, *(["moved"] if change.is_moved else [])))
        lines.append(f"{change.fate.upper()}  {_pages(change)}{f'  ({notes})' if notes else ''}")
        lines += [f"    {line}" for line in _worded(change, "[-{}-]", "{{+{}+}}")]
    return "\n".join(lines)


def comparison_markdown(compared: Diff, everything: bool = False) -> str:
    """The changes by what became of the sentence, with both passages and their pages."""
    before, after = compared.before.summary, compared.after.summary
    lines = [
        f"# {_escaped(after.title)}: what changed",
        "",
        f"Earlier: {_escaped(_titled(before))}. Later: {_escaped(_titled(after))}.",
        "",
        f"{compared.boilerplate:.0%} of the words of the later edition stand in sentences of the earlier one.",
        "",
        "| | Sentences |",
        "| --- | ---: |",
        *(f"| {TITLES[fate]} | {len(compared.of(fate))} |" for fate in FATES),
    ]
    for fate in FATES:
        changes = compared.of(fate)
        if not changes or (fate in QUIET and not everything):
            continue
        lines += ["", f"## {TITLES[fate]}", ""]
        for change in changes:
            notes = "; ".join((*change.reasons, *(["moved"] if change.is_moved else [])))
            lines.append(f"- *{_pages(change)}*{f' ({_escaped(notes)})' if notes else ''}")
            lines += [f"  {line}  " for line in _worded(change, "~~{}~~", "**{}**", is_markdown=True)]
    return "\n".join(lines) + "\n"


def _worded(change: Change, gone: str, come: str, is_markdown: bool = False) -> Iterator[str]:
    """The wording of a change: of one sentence as it stands, of two with what differs marked."""
    plain = _escaped if is_markdown else str
    if change.before and change.after:
        pieces = []
        for state, words in words_changed(change.before.text, change.after.text):
            form = {"same": "{}", "gone": gone, "come": come}[state]
            pieces.append(form.format(plain(words.strip())))
        yield " ".join(pieces)
    elif change.before:
        yield gone.format(plain(change.before.text))
    elif change.after:
        yield come.format(plain(change.after.text))


def _pages(change: Change) -> str:
    """Where it stands: "p. 2 → p. 3"."""
    places = [_place(passage) if passage else "–" for passage in (change.before, change.after)]
    return " → ".join(places)


def _place(passage: Passage) -> str:
    return f"p. {passage.evidence.page}"


def _titled(summary: Summary) -> str:
    date = summary.published.isoformat() if summary.published else "not dated"
    return f"{summary.title} ({date}; {summary.path.rsplit('/', 1)[-1]})"


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>|~#":
        text = text.replace(sign, f"\\{sign}")
    return text
