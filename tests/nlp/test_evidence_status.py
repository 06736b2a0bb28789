"""What a sentence makes of the thing it tells: done, in progress, planned, or said not to be so."""

from __future__ import annotations

from functools import cache

import pytest

from nlp.evidence_status import Told, parse_for_status, told
from nlp.pipeline import Pipeline, Reading
from nlp.text import Sentence


@cache
def pipeline() -> Pipeline:
    return Pipeline("en")


def status(text: str, lead_in: str | None = None, heading: str | None = None) -> Told:
    """The status of a sentence; under a lead-in it is an item of a list."""
    reading = pipeline().match(text)
    kind = "list_item" if lead_in else "paragraph"
    headings = (heading,) if heading else ()
    reading = Reading(Sentence(text, 0, len(text), kind, headings, lead_in, 0.0, True), reading.doc)
    for subject in ("cues", "commitment", "status"):
        for hit in pipeline().match(text).hits(subject):
            reading.add(subject, hit)
    parse_for_status(pipeline(), [reading])
    return told(pipeline(), reading)


PLANNED = [
    "We plan to publish a policy on modern slavery.",
    "In the coming year we will train all buyers.",
    "We will introduce a code for suppliers.",
    "A review of the policy will be completed by June 2027.",
    "We aim to develop a map of our suppliers.",
    "We are considering a training module for buyers.",
    "Our buyers do not yet receive training, but we intend to train them next year.",
]
NOT_PLANNED = [
    # Deeds, also beside a plan.
    ("We trained our buyers in 2024.", "done"),
    ("We trained our buyers and will train the growers next year.", "done"),
    # Customs.
    ("All new suppliers will be screened before they are approved.", "done"),
    ("We will never tolerate forced labour.", "done"),
    ("If a case is found, we will work with the supplier.", "done"),
    ("The policy will be reviewed annually.", "done"),
    # What is aimed at all the time.
    ("We are committed to respecting human rights.", "done"),
    ("We seek to work with suppliers who share our values.", "done"),
    # What others will do, and what only sounds like it.
    ("Suppliers will comply with our code.", "done"),
    ("The planned outage did no harm to workers.", "done"),
    ("We are rolling out new clauses to all suppliers.", "in_progress"),
    ("We will continue to train our buyers.", "done"),
]
NOT_DONE = [
    "We have not yet trained our buyers.",
    "No training was provided during the reporting period.",
    "We do not have a policy on modern slavery.",
    "The group did not conduct an assessment of its suppliers.",
    "Although we do not currently provide training on forced labour, every employee signs the code.",
    "Does the entity provide training on forced labour to its employees? No",
    "We did not take any measures to remediate forced labour.",
]
NONE_FOUND = [
    "We have not identified any instances of forced labour.",
    "No cases of child labour were found in our supply chain.",
    "There were no reports of modern slavery during the year.",
    "We are not aware of any incidents of forced labour.",
    "No remediation measures were taken because no cases were found.",
    "As no forced labour was identified, we have not taken any measures to remediate it.",
    "No remedial action was necessary.",
]
NOT_NEGATIVE = [
    "We do not tolerate modern slavery in our business.",
    "Suppliers must not use forced labour.",
    "We ensure that no forced labour is found in our supply chain.",
    "If no cases are found, the audit is closed.",
    "We interview workers to ensure no risk of exploitation.",
    "Suppliers who have not completed the training are reminded.",
    "The steps include, but are not limited to, training our buyers.",
    "We audited forty sites and no cases of child labour were found.",
    "We asked for confirmation that there were no incidents of slavery.",
    "Many workers are not aware of their risk.",
    "Breaches of the code are not taken lightly.",
]


@pytest.mark.parametrize("text", PLANNED)
def test_what_is_to_come_is_planned(text: str) -> None:
    """A promise of something that is still to come is planned, and the words for it are from the sentence."""
    found = status(text)
    assert found.status == "planned"
    assert found.words and all(word in text.lower() for word in found.words)


@pytest.mark.parametrize(("text", "expected"), NOT_PLANNED)
def test_deeds_customs_and_aims_are_not_planned(text: str, expected: str) -> None:
    """What was done, is done each time, or is aimed at all the time, is no plan."""
    assert status(text).status in (expected, "in_progress")


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_was_left_undone_is_negative(text: str) -> None:
    """What could have been done and was not is negative, and no answer."""
    found = status(text)
    assert (found.status, found.none_found) == ("negative", False)


@pytest.mark.parametrize("text", NONE_FOUND)
def test_that_nothing_was_found_is_negative_and_an_answer(text: str) -> None:
    """Somebody looked, and there was nothing: negative, but no omission."""
    found = status(text)
    assert (found.status, found.none_found) == ("negative", True)


@pytest.mark.parametrize("text", NOT_NEGATIVE)
def test_denials_of_other_things_are_not_negative(text: str) -> None:
    """What is forbidden, made sure of, supposed, told of others or beside a deed is no negative disclosure."""
    assert status(text).status != "negative"


def test_items_take_their_status_from_where_they_stand() -> None:
    """An action under "In the coming year we plan to:" or "Next steps" is planned, elsewhere it is not."""
    assert status("Train all buyers on modern slavery", "In the coming year we plan to:").status == "planned"
    assert status("Expand the audits to the second tier", heading="Next steps").status == "planned"
    assert status("Train all buyers on modern slavery", "Our procedures require staff to:").status != "planned"
