"""``python -m aurora_web.app.describe``: write the OpenAPI document to a file, so that a change of it is seen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_web.app.create import create_app


def document() -> dict[str, Any]:
    """The document of the API as it is now. Connects to nothing."""
    app = create_app(aurora=Aurora(store="memory://", settings=load_settings(environ={})))
    described: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return described


def text(described: dict[str, Any]) -> str:
    """The document as it is kept: one line for each thing that can change."""
    return json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(document()), encoding="utf-8")
