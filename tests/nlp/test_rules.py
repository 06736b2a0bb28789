"""One test over all rules of all languages: each matches what it must and rejects what it must not."""

from __future__ import annotations

from functools import cache

import pytest

from hria.vocabulary import ASPECTS, ISSUES, TOPICS
from nlp.language import Rule, language, languages
from nlp.pipeline import Pipeline

# What the values of a subject are taken from.
VOCABULARIES = {"issues": ISSUES, "topics": TOPICS, "aspects": ASPECTS, "impacts": ISSUES}
# Values that code reads, beside those of the vocabulary.
OWN_VALUES = {"human_rights", "(name)", "(unharmed)"}


@cache
def pipeline(code: str) -> Pipeline:
    return Pipeline(code)


def rules() -> list[tuple[str, str, Rule]]:
    return [
        (code, subject, rule)
        for code in languages()
        for subject, file in language(code).subjects.items()
        for rule in file.rule
    ]


def rules_of(subject: str) -> tuple[Rule, ...]:
    """The English rules that yield the values of a subject: that nothing was found is told with the status."""
    subjects = language("en").subjects
    return subjects[subject].rule + (subjects["status"].rule if subject == "aspects" else ())


def found(code: str, subject: str, rule: Rule, text: str) -> bool:
    """Whether a rule matches a sentence; rules for headings are asked as headings."""
    if rule.anchor == "heading":
        return any(found is rule for found in pipeline(code).rules_in(subject, text))
    return any(hit.rule is rule for hit in pipeline(code).match(text).hits(subject))


@pytest.mark.parametrize(("code", "subject", "rule"), rules(), ids=lambda value: getattr(value, "id", value))
def test_rule_matches_and_rejects(code: str, subject: str, rule: Rule) -> None:
    """The sentences that stand beside a rule hold."""
    assert rule.matches, "a rule needs sentences that it matches"
    assert [text for text in rule.matches if not found(code, subject, rule, text)] == []
    assert [text for text in rule.rejects if found(code, subject, rule, text)] == []


@pytest.mark.parametrize("code", languages())
def test_ids_are_unique_within_a_subject(code: str) -> None:
    """A finding names its rule by language, subject and id."""
    for subject, file in language(code).subjects.items():
        ids = [rule.id for rule in file.rule]
        assert len(ids) == len(set(ids)), subject


@pytest.mark.parametrize(("code", "subject"), [(code, subject) for code in languages() for subject in VOCABULARIES])
def test_values_are_words_that_frameworks_know(code: str, subject: str) -> None:
    """What rules yield is what criteria and taxonomies ask for."""
    file = language(code).subjects.get(subject)
    if file is None:
        pytest.skip(f"{code} has no {subject}")
    values = {value for rule in file.rule for value in (rule.value, *rule.values) if value}
    known = set(VOCABULARIES[subject]) | (set(TOPICS) if subject == "aspects" else set()) | OWN_VALUES
    assert values - known == set()


def test_every_topic_and_issue_has_a_rule() -> None:
    """A word of the vocabulary that no rule yields could never be found."""
    for subject, vocabulary in (("topics", TOPICS), ("issues", ISSUES), ("aspects", ASPECTS)):
        values = {value for rule in rules_of(subject) for value in (rule.value, *rule.values)}
        assert set(vocabulary) - values == set(), subject
