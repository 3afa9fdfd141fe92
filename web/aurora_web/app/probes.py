"""``/healthz`` and ``/readyz``, where those who look after servers look for them."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from aurora_web.resources.health import live, ready

probes = Blueprint("probes", __name__)


@probes.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Whether this process answers."""
    return jsonify(live().model_dump())


@probes.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Whether store and broker answer."""
    return jsonify(ready().model_dump())
