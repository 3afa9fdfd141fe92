"""Where a name with slashes ends, as far as what was asked for says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request

from aurora_web.api.slashes import asked_path, install_slashes

Ask = Callable[..., str]


@pytest.fixture
def ask() -> Ask:
    """What an app takes a path for."""
    app = Flask("test", static_folder=None)
    install_slashes(app)

    @app.get("/things/<path:name>/parts")
    def parts(name: str) -> str:
        return f"parts of {name}"

    @app.get("/things/<path:name>")
    def thing(name: str) -> str:
        return f"thing {name}"

    @app.get("/shelves/<shelf>/<place>")
    def place(shelf: str, place: str) -> str:
        return f"{place} of {shelf}, {asked_path()}, {request.path.count('/')}"

    def look(path: str, **environ: Any) -> str:
        return app.test_client().get(path, environ_overrides=environ).get_data(as_text=True)

    return look


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/things/a/parts", "parts of a"),
        ("/things/a%2Fparts", "thing a/parts"),
        ("/things/a%2fparts/parts", "parts of a/parts"),
        ("/things/%2Fa%2F%2Fb%2F", "thing /a//b/"),
        ("/things/a/b", "thing a/b"),
        ("/things/a%2520%2Fb?c=%2F", "thing a%20/b"),
        ("/things/%E6%95%B0%2F%E6%8D%AE", "thing 数/据"),
        ("/shelves/a%2Fb/c%2Fd", "c/d of a/b, /shelves/a/b/c/d, 3"),
    ],
)
def test_an_encoded_slash_belongs_to_a_name(ask: Ask, path: str, found: str) -> None:
    assert ask(path) == found


@pytest.mark.parametrize(
    "environ",
    [
        {"RAW_URI": None, "REQUEST_URI": None},
        {"RAW_URI": "/elsewhere%2Fparts"},
        {"RAW_URI": "*"},
        {"RAW_URI": "/things/%zz%2Fparts"},
    ],
)
def test_without_what_was_asked_for_a_name_ends_where_it_seems_to(ask: Ask, environ: dict[str, Any]) -> None:
    assert ask("/things/a%2Fparts", **environ) == "parts of a"


def test_what_was_asked_for_may_name_the_server_and_be_told_by_another_name(ask: Ask) -> None:
    told = {"RAW_URI": None, "REQUEST_URI": "HTTP://example.org:80/things/a%2Fparts?x=//"}
    assert ask("/things/a%2Fparts", **told) == "thing a/parts"


@pytest.mark.parametrize("asked", ["/root/things/a%2Fparts", "http://example.org/root/things/a%2fparts"])
def test_below_a_prefix(ask: Ask, asked: str) -> None:
    assert ask("/things/a%2Fparts", SCRIPT_NAME="/root", RAW_URI=asked) == "thing a/parts"
