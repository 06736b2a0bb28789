"""Data on countries and goods: indices, lists and chapters, and what drafts make of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from lxml import etree

from hria.assemble import assemble
from hria.assemble.dossier import Dossier
from hria.cli.drafting import dossier_of
from hria.context import read_context
from hria.context.commodities import goods_in
from hria.context.places import place_of
from hria.context.profile import Context
from hria.context.shipped import shipped_document, shipped_findings, shipped_list
from hria.context.tables import number_of
from hria.country_fact import CountryFact
from hria.draft import Gap, Sentence, inlines
from hria.errors import UnknownTable, Unreadable
from hria.extract.countries import context_findings
from hria.readers import Overrides, read
from hria.settings import Workspace
from hria.store import Store

Run = Callable[..., Result]
GOVERNANCE = "code,countryname,year,indicator,estimate,pctrank\n"
CONTEXT = Overrides(kind="context")


def facts(path: Path, data: str | bytes, overrides: Overrides = CONTEXT) -> list[CountryFact]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    document = read(path, overrides)
    return [f.attributes for f in context_findings(document) if isinstance(f.attributes, CountryFact)]


def test_governance_indicators_are_known_by_their_columns(tmp_path: Path) -> None:
    """Nobody has to say what they are; publisher, licence and vintage are kept, and the newest year counts."""
    path = tmp_path / "anything.csv"
    rows = 'ZAR,"Congo, Dem. Rep.",2021,cc,-1.6,3\nZAR,"Congo, Dem. Rep.",2023,cc,-1.5,5\nVNM,Vietnam,2023,rl,..,..\n'
    path.write_text(GOVERNANCE + rows)
    document = read(path)
    assert (document.kind, document.publisher, document.licence, document.edition) == (
        "context", "World Bank", "CC BY 4.0", "data to 2023",
    )  # fmt: skip
    found = [f.attributes for f in context_findings(document)]
    assert [(f.country, f.iso3, f.measure, f.value, f.percentile, f.year, f.worse) for f in found] == [  # type: ignore[union-attr]
        ("DR Congo", "COD", "Control of corruption", -1.5, 5.0, 2023, "low")
    ]
    assert all(f.evidence.quote == document.text[f.evidence.start : f.evidence.end] for f in context_findings(document))


def test_any_table_with_countries_is_read_when_it_is_said_to_be_one(tmp_path: Path) -> None:
    """Titles above the head, decimal commas, ISO codes; what is no country is named by its row."""
    head = "Some index;;\n;;\nCountry;ISO3;Score 2024\n"
    data = head + "Viet Nam;VNM;0,53\nChina;CHN;0,71\nGermany;DEU;n/a\nEuro area;EMU;0,2\n"
    path = tmp_path / "index.csv"
    columns = (("worse", "Score 2024"),)
    found = facts(path, data, Overrides(kind="context", columns=columns, edition="2024", licence="CC0"))
    assert [(f.country, f.value, f.year, f.worse, f.row) for f in found] == [
        ("Vietnam", 0.53, 2024, "high", 4),
        ("China", 0.71, 2024, "high", 5),
    ]
    document = read(path, Overrides(kind="context", edition="2024", licence="CC0"))
    assert (document.edition, document.licence) == ("2024", "CC0")
    assert any("7 (no country is known by “EMU”)" in note for note in document.notes)


def test_years_as_columns_give_the_newest_that_is_filled(tmp_path: Path) -> None:
    """The form in which the World Bank hands out its other series."""
    head = "Country Name,Country Code,Indicator Name,2020,2021,2022\n"
    data = head + "India,IND,Child work,,1.4,1.2\nViet Nam,VNM,Child work,5.1,5.0,\n"
    found = facts(tmp_path / "series.csv", data)
    assert [(f.country, f.measure, f.value, f.year) for f in found] == [
        ("India", "Child work", 1.2, 2022),
        ("Vietnam", "Child work", 5.0, 2021),
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("people.csv", "name,age\nA,3\nB,4\n"),
        ("codes.csv", "Country,Numeric code\nIndia,356\nChina,156\n"),
        ("notes.xml", "<notes><note><to>A</to><body>B</body></note></notes>"),
        ("text.txt", "A page about nothing in particular."),
    ],
)
def test_what_says_nothing_of_countries_is_refused(name: str, data: str, tmp_path: Path) -> None:
    """A clear error, not an empty list: codes that only number countries are no measure of them."""
    with pytest.raises(UnknownTable, match="nothing in it says"):
        facts(tmp_path / name, data)


def test_a_list_of_suppliers_is_not_taken_for_an_index(tmp_path: Path) -> None:
    """Columns of countries alone make no index: without being told so, hria reads the list."""
    path = tmp_path / "list.csv"
    path.write_text("Supplier name,Address,Country,Workers\nA Ltd,1 Road,India,30\nB Ltd,2 Road,China,40\n")
    assert read(path).kind == "suppliers"


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    """Nothing is resolved or fetched."""
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><Goods><Good><Good_Name>&c;</Good_Name></Good></Goods>'
    with pytest.raises(Unreadable, match="entities"):
        facts(tmp_path / "goods.xml", bomb)
    with pytest.raises(Unreadable, match="no whole XML"):
        facts(tmp_path / "cut.xml", "<Goods><Good>")


def test_goods_of_the_department_of_labor_are_read_from_xml(tmp_path: Path) -> None:
    """A row for each good of each country, with what it is listed for and where inputs come from."""
    flags = "<Child_Labor>{}</Child_Labor><Forced_Labor>{}</Forced_Labor><Forced_Child_Labor>No</Forced_Child_Labor>"
    country = "<Country><Country_Name>{}</Country_Name>" + flags + "<Derived_Country>{}</Derived_Country></Country>"
    data = (
        "<Goods><Good><Good_Name>Tea</Good_Name><Good_Sector>Agriculture</Good_Sector><Countries>"
        + country.format("Burma", "Yes", "No", "No")
        + country.format("Atlantis", "Yes", "No", "No")
        + country.format("China", "No", "No", "Congo, Democratic Republic of the")
        + "</Countries></Good></Goods>"
    )
    found = facts(tmp_path / "goods.xml", data, Overrides())
    assert [(f.country, f.good, f.sector, f.exploitation, f.inputs_from) for f in found] == [
        ("Myanmar", "Tea", "Agriculture", ("child_labour",), None),
        ("China", "Tea", "Agriculture", (), "DR Congo"),
    ]
    notes = read(tmp_path / "goods.xml").notes
    assert any("no country is known by “Atlantis”" in note for note in notes)


@pytest.mark.parametrize(
    ("written", "code"),
    [("Viet Nam", "VNM"), ("PRC", "CHN"), ("TUR", "TUR"), ("KSV", "XKX"), ("The Gambia", "GMB"), ("XKX", "XKX"),
     ("Kyrgyz Republic", "KGZ"), ("Congo, Rep.", "COG"), ("Euro area", None), ("", None), ("World", None)],
)  # fmt: skip
def test_countries_by_any_name(written: str, code: str | None) -> None:
    """Names and codes of statistics lead to one code; groups of countries to none."""
    place = place_of(written)
    assert (place[1] if place else None) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234.5", 1234.5), ("0,53", 0.53), ("12.3 %", 12.3), ("<5", 5.0), ("1,234", 1234.0), ("-1.5", -1.5),
     ("3 of 5", None), ("..", None), ("high", None), ("5-10", None)],
)  # fmt: skip
def test_numbers_of_cells(text: str, number: float | None) -> None:
    """Signs of thousands and decimal commas are told apart; a range is no number."""
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("product", "goods"),
    [("Cotton pouches", {"Cotton"}), ("Earphones and speakers", {"Electronics"}), ("Gift boxes", set()),
     ("Lithium-ion cells", {"Lithium-Ion Batteries"}), ("Speaker grilles", set()), ("Brickwork", set()),
     ("Tin ingots", {"Tin", "Tin ore (cassiterite)"}), ("Cookie tin boxes", set()),
     ("Clay bricks", {"Bricks", "Bricks (clay)"}), ("Pricetags", set()), ("Stainless steel", set()),
     ("Cobalt sulphate", {"Cobalt ore (heterogenite)"})],
)  # fmt: skip
def test_products_are_set_beside_listed_goods_by_their_words(product: str, goods: set[str]) -> None:
    """Whole words only: a part of another word is no good."""
    assert set(goods_in(product, [good.name for good in shipped_list().good])) == goods


def test_the_list_that_comes_with_hria_is_whole() -> None:
    """Every code is a country, every good is listed for one, and each row is a finding that quotes its line."""
    table, document = shipped_list(), shipped_document()
    codes = {code for good in table.good for code in (*good.countries(), *good.inputs.values())}
    assert all(place_of(code) for code in codes) and all(good.countries() for good in table.good)
    assert len(shipped_findings()) == len(document.blocks) == sum(len(good.countries()) for good in table.good)
    for finding in shipped_findings():
        assert document.text[finding.evidence.start : finding.evidence.end] == finding.evidence.quote
    context = Context(())
    cotton = context.listing("Cotton", "China")
    assert (
        context.is_shipped
        and cotton
        and cotton.fact.exploitation == ("child_labour", "forced_labour", "forced_child_labour")
    )
    # Uzbek cotton was taken off in this edition.
    assert context.listing("Cotton", "Uzbekistan") is None


def test_the_list_of_the_workspace_goes_before_the_one_that_ships() -> None:
    """A newer edition that somebody added is not mixed with an old one."""
    own = [f for f in shipped_findings() if isinstance(f.attributes, CountryFact) and f.attributes.good == "Cotton"]
    context = Context(own)
    assert not context.is_shipped and context.goods == ("Cotton",)


# Drafts


def drafted(dossier: Dossier) -> list[str]:
    draft = assemble(dossier, "hria", "standard")
    section = next(s for s in draft.sections if s.id == "context")
    return [part.text for part in inlines((section,)) if isinstance(part, Sentence | Gap)]


def test_the_draft_tells_of_countries_with_vintage_and_of_what_is_missing(sample: Workspace) -> None:
    """Each country of the chain has a row; figures say their year, and countries without any stand in a gap."""
    with Store(sample.store_url) as store:
        texts = drafted(dossier_of(sample, store))
    assert any("Rule of law 53" in text and "(2023)" in text for text in texts)
    assert any("no source in the workspace tells of governance in DR Congo" in text for text in texts)
    assert any("2022" in text and "not the newest" in text for text in texts)
    assert any(
        text.startswith("Electronics: child labour and forced labour; Lithium-Ion Batteries: inputs") for text in texts
    )


def test_without_the_source_its_figures_are_gone(workspace: Workspace, hria: Run) -> None:
    """Remove the indicators, and the governance of each country is missing."""
    assert hria("remove", "country-governance.csv").exit_code == 0
    with Store(workspace.store_url) as store:
        texts = drafted(dossier_of(workspace, store))
    assert not any("Rule of law" in text for text in texts)
    assert any("no source in the workspace tells of governance in China" in text for text in texts)


def test_settings_add_countries_and_commodities(workspace: Workspace, hria: Run) -> None:
    """What no list names can be set."""
    with (workspace.folder / "hria.toml").open("a") as stream:
        stream.write('\n[value_chain]\ncountries = ["Uzbekistan"]\ncommodities = ["palm oil"]\n')
    from hria.settings import open_workspace

    changed = open_workspace(workspace.folder)
    with Store(changed.store_url) as store:
        texts = drafted(dossier_of(changed, store))
    assert "Uzbekistan" in texts and "Crude Palm Oil" in texts


# Real files


def test_every_real_file_is_read_with_its_rows(shared: Path) -> None:
    """Counted with other tools: openpyxl for the workbook, lxml for the XML."""
    data = shared / "corpus" / "data"
    book = openpyxl.load_workbook(data / "wgidataset_2024.xlsx", read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    unknown = [row for row in rows[1:] if row[1] == "ANT"]
    newest = {(row[1], row[4]) for row in rows[1:] if row[5] is not None and row[1] != "ANT"}
    found = read_context(read(data / "wgidataset_2024.xlsx"))
    assert found and found.rows == len(rows) - 1 - len(unknown) and len(found.unread) == len(unknown)
    assert len(found.facts) == len(newest)

    goods = etree.parse(str(data / "dol_goods_2021.xml")).getroot()
    found = read_context(read(data / "dol_goods_2021.xml"))
    assert found and found.rows == len(goods.findall(".//Country")) == len(found.facts) and found.edition == "2022"

    countries = etree.parse(str(data / "dol_countries_2021.xml")).getroot()
    found = read_context(read(data / "dol_countries_2021.xml"))
    assert found and not found.unread
    kinds = [one.fact.kind for one in found.facts]
    assert kinds.count("good") == len(countries.findall("Country/Goods/Good"))
    assert kinds.count("assessment") == sum(bool(c.findtext("Advancement_Level")) for c in countries)


def test_a_real_table_of_codes_is_refused_until_its_columns_are_named(shared: Path) -> None:
    """It numbers countries and measures nothing; a column that somebody names is read row by row."""
    path = shared / "corpus" / "data" / "country-codes_m49.csv"
    with pytest.raises(UnknownTable):
        read(path, CONTEXT)
    columns = (("country", "ISO3166-1-Alpha-3"), ("value", "Region Name"))
    found = read_context(read(path, Overrides(kind="context", columns=columns)))
    with path.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["ISO3166-1-Alpha-3"]]
    assert found and found.rows == len(rows) and len(found.facts) == sum(bool(row["Region Name"]) for row in rows)


@pytest.mark.parametrize(
    ("name", "level", "kinds"),
    [("Ghana", "Moderate advancement", {"statistic": 4, "activity": 7, "convention": 6, "standard": 12}),
     ("Bangladesh", "Moderate advancement", {"statistic": 4, "activity": 4, "standard": 12}),
     ("Pakistan", "Minimal advancement", {"activity": 4})],
)  # fmt: skip
def test_real_country_chapters(name: str, level: str, kinds: dict[str, int], shared: Path) -> None:
    """The rating and the rows of each table, and which tables nothing was taken from."""
    document = read(shared / "corpus" / "country_reports" / f"dol_{name}.pdf")
    found = read_context(document)
    assert found and document.kind == "context" and document.edition == "2021"
    told = [one.fact for one in found.facts]
    assert [fact.words for fact in told if fact.kind == "assessment"] == [level]
    assert {kind: sum(f.kind == kind for f in told) for kind in kinds} == kinds
    missing = {"statistic", "activity", "convention", "standard"} - set(kinds)
    assert ("nothing taken from table" in found.described) == bool(missing)
    assert {fact.iso3 for fact in told} == {(place_of(name) or ("", ""))[1]}


def test_workbooks_are_read_as_well(tmp_path: Path) -> None:
    """An index as XLSX, with the sheet of notes before it."""
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.append(("Notes on the index",))
    sheet = book.create_sheet("Data")
    for row in (("ISO3", "Score"), ("IND", 1.5), ("CHN", 2.5)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert [(f.country, f.value) for f in facts(tmp_path / "i.xlsx", out.getvalue())] == [
        ("India", 1.5),
        ("China", 2.5),
    ]


def test_no_two_countries_share_a_name() -> None:
    """ "Virgin Islands" are two countries: a name that is cut at its comma may be another's."""
    import pycountry

    names = [(place_of(country.alpha_3) or ("", ""))[0] for country in pycountry.countries]
    assert len(set(names)) == len(names)
