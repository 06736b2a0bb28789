"""The laws, rights and risks that ship: numbering, vocabulary, force and the facts that must not slip."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hria.framework import Criterion, Framework, framework, frameworks, pending
from hria.resources import data_folder
from hria.risk import RiskCategory, risk_taxonomies, risk_taxonomy
from hria.vocabulary import ASPECTS, ISSUES, TOPICS

NUMBERING = {
    "ungp": """
        11 12 13 13.a 13.b 14 15 15.a 15.b 15.c 16 16.a 16.b 16.c 16.d 16.e 17 17.a 17.b 17.c 18 18.a 18.b
        19 19.a 19.a.i 19.a.ii 19.b 19.b.i 19.b.ii 20 20.a 20.b 21 21.a 21.b 21.c 22 23 23.a 23.b 23.c 24
        29 30 31 31.a 31.b 31.c 31.d 31.e 31.f 31.g 31.h""",
    "ungprf": """
        A1 A1.1 A1.2 A1.3 A2 A2.1 A2.2 A2.3 A2.4 A2.5 B1 B2 B3 B4 C1 C1.1 C2 C2.1 C2.2 C2.3 C3 C3.1 C3.2
        C4 C4.1 C4.2 C4.3 C5 C5.1 C6 C6.1 C6.2 C6.3 C6.4 C6.5""",
    "uk-msa": """
        54.1 54.2 54.4.a 54.4.b 54.5.a 54.5.b 54.5.c 54.5.d 54.5.e 54.5.f 54.6.a 54.6.b 54.6.c 54.6.d
        54.7.a 54.7.b 54.8 54.12""",
    "uk-guidance-2025": """
        structure policies risk due-diligence training effectiveness six-months approval-date
        signing-director group-coverage group-names group-sites language plain-english registry
        l1.structure l1.supply-chains l1.unknown-supply-chain l1.mapping-organisations l1.policy-standards
        l1.peer-learning levels""",
    "au-msa": """
        5.1 6 13.2.a 13.2.b 13.2.c 13.2.d 13.2.e 14.2.a 14.2.b 14.2.c 14.2.d 14.2.e 14.2.f 16.1.a 16.1.b
        16.1.c 16.1.d 16.1.e 16.1.f 16.1.g 16.2.a 16.2.b.i 16.2.b.ii""",
    "ca-s211": """
        2 9 11.1 11.2 11.3.a 11.3.b 11.3.c 11.3.d 11.3.e 11.3.f 11.3.g 11.4.a 11.4.b 11.5.a 11.5.b 12.2 13""",
    "us-ca-tsca": "a b c.1 c.2 c.3 c.4 c.5",
    "joint": "1 2 3 4 5 6 6.l2 7",
    "oecd": "1 2 3 4 5 6",
    "ilo-indicators": """
        abuse-of-vulnerability deception restriction-of-movement isolation physical-and-sexual-violence
        intimidation-and-threats retention-of-identity-documents withholding-of-wages debt-bondage
        abusive-working-and-living-conditions excessive-overtime""",
    "rights": """
        self-determination non-discrimination life torture slavery liberty contract-debt movement fair-trial
        privacy thought expression hatred assembly association family children participation minorities
        asylum nationality property work just-conditions social-security living-standard health education
        culture environment""",
}

NATURE = {
    "ungp": "guidance",
    "ungprf": "voluntary",
    "uk-msa": "statute",
    "uk-guidance-2025": "statutory_guidance",
    "au-msa": "statute",
    "ca-s211": "statute",
    "us-ca-tsca": "statute",
    "joint": "voluntary",
    "oecd": "guidance",
    "ilo-indicators": "guidance",
    "rights": "guidance",
}

# What each kind of finding carries, and so what an answer of that kind may ask for.
CONDITIONS = {
    "disclosure": {"topics", "aspects"},
    "risk": {"issues"},
    "commitment": set(),
    "partner": set(),
}

AMAZON = (
    "Diversity, Equity, and Inclusion",
    "Safe and Healthy Working Conditions",
    "Modern Slavery and Forced Labor",
    "Fair Wages and Hours",
    "Freedom of Association",
    "Future of Work",
    "Right to Privacy",
    "Product Safety and Security",
    "Social, Economic, and Environmental Justice",
)

# How a standard that comes in editions is cited.
EDITIONED = {"ESRS": r"ESRS (2023|2026) S[1-4](-\d+)?", "GRI": r"GRI \d+(-\d+)? \(20\d\d\)"}

CRITERIA = [pytest.param(f, c, id=f.criterion_id(c)) for f in frameworks().values() for c in f.criterion]
CATEGORIES = [
    pytest.param(category, id=f"{name}:{category.id}")
    for name, taxonomy in risk_taxonomies().items()
    for category in taxonomy.category
]
DATA_FILES = [
    pytest.param(path, id=path.name)
    for folder in ("frameworks", "risks")
    for path in sorted(data_folder(folder).rglob("*.toml"))
]


def written(path: Path) -> dict[str, Any]:
    """The file as plain values, with only the keys that it writes down."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def criterion(name: str, criterion_id: str) -> Criterion:
    """The criterion of a framework by its id."""
    return next(c for c in framework(name).criterion if c.id == criterion_id)


def risk_issues(c: Criterion) -> set[str]:
    """The issues that a risk finding may have to speak to the criterion."""
    return {issue for answer in c.answers if answer.kind == "risk" for issue in answer.issues}


@pytest.mark.parametrize("name", NUMBERING)
def test_numbering_is_exact(name: str) -> None:
    """A framework has exactly these criteria, in the order of its text, and each id once."""
    assert [c.id for c in framework(name).criterion] == NUMBERING[name].split()


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("ungp", "UNGP "), ("uk-msa", "UK MSA s "), ("au-msa", "AU MSA s "), ("ca-s211", "CA S-211 s ")],
)
def test_reference_repeats_the_id_as_the_field_cites_it(name: str, prefix: str) -> None:
    """The id 54.5.a is cited as s 54(5)(a)."""
    for c in framework(name).criterion:
        first, *parts = c.id.split(".")
        cited = prefix + first + "".join(f"({part})" for part in parts)
        assert c.ref.split(";")[0] == cited


def test_california_is_cited_by_section_and_subdivision() -> None:
    """The id c.1 is cited as § 1714.43(c)(1)."""
    for c in framework("us-ca-tsca").criterion:
        assert c.ref == "Cal. Civ. Code § 1714.43" + "".join(f"({part})" for part in c.id.split("."))


def test_reporting_framework_has_31_questions() -> None:
    """Eight overarching and 23 supporting questions make 31; B1 to B4 stand beside them."""
    ids = [c.id for c in framework("ungprf").criterion if not c.id.startswith("B")]
    assert len(ids) == 31
    assert len([i for i in ids if "." not in i]) == 8


def test_indicators_keep_their_number_of_2012() -> None:
    """The eleven ILO indicators are numbered 1 to 11 in their references."""
    refs = [c.ref for c in framework("ilo-indicators").criterion]
    assert refs == [f"ILO indicator {n}" for n in range(1, 12)]


@pytest.mark.parametrize("c", framework("rights").criterion, ids=lambda c: c.id)
def test_right_cites_its_articles(c: Criterion) -> None:
    """A right cites the Universal Declaration or a covenant; the environment cites the resolution."""
    citation = r"UNGA res\. 76/300" if c.id == "environment" else r"(UDHR|ICCPR|ICESCR) \d[\d(), ;A-Z-]*"
    assert re.fullmatch(citation, c.ref)


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_answers_speak_the_vocabulary(f: Framework, c: Criterion) -> None:
    """Each topic, issue and aspect that a criterion asks for is known."""
    for answer in c.answers:
        assert set(answer.topics) <= set(TOPICS)
        assert set(answer.issues) <= set(ISSUES)
        assert set(answer.aspects) <= set(ASPECTS)


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_answer_asks_for_what_its_kind_carries(f: Framework, c: Criterion) -> None:
    """A disclosure is asked for topics or aspects, a risk for issues, and never for nothing."""
    for answer in c.answers:
        given = {name for name in ("topics", "aspects", "issues") if getattr(answer, name)}
        assert given
        assert given <= CONDITIONS[answer.kind]


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_a_criterion_names_all_its_parts_or_none(f: Framework, c: Criterion) -> None:
    """Where one answer names a part, every answer does and there are at least two parts."""
    if c.parts():
        assert all(answer.part for answer in c.answers)
        assert len(c.parts()) > 1


def test_vocabulary_is_used() -> None:
    """No topic, issue or aspect is kept that no criterion asks for."""
    answers = [answer for f in frameworks().values() for c in f.criterion for answer in c.answers]
    assert {x for a in answers for x in a.topics} == set(TOPICS)
    assert {x for a in answers for x in a.issues} == set(ISSUES)
    assert {x for a in answers for x in a.aspects} == set(ASPECTS)


@pytest.mark.parametrize("words", [TOPICS, ISSUES, ASPECTS], ids=["topics", "issues", "aspects"])
def test_vocabulary_has_labels_to_print(words: dict[str, str]) -> None:
    """Ids are snake_case, and labels are English phrases of their own without a full stop."""
    assert len(set(words.values())) == len(words)
    for word, label in words.items():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", word)
        assert label and "_" not in label and not label.endswith(".")


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_disclosure_has_answers_or_says_why_not(f: Framework, c: Criterion) -> None:
    """A disclosure that is asked for can be answered by findings, or a note says who else answers it."""
    if c.role == "disclosure" and c.force != "none_found":
        assert c.answers or c.note


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_gap_can_be_printed(f: Framework, c: Criterion) -> None:
    """What a draft may miss is named by a noun phrase, with the person who could supply it."""
    if c in f.answerable() and c.force != "none_found":
        assert c.missing and re.match(r"(the|a|an|any) \w", c.missing) and not c.missing.endswith(".")
        assert c.owner and not c.owner.endswith(".")
    else:
        assert c.missing is None and c.owner is None


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_paraphrase_is_a_short_text_of_whole_sentences(f: Framework, c: Criterion) -> None:
    """A paraphrase stays under 420 characters, begins with a capital and ends with a full stop."""
    assert re.fullmatch(r"[A-Z].*\.", c.paraphrase)
    assert len(c.paraphrase) < 420
    assert c.title and not c.title.endswith(".")


@pytest.mark.parametrize("name", frameworks())
def test_force_and_verification_are_written_down(name: str) -> None:
    """Each file states whether it is verified, and each criterion its force, rather than rely on defaults."""
    values = written(data_folder("frameworks") / f"{name}.toml")
    assert {"verified", "verified_by", "edition", "source_url", "read_on"} <= values.keys()
    assert all("force" in c for c in values["criterion"])


@pytest.mark.parametrize("f", frameworks().values(), ids=lambda f: f.id)
def test_no_criterion_is_more_verified_than_its_framework(f: Framework) -> None:
    """In a framework that was not matched to its text, no criterion counts as verified."""
    if not f.verified:
        assert not any(c.verified for c in f.criterion)
        assert re.search("not yet matched|secondary source only", f.verified_by)


@pytest.mark.parametrize(
    ("name", "unverified"),
    [
        ("uk-msa", ""),
        ("au-msa", "14.2.a 14.2.b"),
        ("ca-s211", "13"),
        ("us-ca-tsca", "c.2 c.3 c.4 c.5"),
        ("joint", ""),
        (
            "uk-guidance-2025",
            "l1.structure l1.supply-chains l1.unknown-supply-chain l1.mapping-organisations"
            " l1.policy-standards l1.peer-learning levels",
        ),
    ],
)
def test_unverified_criteria_are_marked(name: str, unverified: str) -> None:
    """What was seen in a secondary source only, or not at all, carries the mark, and nothing else does."""
    assert framework(name).verified
    assert [c.id for c in framework(name).criterion if not c.verified] == unverified.split()


def test_supporting_questions_are_unverified() -> None:
    """Of the reporting framework only the eight overarching questions were matched."""
    matched = [c.id for c in framework("ungprf").criterion if c.verified]
    assert matched == ["A1", "A2", "C1", "C2", "C3", "C4", "C5", "C6"]


@pytest.mark.parametrize("name", NUMBERING)
def test_nature_is_of_the_whole_file(name: str) -> None:
    """Statute, guidance and voluntary standards are told apart by file."""
    assert framework(name).nature == NATURE[name]


@pytest.mark.parametrize("name", [name for name, nature in NATURE.items() if nature == "statute"])
def test_statute_holds_no_guidance(name: str) -> None:
    """A statute says must or may; should and best practice belong to guidance, in a file of its own."""
    for c in framework(name).criterion:
        assert c.force in ("must", "may")
        assert not re.search(r"\bshould\b|best practice|guidance", f"{c.paraphrase} {c.note}", re.IGNORECASE)


def test_statute_and_guidance_share_no_reference() -> None:
    """No criterion of the British guidance is cited like one of the statute."""
    statute, guidance = framework("uk-msa"), framework("uk-guidance-2025")
    assert not {c.id for c in statute.criterion} & {c.id for c in guidance.criterion}
    assert all(c.ref.startswith("UK MSA s 54") for c in statute.criterion)
    assert all(c.ref.startswith("UK guidance 2025, ") for c in guidance.criterion)


def test_guidance_says_must_only_of_group_coverage() -> None:
    """The British guidance recommends, except that a group statement must cover each entity in scope."""
    musts = [c.id for c in framework("uk-guidance-2025").criterion if c.force == "must"]
    assert musts == ["group-coverage"]


@pytest.mark.parametrize(
    ("name", "pattern", "force"),
    [
        ("uk-msa", r"54\.(1|4|6|7|8).*", "must"),
        ("uk-msa", r"54\.5\..", "may"),
        ("au-msa", r"(13|14|16)\..*", "must"),
        ("ca-s211", r"11\.[1345].*", "must"),
        ("us-ca-tsca", r".*", "must"),
        ("joint", r".*", "may"),
        ("ungp", r".*", "should"),
        ("oecd", r".*", "should"),
        ("ilo-indicators", r".*", "none_found"),
        ("rights", r".*", "none_found"),
    ],
)
def test_force_is_that_of_the_text(name: str, pattern: str, force: str) -> None:
    """UK 54(5) may, 54(6) must, AU 16(1) must, CA 11(3) must; a right or an indicator demands nothing."""
    forces = {c.force for c in framework(name).criterion if re.fullmatch(pattern, c.id)}
    assert forces == {force}


@pytest.mark.parametrize(
    ("name", "criterion_id", "role", "facts"),
    [
        ("uk-msa", "54.2", "scope", ["not less than £36 million", "exactly £36 million is in scope"]),
        ("uk-msa", "54.7.b", "publication", ["prominent place on the homepage"]),
        ("uk-msa", "54.8", "publication", ["within 30 days"]),
        ("uk-guidance-2025", "six-months", "publication", ["at most six months after the end"]),
        ("au-msa", "5.1", "scope", ["at least A$100 million"]),
        ("au-msa", "13.2.e", "publication", ["within 6 months after the end of the reporting period"]),
        ("au-msa", "14.2.f", "publication", ["within 6 months", "as the rules prescribe"]),
        (
            "ca-s211",
            "2",
            "scope",
            ["two of three", "at least $20 million", "at least $40 million", "at least 250 employees"],
        ),
        ("ca-s211", "11.1", "disclosure", ["By 31 May of each year", "previous financial year"]),
        ("us-ca-tsca", "a", "scope", ["exceeding $100 million"]),
        ("us-ca-tsca", "b", "publication", ["within 30 days"]),
    ],
)
def test_threshold_or_deadline_stands_where_it_is_set(
    name: str, criterion_id: str, role: str, facts: list[str]
) -> None:
    """Thresholds and deadlines stand, with their side of the boundary, in the criterion that sets them."""
    c = criterion(name, criterion_id)
    assert c.role == role
    for fact in facts:
        assert fact in c.paraphrase


@pytest.mark.parametrize(
    ("name", "criterion_id", "parts"),
    [
        ("uk-msa", "54.5.a", ("structure", "business", "supply chains")),
        ("uk-msa", "54.5.d", ("parts at risk", "assessing the risk", "managing the risk")),
        ("uk-msa", "54.6.a", ("approval", "signature")),
        ("au-msa", "16.1.b", ("structure", "operations", "supply chains")),
        ("ca-s211", "11.3.a", ("structure", "activities", "supply chains")),
        ("ca-s211", "11.3.b", ("policies", "due diligence processes")),
        ("us-ca-tsca", "c.2", ("audits", "independent or not", "unannounced or not")),
    ],
)
def test_parts_follow_the_text(name: str, criterion_id: str, parts: tuple[str, ...]) -> None:
    """A criterion of several parts names them in the order of the text, so that a silent one can be told."""
    assert criterion(name, criterion_id).parts() == parts


@pytest.mark.parametrize(("f", "c"), CRITERIA)
def test_alternative_says_what_it_replaces(f: Framework, c: Criterion) -> None:
    """An alternative says in its note when it applies, since only then its absence is a gap."""
    if c.role == "alternative":
        assert c.note and re.match("In place of|Only after", c.note)


def test_modern_slavery_risk_is_told_by_all_indicators() -> None:
    """A risk of any ILO indicator answers all three laws; child labour only those of Australia and Canada."""
    indicators = {i for c in framework("ilo-indicators").criterion for i in risk_issues(c)}
    for name, criterion_id in [("uk-msa", "54.5.d"), ("au-msa", "16.1.c"), ("ca-s211", "11.3.c")]:
        found = risk_issues(criterion(name, criterion_id))
        assert indicators | {"forced_labour", "human_trafficking"} <= found
        assert ("child_labour" in found) is (name != "uk-msa")


def test_pending_items_never_count() -> None:
    """Bills and announcements are known and dated, and no framework is made of them."""
    ids = {item.id for item in pending()}
    assert {"uk-bill-105", "au-penalties", "eu-esrs-2026", "eu-esrs-40a", "de-lksg-amendment"} <= ids
    assert not ids & set(frameworks())
    assert all(item.status_date <= item.read_on for item in pending())


def test_pending_file_is_named_by_its_id() -> None:
    """A pending item is found under its own name."""
    folder = data_folder("frameworks") / "pending"
    assert [path.stem for path in sorted(folder.glob("*.toml"))] == [item.id for item in pending()]


def test_general_taxonomy_gives_each_issue_one_category() -> None:
    """In the general taxonomy every known issue stands in exactly one category."""
    issues = [issue for category in risk_taxonomy("general").category for issue in category.issues]
    assert sorted(issues) == sorted(ISSUES)


def test_amazon_taxonomy_has_the_nine_names() -> None:
    """The company's nine salient risks keep their exact names and order, and share no issue."""
    taxonomy = risk_taxonomy("amazon-2020")
    issues = [issue for category in taxonomy.category for issue in category.issues]
    assert tuple(category.name for category in taxonomy.category) == AMAZON
    assert len(issues) == len(set(issues))
    assert set(issues) < set(ISSUES)


@pytest.mark.parametrize("name", risk_taxonomies())
def test_category_ids_are_unique_slugs(name: str) -> None:
    """A category has a kebab-case id of its own, and the taxonomy is named by its file."""
    ids = [category.id for category in risk_taxonomy(name).category]
    assert risk_taxonomy(name).id == name
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", i) for i in ids)


@pytest.mark.parametrize("category", CATEGORIES)
def test_category_touches_rights_that_its_issues_touch(category: RiskCategory) -> None:
    """A category names known rights only, and each of them is touched by one of its issues."""
    rights = {c.id: risk_issues(c) for c in framework("rights").criterion}
    assert category.rights
    for right in category.rights:
        assert right in rights
        assert rights[right] & set(category.issues)


@pytest.mark.parametrize("category", CATEGORIES)
def test_category_cites_standards_with_their_edition(category: RiskCategory) -> None:
    """ESRS and GRI are cited with their edition, since the same code changes its meaning."""
    assert category.standards
    for standard in category.standards:
        assert re.fullmatch(EDITIONED.get(standard.split()[0], ".+"), standard)


@pytest.mark.parametrize("category", CATEGORIES)
def test_category_is_described_in_one_sentence(category: RiskCategory) -> None:
    """A category is described in a single sentence."""
    assert re.fullmatch(r"[A-Z][^.]*\.", category.description)


@pytest.mark.parametrize("path", DATA_FILES)
def test_data_file_is_tidy(path: Path) -> None:
    """Lines have at most 110 characters and no trailing space, and the file was read on a stated day."""
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > 110 or line != line.rstrip()] == []
    assert isinstance(written(path)["read_on"], datetime.date)
    assert written(path).get("source_url", "https://").startswith("https://")
