"""Serve the OpenAPI document."""

from __future__ import annotations

from flask import Blueprint, Flask, Response

from aurora_web.api import Interface
from aurora_web.api.interface import PREFIX


def install_docs(app: Flask, interface: Interface) -> None:
    """Serve what the interface says of itself. Made once: it does not change while the app runs."""
    docs = Blueprint("docs", __name__, url_prefix=PREFIX)
    text = app.json.dumps(interface.document())

    @docs.get("/openapi.json")
    def openapi() -> Response:
        return Response(text, content_type="application/json")

    app.register_blueprint(docs)
