"""Sources on countries and goods that hria knows: who publishes them, and under what licence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from hria.resources import read_toml


class KnownSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source with its publisher and licence. `newest` is the year of the newest edition that is
    known to exist, `newer` says it in words."""

    title: str
    publisher: str
    licence: str
    url: str
    newest: int | None = None
    newer: str | None = None

    def outdated(self, edition: str | None) -> str | None:
        """What later edition there is; None where none is known, or the edition does not say which it is."""
        year = re.match(r"20\d\d", edition or "")
        return self.newer if year and self.newest and int(year.group()) < self.newest else None


@cache
def known_sources() -> dict[str, KnownSource]:
    """The known sources by id."""
    return read_toml(Path(__file__).with_name("sources.toml"), dict[str, KnownSource])
