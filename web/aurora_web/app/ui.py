"""Serve the front end: one page for every address that is not the API's, and the files that the page loads."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, request, send_from_directory
from werkzeug.routing import BaseConverter

from aurora_web.app.answers import HEADERS

#: Where `make ui` puts what it builds.
BUILT: Final = Path(__file__).parents[1] / "static"
#: What the built page says where it will be told its address, and what its styles have to carry.
_BASE: Final = '<base href="/">'
_NONCE: Final = '<meta name="aurora-nonce" content="">'
_UNBUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Aurora</title>
<h1>The pages of Aurora are not built</h1>
<p>In a checkout, <code>make ui</code> builds them.
The API is here all the same: <a href="api/v1/docs">its documentation</a>.
</p>
</html>
"""
#: Names of built files hold a digest of their content: what a name once meant it always means.
_FOREVER: Final = "public, max-age=31536000, immutable"
#: The compressed twins of a file, the smaller first.
_PACKED: Final = (("br", ".br"), ("gzip", ".gz"))
_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class ScreenConverter(BaseConverter):
    """Any path but those of the API and of the probes, so that there, what is unknown stays unknown."""

    regex = r"(?!(?:api|metrics|healthz|readyz)(?:/|$)).+"
    part_isolating = False


def install_ui(app: Flask, *, built: Path = BUILT) -> None:
    """Serve what is built in a folder, or a page that says how to build it."""
    ui = Blueprint("ui", __name__)
    app.url_map.converters["screen"] = ScreenConverter

    @ui.get("/")
    @ui.get("/<screen:path>")
    def screen(**_: str) -> Response:
        return page(built)

    @ui.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        return file(built / "assets", name)

    @ui.get("/icon.svg")
    def icon() -> Response:
        return send_from_directory(built, "icon.svg", max_age=3600)

    app.register_blueprint(ui)


def page(built: Path) -> Response:
    """The page, which finds out by its address what to show."""
    try:
        text = (built / "index.html").read_text("utf-8")
    except FileNotFoundError:
        return Response(_UNBUILT, 503, content_type="text/html; charset=utf-8")
    nonce = secrets.token_urlsafe(16)
    text = text.replace(_BASE, f'<base href="{escape(request.script_root)}/">', 1)
    text = text.replace(_NONCE, _NONCE.replace('""', f'"{nonce}"'), 1)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": policy(nonce)}
    return Response(text, headers=headers, content_type="text/html; charset=utf-8")


def policy(nonce: str) -> str:
    """What the page may do: what every answer may, say its own address, and make the styles that carry its nonce."""
    common = HEADERS["Content-Security-Policy"].replace("base-uri 'none'", "base-uri 'self'")
    return f"{common}; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; worker-src 'self'"


def file(folder: Path, name: str) -> Response:
    """A file of the build, compressed if there is a twin that the browser takes."""
    kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
    for encoding, ending in _PACKED:
        if request.accept_encodings[encoding] > 0 and (folder / f"{name}{ending}").is_file():
            response = send_from_directory(folder, f"{name}{ending}", mimetype=kind)
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_from_directory(folder, name, mimetype=kind)
    response.headers["Cache-Control"] = _FOREVER
    response.headers["Vary"] = "Accept-Encoding"
    return response
