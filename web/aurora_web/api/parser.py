"""Take the parts of a request that a view asks for: bodies as strict JSON, queries with each name once."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Request
from webargs.flaskparser import FlaskParser

from aurora_web.api.json_body import parse_json
from aurora_web.api.schema import ModelSchema
from aurora_web.problems import Problem


class StrictParser(FlaskParser):
    """webargs without its leniency."""

    def load_json(self, req: Request, schema: Any) -> Any:  # noqa: ARG002 - webargs gives it
        """The body. It has to say that it is JSON; without one the model's own defaults count."""
        body = req.get_data(cache=True)
        if not body:
            return {}
        if req.mimetype != "application/json":
            detail = "the body has to be JSON, with Content-Type: application/json"
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
        return parse_json(body)

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """The query. A name that stands twice is an error, unless the model wants a list there."""
        listed = lists_of(schema)
        found: dict[str, Any] = {}
        for name, values in req.args.lists():
            if name not in listed and len(values) > 1:
                detail = f"the parameter {name[:80]!r} stands twice"
                raise Problem(HTTPStatus.BAD_REQUEST, "repeated_parameter", detail)
            found[name] = values if name in listed else values[0]
        return found


def lists_of(schema: ModelSchema) -> frozenset[str]:
    """The names in a query that may stand several times."""
    properties = schema.json_schema(ref_template="{model}").get("properties", {})
    return frozenset(name for name, shape in properties.items() if shape.get("type") == "array")
