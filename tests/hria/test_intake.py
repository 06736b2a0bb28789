"""From files to findings: every file has an outcome, and a run that is broken off can be repeated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hria.errors import NotFound
from hria.harvest import harvest
from hria.intake import Taken, candidates, take_in
from hria.readers import Overrides
from hria.settings import Workspace, create_workspace
from hria.store import Store

POLICY = "# Human Rights Policy\n\nAcme plc will repay all recruitment fees by 31 March 2027.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Workspace:
    import datetime

    return create_workspace(tmp_path / "acme", "Acme plc", datetime.date(2026, 1, 31))


def add(workspace: Workspace, *paths: Path | str, overrides: Overrides = Overrides()) -> dict[str, Taken]:
    with Store(workspace.store_url) as store:
        files = candidates(workspace, [str(path) for path in paths])
        return {Path(taken.shown).name: taken for taken in take_in(workspace, store, files, overrides)}


def test_one_bad_file_never_stops_the_others(empty: Workspace, tmp_path: Path) -> None:
    """Each file has its outcome; what failed says why and what to do, in one line."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "policy.md").write_text(POLICY, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (folder / "empty.docx").write_bytes(b"")
    (folder / "list.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / ".hidden.md").write_text("x", encoding="utf-8")
    results = add(empty, folder)
    assert {name: taken.result for name, taken in results.items()} == {
        "policy.md": "added",
        "broken.pdf": "failed",
        "empty.docx": "failed",
        "list.csv": "left out",
    }
    for name in ("broken.pdf", "empty.docx"):
        failure = results[name].failure
        assert failure is not None
        assert failure.hint
        assert "\n" not in str(failure)
    with Store(empty.store_url) as store:
        assert len(store.failures()) == 2


def test_globs_and_paths_that_lead_nowhere(empty: Workspace, tmp_path: Path) -> None:
    """A pattern is followed even where the shell did not; a path that leads nowhere is an error."""
    (tmp_path / "one.md").write_text(POLICY, encoding="utf-8")
    (tmp_path / "two.md").write_text(POLICY + "More.\n", encoding="utf-8")
    assert [file.path.name for file in candidates(empty, [str(tmp_path / "*.md")])] == ["one.md", "two.md"]
    with pytest.raises(NotFound, match="no such file"):
        candidates(empty, [str(tmp_path / "nothing*.pdf")])


def test_what_a_person_says_goes_first(empty: Workspace, tmp_path: Path) -> None:
    """Kind, title, date, publisher and language can be overridden."""
    import datetime

    path = tmp_path / "note.txt"
    path.write_text("Acme plc met the union on Tuesday.\n", encoding="utf-8")
    said = Overrides("audit", "Audit of Hilltop Mill", datetime.date(2024, 5, 17), "Audit Ltd", language="cy")
    add(empty, path, overrides=said)
    with Store(empty.store_url) as store:
        (stored,) = store.list_documents()
    summary = stored.summary
    told = (summary.kind, summary.title, summary.published, summary.publisher, summary.language)
    assert told == (
        said.kind,
        said.title,
        said.published,
        said.publisher,
        said.language,
    )


def test_added_and_extracted_twice_is_added_once(empty: Workspace, tmp_path: Path) -> None:
    """The second run reads nothing and changes nothing."""
    path = tmp_path / "policy.md"
    path.write_text(POLICY, encoding="utf-8")
    with Store(empty.store_url) as store:
        for expected in (1, 0):
            add(empty, path)
            assert len(list(harvest(empty, store))) == expected
        found = list(store.findings("current"))
    assert add(empty, path)["policy.md"].result == "unchanged"
    assert len({finding.id for finding in found}) == len(found) > 0


def test_reviews_survive_a_new_extraction(workspace: Workspace) -> None:
    """Ids follow from the document and the place: the same rules give the same findings again."""
    with Store(workspace.store_url) as store:
        before = [(f.id, f.evidence.quote) for f in store.findings("current")]
        list(harvest(workspace, store, everything=True))
        assert [(f.id, f.evidence.quote) for f in store.findings("current")] == before


@pytest.mark.parametrize("after", [0.6, 1.5, 3.0])
def test_killed_at_any_moment_and_run_again(empty: Workspace, tmp_path: Path, after: float) -> None:
    """Nothing is lost, nothing double, nothing half."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(12):
        (folder / f"policy-{number}.md").write_text(
            f"{POLICY}\nWe will train {number + 20} buyers.\n", encoding="utf-8"
        )
    code = (
        "from pathlib import Path; from hria.cli.run_folder import work_through;"
        "from hria.settings import open_workspace; import sys;"
        "work_through(open_workspace(Path(sys.argv[1])), [sys.argv[2]], ['uk'])"
    )
    arguments = [sys.executable, "-c", code, str(empty.folder), str(folder)]
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        time.sleep(after)
        os.killpg(run.pid, signal.SIGKILL)
    add(empty, folder)
    with Store(empty.store_url) as store:
        list(harvest(empty, store))
        stored = store.list_documents("current")
        assert len(stored) == 12
        found = list(store.findings("current"))
        assert len({finding.id for finding in found}) == len(found)
        for document in stored:
            assert any(finding.evidence.document_id == document.summary.id for finding in found)
            body = store.document(document.summary.id)
            assert all(
                body.text[f.evidence.start : f.evidence.end] == f.evidence.quote
                for f in found
                if f.evidence.document_id == body.id
            )
    reports = empty.folder / "reports"
    assert not reports.exists() or not [
        path for path in reports.iterdir() if path.suffix == ".docx" and not path.stat().st_size
    ]
