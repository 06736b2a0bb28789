"""A draft as tagged, archival PDF (PDF/UA-1), laid out by WeasyPrint. Nothing is fetched from anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hria.draft import Draft
from hria.errors import MissingExtra
from hria.renderers.composition import compose
from hria.renderers.html_view import pictures, style_sheet, to_html
from hria.renderers.manuscript import Manuscript

NOON = 43200
PRINTED = 4  # the flag of an annotation that is on paper too
ADDED = "a::after"  # what the style sheet adds to a link, as WeasyPrint calls it
DAY = 86400
FIRST_DAY = 719163  # the ordinal of 1 January 1970


def render_pdf(draft: Draft) -> bytes:
    """The draft as PDF. Raises MissingExtra where WeasyPrint or the libraries under it are not installed."""
    manuscript = compose(draft)
    with _font_clock(manuscript):
        return bytes(
            lay_out(manuscript).write_pdf(
                pdf_variant="pdf/ua-1",
                pdf_identifier=manuscript.identifier.encode("utf-8"),
                finisher=_print_links,
            )
        )


def lay_out(manuscript: Manuscript, extra_css: str = "") -> Any:
    """The pages of the manuscript as a weasyprint Document, with `extra_css` after our own style sheet."""
    html_class, css_class = _weasyprint()
    own = pictures(manuscript)
    fetcher = only_these(frozenset(own.values()))
    html = html_class(string=to_html(manuscript, own), url_fetcher=fetcher)
    sheet = css_class(string=style_sheet() + extra_css, url_fetcher=fetcher)
    document = html.render(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    _join_links(document)
    return document


def page_numbers(manuscript: Manuscript, css: str) -> dict[str, int]:
    """The page of each anchor, counted from 1, with `css` after our own style sheet.

    Raises MissingExtra as render_pdf does.
    """
    found: dict[str, int] = {}
    for number, page in enumerate(lay_out(manuscript, css).pages, start=1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def only_these(allowed: frozenset[str]) -> Any:
    """A WeasyPrint URL fetcher that answers for these data URIs, and refuses every other address."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class _OwnPictures(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in allowed or not url.startswith("data:"):
                raise FatalURLFetchingError(f"a report points to nothing outside itself: {url[:80]}")
            return super().fetch(url, headers)

    return _OwnPictures(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)


def _join_links(document: Any) -> None:
    """A page reference is one link, its number a plain part of it.

    WeasyPrint makes a link of its own of what the style sheet adds to a link, tagged as one inside the other.
    """
    for page in document.pages:
        added = [box for *_, box in page.links if box.element_tag == ADDED]
        page.links = [link for link in page.links if link[-1] not in added]
        for box in added:
            box.element_tag = "span"


def _print_links(_document: Any, pdf: Any) -> None:
    """Links are marked to be printed as they are shown, which readers of archives ask for."""
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("Subtype") == "/Link":
            part["F"] = PRINTED


def _weasyprint() -> tuple[Any, Any]:
    try:
        from weasyprint import CSS, HTML
    except (ImportError, OSError) as error:
        raise MissingExtra(
            f"PDF needs WeasyPrint and the Pango library under it ({error})",
            "install Pango (on Windows with MSYS2, on macOS with Homebrew), or render as docx or md",
        ) from None
    return HTML, CSS


@contextmanager
def _font_clock(manuscript: Manuscript) -> Iterator[None]:
    """fontTools stamps each font that it rewrites with the time; here it is the date of the draft.

    The variable is its only switch. It is put back afterwards.
    """
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str((manuscript.created.toordinal() - FIRST_DAY) * DAY + NOON)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
