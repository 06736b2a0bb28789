"""The headings of a draft: their labels and anchors, and how a page reference finds one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

from hria.draft import Section
from hria.errors import BadData
from hria.renderers.cleaning import clean, quoted
from hria.renderers.manuscript import Heading, Reference
from hria.renderers.wording import ANNEX, PAGE, SECTION

LETTER = re.compile(r"(?:Annex |Appendix )?([A-Z])")


def outline(sections: Sequence[Section]) -> Iterator[tuple[str, Heading]]:
    """The heading of each section with the section's id, in the order of reading.

    Anchors count sections: an id may hold what no format allows in a name. The table of contents lists no parts
    of chapters that are built alike: of which one has a title that comes again in another chapter.
    """
    numbers = count(1)
    titles = Counter(part.title for chapter in sections for part in _inner(chapter))
    for section in sections:
        is_unlike = all(titles[part.title] == 1 for part in _inner(section))
        yield from _headings(section, numbers, is_unlike, level=1, is_annex=False)


def refer(section_id: str, outline: Sequence[tuple[str, Heading]]) -> Reference:
    """The reference to the heading of that section. Raises BadData unless exactly one has the id."""
    found = [heading for identifier, heading in outline if identifier == section_id]
    if len(found) != 1:
        having = "two sections have" if found else "no section has"
        raise BadData(f'a page reference names "{section_id}", an id that {having}', "draft it again")
    return Reference(PAGE, printed_section(found[0]), found[0].anchor)


def printed_section(heading: Heading) -> str:
    """A section by number and title: "section 2.1 Outlook", "Annex A Interviews", "section “Summary”"."""
    if not heading.label:
        return f"{SECTION} {quoted(heading.title)}"
    name = f"{heading.label} {heading.title}".strip()
    return name if heading.label.startswith(ANNEX) else f"{SECTION} {name}"


def next_letters(sections: Sequence[Section]) -> Iterator[str]:
    """The letters after those that the annexes of the draft already have."""
    used = [ord(match.group(1)) for section in sections if (match := LETTER.fullmatch(section.number))]
    last = max(used, default=ord("A") - 1)
    return map(chr, count(last + 1))


def _inner(section: Section) -> Iterator[Section]:
    for part in section.sections:
        yield part
        yield from _inner(part)


def _headings(
    section: Section, numbers: count[int], is_unlike: bool, level: int, is_annex: bool
) -> Iterator[tuple[str, Heading]]:
    letter = LETTER.fullmatch(section.number) if level == 1 else None
    is_annex = is_annex or letter is not None
    heading = Heading(
        level=level,
        label=f"{ANNEX} {letter.group(1)}" if letter else clean(section.number),
        title=clean(section.title),
        anchor=f"section_{next(numbers)}",
        is_annex=is_annex,
        is_listed=level == 1 or is_unlike,
    )
    yield section.id, heading
    for inner in section.sections:
        yield from _headings(inner, numbers, is_unlike, level + 1, is_annex)
