"""From the sign-in to a mended run without a mouse: the focus is always seen, dialogs keep it and give it back."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import PASSWORD, Shop

pytestmark = pytest.mark.timeout(480)

#: More steps than this nobody takes to get somewhere.
FAR = 60
#: What has the focus: its name, where it leads, and whether one sees that it has it. Fields have a caret, and after the
#: end of the page it is the browser that has it.
FOCUS = """() => {
    const it = document.activeElement, look = getComputedStyle(it);
    const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
    return {
        name: it === document.body ? "" : it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? it.innerText,
        href: it.getAttribute("href") ?? "",
        role: it.getAttribute("role") ?? it.tagName.toLowerCase(),
        seen: outlined || look.boxShadow !== "none" || it.matches("input, textarea, body"),
        inside: it.closest("[role=dialog]") !== null,
        html: it.outerHTML.slice(0, 200),
    };
}"""


def test_a_failed_run_is_found_and_mended_by_keys_alone(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("broken")
    page = visitor(shop).go("/runs")
    _tab_to(page, name="Name")
    page.keyboard.type("operator")
    _tab_to(page, name="Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_visible()
    _tab_to(page, href=f"/runs/{run}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="broken")).to_be_visible()
    _open_the_node(page)

    _choose(page, "Mark as succeeded")
    for _ in range(12):
        assert _focus(page)["inside"], "the focus left the dialog"
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Operations on the node")).to_be_focused()

    _choose(page, "Mark as succeeded")
    _tab_to(page, name="Result, as JSON", back=True)
    page.keyboard.type('{"rows": 3}')
    _tab_to(page, name="Reason")
    page.keyboard.type("the table is there")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()
    expect(page.get_by_role("button", name="Operations on the node")).to_be_focused()
    assert shop.look(f"/runs/{run}/nodes/first/result")["value"] == {"rows": 3}
    assert shop.look(f"/runs/{run}")["state"] == "succeeded"


def test_the_focus_goes_along_to_another_screen(shop: Shop, visitor: Visitor) -> None:
    page = visitor(shop, "operator").go("/")
    _tab_to(page, href="/handlers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Handlers")).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.get_by_role("heading", level=1, name="Queues")).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()


def _open_the_node(page: Page) -> None:
    """The panel of the first node in the table."""
    _tab_to(page, role="tab", name="Graph")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    _tab_to(page, role="grid")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    _tab_to(page, name="Operations on the node")


def _choose(page: Page, item: str) -> None:
    """An item of the menu whose button has the focus."""
    page.keyboard.press("Enter")
    wanted = page.get_by_role("menuitem", name=item, exact=True)
    expect(wanted).to_be_visible()
    for _ in range(FAR):
        if _focus(page)["name"] == item:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_label("Reason")).to_be_focused()


def _tab_to(page: Page, *, name: str = "", href: str = "", role: str = "", back: bool = False) -> None:
    """Go on to something; on the way there is nothing on which one does not see the focus."""
    for _ in range(FAR):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        has = _focus(page)
        assert has["seen"], f"nobody sees that this has the focus: {has['html']}"
        if has["name"].strip(" *").startswith(name) and has["href"].startswith(href) and role in ("", has["role"]):
            return
    raise AssertionError(f"no key leads to {name or href or role}")


def _focus(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(FOCUS)
    return found
