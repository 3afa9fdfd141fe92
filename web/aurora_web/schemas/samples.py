"""What the description of the API shows as examples."""

from __future__ import annotations

from typing import Any, Final

GRAPH: Final[dict[str, Any]] = {
    "definition": {"aurora": 1, "name": "hello", "nodes": {"greet": {"handler": "aurora.echo", "with": {"value": 1}}}}
}
