"""Names of countries and of their people as documents write them."""

from __future__ import annotations

from functools import cache
from typing import Any

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


def _usual(country: Any) -> str:
    name: str = getattr(country, "common_name", country.name)
    return USUAL.get(country.alpha_2, name.partition(",")[0])
