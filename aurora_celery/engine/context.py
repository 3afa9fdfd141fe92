"""What a handler may know of the node that it runs for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from aurora_celery.errors import NodeCancelled

_current: ContextVar[NodeContext | None] = ContextVar("aurora_node", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeContext:
    """Given to handlers that ask for it with ``bind=True``.

    ``idempotency_key`` is the same for every try of the node within a run's epoch: an effect that is
    keyed by it takes place once. Outside a run, ``run`` and ``node`` are None and the key is the task's id.
    """

    run: str | None
    node: str | None
    attempt: int
    idempotency_key: str
    logger: logging.LoggerAdapter[logging.Logger]
    is_wanted: Callable[[], bool] = lambda: True
    tell: Callable[[float | None, str], None] = lambda _fraction, _message: None

    @property
    def cancelled(self) -> bool:
        """True once the handler's work is in vain: its run was cancelled, or the node taken from it.

        A handler that takes long should look now and then, put things in order and return. The store is asked at
        most once in a second.
        """
        return not self.is_wanted()

    def raise_if_cancelled(self) -> None:
        """End the handler here if its work is in vain. Raises NodeCancelled, which records the node as cancelled."""
        if self.cancelled:
            raise NodeCancelled(self.node or "")

    def progress(self, fraction: float | None = None, message: str = "") -> None:
        """Say how far the handler has come: ``fraction`` from 0 to 1, or a ``message``, or both.

        Whoever follows the run sees it at once. It may be called as often as one likes: at most one call in a second
        is written, the others are forgotten, and nothing that goes wrong with it disturbs the handler.
        Raises ValueError for a fraction that is none.
        """
        if fraction is not None and not 0.0 <= fraction <= 1.0:
            raise ValueError(f"a fraction is from 0 to 1, not {fraction!r}")
        self.tell(fraction, message)


def current_node() -> NodeContext | None:
    """The node that the calling handler runs for; None outside a run."""
    return _current.get()


def node_logger(
    handler: str, *, run: str | None, node: str | None, attempt: int
) -> logging.LoggerAdapter[logging.Logger]:
    """A logger named after the handler, whose records carry the run, the node and the attempt."""
    facts = {"aurora_run": run, "aurora_node": node, "aurora_attempt": attempt}
    return logging.LoggerAdapter(logging.getLogger(f"aurora.handlers.{handler}"), facts)


class entered:  # noqa: N801 - reads as a clause: with entered(context)
    """Makes a context current for the length of a ``with`` block."""

    def __init__(self, context: NodeContext) -> None:
        self._context = context

    def __enter__(self) -> NodeContext:
        self._token = _current.set(self._context)
        return self._context

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)
