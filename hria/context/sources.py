"""Sources on countries and goods that hria knows: who publishes them, and under what licence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from hria.resources import read_toml


class KnownSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source with its publisher and licence. `newer` says which later edition is known to exist."""

    title: str
    publisher: str
    licence: str
    url: str
    newer: str | None = None


@cache
def known_sources() -> dict[str, KnownSource]:
    """The known sources by id."""
    return read_toml(Path(__file__).with_name("sources.toml"), dict[str, KnownSource])
