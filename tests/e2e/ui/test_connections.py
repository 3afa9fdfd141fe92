"""Under a prefix, over a slow line, and with a server that goes away while somebody writes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest
from playwright.sync_api import Page, Route, expect

from aurora_celery.embedded.ports import free_port
from tests.e2e.stack import environment
from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import PASSWORD, Shop
from tests.e2e.ui.visit import Visit
from tests.servers.child import Child

pytestmark = pytest.mark.timeout(300)

#: A site that has Aurora in a corner of its own.
SITE = """
from aurora_web import AuroraWeb
from flask import Flask

site = Flask(__name__, static_folder=None)
AuroraWeb(site, config="corner.toml")
"""
#: A line as bad as that of a train: milliseconds of delay, and bytes a second.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}

#: The same keys two times, with no time for the page to draw between them.
TWICE = """() => {
    for (const _ of [1, 2]) document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
}"""


@pytest.fixture(scope="module")
def mounted(shop: Shop) -> Iterator[str]:
    """The address of the same stack below /aurora of another site."""
    folder, port, stack = shop.up.cwd, free_port(0), shop.document
    (folder / "corner.py").write_text(SITE)
    (folder / "corner.toml").write_text(
        f"[store]\nurl = '{stack['store']}'\n[broker]\nurl = '{stack['broker']}'\n[web]\nproduction = false\n"
    )
    command = [sys.executable, "-m", "gunicorn", "corner:site", "--bind", f"127.0.0.1:{port}", "--threads", "32"]
    site = Child([*command, "--no-control-socket"], name="site", cwd=folder, env=environment())
    site.wait_for("Listening at")
    yield f"http://127.0.0.1:{port}/aurora"
    site.stop()


def test_all_is_there_under_a_prefix(shop: Shop, mounted: str, visitor: Visitor) -> None:
    page = _signed_in(visitor(shop, url=mounted))
    for name in ("Runs", "Graphs", "Workers"):
        page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.goto(f"{mounted}/graphs/etl?run=true")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    page.wait_for_url(f"{mounted}/runs/*")
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()
    page.reload()
    expect(page.locator("[data-live=live]")).to_be_visible()
    page.goto(f"{mounted}/graphs/etl/edit")
    expect(page.get_by_text("No problems")).to_be_visible()


def test_a_slow_line_shows_that_it_loads_and_then_all(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("etl")
    visit = visitor(shop)
    line = visit.context.new_cdp_session(visit.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    visit.page.goto("/")
    page = _signed_in(visit, go=False)
    page.get_by_role("link", name="Runs", exact=True).click()
    expect(page.get_by_role("link", name=re.compile(run[:8])).first).to_be_visible()
    for path, shown in ((f"/runs/{run}", "market.fetch"), ("/graphs/etl/edit", "No problems")):
        page.goto(path, wait_until="commit")
        expect(page.locator(".mantine-Loader-root").first).to_be_visible()
        expect(page.get_by_text(shown).first).to_be_visible()


def test_nothing_that_is_written_is_lost_with_the_server(shop: Shop, visitor: Visitor) -> None:
    """In the editor and in a form, which can be sent once it is back."""
    visit = visitor(shop, "admin")
    page = visit.go("/graphs/etl/edit?node=fetch")
    page.get_by_role("textbox", name="Timeout", exact=True).fill("30s")
    form = visit.open()
    form.goto("/access?tab=keys")
    form.get_by_role("button", name="New key").click()
    form.get_by_role("textbox", name="Title").fill("written before")
    with _away(shop):
        page.bring_to_front()
        page.get_by_role("textbox", name="Timeout", exact=True).press("Enter")
        page.keyboard.press("Control+s")
        expect(page.get_by_text("It is not saved")).to_be_visible()
        form.bring_to_front()
        form.get_by_role("button", name="Create key").click()
        expect(form.get_by_role("alert").first).to_be_visible()
        expect(form.locator("[data-live=stale]")).to_be_visible()
    expect(form.locator("[data-live=live]")).to_be_visible()
    form.get_by_role("button", name="Create key").click()
    expect(form.get_by_label("Secret", exact=True)).not_to_have_value("")
    page.bring_to_front()
    expect(page.get_by_text("Not saved")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved")).to_be_hidden()
    assert shop.definition("etl")["nodes"]["fetch"]["timeout"] == 30
    # What the browser says of the server that was away.
    visit.errors[:] = [error for error in visit.errors if "ERR_" not in error]


def test_an_order_that_is_sent_twice_starts_one_run(shop: Shop, visitor: Visitor) -> None:
    """By keys that are pressed twice, and once more after an answer that got lost."""
    shop.store("greeting", inputs={"name": {"type": "string"}})
    visit = visitor(shop, "operator")
    page = visit.go("/graphs/greeting?run=true")
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().json()["id"])
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/api/v1/runs", lose)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="name").fill("灯")
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("alert")).to_be_visible()
    page.evaluate(TWICE)
    page.wait_for_url("**/runs/*")
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()
    assert page.url.endswith(f"/runs/{lost[0]}")
    assert [run["id"] for run in shop.look("/runs", graph="greeting")["items"]] == lost
    visit.errors[:] = [error for error in visit.errors if "ERR_CONNECTION_RESET" not in error]


def test_the_documentation_calls_what_it_describes(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop)
    page = visit.page
    page.goto("/api/v1/docs")
    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".auth-container input").fill(shop.document["web"]["token"])
    page.locator(".auth-container").get_by_role("button", name="Apply credentials").click()
    page.locator(".modal-ux").get_by_role("button", name="Close").last.click()
    page.locator(".opblock-get [data-path='/api/v1/graphs/{name}']").click()
    operation = page.locator(".opblock.is-open")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_placeholder("name").fill("etl")
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response .response-col_status")).to_contain_text("200")
    expect(operation.locator(".live-responses-table")).to_contain_text("market.fetch")
    visit.picture("swagger")


@contextmanager
def _away(shop: Shop) -> Iterator[None]:
    """Without its web process, which nobody starts again for as long."""
    up = psutil.Process(shop.up.pids["up"])
    up.suspend()
    web = psutil.Process(shop.up.pids["web"])
    # Itself first, for it would start others in place of its children.
    for process in (web, *web.children()):
        process.kill()
    try:
        yield
    finally:
        up.resume()


def _signed_in(visit: Visit, *, go: bool = True) -> Page:
    page = visit.page
    if go:
        page.goto(f"{visit.url}/")
    page.get_by_label("Name").fill("editor")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Home", exact=True)).to_be_visible()
    return page
