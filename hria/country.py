"""Names of countries and of their people as documents write them."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

# Where the field's usual name is not that of the list of ISO 3166.
USUAL = {
    "GB": "United Kingdom", "US": "United States", "CD": "DR Congo", "CG": "Congo", "KR": "South Korea",
    "KP": "North Korea", "LA": "Laos", "SY": "Syria", "TR": "Turkey", "CZ": "Czechia", "SZ": "Eswatini",
    "PS": "Palestine", "RU": "Russia", "VN": "Vietnam", "MM": "Myanmar", "CI": "Côte d’Ivoire", "IR": "Iran",
    "BN": "Brunei", "CV": "Cabo Verde", "FM": "Micronesia", "MD": "Moldova",
    "VG": "British Virgin Islands", "VI": "US Virgin Islands",
}  # fmt: skip
# What else documents write.
WRITTEN = {
    "UK": "GB", "U.K.": "GB", "Britain": "GB", "Great Britain": "GB", "England": "GB", "Scotland": "GB",
    "Wales": "GB", "British": "GB", "USA": "US", "U.S.": "US", "US": "US", "America": "US", "DRC": "CD",
    "Democratic Republic of the Congo": "CD", "Democratic Republic of Congo": "CD", "Ivory Coast": "CI",
    "Côte d'Ivoire": "CI", "Cote d'Ivoire": "CI", "Burma": "MM", "Swaziland": "SZ", "Turkiye": "TR",
    "Viet Nam": "VN", "Czech Republic": "CZ", "UAE": "AE", "Malaysian": "MY", "Indonesian": "ID",
    "Bangladeshi": "BD", "Vietnamese": "VN", "Chinese": "CN", "Xinjiang": "CN", "Thai": "TH", "Cambodian": "KH",
    "Pakistani": "PK", "Ghanaian": "GH", "Brazilian": "BR", "Turkish": "TR", "Myanmar": "MM", "Nepali": "NP",
    "Nepalese": "NP", "Filipino": "PH", "Taiwanese": "TW", "Taiwan": "TW", "South Korea": "KR", "Korea": "KR",
    "Hong Kong": "HK", "Macau": "MO", "Russia": "RU", "Syria": "SY", "Laos": "LA", "Iran": "IR",
    "Bolivia": "BO", "Venezuela": "VE", "Tanzania": "TZ",
    "Indian": "IN", "Nigerian": "NG", "Kenyan": "KE", "Ethiopian": "ET", "Mexican": "MX", "Peruvian": "PE",
    "Colombian": "CO", "Sri Lankan": "LK", "Burmese": "MM", "Uzbek": "UZ", "Turkmen": "TM", "Congolese": "CD",
    "Ugandan": "UG", "Honduran": "HN", "Guatemalan": "GT", "Lao": "LA", "Mongolian": "MN", "Afghan": "AF",
    "Iraqi": "IQ", "Jordanian": "JO", "Ivorian": "CI", "Malagasy": "MG", "Haitian": "HT", "Bolivian": "BO",
    "Mauritian": "MU", "Moroccan": "MA", "Tunisian": "TN", "Egyptian": "EG", "Romanian": "RO",
    "Bulgarian": "BG", "Ukrainian": "UA", "Serbian": "RS", "Salvadoran": "SV", "Nicaraguan": "NI",
    "Sierra Leonean": "SL", "Tanzanian": "TZ", "Malawian": "MW", "Zambian": "ZM", "Zimbabwean": "ZW",
}  # fmt: skip


@cache
def country_names() -> dict[str, str]:
    """What is written -> the usual English name: "Viet Nam", "Vietnamese" -> "Vietnam"."""
    import pycountry

    names: dict[str, str] = {}
    for country in pycountry.countries:
        usual = _usual(country)
        for written in {usual, country.name, getattr(country, "official_name", country.name)}:
            names[written] = usual
    for written, code in WRITTEN.items():
        names[written] = _usual(pycountry.countries.get(alpha_2=code))
    return names


@cache
def _regions() -> dict[str, str]:
    """Regions, provinces and districts of ISO 3166-2 and well-known towns -> their country; names of several
    countries are left out."""
    import pycountry

    found: dict[str, set[str]] = {}
    for division in pycountry.subdivisions:
        country = _usual(pycountry.countries.get(alpha_2=division.country_code))
        found.setdefault(_folded(division.name), set()).add(country)
    regions = {name: countries.pop() for name, countries in found.items() if len(countries) == 1}
    return {**regions, **{_folded(town): country for country, towns in _towns().items() for town in towns}}


@cache
def _towns() -> dict[str, list[str]]:
    towns: dict[str, list[str]] = msgspec.toml.decode(
        Path(__file__).with_name("towns.toml").read_bytes(), type=dict[str, list[str]]
    )
    return towns


def country_of_place(place: str) -> str | None:
    """The country of a place as a text writes it, "Konabari, Gazipur"; None where it is not known, or several are."""
    countries = {country for part in place.split(",") if (country := _regions().get(_folded(part)))}
    return countries.pop() if len(countries) == 1 else None


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return " ".join(plain.split())


def _usual(country: Any) -> str:
    name: str = getattr(country, "common_name", country.name)
    return USUAL.get(country.alpha_2, name.partition(",")[0])
