"""Pages of PDF sources as pictures, drawn when they are looked at and kept for a while."""

from __future__ import annotations

import hashlib
import io
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any, NamedTuple

from hria.errors import NotFound, Unreadable
from hria.settings import Workspace

WIDTHS = (900, 1400, 2200)
MOST_PICTURES = 48
# Posters: no picture is higher than this, in pixels.
HIGHEST = 6000


class _Source(NamedTuple):
    path: Path
    modified: int
    pdf: Any


class Pictures:
    """PNGs of pages. PDFium is not safe in several threads, so pages are drawn one at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._drawn: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._source: tuple[str, _Source] | None = None
        self._lock = threading.Lock()

    def page(self, document_id: str, path: str, sha256: str, number: int, width: int) -> bytes:
        """The page `number` (from 1), `width` pixels wide.

        Raises NotFound where the file is gone, has changed or has no such page, Unreadable where it does not open.
        """
        key = (document_id, number, width)
        with self._lock:
            source = self._opened(document_id, self._workspace.located(path), sha256)
            if key not in self._drawn:
                self._drawn[key] = _draw(source.pdf, number, width)
            self._drawn.move_to_end(key)
            while len(self._drawn) > MOST_PICTURES:
                self._drawn.popitem(last=False)
            return self._drawn[key]

    def _opened(self, document_id: str, path: Path, sha256: str) -> _Source:
        import pypdfium2

        try:
            modified = path.stat().st_mtime_ns
            if self._source and self._source[0] == document_id and self._source[1].modified == modified:
                return self._source[1]
            data = path.read_bytes()
        except OSError:
            raise NotFound(f"{path.name}: the source is no longer there", "put it back, or add it again") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise NotFound(f"{path.name}: the source has changed since it was read", "add it again")
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"{path.name}: {error}", "the text is shown instead") from None
        self.close()
        self._source = (document_id, _Source(path, modified, pdf))
        return self._source[1]

    def close(self) -> None:
        """Lets go of the file that was opened last."""
        if self._source:
            self._source[1].pdf.close()
            self._source = None


def _draw(pdf: Any, number: int, width: int) -> bytes:
    if not 1 <= number <= len(pdf):
        raise NotFound(f"there is no page {number}")
    page = pdf[number - 1]
    wide, high = page.get_size()
    scale = min(width / max(wide, 1.0), HIGHEST / max(high, 1.0))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    out = io.BytesIO()
    # Little compression: it goes no further than this machine, and somebody waits.
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
