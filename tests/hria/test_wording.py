"""What a company says of itself, told by another; quotes, lists and dates in words."""

from __future__ import annotations

import datetime

import pytest

from hria.assemble import retelling, wording

NAMES = ("Acme plc", "Acme")


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("We will repay all fees.", "it will repay all fees"),
        ("We're members of the alliance.", None),
        ("We review and update our policy every year.", "it reviews and updates its policy every year"),
        ("In addition, we have trained 40 buyers.", "it has trained 40 buyers"),
        ("Acme does not tolerate retaliation.", "it does not tolerate retaliation"),
        ("We do not keep passports, nor do we let others do so.", None),
        (
            "In 2024 our auditors visited 40 sites.",
            "In 2024 Acme plc’s auditors visited 40 sites",
        ),
        (
            "Where we have contributed to harm, we are committed to remedy.",
            "Where Acme plc has contributed to harm, it is committed to remedy",
        ),
        ("In the north we also bought cotton.", "In the north Acme plc also bought cotton"),
        ("Lamp Ltd runs a helpline for us.", "Lamp Ltd runs a helpline for Acme plc"),
        ("In our yard we are a tenant and check the pay slips.", None),
        ("These were repaid to the workers.", None),
        ("“We will pay,” she said.", None),
        ("What do we do about fees?", None),
        ("Fees paid by workers", None),
        ("We bought from 209 suppliers¹ in six countries.", "it bought from 209 suppliers in six countries"),
        ("In July we oversaw an audit.", "In July Acme plc oversaw an audit"),
        ("We heard of US sanctions.", "it heard of US sanctions"),
        ("Acme plc, based in York, makes lamps.", "Acme plc, based in York, makes lamps"),
        ("Lamp Alliance: We are a member of the alliance.", "it is a member of the alliance"),
        (
            "We continue to improve the way we identify and assess risks.",
            "it continues to improve the way it identifies and assesses risks",
        ),
    ],
)
def test_reported(quote: str, told: str | None) -> None:
    """Only safe turns are made; everything else is left to be quoted."""
    assert retelling.reported(quote, NAMES) == told


def test_excerpt_keeps_what_the_quote_was_found_for() -> None:
    """A long quote is cut around its cue, at words, with marks where something is left out."""
    quote = " ".join([*(f"before{n}" for n in range(40)), "passports", *(f"after{n}" for n in range(40))])
    cut = wording.excerpt(quote, ("passports",))
    assert "passports" in cut
    assert cut.startswith("before0 before1 ")
    assert cut.endswith("[…]")
    assert len(cut.split()) <= wording.LONGEST_QUOTE + 2
    assert wording.excerpt("audits will be carried out; and") == "audits will be carried out"


def test_the_company_is_called_as_asked() -> None:
    """By its name where a sentence begins a list, and its name takes the right genitive."""
    told = retelling.reported("We review and update our policy.", NAMES, "Acme plc")
    assert told == "Acme plc reviews and updates its policy"
    assert retelling.reported("In May our staff voted.", ("Brambles",)) == "In May Brambles’ staff voted"


@pytest.mark.parametrize(
    "quote",
    [
        "This was done.",
        "They paid.",
        "and then we left.",
        "The steps were:",
        "Fees and costs",
        "Trained managers at 22 suppliers.",
        "Runs our helpline.",
        "Review and assess the complaints received.",
        "Carrying out assessments in two regions.",
        "Subsidiaries sell them in two countries.",
        "When workers had done so, we did not look away.",
    ],
)
def test_fragments_do_not_stand_alone(quote: str) -> None:
    """A sentence that points back, is cut off, or has no subject or verb is not restated."""
    assert not retelling.stands_alone(quote)


def test_lists_counts_and_dates() -> None:
    """Words as one writes them in a report."""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.counted(1, "policy", "policies") == "one policy"
    assert wording.counted(1240, "page") == "1,240 pages"
    assert wording.in_words(datetime.date(2025, 3, 31)) == "31 March 2025"
    assert wording.deadline_in_words("2026-12-31") == "the end of 2026"
