"""From the findings of a workspace to its ranked sites."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from hria.context.profile import Context
from hria.document import Document
from hria.facilities import Match, Mention, mentions, named_in
from hria.finding import Finding
from hria.sites.items import Measured, Surroundings, measured
from hria.sites.ranking import Ranked, ranked
from hria.sites.site import Site, gather
from hria.sites.weighing import Weighing


class Survey(NamedTuple):
    """The sites with their items, ranked, and the matches that were too unsure to put anything together."""

    measured: tuple[tuple[Site, dict[str, Measured]], ...]
    ranked: tuple[Ranked, ...]
    unsure: tuple[Match, ...]
    context: Context


def survey(
    findings: Iterable[Finding],
    on: datetime.date,
    weighing: Weighing,
    *,
    audits: Iterable[Document] = (),
) -> Survey:
    """The sites that these findings name. `audits` are audits without any finding."""
    found = list(findings)
    gathered = gather(found, _clean(audits, mentions(found)))
    kinds = {finding.kind for finding in found}
    around = Surroundings(on, Context(found), "grievance" in kinds, "incident" in kinds)
    sites = tuple((site, measured(site, around, weighing)) for site in gathered.sites)
    return Survey(sites, tuple(ranked(sites, weighing)), gathered.unsure, around.context)


def _clean(audits: Iterable[Document], named: Iterable[Mention]) -> Iterable[Mention]:
    """The listed sites that audits without findings name."""
    listed = [mention for mention in named if mention.kind == "list"]
    for document in audits:
        for match in named_in(document, listed):
            yield Mention(match.one.name, match.one.address, match.one.country, document.id, "audit", None)
