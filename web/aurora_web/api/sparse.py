"""Lists whose items have only the fields that somebody asks for."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

from flask import Response, jsonify
from pydantic import BaseModel, Field

from aurora_celery.errors import Diagnostic
from aurora_web.api.model import RequestModel
from aurora_web.problems import Problem

Listed = TypeVar("Listed", bound=BaseModel)


class FieldsQuery(RequestModel):
    """Which fields of each item."""

    fields: str | None = Field(
        default=None, min_length=1, max_length=1000, description="Only these of each item, separated by commas."
    )


def chosen(page: Listed, item: type[BaseModel], fields: str | None) -> Listed | Response:
    """A list with ``items``, or an answer whose items have these fields only. Raises Problem for unknown ones."""
    if fields is None:
        return page
    names = list(dict.fromkeys(fields.split(",")))
    if unknown := [name for name in names if name not in item.model_fields]:
        known = ", ".join(item.model_fields)
        places = (Diagnostic("unknown_field", "fields", f"there is no field {unknown[0][:80]!r}; there are {known}"),)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "the request has mistakes", places)
    document = page.model_dump(mode="json", include={"items": {"__all__": set(names)}, **_others(page)})
    return jsonify(document)


def _others(page: BaseModel) -> dict[str, bool]:
    return {name: True for name in type(page).model_fields if name != "items"}
