"""The handler of the campaign's nodes, for Aurora's workers."""

from __future__ import annotations

from aurora_celery import NodeContext, aurora
from tests.chaos.shapes import HANDLER
from tests.chaos.work import Call, perform


@aurora.handler(name=HANDLER, bind=True)
def work(context: NodeContext, salt: str, before: list[str], seconds: float, size: int, keyed: bool) -> str:
    """Note the call, take a while, and return what depends on everything that was given."""
    call = Call(str(context.run), str(context.node), context.attempt, context.idempotency_key)
    return perform(call, salt=salt, before=before, seconds=seconds, size=size, keyed=keyed)
