"""The US Department of Labor's goods and country findings, as its XML files tell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from hria.context.places import place_of
from hria.context.tables import Fact, number_of
from hria.country_fact import CountryFact, Exploitation
from hria.document import Document
from hria.lists.reading import Row, cells_by_row

ROOTS = {"Goods": "dol-goods", "Countries": "dol-findings"}
FLAGS: dict[str, Exploitation] = {
    "Child_Labor": "child_labour",
    "Forced_Labor": "forced_labour",
    "Forced_Child_Labor": "forced_child_labour",
}
CONVENTIONS = {
    "C_138_Ratified": "ILO Convention 138 on the minimum age",
    "C_182_Ratified": "ILO Convention 182 on the worst forms of child labour",
    "Convention_on_the_Rights_of_the_Child_Ratified": "UN Convention on the Rights of the Child",
    "CRC_Armed_Conflict_Ratified": "CRC Optional Protocol on armed conflict",
    "CRC_Commercial_Sexual_Exploitation_of_Children_Ratified": "CRC Optional Protocol on the sale of children",
    "Palermo_Ratified": "Palermo Protocol on trafficking in persons",
}
WORKING = "Children who work"


def known_root(document: Document) -> str | None:
    """The name of the source whose XML a document is, by its root; None for any other."""
    first = next((b for b in document.blocks if b.kind == "heading"), None)
    if document.format != "xml" or first is None:
        return None
    return ROOTS.get(document.text[first.start : first.end])


def goods_facts(document: Document) -> tuple[list[Fact], list[tuple[int, str]], int]:
    """The facts of the list of goods or of the country findings, the rows that cannot be read (numbered as they
    stand in the file, with the reason), and how many rows were read in all."""
    facts: list[Fact] = []
    unread: list[tuple[int, str]] = []
    sectors: dict[str, str] = {}
    read = 0
    for rows in cells_by_row(document):
        for row in rows:
            values = _named(row)
            if "Good_Sector" in values and "Good_Name" in values:
                sectors[values["Good_Name"]] = values["Good_Sector"]
            written = values.get("Country_Name") or values.get("Name") or ""
            kind = _kind(values)
            if kind is None:
                continue
            place = place_of(written)
            if place is None:
                unread.append((row.number, f"no country is known by “{written[:40]}”"))
                continue
            read += 1
            facts += [Fact(fact, row.start, row.end) for fact in _facts(kind, values, place, row.number, sectors)]
    return sorted(facts, key=lambda one: (one.start, one.fact.measure)), unread, read


def reporting_year(document: Document) -> int | None:
    """The year that the country findings are on: the one most of their texts begin with ("In 2022, Ghana made")."""
    import re

    years = Counter(re.findall(r"\bIn (20\d\d), [^.]{2,60}? made ", document.text))
    return int(years.most_common(1)[0][0]) if years else None


def _named(row: Row) -> dict[str, str]:
    """Name -> value of the cells of a row ("Child_Labor: Yes"); the first of a name counts."""
    found: dict[str, str] = {}
    for text in row.cells.values():
        name, _, value = text.partition(": ")
        found.setdefault(name, value)
    return found


def _kind(values: Mapping[str, str]) -> str | None:
    if "Good_Name" in values and any(flag in values for flag in FLAGS):
        return "good"
    if "Multiple_Territories" in values:
        return "assessment"
    if "Total_Percentage_of_Working_Children" in values:
        return "statistic"
    return "convention" if any(name in values for name in CONVENTIONS) else None


def _facts(
    kind: str, values: Mapping[str, str], place: tuple[str, str | None], row: int, sectors: Mapping[str, str]
) -> Iterator[CountryFact]:
    country, iso3 = place
    if kind == "good":
        listed: Sequence[Exploitation] = [name for flag, name in FLAGS.items() if values.get(flag) == "Yes"]
        derived = values.get("Derived_Country", "No")
        origin = place_of(derived) if derived != "No" else None
        good = values["Good_Name"]
        yield CountryFact(
            country=country,
            kind="good",
            measure=f"Listed good: {good}",
            iso3=iso3,
            good=good,
            sector=values.get("Good_Sector") or sectors.get(good),
            exploitation=tuple(listed),
            inputs_from=origin[0] if origin else None,
            source="dol-goods",
            row=row,
        )
    elif kind == "assessment" and (level := values.get("Advancement_Level")):
        yield CountryFact(
            country, "assessment", "Efforts against child labour", iso3, words=level, source="dol-findings", row=row
        )
    elif kind == "statistic":
        share = number_of(values["Total_Percentage_of_Working_Children"])
        if share is not None:
            ages = values.get("Age_Range")
            words = f"aged {ages}" if ages else None
            yield CountryFact(
                country, "statistic", WORKING, iso3, round(share * 100, 2), words, source="dol-findings", row=row
            )
    elif kind == "convention":
        for name, title in CONVENTIONS.items():
            if values.get(name) in ("Yes", "No"):
                said = "ratified" if values[name] == "Yes" else "not ratified"
                yield CountryFact(country, "convention", title, iso3, words=said, source="dol-findings", row=row)
