"""A pydantic model in the clothes of a marshmallow schema, which is what flask-smorest asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any, ClassVar, Final

import marshmallow
from pydantic import BaseModel, ValidationError

from aurora_celery.errors import Diagnostic
from aurora_web.api.model import RequestModel
from aurora_web.problems import Problem

#: So many places are named of a request that is wrong in many.
_MOST_NAMED: Final = 50


class ModelSchema(marshmallow.Schema):
    """Loads and dumps a pydantic model."""

    model: ClassVar[type[BaseModel]]

    def load(self, data: Any, **_: Any) -> BaseModel:
        """A model from what a request says. Raises Problem, which names every place that is wrong."""
        try:
            return self.model.model_validate(data)
        except ValidationError as error:
            raise invalid(error) from None

    def dump(self, obj: Any, **_: Any) -> Any:
        """A model as plain JSON."""
        return obj.model_dump(mode="json")

    def json_schema(self, *, ref_template: str) -> dict[str, Any]:
        """The model's schema, with ``$defs`` for those in it."""
        if issubclass(self.model, RequestModel):
            return self.model.model_json_schema(ref_template=ref_template)
        return self.model.model_json_schema(ref_template=ref_template, mode="serialization")


@cache
def schema_of(model: type[BaseModel]) -> type[ModelSchema]:
    """The schema of a model; the same one each time, so that it is one component of the interface."""
    return type(model.__name__, (ModelSchema,), {"model": model})


def invalid(error: ValidationError) -> Problem:
    """What pydantic found, as a problem."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", "the request has mistakes", tuple(_places(error))
    )


def _places(error: ValidationError) -> Iterator[Diagnostic]:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    for each in found[:_MOST_NAMED]:
        yield Diagnostic(str(each["type"]), _path(each["loc"]), str(each["msg"]))


def _path(places: tuple[int | str, ...]) -> str:
    path = ""
    for place in places:
        path += f"[{place}]" if isinstance(place, int) else f".{place}" if path else place
    return path
