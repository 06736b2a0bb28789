"""The review page in a real browser: Debian's Chromium, driven by Playwright; skipped where it is absent."""

from __future__ import annotations

import importlib.resources
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk import served

from hria.assessment import read_assessment
from hria.assignment import FILE, read_assignments
from hria.cli.drafting import dossier_of
from hria.review import first_broken
from hria.settings import Workspace
from hria.store import Store
from hria.web.desk import Desk

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
# A folder for screenshots, for whoever wants to look at them.
SHOTS = os.environ.get("HRIA_SCREENSHOTS")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Seen:
    """A page in a browser that keeps what went wrong and what was asked of whom."""

    def __init__(self, chromium: Any, address: str, width: int = 1440, height: int = 900) -> None:
        self.page = chromium.new_page(viewport={"width": width, "height": height})
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.base = address.split("/?")[0]
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_selector("main")

    def goto(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def quote(self) -> str:
        return str(self.page.locator("#quote").text_content())

    def finding(self) -> str:
        """The id of the finding that is shown, with its source."""
        return str(self.page.locator("#finding").get_attribute("data-id"))

    def wait_for(self, id_: str) -> None:
        self.page.wait_for_selector(f'#finding[data-id="{id_}"]', timeout=15000)

    def wait_for_other(self, id_: str) -> None:
        self.page.wait_for_selector(f'#finding[data-id]:not([data-id="{id_}"])', timeout=15000)

    def shot(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=str(Path(SHOTS) / f"{name}.png"))


@pytest.fixture
def seen(chromium: Any, workspace: Workspace) -> Iterator[tuple[Seen, Desk]]:
    """The review page of the sample workspace in a browser, and its desk."""
    with served(workspace) as (address, desk):
        found = Seen(chromium, address)
        yield found, desk
        assert found.faults == []
        assert all(url.startswith((found.base, "data:")) for url in found.asked)
        found.page.close()


def decide(seen: Seen, desk: Desk, key: str) -> None:
    """Presses a key that decides, and waits until the next finding is there."""
    before, number = seen.finding(), len(desk.store.reviews())
    seen.key(key)
    seen.wait_for_other(before)
    assert len(desk.store.reviews()) == number + 1


def test_the_whole_way(seen: tuple[Seen, Desk], workspace: Workspace) -> None:
    """Twenty decisions by keys, one undone; a finding marked on a page; a rating; a gap assigned; a draft of it all."""
    page, desk = seen
    page.goto("/?kind=risk&state=suggested")
    page.wait_for_other("")
    page.shot("review")
    for number in range(20):
        decide(page, desk, "a" if number % 3 else "r")
    assert page.page.locator("#rows li").count() > 10
    last = desk.store.reviews()[-1].finding_id
    page.key("u")
    page.wait_for(last)
    page.page.wait_for_selector("#state:has-text('suggested')")
    assert [r.decision for r in desk.store.reviews()][-2:] == ["accepted", "undone"]
    page.page.reload()
    page.page.wait_for_selector("svg .current")
    assert last in page.page.url and page.quote() == desk.store.finding(last).evidence.quote
    added = add_by_dragging(page, desk)
    rate(page)
    gap = assign(page)
    assert read_assignments(workspace.folder / FILE).assignment[0].to == "F. Filler"
    rating = read_assessment(workspace.assessment_file).rating
    assert "As the audits show." in {one.rationale for one in rating.values()}
    assert first_broken(desk.store.reviews()) is None
    with Store(workspace.store_url) as store:
        dossier = dossier_of(workspace, store)
    assert added in dossier.reviewed_ids
    page.goto("/draft")
    assert page.page.locator(f'a.gap.assigned[data-gap="{gap}"]').count() >= 1
    assert "not been reviewed" in str(page.page.locator("article > p.note").first.text_content())


def add_by_dragging(page: Seen, desk: Desk) -> str:
    """Drags a box over a passage of the page that is shown, and adds it as a commitment."""
    known = {finding.id for finding in desk.store.findings("current")}
    page.page.click("#mark")
    box = page.page.locator("svg .current").first.bounding_box()
    page.page.mouse.move(box["x"] - 3, box["y"] - 2)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] + 1, steps=4)
    page.page.mouse.up()
    page.page.wait_for_selector("#add-rest:not([hidden])")
    page.page.select_option("#add-kind", "commitment")
    page.page.fill("#add-note", "missed by the rules")
    page.shot("adding")
    page.page.click("#add-save")
    page.page.wait_for_selector("#finding-title:has-text('Commitment')")
    (made,) = {finding.id for finding in desk.store.findings("current")} - known
    assert desk.store.finding(made).rule == "person"
    page.page.wait_for_selector("svg .current")
    return made


def rate(page: Seen) -> None:
    """Rates an issue: refused without a rationale, then kept, and the matrix drawn anew."""
    page.goto("/ratings")
    form = page.page.locator("form.issue").last
    points = page.page.locator("#matrix circle").count()
    for name in ("scale", "scope", "irremediability", "likelihood"):
        form.locator(f"input[name={name}][value='4']").check()
    form.locator("textarea").fill("")
    form.locator("button").click()
    form.locator(".fault:not([hidden])").wait_for()
    assert "rationale" in str(form.locator(".fault").text_content())
    form.locator("textarea").fill("As the audits show.")
    form.locator("button").click()
    page.page.locator("#matrix circle").nth(points).wait_for()
    page.shot("ratings")


def assign(page: Seen) -> str:
    """Opens a sentence's sources and a gap, and assigns the gap; returns its key."""
    page.goto("/draft")
    page.page.locator("a.cited").first.click()
    assert page.page.locator("#beside blockquote").count() >= 1
    page.shot("draft")
    gap = page.page.locator("a.gap").first
    key = str(gap.get_attribute("data-gap"))
    gap.click()
    page.page.fill("#beside-to", "F. Filler")
    page.page.locator("#beside form button").click()
    page.page.wait_for_selector(f'a.gap.assigned[data-gap="{key}"]')
    return key


def test_by_keyboard_alone(seen: tuple[Seen, Desk]) -> None:
    """From the first tab to an edit that is saved, a passage that is typed and added, and a search."""
    page, desk = seen
    page.goto("/?kind=risk")
    page.page.wait_for_selector("svg .current")
    page.key("Tab")
    assert page.page.evaluate("document.activeElement.className") == "skip"
    first = page.finding()
    page.key("n")
    page.wait_for_other(first)
    page.key("p")
    page.wait_for(first)
    page.key("e")
    assert page.page.evaluate("document.activeElement.id") == "field-category"
    page.key("ArrowDown", "Control+Enter")
    page.wait_for_other(first)
    (review,) = desk.store.reviews()
    assert review.decision == "edited" and set(review.changes) == {"category"}
    words = " ".join(page.quote().split()[:5])
    page.page.evaluate("document.activeElement.blur()")
    page.key("m", "m")
    page.page.wait_for_selector("dialog#adding[open]")
    page.page.locator("#add-words").focus()
    page.page.keyboard.type(words)
    page.key("Tab", "Enter")
    page.page.wait_for_selector("#add-rest:not([hidden])")
    assert page.page.evaluate("document.activeElement.id") == "add-kind"
    page.page.locator("#add-save").focus()
    page.key("Enter")
    page.page.wait_for_selector("dialog#adding:not([open])", state="attached")
    page.page.wait_for_selector("#state:has-text('accepted')")
    assert desk.store.reviews()[-1].decision == "added"
    page.key("/")
    page.page.keyboard.type("recruitment")
    page.key("Enter")
    page.page.wait_for_url("**words=recruitment*")


def test_a_text_is_marked_by_selecting(seen: tuple[Seen, Desk]) -> None:
    """A document without pages shows as text with its passage marked; what is selected there can be added."""
    page, desk = seen
    stored = next(s for s in desk.store.list_documents("current") if s.summary.path.endswith((".docx", ".html")))
    page.goto(f"/?document={stored.summary.id}")
    mark = page.page.wait_for_selector("#place mark")
    assert str(mark.text_content()).strip() in page.quote()
    page.shot("text")
    page.page.evaluate("""() => {
        const node = document.querySelector("#place mark").firstChild;
        const words = node.data.slice(0, 14);
        getSelection().setBaseAndExtent(node, 0, node, words.length);
    }""")
    page.page.wait_for_timeout(100)
    page.page.evaluate("document.getElementById('mark').click()")
    page.page.wait_for_selector("#add-rest:not([hidden])")
    assert page.page.locator("#add-quote").text_content() == page.quote()[:14].strip()


def test_hostile_words_run_nothing(seen: tuple[Seen, Desk]) -> None:
    """A note with markup is shown as it was typed, and no element is made of it."""
    page, _ = seen
    page.goto("/")
    page.wait_for_other("")
    words = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    page.page.fill("#note", words)
    found = page.finding()
    page.page.click("#accept")
    page.wait_for_other(found)
    page.goto(f"/?at={found}")
    page.page.wait_for_selector("#finding li:has-text('onerror')")
    assert page.page.locator("#finding img, #finding script").count() == 0
    assert page.page.title() != "run"


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_no_serious_fault_for_people_with_disabilities(chromium: Any, workspace: Workspace, width: int) -> None:
    """axe-core finds nothing serious or critical on any page, in wide and narrow windows; nothing scrolls sideways."""
    pytest.importorskip("axe_playwright_python")
    axe = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    with served(workspace) as (address, _):
        page = Seen(chromium, address, width)
        for path in ("/?kind=risk", "/coverage?framework=uk-msa", "/ratings", "/draft"):
            page.goto(path)
            page.shot(f"{width}{path.split('?')[0].replace('/', '-')}")
            page.page.evaluate(axe)
            result = page.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            faults = [
                (fault["id"], fault["impact"], fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"])
                for fault in result["violations"]
            ]
            assert faults == [], (path, width)
            assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        page.page.close()
