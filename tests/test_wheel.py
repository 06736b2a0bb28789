"""The built wheel works by itself: its data is inside, and nothing of the checkout is needed."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contents of the wheel in a folder of their own."""
    return build(ROOT, tmp_path_factory.mktemp("wheel"))


def build(project: Path, folder: Path) -> Path:
    """The contents of a project's wheel."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def hria(installed: Path, *arguments: str, beside: Path | None = None, given: str | None = None) -> str:
    """What the installed program prints, run outside of the checkout, with another package beside it."""
    path = os.pathsep.join(map(str, (installed, beside) if beside else (installed,)))
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "hria", *arguments],
        cwd=installed.parent,
        env=environment,
        input=given,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_data_is_inside(installed: Path) -> None:
    """Taxonomies, rules, templates and the sample corpus are part of the package."""
    for name in (
        "hria/frameworks/ungp.toml",
        "hria/partners",
        "hria/templates/hria/standard.toml",
        "hria/templates/base.docx",
        "hria/corpus/human-rights-policy.pdf",
        "hria/templates/fact-pack/standard.toml",
        "hria/factpack/status.toml",
        "hria/retrieval/ranking.toml",
        "nlp/languages/en/risk.toml",
        "nlp/meaning/vocabulary.txt",
        "hria/web/assets/review.js",
        "hria/web/templates/review.html.j2",
        "hria/py.typed",
    ):
        assert (installed / name).exists(), name
    code = "import hria, nlp; print(hria.__file__, nlp.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=installed.parent,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert where.count(str(installed)) == 2


def test_the_demo_runs_from_the_wheel(installed: Path) -> None:
    """It writes the drafts, and shows five findings with page and quote."""
    said = hria(installed, "demo", "demo")
    reports = installed.parent / "demo" / "reports"
    assert {"hria.docx", "hria.pdf", "hria.md", "statement-uk.docx", "fact-pack.docx"} <= {
        path.name for path in reports.iterdir()
    }
    assert str(reports / "hria.docx") in said
    assert said.count(", p. ") >= 5


def test_the_encoder_is_used_once_its_package_is_installed(installed: Path, tmp_path: Path) -> None:
    """hria-models, built from the checkout, is found by hria's wheel, and then asked unless one says otherwise."""
    pytest.importorskip("onnxruntime")
    if importlib.util.find_spec("hria_models"):
        pytest.skip("hria-models is installed here")
    models = build(ROOT / "nlp" / "topics" / "models", tmp_path)
    line = json.dumps({"id": 1, "text": "We operate 12 mills and sell yarn to customers in Australia."})
    asked = ("classify", "-", "--json")
    without, default, best, onnx = (
        json.loads(hria(installed, *asked, *more, beside=beside, given=line))["scores"]
        for beside, more in ((None, ()), (models, ("--tier", "default")), (models, ()), (models, ("--tier", "onnx")))
    )
    assert without == default != best == onnx
    assert str(models / "hria_models") in hria(installed, "doctor", beside=models)
    assert "hria_models" not in hria(installed, "doctor")
