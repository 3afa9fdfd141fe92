"""Handlers that are given secrets, and tell them."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from aurora_celery import NodeContext, aurora
from tests.integration.engine.shop import note


@aurora.handler(bind=True)
def use(context: NodeContext, token: str, header: str = "") -> dict[str, Any]:
    """Note what it is given outside of everything under test, and give it back."""
    note("use", token, header)
    context.progress(message=f"with {token}")
    return {"token": token, "seen": [header], "length": len(token)}


@aurora.handler
def spill(token: str) -> None:
    """Fail, and say with what."""
    raise ValueError(f"refused {token}")


@shared_task(name="keeper.sum_of")
def sum_of(left: int, right: int = 1) -> int:
    """Add two numbers; known to every app that imports this."""
    return left + right


@shared_task(name="keeper.refuse")
def refuse(what: str) -> None:
    """Fail, and say of what."""
    raise ValueError(f"refused {what}")
