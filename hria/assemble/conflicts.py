"""Where documents contradict each other: both passages, in whose voice each is, and why they cannot both be right."""

from __future__ import annotations

from hria.assemble.dossier import Dossier
from hria.assemble.narrative import described
from hria.assemble.registers import MOST_ROWS, Cell, cell
from hria.assemble.wording import excerpt, sentence_of
from hria.contradiction import TYPE_WORDS, Clash, Side
from hria.draft import Sentence, Table
from hria.finding import Finding

# Of the passages that report a practice, so many are shown, each of another voice.
MOST_OTHERS = 2
VOICES = {
    "company": "the company",
    "auditor": "an auditor",
    "press": "the press",
    "critic": "critics",
    "third party": "a third party",
}


def contradicting(dossier: Dossier) -> tuple[Clash, ...]:
    """The contradictions of a dossier, those left out that only look contrary."""
    return tuple(clash for clash in dossier.contradictions if clash.compatible is None)


def conflicts(dossier: Dossier) -> Table | None:
    """Both sides of each contradiction; None where there is none."""
    rows = tuple(
        (
            cell(f"{TYPE_WORDS[clash.type].capitalize()}: {clash.about}."),
            _said(dossier, clash.a),
            tuple(part for side in _others(clash) for part in _said(dossier, side)),
            cell(sentence_of(clash.reason)),
        )
        for clash in contradicting(dossier)[:MOST_ROWS]
    )
    header = ("About", "One document", "Another", "Why both cannot hold")
    caption = "Passages that contradict each other"
    return Table("contradictions", caption, header, rows, (0.16, 0.29, 0.36, 0.19), True) if rows else None


def _others(clash: Clash) -> list[Side]:
    """The other side, and the most telling passage of each further voice."""
    by_voice = {clash.b.voice: clash.b}
    for side in clash.more:
        by_voice.setdefault(side.voice, side)
    return list(by_voice.values())[: 1 + MOST_OTHERS]


def _said(dossier: Dossier, side: Side) -> Cell:
    finding = dossier.cited(side.paper, side.passage)
    who = Sentence(f"{sentence_of(VOICES[side.voice]).rstrip('.')}, {described(side.paper.summary)}:")
    return who, _quoted(finding)


def _quoted(finding: Finding) -> Sentence:
    return Sentence(excerpt(finding.evidence.quote, finding.cues), (finding.id,), "quote")
