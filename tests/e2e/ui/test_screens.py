"""Every screen as it is: nothing that axe finds wrong, nothing beside the page, and a picture to look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.shop import Shop

pytestmark = pytest.mark.timeout(300)

#: Looks: a name, the language, the colours, and how wide the page is.
LOOKS = (("en", "en-US", "light", 1280), ("zh-dark", "zh-CN", "dark", 1280), ("small", "en-US", "light", 390))


@pytest.fixture(scope="module")
def busy(shop: Shop) -> Iterator[dict[str, str]]:
    """Runs of every kind; their ids by the graph."""
    runs = {"etl": shop.run("etl"), "broken": shop.run("broken"), "long": shop.run("long", wait=False)}
    yield runs
    shop.cancel(runs["long"])


@pytest.mark.parametrize(("name", "locale", "scheme", "width"), LOOKS, ids=[look[0] for look in LOOKS])
def test_every_screen_can_be_read_by_everybody(
    shop: Shop, busy: dict[str, str], visitor: Visitor, name: str, locale: str, scheme: str, width: int
) -> None:
    visit = visitor(shop, "admin", locale=locale, scheme=scheme, width=width)
    page = visit.go("/")
    places: list[str] = page.locator("nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    found = []
    for path in [*places, f"/runs/{busy['etl']}", f"/runs/{busy['broken']}"]:
        visit.go(path)
        title = path.strip("/").replace(busy["etl"], "succeeded").replace(busy["broken"], "failed").replace("/", "-")
        visit.picture(f"{title or 'home'}-{name}")
        found += [f"{path}: {violation}" for violation in visit.violations()]
        found += [f"{path}: wider than the page"] if visit.is_too_wide() else []
    assert found == []
