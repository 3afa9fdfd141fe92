"""What an operator does to runs: what the page foretells, what then happens, and what is kept of who did it and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(480)

LongRun = Callable[..., str]

ON_RUN, ON_NODE = "Operations on the run", "Operations on the node"


@pytest.fixture(scope="module", autouse=True)
def greeting(shop: Shop) -> None:
    """A graph with an input that only some of its nodes read."""
    shop.store("greeting", inputs={"name": {"type": "string"}})


@pytest.fixture
def long_run(shop: Shop) -> Iterator[LongRun]:
    """Start runs that go on until somebody ends them, at the latest when the test is over."""
    started: list[str] = []

    def start(**more: Any) -> str:
        started.append(shop.run("long", wait=False, **more))
        return started[-1]

    yield start
    for run in started:
        shop.api.post(f"/runs/{run}/operations", json={"kind": "cancel"})


def test_a_run_is_paused_and_goes_on(shop: Shop, visitor: Visitor, long_run: LongRun) -> None:
    # There are two processes, and both have something to do.
    _, _, run = (long_run() for _ in range(3))
    visit = visitor(shop, "operator")
    page = visit.go(f"/runs/{run}")
    dialog = _choose(page, ON_RUN, "Pause")
    _foretells(dialog, "Held back", "wait")
    visit.picture("operation-pause")
    assert visit.violations() == []
    _do(dialog, "Pause", why="the disk is full")
    _is(page, "paused")
    assert shop.look(f"/runs/{run}")["state"] == "paused"
    dialog = _choose(page, ON_RUN, "Resume")
    _foretells(dialog, "Will start", "wait")
    _do(dialog, "Resume", why="there is room again")
    _is(page, "pending")
    assert shop.look(f"/runs/{run}")["state"] == "pending"
    assert _kept(shop, run) == [
        ("pause", "operator", "the disk is full"),
        ("resume", "operator", "there is room again"),
    ]
    assert _audited(shop, run, count=2) == [
        ("operator", {"method": "POST", "kind": "pause", "why": "the disk is full"}),
        ("operator", {"method": "POST", "kind": "resume", "why": "there is room again"}),
    ]


def test_a_node_that_waits_is_skipped(shop: Shop, visitor: Visitor, long_run: LongRun) -> None:
    run = long_run()
    page = visitor(shop, "operator").go(f"/runs/{run}?tab=table&node=after")
    dialog = _choose(page, ON_NODE, "Skip")
    _foretells(dialog, "Skipped", "after")
    _do(dialog, "Skip", why="nobody reads it")
    expect(page.get_by_role("complementary").locator("[data-state=skipped]")).to_be_visible()
    assert shop.look(f"/runs/{run}/nodes/after")["state"] == "skipped"
    assert _kept(shop, run) == [("skip", "operator", "nobody reads it")]
    ((_, detail),) = _audited(shop, run, count=1)
    assert (detail["kind"], detail["node"], detail["why"]) == ("skip", "after", "nobody reads it")


def test_a_node_at_work_is_marked_as_failed(shop: Shop, visitor: Visitor, long_run: LongRun) -> None:
    run = long_run()
    page = visitor(shop, "operator").go(f"/runs/{run}?tab=table&node=wait")
    expect(page.get_by_role("complementary").locator("[data-state=running]")).to_be_visible()
    dialog = _choose(page, ON_NODE, "Mark as failed")
    dialog.get_by_label("Message").fill("the river rose")
    _foretells(dialog, "Failed", "wait")
    _do(dialog, "Mark as failed", why="seen from the bridge")
    _is(page, "failed")
    expect(page.get_by_role("complementary").get_by_text("the river rose").first).to_be_visible()
    assert shop.look(f"/runs/{run}")["state"] == "failed"
    assert _kept(shop, run) == [("mark_failed", "operator", "seen from the bridge")]


def test_a_node_at_work_is_given_its_result(shop: Shop, visitor: Visitor, long_run: LongRun) -> None:
    run = long_run()
    page = visitor(shop, "operator").go(f"/runs/{run}?tab=table&node=wait")
    dialog = _choose(page, ON_NODE, "Mark as succeeded")
    dialog.get_by_label("Result, as JSON").fill("{broken")
    expect(dialog.get_by_text(re.compile("This is no JSON"))).to_be_visible()
    expect(dialog.get_by_role("button", name="Mark as succeeded")).to_be_disabled()
    dialog.get_by_label("Result, as JSON").fill('{"水位": 3}')
    _foretells(dialog, "Succeeded", "wait")
    _do(dialog, "Mark as succeeded", why="read off the gauge")
    _is(page, "succeeded")
    assert shop.look(f"/runs/{run}/nodes/wait/result")["value"] == {"水位": 3}
    assert shop.look(f"/runs/{run}/nodes/after")["state"] == "succeeded"
    ((who, detail),) = _audited(shop, run, count=1)
    assert (who, detail["why"]) == ("operator", "read off the gauge")
    assert "水位" not in json.dumps(detail, ensure_ascii=False)


def test_a_run_is_done_again_from_a_node_on(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("etl")
    page = visitor(shop, "operator").go(f"/runs/{run}?tab=table&node=clean")
    dialog = _choose(page, ON_NODE, "Run again from here")
    _foretells(dialog, "Will run again", "clean · 报告")
    dialog.get_by_label("Also everything that comes after it").uncheck()
    _foretells(dialog, "Will run again", "clean")
    dialog.get_by_label("Also everything that comes after it").check()
    _do(dialog, "Run again from here", why="the rows were wrong")
    expect(page.get_by_text(re.compile("^Epoch"))).to_be_visible()
    _is(page, "succeeded")
    seen = shop.look(f"/runs/{run}")
    assert (seen["epoch"], seen["state"]) == (1, "succeeded")
    history = {node: shop.look(f"/runs/{run}/nodes/{node}")["history"] for node in ("fetch", "clean", "报告")}
    assert {node: len(tries) for node, tries in history.items()} == {"fetch": 0, "clean": 1, "报告": 1}
    assert _kept(shop, run) == [("rerun", "operator", "the rows were wrong")]


def test_a_run_is_done_again_with_other_inputs(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("greeting", inputs={"name": "Ada"})
    visit = visitor(shop, "operator")
    page = visit.go(f"/runs/{run}")
    dialog = _choose(page, ON_RUN, "Edit inputs and run again")
    inputs = dialog.get_by_label("Inputs, as JSON")
    expect(inputs).to_have_value(re.compile("Ada"))
    inputs.fill('["Grace"]')
    expect(dialog.get_by_text("Inputs are an object: names with their values.")).to_be_visible()
    inputs.fill('{"name": "Grace"}')
    _foretells(dialog, "Will run again", "name · card")
    visit.picture("operation-edit")
    _do(dialog, "Edit inputs and run again", why="it is for Grace")
    page.wait_for_url(lambda url: "/runs/" in url and run not in url)
    _is(page, "succeeded")
    made = page.url.split("/runs/")[1].split("?")[0]
    seen = shop.look(f"/runs/{made}")
    assert (seen["origin"], seen["inputs"]) == (run, {"name": "Grace"})
    assert shop.look(f"/runs/{made}/nodes/card/result")["value"] == ["Grace", "spring"]
    assert shop.look(f"/runs/{run}")["inputs"] == {"name": "Ada"}
    ((who, detail),) = _audited(shop, run, count=1)
    assert (who, detail["why"], detail["made"]) == ("operator", "it is for Grace", made)


def test_a_run_is_deleted_for_good(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("broken")
    page = visitor(shop, "operator").go(f"/runs/{run}")
    dialog = _choose(page, ON_RUN, "Delete")
    expect(dialog.get_by_text("This cannot be undone", exact=False)).to_be_visible()
    dialog.get_by_role("button", name="Back").click()
    expect(dialog).to_be_hidden()
    assert shop.look(f"/runs/{run}")["state"] == "failed"
    _do(_choose(page, ON_RUN, "Delete"), "Delete", why="it was a rehearsal")
    page.wait_for_url("**/runs")
    expect(page.locator(f"a[href$='/runs/{run}']")).to_have_count(0)
    assert shop.api.get(f"/runs/{run}").status_code == 404
    ((who, detail),) = _audited(shop, run, count=1)
    assert (who, detail["kind"], detail["why"]) == ("operator", "delete", "it was a rehearsal")


def test_the_deadline_of_a_run_is_told_like_an_operation(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("long", deadline=1)
    page = visitor(shop, "viewer").go(f"/runs/{run}?tab=events")
    _is(page, "failed")
    expect(page.get_by_role("main").get_by_text("deadline").first).to_be_visible()
    page.get_by_role("button", name=re.compile("Operations \\(1\\)")).click()
    expect(page.get_by_role("dialog").get_by_text(re.compile("^Deadline"))).to_be_visible()


def test_chosen_runs_are_cancelled_one_after_the_other(shop: Shop, visitor: Visitor, long_run: LongRun) -> None:
    ended, chosen = shop.run("etl"), [long_run() for _ in range(2)]
    visit = visitor(shop, "operator")
    page = visit.go("/runs")
    for run in (*chosen, ended):
        page.get_by_label(f"Choose run {run}").check()
    page.get_by_role("button", name="Do to the chosen").click()
    page.get_by_role("menuitem", name="Cancel", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("3 runs start no new node", exact=False)).to_be_visible()
    dialog.get_by_label("Reason").fill("the sale is over")
    dialog.get_by_role("button", name="Cancel", exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text("2 done, 1 refused, of 3")
    expect(dialog.get_by_role("listitem")).to_contain_text("The state it is in now does not allow this.")
    visit.picture("bulk-chosen")
    assert visit.violations() == []
    dialog.get_by_role("button", name="Close").last.click()
    for run in chosen:
        expect(
            page.locator("tr", has=page.locator(f"a[href$='/runs/{run}']")).locator("[data-state]")
        ).to_have_attribute("data-state", "cancelled")
        assert _kept(shop, run) == [("cancel", "operator", "the sale is over")]
    assert shop.look(f"/runs/{ended}")["state"] == "succeeded"


@pytest.mark.parametrize(
    ("locale", "width", "words"),
    [
        ("en-US", 1280, ("Do to all that match the filters", "Cancel", "3 runs match", "3 done, 0 refused, of 3")),
        ("zh-CN", 390, ("对所有符合筛选条件的运行执行", "取消", "3 次运行符合条件", "完成 3")),
    ],
    ids=["en", "zh"],
)
def test_all_runs_that_match_are_cancelled_in_the_background(
    shop: Shop, visitor: Visitor, long_run: LongRun, locale: str, width: int, words: tuple[str, ...]
) -> None:
    batch, known = f"night-{locale}", len(shop.look("/audit", target="/api/v1/bulk-operations")["items"])
    runs = [long_run(labels={"batch": batch}) for _ in range(3)]
    other = long_run()
    visit = visitor(shop, "operator", locale=locale, width=width)
    page = visit.go(f"/runs?label=%5B%22batch%3D{batch}%22%5D")
    menu, act, matched, tally = words
    page.get_by_role("button", name=menu).click()
    page.get_by_role("menuitem", name=act, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(matched, exact=False)).to_be_visible()
    button = dialog.get_by_role("button", name=act, exact=True)
    dialog.get_by_role("textbox").last.fill("收工")
    dialog.get_by_role("textbox").first.fill("33")
    expect(button).to_be_disabled()
    dialog.get_by_role("textbox").first.fill("3")
    visit.picture(f"bulk-confirm-{locale}")
    assert visit.violations() == []
    button.click()
    expect(dialog.get_by_role("status")).to_contain_text(tally)
    visit.picture(f"bulk-progress-{locale}")
    assert visit.violations() == []
    for run in runs:
        assert _kept(shop, run) == [("cancel", "operator", "收工")]
    assert shop.look(f"/runs/{other}")["state"] == "running"
    bulk = shop.look("/bulk-operations", limit="1")["items"][0]
    assert (bulk["by"], bulk["why"], bulk["done"], bulk["dry_run"]) == ("operator", "收工", 3, False)
    entry = shop.audit("/bulk-operations", count=known + 2)[-1]
    assert (entry["actor"], entry["detail"]["why"], entry["detail"]["bulk"]) == ("operator", "收工", bulk["id"])


def _choose(page: Page, menu: str, item: str) -> Locator:
    """The dialog of an operation."""
    page.get_by_role("button", name=menu).click()
    page.get_by_role("menuitem", name=item, exact=True).click()
    return page.get_by_role("dialog")


def _foretells(dialog: Locator, becomes: str, nodes: str) -> None:
    group = dialog.locator("[aria-live=polite] > div > div", has=dialog.page.get_by_text(becomes, exact=True))
    expect(group.locator("> p")).to_have_text(nodes)


def _do(dialog: Locator, act: str, *, why: str) -> None:
    dialog.get_by_label("Reason").fill(why)
    dialog.get_by_role("button", name=act, exact=True).click()
    expect(dialog).to_be_hidden()


def _is(page: Page, state: str) -> None:
    expect(page.locator(f"h1 ~ * [data-state={state}]")).to_be_visible()


def _kept(shop: Shop, run: str) -> list[tuple[str, str, str]]:
    """What is kept with a run of what was done to it."""
    return [(each["kind"], each["by"], each["why"]) for each in shop.look(f"/runs/{run}/operations")["items"]]


def _audited(shop: Shop, run: str, *, count: int) -> list[tuple[str, dict[str, str]]]:
    """The same by the audit log, which outlives the run."""
    return [(entry["actor"], entry["detail"]) for entry in shop.audit(f"/runs/{run}/operations", count=count)]
