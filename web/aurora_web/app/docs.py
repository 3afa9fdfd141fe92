"""Serve the OpenAPI document, and Swagger UI to read it with; all of it from here, nothing from elsewhere."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, abort, request

from aurora_web.api import Interface
from aurora_web.api.interface import PREFIX
from aurora_web.app.answers import HEADERS
from aurora_web.app.security import with_open_doors

_FILES: Final = Path(__file__).with_name("swagger")
#: By the name in the address; those of Swagger UI lie there compressed.
_TYPES: Final[Mapping[str, str]] = {
    "docs.js": "text/javascript",
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}
#: Its style sheet holds its pictures. Apart from that the page may do what every page may.
_POLICY: Final = f"{HEADERS['Content-Security-Policy']}; img-src 'self' data:"


def install_docs(app: Flask, interface: Interface) -> None:
    """Serve what the interface says of itself. Made once: it does not change while the app runs."""
    docs = Blueprint("docs", __name__, url_prefix=PREFIX)
    described = with_open_doors(interface.document(), app)
    text = app.json.dumps(described)

    @docs.get("/openapi.json")
    def openapi() -> Response:
        mounted = request.script_root
        shown = app.json.dumps({**described, "servers": [{"url": mounted}]}) if mounted else text
        return Response(shown, content_type="application/json")

    docs.add_url_rule("/docs", "page", page)
    docs.add_url_rule("/docs/<name>", "file", file)
    app.register_blueprint(docs)


def page() -> Response:
    """The page."""
    response = Response((_FILES / "docs.html").read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def file(name: str) -> Response:
    """What the page is made of."""
    if name not in _TYPES:
        abort(404)
    packed = _packed(name)
    takes = request.accept_encodings["gzip"] > 0
    response = Response(packed if takes else gzip.decompress(packed), content_type=f"{_TYPES[name]}; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Vary"] = "Accept-Encoding"
    if takes:
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _packed(name: str) -> bytes:
    plain = _FILES / name
    return gzip.compress(plain.read_bytes(), mtime=0) if plain.exists() else (_FILES / f"{name}.gz").read_bytes()
