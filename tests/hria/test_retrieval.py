"""Retrieval: the passage that answers is found, and nothing is where nothing does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from hria.document import Block, Document, Page
from hria.evaluate_retrieval import measure
from hria.extract import Extractor, Reader
from hria.extract.meaning import sentence_encoder
from hria.retrieval.index import Index
from hria.retrieval.passages import passages, unnamed
from hria.retrieval.search import Searcher, fused, open_index, refresh
from hria.settings import Workspace
from hria.store import Store

ROOT = Path(__file__).resolve().parents[2]
READER = Reader(("Acme plc", "Acme"), None, "general", None)
# The word vectors ship, so every machine has this encoder.
PLAIN = "words-1"


def document(*paragraphs: str, number: int = 0) -> Document:
    """A document of paragraphs; those that begin with "# " are headings, with "- " items of a list."""
    text, blocks = "", []
    for paragraph in paragraphs:
        kind = "heading" if paragraph.startswith("# ") else "list_item" if paragraph.startswith("- ") else "paragraph"
        words = paragraph.removeprefix("# ").removeprefix("- ")
        blocks.append(Block(kind, len(text), len(text) + len(words), 1))  # type: ignore[arg-type]
        text += f"{words}\n\n"
    return Document(
        f"d{number}",
        f"sha{number}",
        f"d{number}.md",
        "md",
        f"D{number}",
        "policy",
        text,
        tuple(blocks),
        (Page(1, 0, 0),),
    )


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(READER)


def searcher(extractor: Extractor, *documents: Document) -> Searcher:
    index = Index(None, sentence_encoder(PLAIN), READER.company)
    for one in documents:
        index.put(one.id, "", passages(one, extractor))
    return Searcher(index, extractor, READER.company, PLAIN)


POLICY = document(
    "# Fees",
    "No worker who makes our products pays a fee to get a job.",
    "# Passports",
    "The agent kept the passports of 40 migrant workers in a safe.",
    "# Fire",
    "Exits are unlocked while anybody is in the building.",
    "Do workers know the way out?",
)


def test_passages_stand_in_the_text_with_what_is_beside_them(extractor: Extractor) -> None:
    """Each is a stretch of the text under its heading; a question is none."""
    found = passages(POLICY, extractor)
    assert [p.text for p in found] == [
        "No worker who makes our products pays a fee to get a job.",
        "The agent kept the passports of 40 migrant workers in a safe.",
        "Exits are unlocked while anybody is in the building.",
    ]
    assert all(POLICY.text[p.start : p.end] == p.text for p in found)
    assert found[1].under == "Passports"
    assert "issue:migrant_workers" in found[1].marks


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Passports of migrants were held by an agent.", "The agent kept"),
        ("Workers must not be charged for a job.", "No worker"),
        ("Are the exits of the building locked?", "Exits are unlocked"),
    ],
)
def test_the_passage_that_answers_comes_first(extractor: Extractor, question: str, begins: str) -> None:
    found = searcher(extractor, POLICY)
    assert found.ranked(found.read(question))[0].passage.text.startswith(begins)


@pytest.mark.parametrize("question", ["Palantir deports families.", "Doorbell cameras film the neighbours.", "zzz qqq"])
def test_nothing_is_found_where_nothing_answers(extractor: Extractor, question: str) -> None:
    """A shared word or a name alone is no answer."""
    assert searcher(extractor, POLICY).search(question) == []


def test_a_document_can_be_left_out(extractor: Extractor) -> None:
    found = searcher(extractor, POLICY)
    assert found.ranked(found.read("passports of migrant workers"), without={POLICY.id}) == []


def test_an_empty_index_finds_nothing(extractor: Extractor) -> None:
    assert searcher(extractor).search("Workers pay fees.") == []


def test_fusing_prefers_what_stands_high_in_both() -> None:
    assert fused([1, 2, 3], [2, 4, 1])[0] == 2
    assert fused([], []) == []


def test_the_company_has_no_name_in_vectors() -> None:
    assert unnamed("Acme plc and Acme pay.", ("Acme", "Acme plc")) == "the company and the company pay."


def test_the_index_follows_the_store(workspace: Workspace, extractor: Extractor) -> None:
    """What is new is indexed once, what is withdrawn is forgotten, other rules index all anew."""
    with Store(workspace.store_url) as store, open_index(workspace, PLAIN) as index:
        first = list(refresh(index, store, extractor, "rules"))
        assert first[-1] == (16, 16)
        assert list(refresh(index, store, extractor, "rules")) == []
        whole = len(index)
        store.withdraw(store.list_documents("current")[0].summary.id)
        assert list(refresh(index, store, extractor, "rules")) == []
        assert 0 < len(index) < whole
        assert len(list(refresh(index, store, extractor, "other rules"))) == 15


def test_search_prints_passages_with_their_place_or_nothing_found(hria: Callable[..., Result]) -> None:
    found = hria("search", "Passports of migrant workers were kept in a locked cabinet", "--json")
    assert found.exit_code == 0, found.output
    assert "391" in found.stdout
    nothing = hria("search", "Palantir deports families from Oregon")
    assert nothing.exit_code == 3
    assert "nothing found" in nothing.stderr
    assert not nothing.stdout


def test_pairs_are_well_formed_and_many() -> None:
    """At least 60 claims have an answer; every passage named stands in its document."""
    from hria.evaluate_retrieval import Pairs, documents_of
    from hria.resources import read_toml

    pairs = {path.stem: read_toml(path, Pairs) for path in sorted((ROOT / "tests" / "retrieval").glob("*.toml"))}
    assert sum(bool(pair.passages) for one in pairs.values() for pair in one.claim) >= 60
    corpus = pairs["corpus"]
    texts: dict[str, str] = {}
    for one in documents_of(corpus, ROOT / corpus.folder):
        texts[Path(one.path).name] = " ".join(one.text.lower().replace("ﬁ", "fi").split())
    lost = [
        (file, words)
        for pair in corpus.claim
        for file, words in pair.passages
        if " ".join(words.lower().replace("ﬁ", "fi").split()) not in texts[file]
    ]
    assert lost == []


@pytest.mark.parametrize(("encoder", "recall", "refusal"), [(PLAIN, 0.5, 0.65), ("all-minilm-l6-v2-int8", 0.82, 0.76)])
def test_retrieval_is_as_good_as_measured(encoder: str, recall: float, refusal: float) -> None:
    """On the pairs over the sample corpus; a little below, for other processors round eight-bit numbers otherwise."""
    measured = measure(ROOT / "tests" / "retrieval" / "corpus.toml", ROOT, encoder)
    assert measured is not None
    assert measured.recalled / measured.answerable >= recall
    assert measured.refused / measured.unanswerable >= refusal


def test_pairs_without_their_documents_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "pairs.toml").write_text('folder = "nowhere"\ncompany = "Acme"\n[[claim]]\ntext = "A."\n')
    assert measure(tmp_path / "pairs.toml", tmp_path) is None


def test_a_search_without_sentence_vectors_says_so(
    hria: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the packages of the encoder are missing, words alone are searched, and what is lost is said."""
    monkeypatch.setattr("nlp.meaning.encoder.WEIGHTS", "no_such_package")
    found = hria("search", "Passports of migrant workers were kept in a locked cabinet")
    assert found.exit_code == 0, found.output
    assert "by words alone" in found.stderr
