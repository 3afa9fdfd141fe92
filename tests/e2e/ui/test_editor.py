"""The editor of graphs: drawn, written and stored; two who change the same graph; and who may only look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(480)


def test_a_graph_is_drawn_by_keyboard_mended_as_text_stored_and_run(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/graphs/new")
    page.get_by_role("textbox", name="Name", exact=True).fill("drawn")
    _draw_two_nodes(page)
    _write(page, "# in my own words\n")
    _follow_a_problem(page)
    assert visit.violations() == []
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
    page = visitor(shop, "editor").go("/graphs/long/edit?node=after")
    page.get_by_role("textbox", name="Timeout", exact=True).fill("30s")
    page.get_by_role("textbox", name="Timeout", exact=True).press("Enter")
    shop.store("long", nodes={"theirs": {"handler": "aurora.noop"}})
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("theirs", exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Merge both").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved")).to_be_hidden()
    nodes = shop.definition("long")["nodes"]
    assert nodes["after"]["timeout"] == 30
    assert "theirs" in nodes
    page.goto("/graphs/long?tab=versions")
    page.get_by_text("Drawing", exact=True).click()
    expect(page.get_by_role("img", name="Changed")).to_be_visible()


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


def _draw_two_nodes(page: Page) -> None:
    """One after the other, the second with the result of the first."""
    search = page.get_by_label("Search handlers")
    for handler, key in (("market.fetch", "Enter"), ("aurora.echo", "Shift+Enter")):
        search.fill(handler)
        expect(page.get_by_role("button", name=handler)).to_be_visible()
        search.press(key)
        expect(page.get_by_role("heading", name=f"Node {handler.split('.')[1]}")).to_be_visible()
        if handler == "market.fetch":
            page.get_by_role("textbox", name="url", exact=True).fill("shop://a")
            page.get_by_role("textbox", name="url", exact=True).press("Enter")
    page.get_by_role("button", name="value as an expression").click()
    value = page.get_by_label("value", exact=True)
    value.fill("${{ nodes.")
    expect(page.get_by_role("option", name="nodes.fetch")).to_be_visible()
    value.press("Enter")
    expect(value).to_have_value("${{ nodes.fetch }}")


def _follow_a_problem(page: Page) -> None:
    """A need for a node that is not there: the problem leads to the node that has it, where it is mended."""
    page.get_by_role("tab", name="Table").click()
    needs = page.get_by_label("What fetch waits for, separated by commas")
    needs.fill("nobody")
    needs.press("Enter")
    page.get_by_role("region", name="Problems").get_by_role("button", name="nobody").click()
    expect(page.get_by_role("heading", name="Node fetch")).to_be_visible()
    needs.fill("")
    needs.press("Enter")
    page.get_by_role("tab", name="Graph").click()
    expect(page.get_by_text("No problems")).to_be_visible()
