"""A page as a picture, with a passage marked on it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hria.document import Region
from hria.errors import NotFound, Unreadable

DOTS_PER_INCH = 110
MARK = (255, 214, 10, 90)
EDGE = (214, 120, 0, 255)


def marked_page(path: Path, sha256: str, regions: Sequence[Region], password: str | None = None) -> bytes:
    """A PNG of the page on which the passage begins, its boxes marked.

    Raises NotFound where the file is gone or no longer the one that was read, Unreadable where it does
    not open.
    """
    import pypdfium2
    from PIL import Image, ImageDraw

    try:
        data = path.read_bytes()
    except OSError:
        raise NotFound(f"{path}: the source is no longer there", "put it back, or add it again") from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NotFound(f"{path}: the source has changed since it was read", "add it again")
    if not regions:
        raise NotFound("the passage has no place on a page", "only PDF sources have pictures")
    page_number = regions[0].page
    try:
        page = pypdfium2.PdfDocument(data, password=password)[page_number - 1]
        picture: Any = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"{path}: {error}", "give its password with --password") from None
    scale = DOTS_PER_INCH / 72
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for region in regions:
        if region.page == page_number:
            box = region.box
            corners = [box.x0 * scale - 2, box.top * scale - 1, box.x1 * scale + 2, box.bottom * scale + 1]
            draw.rectangle(corners, fill=MARK, outline=EDGE, width=1)
    out = io.BytesIO()
    Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB").save(out, "PNG")
    return out.getvalue()
