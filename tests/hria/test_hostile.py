"""Files made to do harm, or merely broken: each yields a document, or one line that says why and what to do."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from papers import pdf_of, read_bytes

from hria.errors import HriaError
from hria.intake import candidates, take_in
from hria.readers import Overrides
from hria.settings import create_workspace
from hria.store import Store
from hria.workers import Bounds, run

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word_file(body: str, doctype: str = "", extra: bytes = b"") -> bytes:
    """A Word file of just these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"{doctype}<w:document {WORDS}><w:body>{body}</w:body></w:document>")
        if extra:
            archive.writestr("word/media/picture.bin", extra)
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """A PDF of empty pages."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument.new()
    for _ in range(count):
        pdf.new_page(100, 100).close()
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def nested_tables(depth: int) -> str:
    body = PARAGRAPH.format("x")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return body


LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)) + "]>"
)

REFUSED = {
    "empty.pdf": (lambda: b"", "0 bytes"),
    "header-only.pdf": (lambda: b"%PDF-1.7\n", "not a readable PDF"),
    "words.pdf": (lambda: b"only words", "not a PDF"),
    "words.docx": (lambda: b"only words", "no Word file"),
    "cut.docx": (lambda: word_file(PARAGRAPH.format("x"))[:200], "damaged"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office format"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "bomb.docx": (lambda: word_file(PARAGRAPH.format("x"), extra=b"\0" * 40_000_000), "unpacks to 40 MB"),
    "laughs.docx": (lambda: word_file(PARAGRAPH.format("&a8;"), LAUGHS), "unfolds"),
    "deep.docx": (lambda: word_file(nested_tables(400)), "too deep"),
    "deep.html": (lambda: b"<div>" * 5000 + b"x", "deep in each other"),
    "pages.pdf": (lambda: many_pages(5001), "5001 pages"),
    "machine.txt": (lambda: bytes(range(256)) * 100, "no text"),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n", "no reader takes .png"),
    "sheet.xlsx": (lambda: word_file(""), "the workbook cannot be read"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_read_says_why_and_what_to_do(name: str) -> None:
    """One line with the cause, and a remedy; never a traceback."""
    make, cause = REFUSED[name]
    with pytest.raises(HriaError, match=re.escape(cause)) as caught:
        read_bytes(make(), name)
    assert caught.value.hint
    assert "\n" not in f"{caught.value.message} {caught.value.hint}"


def test_nothing_outside_the_file_is_read() -> None:
    """An external entity stays unread; the rest of the document is there."""
    doctype = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
    data = word_file(PARAGRAPH.format("We pay &x; wages."), doctype)
    assert re.fullmatch(r"We pay ?(wages\.)?", read_bytes(data, "entity.docx").text)


def test_a_page_of_absurd_size_is_read() -> None:
    """A page of three kilometres is a page."""
    data = pdf_of("<p>We pay wages.</p>", "@page { size: 9000000pt 9000000pt }")
    assert read_bytes(data, "vast.pdf").text == "We pay wages."


def test_an_encrypted_pdf_is_opened_with_its_password(tmp_path: Path) -> None:
    """Without a password, and with a wrong one, the error says how to give it."""
    import shutil
    import subprocess

    if not shutil.which("qpdf"):
        pytest.skip("qpdf is not here to encrypt a file")
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(pdf_of("<p>We pay wages.</p>"))
    subprocess.run(["qpdf", "--encrypt", "open", "owner", "256", "--", str(plain), str(locked)], check=True)
    data = locked.read_bytes()
    for password, cause in ((None, "it is encrypted"), ("wrong", "does not open")):
        with pytest.raises(HriaError, match=cause) as caught:
            read_bytes(data, "locked.pdf", Overrides(password=password))
        assert "--password" in (caught.value.hint or "")
    assert read_bytes(data, "locked.pdf", Overrides(password="open")).text == "We pay wages."


WRONGS = {
    "hang": "more than 1 seconds",
    "crash": "signal 11",
    "eat": "more memory",
    "call": "without a network",
    "recurse": "nested too deep",
    "break": "two lines",
}


def test_a_worker_that_fails_costs_its_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task may hang, crash, eat memory or call out; the others are done, and none reaches the network."""
    monkeypatch.setattr("hria.workers.START_SECONDS", 5.0)
    tasks = ["one", *WRONGS, "two"]
    outcomes = {o.task: o for o in run(tasks, "slow_work:make", None, 2, Bounds(1.0, 3000))}
    assert {task for task, outcome in outcomes.items() if outcome.result} == {"one", "two"}
    for task, cause in WRONGS.items():
        failure = outcomes[task].failure
        assert failure is not None
        assert cause in failure.message
        assert failure.hint


def test_all_hostile_files_have_an_outcome(shared: Path, tmp_path: Path) -> None:
    """Of a folder of hostile files each is a document or a line that names cause and remedy."""
    workspace = create_workspace(tmp_path / "scratch", "Scratch plc", datetime.date(2026, 1, 31))
    with Store(workspace.store_url) as store:
        files = candidates(workspace, [str(shared / "corpus" / "hostile")])
        results = list(take_in(workspace, store, files, Overrides()))
        stored = store.list_documents()
    assert sorted(taken.shown for taken in results) == sorted(file.shown for file in files)
    for taken in results:
        if taken.failure is not None:
            assert taken.failure.hint, taken
            assert "\n" not in str(taken.failure)
    assert len(stored) == sum(taken.result == "added" for taken in results) > 90
