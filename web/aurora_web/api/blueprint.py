"""A blueprint whose views say their models: what they take, and what they answer."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest
from pydantic import BaseModel

from aurora_web.api.parser import StrictParser
from aurora_web.api.schema import schema_of

F = TypeVar("F", bound=Callable[..., Any])


class Blueprint(flask_smorest.Blueprint):
    """flask-smorest's blueprint, in terms of pydantic models."""

    ARGUMENTS_PARSER = StrictParser()

    def body(self, model: type[BaseModel], *, example: Any = None, required: bool = True) -> Callable[[F], F]:
        """The view takes the request's JSON as this model."""
        decorate: Callable[[F], F] = self.arguments(schema_of(model), example=example, required=required)
        return decorate

    def query(self, model: type[BaseModel]) -> Callable[[F], F]:
        """The view takes the request's query as this model."""
        decorate: Callable[[F], F] = self.arguments(schema_of(model), location="query")
        return decorate

    def answers(
        self, model: type[BaseModel] | None = None, status: HTTPStatus = HTTPStatus.OK, *, example: Any = None
    ) -> Callable[[F], F]:
        """The view returns this model, or a response that says the same."""
        schema = None if model is None else schema_of(model)
        decorate: Callable[[F], F] = self.response(status, schema, example=example)
        return decorate
