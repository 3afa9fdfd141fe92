"""What each role may do: the page offers it or says which role it takes, and the API holds to the same table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import GRAPHS, Shop

pytestmark = pytest.mark.timeout(480)

ROLES = ("viewer", "operator", "editor", "admin")
FORBIDDEN = 403

Shown = Callable[[Page], "Shows"]


@dataclass(frozen=True)
class Shows:
    """What somebody sees of an action: whether they can do it, and what they are told if they cannot."""

    offered: bool
    told: str | None = None


@dataclass(frozen=True)
class Action:
    """Something that takes a role: where it is on the page, and what the API is asked."""

    may: str
    path: str
    shown: Shown
    call: tuple[str, str]
    body: Mapping[str, Any] | None = None


def button(name: str) -> Shown:
    """A button that is there for everybody, and says what it takes to those who may not press it."""

    def look(page: Page) -> Shows:
        found = page.get_by_role("button", name=name, exact=True).first
        expect(found).to_be_visible()
        refused = found.get_attribute("aria-disabled") == "true"
        return Shows(not refused, found.get_attribute("aria-description") if refused else None)

    return look


def item(menu: str, name: str) -> Shown:
    """An item of a menu, which tells the same below its name."""

    def look(page: Page) -> Shows:
        page.get_by_role("button", name=menu).click()
        found = page.get_by_role("menuitem", name=name).first
        expect(found).to_be_visible()
        text = found.inner_text()
        return Shows("This takes the role" not in text, text)

    return look


def control(name: str) -> Shown:
    """Something that is kept from those who may not."""

    def look(page: Page) -> Shows:
        return Shows(page.get_by_role("button", name=name).or_(page.get_by_role("tab", name=name)).count() > 0)

    return look


def screen(page: Page) -> Shows:
    """A whole screen, in whose place it says what it takes."""
    refusal = page.get_by_text("Not for your role")
    shown = refusal.or_(page.get_by_role("main").get_by_role("table")).or_(page.get_by_text("Settings in force")).first
    expect(shown).to_be_visible()
    refused = refusal.count() > 0
    return Shows(not refused, page.get_by_role("main").inner_text() if refused else None)


def read_only(page: Page) -> Shows:
    """The editor, which says on top that one may only look."""
    expect(page.get_by_role("tab", name="Code")).to_be_visible()
    alert = page.get_by_text("You may look at this graph")
    return Shows(alert.count() == 0, alert.inner_text() if alert.count() else None)


ETL = {"aurora": 1, "name": "etl", "nodes": GRAPHS["etl"]}
PING = {"kind": "ping"}

#                      v o e a: which role may do it.
ACTIONS = {
    "operate on a run": Action(
        ".xxx", "/runs/{run}", item("Operations on the run", "Delete"), ("POST", "/runs/{run}/operations"),
        {"kind": "delete", "dry_run": True},
    ),
    "operate on many": Action(
        ".xxx", "/runs?graph=etl", control("Do to all that match the filters"), ("POST", "/bulk-operations"),
        {"kind": "cancel", "filter": {"graph": "none"}, "why": "a look", "dry_run": True},
    ),
    "run a graph": Action(".xxx", "/graphs/etl", button("Run"), ("POST", "/runs"), {"graph": "etl"}),
    "import a graph": Action("..xx", "/graphs", control("Import"), ("POST", "/graphs"), {"definition": ETL}),
    "change a graph": Action("..xx", "/graphs/etl/edit", read_only, ("POST", "/graphs"), {"definition": ETL}),
    "try a handler": Action(
        ".xxx", "/handlers?handler=aurora.noop", button("Call it"), ("POST", "/handlers/aurora.noop/try"),
        {"arguments": {}},
    ),
    "tell a worker": Action(
        "...x", "/workers/{worker}", button("Tell the worker"), ("POST", "/workers/{worker}/orders"), PING
    ),
    "purge a queue": Action(
        "...x", "/queues", button("Purge aurora"), ("POST", "/queues/aurora/purge"),
        {"confirm": "aurora", "why": "a look"},
    ),
    "see secrets": Action("..xx", "/access", control("Secrets"), ("GET", "/secrets")),
    "see users": Action("...x", "/access", control("Users"), ("GET", "/users")),
    "see the audit log": Action("...x", "/audit", screen, ("GET", "/audit")),
    "see the settings": Action("...x", "/settings", screen, ("GET", "/settings")),
}  # fmt: skip


@pytest.fixture(scope="module")
def places(shop: Shop) -> Mapping[str, str]:
    """What stands for names in the table."""
    return {"run": shop.run("etl"), "worker": shop.look("/workers")["items"][0]["id"]}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_offered_what_it_may_do_and_told_what_more_takes(
    shop: Shop, visitor: Visitor, places: Mapping[str, str], role: str
) -> None:
    visit = visitor(shop, role)
    wrong = []
    for name, action in ACTIONS.items():
        may = action.may[ROLES.index(role)] == "x"
        shows = action.shown(visit.go(action.path.format(**places)))
        if shows.offered is not may:
            wrong.append(f"{name}: the page {'offers' if shows.offered else 'keeps'} it")
        if (
            shows.told is not None
            and not may
            and not re.search("role (of )?(an )?(operator|editor|admin)", shows.told, re.IGNORECASE)
        ):
            wrong.append(f"{name}: it is not told why: {shows.told}")
        method, path = action.call
        token = visit.context.request.get("/api/v1/session").json()["csrf"]
        answer = visit.context.request.fetch(
            f"/api/v1{path.format(**places)}", method=method, data=action.body, headers={"X-CSRF-Token": token}
        )
        if (answer.status != FORBIDDEN) is not may or answer.status >= 500 or answer.status in {401, 404, 422}:
            wrong.append(f"{name}: the API answers {answer.status}: {answer.text()[:200]}")
    assert wrong == []
