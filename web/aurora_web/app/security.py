"""What the document says of how a request proves whose it is: by a key, or by nothing where anyone may ask."""

from __future__ import annotations

import re
from typing import Any, Final

from flask import Flask

from aurora_web.auth.policy import POLICY, Scope

_KEY: Final = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key of `POST /keys`, or the token in `.aurora/up.json` of a local stack.",
}
#: For every operation that does not say otherwise.
SECURITY: Final[dict[str, Any]] = {"components": {"securitySchemes": {"key": _KEY}}, "security": [{"key": []}]}
_ARGUMENT: Final = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


def with_open_doors(document: dict[str, Any], app: Flask) -> dict[str, Any]:
    """The document, in which operations that are open to anyone ask for no key."""
    for rule in app.url_map.iter_rules():
        operations = document["paths"].get(_ARGUMENT.sub(r"{\1}", rule.rule), {})
        for method in rule.methods or ():
            access = POLICY.get(f"{method} {rule.endpoint}")
            if method.lower() in operations and access is not None and access.scope is Scope.ANYONE:
                operations[method.lower()]["security"] = []
    return document
