"""Documents that people labelled by reading: partners, commitments, risks, incidents, and what only looks like a risk.

A file labels one document ({"file": ..., "company": ..., "commitments": [...]}) or many (by file name, at the
top or under "documents").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hria.errors import BadData, NotFound

LISTED = ("partners", "commitments", "risks", "incidents")


class Labelled(NamedTuple):
    """A document with its labels. `company` is None where the labels do not say whose document it is."""

    path: Path
    company: str | None
    labels: dict[str, Any]


def labelled(gold: Path, corpus: Path | None) -> Iterator[Labelled]:
    """The labelled documents of a folder of label files, or of one file.

    Documents are looked for in `corpus`, or in folders named "corpus" near the labels. Raises NotFound for
    a document that is nowhere, BadData for a file that holds no labels.
    """
    files = sorted(gold.glob("*.json")) if gold.is_dir() else [gold]
    if not files:
        raise NotFound(f"{gold} holds no label files (*.json)", "see hria eval findings --help")
    for file in files:
        for name, labels in _by_document(file).items():
            yield Labelled(_located(name, file, corpus), labels.get("company"), labels)


def _by_document(file: Path) -> dict[str, dict[str, Any]]:
    """The labels of a file by document; documents without labels of findings are passed over."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadData(f"{file}: {error}") from None
    if not isinstance(content, dict):
        raise BadData(f"{file} does not hold labels by document", "see hria eval findings --help")
    documents = {content["file"]: content} if "file" in content else content.get("documents", content)
    found = {
        name: labels
        for name, labels in documents.items()
        if isinstance(labels, dict) and any(isinstance(labels.get(kind), list) for kind in LISTED)
    }
    if not found:
        raise BadData(f"{file} labels no partners, commitments, risks or incidents", "see hria eval findings --help")
    return found


def _located(name: str, labels: Path, corpus: Path | None) -> Path:
    roots = [corpus] if corpus else []
    for parent in (labels.parent, *labels.resolve().parents[:4]):
        roots += [parent, parent / "corpus", parent / "corpus" / "seeds"]
    for root in roots:
        if (root / name).is_file():
            return root / name
    raise NotFound(f"{labels.name} labels {name}, which is nowhere near it", "say where with --corpus")
