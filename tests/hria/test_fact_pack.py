"""The fact pack: stances, figures and statuses by their rules, and a draft in which every fact cites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hria.answer import Exhibit, FigureSet
from hria.cli.fact_pack import fact_pack_of
from hria.document import Evidence
from hria.draft import Draft, Sentence, inlines
from hria.extract import Glance
from hria.factpack.figures import set_beside
from hria.factpack.pack import owner_of
from hria.factpack.sources import named_source
from hria.factpack.stance import judge
from hria.factpack.status import conclude, status_rules
from hria.factpack.witnesses import parts_of
from hria.finding import Claim, ClaimedFigure, Finding, Metric, SubClaim, quoted_passage
from hria.settings import Workspace
from hria.store import Store

PLAIN = "words-1"


def claim(
    text: str, kind: str = "factual_allegation", parts: tuple[str, ...] = (), figures: tuple[ClaimedFigure, ...] = ()
) -> Claim:
    subs = tuple(SubClaim(kind, part, 0, 0) for part in parts)  # type: ignore[arg-type]
    return Claim(kind, 1, text, "Petition", subs, figures=figures)  # type: ignore[arg-type]


def exhibit(speaker: str, stance: str, part: int = 0) -> Exhibit:
    evidence = Evidence("d", 0, 4, "Text", 1, 1)
    return Exhibit(quoted_passage(evidence, "sha"), speaker, stance, "says the same", part, 0.9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "said", "passage", "cues", "stance"),
    [
        ("factual_allegation", "Workers had paid fees.", "Workers paid fees.", (), "for"),
        ("factual_allegation", "Workers had paid fees.", "No worker had paid fees.", ("negated",), "against"),
        ("factual_allegation", "Acme fails to publish its list.", "Acme has published its list.", (), "against"),
        ("factual_allegation", "Acme does not know its mines.", "We do not know our mines.", ("negated",), "for"),
        ("factual_allegation", "Workers had paid fees.", "Suppliers must not charge fees.", ("required",), "on"),
        ("factual_allegation", "Acme trains buyers.", "We will train buyers.", ("planned",), "on"),
        ("factual_allegation", "Acme said it will repay them.", "They will be repaid, we said.", ("planned",), "for"),
        ("factual_allegation", "Passports were returned.", "Passports were returned by 24 May.", ("planned",), "for"),
        ("factual_allegation", "The policy says no worker pays.", "No worker pays.", ("prohibited",), "for"),
        ("normative", "Companies should repay fees.", "We hold that fees are to be repaid.", (), "for"),
        ("ask", "Commission a report.", "The Board recommends a vote against it.", (), "against"),
        ("factual_allegation", "Fees in Malaysia.", "Fees, Malaysia, high", (), "on"),
    ],
)
def test_stances(kind: str, said: str, passage: str, cues: tuple[str, ...], stance: str) -> None:
    """A passage that says most of a claim is for or against it; a plan, a demand or a bare row is on its matter."""
    assert judge(kind, said, passage, Glance(cues=cues), is_said=True).stance == stance  # type: ignore[arg-type]


def test_a_passage_that_says_little_of_a_claim_is_on_its_matter() -> None:
    assert judge("factual_allegation", "Workers paid.", "Workers paid.", Glance(), is_said=False).stance == "on"


DIFFERS = FigureSet(ClaimedFigure(600, "departments", 0, 3), None, "differs")


@pytest.mark.parametrize(
    ("exhibits", "figures", "parts", "rule", "status"),
    [
        ([], (), 1, "nothing", "not_addressed"),
        ([exhibit("company", "for")], (), 1, "own-for-all", "supported"),
        ([exhibit("company", "for")], (), 2, "own-for-some", "partly"),
        ([exhibit("company", "for"), exhibit("board", "for", 1)], (), 2, "own-for-all", "supported"),
        ([exhibit("auditor", "for")], (), 1, "others-for", "partly"),
        ([exhibit("critic", "for")], (), 1, "on-the-matter", "partly"),
        ([exhibit("company", "on")], (), 1, "on-the-matter", "partly"),
        ([exhibit("company", "for"), exhibit("company", "against")], (), 1, "own-against", "disputed"),
        ([exhibit("press", "against"), exhibit("company", "for")], (), 1, "others-against", "disputed"),
        ([exhibit("company", "for")], (DIFFERS,), 1, "number-differs", "number_differs"),
        ([exhibit("complainant", "for")], (), 1, "on-the-matter", "partly"),
        ([exhibit("authority", "for")], (), 1, "others-for", "partly"),
    ],
)
def test_statuses(exhibits: list[Exhibit], figures: tuple[FigureSet, ...], parts: int, rule: str, status: str) -> None:
    """The first rule that fits decides; critics are no witnesses."""
    decided = conclude(exhibits, figures, parts)
    assert (decided.id, decided.status) == (rule, status)


def test_a_request_that_the_board_turns_down_is_disputed() -> None:
    """Also where another passage grants part of it; an allegation is not turned down but denied."""
    heard = [exhibit("board", "against"), exhibit("company", "for")]
    assert conclude(heard, (), 1, "ask").id == "turned-down"
    assert conclude(heard, (), 1).id == "own-against"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("In May a newspaper reported that men had been told to lie.", "news", "men had been told to lie."),
        ("Auditors at a plant in Penang found passports in locked boxes.", "audit", "passports in locked boxes."),
        ("The Company reported that it audits 84 per cent of suppliers.", None, None),
        ("A newspaper reported it.", None, None),
    ],
)  # fmt: skip
def test_a_claim_may_name_its_source(text: str, kind: str | None, said: str | None) -> None:
    """The kind of documents to look in, and what they are said to say."""
    assert named_source(text) == (None if kind is None else (kind, said))


def test_every_status_has_words_and_rules() -> None:
    from hria.assemble.fact_pack import Words
    from hria.resources import data_folder, read_toml

    words = read_toml(data_folder("templates") / "fact-pack" / "words.toml", Words)
    assert {rule.status for rule in status_rules()} == set(words.status)


def figure(value: float, unit: str, owner: str = "company", **more: object) -> Finding:
    metric = Metric(value, unit, 0, 3, owner=owner, **more)  # type: ignore[arg-type]
    return Finding(f"m{value}", "metric", Evidence("d", 0, 4, "Text", 1, 1), metric, "rule", 1.0)


POLICE = ClaimedFigure(600, "departments", 0, 2, measure="police departments")
IN_2019 = ClaimedFigure(600, "departments", 0, 2, measure="police departments", as_of="2019-12-31")


@pytest.mark.parametrize(
    ("claimed", "metric", "verdict"),
    [
        (ClaimedFigure(31, "workers", 0, 2), figure(31, "workers"), "agrees"),
        (ClaimedFigure(600, "departments", 0, 2, hedge="over"), figure(612, "departments"), "agrees"),
        (POLICE, figure(400, "departments", measure="police departments"), "differs"),
        (POLICE, figure(400, "departments", "partner", measure="police departments"), "other_basis"),
        (IN_2019, figure(400, "departments", measure="police departments", as_of="2023-12-31"), "other_basis"),
        (
            ClaimedFigure(38, "number", 0, 2, measure="suppliers in Thailand"),
            figure(38, "number", measure="workers not found"),
            "none",
        ),
        (ClaimedFigure(391, "passports", 0, 2), figure(391, "workers"), "same_number"),
        (ClaimedFigure(400, "passports", 0, 2), figure(400, "workers"), "none"),
        (ClaimedFigure(5, "%", 0, 2), figure(5, "USD"), "none"),
    ],
)
def test_figures(claimed: ClaimedFigure, metric: Finding, verdict: str) -> None:
    """A figure differs only where it is the company's own, counts the same and is of no other time."""
    found = set_beside(claim("Claim.", figures=(claimed,)), [(exhibit("company", "for"), metric)])
    assert [one.verdict for one in found] == [verdict]


@pytest.mark.parametrize(
    ("text", "subs", "parts"),
    [
        ("Acme pays fees.", (), ("Acme pays fees.",)),
        (
            "Acme lacks data on audits, fires.",
            ("audits", "fires"),
            ("Acme lacks data on audits", "Acme lacks data on fires"),
        ),
        (
            "Found that men paid a lot, and that papers were locked away.",
            ("Found that men paid a lot", "that papers were locked away."),
            ("Found that men paid a lot", "that papers were locked away."),
        ),
        (
            "Acme has paid. They have met the Board three times.",
            ("They have met the Board three times.",),
            ("Acme has paid.", "Acme has paid. They have met the Board three times."),
        ),
    ],
)
def test_parts_of_a_claim(text: str, subs: tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert parts_of(claim(text, parts=subs)) == parts


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Suppliers kept passports.", "head of responsible sourcing"),
        ("Doorbell video is given to the police.", "chief privacy officer and product counsel"),
        ("It is so.", "corporate secretary"),
    ],
)
def test_owners(text: str, owner: str) -> None:
    assert owner_of(text) == owner


@pytest.fixture(scope="module")
def pack(sample: Workspace) -> Draft:
    with Store(sample.store_url) as store:
        return fact_pack_of(sample, store, sample.folder / "documents" / "shareholder-resolution-2025.txt", PLAIN)


def test_the_summary_comes_first_with_every_claim(pack: Draft) -> None:
    """One table, a row for each claim, before anything else."""
    first, *_ = pack.sections
    (table,) = first.blocks
    assert len(table.rows) == 18  # type: ignore[union-attr]


def test_every_claim_has_evidence_or_is_a_gap(pack: Draft) -> None:
    claims = next(section for section in pack.sections if section.id == "claims")
    assert len(claims.sections) == 18
    for section in claims.sections:
        text = [part for part in inlines((section,)) if isinstance(part, Sentence)]
        assert "not addressed" in section.title or any(len(part.citations) for part in text[1:]), section.title


def test_a_reply_quotes_and_never_with_figures_of_others(pack: Draft) -> None:
    """A sentence of a reply is a document with its place and its words, and cites them."""
    told = [part for part in inlines(pack.sections) if isinstance(part, Sentence) and ") says: “" in part.text]
    assert told
    assert all(part.citations for part in told)
    quotes = {entry.label: entry for entry in pack.evidence}
    for part in told:
        assert "minutes" not in quotes[part.citations[0]].document_title.lower()
        assert "27.6 million" not in part.text, "a figure of the ILO"
        assert "“" not in part.text.split("says: “", 1)[1], "quotation marks within a quotation are single"


def test_the_board_speaks_for_the_company(pack: Draft) -> None:
    board = next(section for section in pack.sections if section.id == "board")
    assert any(
        "recommends that shareholders vote AGAINST" in part.text
        for part in inlines((board,))
        if isinstance(part, Sentence)
    )


def test_how_columns_were_read_is_not_for_those_who_get_the_pack(pack: Draft) -> None:
    """`hria documents` says which column of a list stands for what; here its rows are enough."""
    (listed,) = [entry for entry in pack.documents if entry.kind == "suppliers"]
    assert listed.note == "60 rows"


def test_the_same_input_gives_the_same_pack(sample: Workspace, pack: Draft) -> None:
    with Store(sample.store_url) as store:
        again = fact_pack_of(sample, store, sample.folder / "documents" / "shareholder-resolution-2025.txt", PLAIN)
    assert again == pack


def test_a_fact_pack_needs_a_resolution(hria: Callable[..., Result], tmp_path: Path) -> None:
    assert hria("draft", "fact-pack").exit_code == 2
    file = tmp_path / "resolution.txt"
    file.write_text("Resolved: That the Board publish a report on passports of migrant workers kept by suppliers.\n")
    out = tmp_path / "out"
    made = hria("draft", "fact-pack", "--resolution", str(file), "--format", "md,docx", "--out", str(out))
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in out.iterdir()) == ["fact-pack.docx", "fact-pack.md"]
