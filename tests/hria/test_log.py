"""The log of decisions: any change of it is named, a broken-off program leaves it whole, and drafts print its root."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from hria.cli import root
from hria.cli.deciding import stale_of
from hria.document import Block, Document, evidence
from hria.finding import Finding, Risk, finding_id
from hria.log import read_log, sign_offs
from hria.review import Entry, Review, Role, sealed
from hria.settings import Workspace, create_workspace
from hria.store import Store

WHEN = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
QUOTE = "Workers paid fees."
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'hria.sqlite'}") as opened:
        yield opened


def review(finding: str = "f" * 16, quote: str = QUOTE, role: Role | None = "reviewer", **more: object) -> Review:
    given = {
        "decision": "accepted",
        "reviewer": "A. Reviewer",
        "changes": {"category": "wages"},
        "note": "seen",
        **more,
    }
    return Review(finding_id=finding, decided_at=WHEN, quote=quote, role=role, **given)  # type: ignore[arg-type]


def document(text: str, path: str = "audit.txt") -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        digest[:16], digest, path, "text", "Audit", "audit", text, (Block("paragraph", 0, len(text), 1),), ()
    )


def risk(of: Document, quote: str = QUOTE) -> Finding:
    start = of.text.index(quote)
    place = evidence(of, start, start + len(quote))
    id_ = finding_id(of.sha256, "risk", start, start + len(quote))
    return Finding(id_, "risk", place, Risk("recruitment", ("recruitment_fees",)), "en.risk.test", 0.8, ("fees",))


def test_hashes_of_logs_without_roles_stay_what_they_are() -> None:
    """A log that was begun before decisions had roles still verifies: this is the hash that it was given then."""
    old = sealed(review(role=None), "")
    assert old.hash == "478f57b2913420e089c2ede79c7032b463819660b6a43e21359ca9db336de5b8"
    plain = msgspec.to_builtins(old)
    del plain["role"]
    assert read_log([Entry(old.finding_id, msgspec.json.encode(plain))]).root == old.hash


def test_any_byte_that_is_altered_names_its_entry(store: Store) -> None:
    """Each byte of each entry, replaced by another, is found in just that entry."""
    for name in ("a", "b", "c"):
        store.decide(review(name * 16))
    entries = store.entries()
    assert read_log(entries).fault is None
    for place, entry in enumerate(entries):
        for at, byte in enumerate(entry.body):
            for other in {byte ^ 1, byte ^ 0x20, ord(" "), ord("0")} - {byte}:
                body = entry.body[:at] + bytes([other]) + entry.body[at + 1 :]
                fault = read_log([*entries[:place], Entry(entry.finding_id, body), *entries[place + 1 :]]).fault
                assert fault is not None, (place, at)
                assert fault.number == place + 1
        moved = Entry("0" * 16, entry.body)
        fault = read_log([*entries[:place], moved, *entries[place + 1 :]]).fault
        assert fault is not None
        assert fault.number == place + 1


def test_entries_taken_out_put_in_or_exchanged_are_named(store: Store) -> None:
    """The chain breaks where it was cut, also where each entry by itself is as it was."""
    for name in ("a", "b", "c", "d"):
        store.decide(review(name * 16))
    a, b, c, d = store.entries()
    for altered, number in (([b, c, d], 1), ([a, c, d], 2), ([a, c, b, d], 2), ([a, b, b, c, d], 3)):
        fault = read_log(altered).fault
        assert fault is not None
        assert fault.number == number
    whole, short = read_log([a, b, c, d]), read_log([a, b, c])
    assert whole.root
    assert short.fault is None, "a log that was cut at its end is whole by itself"
    assert short.number_of(whole.root) is None, "only a root that was noted down tells that it was cut"
    assert short.root
    assert whole.number_of(short.root) == 3


def test_verify_names_the_entry_altered_by_hand(tmp_path: Path) -> None:
    """One byte changed in the database: exit code 3 and the number; nothing is published on it."""
    folder = decided(tmp_path)
    with sqlite3.connect(folder / ".hria" / "hria.sqlite") as db:
        body = db.execute("SELECT body FROM reviews WHERE number = 2").fetchone()[0]
        db.execute("UPDATE reviews SET body = ? WHERE number = 2", (body.replace(b"accepted", b"rejected"),))
    for command in (("log", "verify"), ("review", "verify")):
        said = run(folder, *command)
        assert said.exit_code == 3
        assert "entry 2 of 3" in said.stdout
    assert run(folder, "log").exit_code == 3
    published = run(folder, "draft", "hria", "--accepted-only", "--format", "md")
    assert published.exit_code == 1
    assert "entry 2" in str(published.exception)


def test_the_log_lists_who_decided_what(tmp_path: Path) -> None:
    """With number, person, role and hash as JSON; by person and by finding."""
    folder = decided(tmp_path)
    listed = [json.loads(line) for line in run(folder, "log", "--json").stdout.splitlines()]
    assert [entry["number"] for entry in listed] == [1, 2, 3]
    assert [entry["role"] for entry in listed] == ["reviewer", "reviewer", "approver"]
    assert listed[1]["previous"] == listed[0]["hash"]
    mine = run(folder, "log", "--by", "B. Director", "--json").stdout.splitlines()
    assert [json.loads(line)["number"] for line in mine] == [3]
    assert "B. Director (approver)" in run(folder, "log").stdout
    verified = run(folder, "log", "verify", "--root", listed[1]["hash"][:12])
    assert verified.exit_code == 0
    assert "first 2 of 3" in verified.stdout
    assert run(folder, "log", "verify", "--root", "0123456789").exit_code == 3
    assert run(folder, "log", "verify", "--root", "3").exit_code == 2


def test_the_role_is_that_of_the_option_or_of_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--role goes before HRIA_ROLE, and that before hria.toml."""
    folder = decided(tmp_path)
    settings = folder / "hria.toml"
    settings.write_text(settings.read_text() + '\n[review]\nrole = "preparer"\n')
    with Store(f"sqlite:///{folder / '.hria' / 'hria.sqlite'}") as store:
        id_ = next(iter(store.findings())).id
        assert run(folder, "review", "accept", id_, "--as", "P").exit_code == 0
        monkeypatch.setenv("HRIA_ROLE", "reviewer")
        assert run(folder, "review", "accept", id_, "--as", "R").exit_code == 0
        assert run(folder, "review", "accept", id_, "--as", "A", "--role", "approver").exit_code == 0
        assert [review.role for review in store.reviews()[-3:]] == ["preparer", "reviewer", "approver"]
    assert run(folder, "review", "accept", id_, "--role", "owner").exit_code == 2


def test_decisions_on_a_source_that_changed_are_stale(store: Store) -> None:
    """Each with why, and the finding that has the same words in the new edition."""
    old, new = document(f"{QUOTE} {MORE}"), document(f"New edition. {QUOTE}")
    store.add(old)
    store.put_findings(old.id, [risk(old), risk(old, MORE)], "1", is_own_voice=False)
    for finding in (risk(old), risk(old, MORE)):
        store.decide(review(finding.id, finding.evidence.quote))
    assert stale_of(store) == []
    store.add(new)
    store.put_findings(new.id, [risk(new)], "1", is_own_voice=False)
    first, second = stale_of(store)
    assert (first.review.finding_id, first.heir) == (risk(old).id, risk(new).id)
    assert "replaced" in first.why
    assert (second.review.finding_id, second.heir) == (risk(old, MORE).id, None)


MORE = "Passports were kept."


def test_decisions_on_what_was_removed_or_is_no_finding_any_more_are_stale(store: Store) -> None:
    """A removed document, and a passage that the rules no longer take for a finding."""
    one, two = document(QUOTE, "one.txt"), document(f"{MORE} {QUOTE}", "two.txt")
    for kept in (one, two):
        store.add(kept)
        store.put_findings(kept.id, [risk(kept)], "1", is_own_voice=False)
        store.decide(review(risk(kept).id))
    store.withdraw(one.id)
    store.put_findings(two.id, [], "2", is_own_voice=False)
    assert [("removed" in s.why, "read again" in s.why) for s in stale_of(store)] == [(True, False), (False, True)]


def test_the_latest_decision_of_each_role_signs_off() -> None:
    """Who rejected last signed off nothing, and a decision on other words does not count."""
    of = risk(document(QUOTE))
    decisions = [
        review(of.id, role="reviewer"),
        review(of.id, role="approver", reviewer="B. Director"),
        review(of.id, role="preparer", decision="edited"),
    ]
    signed = [(off.person, off.role, off.act) for off in sign_offs(of, decisions)]
    assert signed == [
        ("A. Reviewer", "reviewer", "accepted"),
        ("B. Director", "approver", "approved"),
        ("A. Reviewer", "preparer", "corrected"),
    ]
    decisions.append(review(of.id, role="approver", decision="rejected"))
    assert [off.role for off in sign_offs(of, decisions)] == ["reviewer", "preparer"]
    assert sign_offs(of, [review(of.id, quote="Workers paid no fees.")]) == ()


WRITER = """
import datetime, sys
from hria.review import Review
from hria.store import Store
with Store(sys.argv[1]) as store:
    number = 0
    while True:
        number += 1
        kept = store.decide(Review(f"{number:016x}", "accepted", "A", datetime.datetime.now(datetime.UTC), "quote"))
        print(kept.hash, flush=True)
"""


def test_a_program_killed_while_it_decides_leaves_a_whole_log(tmp_path: Path) -> None:
    """After kill -9 the log verifies and holds every decision that was confirmed, three times in a row."""
    url = f"sqlite:///{tmp_path / 'hria.sqlite'}"
    confirmed: list[str] = []
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, url]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as writer:
            assert writer.stdout is not None
            confirmed += [writer.stdout.readline().strip() for _ in range(25)]
            writer.send_signal(signal.SIGKILL)
            confirmed += [line.strip() for line in writer.stdout if len(line) == 65]
        assert writer.returncode == -signal.SIGKILL
        with Store(url) as store:
            log = read_log(store.entries())
        assert log.fault is None
        hashes = [review.hash for review in log.decisions]
        assert set(confirmed) <= set(hashes)
        assert hashes[: len(confirmed)] == confirmed
        # At most the one that was being written is there without having been confirmed.
        assert len(hashes) <= len(confirmed) + 1
        confirmed = hashes


def test_a_draft_for_publication_says_who_approved_what(hria: Run, workspace: Workspace, tmp_path: Path) -> None:
    """The root in the colophon is that of the log; each passage says who signed it off."""
    found = [json.loads(line) for line in hria("findings", "--kind", "risk", "--json").stdout.splitlines()][:12]
    ids = [finding["id"] for finding in found]
    assert hria("review", "accept", *ids, "--as", "A. Reviewer").exit_code == 0
    assert hria("review", "accept", *ids[:3], "--as", "B. Director", "--role", "approver").exit_code == 0
    out = tmp_path / "published"
    made = hria("draft", "hria", "--accepted-only", "--format", "md", "--out", str(out))
    assert made.exit_code == 0, made.output
    text = (out / "hria.md").read_text()
    with Store(workspace.store_url) as store:
        log = read_log(store.entries())
    assert f"The log holds 15 decisions; its root is {log.root}." in text
    assert "draws only on findings that a person accepted" in text
    assert "approved by B. Director," in text
    assert "accepted by A. Reviewer (reviewer)," in text
    assert "| B. Director | approver | 3 |" in text
    open_ = hria("draft", "hria", "--redact", "--format", "md", "--out", str(out))
    assert open_.exit_code == 0
    assert "no version for publication" in (out / "hria.md").read_text()


def decided(tmp_path: Path) -> Path:
    """A workspace with one document, two findings and three decisions."""
    workspace = create_workspace(tmp_path / "acme", "Acme plc", datetime.date(2026, 1, 2))
    of = document(f"{QUOTE} {MORE}")
    with Store(workspace.store_url) as store:
        store.add(of)
        store.put_findings(of.id, [risk(of), risk(of, MORE)], "1", is_own_voice=False)
        store.decide(review(risk(of).id, changes={}))
        store.decide(review(risk(of, MORE).id, MORE, changes={}))
        store.decide(review(risk(of).id, role="approver", reviewer="B. Director", changes={}))
    return workspace.folder


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(root, ["-w", str(folder), *arguments])
