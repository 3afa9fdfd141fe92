"""The catalogue of handlers, and graphs as files: imported, compared, exported, compiled, and seen as a grid."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(480)

FIRST = """\
aurora: 1
name: 早班
description: Counts what is on the shelves
inputs:
  shelf: {type: string, default: a}
nodes:
  count: {handler: aurora.echo, with: {value: "${{ inputs.shelf }}"}}
"""
SECOND = FIRST + '  order: {handler: aurora.echo, with: {value: "${{ nodes.count }}"}}\n'


def test_a_handler_is_found_read_and_tried(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "operator")
    page = visit.go("/handlers")
    page.get_by_role("searchbox").fill("rows address")
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="market.fetch").click()
    drawer = page.get_by_role("dialog", name="market.fetch")
    expect(drawer.get_by_text("Read the rows of an address.")).to_be_visible()
    expect(drawer.get_by_role("row", name=re.compile("^url"))).to_contain_text("string")
    drawer.get_by_role("button", name="Call it").click()
    expect(drawer.get_by_role("alert")).to_contain_text("url")
    visit.picture("handler-refused")
    assert visit.violations() == []
    drawer.get_by_role("textbox", name="url").fill("shop://b")
    drawer.get_by_role("button", name="Call it").click()
    expect(drawer.get_by_role("status").locator("[data-state=succeeded]")).to_be_visible()
    expect(drawer.get_by_role("status")).to_contain_text("shop://b")
    visit.picture("handler-tried")
    assert visit.violations() == []
    drawer.get_by_role("link", name="Look at the run").click()
    expect(page.locator("h1 ~ * [data-state=succeeded]")).to_be_visible()


def test_a_handler_that_fails_says_why(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "operator", locale="zh-CN", width=390)
    page = visit.go("/handlers?handler=market.broken")
    drawer = page.get_by_role("dialog", name="market.broken")
    drawer.get_by_role("textbox", name="reason").fill("没有货了")
    drawer.get_by_role("button", name="调用").click()
    expect(drawer.get_by_role("status")).to_contain_text("没有货了")
    visit.picture("handler-failed-zh")
    assert visit.violations() == []
    assert not visit.is_too_wide()


def test_a_definition_is_only_to_be_read_in_whatever_form(shop: Shop, visitor: Visitor) -> None:
    page = visitor(shop, "editor").go("/graphs/etl?tab=definition")
    code = page.get_by_role("textbox", name="Definition")
    for form, begins in (("JSON", "{"), ("YAML", "aurora: 1"), ("TOML", "aurora = 1"), ("JSON", "{")):
        page.get_by_text(form, exact=True).click()
        expect(code.locator(".cm-line").first).to_have_text(begins)
        expect(code).to_have_attribute("contenteditable", "false")


def test_a_graph_comes_as_a_file_and_goes_as_one(shop: Shop, visitor: Visitor, tmp_path: Path) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/graphs")
    for text, version in ((FIRST, 1), (SECOND, 2)):
        file = tmp_path / "早班.yaml"
        file.write_text(text, encoding="utf-8")
        visit.go("/graphs")
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text(f"早班 is stored as version {version}")).to_be_visible()
        expect(page.get_by_role("heading", level=1, name="早班")).to_be_visible()
    assert set(shop.definition("早班")["nodes"]) == {"count", "order"}
    page.get_by_role("tab", name="Versions").click()
    expect(page.get_by_text("Version 1 to 2")).to_be_visible()
    expect(page.get_by_role("table", name="Version 1 to 2")).to_contain_text("order")
    visit.picture("graph-versions")
    assert visit.violations() == []
    for form in ("YAML", "JSON", "TOML"):
        page.get_by_role("button", name="Export").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=form).click()
        written = Path(download.value.path()).read_text(encoding="utf-8")
        assert download.value.suggested_filename == f"早班.{form.lower()}"
        assert "${{ nodes.count }}" in written
        if form == "YAML":
            assert yaml.safe_load(written)["nodes"] == yaml.safe_load(SECOND)["nodes"]
    page.get_by_role("tab", name="Inputs").click()
    expect(page.get_by_role("row", name=re.compile("^shelf"))).to_contain_text("string")


def test_a_file_that_is_wrong_is_not_stored_and_says_where(shop: Shop, visitor: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(SECOND.replace("nodes.count", "nodes.cuont").replace("早班", "wrong"), encoding="utf-8")
    visit = visitor(shop, "editor")
    page = visit.go("/graphs")
    page.locator("input[type=file]").set_input_files(file)
    said = page.get_by_role("alert")
    expect(said).to_contain_text("nodes.order")
    expect(said).to_contain_text("cuont")
    visit.picture("import-refused")
    assert visit.violations() == []
    assert shop.api.get("/graphs/wrong").status_code == 404


def test_a_graph_is_compiled_before_it_runs(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "viewer", locale="zh-CN")
    page = visit.go("/graphs/etl/edit?view=plan")
    plan = page.get_by_role("tabpanel", name="编译结果")
    expect(plan.get_by_role("heading", name=re.compile("关键路径.*3 个节点"))).to_be_visible()
    expect(plan).to_contain_text("报告")
    visit.picture("plan-zh")
    assert visit.violations() == []


@pytest.mark.parametrize(
    ("locale", "width", "times", "failed"),
    [("en-US", 1280, "Times", "first, Failed"), ("zh-CN", 390, "耗时", "first, 失败")],
    ids=["en", "zh"],
)
def test_the_last_runs_stand_beside_each_other(
    shop: Shop, visitor: Visitor, locale: str, width: int, times: str, failed: str
) -> None:
    run = shop.run("broken")
    visit = visitor(shop, "viewer", locale=locale, width=width)
    page = visit.go("/graphs/broken/grid")
    cell = page.locator(f"a[data-run='{run}'][data-node=first]")
    expect(cell).to_have_attribute("data-state", "failed")
    expect(cell).to_have_accessible_name(re.compile(f"^{failed}"))
    visit.picture(f"grid-{locale}")
    page.get_by_text(times, exact=True).click()
    expect(cell).to_have_attribute("data-warmth", re.compile("."))
    visit.picture(f"grid-times-{locale}")
    assert visit.violations() == []
    assert not visit.is_too_wide()
    cell.click()
    page.wait_for_url(f"**/runs/{run}?node=*first*")
