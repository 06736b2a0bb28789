"""The second tier of the topic classifier: its windows, and, where it is installed, what it answers."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hria.cli import root
from hria.extract import Reader
from hria.resources import read_toml
from hria.settings import FILE, Settings
from nlp.topics import encoder
from nlp.topics.classifier import Classifier
from nlp.topics.encoder import EncoderError
from nlp.topics.labels import topics
from nlp.topics.measure import macro, score
from nlp.topics.places import Excerpt
from nlp.topics.statements import read
from nlp.topics.tiers import TIERS, tiers_installed
from nlp.topics.windows import AROUND, BUDGET, windows

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
needs_encoder = pytest.mark.skipif("onnx" not in tiers_installed(), reason="the encoder is not installed")


@given(st.lists(st.integers(1, 96), max_size=40), st.one_of(st.none(), st.integers(1, BUDGET)))
def test_windows_hold_each_sentence_once(lengths: list[int], budget: int | None) -> None:
    """Each sentence is in one window, whole and in order, with text around it and no more than fits."""
    sentences = [[100 * number + n for n in range(length)] for number, length in enumerate(lengths)]
    found = list(windows(sentences, -1, budget))
    read = [window.pieces[start:end] for window in found for start, end in window.spans]
    assert read == sentences
    assert [w.first for w in found] == np.cumsum([0, *(len(w.spans) for w in found)])[:-1].tolist()
    for window in found:
        assert window.pieces[0] == -1
        assert len(window.pieces) <= 1 + BUDGET + 2 * AROUND
        assert window.spans[0][0] <= 1 + AROUND


def test_a_tier_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its weights the encoder is an error that says what to install; the default tier works as ever."""
    monkeypatch.setattr(encoder, "_folders", lambda: iter(()))
    assert tiers_installed() == ("default",)
    with pytest.raises(EncoderError, match=r"hria-models|\[onnx\]"):
        encoder.installed()
    result = CliRunner().invoke(root, ("doctor",))
    assert "hria-models" in result.output or "[onnx]" in result.output


def test_the_setting_chooses_the_tier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """hria.toml chooses the tier; where it does not, the best that is installed is taken."""
    text = '[company]\nname = "Acme"\n[report]\ndate = 2024-01-01\n'
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    monkeypatch.setattr(encoder, "_packaged", lambda: iter(()))
    assert Reader.of(read_toml(tmp_path / FILE, Settings)).topics == "default"
    with_weights = tmp_path / encoder.WEIGHTS
    with_weights.touch()
    monkeypatch.setattr(encoder, "_packaged", lambda: iter((tmp_path,)))
    monkeypatch.setattr(encoder, "RUNTIME", "numpy")
    assert Reader.of(read_toml(tmp_path / FILE, Settings)).topics == "onnx"
    (tmp_path / FILE).write_text(text + '[nlp]\ntopics = "default"\n', encoding="utf-8")
    assert Reader.of(read_toml(tmp_path / FILE, Settings)).topics == "default"
    (tmp_path / FILE).write_text(text + '[nlp]\ntopics = "onnx"\n', encoding="utf-8")
    assert Reader.of(read_toml(tmp_path / FILE, Settings)).topics == "onnx"


def test_what_was_measured_is_shown_without_the_encoder() -> None:
    """`hria eval criteria --tier onnx` prints what was measured when the encoder was trained."""
    result = CliRunner().invoke(root, ("eval", "criteria", "--tier", "onnx", "--json"))
    tables = {table["measured"]: table for table in map(json.loads, result.stdout.splitlines())}
    assert tables["UK, trained without it"]["macro_9"] > 0.6


EXAMPLES = [
    ("approval", "This statement was approved by the board of directors of Acme Mills Limited on 3 May 2023."),
    ("structure", "Acme Mills Limited is a wholly owned subsidiary of Acme Holdings plc."),
    ("operations", "We operate 12 mills and sell yarn to customers in Australia and New Zealand."),
    ("supply_chains", "Our supply chain includes cotton from India and packaging from suppliers in China."),
    ("mitigation", "All employees receive training on modern slavery and our supplier code of conduct."),
    ("remediation", "If a case is found, we work with the supplier on a remediation plan and compensate the workers."),
]


@needs_encoder
@pytest.mark.parametrize(("topic", "sentence"), EXAMPLES)
def test_plain_sentences_get_their_topic(topic: str, sentence: str) -> None:
    """A plain sentence by itself is given the topic that it is about."""
    classifier = Classifier.load("onnx")
    assert classifier.verdicts([Excerpt([sentence], None, None)])[0][classifier.topics.index(topic)]


@needs_encoder
def test_documents_do_not_change_each_other() -> None:
    """Many documents at once are classified bit for bit as each by itself, and empty ones have no rows."""
    loaded = encoder.Encoder.load()
    documents = [Excerpt.whole([text for _, text in EXAMPLES[n:]]) for n in range(7)]
    together = loaded.scores(documents)
    assert together.shape == (21, len(topics()))
    assert np.array_equal(together, np.concatenate([loaded.scores([document]) for document in documents]))


@needs_encoder
def test_hria_classify_takes_the_tier() -> None:
    """`--tier onnx` gives probabilities of its own."""
    line = json.dumps({"id": 1, "text": EXAMPLES[2][1]})
    default, onnx = (
        json.loads(CliRunner().invoke(root, ("classify", "-", "--json", "--tier", tier), input=line).stdout)
        for tier in TIERS
    )
    assert onnx["topics"] == ["operations"]
    assert onnx["scores"] != default["scores"]


@needs_encoder
def test_it_loads_and_reads_fast_enough() -> None:
    """It loads in about a second and reads 180 sentences a second on a quiet core; a busy one must pass too."""
    start = time.process_time()
    loaded = encoder.Encoder.load()
    assert time.process_time() - start < 3
    document = Excerpt.whole([text for _, text in EXAMPLES] * 20)
    start = time.process_time()
    loaded.scores([document])
    assert len(document.texts) / (time.process_time() - start) > 60


@needs_encoder
@pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled statements are not here")
def test_it_has_learned_its_training_data() -> None:
    """On statements that it was trained on it does better than measured on others; no measure of it."""
    gold = read([GOLD / "criteria_au.jsonl"])
    some = gold.part(range(4))
    mean = macro(score(Classifier.load("onnx").verdicts(some.excerpts), some.truth, some.asked), everywhere=True)
    assert mean is None or mean > 0.75
