"""Graphs of many nodes: run, looked at in every way, and changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from examples.wfformat import graph_from_wfformat
from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop
from tests.e2e.ui.visit import PATIENCE, ROOT, Visit

pytestmark = pytest.mark.timeout(600)

Nodes = Mapping[str, Any]
#: Bytes of a page's memory that hold one such graph in all its views.
HEAP: Final = 400 * 2**20


def layers(count: int, width: int) -> Nodes:
    """Layers of nodes; each waits for two of the layer before."""

    def needs(layer: int, place: int) -> list[str]:
        return [f"n{layer - 1}-{other % width}" for other in (place, place + 1)] if layer else []

    return {f"n{layer}-{place}": _noop(needs(layer, place)) for layer in range(count) for place in range(width)}


def chain(count: int) -> Nodes:
    """One node after the other."""
    return {f"n{place}": _noop([f"n{place - 1}"] if place else []) for place in range(count)}


def fan(count: int) -> Nodes:
    """All after the first, and one after all."""
    middle = [f"n{place}" for place in range(count)]
    return {"first": _noop([])} | {name: _noop(["first"]) for name in middle} | {"last": _noop(middle)}


def recorded() -> Nodes:
    """A workflow of astronomers."""
    text = (ROOT / "examples" / "wfformat" / "data" / "montage-1000.json").read_text(encoding="utf-8")
    nodes: Nodes = graph_from_wfformat(json.loads(text)).to_dict()["nodes"]
    return nodes


def _noop(needs: list[str]) -> dict[str, Any]:
    return {"handler": "aurora.noop", "needs": needs}


def test_a_run_of_ten_thousand_nodes_is_followed_found_and_cancelled(shop: Shop, visitor: Visitor) -> None:
    shop.define("large", layers(100, 100))
    visit = visitor(shop, "operator")
    page = visit.go("/graphs/large?run=true")
    page.get_by_role("dialog").get_by_role("button", name="Start").click()
    page.wait_for_url("**/runs/*")
    expect(_count(page, "Succeeded")).to_be_visible()
    _find(page, "n7-42")
    visit.picture("large-graph")
    page.get_by_role("tab", name="Table").click()
    page.get_by_label("Find nodes").fill("n99-")
    expect(page.get_by_role("status").get_by_text("100 of 10,000 nodes")).to_be_visible()
    page.get_by_label("Find nodes").fill("")
    expect(page.get_by_role("status").get_by_text("10,000 of 10,000 nodes")).to_be_visible()
    assert page.get_by_role("row").count() < 100
    page.get_by_role("tab", name="Timeline").click()
    expect(page.locator("[data-tab=timeline] canvas").first).to_be_visible()
    visit.picture("large-timeline")
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel", exact=True).click()
    expect(page.locator("h1 ~ * [data-state=cancelled]")).to_be_visible()
    _agrees(page, shop)
    assert _heap(visit) < HEAP


def test_ten_thousand_nodes_are_edited(shop: Shop, visitor: Visitor) -> None:
    shop.define("edited", layers(100, 100))
    visit = visitor(shop, "editor")
    visit.context.set_default_timeout(4 * PATIENCE)
    page = visit.go("/graphs/edited/edit")
    _find(page, "n99-42")
    search = page.get_by_label("Search handlers")
    search.fill("aurora.noop")
    expect(page.get_by_role("button", name="aurora.noop")).to_be_visible()
    search.press("Shift+Enter")
    expect(page.get_by_role("heading", name="Node noop")).to_be_visible()
    visit.picture("large-editor")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Node noop")).to_be_hidden()
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved")).to_be_hidden()
    nodes = shop.definition("edited")["nodes"]
    assert nodes["noop"]["needs"] == ["n99-42"]
    assert len(nodes) == 10_001
    assert _heap(visit) < HEAP


@pytest.mark.parametrize("shape", ["chain", "fan", "recorded"])
def test_long_wide_and_real_graphs_are_looked_at(shop: Shop, visitor: Visitor, shape: str) -> None:
    nodes = {"chain": lambda: chain(500), "fan": lambda: fan(5_000), "recorded": recorded}[shape]()
    name = f"{shape}-{len(nodes)}"
    shop.define(name, nodes)
    run = shop.run(name, wait=False)
    visit = visitor(shop, "operator")
    page = visit.go(f"/runs/{run}")
    _find(page, list(nodes)[-1])
    visit.picture(f"large-{name}")
    for tab in ("Timeline", "Table"):
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(f"[data-tab={tab.lower()}]")).to_be_visible()
    visit.go(f"/graphs/{name}/edit?view=plan")
    visit.picture(f"large-{name}-plan")
    assert _heap(visit) < HEAP
    # It may have ended by itself.
    shop.api.post(f"/runs/{run}/operations", json={"kind": "cancel"})


def _find(page: Page, node: str) -> None:
    """By its name in the drawing; then its panel is open."""
    page.get_by_role("combobox", name="Find a node").fill(node)
    page.get_by_role("combobox", name="Find a node").press("Enter")
    expect(page.get_by_role("heading", name=re.compile(f"{re.escape(node)}$"))).to_be_visible()


def _count(page: Page, state: str) -> Any:
    return page.get_by_role("group", name="Nodes by state; press one to see only those").get_by_role(
        "button", name=state
    )


def _agrees(page: Page, shop: Shop) -> None:
    """No event was lost: what the page counts is what is stored."""
    run = page.url.split("/runs/")[1].partition("?")[0]
    stored = shop.api.get(f"/runs/{run}").json()["nodes"]
    for state in ("succeeded", "cancelled"):
        count = sum(node["state"] == state for node in stored)
        if count:
            expect(_count(page, state.capitalize())).to_contain_text(f"{count:,}")


def _heap(visit: Visit) -> int:
    """Bytes that the page's scripts hold."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])
