"""The scanned memo of the sample corpus: a picture of a page, a little askew, without a text layer."""

from __future__ import annotations

import datetime
import io
import random
from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont

DOTS_PER_INCH = 150
PAGE = (1240, 1754)  # A4 at 150 dots per inch
MARGIN, LINE = 150, 38
SCANNED_ON = datetime.datetime(2025, 3, 18, 9, 12).timetuple()
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def write(source: Path) -> bytes:
    """A one-page PDF that holds nothing but the picture of the text."""
    page = Image.new("L", PAGE, 252)
    _type_out(page, source.read_text(encoding="utf-8").splitlines())
    _stamp(page)
    page = page.rotate(0.55, resample=Image.Resampling.BICUBIC, fillcolor=250)
    _dust(page)
    stream = io.BytesIO()
    page.point(lambda shade: 255 if shade > 150 else 0).convert("1").save(
        stream,
        format="PDF",
        resolution=DOTS_PER_INCH,
        creationDate=SCANNED_ON,
        modDate=SCANNED_ON,
        producer="Scanner",
    )
    return stream.getvalue()


def _type_out(page: Image.Image, lines: list[str]) -> None:
    draw = ImageDraw.Draw(page)
    typed = ImageFont.truetype(FONTS / "DejaVuSansMono.ttf", 22)
    bold = ImageFont.truetype(FONTS / "DejaVuSansMono-Bold.ttf", 26)
    for number, line in enumerate(lines):
        heading = line.isupper()
        draw.text((MARGIN, MARGIN + number * LINE), line, font=bold if heading else typed, fill=25)


def _stamp(page: Image.Image) -> None:
    stamp = Image.new("L", (430, 130), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((4, 4, 425, 125), outline=90, width=5)
    large = ImageFont.truetype(FONTS / "DejaVuSans-Bold.ttf", 44)
    small = ImageFont.truetype(FONTS / "DejaVuSans.ttf", 28)
    draw.text((40, 18), "RECEIVED", font=large, fill=90)
    draw.text((40, 76), "18 MAR 2025  FINANCE", font=small, fill=90)
    page.paste(stamp.rotate(7, expand=True, fillcolor=255), (730, 90))


def _dust(page: Image.Image) -> None:
    grain = random.Random(1187)
    draw = ImageDraw.Draw(page)
    for _ in range(260):
        x, y = grain.randrange(PAGE[0]), grain.randrange(PAGE[1])
        size = grain.choice((1, 1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=grain.choice((40, 120)))
    draw.line((22, 0, 26, PAGE[1]), fill=130, width=2)
