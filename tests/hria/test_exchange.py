"""Out to other tools and back: REFI-QDA projects and codebooks, JSON-LD, JSON lines, CSV, XLSX, and the codebook."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from test_log import MORE, QUOTE, document, risk

from hria.cli import root
from hria.errors import LimitExceeded, Unreadable
from hria.exchange.codebook import codebook, codes_of, every_code, guid, key_of
from hria.exchange.qda_read import read_codebook, read_project
from hria.exchange.qda_structure import PROJECT, faults
from hria.finding import Disclosure, Risk
from hria.risk import risk_taxonomies, risk_taxonomy
from hria.settings import Workspace, create_workspace
from hria.store import Store
from hria.worksheet import FORMULA

Run = Callable[..., Result]
GENERAL = codebook(risk_taxonomy("general"))
PLAIN = "We assess the risks of our supply chains every year."
TEXT = f"Audit of a site.\n{QUOTE} {MORE}\n{PLAIN} Nobody kept records of overtime.\nNobody kept records of overtime."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one document and no findings."""
    workspace = create_workspace(tmp_path / "acme", "Acme plc", datetime.date(2026, 1, 2))
    with Store(workspace.store_url) as store:
        of = document(TEXT)
        store.add(of)
        store.put_findings(of.id, [], "1", is_own_voice=False)
    return workspace.folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(root, ["-w", str(folder), *arguments])


def id_(number: int) -> str:
    return f"{{AAAAAAAA-0000-4000-8000-{number:012d}}}"


def foreign(text: str, passages: list[tuple[str, str]], *, brings: str = "plain", offset: int = 0) -> bytes:
    """A project as another tool writes it: GUIDs in braces, upper-case folder, a memo on the first coding.

    `passages` are words of the text with the name of their code; `offset` moves all positions.
    """
    names = list(dict.fromkeys(name for _, name in passages))
    codes = "".join(
        f'<Code guid="{id_(100 + number)}" name="{name}" isCodable="true"/>' for number, name in enumerate(names)
    )
    marked = ""
    for number, (words, name) in enumerate(passages):
        start = text.index(words) + offset
        memo = f'<NoteRef targetGUID="{id_(900)}"/>' if number == 0 else ""
        place = f'startPosition="{start}" endPosition="{start + len(words)}"'
        coder = f'creatingUser="{id_(1)}" creationDateTime="2025-05-04T10:00:00Z"'
        marked += (
            f'<PlainTextSelection guid="{id_(200 + number)}" {place}><Coding guid="{id_(300 + number)}" {coder}>'
            f'<CodeRef targetGUID="{id_(100 + names.index(name))}"/>{memo}</Coding></PlainTextSelection>'
        )
    inner = f'guid="{id_(2)}" name="site.txt" plainTextPath="internal://{id_(2)}.TXT"'
    source = f"<TextSource {inner}>{marked}</TextSource>"
    if brings == "pdf":
        text_of_it = f"<Representation {inner}>{marked}</Representation>"
        source = f'<PDFSource guid="{id_(3)}" name="site.pdf" path="internal://x.pdf">{text_of_it}</PDFSource>'
    note = f'<Note guid="{id_(900)}"><PlainTextContent>Ask again.</PlainTextContent></Note>'
    xml = (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{PROJECT}" name="P" origin="Other tool 1.0">'
        f'<Users><User guid="{id_(1)}" name="Alice"/></Users><CodeBook><Codes>{codes}</Codes></CodeBook>'
        f"<Sources>{source}</Sources><Notes>{note}</Notes></Project>"
    )
    return archive({"project.qde": xml.encode(), f"Sources/{id_(2)}.txt": text.encode("utf-8")})


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def imported(folder: Path, data: bytes, *options: str) -> tuple[Result, list[dict[str, Any]]]:
    (folder / "in.qdpx").write_bytes(data)
    said = run(folder, "import", str(folder / "in.qdpx"), "--as", "Bob", "--json", *options)
    return said, [json.loads(line) for line in said.stdout.splitlines()]


@pytest.mark.parametrize("name", sorted(risk_taxonomies()))
def test_every_code_has_a_name_and_an_id_of_its_own(name: str) -> None:
    """In the codebook of each taxonomy no two codes share a key or an id, and each can be found by its key."""
    codes = codebook(risk_taxonomy(name))
    every = list(every_code(codes))
    assert len({code.guid for code in every}) == len({code.key for code in every}) == len(every)
    assert all(code.name for code in every)
    assert all(key_of(code.key, codes) == code.key for code in every if not code.is_group)
    assert key_of("Nonsense", codes) is None


def test_a_project_holds_every_passage_at_its_place(hria: Run, workspace: Workspace, tmp_path: Path) -> None:
    """Read again by our own reader: the texts, the passages in them, their codes, their coders and notes."""
    first = json.loads(hria("findings", "--kind", "risk", "--json").stdout.splitlines()[0])["id"]
    rejected = json.loads(hria("findings", "--kind", "risk", "--json").stdout.splitlines()[1])["id"]
    hria("review", "accept", first, "--as", "A. Reviewer", "--note", "seen & <checked>")
    hria("review", "reject", rejected, "--as", "A. Reviewer")
    path = tmp_path / "out.qdpx"
    assert hria("export", str(path)).exit_code == 0
    project = read_project(path.read_bytes())
    names = {code.key: code for code in every_code(project.codes)}
    key_by_guid = {code.guid: code.key for code in every_code(GENERAL)}
    with Store(workspace.store_url) as store:
        documents = {guid(f"source:{d.summary.sha256}"): store.document(d.summary.id) for d in store.list_documents()}
        findings = [f for f in store.findings("current") if f.id != rejected]
    wanted = {(f.evidence.document_id, f.evidence.start, f.evidence.end, key) for f in findings for key in codes_of(f)}
    held = set()
    notes = []
    for source in project.sources:
        of = documents[source.guid]
        assert source.text == of.text
        assert source.name.startswith(of.title)
        for selection in source.selections:
            for coding in selection.codings:
                assert coding.code in names
                held.add((of.id, selection.start, selection.end, key_by_guid[coding.code]))
                notes += [(coding.note, coding.person)] if coding.note else []
    assert held == wanted
    assert len({source.name for source in project.sources}) == len(project.sources)
    reviewer = next(person.guid for person in project.people if person.name == "A. Reviewer")
    assert set(notes) == {("seen & <checked>", reviewer)}
    assert hria("export", str(tmp_path / "again.qdpx")).exit_code == 0
    assert (tmp_path / "again.qdpx").read_bytes() == path.read_bytes()
    said = hria("import", str(path))
    assert said.exit_code == 0, said.output
    assert "0 findings added" in said.stderr, "what we wrote ourselves is there already"


def test_what_is_written_is_built_as_the_schema_asks_for(hria: Run, tmp_path: Path) -> None:
    """Project and codebook have no fault by the structure of the published schemas; the codebook reads the same."""
    assert hria("export", str(tmp_path / "out.qdpx")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "out.qdpx") as made:
        tree = etree.fromstring(made.read("project.qde"))
        texts = {f"internal://{name.removeprefix('sources/')}" for name in made.namelist() if name != "project.qde"}
    assert faults(tree, "project") == []
    assert {node.get("plainTextPath") for node in tree.iter(f"{{{PROJECT}}}TextSource")} == texts
    assert hria("export", str(tmp_path / "out.qdc")).exit_code == 0
    data = (tmp_path / "out.qdc").read_bytes()
    assert faults(etree.fromstring(data), "codebook") == []
    read = [(c.key, c.name, c.definition, c.is_group, c.colour) for c in every_code(read_codebook(data))]
    assert read == [(c.guid, c.name, c.definition, c.is_group, c.colour) for c in every_code(GENERAL)]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (' name="Alice"', ' nome="Alice"', "no such attribute nome"),
        ('<Code guid="', '<Code gid="', "has no guid"),
        ('isCodable="true"', 'isCodable="maybe"', "no boolean"),
        ("<CodeBook>", "<Sources/><CodeBook>", "Project: holds"),
        ("<Codes>", "<Codes><Coder/>", "no such element"),
        (f'CodeRef targetGUID="{id_(100)}"', f'CodeRef targetGUID="{id_(555)}"', "is no Code"),
        (f'User guid="{id_(1)}"', f'User guid="{id_(100)}"', "given twice"),
        ("<Users>", "<Users>words", "holds text"),
    ],
)
def test_the_structure_that_is_checked_refuses_what_the_schema_refuses(old: str, new: str, why: str) -> None:
    """A project with one fault is named by it; without one it has none."""
    with zipfile.ZipFile(io.BytesIO(foreign(TEXT, [(QUOTE, "Wages")]))) as made:
        xml = made.read("project.qde").decode()
    assert faults(etree.fromstring(xml.encode()), "project") == []
    assert old in xml
    assert any(why in fault for fault in faults(etree.fromstring(xml.replace(old, new).encode()), "project"))


def test_codes_of_another_tool_become_findings(folder: Path) -> None:
    """By the names of their codes or by --map; who coded it stands in the note; they survive a new extraction."""
    passages = [
        (QUOTE, "Fees!"),
        (MORE, "retention of identity documents"),
        (PLAIN, "Risk assessment"),
        (PLAIN, "Cats"),
    ]
    said, lines = imported(folder, foreign(TEXT, passages), "--map", "fees!=risk/recruitment")
    assert said.exit_code == 3, "a code without a meaning is said"
    assert [line["quote"] for line in lines if "added" in line] == [QUOTE, MORE, PLAIN]
    assert lines[0]["note"] == "coded by Alice in Other tool 1.0, 2025-05-04: Ask again."
    assert lines[-1] == {"no_meaning": "Cats", "given": 1}
    with Store(f"sqlite:///{folder / '.hria' / 'hria.sqlite'}") as store:
        of = store.document(document(TEXT).id)
        store.put_findings(of.id, [risk(of)], "2", is_own_voice=False)
        found = {f.evidence.quote: f for f in store.findings()}
        assert {(r.decision, r.reviewer, r.role) for r in store.reviews()} == {("added", "Bob", "reviewer")}
    assert isinstance(found[QUOTE].attributes, Risk)
    assert found[QUOTE].attributes.category == "recruitment"
    assert found[MORE].attributes.issues == ("document_retention",)  # type: ignore[union-attr]
    assert found[PLAIN].attributes == Disclosure(("risk_assessment",))
    again, lines = imported(folder, foreign(TEXT, passages[:3]), "--map", "Fees!=risk/recruitment")
    assert again.exit_code == 0
    assert lines == []
    assert "0 findings added, 3 codings are there already, 0 not taken in" in again.stderr


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.replace("\n", "\n\n  "),
    ],
)
def test_a_text_whose_lines_run_otherwise_is_the_same(folder: Path, text: str) -> None:
    """Positions are mapped by counting letters; also a passage that stands twice is found at its own place."""
    words = "Nobody kept records of overtime."
    data = foreign(text.lstrip("\ufeff"), [(words, "Working hours"), (QUOTE, "Wages")])
    said, lines = imported(folder, data)
    assert said.exit_code == 0, said.output
    assert [(line["start"], line["quote"]) for line in lines] == [
        (TEXT.index(words), words), (TEXT.index(QUOTE), QUOTE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        (f"Another text. {PLAIN}", PLAIN, None),
        ("Another text. Nobody kept records of overtime.", "Nobody kept records of overtime.", "in several places"),
        ("Another text. Nothing of it is here at all.", "Nothing of it is here at all.", "no document"),
        ("Another text. Workers", "Workers", "too few"),
    ],
)
def test_what_cannot_be_placed_is_listed(folder: Path, text: str, words: str, why: str | None) -> None:
    """Of another text only passages are taken whose words stand in just one place of the workspace."""
    said, lines = imported(folder, foreign(text, [(words, "Wages")]))
    assert said.exit_code == (3 if why else 0)
    assert ("added" in lines[0]) == (why is None)
    assert why is None or why in lines[0]["why"]


def test_positions_outside_the_text_and_disagreeing_codes_are_listed(folder: Path) -> None:
    """A selection beyond the end, and two categories on one passage: the first is taken, the second is said."""
    said, lines = imported(folder, foreign(TEXT, [(QUOTE, "Wages")], offset=10_000))
    assert said.exit_code == 3
    assert "not in its text" in lines[0]["why"]
    said, lines = imported(folder, foreign(TEXT, [(QUOTE, "Wages"), (QUOTE, "Privacy")], brings="pdf"))
    assert [("added" in line, "category" in line.get("why", "")) for line in lines] == [(True, False), (False, True)]
    said, lines = imported(folder, foreign(TEXT, [(QUOTE, "Privacy")]))
    assert "already, with other values" in lines[0]["why"]
    assert run(folder, "import", str(folder / "in.qdpx"), "--map", "Privacy=metric/figure").exit_code == 1


def test_dry_run_adds_nothing(folder: Path) -> None:
    """What would be added is said."""
    said, lines = imported(folder, foreign(TEXT, [(QUOTE, "Wages")]), "--dry-run")
    assert len(lines) == 1
    assert "1 findings would be added" in said.stderr
    assert run(folder, "findings", "--json").stdout == ""


BAD = {
    "no archive": (b"hello", "not a zip"),
    "no project": (archive({"a.txt": b"x"}), "no project.qde"),
    "broken XML": (archive({"project.qde": b"<Project"}), "cannot be read"),
    "another XML": (archive({"project.qde": b"<html/>"}), "no REFI-QDA project"),
    "entities": (
        archive({"project.qde": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project>&a;</Project>'}),
        "entities",
    ),
    "cut off": (foreign(TEXT, [(QUOTE, "Wages")])[:400], "damaged"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_damaged_and_malicious_projects_are_refused(name: str, folder: Path) -> None:
    """Each ends in one line that says why."""
    data, why = BAD[name]
    with pytest.raises(Unreadable, match=why):
        read_project(data)
    (folder / "bad.qdpx").write_bytes(data)
    assert run(folder, "import", str(folder / "bad.qdpx")).exit_code == 1


def test_a_bomb_is_not_unpacked() -> None:
    """What unpacks to far more than projects do is refused by what the archive says of it."""
    with pytest.raises(LimitExceeded):
        read_project(archive({"project.qde": b" " * 30_000_000}))


def test_nothing_outside_the_archive_is_read(folder: Path, tmp_path: Path) -> None:
    """A path that leads out of the archive brings no text."""
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    data = foreign(TEXT, [(QUOTE, "Wages")])
    for path in (f"absolute://{secret}", f"internal://../../{secret}", str(secret), f"file://{secret}"):
        with zipfile.ZipFile(io.BytesIO(data)) as made:
            xml = made.read("project.qde").decode().replace(f"internal://{id_(2)}.TXT", path)
        assert read_project(archive({"project.qde": xml.encode()})).sources[0].text is None


def test_json_ld_says_where_findings_came_from(hria: Run, tmp_path: Path) -> None:
    """The context stands in the file, every node that is named is there, and decisions are activities of people."""
    found = [json.loads(line) for line in hria("findings", "--json").stdout.splitlines()]
    hria("review", "accept", found[0]["id"], "--as", "Zoë & Co", "--role", "approver")
    hria("review", "accept", found[1]["id"], "--as", "Zoë & Co")
    assert hria("export", str(tmp_path / "out.jsonld")).exit_code == 0
    made = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert all(
        value.startswith(("http://www.w3.org/", "http://purl.org/", "urn:")) for value in made["@context"].values()
    )
    nodes = {node["@id"]: node for node in made["@graph"]}
    assert len(nodes) == len(made["@graph"])
    assert sum("oa:Annotation" in node["@type"] for node in made["@graph"]) == len(found)
    named = {match for node in made["@graph"] for match in references(node)}
    assert all(name in nodes or name.startswith(("urn:hria:criterion:", "urn:hria:role:", "oa:")) for name in named)
    first = nodes[f"urn:hria:finding:{found[0]['id']}"]
    position, quote = first["oa:hasTarget"]["oa:hasSelector"]
    assert (position["oa:start"], position["oa:end"]) == (found[0]["start"], found[0]["end"])
    assert quote["oa:exact"] == found[0]["quote"]
    decided = [node for node in made["@graph"] if node.get("prov:used") == {"@id": first["@id"]}]
    assert decided[0]["prov:qualifiedAssociation"]["prov:hadRole"] == {"@id": "urn:hria:role:approver"}
    assert nodes[decided[0]["prov:wasAssociatedWith"]["@id"]]["rdfs:label"] == "Zoë & Co"


def references(node: object) -> set[str]:
    """Every id that a node points to."""
    if isinstance(node, dict):
        inner = {name for key, value in node.items() if key != "@value" for name in references(value)}
        return inner | ({node["@id"]} if "@id" in node else set())
    if isinstance(node, list):
        return {name for part in node for name in references(part)}
    return set()


def test_tables_hold_every_finding_and_no_formula(folder: Path, tmp_path: Path) -> None:
    """JSON lines, CSV and XLSX have the same findings; words like a formula stand behind an apostrophe."""
    of = document(f"{QUOTE} =1+1 is what they said.", "=cmd.txt")
    with Store(f"sqlite:///{folder / '.hria' / 'hria.sqlite'}") as store:
        store.add(of)
        store.put_findings(of.id, [risk(of), risk(of, "=1+1 is what they said.")], "1", is_own_voice=False)
    for suffix in ("jsonl", "csv", "xlsx"):
        assert run(folder, "export", str(tmp_path / f"out.{suffix}")).exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert [row["passage"] for row in rows] == [QUOTE, "'=1+1 is what they said."]
    assert rows[0]["category"] == "recruitment"
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["risk"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in cells[1:]] == [line["id"] for line in lines]
    texts = [str(text) for row in cells for text in row if text] + [text for row in rows for text in row.values()]
    assert not [text for text in texts if text.startswith(FORMULA)]


def test_export_takes_what_is_asked_for(hria: Run, tmp_path: Path) -> None:
    """Only what was accepted, or what was rejected too; a format that there is not is wrong usage."""
    ids = [json.loads(line)["id"] for line in hria("findings", "--kind", "risk", "--json").stdout.splitlines()][:3]
    hria("review", "accept", ids[0])
    hria("review", "reject", ids[1])
    out = str(tmp_path / "out")

    def exported(*options: str) -> list[str]:
        assert hria("export", out, "--format", "jsonl", *options).exit_code == 0
        return [json.loads(line)["id"] for line in Path(out).read_text().splitlines()]

    assert exported("--accepted-only") == [ids[0]]
    assert ids[1] not in exported("--kind", "risk")
    assert ids[1] in exported("--kind", "risk", "--all")
    assert hria("export", str(tmp_path / "out.odt")).exit_code == 2


def test_the_codebook_reads_as_a_word_file(hria: Run, tmp_path: Path) -> None:
    """Each code stands in a table with its meaning, how often it was given, and an example that cites."""
    import docx

    assert hria("export", str(tmp_path / "codebook.docx")).exit_code == 0
    opened = docx.Document(str(tmp_path / "codebook.docx"))
    cells = {cell.text for table in opened.tables for row in table.rows for cell in row.cells}
    assert all(code.name in cells for code in every_code(GENERAL) if not code.is_group)
    given = [row.cells[2].text for table in opened.tables for row in table.rows if row.cells[0].text == "Forced labour"]
    assert any(text.isdigit() and int(text) > 0 for text in given)
