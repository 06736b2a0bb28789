"""Coverage, severity and the draft on the review page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk import Browser, opened

from hria.assemble import assemble
from hria.assessment import read_assessment
from hria.assignment import FILE, gap_key, read_assignments, with_assignments
from hria.coverage import cover
from hria.draft import gaps
from hria.framework import framework
from hria.settings import Workspace
from hria.web.coverage_page import matrix
from hria.web.desk import Desk

Page = tuple[Browser, Desk]
RATING = {"scale": 4, "scope": 3, "irremediability": 2, "likelihood": 5}


@pytest.fixture
def page(workspace: Workspace) -> Iterator[Page]:
    """A browser on the review page of the sample workspace, and its desk."""
    with opened(workspace) as (desk, sessions, client):
        yield Browser(client, sessions.token), desk


def test_the_matrix_is_what_coverage_says(page: Page) -> None:
    """The same status, numbers and silent parts for each criterion."""
    _, desk = page
    for name in ("uk-msa", "ungp"):
        expected = cover(framework(name), desk.store.findings("current"))
        for row, covered in zip(matrix(desk, name), expected, strict=True):
            assert (row.id, row.status) == (covered.criterion_id, covered.status)
            numbers = (len(covered.supports), len(covered.planned), len(covered.contradicts))
            assert (row.supports, row.planned, row.contradicts) == numbers
            assert tuple(row.silent_parts) == covered.silent_parts


def test_every_page_opens(page: Page) -> None:
    """Each framework and each report; one that there is not is told."""
    browser, _ = page
    for path in ("/coverage?framework=oecd", "/ratings", "/draft", "/draft?report=statement:uk"):
        assert browser.client.get(path).status_code == 200, path
    assert browser.client.get("/coverage?framework=none").status_code == 404
    assert browser.client.get("/draft?report=../etc:passwd").status_code == 404


def issue(browser: Browser, number: int) -> Any:
    return browser.get("/api/ratings")["issues"][number]


def test_a_rating_needs_a_rationale_and_moves_the_ranking(page: Page, workspace: Workspace) -> None:
    """Nothing is written without reasons; with them it stands in assessment.toml beside the others."""
    browser, _ = page
    last = issue(browser, -1)
    body = {"category": last["category"], "seen": last["mark"], **RATING}
    before = workspace.assessment_file.read_bytes()
    assert browser.post("/api/rating", {**body, "rationale": "  "}).status_code == 422
    assert browser.post("/api/rating", {**body, "scale": 6, "rationale": "why"}).status_code == 400
    assert browser.post("/api/rating", {**body, "category": "none", "rationale": "why"}).status_code == 404
    assert workspace.assessment_file.read_bytes() == before
    others = read_assessment(workspace.assessment_file).rating
    answer = browser.post("/api/rating", {**body, "rationale": "As the audits show."})
    assert answer.status_code == 200, answer.text
    moved = next(one for one in answer.json()["issues"] if one["category"] == last["category"])
    assert (moved["severity"], moved["likelihood"]) == (4, 5)
    assert moved["rank"] < last["rank"]
    kept = read_assessment(workspace.assessment_file).rating
    assert kept[last["category"]].assessor == "A. Reviewer"
    assert all(kept[name] == rating for name, rating in others.items())
    second = browser.post("/api/rating", {**body, "rationale": "Another view."})
    assert second.status_code == 409 and "A. Reviewer" in second.json()["error"]


def test_an_assigned_gap_is_printed_with_its_name(page: Page, workspace: Workspace) -> None:
    """In the page, in the file, in the rebuilt draft; taken away again, the draft is what it was."""
    browser, desk = page
    draft = assemble(desk.dossier(), "hria", "standard")
    gap = gaps(draft)[0]
    body = {"report": "hria", "variant": "standard", "gap": gap_key(gap), "to": 'F. "Filler"', "note": "by May"}
    assert browser.post("/api/assign", body).status_code == 200
    assigned = read_assignments(workspace.folder / FILE)
    assert (assigned.assignment[0].to, assigned.assignment[0].by) == ('F. "Filler"', "A. Reviewer")
    named = with_assignments(draft, assigned)
    assert 'F. "Filler" (assigned)' in {one.owner for one in gaps(named)}
    assert named.identifier != draft.identifier
    assert "F. &#34;Filler&#34;" in browser.client.get("/draft").text
    assert browser.post("/api/assign", {**body, "gap": "0" * 16}).status_code == 404
    assert browser.post("/api/assign", {**body, "to": ""}).status_code == 200
    assert with_assignments(draft, read_assignments(workspace.folder / FILE)) is draft
