"""In whose voice a document is."""

from __future__ import annotations

import pytest

from hria.company import names_of
from hria.document import Document, DocumentKind
from hria.voice import is_own_voice

ACME = names_of("Acme Mills plc")
OWN = "We respect human rights. We train our buyers. Our Board reviews this policy each year."
OTHERS = "Borealis Foods Limited respects human rights. Borealis trains its buyers. At Borealis we listen."


def document(text: str, kind: DocumentKind, publisher: str | None = None) -> Document:
    return Document("0" * 16, "0" * 64, "a.txt", "txt", "A paper", kind, text, (), (), publisher=publisher)


@pytest.mark.parametrize(
    ("text", "kind", "publisher", "own"),
    [
        (OWN, "policy", None, True),
        (f"{OWN} Acme Mills was founded in 1911.", "report", None, True),
        (OTHERS, "policy", None, False),
        (f"{OTHERS} Acme Mills is one of its suppliers.", "policy", None, True),
        (OWN, "report", None, False),
        (OWN, "audit", None, False),
        (OWN, "policy", "Acme Mills", True),
        (OWN, "policy", "Borealis Foods", False),
        (f"Prepared by Larch Advisers. {OWN}", "policy", None, False),
    ],
)
def test_whose_voice_a_document_is_in(text: str, kind: DocumentKind, publisher: str | None, own: bool) -> None:
    """A policy that never names the company and keeps naming another is the other's."""
    assert is_own_voice(document(text, kind, publisher), ACME) is own


def test_without_a_company_a_policy_speaks_for_whoever_wrote_it() -> None:
    """A statement of anybody can be checked."""
    assert is_own_voice(document(OTHERS, "policy"), ())
