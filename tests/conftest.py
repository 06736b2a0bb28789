"""What tests share: the sample corpus as a workspace, read and extracted once, and copies of it to change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hria.cli import root
from hria.cli.demo import sample_workspace
from hria.harvest import harvest
from hria.intake import candidates, take_in
from hria.readers import Overrides
from hria.settings import Workspace, open_workspace
from hria.store import Store

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes reports/ anew."""
    parser.addoption("--update-golden", action="store_true", help="write reports/ anew from the sample corpus")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The sources of the sample corpus are scripts, not tests."""
    return True if collection_path.name == "corpus_sources" else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real documents; tests that need it are skipped where it is absent."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample corpus, read and extracted. Not to be changed."""
    workspace = sample_workspace(tmp_path_factory.mktemp("sample") / "corvane")
    with Store(workspace.store_url) as store:
        files = candidates(workspace, [str(workspace.folder / "documents")])
        for taken in take_in(workspace, store, files, Overrides()):
            assert taken.failure is None, taken
        for harvested in harvest(workspace, store):
            assert harvested.failure is None, harvested
    return workspace


@pytest.fixture
def workspace(sample: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the sample workspace to change."""
    folder = tmp_path / "corvane"
    shutil.copytree(sample.folder, folder)
    return open_workspace(folder)


@pytest.fixture
def hria(workspace: Workspace) -> Callable[..., Result]:
    """Runs a command in the copy of the sample workspace."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(root, ["-w", str(workspace.folder), *arguments])

    return run
