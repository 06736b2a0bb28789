"""Whether sentences tell of something planned or deny it, by themselves: as labelled sentences are measured."""

from __future__ import annotations

from collections.abc import Sequence


def statuses(sentences: Sequence[str], model: str | None = None) -> list[str]:
    """The evidence status of each of these sentences of a company's own statement, read without their neighbours."""
    from nlp.evidence_status import parse_for_status, told
    from nlp.pipeline import Pipeline

    pipeline = Pipeline("en", model)
    readings = [pipeline.match(sentence) for sentence in sentences]
    parse_for_status(pipeline, readings)
    return [told(pipeline, reading).status for reading in readings]
