"""Write a graph as text in any of the formats, so that reading it gives an equal graph."""

from __future__ import annotations

import json
from typing import Any

from aurora_celery.definition.document import document
from aurora_celery.definition.limits import Format
from aurora_celery.definition.toml_writer import written_toml
from aurora_celery.definition.yaml_writer import written_yaml
from aurora_celery.model.graph import Graph


def dump(graph: Graph, *, format: Format) -> str:  # noqa: A002 - the word of the command line
    """The canonical definition as text. Raises Unserialisable for null in TOML, which has none."""
    found: dict[str, Any] = document(graph)
    if format == "json":
        return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return written_toml(found) if format == "toml" else written_yaml(found)
