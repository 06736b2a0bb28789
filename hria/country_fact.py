"""What a source says of a country, or of a good that is made there: the attributes of a finding of kind `context`."""

from __future__ import annotations

from typing import Literal

import msgspec

# indicator: a number of an index; good: the country is named as a source of a good made by child or forced labour;
# assessment: how an authority rates a country's efforts; statistic: a figure on people; activity: work that children
# are said to do; standard: whether a law meets an international one; convention: whether it was ratified.
FactKind = Literal["indicator", "good", "assessment", "statistic", "activity", "standard", "convention"]
Exploitation = Literal["child_labour", "forced_labour", "forced_child_labour"]


class CountryFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fact on a country with its vintage. It says nothing of any site there.

    `country` is the usual English name, `iso3` its code in ISO 3166 (user-assigned codes too). `value` is what the
    source prints as a number, `words` what it prints otherwise; `percentile` is a rank among all countries from 0
    (lowest) to 100. `year` is that of the data, not of the publication. `worse` says which way is worse for people,
    None where nobody has said. A good with `inputs_from` is listed for what goes into it, which comes from there.
    """

    country: str
    kind: FactKind
    measure: str
    iso3: str | None = None
    value: float | None = None
    words: str | None = None
    percentile: float | None = None
    year: int | None = None
    worse: Literal["high", "low"] | None = None
    good: str | None = None
    sector: str | None = None
    exploitation: tuple[Exploitation, ...] = ()
    inputs_from: str | None = None
    source: str | None = None
    row: int | None = None
