"""The interface as a whole: flask-smorest's ``Api`` whose errors are problem documents."""

from __future__ import annotations

from typing import Any, Final

import flask_smorest
from flask import Flask, Response

from aurora_web.api.converter import ModelPlugin
from aurora_web.api.model import ResponseModel
from aurora_web.api.schema import schema_of
from aurora_web.problems import CONTENT_TYPE

PREFIX: Final = "/api/v1"
VERSION: Final = "1"


class ErrorPlace(ResponseModel):
    """One mistake: a stable code, the place, and what is wrong there."""

    code: str
    path: str
    message: str


class ProblemDocument(ResponseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    trace_id: str
    errors: list[ErrorPlace]


class Interface(flask_smorest.Api):
    """Every operation, and the document that describes them."""

    ERROR_SCHEMA = schema_of(ProblemDocument)

    def __init__(self, app: Flask) -> None:
        super().__init__(app, spec_kwargs={"marshmallow_plugin": ModelPlugin()})

    def _register_pagination_header(self) -> None:
        """Pages carry their cursor in the body."""

    def _register_error_handlers(self) -> None:
        """The app has its own, for every error alike."""

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document: dict[str, Any] = self.spec.to_dict()
        for response in document["components"].get("responses", {}).values():
            content = response.get("content", {})
            if "application/json" in content:
                content[CONTENT_TYPE] = content.pop("application/json")
        return document

    def _openapi_json(self) -> Response:
        response: Response = self._app.json.response(self.document())
        return response
