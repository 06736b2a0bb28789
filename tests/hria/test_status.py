"""What is only planned is never told as done: from a statement to its check, its coverage and its draft."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hria.check.examine import Request, check_file
from hria.cli import root
from hria.errors import BadData

STATEMENT = """# Modern Slavery Statement 2024

Ostrelle Yarn plc, financial year ended 31 December 2024.

## Policies

We plan to publish a modern slavery policy in 2025.

## Remediation

No measures were taken to remediate forced labour because no forced labour was found.

## Effectiveness

We intend to develop key performance indicators next year to assess the effectiveness of our actions.
"""


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "statement.md"
    path.write_text(STATEMENT, encoding="utf-8")
    return path


def hria(*arguments: str | Path) -> Result:
    return CliRunner().invoke(root, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_check_calls_plans_planned_only_and_a_nil_return_an_answer(statement: Path) -> None:
    """Policies and effectiveness are planned only; that nothing had to be remedied answers the Canadian law."""
    checked = check_file(statement, Request(frameworks=("uk-msa", "ca-s211"), company="Ostrelle Yarn plc"))
    verdicts = {answer.id: answer.verdict for answer in checked.answers}
    assert verdicts["uk-msa:54.5.b"] == "planned_only"
    assert verdicts["uk-msa:54.5.e"] == "planned_only"
    assert verdicts["ca-s211:11.3.d"] == "met"


def test_coverage_and_draft_tell_plans_as_plans(statement: Path, tmp_path: Path) -> None:
    """Coverage says planned only; a draft quotes the plan with a gap, and lists no steps as taken."""
    place = tmp_path / "work"
    assert hria("init", place, "--company", "Ostrelle Yarn plc").exit_code == 0
    for command in (("add", "--kind", "statement", statement), ("extract",)):
        assert hria("-w", place, *command).exit_code == 0
    lines = [json.loads(line) for line in hria("-w", place, "coverage", "uk-msa", "--json").stdout.splitlines()]
    states = {line["criterion"]: line["status"] for line in lines}
    assert (states["uk-msa:54.5.b"], states["uk-msa:54.5.e"]) == ("planned_only", "planned_only")
    assert hria("-w", place, "draft", "statement", "--jurisdiction", "uk", "--format", "md").exit_code == 0
    draft = (place / "reports" / "statement-uk.md").read_text(encoding="utf-8")
    assert "the documents only plan a policy on slavery and human trafficking" in draft
    assert "steps taken during the financial year are set out in the sections on policies" not in draft


def test_eval_status_counts_what_is_planned_and_what_is_negative(tmp_path: Path) -> None:
    """One object for each status, with counts; a folder without labels ends in one clear line."""
    told = [
        ("We plan to publish a policy.", 1, 0),
        ("We have not yet trained our buyers.", 0, 1),
        ("We trained our buyers.", 0, 1),
        ("We intend to train our buyers next year.", 0, 0),
    ]
    rows = [
        {"jurisdiction": "NZ", "statement_id": "1", "sentence": text, "future": future, "negative_evidence": negative}
        for text, future, negative in told
    ]
    (tmp_path / "evidence_status_nz.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = [json.loads(line) for line in hria("eval", "status", "--gold", tmp_path, "--json").stdout.splitlines()]
    assert [(f["status"], f["precision"], f["recall"]) for f in found] == [
        ("planned", 0.5, 1.0),
        ("negative", 1.0, 0.5),
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadData, match="there is no evidence_status"):
        hria("eval", "status", "--gold", tmp_path / "empty")
