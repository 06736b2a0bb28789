"""Which goods of a list a product is, or is made of, by the words of the product."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from hria.resources import read_toml


class _Good(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    words: tuple[str, ...]
    rejects: tuple[str, ...] = ()


class _Goods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    good: tuple[_Good, ...]


def goods_in(product: str, goods: Iterable[str]) -> tuple[str, ...]:
    """The goods of these that a product is or is made of, in the order of the list: "Cotton pouches" is of Cotton.

    A good is known by its own name, in singular or plural, and by the words of commodities.toml.
    """
    text = " ".join(product.casefold().split())
    return tuple(good for good in goods if _is_in(text, good))


@lru_cache(maxsize=20_000)
def _is_in(text: str, good: str) -> bool:
    known = _extra().get(good)
    if known is None:
        return bool(_own_name(good).search(text))
    words, rejects = known
    return bool(words.search(rejects.sub(" ", text) if rejects else text))


@cache
def _extra() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    found = read_toml(Path(__file__).with_name("commodities.toml"), _Goods)
    return {
        name: (_whole(one.words), _whole(one.rejects) if one.rejects else None)
        for one in found.good
        for name in one.names
    }


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w-])(?:{word})(?![\w-])" for word in words))


@cache
def _own_name(good: str) -> re.Pattern[str]:
    """The name of a good without what stands in brackets: "Bricks (clay)" is known by "brick" and "bricks"."""
    plain = re.sub(r"\s*\([^)]*\)", "", good).casefold()
    names = [name.strip() for name in plain.split("/") if name.strip()]
    return _whole(
        re.escape(name.removesuffix("s")) + "(?:e?s)?" if name.endswith("s") else re.escape(name) + "s?"
        for name in names
    )
