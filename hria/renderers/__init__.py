"""A draft becomes a file: DOCX, PDF or Markdown, all saying the same. Same input, same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from hria.draft import Draft
from hria.errors import NotFound

Format = Literal["docx", "pdf", "md"]


def render(draft: Draft, format: Format, reference: Path | None = None) -> bytes:
    """The file that the draft becomes.

    `reference` is a firm's own .docx whose styles, page set-up, logo, headers and footers a DOCX takes;
    the other formats have no use for it. Raises BadData where a sentence cites a passage that the
    evidence register does not hold or a page reference names a section that there is not, Unreadable
    where `reference` cannot be used, MissingExtra where the libraries of PDF are not installed, and
    NotFound for a format that there is not.
    """
    if format == "docx":
        from hria.renderers.docx import render_docx

        return render_docx(draft, reference)
    if format == "pdf":
        from hria.renderers.pdf import render_pdf

        return render_pdf(draft)
    if format == "md":
        from hria.renderers.markdown import render_markdown

        return render_markdown(draft).encode("utf-8")
    raise NotFound(f'there is no renderer for "{format}"', f"use one of {', '.join(get_args(Format))}")
