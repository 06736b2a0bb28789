"""Countries by any name or code that sources on countries use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from hria.country import country_names
from hria.lists.columns import country_of
from hria.resources import read_toml


class _Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: dict[str, str]
    names: dict[str, str]
    usual: dict[str, str]


@cache
def _names() -> _Names:
    return read_toml(Path(__file__).with_name("names.toml"), _Names)


def place_of(text: str) -> tuple[str, str | None] | None:
    """The usual English name of a country and its alpha-3 code; None for what is no country."""
    written = text.strip().replace("’", "'")
    code = _names().codes.get(written) or _names().names.get(written.casefold())
    if (known := code or written) in _names().usual:
        return _names().usual[known], known
    name = country_of(code or written)
    return (name, iso3_of(name)) if name else None


@cache
def iso3_of(name: str) -> str | None:
    """The alpha-3 code of a country by its usual name."""
    import pycountry

    usual = country_names()
    return next((c.alpha_3 for c in pycountry.countries if usual[c.name] == name), None) or next(
        (code for code, known in _names().usual.items() if known == name), None
    )
