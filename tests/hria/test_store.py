"""What is kept: documents with their versions, findings, failures and decisions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from hria.document import Block, Document, evidence
from hria.errors import NotFound
from hria.finding import Commitment, Finding, Partner, Risk, finding_id
from hria.review import Review, first_broken
from hria.store import Store

TEXT = "Acme will repay all fees. It works with Lamp Ltd."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'hria.sqlite'}") as opened:
        yield opened


def document(text: str = TEXT, path: str = "policy.txt", title: str = "Policy") -> Document:
    import hashlib

    digest = hashlib.sha256(text.encode()).hexdigest()
    blocks = (Block("paragraph", 0, len(text), 1),)
    return Document(digest[:16], digest, path, "text", title, "policy", text, blocks, ())


def findings(of: Document) -> list[Finding]:
    def made(kind: str, start: int, end: int, attributes: Commitment | Partner | Risk) -> Finding:
        place = evidence(of, start, end, "Fees")
        return Finding(finding_id(of.sha256, kind, start, end), kind, place, attributes, "en.test", 0.8, ("will",))

    return [
        made("commitment", 0, 25, Commitment("Acme", "repay all fees", deadline="2026-12-31")),
        made("partner", 26, 49, Partner("Lamp Ltd", "partner", since=2019)),
    ]


def test_documents_and_findings_come_back_as_they_were(store: Store) -> None:
    """Nothing is lost on the way."""
    kept = document()
    assert store.add(kept) == "added"
    store.put_findings(kept.id, findings(kept), "rules-1", is_own_voice=True)
    assert store.document(kept.id) == kept
    assert list(store.findings("current")) == findings(kept)
    assert [stored.is_own_voice for stored in store.list_documents()] == [True]
    assert list(store.findings("current", kind="partner")) == findings(kept)[1:]


def test_same_bytes_are_one_document(store: Store) -> None:
    """At the same path nothing changes; at another it is known, with both paths."""
    store.add(document())
    assert store.add(document()) == "unchanged"
    assert store.add(document(path="copy.txt")) == "known"
    (stored,) = store.list_documents()
    assert stored.paths == ("copy.txt", "policy.txt")


def test_a_changed_file_is_a_new_version(store: Store) -> None:
    """The old document and its findings are kept and marked superseded."""
    old, new = document(), document("Acme has repaid all fees.")
    store.add(old)
    store.put_findings(old.id, findings(old), "rules-1", is_own_voice=True)
    assert store.add(new) == "changed"
    statuses = {stored.summary.id: stored.status for stored in store.list_documents()}
    assert statuses == {old.id: "superseded", new.id: "current"}
    assert store.list_documents("superseded")[0].superseded_by == new.id
    assert not list(store.findings("current"))
    assert len(list(store.findings("superseded"))) == 2
    assert store.add(old) == "changed", "back to the first version"
    assert len(list(store.findings("current"))) == 2


def test_a_file_described_anew_is_read_again(store: Store) -> None:
    """Another title for the same bytes replaces the description, not the document."""
    store.add(document())
    assert store.add(document(title="Human Rights Policy")) == "described"
    assert [stored.summary.title for stored in store.list_documents()] == ["Human Rights Policy"]


def test_what_was_read_with_other_rules_is_due(store: Store) -> None:
    """A document is read again once its fingerprint differs."""
    kept = document()
    store.add(kept)
    assert store.unread("rules-1") == [kept.id]
    store.put_findings(kept.id, findings(kept), "rules-1", is_own_voice=True)
    assert store.unread("rules-1") == []
    assert store.unread("rules-2") == [kept.id]


def test_extraction_twice_adds_nothing(store: Store) -> None:
    """Findings are replaced, not piled up."""
    kept = document()
    store.add(kept)
    for _ in range(2):
        store.put_findings(kept.id, findings(kept), "rules-1", is_own_voice=True)
    assert len(list(store.findings())) == 2


def test_withdrawn_documents_keep_their_findings(store: Store) -> None:
    """So that a draft can tell which sentences lost their source; adding the file again undoes it."""
    kept = document()
    store.add(kept)
    store.put_findings(kept.id, findings(kept), "rules-1", is_own_voice=True)
    store.withdraw(kept.id)
    assert len(list(store.findings("withdrawn"))) == 2
    assert not list(store.findings("current"))
    store.add(kept)
    assert len(list(store.findings("current"))) == 2


def test_failures_are_kept_until_the_file_can_be_read(store: Store) -> None:
    """A file that failed is listed; once it is added it is no failure."""
    store.fail("policy.txt", "it is damaged", "ask for a new copy")
    assert [failure.path for failure in store.failures()] == ["policy.txt"]
    store.add(document())
    assert store.failures() == []


def test_short_names_are_enough_where_they_are_clear(store: Store) -> None:
    """A document goes by the beginning of its id or by its file name, a finding by the beginning of its id."""
    kept = document(path="policies/policy.txt")
    store.add(kept)
    store.put_findings(kept.id, findings(kept), "rules-1", is_own_voice=True)
    assert store.stored("policy.txt").summary.id == kept.id
    assert store.stored(kept.id[:6]).summary.id == kept.id
    first = findings(kept)[0]
    assert store.finding(first.id[:8]) == first
    with pytest.raises(NotFound):
        store.finding("zzzz")
    with pytest.raises(NotFound):
        store.stored("nothing.pdf")


def test_decisions_are_chained(store: Store) -> None:
    """A decision that is altered or taken out breaks the chain at its place."""
    for number in range(3):
        store.decide(review(f"f{number}"))
    kept = store.reviews()
    assert first_broken(kept) is None
    altered = [*kept[:1], msgspec.structs.replace(kept[1], decision="rejected"), kept[2]]
    assert first_broken(altered) == 1
    assert first_broken([kept[0], kept[2]]) == 1


def review(finding: str) -> Review:
    when = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    return Review(finding, "accepted", "A. Reviewer", when, "quote")
