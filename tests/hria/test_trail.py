"""What became of promises, and where documents disagree, as drafts tell it."""

from __future__ import annotations

from hria.assemble import assemble
from hria.cli.drafting import dossier_of
from hria.draft import Draft, Gap, Section, Sentence, Table, inlines
from hria.settings import Workspace
from hria.store import Store


def drafted(workspace: Workspace, report: str = "hria", variant: str = "standard", accepted: bool = False) -> Draft:
    with Store(workspace.store_url) as store:
        return assemble(dossier_of(workspace, store, accepted), report, variant)


def table_of(draft: Draft, id_: str) -> Table | None:
    def every(sections: tuple[Section, ...]) -> list[Section]:
        return [inner for section in sections for inner in (section, *every(section.sections))]

    tables = [b for section in every(draft.sections) for b in section.blocks if isinstance(b, Table) and b.id == id_]
    return tables[0] if tables else None


def rows_by_status(table: Table) -> dict[str, list[tuple[tuple[object, ...], ...]]]:
    found: dict[str, list[tuple[tuple[object, ...], ...]]] = {}
    for row in table.rows:
        status = row[2][0].text if row[2] else "lost"
        found.setdefault(status, []).append(row)
    return found


def test_each_promise_has_its_status_and_what_shows_it(sample: Workspace) -> None:
    """What was done, missed or made weaker cites the passage; what no document tells is a gap."""
    table = table_of(drafted(sample), "promises")
    assert table is not None
    rows = rows_by_status(table)
    assert {"Kept.", "Not met.", "Overdue, no outcome found.", "Dropped.", "Reworded weaker.", "On track."} <= set(rows)
    for status in ("Kept.", "Not met.", "Reworded weaker.", "On track."):
        for row in rows[status]:
            assert any(isinstance(part, Sentence) and part.citations for part in row[3]), status
    assert any(isinstance(part, Gap) for row in rows["Overdue, no outcome found."] for part in row[3])


def test_a_removed_outcome_becomes_a_gap(workspace: Workspace) -> None:
    """Without the statement that told of it, nothing says any more that a promise was kept."""
    with Store(workspace.store_url) as store:
        store.withdraw(store.stored("modern-slavery-statement-2025.pdf").summary.id)
    table = table_of(drafted(workspace), "promises")
    assert table is not None
    told = [part for row in table.rows for cell in row for part in cell]
    assert not any(isinstance(part, Sentence) and part.text == "Kept." for part in told)
    assert any(isinstance(part, Gap) and part.kind == "source_withdrawn" for part in told)


def test_statements_have_to_answer_for_earlier_promises(sample: Workspace) -> None:
    """A statement asks what became of promises of earlier statements and policies, and of no minutes."""
    draft = drafted(sample, "statement", "uk")
    asked = [part.text for part in inlines(draft.sections) if isinstance(part, Gap)]
    assert any("trace the cotton" in text and "no document does" in text for text in asked)
    assert any("audit every tier-1 supplier" in text and "made weaker" in text for text in asked)
    assert not any("Redefine" in text for text in asked)


def test_contradictions_name_who_speaks(sample: Workspace) -> None:
    """Both sides of a contradiction cite, and begin with whose voice it is."""
    table = table_of(drafted(sample), "contradictions")
    assert table is not None
    voices = {
        part.text.split(",")[0] for row in table.rows for cell in row[1:3] for part in cell if part.origin != "quote"
    }
    assert {"The company", "An auditor", "The press"} <= voices
    for row in table.rows:
        assert all(any(part.citations for part in cell) for cell in row[1:3])


def test_only_accepted_findings_show_nothing_unreviewed(sample: Workspace) -> None:
    """A draft of accepted findings has no ledger: it would rest on passages that nobody reviewed."""
    draft = drafted(sample, accepted=True)
    assert table_of(draft, "promises") is None
    assert table_of(draft, "contradictions") is None
