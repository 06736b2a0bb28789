"""Personal data in texts: cues and forms match their own sentences; companies, places and laws are no persons."""

from __future__ import annotations

import pytest

from nlp.personal.contacts import contacts_in
from nlp.personal.persons import Surroundings, lower_case_words, persons_in
from nlp.personal.words import Cue, Form, forms, words

CUES = [sign.cue for sign in words().signs]
FORMS = [form for form, _ in forms()]
NAMED = frozenset(("penang", "tamarind assurance", "human rights watch"))
# Words that the documents around these sentences also have in lower case.
ORDINARY = lower_case_words(
    "worker voice survey clear speak up line supplier code programme palm oil union global voices textiles line trade "
    "ethical fair members audit precision exit labour passport complainant workers board managing director"
)


def persons(text: str) -> list[str]:
    return [m.text for m in persons_in(text, _around(text)) if m.public is None]


def public(text: str) -> list[str]:
    return [m.text for m in persons_in(text, _around(text)) if m.public is not None]


def contacts(text: str) -> list[str]:
    return [m.text for m in contacts_in(text) if m.public is None]


def _around(text: str) -> Surroundings:
    return Surroundings(NAMED, ORDINARY | lower_case_words(text))


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue in CUES for text in cue.matches])
def test_a_cue_finds_the_names_of_its_sentences(cue: Cue, text: str) -> None:
    """Each sentence has a person, public just where the cue names a public office."""
    assert public(text) if cue.public else persons(text)
    assert not (persons(text) if cue.public else public(text))


@pytest.mark.parametrize(("cue", "text"), [(cue, text) for cue in CUES for text in cue.rejects])
def test_a_cue_leaves_other_sentences_alone(cue: Cue, text: str) -> None:
    """None of the sentences that a cue rejects has a person for any other cue either."""
    assert cue.id
    assert not persons_in(text, _around(text))


@pytest.mark.parametrize(("form", "text"), [(form, text) for form in FORMS for text in form.matches])
def test_a_form_finds_its_numbers(form: Form, text: str) -> None:
    """Each has a number or address of the kind of its form."""
    assert form.kind in [mention.kind for mention in contacts_in(text) if mention.public is None]


@pytest.mark.parametrize(("form", "text"), [(form, text) for form in FORMS for text in form.rejects])
def test_a_form_leaves_other_numbers_alone(form: Form, text: str) -> None:
    """Dates, figures, references and the numbers of offices are no personal data."""
    assert form.id
    assert contacts(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A complaint came from Siti Nurhaliza binti Ahmad.", ["Siti Nurhaliza binti Ahmad"]),
        ("Two workers, Thet Naing Oo and Khin Mar Cho, were moved.", ["Thet Naing Oo", "Khin Mar Cho"]),
        ("Md. Rafiqul Islam lost two fingers.", ["Md. Rafiqul Islam"]),
        ("Lê Văn Tám was paid less than the minimum.", ["Lê Văn Tám"]),
        ("Zhang Wei, a dormitory manager, kept the keys.", ["Zhang Wei"]),
        ("Yesterday Mr. Chen’s passport was returned.", ["Chen"]),
    ],
)
def test_whole_names_of_many_countries(text: str, found: list[str]) -> None:
    """Particles, initials and letters of other scripts' names are part of them; words before and after are not."""
    assert persons(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The Nelson Mandela Rules apply.",
        "Rana Plaza collapsed in April 2013; Tazreen Fashions burned in 2012.",
        "Human Rights Watch said that the Qatar Foundation had paid.",
        "Marks & Spencer, John Lewis and Johnson & Johnson source from Ali Brothers Textiles.",
        "Bayan Lepas, Ho Chi Minh City, Phnom Penh and Chiang Mai were visited in May and August.",
        "The Ethical Trade Members told us that they support the Worker Voice Survey.",
        "Hon Hai Precision said it would repay, under the California Transparency in Supply Chains Act.",
        "Victoria, New South Wales and Abu Dhabi have laws.",
        "Martin Luther King Day is a holiday.",
    ],
)
def test_companies_places_laws_and_months_are_no_persons(text: str) -> None:
    """A false alarm stops a draft, so capitals alone make no name."""
    assert persons_in(text, _around(text)) == []


def test_directors_in_a_list_are_public() -> None:
    """An office in the plural holds for all who are named before it; staff who attend are not among them."""
    text = (
        "Present: Anselm Vrecko, Farida Kolamba and Sigrun Halvdan (non-executive directors). Daniel Szymanek attended."
    )
    assert public(text) == ["Anselm Vrecko", "Farida Kolamba", "Sigrun Halvdan"]
    assert persons(text) == ["Daniel Szymanek"]
