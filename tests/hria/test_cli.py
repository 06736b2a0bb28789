"""The commands: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from hria.cli import COMMANDS, root
from hria.framework import frameworks
from hria.settings import Workspace
from hria.store import Store

Run = Callable[..., Result]
README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def commands() -> list[tuple[str, click.Command]]:
    """Every command by its full name, those of groups too."""
    context = click.Context(root)
    found = []
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            found += [(f"{name} {inner}", command.commands[inner]) for inner in sorted(command.commands)]
        else:
            found.append((name, command))
    return found


@pytest.mark.parametrize(("name", "command"), commands())
def test_help_has_an_example_and_the_readme_names_it(name: str, command: click.Command) -> None:
    """Nobody has to read code to use a command."""
    help_text = command.help or ""
    assert re.search(rf"Example: hria .*\b{name.split()[-1]}\b", help_text), name
    assert f"hria {name}" in README, name
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, (name, option.name)


def lines(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_findings_as_json_keep_the_contract(hria: Run, workspace: Workspace) -> None:
    """Each line has the keys of the contract, and its quote stands at its offsets."""
    found = lines(hria("findings", "--json"))
    assert len(found) > 200
    keys = {
        "id", "kind", "document", "page", "start", "end", "quote", "heading", "regions", "attributes", "mappings",
        "cues", "rule", "confidence", "review",
    }  # fmt: skip
    with Store(workspace.store_url) as store:
        texts = {d.summary.id: store.document(d.summary.id).text for d in store.list_documents()}
    for finding in found:
        assert keys <= set(finding)
        document = finding["document"]
        assert isinstance(document, dict)
        assert texts[document["id"]][finding["start"] : finding["end"]] == finding["quote"]  # type: ignore[misc]
        assert finding["cues"], "a finding without a reason"


def test_findings_can_be_narrowed(hria: Run) -> None:
    """By kind, document, category and certainty."""
    assert {f["kind"] for f in lines(hria("findings", "--kind", "partner", "--json"))} == {"partner"}
    of_one = lines(hria("findings", "--document", "human-rights-policy.pdf", "--json"))
    assert {f["document"]["path"] for f in of_one} == {"documents/human-rights-policy.pdf"}  # type: ignore[index]
    sure = lines(hria("findings", "--min-confidence", "0.8", "--json"))
    assert sure
    assert all(f["confidence"] >= 0.8 for f in sure)  # type: ignore[operator]


def test_explain_and_evidence(hria: Run, tmp_path: Path) -> None:
    """A finding can say why it is one, and show its place on the page."""
    finding = lines(hria("findings", "--document", "human-rights-policy.pdf", "--kind", "commitment", "--json"))[0]
    why = hria("explain", str(finding["id"])[:8])
    assert why.exit_code == 0
    assert str(finding["rule"]) in why.stdout
    picture = tmp_path / "page.png"
    shown = hria("evidence", str(finding["id"]), "--image", str(picture))
    assert shown.exit_code == 0, shown.output
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", sorted(frameworks()))
def test_coverage_of_every_framework(hria: Run, name: str) -> None:
    """Each answerable criterion has a line with one of four states."""
    covered = lines(hria("coverage", name, "--json"))
    assert [c["criterion"] for c in covered] == [
        frameworks()[name].criterion_id(criterion) for criterion in frameworks()[name].answerable()
    ]
    assert {c["status"] for c in covered} <= {"done", "planned_only", "contradicted", "nothing_found"}


def test_review_accept_reject_and_set(hria: Run) -> None:
    """Decisions are kept with name and time, and edits change what is listed."""
    first, second, *_ = lines(hria("findings", "--kind", "risk", "--json"))
    assert hria("review", "accept", str(first["id"]), "--note", "seen in the audit").exit_code == 0
    assert hria("review", "set", str(second["id"]), "category=wages").exit_code == 0
    after = {f["id"]: f for f in lines(hria("findings", "--kind", "risk", "--json"))}
    assert after[first["id"]]["review"] == "accepted"
    assert after[second["id"]]["attributes"]["category"] == "wages"  # type: ignore[index]
    assert hria("review", "verify").exit_code == 0
    wrong = hria("review", "set", str(second["id"]), "categry=wages")
    assert wrong.exit_code != 0


def test_documents_and_what_was_dropped(hria: Run) -> None:
    """Each document has a line; what was set aside of one can be asked for."""
    listed = lines(hria("documents", "--json"))
    assert len(listed) == 18
    dropped = hria("documents", "modern-slavery-statement-2025.pdf", "--dropped")
    assert dropped.exit_code == 0
    assert dropped.stdout.strip()


def test_draft_writes_what_was_asked_for(hria: Run, tmp_path: Path) -> None:
    """Only the formats and jurisdictions that were named, where they were asked for."""
    out = tmp_path / "out"
    result = hria("draft", "statement", "--jurisdiction", "uk,au", "--format", "md", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir()) == ["statement-au.md", "statement-uk.md"]
    assert result.stdout.split() == [str(out / "statement-uk.md"), str(out / "statement-au.md")]


def test_assess_keeps_what_was_set(hria: Run, workspace: Workspace) -> None:
    """Running it again changes no rating."""
    assert hria("assess").exit_code == 0
    text = workspace.assessment_file.read_text(encoding="utf-8")
    assert "suggested" in text
    assert hria("assess").exit_code == 0
    assert workspace.assessment_file.read_text(encoding="utf-8") == text


def test_errors_say_what_and_what_to_do(
    workspace: Workspace, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr, exit code 1 (2 for wrong usage), never a traceback."""
    from hria.cli import main

    cases = (
        (["-w", str(tmp_path), "findings"], 1, "hria init"),
        (["-w", str(workspace.folder), "coverage", "mars"], 1, "uk-msa"),
        (["-w", str(workspace.folder), "explain", "ffffffff"], 1, "hria findings"),
        (["-w", str(workspace.folder), "add", "nowhere.pdf"], 1, "no such file"),
        (["-w", str(workspace.folder), "draft", "statement", "--jurisdiction", "mars"], 1, "joint"),
        (["-w", str(workspace.folder), "findings", "--kind", "riks"], 2, "risk"),
    )
    for arguments, code, message in cases:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.argv", ["hria", *arguments])
            with pytest.raises(SystemExit) as stop:
                main()
        said = capfd.readouterr().err
        assert stop.value.code == code, arguments
        assert message in said, arguments
        assert "Traceback" not in said


def test_frameworks_are_printed_and_pending_ones_apart() -> None:
    """The taxonomies can be read; bills are shown only when asked for."""
    listed = CliRunner().invoke(root, ["frameworks"])
    assert listed.exit_code == 0
    assert "uk-msa" in listed.stdout
    one = CliRunner().invoke(root, ["frameworks", "uk-msa"])
    assert "54(5)(a)" in one.stdout
    pending = CliRunner().invoke(root, ["frameworks", "pending"])
    assert pending.exit_code == 0
    assert "54(5)(a)" not in pending.stdout


def test_run_makes_a_workspace_and_drafts(tmp_path: Path) -> None:
    """From a folder to drafts in one command; a second run takes in nothing twice."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "policy.md").write_text(
        "# Human Rights Policy\n\nAcme plc respects human rights. We will train all 40 buyers by 31 March 2027.\n",
        encoding="utf-8",
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    arguments = ["run", str(folder), "--company", "Acme plc", "--out", str(tmp_path / "acme"), "--date", "2026-01-31"]
    first = CliRunner().invoke(root, arguments)
    assert first.exit_code == 1, "one file of the folder is broken, which the exit code says"
    assert "broken.pdf" in first.stderr
    names = {path.name for path in (tmp_path / "acme" / "reports").iterdir()}
    assert {"hria.docx", "hria.pdf", "hria.md", "statement-uk.docx"} <= names
    before = (tmp_path / "acme" / "reports" / "hria.md").read_bytes()
    CliRunner().invoke(root, arguments)
    assert (tmp_path / "acme" / "reports" / "hria.md").read_bytes() == before
