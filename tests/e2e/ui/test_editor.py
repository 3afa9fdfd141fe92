"""The editor of graphs: drawn, written and stored; two who change the same graph; and who may only look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(240)


def test_a_graph_is_drawn_by_keyboard_mended_as_text_stored_and_run(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/graphs/new")
    page.get_by_role("textbox", name="Name", exact=True).fill("drawn")
    search = page.get_by_label("Search handlers")
    for handler, key in (("market.fetch", "Enter"), ("aurora.echo", "Shift+Enter")):
        search.fill(handler)
        expect(page.get_by_role("button", name=handler)).to_be_visible()
        search.press(key)
        expect(page.get_by_role("heading", name=f"Node {handler.split('.')[1]}")).to_be_visible()
    page.get_by_role("button", name="value as an expression").click()
    value = page.get_by_label("value", exact=True)
    value.fill("${{ nodes.")
    expect(page.get_by_role("option", name="nodes.fetch")).to_be_visible()
    value.press("Enter")
    expect(value).to_have_value("${{ nodes.fetch }}")

    # The compiler misses an argument; its problem leads to the node, where it is given.
    page.get_by_role("region", name="Problems").get_by_role("button", name="url").click()
    page.get_by_label("url", exact=True).fill("shop://drawn")
    expect(page.get_by_text("No problems")).to_be_visible()
    assert visit.violations() == []

    _write(page, "# in my own words\n")
    page.get_by_role("tab", name="Graph").click()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/graphs/drawn/edit*")
    page.get_by_role("tab", name="Code").click()
    expect(page.locator(".cm-line").first).to_have_text("# in my own words")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    page.wait_for_url("**/runs/*")


def test_a_text_that_cannot_be_read_leaves_the_graph_as_it_was(shop: Shop, visitor: Visitor) -> None:
    page = visitor(shop, "editor").go("/graphs/etl/edit?view=code")
    _write(page, "- none\n")
    expect(page.get_by_role("region", name="Problems").get_by_text("Line")).not_to_have_count(0)
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_role("button", name="Give up the text").click()
    expect(page.get_by_text("No problems")).to_be_visible()


def test_two_changes_of_one_graph_come_together(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/graphs/etl/edit?node=clean")
    page.get_by_role("textbox", name="Timeout", exact=True).fill("30s")
    page.get_by_role("textbox", name="Timeout", exact=True).press("Enter")
    shop.store("etl", nodes={"theirs": {"handler": "aurora.noop"}})
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("theirs", exact=True)).to_be_visible()
    assert visit.violations() == []
    dialog.get_by_role("button", name="Merge both").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved")).to_be_hidden()
    nodes = shop.definition("etl")["nodes"]
    assert nodes["clean"]["timeout"] == 30
    assert "theirs" in nodes


def test_who_may_only_look_is_told_why(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "viewer", width=390)
    page = visit.go("/graphs/etl/edit")
    expect(page.get_by_text("role of editor")).to_be_visible()
    expect(page.get_by_label("Search handlers")).to_be_hidden()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    assert visit.violations() == []
    assert not visit.is_too_wide()


def _write(page: Page, text: str) -> None:
    """Put text before all that is there."""
    page.get_by_role("tab", name="Code").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text(text)
