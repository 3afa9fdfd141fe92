"""Somebody who looks at Aurora in a browser, and what is wrong with what they see."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

from tests.e2e.ui.shop import PASSWORD

ROOT: Final = Path(__file__).parents[3]
#: Where screenshots are kept.
PICTURES: Final = Path(os.environ.get("AURORA_PICTURES", ROOT / "build" / "pictures"))
#: Milliseconds that a busy machine may take to show something.
PATIENCE: Final = 60_000.0
#: A heading that is seen, and nothing that is said to be on its way.
_SETTLED: Final = """() => {
  const seen = (selector) => [...document.querySelectorAll(selector)].some((each) => each.checkVisibility());
  return seen("h1") && !seen("main .mantine-Loader-root");
}"""
#: What axe looks at: WCAG 2.2 up to AA, and what is good practice besides.
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class Visit:
    """A browser profile with one page, in the language, colours and width of whoever looks."""

    def __init__(
        self, browser: Browser, url: str, *, locale: str = "en-US", scheme: str = "light", width: int = 1280
    ) -> None:
        height = 844 if width < 600 else 900
        self.context = browser.new_context(
            locale=locale,
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": height},
            base_url=url,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.url = url
        self.errors: list[str] = []
        #: How many streams of events the pages opened.
        self.streams = 0
        self.page = self.open()

    def open(self) -> Page:
        """Another page of the same profile."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        page.on("request", self._count)
        page.on("dialog", self._answer)
        return page

    def sign_in(self, name: str) -> None:
        """Have a session, without the form."""
        answer = self.context.request.post("/api/v1/session", data={"name": name, "password": PASSWORD})
        assert answer.status == 201, answer.text()

    def go(self, path: str) -> Page:
        """Look at a screen, once it has its heading and is no longer on its way."""
        self.page.goto(path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait for what is on its way. What waits is hidden beside its loader, which need not be the first."""
        self.page.wait_for_function(_SETTLED)

    def violations(self) -> Sequence[str]:
        """What axe finds wrong with the page."""
        # Not as a script element: the content policy of the page, which the tests leave as it is, forbids those.
        self.page.evaluate(_axe())
        found: dict[str, Any] = self.page.evaluate("rules => axe.run(document, { runOnly: rules })", list(RULES))
        return [
            f"{each['id']}: {each['help']}: {', '.join(node['html'][:200] for node in each['nodes'])}"
            for each in found["violations"]
        ]

    def is_too_wide(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def picture(self, name: str) -> None:
        """Keep a picture of the page."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, animations="disabled")

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def _count(self, request: Request) -> None:
        self.streams += request.resource_type == "eventsource"
        # Whatever a page needs comes from where it came from itself.
        if not request.url.startswith((f"{self.url}/", "data:", "blob:")):
            self.errors.append(f"a request to {request.url}")

    def _answer(self, dialog: Dialog) -> None:
        """Aurora asks in its own dialogs; the browser only asks whether to leave what is not saved."""
        if dialog.type != "beforeunload":
            self.errors.append(f"the page said {dialog.message}")
        dialog.accept()

    def _hear(self, message: ConsoleMessage) -> None:
        """What the browser complains about: scripts and styles that the content policy forbids, among others."""
        # That nobody is signed in, or that there is no such thing, is an answer and no fault.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.errors.append(message.text)


@cache
def _axe() -> str:
    return (ROOT / "web" / "ui" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
