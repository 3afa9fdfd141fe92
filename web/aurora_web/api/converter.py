"""Draw pydantic models into the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final, cast

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_instance
from apispec.ext.marshmallow.openapi import OpenAPIConverter

from aurora_web.api.schema import ModelSchema

_REFERENCE: Final = "#/components/schemas/{model}"


class ModelConverter(OpenAPIConverter):
    """apispec's converter, which knows marshmallow's fields, taught to read our models instead."""

    def schema2jsonschema(self, schema: ModelSchema) -> dict[str, Any]:
        """The schema of a model; the models in it become components of their own."""
        document = schema.json_schema(ref_template=_REFERENCE)
        for name, definition in document.pop("$defs", {}).items():
            if name not in self.spec.components.schemas:
                self.spec.components.schema(name, definition)
        return document

    def resolve_nested_schema(self, schema: Any) -> dict[str, Any]:
        """A reference to a model's component, which is made at the first use, be it by itself or in another model."""
        model = _model_schema(schema)
        name = model.model.__name__
        if name not in self.spec.components.schemas:
            self.spec.components.schema(name, self.schema2jsonschema(model))
        return {"$ref": _REFERENCE.format(model=name)}

    def schema2parameters(self, schema: Any, *, location: str, **_: Any) -> list[dict[str, Any]]:
        """Each field of a model as one parameter."""
        document = self.schema2jsonschema(_model_schema(schema))
        required = document.get("required", ())
        return [
            _parameter(name, shape, location=location, required=name in required)
            for name, shape in document["properties"].items()
        ]


class ModelPlugin(MarshmallowPlugin):
    """The plugin with our converter."""

    Converter = ModelConverter


def _model_schema(schema: Any) -> ModelSchema:
    return cast("ModelSchema", resolve_schema_instance(schema))


def _parameter(name: str, shape: dict[str, Any], *, location: str, required: bool) -> dict[str, Any]:
    parameter = {"name": name, "in": location, "required": required, "schema": shape}
    if "description" in shape:
        parameter["description"] = shape.pop("description")
    return parameter
