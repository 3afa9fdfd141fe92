"""From the end of a node in the store to the frame of a browser that shows it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from shutil import which
from statistics import median, quantiles
from typing import TYPE_CHECKING, Final

from aurora_celery import Aurora, RunHandle
from aurora_celery.model.access import EVERY_PROJECT, Role, User
from aurora_web.auth import passwords
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.serving import serving
from bench.shapes import restful

if TYPE_CHECKING:
    from playwright.sync_api import Page

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_NAME, _PASSWORD = "bench-looks", "correct horse battery staple"
_ALL: Final = {EVERY_PROJECT: Role.VIEWER}
#: Seconds between the ends of two nodes.
_APART: Final = 0.2
#: Notes when a frame first shows that so many nodes have succeeded. The server's clock is the browser's: one machine.
_WATCH: Final = """() => {
  const shown = window.shown = [[0, performance.timeOrigin + performance.now()]];
  const look = () => {
    const count = Number(document.querySelector("button:has([data-state=succeeded]) > span:last-child")?.textContent);
    if (count > shown.at(-1)[0]) shown.push([count, performance.timeOrigin + performance.now()]);
  };
  new MutationObserver(() => requestAnimationFrame(look))
    .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def possible() -> bool:
    """True where there is a browser to look with."""
    return find_spec("playwright") is not None and _browser() is not None


def measure(ground: Ground) -> Measured:
    """One node after the other, seen by one page."""
    count = ground.pick(100, 20)
    with ground.aurora_working() as aurora, serving(ground, threads=20) as url, _looking(aurora, url) as page:
        run = aurora.submit(restful(count, rest=_APART))
        page.goto(f"{url}/runs/{run.id}?tab=table")
        page.evaluate(_WATCH)
        run.wait(timeout=60 + count)
        time.sleep(_APART)
        late = _late(run, page.evaluate("shown"))
    ground.forget()
    ordered = sorted(late)
    figures = (
        Figure(
            budget="pixels",
            value=quantiles(ordered, n=100)[94],
            shown=f"p50 {median(ordered):.0f} ms, of {len(ordered)} nodes",
        ),
    )
    return Measured(name="pixels", figures=figures, raw={"late": late})


def _late(run: RunHandle, shown: list[tuple[int, float]]) -> list[float]:
    """Milliseconds from the end of each node, since the page first showed the run, to the frame that counts it."""
    ends = sorted(node.finished.timestamp() * 1e3 for node in run.view().nodes if node.finished is not None)
    began = shown[1][1]
    return [next(at for count, at in shown if count > place) - end for place, end in enumerate(ends) if end > began]


def _browser() -> str | None:
    return next(filter(None, map(which, _BROWSERS)), None)


@contextmanager
def _looking(aurora: Aurora, url: str) -> Iterator[Page]:
    """A page of somebody who is signed in."""
    from playwright.sync_api import sync_playwright

    aurora.access.users.add(User(name=_NAME, password=passwords.hash_password(_PASSWORD), grants=_ALL))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=url)
        context.request.post("/api/v1/session", data={"name": _NAME, "password": _PASSWORD})
        yield context.new_page()
        browser.close()
