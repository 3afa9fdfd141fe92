"""The ways by which a process reaches its servers: straight, or through a proxy for each."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.chaos.gremlin import Gremlin
from tests.chaos.proxy import Proxies, Proxy

#: What the requests hold whose answers are worth losing: writes to the store, messages for the broker.
WRITES = (b"findAndModify", b"insert", b"update")
MESSAGES = (b"LPUSH", b"application/json")


@dataclass(frozen=True)
class Link:
    """One process's proxies, to the store and to the broker."""

    store: Proxy
    broker: Proxy


class Links:
    """The links of all processes, and the gremlin that sits on those to the broker."""

    def __init__(self, *, store: int, broker: int, processes: int, seed: int, messages: bool) -> None:
        self._proxies = Proxies()
        self.gremlin = Gremlin(random.Random(seed))
        self.all = [Link(self._proxies.to(store), self._proxies.to(broker)) for _ in range(processes)]
        for link in self.all if messages else ():
            link.broker.rewriter = self.gremlin.rewriter

    @property
    def cuts(self) -> int:
        """How many answers were lost so far."""
        return sum(link.store.cuts + link.broker.cuts for link in self.all)

    def close(self) -> None:
        """End all connections."""
        self._proxies.close()
