"""Spreadsheets and lists: rows, columns, what cannot be read, complaints and matches; and files that mean harm."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from hria.errors import LimitExceeded, UnknownTable, Unreadable
from hria.facilities import Mention, matches
from hria.listed import Enforcement, Facility, Grievance
from hria.lists import Listed, read_list
from hria.lists.columns import country_of
from hria.lists.funnel import funnel, funnels
from hria.readers import Overrides, read
from hria.readers.delimited import parse
from hria.readers.workbook import read_sheets

Run = Callable[..., Result]
SUPPLIERS = "Supplier Name,Address,Country\nAcme Mill Ltd,1 Mill Road,India\nBeta Mill Ltd,2 Mill Road,PRC\n"


def listed(path: Path, data: str | bytes, overrides: Overrides = Overrides()) -> Listed:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_list(read(path, overrides))


def workbook(*rows: tuple[object, ...], merged: str | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def facilities(found: Listed) -> list[Facility]:
    return [row.attributes for row in found.rows if isinstance(row.attributes, Facility)]


def test_a_supplier_list_is_recognised_by_its_columns(tmp_path: Path) -> None:
    """Each row is a facility; countries have one name, and what each column was taken for is noted."""
    found = listed(tmp_path / "list.csv", SUPPLIERS)
    assert [(f.name, f.country, f.row) for f in facilities(found)] == [
        ("Acme Mill Ltd", "India", 2),
        ("Beta Mill Ltd", "China", 3),
    ]
    notes = read(tmp_path / "list.csv").notes
    assert any("name from “Supplier Name”" in note for note in notes)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("semicolons.csv", SUPPLIERS.replace(",", ";").encode()),
        ("tabs.csv", SUPPLIERS.replace(",", "\t").encode()),
        ("windows.csv", SUPPLIERS.replace("Acme Mill", "Müller Öl").encode("cp1252")),
        ("utf16.csv", SUPPLIERS.encode("utf-16")),
        ("titles.csv", b"Our suppliers,,\nas of May 2024,,\n\n" + SUPPLIERS.encode()),
        ("csv-named.xlsx", SUPPLIERS.encode()),
    ],
)
def test_csv_in_all_its_forms(name: str, data: bytes, tmp_path: Path) -> None:
    """Semicolons, tabs, old encodings, titles above the head, a wrong name: the two rows are read."""
    found = facilities(listed(tmp_path / name, data))
    assert [f.country for f in found] == ["India", "China"]


def test_a_workbook_with_titles_and_merged_cells(tmp_path: Path) -> None:
    """A value that is merged downwards counts for each of its rows; numbers and dates are as they are shown."""
    data = workbook(
        ("Facilities 2024",),
        ("Country", "Factory name", "Number of workers"),
        ("Viet Nam", "Alpha", 1200),
        (None, "Beta", "about 60"),
        merged="A3:A4",
    )
    found = facilities(listed(tmp_path / "list.xlsx", data))
    assert [(f.country, f.name, f.workers, f.workers_printed) for f in found] == [
        ("Vietnam", "Alpha", 1200, "1200"),
        ("Vietnam", "Beta", None, "about 60"),
    ]


def test_columns_can_be_named_by_hand(tmp_path: Path) -> None:
    """What a person says goes before what is recognised, by name or by number."""
    data = "Werk,Ort,X\nAlpha,Bonn,DE\n"
    with pytest.raises(UnknownTable, match="columns tell nothing"):
        listed(tmp_path / "list.csv", data)
    overrides = Overrides(kind="suppliers", columns=(("name", "Werk"), ("country", "3")))
    (row,) = facilities(listed(tmp_path / "list.csv", data, overrides))
    assert (row.name, row.country) == ("Alpha", "Germany")


def test_rows_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """By their number in the file, with the reason; the others are read."""
    rows = ("1,2024-02-01,letter,Wages", "2,last week,letter,Hours", "3,2024-02-03,app,Food")
    data = "\n".join(("Case no,Date received,Channel,Issue", *rows))
    found = listed(tmp_path / "log.csv", data)
    assert len(found.rows) == 2
    assert found.unread == ((3, "“last week” is no date"),)


def test_records_of_enforcement(tmp_path: Path) -> None:
    """Employers, dates and amounts of an authority's table."""
    data = 'case_uuid,employer_name,date_opened,amount_assessed,amount_paid\na1,Farm,2016-06-14,"3,451.85",985.0\n'
    (row,) = listed(tmp_path / "cases.csv", data).rows
    assert isinstance(row.attributes, Enforcement)
    assert (row.attributes.opened, row.attributes.assessed, row.attributes.paid) == ("2016-06-14", 3451.85, 985.0)


@pytest.mark.parametrize(
    ("status", "resolved", "remedy", "stages"),
    [
        ("resolved", "2024-05-01", "Wages repaid", (True, True)),
        ("resolved", "2024-05-01", "", (True, False)),
        ("addressed", "", "", (False, False)),
        ("closed", "", "n/a", (False, False)),
        ("not resolved", "", "", (False, False)),
        ("under investigation", "", "none", (False, False)),
    ],
)
def test_addressed_is_not_resolved_is_not_remedied(
    status: str, resolved: str, remedy: str, stages: tuple[bool, bool], tmp_path: Path
) -> None:
    """Each stage is what the log says of it."""
    data = f"id,received,channel,status,resolved date,remedy\n1,2024-01-01,app,{status},{resolved},{remedy}\n"
    (row,) = listed(tmp_path / "log.csv", data).rows
    assert isinstance(row.attributes, Grievance)
    assert (row.attributes.is_resolved, row.attributes.is_remedied) == stages


def test_the_funnel_counts_each_stage() -> None:
    """Inadmissible cases are received and nothing else; silence on admissibility is counted as such."""
    cases = [
        Grievance(1, received="2024-01-01", is_admissible=True, is_resolved=True, is_remedied=True),
        Grievance(2, received="2025-01-01", is_admissible=False),
        Grievance(3, received="2025-02-01", is_admissible=None, status="addressed"),
    ]
    everything = funnel("all", cases)
    assert everything[1:] == (3, 1, 1, 1, 1, 0, 1)
    assert [one.label for one in funnels(cases, "year")] == ["2024", "2025"]


@pytest.mark.parametrize(
    ("one", "other", "is_match"),
    [
        (("Acme Mill Ltd", "1 Mill Road, Pune", "India"), ("ACME MILL LIMITED", "1 Mill Rd, Pune", "India"), True),
        (("Acme Mill Ltd", None, "India"), ("Acme Mill Ltd", None, "China"), False),
        (("Acme Mill Ltd", "1 Mill Road, Pune", "India"), ("Zenith Mill Ltd", "9 Port Street, Goa", "India"), False),
    ],
)
def test_matches_have_a_score_and_a_reason(
    one: tuple[str, str | None, str], other: tuple[str, str | None, str], is_match: bool
) -> None:
    """One name in one country is a match; another country or another name is none."""
    found = matches([Mention(*one, "d1", "list", "f1", 2), Mention(*other, "d2", "list", "f2", 2)])
    assert bool(found) is is_match
    assert all("names" in match.reason and match.score <= 100 for match in found)


@pytest.mark.parametrize(("text", "country"), [("PRC", "China"), ("vn", "Vietnam"), ("BGD", "Bangladesh"), ("x", None)])
def test_countries_by_any_name(text: str, country: str | None) -> None:
    """Codes of two and three letters and usual names lead to one name."""
    assert country_of(text) == country


def test_workbooks_that_mean_harm_are_refused() -> None:
    """Entities, bombs of shared strings and of zeros, and old formats: each with a reason, none is opened."""
    good = workbook(("a", "b"))
    with pytest.raises(Unreadable, match="declares entities"):
        read_sheets(_with_part(good, "xl/sharedStrings.xml", b'<!DOCTYPE x [<!ENTITY e "boom">]><sst/>'))
    with pytest.raises(LimitExceeded):
        read_sheets(_with_part(good, "xl/bomb.xml", b"0" * 400_000_000))
    with pytest.raises(Unreadable, match="old Office format"):
        read_sheets(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(Unreadable):
        read_sheets(b"PK\x03\x04 no archive")


def test_formulas_are_not_run() -> None:
    """A formula without a computed value is an empty cell."""
    (sheet,) = read_sheets(workbook(("name", "=1+1"), ("x", '=HYPERLINK("http://example.org")')))
    assert sheet.rows == [["name"], ["x"]]


def test_text_that_is_no_table_is_refused() -> None:
    """Zero bytes are no CSV."""
    with pytest.raises(Unreadable, match="no text"):
        parse(b"a,b\0\0\0")


def test_real_lists_have_as_many_rows_as_another_program_counts(shared: Path) -> None:
    """Open Supply Hub's files by Python's csv module; Apple's PDF by the addresses that end with a country."""
    rows = {"osh_15.csv": 351, "osh_4.csv": 81, "osh_Summer_2019_Compliance_List.csv": 75}
    for name, count in rows.items():
        assert len(read_list(read(shared / "corpus" / "suppliers" / name)).rows) == count
    found = read_list(read(shared / "corpus" / "suppliers" / "Apple-Supplier-List.pdf"))
    assert 0.98 * 778 <= len(found.rows) <= 778
    records = read_list(read(shared / "corpus" / "grievances" / "cbs_maine.csv"))
    assert (len(records.rows), [number for number, _ in records.unread]) == (791, [152])


def test_commands_on_the_sample(hria: Run) -> None:
    """The sample's funnel is as its labels say; suppliers are counted by country; Sunmera is listed twice."""
    counts = [json.loads(line) for line in hria("grievances", "--by", "year", "--json").stdout.splitlines()]
    total = counts[0]
    assert [total[key] for key in ("received", "admissible", "resolved", "remedied")] == [60, 47, 35, 21]
    assert "China" in hria("suppliers").stdout
    pairs = [json.loads(line) for line in hria("suppliers", "--matches", "--json").stdout.splitlines()]
    rows = [(pair["one"]["row"], pair["other"]["row"]) for pair in pairs if pair["is_likely"]]
    assert (2, 3) in rows or (3, 2) in rows
    criteria = [json.loads(line) for line in hria("grievances", "--checklist", "--json").stdout.splitlines()]
    assert [one["criterion"] for one in criteria] == [f"ungp:31.{letter}" for letter in "abcdefgh"]


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()
