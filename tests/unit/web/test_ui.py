"""The front end is served: one page for all its addresses, files that never change, and a word when it is not built."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from aurora_web.app.answers import install_answers
from aurora_web.app.ui import install_ui

PAGE = (
    '<!doctype html><head><base href="/"><meta name="aurora-nonce" content="">'
    '<script type="module" src="./assets/index-a1.js"></script></head>'
)
SCRIPT = "console.log('aurora')\n" * 50


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "icon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("not to be served")
    (tmp_path / "assets" / "index-a1.js").write_text(SCRIPT)
    (tmp_path / "assets" / "index-a1.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "assets" / "index-a1.js.br").write_bytes(b"as brotli has it")
    return tmp_path


@pytest.fixture
def app(built: Path) -> Flask:
    app = Flask("test", static_folder=None)
    install_answers(app)
    install_ui(app, built=built)
    return app


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/runs", "/runs/r-1", "/graphs/shop/数据.etl", "/apis", "/metrics-of-mine"])
def test_every_address_of_a_screen_is_the_page(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", ["/api", "/api/v1/nothing", "/metrics", "/readyz"])
def test_what_the_api_does_not_know_stays_unknown(browser: FlaskClient, path: str) -> None:
    for method in ("GET", "POST"):
        answer = browser.open(path, method=method)
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_styles_are_allowed_by_a_nonce_that_is_new_each_time(browser: FlaskClient) -> None:
    nonces = set()
    for _ in range(2):
        answer = browser.get("/")
        found = re.search('name="aurora-nonce" content="([^"]+)"', answer.text)
        assert found is not None
        assert f"style-src 'self' 'nonce-{found[1]}'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        nonces.add(found[1])
    assert len(nonces) == 2


def test_the_page_knows_where_it_is_mounted(app: Flask, browser: FlaskClient) -> None:
    assert '<base href="/">' in browser.get("/").text
    below = Client(DispatcherMiddleware(Flask("host"), {"/flows": app.wsgi_app}))
    assert '<base href="/flows/">' in below.get("/flows/runs").text


@pytest.mark.parametrize(
    ("accepts", "encoding", "body"),
    [("gzip, deflate, br", "br", b"as brotli has it"), ("gzip", "gzip", None), ("", None, SCRIPT.encode())],
)
def test_a_file_comes_as_small_as_the_browser_takes_it(
    browser: FlaskClient, accepts: str, encoding: str | None, body: bytes | None
) -> None:
    answer = browser.get("/assets/index-a1.js", headers={"Accept-Encoding": accepts}, buffered=True)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.data == (gzip.compress(SCRIPT.encode()) if body is None else body)


@pytest.mark.parametrize("path", ["/assets/index-b2.js", "/assets/../secret.txt", "/assets/%2e%2e/secret.txt"])
def test_a_file_that_is_not_of_the_build_is_unknown_and_not_kept(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_the_icon_is_there(browser: FlaskClient) -> None:
    assert browser.get("/icon.svg", buffered=True).content_type.startswith("image/svg+xml")


def test_a_front_end_that_is_not_built_says_how_to_build_it(built: Path, browser: FlaskClient) -> None:
    (built / "index.html").unlink()
    answer = browser.get("/runs")
    assert answer.status_code == 503
    assert "make ui" in answer.text
