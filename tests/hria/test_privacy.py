"""Drafts for the public: personal data and small numbers stop them or are taken out, in every byte of every format."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from drafts import rich_draft

from hria.assemble import assemble
from hria.assemble.charts import class_chart, grievance_chart
from hria.assemble.listings import complaints, grievance_funnel, supplier_countries
from hria.cli import root
from hria.cli.drafting import FORMATS, dossier_of
from hria.draft import NOT_SHOWN, Bar, Chart, Draft, Paragraph, Section, Sentence
from hria.privacy import Known, personal_data, published, redacted
from hria.privacy.printed import CODES, printed, rewritten
from hria.renderers import render
from hria.settings import Workspace, create_workspace
from hria.store import Store

Run = Callable[..., Result]
NAMES = ("Ram Bahadur Tamang", "Zokir Palwonov", "Siti Nurhaliza", "Thet Naing Oo")
PLANTED = (
    *NAMES,
    *(word for name in NAMES for word in name.split() if len(word) > 3),
    "+977 984 123 4567",
    "9841234567",
    "012-345 6789",
    "ram.tamang@example.org",
    "A1234567",
    "880101-14-5678",
)
NOTES = """# What workers at the mill told Ram Bahadur Tamang

Notes of interviews, 3 March 2025.

Ram Bahadur Tamang, 24, told us that he had paid a recruitment fee of 120,000 rupees to an agent and was still in debt.

The passport of Mr Tamang was kept by the employer, and his passport no. A1234567 was shown to us.

The complainant, Zokir Palwonov, said that excessive overtime was forced on workers at the mill.

Excessive overtime of 90 hours a week was forced on Siti Nurhaliza (+977 984 123 4567 or ram.tamang@example.org).

Palwonov was threatened with dismissal because he had complained about forced labour; his card is 880101-14-5678.

The passport of Thet Naing Oo was kept by the employer, who took his mobile 012-345 6789 and phone 9841234567 too.

We will repay all recruitment fees by 31 December 2026.
"""
LOG = "id,received date,channel,country,site,issue,status,admissible,resolved date,remedy\n" + "".join(
    f"G{n},2024-0{n % 9 + 1}-11,helpline,India,Fairvale Mill,Wages,{status},{admissible},,\n"
    for n, (status, admissible) in enumerate([("open", "yes")] * 14 + [("rejected", "no")] * 2)
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with names, numbers and a cell of 2: of 16 complaints 2 were not admissible."""
    folder = tmp_path_factory.mktemp("planted")
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    workspace = create_workspace(folder / "ws", "Fairvale plc", datetime.date(2026, 1, 15))
    assert _run(workspace, "add", str(folder / "log.csv"), "--as", "grievances").exit_code == 0
    added = ("add", str(folder / "notes.md"), "--publisher", "Fairvale plc", "--published", "2025-03-03")
    assert _run(workspace, *added).exit_code == 0
    assert _run(workspace, "extract").exit_code == 0
    return workspace


def _run(workspace: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(root, ["-w", str(workspace.folder), *arguments])


def test_a_public_draft_with_personal_data_is_stopped(planted: Workspace, tmp_path: Path) -> None:
    """Nothing is written; the list says what stands where, and what to do."""
    result = _run(planted, "draft", "hria", "--out", str(tmp_path))
    assert result.exit_code == 3
    assert list(tmp_path.iterdir()) == []
    for word in (
        "--redact",
        "--internal",
        "What workers at the mill",
        "para. 3",
        "name “",
        "phone number “",
        "identity number “",
    ):
        assert word in result.output, word
    assert "e-mail address “ram.tamang@example.org”" in result.output


def test_redact_lets_it_through_with_none_of_it_in_any_byte(planted: Workspace, tmp_path: Path) -> None:
    """Text, comments, properties and pictures of DOCX; text, streams and metadata of PDF; Markdown."""
    assert _run(planted, "draft", "hria", "--redact", "--out", str(tmp_path)).exit_code == 0
    for suffix, texts in READERS.items():
        every = texts((tmp_path / f"hria{suffix}").read_bytes())
        assert any("person 1" in text for text in every)
        for text in every:
            assert PLANTED_PATTERN.findall(text) == [], suffix
    markdown = (tmp_path / "hria.md").read_text(encoding="utf-8")
    assert "recruitment fee of 120,000 rupees" in markdown
    row = next(line for line in markdown.splitlines() if line.startswith("| 2024") and "[^" in line)
    assert [cell.strip(" \\") for cell in row.split("|")[2:4]] == ["16", NOT_SHOWN]


def test_the_planted_data_would_be_seen(planted: Workspace, tmp_path: Path) -> None:
    """The readers of bytes that the test above relies on find it all in a draft that keeps it."""
    assert _run(planted, "draft", "hria", "--internal", "--out", str(tmp_path)).exit_code == 0
    for suffix, texts in READERS.items():
        text = " ".join(" ".join(texts((tmp_path / f"hria{suffix}").read_bytes())).split())
        assert [datum for datum in PLANTED if datum not in text] == [], suffix
    row = next(line for line in (tmp_path / "hria.md").read_text().splitlines() if line.startswith("| 2024["))
    assert [cell.strip() for cell in row.split("|")[2:4]] == ["16", "14"]


def test_one_person_has_one_mark(planted: Workspace, tmp_path: Path) -> None:
    """The full name and "Mr Tamang" are the same person, and two persons are never one."""
    _run(planted, "draft", "hria", "--redact", "--format", "md", "--out", str(tmp_path))
    markdown = (tmp_path / "hria.md").read_text(encoding="utf-8").replace("\\", "")
    title = re.search(r"told (\[person \d+\])", markdown)
    kept = re.search(r"passport of (\[person \d+\]) was kept by the employer, and", markdown)
    assert title and kept and title.group(1) == kept.group(1)
    assert len(set(re.findall(r"\[person \d+\]", markdown))) == 4


@pytest.mark.parametrize("name", ["Zokir Palwonov", "zokir palwonov"])
def test_who_may_be_named_is_left_alone(planted: Workspace, name: str) -> None:
    """A name under public_names in hria.toml stops no draft."""
    with Store(planted.store_url) as store:
        draft = assemble(dossier_of(planted, store), "hria", "standard")
    found = personal_data(draft, Known(public=(name,)))
    assert not any("Palwonov" in one.text for one in found if one.text == "Zokir Palwonov")
    assert any("Tamang" in one.text for one in found)


def test_internal_drafts_are_marked_on_every_page() -> None:
    """On each page of the PDF, in each header of the DOCX, and at both ends of the Markdown."""
    draft = published(rich_draft(), "internal", Known()).draft
    assert draft is not None
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(render(draft, "pdf"))]
    assert len(pages) > 5
    assert all("INTERNAL – NOT FOR PUBLICATION" in page for page in pages)
    with zipfile.ZipFile(BytesIO(render(draft, "docx"))) as package:
        headers = [package.read(name).decode() for name in package.namelist() if "/header" in name]
        body = package.read("word/document.xml").decode()
    assert headers and all("INTERNAL – NOT FOR PUBLICATION" in header for header in headers)
    assert 'w:headerReference w:type="first"' in body
    markdown = render(draft, "md").decode()
    assert markdown.startswith("**INTERNAL – NOT FOR PUBLICATION**")
    assert markdown.rstrip().endswith("**INTERNAL – NOT FOR PUBLICATION**")


def test_a_house_style_shows_the_marking_too(tmp_path: Path) -> None:
    """Also on the title page and on even pages, and where the firm's document has no header at all."""
    import docx

    for has_header in (False, True):
        house = docx.Document()
        if has_header:
            house.sections[0].header.paragraphs[0].text = "Harrow LLP"
        house.save(str(tmp_path / "house.docx"))
        draft = published(rich_draft(), "internal", Known()).draft
        assert draft is not None
        with zipfile.ZipFile(BytesIO(render(draft, "docx", tmp_path / "house.docx"))) as package:
            headers = [package.read(name).decode() for name in package.namelist() if "/header" in name]
        assert len(headers) >= 3 and all("INTERNAL" in header for header in headers)
        assert any("Harrow LLP" in header for header in headers) == has_header


def test_no_printed_string_is_forgotten() -> None:
    """Every string of a draft that is not a code passes through the rewriting, metadata and charts included."""
    chart = Chart("c", "Caption", "Alt text", "unit", ("Series",), (Bar("Name", (7,)),))
    draft = msgspec.structs.replace(
        rich_draft(), sections=(*rich_draft().sections, Section("x", "X", (chart, Paragraph((Sentence("Said."),)))))
    )
    left = [text for text in _strings(rewritten(draft, lambda text: f"#{text}")) if not text.startswith("#")]
    assert left == []
    assert {one.text for one in printed(draft)} == set(_strings(draft))


def _strings(value: Any) -> Iterator[str]:
    """All strings of a draft as plain data; fields of codes aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in CODES:
                yield from _strings(getattr(value, name))


def test_codes_are_no_words_of_a_document() -> None:
    """What the rewriting passes over holds none of the words that a document or a person wrote."""
    draft = rich_draft()
    marked = rewritten(draft, lambda _: "~")
    for format in FORMATS:
        assert render(marked, format)
    assert "Hatherleigh" not in render(marked, "md").decode()


def test_nothing_to_redact_changes_nothing() -> None:
    """A draft without personal data keeps its identifier and its notice."""
    draft = _said("Wages were late at the mill.")
    assert redacted(draft, Known()) == draft


@pytest.mark.parametrize(
    "text",
    [
        "This statement was signed by Thandeka Marchetti, Chief Executive Officer, on behalf of the Board.",
        "Labour Minister Zokir Palwonov promised an inquiry.",
        "Write to speakup@example.org or call the helpline on +44 800 496 0000.",
    ],
)
def test_directors_officials_and_offices_do_not_stop_a_draft(text: str) -> None:
    """They are public data."""
    assert personal_data(_said(text), Known()) == ()


def _said(text: str) -> Draft:
    return msgspec.structs.replace(
        rich_draft(), sections=(Section("s", "Said", (Paragraph((Sentence(text),)),)),), evidence=(), documents=()
    )


def test_sites_are_named_only_where_the_public_knows_them(sample: Workspace, hria: Run, tmp_path: Path) -> None:
    """What audits and complaints say is of "[site 1]"; what the press and the company published keeps its words."""
    assert hria("draft", "hria", "--redact", "--format", "md", "--out", str(tmp_path)).exit_code == 0
    markdown = (tmp_path / "hria.md").read_text(encoding="utf-8")
    assert "Trung Lam" not in markdown
    assert "[site 1\\]" in markdown or "\\[site 1\\]" in markdown
    assert "auditors at Sunmera Precision" in markdown


def test_rows_that_are_only_counted_are_not_printed(sample: Workspace) -> None:
    """The register of a public draft does not quote single complaints; that of an internal one does."""
    quotes = {}
    for is_internal in (False, True):
        with Store(sample.store_url) as store:
            draft = assemble(dossier_of(sample, store, is_internal=is_internal), "hria", "standard")
        quotes[is_internal] = " ".join(entry.quote for entry in draft.evidence)
    assert "G25-0" not in quotes[False]
    assert "G25-0" in quotes[True]


def test_tables_and_charts_leave_out_the_same_numbers(sample: Workspace) -> None:
    """The chart of complaints has the numbers of the last row of its table; suppliers under 5 are put together."""
    with Store(sample.store_url) as store:
        dossier = dossier_of(sample, store)
        inside = dossier_of(sample, store, is_internal=True)
    chart, table = grievance_chart(dossier), grievance_funnel(dossier)
    assert chart is not None and table is not None
    assert [bar.values[0] for bar in chart.bars] == list(complaints(dossier)[-1].numbers[:4])
    assert "Received: 60." in chart.alt
    countries = supplier_countries(dossier)
    assert countries is not None
    numbers = [int(part.text) for row in countries.rows for part in row[1] if isinstance(part, Sentence)]
    assert min(numbers) >= 5 and sum(numbers) == 60
    assert class_chart(inside) is not None and class_chart(dossier) is None


def test_list_documents_do_not_show_their_columns(sample: Workspace) -> None:
    """Which column stands for what is for the person who confirms it, not for the reader of a draft."""
    with Store(sample.store_url) as store:
        draft = assemble(dossier_of(sample, store), "hria", "standard")
        kept = next(s.summary for s in store.list_documents() if s.summary.kind == "grievances")
    entry = next(document for document in draft.documents if document.kind == "grievances")
    assert entry.note == "60 rows"
    assert any("received from “received date”" in note for note in kept.notes)


def _docx(data: bytes) -> list[str]:
    """Every part of a Word file as it is, and once more without its tags: words may be split into runs."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        names = package.namelist()
    return [*names, *parts, *(re.sub(r"<[^>]+>", "", part) for part in parts)]


def _pdf(data: bytes) -> list[str]:
    """The text of the pages, the metadata, and every stream of a PDF as it is and unpacked."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    texts += [str(document.get_metadata_dict()), data.decode("latin-1")]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            stream = zlib.decompress(match.group(1))
        except zlib.error:
            stream = match.group(1)
        texts += [stream.decode("latin-1"), stream.decode("utf-8", "replace"), _strings_of_pdf(stream)]
    return texts


def _strings_of_pdf(stream: bytes) -> str:
    """The strings in hexadecimal of a stream, as UTF-16 and as they are."""
    found = [bytes.fromhex(h.decode()) for h in re.findall(rb"<((?:[0-9a-fA-F]{2})+)>", stream)]
    return " ".join(part.decode("utf-16-be" if part[:2] == b"\xfe\xff" else "latin-1", "replace") for part in found)


READERS: dict[str, Callable[[bytes], list[str]]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".md": lambda data: [data.decode("utf-8").replace("\\", "")],
}
PLANTED_PATTERN = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, PLANTED))})(?![a-z])", re.I)
