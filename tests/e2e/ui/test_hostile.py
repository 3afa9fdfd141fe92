"""Texts that want to be more than texts: on every screen they are drawn as they are, and nothing else happens."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.e2e.ui.conftest import Visitor
from tests.e2e.ui.hostile import NAMES, VALUES, build
from tests.e2e.ui.shop import PASSWORD, Shop
from tests.e2e.ui.test_run import TABS
from tests.e2e.ui.visit import Visit

pytestmark = pytest.mark.timeout(1500)

#: Of which some characters are not drawn, or as others.
CHANGED = ("controls", "terminal", "header", "separators")
_SHOWS = "text => document.body.innerText.replace(/\\s+/g, ' ').includes(text)"
#: Words that are not hostile, and drawn from right to left because of others beside them or before them.
_TURNED = """() => {
  const turned = [];
  const range = document.createRange();
  const left = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const ours = node.data.replace(/^.*(gpj.exe|esrever|123!)/s, (hostile) => " ".repeat(hostile.length));
    const at = ours.search(/[A-Za-z]{2}/);
    if (at >= 0 && !/[\u0590-\u08ff\u202a-\u202e\u2066-\u2069]/.test(ours) && left(node, at + 1) < left(node, at))
      turned.push(node.data);
  }
  return turned;
}"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A stack that is full of such texts."""
    shop = build(tmp_path_factory.mktemp("hostile"))
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def runs(shop: Shop) -> Iterator[dict[str, str]]:
    """Runs that say such texts, fail with them, and tell them while they are at work; their ids by the graph."""
    labels = {text: text for text in NAMES.values()}
    ended = {"said": shop.run("said", labels=labels), "failed": shop.run("failed")}
    going = {name: shop.run(name, wait=False, labels=labels) for name in ("slow", "queued")}
    yield ended | going
    for run in going.values():
        shop.cancel(run)


@pytest.fixture(scope="module")
def people(shop: Shop) -> None:
    """What else has a name: a secret, a key, a user with grants, and somebody who tried to sign in."""
    for text in NAMES.values():
        shop.api.post("/keys", json={"title": text, "role": "viewer", "projects": [text.replace("/", "")]})
        shop.api.put(f"/secrets/*/{quote(text, safe='')}", json={"value": text})
        shop.api.post("/session", json={"name": text[:64], "password": text})
    grants = {text.replace("/", "").replace("*", ""): "viewer" for text in NAMES.values()}
    made = shop.api.post("/users", json={"name": "مرحبا", "password": PASSWORD, "grants": grants})
    assert made.status_code == 201, made.text


def test_every_way_to_look_at_a_run_shows_texts(shop: Shop, visitor: Visitor, runs: dict[str, str]) -> None:
    visit = visitor(shop, "admin")
    look = Look(visit)
    for graph, run in runs.items():
        for tab in TABS:
            look.at(f"/runs/{run}?tab={tab}", f"{graph} {tab}")
    look.at(f"/runs/{runs['said']}/compare/{runs['failed']}")
    assert not look.found, str(look)


@pytest.mark.parametrize("graph", ["said", "failed"])
def test_the_panel_of_a_node_shows_texts(shop: Shop, visitor: Visitor, runs: dict[str, str], graph: str) -> None:
    look = Look(visitor(shop, "admin"))
    for key, text in VALUES.items():
        name = NAMES.get(key, key)
        shown = () if key in CHANGED else (text[:400],)
        look.at(f"/runs/{runs[graph]}?tab=table&node={quote(json.dumps(name))}", f"{graph} {key}", name, *shown)
    assert not look.found, str(look)


@pytest.mark.parametrize("screen", ["/graphs/{}?tab=inputs", "/graphs/{}/edit?view=code"])
def test_a_graph_is_found_and_shown_by_its_name(shop: Shop, visitor: Visitor, screen: str) -> None:
    look = Look(visitor(shop, "admin"))
    for key, name in NAMES.items():
        path = screen.format(quote(name, safe=""))
        look.at(path, f"{key} {path}", name, title=name)
    assert not look.found, str(look)


def test_a_run_is_shown_by_the_name_of_its_graph(shop: Shop, visitor: Visitor) -> None:
    look = Look(visitor(shop, "admin"))
    for key, name in NAMES.items():
        # The worker may be busy with those that tell something until they are cancelled.
        path = f"/runs/{shop.run(name, wait=False)}?tab=result"
        look.at(path, f"{key} {path}", name, title=name)
    assert not look.found, str(look)


def test_every_screen_shows_texts(shop: Shop, visitor: Visitor, runs: dict[str, str], people: None) -> None:
    visit = visitor(shop, "admin")
    look = Look(visit)
    places: list[str] = visit.go("/").locator("nav a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    for path in places:
        look.at(path)
    worker = shop.api.get("/workers").json()["items"][0]["id"]
    for path in (
        *(f"/access?tab={tab}" for tab in ("account", "keys", "secrets", "users")),
        *(f"/graphs/said?{query}" for query in ("tab=runs", "tab=definition", "tab=versions", "run=true")),
        *(f"/graphs/said/edit?view={view}" for view in ("graph", "table", "code", "plan")),
        "/graphs/said/grid",
        f"/workers/{quote(worker, safe='')}",
    ):
        look.at(path)
    assert not look.found, str(look)


def test_what_is_asked_for_is_a_text(shop: Shop, visitor: Visitor) -> None:
    """In an address and in what is typed, of things that are not there."""
    look = Look(visitor(shop, "admin"))
    page = look.visit.page
    for key, text in NAMES.items():
        said = quote(json.dumps(text))
        for path in (f"/runs?text={said}", f"/audit?actor={said}", f"/graphs/a{quote(text, safe='')}"):
            look.at(path, f"{key} {path}")
        page.keyboard.press("Control+k")
        page.get_by_placeholder("Search for").fill(text)
        look.at(None, f"{key} in the palette")
    assert not look.found, str(look)


def test_what_is_written_is_a_text(shop: Shop, visitor: Visitor) -> None:
    visit = visitor(shop, "editor")
    page = visit.go("/graphs/new?view=code")
    look = Look(visit)
    comments = "".join(f"# {text}\n" for text in NAMES.values())
    nodes = "".join(f"  {json.dumps(text)}: {{handler: {json.dumps(text)}}}\n" for text in NAMES.values())
    page.locator(".cm-content").click()
    # Chromium gives what replaces a selection a style of its own, which the content policy takes away.
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(f"{comments}aurora: 1\nname: written\nnodes:\n{nodes}")
    look.at(None, "code")
    for view in ("Table", "Plan", "Graph"):
        page.get_by_role("tab", name=view).click()
        look.at(None, view)
    assert not look.found, str(look)


class Look:
    """What is found wrong with the screens that somebody looks at."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.found: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self.found)

    def at(self, path: str | None, where: str = "", *texts: str, title: str = "") -> None:
        """Look at a screen, or at the one that is there, which has to show some texts."""
        visit, where = self.visit, where or str(path)
        page = visit.page if path is None else visit.go(path)
        for text in texts:
            try:
                page.wait_for_function(_SHOWS, arg=_flat(text), timeout=5_000)
            except PlaywrightTimeout:
                self.found.append(f"{where}: does not show {text!r}")
        if _flat(title) not in _flat(page.title()):
            self.found.append(f"{where}: has the title {page.title()!r}")
        visit.settle()
        wrong = [f"turned {text[:60]!r}" for text in page.evaluate(_TURNED)]
        wrong += ["wider than the page"] if visit.is_too_wide() else []
        wrong += [error[:300] for error in visit.errors]
        visit.errors.clear()
        if wrong:
            visit.picture("hostile-" + re.sub(r"[^\w]+", "-", where)[:60])
        self.found += [f"{where}: {each}" for each in wrong]


def _flat(text: str) -> str:
    return re.sub(r"[\s\ufeff]+", " ", text).strip()
