"""Workers and queues, as somebody who looks after them: what lives, what waits, and what they are told to do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(300)


@pytest.mark.parametrize(("locale", "width"), [("en-US", 1280), ("zh-CN", 390)])
def test_a_worker_is_told_to_answer_to_grow_and_to_shrink(
    shop: Shop, visitor: Visitor, locale: str, width: int
) -> None:
    words = {
        "en-US": ("Serving", "Tell the worker", "Ping", "Grow the pool", "Shrink the pool", "Reason", "Close"),
        "zh-CN": ("服务中", "下达指令", "探测", "扩大进程池", "缩小进程池", "原因", "关闭"),
    }
    serving, menu, ping, grow, shrink, why, close = words[locale]
    worker = _living(shop)
    visit = visitor(shop, "admin", locale=locale, width=width)
    page = visit.go("/workers")
    row = page.get_by_role("row", name=re.compile(worker["hostname"]))
    expect(row).to_contain_text(serving)
    expect(row).to_contain_text("aurora")
    row.get_by_role("link", name=worker["hostname"]).click()
    expect(page.get_by_role("heading", level=1, name=worker["hostname"])).to_be_visible()
    _tell(page, menu, ping)
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("pong")
    page.get_by_role("dialog").get_by_role("button", name=close).last.click()
    for act, processes in ((grow, "3"), (shrink, "2")):
        dialog = _tell(page, menu, act, confirm=False)
        dialog.get_by_label(why).fill("旺季")
        visit.picture(f"worker-{act}-{locale}")
        assert visit.violations() == []
        dialog.get_by_role("button", name=act, exact=True).click()
        expect(dialog.get_by_role("status")).to_be_visible()
        dialog.get_by_role("button", name=close).last.click()
        expect(page.locator("dd", has_text=re.compile(f"prefork.*{processes}"))).to_be_visible()
    visit.picture(f"worker-{locale}")
    assert visit.violations() == []
    assert not visit.is_too_wide()
    told = [entry for entry in _audited(shop, worker) if entry["detail"].get("why") == "旺季"][-2:]
    assert [(entry["actor"], entry["detail"]["kind"]) for entry in told] == [
        ("admin", "pool_grow"),
        ("admin", "pool_shrink"),
    ]


@pytest.mark.parametrize("order", ["Drain", "Shut down"])
def test_a_worker_goes_only_with_a_reason_and_is_started_again(shop: Shop, visitor: Visitor, order: str) -> None:
    before = _living(shop)
    visit = visitor(shop, "admin")
    page = visit.go(f"/workers/{before['id']}")
    dialog = _tell(page, "Tell the worker", order, confirm=False)
    act = dialog.get_by_role("button", name=order, exact=True)
    expect(act).to_be_disabled()
    dialog.get_by_label("Reason").fill("a new kernel")
    act.click()
    expect(dialog.get_by_role("status")).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    expect(page.get_by_text("This worker lives no more")).to_be_visible()
    visit.picture(f"worker-gone-{order}")
    assert visit.violations() == []
    page.get_by_role("link", name="Look at the workers that live").click()
    row = page.get_by_role("row", name=re.compile(f"PID (?!{before['pid']}\\b)"))
    expect(row).to_contain_text("Serving")
    assert _living(shop)["pid"] != before["pid"]
    assert _audited(shop, before)[-1]["detail"]["why"] == "a new kernel"
    shop.run("etl")


def test_a_queue_that_nobody_serves_is_seen_emptied_and_served(shop: Shop, visitor: Visitor) -> None:
    shop.store("remote")
    run = shop.run("remote", wait=False)
    visit = visitor(shop, "admin")
    page = visit.go("/queues")
    row = page.get_by_role("row", name=re.compile("overseas"))
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(row).to_contain_text("Nobody")
    visit.picture("queues-nobody")
    _purge(page, row, visitor_types="oversea")
    _empty(page, "overseas")
    assert visit.violations() == []
    assert shop.look(f"/runs/{run}")["state"] in {"pending", "running"}
    entry = shop.audit("/queues/overseas/purge", count=1)[0]
    assert (entry["actor"], entry["detail"]["why"]) == ("admin", "a rehearsal")

    dialog = _tell(visit.go(f"/workers/{_living(shop)['id']}"), "Tell the worker", "Take from a queue", confirm=False)
    dialog.get_by_role("textbox", name="Queue").fill("overseas")
    dialog.get_by_role("button", name="Take from a queue").click()
    expect(dialog.get_by_role("status")).to_be_visible()
    visit.go(f"/runs/{run}")
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()


def _purge(page: Page, row: Locator, *, visitor_types: str) -> None:
    """Ask for it, and write something else than the name of the queue."""
    row.get_by_role("button", name="Purge").click()
    dialog = page.get_by_role("dialog")
    word = dialog.get_by_label("to go on")
    dialog.get_by_label("Reason").fill("a rehearsal")
    word.fill(visitor_types)
    expect(dialog.get_by_role("button", name="Purge", exact=True)).to_be_disabled()
    word.press("Enter")
    expect(dialog).to_be_visible()


def _empty(page: Page, name: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("to go on").fill(name)
    dialog.get_by_role("button", name="Purge", exact=True).click()
    expect(page.get_by_text("1 message removed from overseas")).to_be_visible()
    expect(dialog).to_be_hidden()


def _tell(page: Page, menu: str, order: str, *, confirm: bool = True) -> Locator:
    page.get_by_role("button", name=menu).click()
    page.get_by_role("menuitem", name=order, exact=True).click()
    dialog = page.get_by_role("dialog")
    if confirm:
        dialog.get_by_role("button", name=order, exact=True).click()
    return dialog


def _living(shop: Shop) -> dict[str, Any]:
    """The one worker, once it lives."""
    found: list[dict[str, Any]] = []

    def lives() -> bool:
        found[:] = [each for each in shop.look("/workers")["items"] if not each["draining"]]
        return len(found) == 1

    shop.up.until(lives)
    return found[0]


def _audited(shop: Shop, worker: dict[str, Any]) -> list[dict[str, Any]]:
    """What it was told, the oldest first."""
    entries: list[dict[str, Any]] = shop.look("/audit", target=f"/api/v1/workers/{worker['id']}/orders")["items"]
    return entries[::-1]
