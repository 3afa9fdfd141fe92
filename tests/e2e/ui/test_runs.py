"""The list of runs, live, narrowed and by keyboard; and a page that outlives its server."""

from __future__ import annotations

import psutil
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(480)


def test_runs_come_and_go_on_by_themselves_on_every_page_of_a_browser(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "operator")
    first = visit.go("/runs")
    second = visit.open()
    second.goto("/runs")
    for page in (first, second):
        expect(page.locator("[data-live=live]")).to_be_visible()
    run = shop.run("broken")
    for page in (first, second):
        page.bring_to_front()
        expect(_row(page, run).locator("[data-state=failed]")).to_be_visible()
    assert visit.streams == 1


def test_filters_stand_in_the_address(shop: Shop, visitor: Visitor) -> None:
    succeeded, failed = shop.run("etl"), shop.run("broken")
    visit = visitor(shop, "viewer")
    page = visit.go("/runs?state=%5B%22failed%22%5D")
    expect(_row(page, failed)).to_be_visible()
    expect(_row(page, succeeded)).to_be_hidden()
    _link(page, failed).click()
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_url(f"**/runs/{failed}*")
    page.go_back()
    expect(_row(page, failed)).to_be_visible()
    expect(_row(page, succeeded)).to_be_hidden()


def test_keys_lead_everywhere(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "viewer")
    page = visit.go("/")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert visit.violations() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.get_by_placeholder("Search for")).to_be_focused()
    page.keyboard.type("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Home", exact=True)).to_be_visible()


def test_a_run_is_started_from_the_palette_and_the_editor_lists_its_keys(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_placeholder("Search for")).to_be_focused()
    page.keyboard.type("etl")
    page.get_by_text("Run etl…").click()
    expect(page.get_by_role("dialog", name="Run etl")).to_be_visible()
    assert visit.violations() == []
    visit.go("/graphs/etl/edit")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_text("Duplicate nodes")).to_be_visible()


def test_times_and_languages_are_chosen_and_kept(shop: Shop, visitor: Visitor) -> None:
    shop.run("etl")
    visit = visitor(shop, "viewer")
    page = visit.go("/runs")
    page.get_by_role("button", name="Preferences").click()
    page.get_by_text("UTC", exact=True).click()
    expect(page.locator("td time").first).to_contain_text("UTC")
    page.get_by_text("中文").click()
    expect(page.get_by_role("heading", name="运行", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="运行", exact=True)).to_be_visible()
    expect(page.locator("td time").first).to_contain_text("UTC")
    assert page.evaluate("document.documentElement.lang") == "zh"


def test_a_page_outlives_its_server_and_misses_nothing(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "viewer")
    page = visit.go("/runs")
    expect(page.locator("[data-live=live]")).to_be_visible()
    with page.expect_request(lambda request: request.resource_type == "eventsource"):
        # Its children would go on serving the stream that they have.
        for child in psutil.Process(shop.up.pids["web"]).children():
            child.kill()
        killed = shop.up.kill("web")
        shop.up.until(lambda: shop.up.pids["web"] != killed)
    expect(page.locator("[data-live=live]")).to_be_visible()
    run = shop.run("etl")
    expect(_row(page, run).locator("[data-state=succeeded]")).to_be_visible()
    # What the browser says of the server that was away.
    visit.errors[:] = [error for error in visit.errors if "ERR_" not in error]


def test_a_run_that_is_not_there_is_not_found(shop: Shop, visitor: Visitor) -> None:
    page = visitor(shop, "viewer").go("/runs/00000000000000000000000000000000")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def _row(page: Page, run: str) -> Locator:
    return page.locator("tr", has=_link(page, run))


def _link(page: Page, run: str) -> Locator:
    return page.locator(f"a[href$='/runs/{run}']")
