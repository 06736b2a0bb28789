"""The outline of a report: `templates/<report>/<variant>.toml` names its sections in order."""

from __future__ import annotations

import msgspec

from hria.errors import NotFound
from hria.resources import data_folder, read_toml


class OutlineSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section and the template that writes it.

    `each` repeats it: "salient" for every salient issue. `criteria` are the ids of those that it answers
    one by one, `answers` of those that it answers as a whole.
    `late` sections are written after all others, because they speak of them. `annex` sections have a letter.
    """

    id: str
    title: str
    template: str
    each: str | None = None
    criteria: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    late: bool = False
    annex: bool = False


class Outline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report in one variant. `provision` is what it is made under, as it stands in its text, and
    `itself` what it calls itself.
    """

    title: str
    subtitle: str
    name: str
    section: tuple[OutlineSection, ...]
    provision: str = ""
    itself: str = "statement"
    frameworks: tuple[str, ...] = ()


def outline(report: str, variant: str) -> Outline:
    """The outline of a report. Raises NotFound, naming the variants there are."""
    folder = data_folder("templates") / report
    path = folder / f"{variant}.toml"
    if not path.is_file():
        raise NotFound(f'no {report} for "{variant}"', f"there are {', '.join(variants(report))}")
    return read_toml(path, Outline)


def variants(report: str) -> tuple[str, ...]:
    """The variants of a report, sorted."""
    folder = data_folder("templates") / report
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if path.stem != "gaps"))
