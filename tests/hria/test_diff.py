"""Two editions of a document: what changed is found, and tracked changes lead to either edition."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from docx import Document as open_docx
from editions import paper

from hria.cli.reading import paper_of
from hria.diff import Diff, diff
from hria.intake import candidates, take_in
from hria.passage import Paper
from hria.readers import Overrides
from hria.renderers.comparison import comparison_markdown, comparison_text
from hria.renderers.docx_tracked import tracked_docx
from hria.settings import create_workspace
from hria.store import Store
from hria.strength import shift

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DATE = datetime.date(2026, 1, 15)
EARLIER = (
    "We will audit every supplier once a year.",
    "Our policy binds directors and employees.",
    "Workers may raise concerns free of charge.",
    "We publish the list of our suppliers.",
    "The Board reviews this policy every two years.",
)
LATER = (
    "Workers may raise concerns free of charge.",
    "We aim to audit our higher-risk suppliers once a year.",
    "Our policy binds directors and employees.",
    "The Board reviews this policy every three years.",
    "Agents must not charge fees.",
)


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("We will repay fees.", "We aim to repay fees.", "weaker"),
        ("We aim to repay fees.", "We will repay fees.", "stronger"),
        ("We will train all buyers.", "We will train key buyers.", "weaker"),
        ("Suppliers must keep records.", "Suppliers should keep records.", "weaker"),
        ("Fees are repaid.", "Fees are repaid where possible.", "weaker"),
        ("Fees are repaid within a year.", "Fees are repaid within six months.", "same"),
        ("We will repay all fees.", "We will, where practicable, repay all fees.", "weaker"),
        ("We will train some buyers where possible.", "We hope to train every buyer.", "mixed"),
    ],
)
def test_strength(before: str, after: str, direction: str) -> None:
    """Modal words, scope and hedges say whether a promise became weaker."""
    assert shift(before, after).direction == direction


def test_each_sentence_has_a_fate() -> None:
    """Weakened, added, dropped, moved and changed numbers are told apart."""
    compared = diff(paper(*EARLIER), paper(*LATER))
    assert [
        (c.before and c.before.text[:9], c.after and c.after.text[:9], c.fate, c.is_moved) for c in compared.changes
    ] == [
        ("Workers m", "Workers m", "unchanged", True),
        ("We will a", "We aim to", "weakened", False),
        ("Our polic", "Our polic", "unchanged", False),
        ("We publis", None, "dropped", False),
        ("The Board", "The Board", "reworded", False),
        (None, "Agents mu", "added", False),
    ]
    assert compared.of("weakened")[0].reasons == ("will → aim to", "every → higher-risk")
    assert 0.3 < compared.boilerplate < 0.45


def test_the_same_document_is_all_boilerplate() -> None:
    """Nothing changed, nothing moved, and all of it was carried over."""
    compared = diff(paper(*EARLIER), paper(*EARLIER))
    assert {(c.fate, c.is_moved) for c in compared.changes} == {("unchanged", False)}
    assert compared.boilerplate == 1.0


@pytest.mark.parametrize(
    ("earlier", "later"),
    [(EARLIER, LATER), (LATER, EARLIER), (EARLIER, ()), ((), LATER), (EARLIER, EARLIER[::-1])],
)
def test_tracked_changes_lead_to_either_edition(earlier: tuple[str, ...], later: tuple[str, ...]) -> None:
    """Rejecting all changes gives the earlier edition, accepting them the later one."""
    compared = diff(paper(*earlier), paper(*later))
    accepted, rejected = both_editions(compared)
    assert accepted == " ".join(later).split()
    assert rejected == " ".join(earlier).split()


def test_tracked_changes_carry_author_and_date() -> None:
    """Word shows who made a change and when: hria, on the date of the report. Same input, same bytes."""
    compared = diff(paper(*EARLIER), paper(*LATER))
    body = open_docx(io.BytesIO(tracked_docx(compared, DATE))).element.body
    changes = [*body.iter(f"{W}ins"), *body.iter(f"{W}del")]
    assert {c.get(f"{W}author") for c in changes} == {"hria"}
    assert {c.get(f"{W}date") for c in changes} == {"2026-01-15T00:00:00Z"}
    assert len({c.get(f"{W}id") for c in changes}) == len(changes)
    assert tracked_docx(compared, DATE) == tracked_docx(compared, DATE)


def test_text_and_markdown_show_both_wordings() -> None:
    """A changed sentence shows what is gone and what has come, with its pages."""
    compared = diff(paper(*EARLIER), paper(*LATER))
    assert "WEAKENED  p. 1 → p. 1" in comparison_text(compared)
    assert "[-will-] {+aim to+}" in comparison_text(compared)
    assert "~~will~~ **aim to**" in comparison_markdown(compared)


def test_two_editions_of_a_real_policy(shared: Path, tmp_path: Path) -> None:
    """The two Ampol policies: every change of substance that a reader finds is in the diff, and nothing is lost."""
    workspace = create_workspace(tmp_path / "ampol", "Ampol Limited", DATE)
    with Store(workspace.store_url) as store:
        files = candidates(workspace, [str(shared / "corpus" / "policies" / "human_rights" / "Ampol*")])
        for taken in take_in(workspace, store, files, Overrides()):
            assert taken.failure is None
        editions: list[Paper] = sorted(
            (paper_of(store, stored) for stored in store.list_documents()), key=lambda p: str(p.date)
        )
    compared = diff(*editions)
    told = comparison_text(compared)
    for words in (
        "New Zealand’s", "Z Energy Limited Supplier Code of Conduct", "Group companies", "{+lawful+}",
        "[-community-]", "proactive measures to ensure compliance", "[-charter-] {+policy+}", "18/08/2023",
        "[-our-] {+the Ampol+} Sustainability Report",
    ):  # fmt: skip
        assert words in told
    assert not compared.of("dropped")
    assert [change.reasons for change in compared.of("weakened")] == [("“lawful” added",)]
    accepted, rejected = both_editions(compared)
    assert accepted == " ".join(passage.text for passage in editions[1].passages).split()
    assert rejected == " ".join(passage.text for passage in editions[0].passages).split()


def both_editions(compared: Diff) -> tuple[list[str], list[str]]:
    """The words of the tracked document with all changes accepted, and with all rejected."""
    body = open_docx(io.BytesIO(tracked_docx(compared, DATE))).element.body
    accepted, rejected = "", ""
    for paragraph in list(body.iter(f"{W}p"))[1:]:
        for text in paragraph.iter(f"{W}t", f"{W}delText"):
            is_new = any(parent.tag == f"{W}ins" for parent in text.iterancestors())
            if text.tag == f"{W}delText":
                rejected += text.text
            else:
                accepted += text.text
                rejected += "" if is_new else text.text
    return accepted.split(), rejected.split()
