"""The first visit, in both languages: make the first user, see what to do next, leave and come back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import PASSWORD, Shop

pytestmark = pytest.mark.timeout(480)


def test_the_first_user_is_made_told_what_to_do_and_comes_back(empty_shop: Shop, visitor: Visitor) -> None:
    visit = visitor(empty_shop)
    secret = empty_shop.secret
    page = visit.go("/runs")
    expect(page.get_by_role("heading", name="Welcome to Aurora")).to_be_visible()
    visit.picture("first-user-en")
    assert visit.violations() == []

    page.get_by_text("中文").click()
    expect(page.get_by_role("heading", name="欢迎使用 Aurora")).to_be_visible()
    visit.picture("first-user-zh")

    page.get_by_label("密钥").fill(secret)
    page.get_by_label("用户名").fill("ada")
    page.get_by_role("textbox", name="密码").fill("password")
    page.get_by_role("button", name="创建并登录").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("textbox", name="密码").fill(PASSWORD)
    page.get_by_role("button", name="创建并登录").click()
    expect(page.get_by_role("heading", name="运行", exact=True)).to_be_visible()

    page.goto("/")
    expect(page.get_by_role("heading", name="入门步骤")).to_be_visible()
    expect(page.get_by_text("aurora graphs apply examples/hello.yaml")).to_be_visible()
    visit.picture("home-empty-zh")
    empty_shop.store("etl")
    empty_shop.run("etl")
    expect(page.get_by_role("heading", name="入门步骤")).to_be_hidden()

    page.get_by_role("button", name="ada 的账户").click()
    page.get_by_role("menuitem", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    visit.picture("sign-in-zh")
    assert visit.violations() == []


def test_the_address_on_the_terminal_brings_the_secret_and_does_not_keep_it(empty_shop: Shop, visitor: Visitor) -> None:
    visit = visitor(empty_shop)
    page = visit.go("/sign-in#secret=aur_told")
    expect(page.get_by_role("heading")).to_be_visible()
    assert "aur_told" not in page.url


@pytest.mark.parametrize(("locale", "heading", "button"), [("en-US", "Sign in", "Sign in"), ("zh-CN", "登录", "登录")])
def test_who_signs_in_goes_on_where_they_wanted_to_go(
    shop: Shop, visitor: Visitor, locale: str, heading: str, button: str
) -> None:
    visit = visitor(shop, locale=locale)
    page = visit.go("/runs?graph=etl")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator("input[autocomplete=username]").fill("viewer")
    page.locator("input[type=password]").fill("not the password")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/runs?graph=etl")


def test_a_stranger_cannot_send_people_elsewhere(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "viewer")
    page = visit.go("/sign-in?next=//evil.example/x")
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    assert page.url.startswith(shop.url)
