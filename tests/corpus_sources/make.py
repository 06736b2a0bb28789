"""Makes the documents of corpus/ from the sources beside this file.

    python tests/corpus_sources/make.py

The same tools and fonts give the same bytes on every run; `toolchain.json` says which ones made the
committed files. Everything in these documents is made up.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

import scan
import word

SOURCES = Path(__file__).resolve().parent
CORPUS = SOURCES.parents[1] / "corpus"

# Old typesetting programs write the ligature itself into the text layer; one document does so too.
WITH_LIGATURES = {"modern-slavery-statement-2025"}
LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
RUNNING_TEXT = re.compile(r"^<(?:p|li|blockquote)>.*$", re.MULTILINE)

PACKAGES = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "pyphen",
    "python-docx",
    "markdown-it-py",
    "pillow",
    "matplotlib",
)
FONTS = (
    "Liberation Sans",
    "Liberation Sans Narrow",
    "Liberation Serif",
    "Noto Sans",
    "Noto Serif",
)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """Writes every document and the note of the tools that made them."""
    for name, content in documents().items():
        (CORPUS / name).write_bytes(content)
        print(f"{len(content):8,} {name}")
    note = json.dumps(toolchain(), indent=1) + "\n"
    (SOURCES / "toolchain.json").write_text(note, encoding="utf-8")


def documents() -> dict[str, bytes]:
    """The bytes of each document by its file name; README.md and gold.json are written by people."""
    return {name: WRITERS[source.parent.name](source) for name, source in sources().items()}


def sources() -> dict[str, Path]:
    """The source of each document by the document's file name: the folder says how it is made."""
    return {
        source.name if folder == "plain" else f"{source.stem}{FORMATS[folder]}": source
        for folder in WRITERS
        for source in sorted((SOURCES / folder).iterdir())
    }


def toolchain() -> dict[str, str]:
    """What the bytes depend on: packages, libraries, and the fonts by the hash of their files."""
    from weasyprint.text.ffi import harfbuzz_subset, pango

    tools = {name: version(name) for name in PACKAGES}
    tools["pango"] = str(pango.pango_version())
    # WeasyPrint cuts fonts down with this library where it is installed, else with fontTools.
    tools["harfbuzz-subset"] = "absent" if harfbuzz_subset is None else "present"
    tools["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    return tools | {font: _font_hash(font) for font in FONTS}


def _pdf(source: Path) -> bytes:
    from weasyprint import HTML

    markup = source.read_text(encoding="utf-8")
    if source.stem in WITH_LIGATURES:
        markup = RUNNING_TEXT.sub(_join_letters, markup)
    identifier = hashlib.sha256(source.name.encode()).digest()[:16]
    # fontTools stamps each embedded font with the clock unless this variable says otherwise.
    with patch.dict(os.environ, SOURCE_DATE_EPOCH="0"):
        content = HTML(string=markup).write_pdf(pdf_identifier=identifier)
    assert isinstance(content, bytes)
    return content


def _join_letters(text: re.Match[str]) -> str:
    joined = text.group()
    for letters, ligature in LIGATURES.items():
        joined = joined.replace(letters, ligature)
    return joined


def _with_fixed_times(archive: bytes) -> bytes:
    """The same zip with one time for all members: python-docx stamps them with the clock."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(member, old.read(name))
    return stream.getvalue()


def _font_hash(family: str) -> str:
    if shutil.which("fc-match") is None:
        return "unknown"
    found = subprocess.run(["fc-match", "--format=%{file}", family], capture_output=True, text=True, check=True)
    return hashlib.sha256(Path(found.stdout).read_bytes()).hexdigest()[:16]


def _word(source: Path) -> bytes:
    return _with_fixed_times(word.write(source))


WRITERS = {"pdf": _pdf, "scan": scan.write, "docx": _word, "plain": Path.read_bytes}
FORMATS = {"pdf": ".pdf", "scan": ".pdf", "docx": ".docx"}

if __name__ == "__main__":
    main()
