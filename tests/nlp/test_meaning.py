"""Vectors of sentences and words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlp.meaning.encoder import Transformer, WeightsError, encoder
from nlp.meaning.wordpiece import WordPieces
from nlp.meaning.words import Words, stem

TINY = ["[UNK]", "[CLS]", "[SEP]", "slave", "##ry", "act", "2015", ".", "cafe", "-", "s", "中", "’"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Slavery Act 2015.", ["slave", "##ry", "act", "2015", "."]),
        ("CAFÉ-act", ["cafe", "-", "act"]),
        ("act’s", ["act", "’", "s"]),
        ("\x07act\u200b", ["act"]),
        ("act\tact\u00a0act", ["act", "act", "act"]),
        ("中act", ["中", "act"]),
        ("slavish", ["[UNK]"]),
        ("s" * 101, ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_cut_into_pieces(text: str, pieces: list[str]) -> None:
    """Small letters without accents, marks by themselves, the longest pieces from the left."""
    known = WordPieces(TINY)
    assert [TINY[number] for number in known.pieces(text, 50)] == pieces
    assert [TINY[number] for number in known.read(text, 50)] == ["[CLS]", *pieces, "[SEP]"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("Workers pay.", [101, 3667, 3477, 1012, 102]), ("Ménage", [101, 2273, 4270, 102]), ("", [101, 102])],
)
def test_word_pieces_are_those_of_the_model(text: str, numbers: list[int]) -> None:
    """As the tokenizer of the model numbers them."""
    assert WordPieces.load().read(text, 96) == numbers


def test_long_texts_are_cut() -> None:
    assert len(WordPieces.load().read("word " * 500, 96)) == 96
    assert WordPieces(TINY).pieces("slavery " * 9, 5) == [3, 4, 3, 4, 3]


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """A file that is not the one that the vectors were made with is named, not used."""
    other = tmp_path / "model.onnx"
    other.write_bytes(b"other")
    with pytest.raises(WeightsError, match=r"model\.onnx"):
        Transformer(other)


@pytest.mark.parametrize("name", ["words-1", "all-minilm-l6-v2-int8"])
def test_sentences_that_say_alike_lie_near(name: str) -> None:
    """The same text has the same vector in any company, of length one."""
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
