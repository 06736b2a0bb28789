"""What sources say of the countries and goods of the value chain, with their vintage. No site is named.

What is told of a country is no finding on anyone there: it says where to look. What no source says is printed so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from hria.assemble.dossier import Dossier
from hria.assemble.registers import Cell, cell
from hria.assemble.wording import counted, in_words, listed, sentence_of
from hria.context.chain import ChainCountry, ChainGood, chain_countries, chain_goods
from hria.context.commodities import goods_in
from hria.context.profile import GOVERNANCE, Context, CountryProfile, Said
from hria.context.shipped import shipped_document
from hria.context.sources import known_sources
from hria.document import Summary, summary
from hria.draft import Table
from hria.finding import Finding
from hria.listed import Facility

NO_DATA = "no data"
# Countries of so many; the rest are counted in a sentence.
MOST_COUNTRIES, MOST_GOODS = 40, 30
# So many countries of a listed good are named that are not in the value chain.
MOST_ELSEWHERE = 5
MOST_MEASURES = 4


class Surroundings:
    """The countries and goods of a dossier's value chain, and what is known of them."""

    def __init__(self, dossier: Dossier) -> None:
        self.context = Context(dossier.context)
        self.countries = chain_countries(dossier.in_chain, dossier.value_chain.countries)
        self.goods = chain_goods(dossier.in_chain, self.context, dossier.value_chain.commodities)
        self._dossier = dossier

    def without(self, what: str) -> list[str]:
        """The countries of the value chain on which no source has "governance", or an "assessment"."""
        profiles = [self.context.of(one.country) for one in self.countries]
        return [p.country for p in profiles if (not _ranks(p) if what == "governance" else p.assessment is None)]

    def country_table(self) -> Table | None:
        """A row for each country of the value chain; None where there is none."""
        rows = tuple(self._country_row(one) for one in self.countries[:MOST_COUNTRIES])
        header = (
            "Country",
            "In the value chain",
            "Governance",
            "Efforts against child labour, as rated by the US Department of Labor",
            "Goods listed by the US Department of Labor",
        )
        caption = "Countries of the value chain and what sources say of them"
        return Table("countries", caption, header, rows, (0.12, 0.22, 0.21, 0.2, 0.25), is_dense=True) if rows else None

    def _country_row(self, one: ChainCountry) -> tuple[Cell, ...]:
        profile = self.context.of(one.country)
        return (
            cell(one.country),
            cell(_place_in_chain(one), _one_of_each(one.facilities or one.seen or one.risks)),
            _governance(profile),
            _child_labour(profile),
            self._goods_of(one, profile),
        )

    def _goods_of(self, one: ChainCountry, profile: CountryProfile) -> Cell:
        names = [said.fact.good or "" for said in profile.goods]
        products = {f.attributes.product for f in one.facilities if isinstance(f.attributes, Facility)}
        own = {good for product in products if product for good in goods_in(product, names)}
        hits = [said for said in profile.goods if said.fact.good in own]
        if not profile.goods:
            return cell("none listed")
        others = [said for said in profile.goods if said not in hits]
        parts = [_listing(said) for said in hits]
        if one.facilities and not hits:
            parts.append("none by the words of its products")
        if others:
            noun = "other good" if hits else "good"
            parts.append(f"{counted(len(others), noun)} listed")
        ids = [said.finding.id for said in (*hits, *others[:1])]
        return cell(sentence_of("; ".join(parts)), ids)

    def goods_table(self) -> Table | None:
        """A row for each listed good that products are or are made of; None where there is none."""
        here = {one.country for one in self.countries}
        rows = tuple(self._good_row(one, here) for one in self.goods[:MOST_GOODS])
        header = ("Good", "Products of the lists", "Made in", "Listed for")
        caption = "Goods of the value chain that the US Department of Labor lists"
        return Table("goods", caption, header, rows, (0.14, 0.27, 0.17, 0.42), is_dense=True) if rows else None

    def _good_row(self, one: ChainGood, here: set[str]) -> tuple[Cell, ...]:
        said = self.context.countries_of(one.good)
        ours = [s for s in said if s.fact.country in here]
        others = [s for s in said if s.fact.country not in here]
        named = [f"{s.fact.country} ({_why(s)})" for s in ours]
        elsewhere = [s.fact.country for s in others[:MOST_ELSEWHERE]]
        more = [f"{len(others) - MOST_ELSEWHERE} more"] if len(others) > MOST_ELSEWHERE else []
        lines = [f"In the value chain: {listed(named)}"] if ours else []
        if others:
            lines.append(f"{'elsewhere' if ours else 'Only elsewhere'}: {listed([*elsewhere, *more])}")
        cited = [s.finding.id for s in (*ours, *others[:MOST_ELSEWHERE])]
        where = listed(one.countries()) or "named in the settings"
        return (
            cell(one.good),
            cell(", ".join(one.products()) or "–", _one_of_each(one.facilities)),
            cell(where),
            cell(sentence_of("; ".join(lines)), cited),
        )

    def index_table(self) -> Table | None:
        """The user's own indices for the countries of the value chain; None where there is none."""
        profiles = [self.context.of(one.country) for one in self.countries[:MOST_COUNTRIES]]
        names = [n for n in self.context.measures() if any(_is_own(p.indicators.get(n)) for p in profiles)][
            :MOST_MEASURES
        ]
        if not names:
            return None
        rows = tuple((cell(p.country), *(_value(p.indicators.get(name)) for name in names)) for p in profiles)
        width = 0.76 / len(names)
        caption = "Other indices for the countries of the value chain"
        return Table("indices", caption, ("Country", *names), rows, (0.24, *(width for _ in names)), is_dense=True)

    def editions(self) -> list[str]:
        """The sources with edition and licence, each in a sentence."""
        documents = [s for s in self._dossier.documents() if s.kind == "context"]
        if self.context.is_shipped and (self.countries or self.goods):
            documents.append(shipped_summary())
        return [_edition(one) for one in documents]


@cache
def shipped_summary() -> Summary:
    """The list of goods that comes with hria, as lists of documents show it."""
    return summary(shipped_document())


def _edition(one: Summary) -> str:
    newer = next((s.newer for s in known_sources().values() if s.newer and s.newer in one.notes), None)
    facts = [
        f"edition: {one.edition}" if one.edition else "edition not stated",
        *([f"published {in_words(one.published)}"] if one.published else []),
        f"licence: {one.licence}" if one.licence else "licence not stated",
        *([f"not the newest: {newer}"] if newer else []),
    ]
    publisher = f"{one.publisher}, " if one.publisher else ""
    return f"{publisher}{one.title} ({'; '.join(facts)})."


def _place_in_chain(one: ChainCountry) -> str:
    parts = []
    if one.facilities:
        tiers = sorted(
            {f.attributes.tier for f in one.facilities if isinstance(f.attributes, Facility) and f.attributes.tier}
        )
        of_tier = f", tier {listed(tiers)}" if tiers else ""
        parts.append(f"{counted(len(one.facilities), 'row')} of supplier lists{of_tier}")
    if one.seen:
        parts.append(f"{counted(len(one.seen), 'entry', 'entries')} of audits, logs and news")
    if one.risks:
        parts.append(f"{counted(len(one.risks), 'passage')} on risks")
    if one.is_set:
        parts.append("named in the settings")
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def _ranks(profile: CountryProfile) -> list[Said]:
    found = [profile.indicators.get(name) for name in GOVERNANCE]
    return [said for said in found if said is not None and said.fact.percentile is not None]


def _governance(profile: CountryProfile) -> Cell:
    found = _ranks(profile)
    if not found:
        return cell(NO_DATA)
    years = listed([str(year) for year in sorted({said.fact.year for said in found if said.fact.year})])
    ranks = ", ".join(f"{said.fact.measure.lower()} {said.fact.percentile:.0f}" for said in found)
    missing = [name.lower() for name in GOVERNANCE if name not in {said.fact.measure for said in found}]
    none = f"; {NO_DATA} on {listed(missing)}" if missing else ""
    return cell(
        f"{ranks[0].upper()}{ranks[1:]} of 100 ({years or 'year not stated'}){none}.", [s.finding.id for s in found]
    )


def _child_labour(profile: CountryProfile) -> Cell:
    parts, ids = [], []
    if said := profile.assessment:
        year = f" ({said.fact.year})" if said.fact.year else ""
        parts.append(f"{(said.fact.words or '').replace(' – ', ': ').lower()}{year}")
        ids.append(said.finding.id)
    if said := profile.working_children:
        ages = f" {said.fact.words}" if said.fact.words else ""
        parts.append(f"{said.fact.value:g} % of children{ages.replace('-', ' to ')} work")
        ids.append(said.finding.id)
    return cell(sentence_of("; ".join(parts)), ids) if parts else cell(NO_DATA)


def _value(said: Said | None) -> Cell:
    if said is None or (said.fact.value is None and not said.fact.words):
        return cell(NO_DATA)
    value = f"{said.fact.value:,.6g}" if said.fact.value is not None else said.fact.words or ""
    return cell(f"{value} ({said.fact.year or 'year not stated'})", [said.finding.id])


def _is_own(said: Said | None) -> bool:
    return said is not None and said.fact.source is None


def _listing(said: Said) -> str:
    return f"{said.fact.good}: {_why(said)}"


def _why(said: Said) -> str:
    """For what a good is listed: "child labour and forced labour"; forced child labour is not told twice."""
    kinds = said.fact.exploitation
    words = [kind.replace("_", " ") for kind in kinds if kind != "forced_child_labour" or len(kinds) == 1]
    return listed(words) or f"inputs from {said.fact.inputs_from or 'elsewhere'}"


def _one_of_each(findings: Iterable[Finding]) -> Sequence[str]:
    """A finding of each document: the count rests on all of them."""
    return list({f.evidence.document_id: f.id for f in reversed(list(findings))}.values())
