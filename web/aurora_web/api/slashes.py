"""Slashes in names: ``/graphs/a%2Fversions`` is the graph ``a/versions``, and not the versions of ``a``.

A WSGI server decodes a path before anybody takes it apart, and then the two are the same. Most servers also tell what
was asked for as it was. Where one does not, or a proxy has decoded the path before, a name ends where it seems to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from flask import Flask, request
from werkzeug.routing import PathConverter, UnicodeConverter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Stands for a slash of a name until the path is taken apart: a control character, which no name holds.
_MARK: Final = "\x1f"
_ENCODED: Final = re.compile("%2f", re.IGNORECASE)
_SERVER: Final = re.compile("^[a-z]+://[^/]*", re.IGNORECASE)


def install_slashes(app: Flask) -> None:
    """Let names with slashes be names, whatever stands behind the slash."""
    app.wsgi_app = _Marking(app.wsgi_app)  # type: ignore[method-assign]
    app.url_map.converters |= {"default": _Segment, "string": _Segment, "path": _Path}


def asked_path() -> str:
    """The path of the current request, as it is shown."""
    return request.path.replace(_MARK, "/")


class _Segment(UnicodeConverter):
    def to_python(self, value: str) -> str:
        return value.replace(_MARK, "/")


class _Path(PathConverter):
    def to_python(self, value: str) -> str:
        return value.replace(_MARK, "/")


class _Marking:
    """Marks what was asked for as part of a name."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["PATH_INFO"] = _marked(environ)
        return self._app(environ, start_response)


def _marked(environ: WSGIEnvironment) -> str:
    """The path below the app; as it is, if what was asked for does not say the same."""
    root, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
    asked: str = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    encoded = _ENCODED.sub(f"%{ord(_MARK):02X}", _SERVER.sub("", asked.partition("?")[0]))
    marked = unquote_to_bytes(encoded).decode("latin-1")
    is_it = marked.startswith(root) and marked.replace(_MARK, "/") == root + path
    return marked[len(root) :] if is_it else path
