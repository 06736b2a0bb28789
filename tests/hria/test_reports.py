"""The worked examples in reports/ are what the sample corpus yields. `make reports` writes them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from hria.cli.drafting import STANDARD, dossier_of, write_drafts
from hria.cli.publishing import press_of
from hria.settings import Workspace
from hria.store import Store

REPORTS = Path(__file__).resolve().parents[2] / "reports"
GOLDEN = (("hria", (STANDARD,)), ("statement", ("uk", "joint")))


@pytest.mark.parametrize(("report", "chosen"), GOLDEN, ids=[report for report, _ in GOLDEN])
def test_reports_are_as_committed(
    sample: Workspace, tmp_path: Path, report: str, chosen: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    """A change of a rule or a template shows in these files, and is looked at before it is committed."""
    folder = REPORTS if request.config.getoption("--update-golden") else tmp_path
    with Store(sample.store_url) as store:
        press = press_of(sample, store, "redacted")
        for path in write_drafts(dossier_of(sample, store), report, chosen, ("md",), folder, press):
            assert isinstance(path, Path)
            assert path.read_text(encoding="utf-8") == (REPORTS / path.name).read_text(encoding="utf-8"), path.name
