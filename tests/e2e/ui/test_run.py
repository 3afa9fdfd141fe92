"""One run: its ways to be looked at, why a node waits, mending a failure, and what roles may do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(240)

TABS = ("graph", "timeline", "table", "logs", "events", "result", "trace")


@pytest.fixture(scope="module")
def failed(shop: Shop) -> str:
    """A run that has failed."""
    return shop.run("broken")


def test_every_way_to_look_at_a_run_is_sound_in_both_languages(shop: Shop, visitor: Visitor, failed: str) -> None:
    for locale, scheme, width in (("en-US", "light", 1280), ("zh-CN", "dark", 390)):
        visit = visitor(shop, "viewer", locale=locale, scheme=scheme, width=width)
        for tab in TABS:
            page = visit.go(f"/runs/{failed}?tab={tab}&node=first")
            expect(page.get_by_role("heading", name="first")).to_be_visible()
            expect(page.get_by_text("no such table").first).to_be_visible()
            visit.picture(f"run-{tab}-{locale}")
            assert (tab, visit.violations()) == (tab, [])
            assert not visit.is_too_wide(), tab


def test_a_failure_is_mended_from_the_node_at_which_it_happened(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("broken")
    page = visitor(shop, "operator").go(f"/runs/{run}?tab=table")
    page.get_by_role("button", name="Failed at first").click()
    page.get_by_role("button", name="Operations on the node").click()
    page.get_by_role("menuitem", name="Mark as succeeded").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Result, as JSON").fill('{"rows": 3}')
    expect(dialog.get_by_text(re.compile("^Will run$"))).to_be_visible()
    dialog.get_by_label("Reason").fill("the table is there")
    dialog.get_by_role("button", name="Mark as succeeded").click()
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()
    page.get_by_role("button", name=re.compile("Operations \\(1\\)")).click()
    expect(page.get_by_text("the table is there")).to_be_visible()


def test_a_node_says_why_it_waits_and_the_run_is_cancelled(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("long", wait=False)
    page = visitor(shop, "operator", width=390).go(f"/runs/{run}?tab=table&node=after")
    expect(page.get_by_text("It comes after 1 node that has not succeeded:")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel", exact=True).click()
    expect(page.locator("h1 ~ * [data-state=cancelled]")).to_be_visible()


def test_a_viewer_is_told_why_nothing_can_be_done(shop: Shop, visitor: Visitor, failed: str) -> None:
    page = visitor(shop, "viewer").go(f"/runs/{failed}")
    page.get_by_role("button", name="Operations on the run").click()
    item = page.get_by_role("menuitem", name="Retry")
    expect(item).to_have_attribute("aria-disabled", "true")
    expect(item).to_contain_text("This takes the role operator")


def test_two_runs_stand_side_by_side(shop: Shop, visitor: Visitor, failed: str) -> None:
    visit = visitor(shop, "viewer")
    page = visit.go(f"/runs/{failed}/compare/{shop.run('etl')}?node=fetch")
    expect(page.get_by_role("heading", name="Results of fetch")).to_be_visible()
    expect(page.get_by_text("shop://a").first).to_be_visible()
    assert visit.violations() == []
