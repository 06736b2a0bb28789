"""The topic classifier: what it sees, what it answers, and how well."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hria.cli import root
from hria.vocabulary import ASPECTS, TOPICS
from nlp.topics.classifier import Classifier
from nlp.topics.features import neighbours
from nlp.topics.labels import labels, topics
from nlp.topics.measure import best_threshold, macro, score
from nlp.topics.places import Excerpt
from nlp.topics.statements import Row, folds, of_rows, read, split
from nlp.topics.table import Table
from nlp.topics.tokens import Tokeniser, words

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled statements are not here")

EXAMPLES = [
    ("approval", "This statement was approved by the board of directors of Acme Mills Limited on 3 May 2023."),
    ("signature", "Jane Weaver, Managing Director, Acme Mills Limited"),
    ("structure", "Acme Mills Limited is a wholly owned subsidiary of Acme Holdings plc."),
    ("operations", "We operate 12 mills and sell yarn to customers in Australia and New Zealand."),
    ("supply_chains", "Our supply chain includes cotton from India and packaging from suppliers in China."),
    ("mitigation", "All employees receive training on modern slavery and our supplier code of conduct."),
    ("remediation", "If a case is found, we work with the supplier on a remediation plan and compensate the workers."),
    ("effectiveness", "We assess the effectiveness of our actions by tracking key performance indicators."),
]


def probabilities(*sentences: str) -> list[dict[str, float]]:
    return Classifier.load().classify(Excerpt.whole(sentences))


@pytest.mark.parametrize(("topic", "sentence"), EXAMPLES)
def test_plain_sentences_get_their_topic(topic: str, sentence: str) -> None:
    """A plain sentence by itself is given the topic that it is about, and the words for it are from the sentence."""
    classifier = Classifier.load()
    excerpt = Excerpt([sentence], None, None)
    given = classifier.verdicts([excerpt])[0]
    assert given[classifier.topics.index(topic)]
    assert set(classifier.why(excerpt, 0, topic)) <= set(words(sentence))


@pytest.mark.parametrize("sentence", ["We bake bread on Sundays.", "Contents", "", "•"])
def test_other_sentences_get_none(sentence: str) -> None:
    """What is about nothing that laws ask for gets no topic."""
    assert not Classifier.load().verdicts([Excerpt([sentence], None, None)]).any()


def test_neighbours_are_seen_within_a_document_only() -> None:
    """The same sentence weighs otherwise among others; what other documents say changes nothing."""
    line, before = "Migrant workers in Malaysia", "The risk of forced labour is highest among:"
    classifier = Classifier.load()
    alone = classifier.probabilities([Excerpt([line], None, None)])[0]
    apart = classifier.probabilities([Excerpt([before], None, None), Excerpt([line], None, None)])[1]
    led = classifier.probabilities([Excerpt([before, line], None, None)])[1]
    assert np.allclose(alone, apart, atol=1e-5)
    assert led[classifier.topics.index("risk_description")] > alone[classifier.topics.index("risk_description")]


def test_batches_change_nothing() -> None:
    """Many documents at once are classified as each by itself."""
    documents = [Excerpt.whole([f"{text} {n}" for _, text in EXAMPLES]) for n in range(150)]
    together = Classifier.load().probabilities(documents)
    apart = np.concatenate([Classifier.load().probabilities([document]) for document in documents])
    assert np.allclose(together, apart, atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_text_has_probabilities(texts: list[str]) -> None:
    """Every sentence gets a probability between 0 and 1 of every topic, whatever stands in it."""
    for found in probabilities(*texts):
        assert tuple(found) == topics()
        assert all(0 <= p <= 1 for p in found.values())


def test_labels_and_topics_map_one_to_one() -> None:
    """Each gold label is one topic, and the topics are words of the vocabulary."""
    assert len({label.gold for label in labels()}) == len(set(topics())) == 11
    assert set(topics()) <= set(TOPICS) | set(ASPECTS)


def test_words_are_seen_as_the_training_data_has_them() -> None:
    """Apostrophes, capitals and full stops make no difference."""
    assert words("The Company’s Board.") == words("the companys board") == ["the", "companys", "board"]


def test_rows_have_unit_length_and_rare_words_count_more() -> None:
    """A sentence is a row of length one; a sentence of unknown words is empty."""
    tokens = Tokeniser().read(["slavery and trade", "trade and craft", "and so on", "trade"])
    table = Table.of(tokens.row, tokens.words, 4, fewest=2)
    rows = table.rows(tokens.row, tokens.words, 4)
    assert np.diff(rows.starts).tolist() == [2, 2, 1, 1]
    assert rows.values[0] ** 2 + rows.values[1] ** 2 == pytest.approx(1)
    unknown = Tokeniser().read(["zzz"])
    assert table.rows(unknown.row, unknown.words, 1).times(np.ones((2, 3), dtype=np.float32)).tolist() == [[0, 0, 0]]


def test_neighbours_end_with_their_excerpt() -> None:
    """Beyond either end of an excerpt there is nothing."""
    values, excerpt = np.array([[1.0], [2.0], [3.0]]), np.array([0, 0, 1])
    assert neighbours(values, excerpt, -1).ravel().tolist() == [0, 1, 0]
    assert neighbours(values, excerpt, 1).ravel().tolist() == [2, 0, 0]
    assert neighbours(values, excerpt, 5).ravel().tolist() == [0, 0, 0]


def test_thresholds_give_the_best_f1_to_be_expected() -> None:
    """A threshold lies where F1 is best if the probabilities hold."""
    assert best_threshold(np.array([0.1, 0.9, 0.95, 0.05])) == pytest.approx(0.5)


def test_what_nobody_asked_for_is_not_counted() -> None:
    """A label that a jurisdiction did not annotate has no support there, and no macro mean over all labels."""
    rows = [Row("UK", "1", 0, "a b", ("approval",)), Row("UK", "1", 1, "c d", ("c6_consultation",))]
    gold = of_rows(rows)
    scores = {s.label: s for s in score(gold.truth, gold.truth, gold.asked)}
    assert (scores["approval"].support, scores["c6_consultation"].support) == (1, 0)
    assert macro(list(scores.values()), everywhere=False) is None


def test_folds_never_part_a_statement() -> None:
    """Sentences of a statement are in one fold, and each jurisdiction is spread over the folds."""
    rows = [Row(place, str(n), i, "x", ()) for place in ("UK", "AU") for n in range(10) for i in range(3)]
    gold = of_rows(rows)
    found = folds(gold)
    assert len(found) == 20
    assert sorted(found[:10].tolist()) == sorted(found[10:].tolist()) == sorted([0, 1, 2, 3, 4] * 2)


def test_plain_text_is_split_like_the_training_data() -> None:
    """Sentences lose their full stops."""
    assert list(split("We sell yarn. Our mills spin it.\nHead office")) == [
        "We sell yarn",
        "Our mills spin it",
        "Head office",
    ]


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(root, arguments, input=given)


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_classify_answers_every_good_line_and_numbers_the_bad() -> None:
    """A bad line is named by its number and does not stop the rest; the exit code tells of it."""
    given = "\n".join(
        (
            json.dumps({"id": "a", "text": EXAMPLES[0][1], "position": 0.95}),
            "{nonsense",
            json.dumps({"id": "b"}),
            json.dumps({"id": "c", "text": "x", "position": 7}),
            "",
            json.dumps({"id": 7, "text": EXAMPLES[5][1], "before": "Training", "after": "We visit mills. We learn."}),
        )
    )
    result = run("classify", "-", "--json", given=given)
    assert result.exit_code == 1
    assert [found["id"] for found in objects(result)] == ["a", 7]
    assert objects(result)[0]["topics"] == ["approval"]
    assert "mitigation" in objects(result)[1]["topics"]  # type: ignore[operator]
    assert all(f"line {n}:" in result.stderr for n in (2, 3, 4))


def test_classify_takes_neighbours_from_the_file() -> None:
    """Lines of a statement are each other's context, in whatever order they come."""
    sentences = ["The risk of forced labour is highest among:", "Migrant workers in Malaysia"]
    rows = [{"statement_id": "s", "sentence_index": n, "sentence": text} for n, text in enumerate(sentences)]
    forward = objects(run("classify", "--json", given="\n".join(map(json.dumps, rows))))
    backward = objects(run("classify", "--json", given="\n".join(map(json.dumps, rows[::-1]))))
    assert forward == backward
    assert [row["sentence_index"] for row in forward] == [0, 1]
    expected = probabilities(*sentences)[1]["risk_description"]
    assert forward[1]["scores"]["risk_description"] == pytest.approx(expected, abs=1e-3)  # type: ignore[index]


def test_classify_speaks_the_gold_labels() -> None:
    """With --labels aims topics and scores carry the names of the training data."""
    line = json.dumps({"id": 1, "text": EXAMPLES[3][1]})
    (found,) = objects(run("classify", "-", "--labels", "aims", "--why", "--json", given=line))
    assert found["topics"] == ["c2_operations"]
    assert set(found["scores"]) == {label.gold for label in labels()}  # type: ignore[call-overload]
    assert list(found["why"]) == ["c2_operations"]  # type: ignore[call-overload]


def test_eval_criteria_prints_what_was_measured() -> None:
    """Five folds by statement and each jurisdiction held out, and nothing that looks like a measure but is none."""
    tables = objects(run("eval", "criteria", "--json"))
    assert {t["measured"] for t in tables} >= {"AU, five folds by statement", "UK, trained without it"}
    held = next(t for t in tables if t["measured"] == "AU, five folds by statement")
    assert held["macro_9"] > 0.6  # type: ignore[operator]


def test_eval_criteria_measures_other_labels(tmp_path: Path) -> None:
    """Labels of one's own are measured on the weights that ship."""
    rows = [
        {"jurisdiction": "NZ", "statement_id": "1", "sentence_index": n, "sentence": text, "labels": []}
        for n, (_, text) in enumerate(EXAMPLES)
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert objects(run("eval", "criteria", "--labels", str(path), "--json"))[-1]["measured"] == (
        "labels.jsonl, not trained on it"
    )
    path.write_text('{"a": 1}', encoding="utf-8")
    assert run("eval", "criteria", "--labels", str(path)).exit_code != 0


@needs_gold
def test_classifier_has_learned_its_training_data() -> None:
    """On the statements that it was trained on it does at least as well as measured on others; no measure of it."""
    gold = read([GOLD / "criteria_au.jsonl"])
    classifier = Classifier.load()
    start = time.process_time()
    verdicts = classifier.verdicts(gold.excerpts)
    seconds = time.process_time() - start
    mean = macro(score(verdicts, gold.truth, gold.asked), everywhere=True)
    assert mean is not None
    assert mean > 0.7
    # The aim is 5,000 a second; a slow and busy machine must pass too.
    assert len(gold.truth) / seconds > 1500
