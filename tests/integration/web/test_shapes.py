"""The app by itself, inside another one, and as servers find it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest
from flask import Flask, session

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from aurora_web import AuroraWeb
from tests.integration.web.conftest import Caller
from tests.servers.child import Child
from tests.servers.ports import free_port

Program = Callable[..., Caller]
GRAPH = {"aurora": 1, "name": "etl", "nodes": {"a": {"handler": "aurora.echo", "with": {"value": 1}}}}
ROOT = Path(__file__).parents[3]


@pytest.fixture
def host() -> Flask:
    """An app of somebody else, with habits of its own."""
    app = Flask("host")
    app.secret_key = "of the host"

    @app.get("/")
    def home() -> str:
        session["seen"] = session.get("seen", 0) + 1
        return f"home {session['seen']}"

    @app.get("/broken")
    def broken() -> str:
        raise KeyError("of the host")

    @app.get("/api/v1/runs")
    def runs() -> str:
        return "runs of the host"

    @app.errorhandler(404)
    def nothing(_: Exception) -> tuple[str, int]:
        return "nothing of the host", 404

    @app.errorhandler(KeyError)
    def wrong(_: KeyError) -> tuple[str, int]:
        return "wrong at the host", 500

    return app


def test_aurora_is_there_below_its_prefix(host: Flask, aurora: Aurora, program: Program) -> None:
    AuroraWeb(aurora=aurora).init_app(host, url_prefix="/tools/aurora")
    caller = program(Role.EDITOR)
    client = host.test_client()
    stored = client.post("/tools/aurora/api/v1/graphs", json={"definition": GRAPH}, headers=caller.headers)
    assert (stored.status_code, stored.headers["Location"]) == (201, "/tools/aurora/api/v1/graphs/etl?version=1")
    run = client.post("/tools/aurora/api/v1/runs", json={"graph": "etl"}, headers=caller.headers)
    assert client.get(run.headers["Location"], headers=caller.headers).get_json()["graph"] == "etl"
    described = client.get("/tools/aurora/api/v1/openapi.json").get_json()
    assert described["servers"] == [{"url": "/tools/aurora"}]
    assert client.get("/tools/aurora/healthz").get_json() == {"status": "ok"}
    screen = client.get("/tools/aurora/runs")
    assert (screen.status_code, screen.mimetype) == (200, "text/html")
    assert '<base href="/tools/aurora/">' in screen.text
    nothing = client.get("/tools/aurora/api/v1/nothing")
    assert (nothing.status_code, nothing.content_type) == (404, "application/problem+json")


def test_the_other_app_stays_what_it_is(host: Flask, aurora: Aurora) -> None:
    AuroraWeb(host, aurora=aurora)
    client = host.test_client()
    assert [client.get("/").text for _ in range(2)] == ["home 1", "home 2"]
    assert client.get("/aurora/api/v1/runs").status_code == 401
    assert client.get("/").text == "home 3"
    assert client.get("/api/v1/runs").text == "runs of the host"
    assert client.get("/auroras").text == "nothing of the host"
    assert client.get("/broken").text == "wrong at the host"
    assert "Content-Security-Policy" not in client.get("/").headers
    assert {rule.endpoint for rule in host.url_map.iter_rules()} == {"home", "broken", "runs", "static"}


@pytest.mark.parametrize("prefix", ["", "/", "aurora", "/aurora/", "/a b", "//a"])
def test_a_prefix_is_a_path(host: Flask, aurora: Aurora, prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        AuroraWeb(aurora=aurora).init_app(host, url_prefix=prefix)


def test_an_app_has_aurora_once(host: Flask, aurora: Aurora) -> None:
    mount = AuroraWeb(host, aurora=aurora)
    with pytest.raises(ValueError, match="already"):
        mount.init_app(host, url_prefix="/again")


def test_the_documentation_comes_from_here_alone(anonymous: Caller) -> None:
    page = anonymous.get("/docs")
    assert page.status_code == 200
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "//" not in page.text
    assert not re.search(r"<script(?![^>]*src=)|<style|style=|\\son[a-z]+=", page.text)
    named = re.findall(r'(?:href|src)="(docs/[^"]+)"', page.text)
    assert len(named) == 3
    for name in named:
        packed = anonymous.get(f"/{name}", headers={"Accept-Encoding": "gzip"})
        plain = anonymous.get(f"/{name}")
        assert (packed.status_code, packed.headers["Content-Encoding"]) == (200, "gzip")
        assert packed.headers["X-Content-Type-Options"] == "nosniff"
        assert len(packed.data) < len(plain.data) or name.endswith("docs.js")
    assert "SwaggerUIBundle" in anonymous.get("/docs/docs.js").text


@pytest.mark.parametrize("name", ["nothing", "LICENSE", "..%2Fcreate.py", "docs.html"])
def test_no_other_file_is_shown(anonymous: Caller, name: str) -> None:
    assert anonymous.get(f"/docs/{name}").status_code == 404


def test_probes_are_where_they_are_looked_for(anonymous: Caller) -> None:
    client = anonymous.client
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ok", "store": "ok", "broker": "ok"}


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """That of a process which serves."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "web"), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, **settings, "PYTHONPATH": path}


def test_flask_itself_finds_the_app_and_its_routes(web_settings: Mapping[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flask", "--app", "aurora_web:create_app", "routes"]
    found = subprocess.run(
        command, env=environment(web_settings), cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (found.returncode, "/api/v1/runs/<run_id>" in found.stdout) == (0, True), found.stderr


def test_gunicorn_finds_the_app_by_its_name(web_settings: Mapping[str, str], tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "aurora_web.wsgi:app", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
    server = Child(command, name="gunicorn", env=environment(web_settings), cwd=tmp_path)
    try:
        server.wait_for("Booting worker")
        assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=30).json() == {"status": "ok"}
    finally:
        server.kill9()
