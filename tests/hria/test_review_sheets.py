"""Deciding in a spreadsheet: what goes out, what comes back, and what is not taken in."""

from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from test_log import MORE, QUOTE, document, risk

from hria.choices import fields
from hria.cli import root
from hria.document import Document, evidence
from hria.finding import KINDS, Commitment, Finding, finding_id
from hria.review import reviewed
from hria.review_sheet import DECISION, NOTE, SHOWN
from hria.settings import create_workspace
from hria.store import Store

FORMULAS = "=HYPERLINK(1) workers paid."
Change = Callable[[Any], None]


def commitment(of: Document) -> Finding:
    place = evidence(of, 0, len(QUOTE))
    return Finding(
        finding_id(of.sha256, "commitment", 0, len(QUOTE)), "commitment", place, Commitment("Acme", "repay"), "r", 0.9
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with two risks, one of whose passages looks like a formula, and a commitment."""
    workspace = create_workspace(tmp_path / "acme", "=Acme plc", datetime.date(2026, 1, 2))
    of = document(f"{QUOTE} {MORE} {FORMULAS}")
    with Store(workspace.store_url) as store:
        store.add(of)
        found = [risk(of), risk(of, MORE), risk(of, FORMULAS), commitment(of)]
        store.put_findings(of.id, found, "1", is_own_voice=False)
    return workspace.folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(root, ["-w", str(folder), *arguments])


def exported(folder: Path, *options: str) -> Path:
    path = folder / "out.xlsx"
    assert run(folder, "review", "export", str(path), *options).exit_code == 0
    return path


def filled(path: Path, changes: Sequence[tuple[str, int, str, object]]) -> Path:
    """The workbook with these cells (sheet, row, column name, value) filled in."""
    book = openpyxl.load_workbook(path)
    for sheet, row, column, value in changes:
        header = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, header.index(column) + 1).value = value
    book.save(path)
    return path


def states(folder: Path) -> dict[str, tuple[str, Any, str | None]]:
    """Each finding by its passage and kind: state, attributes, note."""
    with Store(f"sqlite:///{folder / '.hria' / 'hria.sqlite'}") as store:
        every = store.reviews()
        items = [reviewed(f, [r for r in every if r.finding_id == f.id]) for f in store.findings()]
    return {f"{i.finding.kind} {i.finding.evidence.quote}": (i.state, i.finding.attributes, i.note) for i in items}


def test_a_workbook_has_drop_downs_locked_ids_and_no_formula(folder: Path) -> None:
    """Ids are locked, what may be changed is not; values come from the taxonomies; the first row stays in view."""
    book = openpyxl.load_workbook(exported(folder))
    assert book.sheetnames == ["Read me", "Values", "commitment", "risk"]
    assert book["Values"].sheet_state == "hidden"
    sheet = book["risk"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    opened = {name for name, cell in zip(header, sheet[2], strict=True) if not cell.protection.locked}
    assert opened == {
        "decision", "category", "issues", "rights", "rightsholders", "countries", "tier", "linkage", "actuality",
        "ilo_indicators", "note",
    }  # fmt: skip
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(len(header))].hidden
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter(header.index("category") + 1)
    area = rules[letter].formula1.split("!")[1].replace("$", "")
    assert "wages" in [cell.value for row in book["Values"][area] for cell in row]
    with zipfile.ZipFile(folder / "out.xlsx") as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    for page in book:
        for row in page.iter_rows():
            assert not [c for c in row if isinstance(c.value, str) and c.value.lstrip().startswith(("=", "+", "@"))]


@pytest.mark.parametrize("kind", KINDS)
def test_no_column_is_called_like_another(kind: str) -> None:
    """Columns are found by their names, so no attribute of any kind is called like what is shown beside it."""
    names = [*SHOWN, DECISION, *(field.name for field in fields(kind)), NOTE]
    assert len(set(names)) == len(names)


def test_two_exports_are_the_same_bytes(folder: Path) -> None:
    """No clock goes into a workbook."""
    first = exported(folder).read_bytes()
    assert exported(folder).read_bytes() == first


def test_only_changed_rows_count(folder: Path) -> None:
    """A row that nobody touched makes no decision; a corrected value accepts; dates may be cells of dates."""
    path = filled(
        exported(folder),
        [
            ("risk", 2, "decision", "accept"),
            ("risk", 3, "category", "wages"),
            ("risk", 3, "countries", "Malaysia, Nepal"),
            ("risk", 3, "note", "seen on site"),
            ("commitment", 2, "deadline", datetime.datetime(2026, 12, 31)),
            ("commitment", 2, "target", "25,000 women"),
        ],
    )
    said = run(folder, "review", "import", str(path), "--as", "A", "--role", "preparer")
    assert said.exit_code == 0, said.output
    assert "3 decisions taken in, 0 rows held already" in said.stderr
    found = states(folder)
    assert found[f"risk {QUOTE}"][0] == "accepted"
    state, attributes, note = found[f"risk {MORE}"]
    assert (state, attributes.category, attributes.countries, note) == (
        "edited", "wages", ("Malaysia", "Nepal"), "seen on site",
    )  # fmt: skip
    assert found[f"commitment {QUOTE}"][1].deadline == "2026-12-31"
    assert found[f"commitment {QUOTE}"][1].target.value == 25000
    assert found[f"risk {FORMULAS}"][0] == "suggested"
    again = run(folder, "review", "import", str(path), "--as", "A")
    assert again.exit_code == 0
    assert "0 decisions taken in, 3 rows held already" in again.stderr


def test_newer_decisions_are_kept_and_listed(folder: Path) -> None:
    """What somebody decided after the file was made is never overwritten; the other rows are taken in."""
    path = exported(folder)
    before = states(folder)
    id_ = next(i for i in ids(path, "risk"))
    assert run(folder, "review", "reject", id_, "--as", "B. Other").exit_code == 0
    filled(path, [("risk", 2, "category", "wages"), ("risk", 3, "decision", "reject")])
    said = run(folder, "review", "import", str(path), "--as", "A")
    assert said.exit_code == 3
    assert "conflict  risk!A2: kept: rejected by B. Other" in said.stdout
    after = states(folder)
    assert (before[f"risk {QUOTE}"][0], after[f"risk {QUOTE}"][0]) == ("suggested", "rejected")
    assert after[f"risk {MORE}"][0] == "rejected"
    filled(path, [("risk", 2, "category", "recruitment"), ("risk", 2, "decision", "reject")])
    assert run(folder, "review", "import", str(path), "--as", "A").exit_code == 0, "to agree is no conflict"


@pytest.mark.parametrize(
    ("sheet", "column", "value", "cell", "why"),
    [
        ("risk", "category", "wagse", "risk!I2", 'did you mean "wages"'),
        ("risk", "issues", "low_wages, nonsense", "risk!J2", '"nonsense"'),
        ("risk", "linkage", "linked", "risk!O2", "cause, contribute, directly_linked"),
        ("risk", "category", "", "risk!I2", "cannot be empty"),
        ("risk", "decision", "maybe", "risk!H2", "accept, reject"),
        ("risk", "note", "hm", "risk!R2", "needs a decision"),
        ("commitment", "deadline", "soon", "commitment!N2", "2026-12-31"),
        ("commitment", "target", "many", "commitment!M2", "25,000 women"),
    ],
)
def test_values_that_cannot_be_name_their_cell(
    folder: Path, sheet: str, column: str, value: str, cell: str, why: str
) -> None:
    """Nothing of that row is taken in; the other rows are."""
    path = filled(exported(folder), [(sheet, 2, column, value), ("risk", 3, "decision", "accept")])
    said = run(folder, "review", "import", str(path), "--as", "A")
    assert said.exit_code == 1
    assert f"not taken {cell}: " in said.stdout
    assert why in said.stdout
    assert "1 decisions taken in" in said.stderr


def test_rows_of_another_workspace_and_rows_without_id_are_listed(folder: Path) -> None:
    """An id that is not here, one that was rubbed out, and a row that somebody wrote below."""
    path = filled(
        exported(folder),
        [
            ("risk", 2, "finding", "0" * 16), ("risk", 2, "decision", "accept"),
            ("risk", 3, "finding", None), ("risk", 9, "passage", "Another one"),
        ],
    )  # fmt: skip
    said = run(folder, "review", "import", str(path), "--as", "A")
    assert said.exit_code == 1
    for cell in ("risk!A2", "risk!A3", "risk!A9"):
        assert f"not taken {cell}" in said.stdout
    assert all(state == "suggested" for state, _, _ in states(folder).values())


def test_dry_run_takes_in_nothing_and_other_workbooks_are_refused(folder: Path) -> None:
    """What would be taken in is said; a workbook of something else is an error."""
    path = filled(exported(folder), [("risk", 2, "decision", "accept")])
    said = run(folder, "review", "import", str(path), "--as", "A", "--dry-run")
    assert said.exit_code == 0
    assert "1 decisions would be taken in" in said.stderr
    assert states(folder)[f"risk {QUOTE}"][0] == "suggested"
    other = openpyxl.Workbook()
    other.active.append(["finding"])
    out = io.BytesIO()
    other.save(out)
    (folder / "other.xlsx").write_bytes(out.getvalue())
    assert "no sheet of it" in str(run(folder, "review", "import", str(folder / "other.xlsx")).exception)
    (folder / "other.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert run(folder, "review", "import", str(folder / "other.xlsx")).exit_code == 1


def test_a_passage_like_a_formula_comes_back_unchanged(folder: Path) -> None:
    """The apostrophe before it is no part of a value that a person leaves or writes."""
    path = filled(exported(folder), [("risk", 4, "tier", "'=2"), ("risk", 4, "decision", "accept")])
    assert run(folder, "review", "import", str(path), "--as", "A").exit_code == 0
    assert states(folder)[f"risk {FORMULAS}"][1].tier == "=2"
    again = exported(folder)
    assert "0 decisions" in run(folder, "review", "import", str(again), "--as", "A").stderr


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_a_file_that_libreoffice_saved_is_taken_in(folder: Path, tmp_path: Path) -> None:
    """Rows that were not touched are still as they were, and changed ones are decisions."""
    path = filled(exported(folder), [("risk", 3, "category", "wages"), ("commitment", 2, "decision", "reject")])
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "saved"), str(path)], check=True, capture_output=True, timeout=300
    )
    saved = tmp_path / "saved" / path.name
    assert saved.read_bytes() != path.read_bytes()
    said = run(folder, "review", "import", str(saved), "--as", "A")
    assert said.exit_code == 0, said.output
    assert "2 decisions taken in, 0 rows held already, 0 conflicts, 0 not understood" in said.stderr
    assert states(folder)[f"risk {MORE}"][1].category == "wages"
    assert states(folder)[f"commitment {QUOTE}"][0] == "rejected"


def ids(path: Path, sheet: str) -> list[str]:
    return [str(row[0].value) for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2)]
