"""Answers that need not be sent again: the client says which one it has, and is told whether that still holds."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from flask import Response, make_response, request
from pydantic import BaseModel

#: A browser may keep it, and asks each time.
_ASK_AGAIN: Final = "private, no-cache"


def answer_if_changed(document: BaseModel) -> Response:
    """The document with an ETag made of it, or 304 when that is what the client has."""
    response = make_response(document.model_dump(mode="json"))
    response.add_etag()
    response.headers["Cache-Control"] = _ASK_AGAIN
    response.make_conditional(request)
    return response


def answer_once(tag: str, document: Callable[[], BaseModel]) -> Response:
    """A document that is the same as long as its ``tag`` is; it is not even made when the client has it."""
    if request.if_none_match.contains(tag):
        response = Response(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = make_response(document().model_dump(mode="json"))
    response.set_etag(tag)
    response.headers["Cache-Control"] = _ASK_AGAIN
    return response
