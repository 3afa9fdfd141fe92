"""A real browser in front of a real stack, one of each for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.ui.shop import Shop
from tests.e2e.ui.visit import PATIENCE, ROOT, Visit
from tests.servers import binaries

BUILT = ROOT / "web" / "aurora_web" / "static" / "index.html"
#: Nothing of what a browser does by itself, for the network here ends at this machine.
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip

Visitor = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    if not BUILT.exists():
        binaries.missing("the front end (make ui)")
    program = binaries.chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def empty_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A stack that has just been started for the first time: no user, no graph, no run."""
    shop = Shop(_folder(tmp_path_factory), users=False)
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A stack with users and graphs."""
    shop = Shop(_folder(tmp_path_factory))
    for name in ("etl", "broken", "long"):
        shop.store(name)
    yield shop
    shop.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Make somebody who looks. In the end nothing may have gone wrong in their browser."""
    visits: list[Visit] = []
    with ExitStack() as leaving:

        def visit(shop: Shop, name: str = "", **look: str | int) -> Visit:
            made = Visit(browser, **{"url": shop.url, **look})  # type: ignore[arg-type]
            leaving.callback(made.close)
            visits.append(made)
            if name:
                made.sign_in(name)
            return made

        yield visit
    assert [error for visit in visits for error in visit.errors] == []


def _folder(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("shop")
