"""The table of contents: a field that is filled already, so that Word asks nothing on opening the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hria.renderers.docx_xml import Element, element, field, link, page_field, paragraph, run, tab_run
from hria.renderers.html_view import DEEPEST_ENTRY
from hria.renderers.manuscript import Heading
from hria.renderers.wording import CONTENTS

NUMBER_WIDTH = 1247  # twips; 22 mm, enough for "Annex A"


def table_of_contents(
    headings: Sequence[Heading], pages: Mapping[str, int], styles: Mapping[str, str], text_width: int
) -> list[Element]:
    """The title and the entries, each a link to its heading, with its page where `pages` knows it.

    `text_width` is in twips. Without pages the field says so, and Word leaves them out until it is updated.
    """
    title = paragraph(styles["toc heading"], run(CONTENTS), layout=[element("pageBreakBefore")])
    entries = [heading for heading in headings if heading.is_listed and heading.level <= DEEPEST_ENTRY]
    switches = f'TOC \\o "1-{DEEPEST_ENTRY}" \\h \\z' + ("" if pages else " \\n")
    begin, code, separate, _, end = field(switches, "")
    lines = [_entry(heading, pages.get(heading.anchor), styles, text_width) for heading in entries]
    for number, opening in enumerate((begin, code, separate)):
        lines[0].insert(1 + number, opening)
    gallery = element("docPartGallery", val="Table of Contents")
    properties = element("sdtPr", element("docPartObj", gallery, element("docPartUnique")))
    closing = paragraph(styles["hria break"], end)
    return [element("sdt", properties, element("sdtContent", title, *lines, closing))]


def _entry(heading: Heading, page: int | None, styles: Mapping[str, str], text_width: int) -> Element:
    content = [run(heading.label)] if heading.label else []
    content += [tab_run(), run(heading.title)]
    if page is not None:
        content += [tab_run(), *page_field(heading.anchor, page)]
    stops = element(
        "tabs",
        element("tab", val="left", pos=NUMBER_WIDTH),
        element("tab", val="right", leader="dot", pos=text_width),
    )
    indent = element("ind", left=NUMBER_WIDTH, hanging=NUMBER_WIDTH)
    return paragraph(styles[f"toc {heading.level}"], link(heading.anchor, *content), layout=[stops, indent])
