"""The names by which documents call the company."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEGAL_FORMS = re.compile(
    r"[,\s]+(?:limited|ltd|plc|p\.l\.c|inc|incorporated|corp|corporation|llc|llp|lp|pty|ag|se|sa|s\.a|nv|n\.v|bv|b\.v|gmbh|ab|asa|"
    r"oyj|a/s|kgaa|spa|s\.p\.a|holdings?|group|company|co)\.?$",
    re.I,
)
# First words that stand for more than one company.
ORDINARY = frozenset(
    (
        "american asia asian australia australian bank british canada canadian capital china city co consolidated "
        "direct east eastern energy european federal fidelity first food foods general global great green group "
        "home indian industrial international japan link london metro national new north northern one pacific "
        "people premier public red royal smart south southern standard star state super the uk union united "
        "universal us water west western world "
    ).split()
)
SHORTEST = 3


def names_of(name: str, aliases: Sequence[str] = ()) -> tuple[str, ...]:
    """The full name first, then the given aliases, the name without its legal form, and its first word
    where that word is the company's own ("AGL" of AGL Energy Limited, but not "National" of National Grid)."""
    found = [name, *aliases]
    short = re.sub(r"^the\s+", "", name.strip(), flags=re.I)
    while (shorter := LEGAL_FORMS.sub("", short).strip(" ,")) != short:
        short = shorter
        found.append(short)
    first = short.split()[0] if short.split() else ""
    if len(first) >= SHORTEST and first.lower() not in ORDINARY and first[0].isupper():
        found.append(first)
    return tuple(dict.fromkeys(filter(None, found)))
