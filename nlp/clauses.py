"""How far a cue reaches: within its clause, and not over a word that turns the sentence."""

from __future__ import annotations

from spacy.tokens import Doc

from nlp.pipeline import Hit, Reading

# What ends the reach of a cue (compare the termination terms of ConText).
TURNS = frozenset({";", ":", "but", "however", "although", "though", "whereas", "while", "whilst", "yet", "except"})


def is_turned(doc: Doc, start: int, end: int) -> bool:
    """Whether a word between two tokens turns the sentence."""
    return any(
        token.lower_ in TURNS and doc[token.i + 1 : token.i + 3].text.lower() != "not limited"
        for token in doc[start:end]
    )


def reaches(reading: Reading, cue: Hit, start: int, within: int = 12) -> bool:
    """Whether a cue reaches the words that begin at token `start`, by the flags of its rule."""
    if "sentence" in cue.rule.flags:
        return True
    return cue.end <= start <= cue.end + within and not is_turned(reading.doc, cue.end, start)


def cues(reading: Reading) -> tuple[str, ...]:
    """The cues of a sentence, each once, in the order of the sentence."""
    return tuple(dict.fromkeys(hit.rule.value for hit in reading.hits("cues") if hit.rule.value))


def overlaps(a: Hit, b: Hit) -> bool:
    """Whether two hits share a token."""
    return a.start < b.end and b.start < a.end
