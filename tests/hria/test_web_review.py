"""The review page's flows: the queue, a finding, decisions, undo, additions, search."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import Result
from desk import Browser, opened

from hria.coverage import cover
from hria.framework import frameworks
from hria.review import first_broken, reviewed
from hria.settings import Workspace
from hria.store import Store
from hria.web.desk import Desk
from hria.web.search import as_query

Page = tuple[Browser, Desk]


@pytest.fixture
def page(workspace: Workspace) -> Iterator[Page]:
    """A browser on the review page of the sample workspace, and its desk."""
    with opened(workspace) as (desk, sessions, client):
        yield Browser(client, sessions.token), desk


def every_row(browser: Browser, query: str) -> list[dict[str, Any]]:
    """All rows of a queue, page by page."""
    rows: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        found = browser.get(f"/api/queue?{query}&after={after}")["page"]
        rows += found["rows"]
        after = found["after"]
    assert len(rows) == found["total"]
    return rows


def test_paging_shows_each_finding_once_in_the_order_of_the_documents(page: Page) -> None:
    """As the store lists them, whatever the order that is asked for."""
    browser, desk = page
    expected = [finding.id for finding in desk.store.findings("current")]
    assert [row["id"] for row in every_row(browser, "")] == expected
    unsure = every_row(browser, "order=unsure")
    assert sorted(row["id"] for row in unsure) == sorted(expected)
    assert [row["confidence"] for row in unsure] == sorted(row["confidence"] for row in unsure)
    sure = every_row(browser, "order=sure")
    assert [row["confidence"] for row in sure] == sorted((row["confidence"] for row in sure), reverse=True)


def test_filters_find_what_they_say(page: Page) -> None:
    """By kind, document, category, confidence and words; the counts say what each would show."""
    browser, desk = page
    risks = every_row(browser, "kind=risk")
    assert {row["kind"] for row in risks} == {"risk"}
    counts = browser.get("/api/queue?counts")["counts"]
    assert counts["kind"]["risk"] == len(risks)
    category = risks[0]["category"]
    assert {row["category"] for row in every_row(browser, f"category={category}")} == {category}
    document = next(iter(desk.store.findings("current"))).evidence.document_id
    assert len(every_row(browser, f"document={document}")) == counts["document"][document]
    assert all(row["confidence"] <= 0.7 for row in every_row(browser, "most=0.7"))
    for row in every_row(browser, "words=recruitment+fee"):
        words = desk.store.finding(row["id"]).evidence
        assert "recruitment" in f"{words.quote} {words.heading}".lower()


def test_the_queue_of_a_criterion_is_what_coverage_counts(page: Page) -> None:
    """The same findings as `hria coverage` names, after a rejection and an edit too."""
    browser, desk = page
    row = browser.get("/api/queue?kind=disclosure")["page"]["rows"][0]
    browser.post("/api/decide", {"id": row["id"], "decision": "rejected", "seen": 0})
    other = browser.get("/api/queue?kind=disclosure")["page"]["rows"][1]["id"]
    changes = {"topics": "training", "evidence_status": "negative"}
    assert (
        browser.post("/api/decide", {"id": other, "decision": "edited", "seen": 0, "changes": changes}).status_code
        == 200
    )
    items = [reviewed(f, desk.store.reviews_on(f.id)) for f in desk.store.findings("current")]
    counted = [item.finding for item in items if item.state != "rejected"]
    for criterion in [covered for found in frameworks().values() for covered in cover(found, counted)[:4]]:
        rows = every_row(browser, f"criterion={criterion.criterion_id}")
        shown = sorted(r["id"] for r in rows if r["state"] != "rejected")
        assert shown == sorted(finding.id for finding in criterion.findings())


def test_a_finding_comes_with_everything_to_decide_on_it(page: Page) -> None:
    """Its quote, place, reason, fields with the taxonomy's values, criteria and neighbours in the queue."""
    browser, desk = page
    rows = browser.get("/api/queue?kind=risk")["page"]["rows"]
    view = browser.get(f"/api/finding/{rows[1]['id']}?kind=risk")
    found = desk.store.finding(rows[1]["id"])
    assert view["evidence"]["quote"] == found.evidence.quote
    assert (view["previous"], view["next"]) == (rows[0]["id"], rows[2]["id"])
    fields = {field["name"]: field for field in view["fields"]}
    assert len(fields["category"]["options"]) > 5
    assert fields["actuality"]["options"] == [{"value": v, "label": v} for v in ("actual", "potential")]
    assert view["rule"] == found.rule and view["cues"] == list(found.cues)
    assert view["seen"] == 0 and view["history"] == []


def test_boxes_are_those_of_the_passage(page: Page) -> None:
    """A page has the boxes of its findings, and each finding over two lines has two."""
    browser, desk = page
    found = next(f for f in desk.store.findings("current", kind="risk") if len(f.evidence.regions) > 1)
    number = found.evidence.page
    view = browser.get(f"/api/document/{found.evidence.document_id}/page/{number}")
    boxed = next(one for one in view["findings"] if one["id"] == found.id)
    expected = [r.box for r in found.evidence.regions if r.page == number]
    assert boxed["boxes"] == [[b.x0, b.top, b.x1, b.bottom] for b in expected]
    assert browser.client.get(f"/picture/{found.evidence.document_id}/{number}.png?width=900").content[:4] == b"\x89PNG"
    assert browser.client.get(f"/picture/{found.evidence.document_id}/999.png?width=900").status_code == 404


def test_a_text_is_shown_with_its_marks_at_their_offsets(page: Page) -> None:
    """Each block is the document's text at its offsets."""
    browser, desk = page
    stored = next(s for s in desk.store.list_documents("current") if not s.summary.path.endswith(".pdf"))
    found = next(desk.store.findings(document_id=stored.summary.id))
    view = browser.get(f"/api/document/{stored.summary.id}/text?at={found.evidence.start}")
    text = desk.store.document(stored.summary.id).text
    assert all(block["text"] == text[block["start"] : block["end"]] for block in view["blocks"])
    assert found.id in {mark["id"] for mark in view["marks"]}


def test_a_decision_is_appended_and_undo_appends_too(page: Page) -> None:
    """Accept, edit, undo, undo: the state goes back step by step, the log only grows and stays whole."""
    browser, desk = page
    found = next(desk.store.findings("current", kind="risk"))
    before = browser.get(f"/api/finding/{found.id}")["fields"]

    def send(path: str, **body: object) -> Any:
        seen = browser.get(f"/api/finding/{found.id}")["seen"]
        answer = browser.post(path, {"id": found.id, "seen": seen, **body})
        assert answer.status_code == 200, answer.text
        return browser.get(f"/api/finding/{found.id}")

    assert send("/api/decide", decision="accepted", note="seen on the page")["state"] == "accepted"
    edited = send("/api/decide", decision="edited", changes={"countries": "Malaysia, Nepal"})
    assert edited["state"] == "edited"
    assert next(f for f in edited["fields"] if f["name"] == "countries")["value"] == "Malaysia, Nepal"
    emptied = send("/api/decide", decision="edited", changes={"countries": ""})
    assert next(f for f in emptied["fields"] if f["name"] == "countries")["value"] == ""
    assert send("/api/undo")["fields"] == edited["fields"]
    back = send("/api/undo")
    assert (back["state"], back["fields"]) == ("accepted", before)
    assert send("/api/undo")["state"] == "suggested"
    decisions = [review.decision for review in desk.store.reviews()]
    assert decisions == ["accepted", "edited", "edited", "undone", "undone", "undone"]
    assert first_broken(desk.store.reviews()) is None
    assert browser.post("/api/undo", {"id": found.id, "seen": 6}).status_code == 422


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": "no_such_category"}, "has no value"),
        ({"actuality": "perhaps"}, "has no value"),
        ({"issues": "forced_labour, nonsense"}, "nonsense"),
        ({"colour": "red"}, "cannot be changed"),
        ({}, "nothing was changed"),
    ],
)
def test_an_edit_outside_the_taxonomy_is_refused(page: Page, changes: dict[str, str], words: str) -> None:
    """With the field that is wrong; the log stays as it was."""
    browser, desk = page
    found = next(desk.store.findings("current", kind="risk"))
    answer = browser.post("/api/decide", {"id": found.id, "decision": "edited", "seen": 0, "changes": changes})
    assert answer.status_code == 422 and words in answer.json()["error"]
    assert desk.store.reviews() == []


def test_who_comes_second_is_told(page: Page) -> None:
    """A decision on what somebody else decided on meanwhile is refused, and says who it was."""
    browser, desk = page
    found = next(desk.store.findings("current"))
    body = {"id": found.id, "decision": "accepted", "seen": 0}
    assert browser.post("/api/decide", body).status_code == 200
    answer = browser.post("/api/decide", {**body, "decision": "rejected"})
    assert answer.status_code == 409 and "accepted by A. Reviewer" in answer.json()["error"]
    assert len(desk.store.reviews()) == 1


def test_two_at_once_lose_nothing(page: Page, workspace: Workspace) -> None:
    """Two writers with stores of their own: every decision that was confirmed is in the chain, and it holds."""
    browser, desk = page
    rows = [row["id"] for row in every_row(browser, "")[:120]]
    confirmed: list[str] = []

    def decide(ids: list[str]) -> None:
        for finding_id in ids:
            answer = browser.post("/api/decide", {"id": finding_id, "decision": "accepted", "seen": 0})
            if answer.status_code == 200:
                confirmed.append(answer.json()["hash"])

    def decide_elsewhere(ids: list[str]) -> None:
        from hria.web.deciding import review_of

        with Store(workspace.store_url) as store:
            confirmed.extend(
                store.decide(review_of(store.finding(finding_id), "rejected", "B. Second", None)).hash
                for finding_id in ids
            )

    threads = [
        threading.Thread(target=decide, args=(rows[:40],)),
        threading.Thread(target=decide, args=(rows[40:80],)),
        threading.Thread(target=decide_elsewhere, args=(rows[80:],)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reviews = desk.store.reviews()
    assert len(confirmed) == len(rows)
    assert {review.hash for review in reviews} == set(confirmed)
    assert first_broken(reviews) is None
    assert browser.get("/api/queue?state=rejected")["page"]["total"] == 40
    assert browser.get("/api/queue?state=accepted")["page"]["total"] == 80


def test_decisions_on_the_command_line_show_at_once(page: Page, hria: Callable[..., Result]) -> None:
    """The page follows what is decided elsewhere, and the command line sees what the page did."""
    browser, desk = page
    first, second = [finding.id for finding in desk.store.findings("current")][:2]
    assert hria("review", "reject", first).exit_code == 0
    assert browser.get("/api/queue?state=rejected")["page"]["rows"][0]["id"] == first
    browser.post("/api/decide", {"id": second, "decision": "accepted", "seen": 0})
    assert hria("review", "verify").output.startswith("2 decisions, chain intact")


def test_many_are_decided_at_once_but_not_over_others(page: Page) -> None:
    """Those that somebody decided on meanwhile are named and left."""
    browser, desk = page
    ids = [finding.id for finding in desk.store.findings("current")][:4]
    browser.post("/api/decide", {"id": ids[0], "decision": "rejected", "seen": 0})
    items = [{"id": id_, "decision": "accepted", "seen": 0} for id_ in ids]
    done = browser.post("/api/decide-many", {"items": items}).json()["done"]
    assert [("error" in one) for one in done] == [True, False, False, False]
    assert browser.get(f"/api/finding/{ids[0]}")["state"] == "rejected"
    assert browser.post("/api/decide-many", {"items": items * 30}).status_code == 422


def test_a_marked_passage_becomes_a_finding_that_extraction_keeps(page: Page, workspace: Workspace) -> None:
    """Marked by a box on a page, added with its attributes, in the queue and the log, there after a re-run."""
    browser, desk = page
    found = next(f for f in desk.store.findings("current", kind="disclosure") if f.evidence.regions)
    place = found.evidence
    page_, box = place.regions[0].page, place.regions[0].box
    drag = [box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1]
    answer = browser.post("/api/mark", {"document": place.document_id, "page": page_, "box": drag}).json()
    marked = answer["marked"]
    document = desk.store.document(place.document_id)
    assert marked["quote"] == document.text[marked["start"] : marked["end"]]
    assert marked["quote"].split()[0] in place.quote
    body = {"document": place.document_id, "start": marked["start"], "end": marked["end"], "kind": "risk"}
    values = {"category": answer["kinds"]["risk"][0]["options"][1]["value"], "actuality": "actual"}
    made = browser.post("/api/add", {**body, "values": values, "note": "missed"})
    assert made.status_code == 201, made.text
    id_ = made.json()["id"]
    view = browser.get(f"/api/finding/{id_}")
    assert (view["state"], view["rule"], view["history"][0]["decision"]) == ("accepted", "person", "added")
    assert view["history"][0]["changes"] == values
    rows = every_row(browser, f"document={place.document_id}")
    assert id_ in [row["id"] for row in rows]
    assert browser.post("/api/add", {**body, "values": values}).status_code == 409
    with Store(workspace.store_url) as store:
        others = [f for f in store.findings(document_id=place.document_id) if f.id != id_]
        store.put_findings(place.document_id, others, "another reading", True)
        assert store.finding(id_).attributes.category == values["category"]  # type: ignore[union-attr]
    assert browser.get(f"/api/finding/{id_}")["state"] == "accepted"
    assert browser.post("/api/undo", {"id": id_, "seen": 1}).status_code == 200
    assert browser.get(f"/api/finding/{id_}")["state"] == "rejected"


def test_words_find_their_passage_and_nothing_else_does(page: Page) -> None:
    """A passage can be typed instead of dragged; words that are not there, an empty box and bad offsets are told."""
    browser, desk = page
    found = next(desk.store.findings("current", kind="risk")).evidence
    typed = "  ".join(found.quote.split()[:6])
    body = {"document": found.document_id, "words": typed, "near": found.start}
    assert browser.post("/api/mark", body).json()["marked"]["start"] == found.start
    for bad in (
        {"words": "words that stand nowhere in it"},
        {"page": 1, "box": [0, 0, 1, 1]},
        {"start": 5, "end": 5},
        {"start": -4, "end": 9},
        {},
    ):
        assert browser.post("/api/mark", {"document": found.document_id, **bad}).status_code == 422


def test_search_finds_paragraphs_of_documents(page: Page) -> None:
    """With the matches marked; whatever is typed is words, never an operator."""
    browser, desk = page
    hits = browser.get("/api/search?words=recruitment")["hits"]
    assert hits and all("recruitment" in hit["excerpt"].lower() for hit in hits)
    text = desk.store.document(hits[0]["document_id"]).text
    assert "recruitment" in text[hits[0]["start"] :][:4000].lower()
    for typed in ('"', "a OR", "NEAR(", "quote:x", "*", "-", "'; DROP TABLE documents; --", "(" * 500, "\x00"):
        assert browser.client.get("/api/search", params={"words": typed}).status_code == 200
        assert browser.client.get("/api/queue", params={"words": typed}).status_code == 200


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("forced labour", '"forced" "labour"*'),
        ('"forced labour" fee', '"forced labour" "fee"*'),
        ('fee "forced labour"', '"fee" "forced labour"'),
        ("  - *", ""),
        ('OR "', '"OR"*'),
    ],
)
def test_what_is_typed_is_quoted(typed: str, query: str) -> None:
    """Words, a beginning at the end, phrases."""
    assert as_query(typed) == query


def test_hostile_text_stays_text(page: Page) -> None:
    """A note with markup comes back as the same text in JSON, and its page cannot be read as HTML."""
    browser, desk = page
    found = next(desk.store.findings("current"))
    note = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    browser.post("/api/decide", {"id": found.id, "decision": "accepted", "seen": 0, "note": note})
    answer = browser.client.get(f"/api/finding/{found.id}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["note"] == note
