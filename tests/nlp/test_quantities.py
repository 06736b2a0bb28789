"""Quantities: what a promise may be measured by, and what is only a number."""

from __future__ import annotations

import pytest

from nlp.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100% of sites", [(100, "%")]),
        ("12.5 per cent of buyers", [(12.5, "%")]),
        ("reach 25,000 women by 2030", [(25_000, "women")]),
        ("train 1 million growers", [(1_000_000, "growers")]),
        ("invest A$5 million", [(5_000_000, "AUD")]),
        ("$250-$300 million for housing", [(250_000_000, "USD")]),
        ("£2m", [(2_000_000, "GBP")]),
        ("open three nurseries", [(3, "nurseries")]),
        ("pay 10,000 people continue", [(10_000, "people")]),
        ("40% of managers at 12 mills", [(40, "%"), (12, "mills")]),
    ],
)
def test_quantities_have_a_value_and_a_unit(text: str, expected: list[tuple[float, str]]) -> None:
    """Percentages, money and what is counted, in the order of the text."""
    assert [(found.value, found.unit) for found in quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "section 54 of the Act",
        "by 2030",
        "in two ways",
        "one of our sites",
        "within 12 months",
        "at 8:30 a.m.",
        "a population over 1,500 will",
        "page 7 of the report",
        "clause 4 applies",
        "in FY24 we",
        "a 24/7 hotline",
    ],
)
def test_dates_laws_pages_and_turns_of_speech_are_none(text: str) -> None:
    """A number that counts nothing is no quantity."""
    assert quantities(text) == []
