"""Access, logs and the audit log, as those who look after them walk through them."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from aurora_web.auth import totp
from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import PASSWORD, Shop

pytestmark = pytest.mark.timeout(480)


def test_a_user_is_made_comes_in_and_is_disabled(shop: Shop, visitor: Visitor) -> None:
    admin = visitor(shop, "admin")
    page = admin.go("/access?tab=users")
    page.get_by_role("button", name="New user").click()
    page.get_by_role("dialog").get_by_role("textbox", name="Name").fill("grace")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Create user").click()
    expect(page.get_by_role("cell", name="grace", exact=True)).to_be_visible()

    grace = visitor(shop)
    inside = grace.go("/access")
    inside.get_by_label("Name").fill("grace")
    inside.get_by_role("textbox", name="Password").fill(PASSWORD)
    inside.get_by_role("button", name="Sign in", exact=True).click()
    inside.get_by_role("textbox", name="Current password").fill(PASSWORD)
    inside.get_by_role("textbox", name="New password").fill(f"{PASSWORD} of grace")
    inside.get_by_role("button", name="Change and go on").click()
    expect(inside.get_by_role("heading", name="Access")).to_be_visible()
    expect(inside.get_by_role("tab", name="Users")).to_have_count(0)

    page.get_by_role("button", name="Actions for grace").click()
    page.get_by_role("menuitem", name="Disable").click()
    page.get_by_role("dialog").get_by_role("button", name="Disable").click()
    expect(page.get_by_text("Disabled", exact=True)).to_be_visible()
    # The stream of events ends by itself within some seconds, and the page asks why.
    expect(inside.get_by_text("Your session has ended")).to_be_visible(timeout=60_000)


def test_a_key_is_shown_once_and_revoked(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "operator", locale="zh-CN")
    page = visit.go("/access?tab=keys")
    page.get_by_role("button", name="新建密钥").click()
    page.get_by_role("textbox", name="名称").fill("夜间导入")
    page.get_by_role("button", name="创建密钥").click()
    secret = page.get_by_label("密钥内容").input_value()
    assert secret.startswith("aur_")
    page.get_by_role("button", name="我已保存").click()
    assert secret not in page.content()
    page.get_by_role("button", name="吊销 夜间导入").click()
    page.get_by_role("dialog").get_by_role("button", name="吊销").click()
    expect(page.get_by_text("还没有密钥")).to_be_visible()


def test_a_second_factor_is_set_up_and_taken_off(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/access")
    page.get_by_role("button", name="Set up a second factor").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Current password").fill(PASSWORD)
    dialog.get_by_role("button", name="Next").click()
    expect(dialog.get_by_role("img", name="QR code")).to_be_visible()
    seed = dialog.get_by_label("Seed").input_value()
    dialog.get_by_role("textbox", name="Code").fill(totp.code_at(seed, int(time.time() // 30)))
    dialog.get_by_role("button", name="Turn on").click()
    codes = dialog.get_by_label("Recovery codes").inner_text().split()
    assert len(codes) == 10
    dialog.get_by_role("button", name="I have kept them").click()

    page.get_by_role("button", name="Turn the second factor off").click()
    dialog.get_by_role("textbox", name="Current password").fill(PASSWORD)
    dialog.get_by_role("textbox", name="Code").fill(codes[0])
    dialog.get_by_role("button", name="Turn the second factor off").click()
    expect(page.get_by_role("button", name="Set up a second factor")).to_be_visible()
    expect(dialog).to_be_hidden()
    assert visit.violations() == []


@pytest.mark.parametrize(
    ("name", "tabs", "audit", "settings"),
    [("viewer", 2, False, False), ("operator", 2, False, False), ("editor", 3, False, False), ("admin", 4, True, True)],
)
def test_each_role_sees_what_it_may_and_is_told_why_not_more(
    shop: Shop, visitor: Visitor, name: str, tabs: int, *, audit: bool, settings: bool
) -> None:
    page = visitor(shop, name).go("/access")
    expect(page.get_by_role("tab")).to_have_count(tabs)
    expect(page.get_by_role("link", name="Audit log")).to_have_count(int(audit))
    page.get_by_role("link", name="Settings").click()
    shown = page.get_by_role("heading", name="Settings in force") if settings else page.get_by_text("Not for your role")
    expect(shown).to_be_visible()


def test_a_line_of_a_log_is_found_and_leads_to_its_run(shop: Shop, visitor: Visitor) -> None:
    run = shop.run("etl")
    visit = visitor(shop, "viewer")
    page = visit.go("/logs?text=fetching")
    page.get_by_role("link", name=re.compile("etl.*fetch")).first.click()
    page.wait_for_url(f"**/runs/{run}**")
    expect(page.get_by_text("fetching shop://a").first).to_be_visible()
