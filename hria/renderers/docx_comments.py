"""Word comments beside gaps: what is missing, which requirement asks for it, who could supply it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hria.renderers.docx_footnotes import add_part
from hria.renderers.docx_xml import Element, element, paragraph, run
from hria.renderers.manuscript import Missing

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "hria"
HIGHLIGHT = "yellow"


class Comments:
    """The comments of a document, collected while its body is written. They are dated like the draft."""

    def __init__(self, styles: Mapping[str, str], date: datetime.date) -> None:
        self._text = styles["annotation text"]
        self._mark = styles["annotation reference"]
        self._gap = styles["hria gap"]
        self._date = f"{date.isoformat()}T00:00:00Z"
        self._comments: list[Element] = []

    def gap(self, missing: Missing) -> list[Element]:
        """The gap in the text, highlighted, with its comment."""
        words = run(missing.text, style=self._gap, highlight=HIGHLIGHT)
        if not missing.remarks:
            return [words]
        number = len(self._comments)
        mark = element("r", element("rPr", element("rStyle", val=self._mark)), element("annotationRef"))
        first, *others = missing.remarks
        lines = [
            paragraph(self._text, mark, run(first)),
            *(paragraph(self._text, run(line)) for line in others),
        ]
        self._comments.append(element("comment", *lines, id=number, author=AUTHOR, date=self._date, initials=AUTHOR))
        call = element("r", element("rPr", element("rStyle", val=self._mark)), element("commentReference", id=number))
        return [element("commentRangeStart", id=number), words, element("commentRangeEnd", id=number), call]

    def add_to(self, document: Document) -> None:
        """The document has its part of comments, if there are any."""
        if self._comments:
            add_part(document, "comments", element("comments", *self._comments))
