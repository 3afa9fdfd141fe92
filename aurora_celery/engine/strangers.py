"""Nodes whose handlers this worker does not have, as while workers are renewed: they are left to those that do.

The broker gives a message to any worker of its queue. A worker that cannot serve it puts it aside here, and rings for
its node again as soon as a living worker is seen that can, until one of them is given the message. While there
is none the node waits. What is put aside is a memory only: the sweeper finds these nodes too, but ever more slowly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from threading import Lock

from aurora_celery.engine.doorbell import Address, Doorbell
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import NotFound
from aurora_celery.model.plan import PlanNode

logger = logging.getLogger(__name__)

#: Nodes that are remembered, nodes that are rung for at one look, handlers that are told of.
_KEPT, _RUNG, _TOLD = 1000, 100, 100


class Strangers:
    """``queue_of`` names the queue of a handler's messages. ``within`` is how old a living worker's beat may be."""

    def __init__(self, engine: Engine, *, queue_of: Callable[[str, str | None], str | None], within: float) -> None:
        self._engine, self._queue_of, self._within = engine, queue_of, within
        self._lock = Lock()
        self._aside: dict[Address, None] = {}
        self._told: set[tuple[str, bool]] = set()

    def put_aside(self, addresses: Iterable[Address]) -> None:
        """Leave the nodes of a message to others. Returns at once; callable from any thread."""
        with self._lock:
            self._aside.update(dict.fromkeys(addresses))
            while len(self._aside) > _KEPT:
                self._aside.pop(next(iter(self._aside)))

    def look(self) -> None:
        """Ring for some of what was put aside, if a worker that lives can serve it. A read, if there is anything."""
        taken = self._take()
        if not taken:
            return
        served = self._served()
        waiting = [address for address in taken if not self._pass_on(address, served)]
        self.put_aside(waiting)

    def _take(self) -> Sequence[Address]:
        with self._lock:
            taken = list(self._aside)[:_RUNG]
            for address in taken:
                del self._aside[address]
        return taken

    def _served(self) -> set[tuple[str, str]]:
        """Handlers that living workers have, each with the queues that they consume."""
        beats = self._engine.store.workers.workers(within=self._within)
        able = [beat for beat in beats if not beat.draining]
        return {(handler, queue) for beat in able for handler in beat.handlers for queue in beat.queues}

    def _pass_on(self, address: Address, served: set[tuple[str, str]]) -> bool:
        """False if nobody can serve the node now."""
        plans = self._engine.plans
        try:
            head, node = plans.head(address.plan), plans.node(address.plan, address.index)
        except (NotFound, LookupError) as error:
            logger.warning("run %s: a message is for no node that is known: %s", address.run, error)
            return True
        able = (node.handler, self._queue_of(node.handler, node.queue)) in served
        self._tell(node, able=able)
        if able:
            self._engine.spreader.ring_all([Doorbell(address.run, address.epoch, head, node)])
        return able

    def _tell(self, node: PlanNode, *, able: bool) -> None:
        """Once for each handler, and once more when that changes."""
        if (node.handler, able) in self._told or len(self._told) >= _TOLD:
            return
        self._told.add((node.handler, able))
        self._told.discard((node.handler, not able))
        then = "its nodes are left to workers that have it" if able else "nor does any that lives: its nodes wait"
        logger.warning("this worker does not have the handler %s; %s", node.handler, then)
