"""Aurora inside a Flask app that exists: under a prefix, with nothing in common but the server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from aurora_celery import Aurora
from aurora_web.app.create import create_app

_KEY: Final = "aurora-web"
_PREFIX: Final = re.compile(r"(/[A-Za-z0-9._~-]+)+")


class AuroraWeb:
    """The API inside an app of one's own.

    ::

        aurora_web = AuroraWeb()
        aurora_web.init_app(app, url_prefix="/aurora")      # /aurora/api/v1/...

    Aurora keeps its own routes, error handlers, sessions and headers there, and the app all of its own: requests
    below the prefix go to the one, all others to the other. ``config`` and ``aurora`` are those of ``create_app``.
    """

    def __init__(
        self, app: Flask | None = None, *, config: str | Path | None = None, aurora: Aurora | None = None
    ) -> None:
        self._config, self._aurora = config, aurora
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask, *, url_prefix: str = "/aurora") -> Flask:
        """Mount Aurora in an app, and return its own app. Raises InvalidSettings, and ValueError for a prefix that
        is none, or an app that has Aurora already.
        """
        if not _PREFIX.fullmatch(url_prefix):
            raise ValueError(f"a prefix is a path like /aurora, not {url_prefix!r}")
        if _KEY in app.extensions:
            raise ValueError("the app has Aurora already")
        mine = app.extensions[_KEY] = create_app(self._config, aurora=self._aurora)
        app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {url_prefix: mine})  # type: ignore[method-assign]
        return mine
