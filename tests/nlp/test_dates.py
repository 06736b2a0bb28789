"""Deadlines, recurrences and the ends of financial years, in the words that promises use."""

from __future__ import annotations

import datetime

import pytest

from nlp.dates import deadline, financial_year_end, recurrence

PUBLISHED = datetime.date(2023, 11, 20)
JUNE = (6, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by the end of 2026", "2026-12-31"),
        ("By 2030 we will halve injuries", "2030-12-31"),
        ("in FY25", "2025-06-30"),
        ("in the financial year 2024/25", "2025-06-30"),
        ("during 2023/2024", "2024-06-30"),
        ("by June 2024", "2024-06-30"),
        ("by 31 March 2025", "2025-03-31"),
        ("by March 3, 2025", "2025-03-03"),
        ("in Q3 2026", "2026-09-30"),
        ("in Q1 FY25", "2024-09-30"),
        ("in the second half of 2024", "2024-12-31"),
        ("by mid-2025", "2025-06-30"),
        ("by the end of CY24", "2024-12-31"),
        ("by the end of calendar 2024", "2024-12-31"),
        ("in early 2025", "2025-12-31"),
        ("within three years", "2026-11-20"),
        ("over the next 12 months", "2024-11-20"),
        ("in the next financial year", "2024-06-30"),
        ("by December", "2023-12-31"),
        ("by the end of March", "2024-03-31"),
        ("by the end of the financial year", "2024-06-30"),
        ("by the end of the decade", "2030-12-31"),
        ("cut from a FY20 baseline by FY30", "2030-06-30"),
        ("a first site by 2025 and all of them by 2027", "2027-12-31"),
    ],
)
def test_a_period_ends_on_its_last_day(text: str, expected: str) -> None:
    """A deadline is the last day of the period that is named, in the company's own year."""
    found = deadline(text, PUBLISHED, JUNE)
    assert found is not None
    assert found.date.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "for the financial year ended 30 June 2023",
        "since 2024",
        "in 2022 we trained buyers",
        "In April 2023, we published a plan",
        "under the 2026 Plan",
        "within two years of the breach",
        "during the financial year ending 31 March",
        "we may act",
        "2,030 workers",
    ],
)
def test_what_is_over_or_no_date_is_no_deadline(text: str) -> None:
    """Past periods, names with a year and periods that count from an event are none."""
    assert deadline(text, PUBLISHED, JUNE) is None


def test_a_limit_counts_even_before_the_date_of_the_document() -> None:
    """ "By the end of 2022" is the deadline of a promise that a document of 2023 recalls."""
    found = deadline("by the end of 2022", PUBLISHED, None)
    assert found is not None
    assert found.date == datetime.date(2022, 12, 31)


def test_relative_periods_need_a_date() -> None:
    """Without the date of the document "within two years" cannot be told."""
    assert deadline("within two years", None, None) is None
    assert deadline("next year", None, None) is None


def test_a_deadline_says_where_it_stands() -> None:
    """The offsets are those of the words."""
    text = "We will train all buyers by June 2024."
    found = deadline(text, PUBLISHED, None)
    assert found is not None
    assert text[found.start : found.end] == "June 2024"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reviewed annually", "every year"),
        ("every three years", "every 3 years"),
        ("every 2 years", "every 2 years"),
        ("twice a year", "twice a year"),
        ("reports each quarter", "every quarter"),
        ("periodically reviewed", "regularly"),
        ("once", None),
    ],
)
def test_recurrence(text: str, expected: str | None) -> None:
    """How often, in plain words."""
    assert recurrence(text) == expected


def test_the_end_of_the_financial_year_is_the_one_most_often_named() -> None:
    """Beginnings of a year are no ends."""
    text = "for the reporting period 1 July 2022 to 30 June 2023. The financial year ended 30 June 2023."
    assert financial_year_end(text) == (6, 30)
    assert financial_year_end("We make soap.") is None
