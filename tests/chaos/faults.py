"""The catalogue of faults: what can be asked for, how often each comes, and what it needs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tests.chaos import machine_faults, network_faults, server_faults, worker_faults
from tests.chaos.site import Site
from tests.servers.needs import SMALL_DISK, TRACING, WALL_CLOCK, Need


@dataclass(frozen=True)
class Fault:
    """Something that can be done to a site. ``weight`` is how often, beside the others.

    ``linked``: it needs proxies between the processes and the servers. ``messages``: it needs the gremlin, who
    understands Valkey's messages only. ``rabbitmq``: only RabbitMQ can have it. ``needs`` is what it needs from the
    machine.
    """

    name: str
    strike: Callable[[Site, random.Random], None]
    weight: int = 1
    linked: bool = False
    messages: bool = False
    rabbitmq: bool = False
    needs: Need | None = None

    def lacks(self) -> str:
        """Why this machine cannot have it; empty if it can."""
        return self.needs.lacking() if self.needs else ""


FAULTS: Mapping[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("child", worker_faults.child, weight=20),
        Fault("parent", worker_faults.parent, weight=4),
        Fault("group", worker_faults.group, weight=2),
        Fault("broker", server_faults.broker, weight=3),
        Fault("store", server_faults.store, weight=2),
        Fault("all", server_faults.everything),
        Fault("term", worker_faults.term, weight=2),
        Fault("stop", worker_faults.stop, weight=2),
        Fault("flush", server_faults.flush, weight=2),
        Fault("stepdown", server_faults.stepdown),
        Fault("stop_app", server_faults.stop_app, weight=2, rabbitmq=True),
        Fault("watermark", server_faults.watermark, rabbitmq=True),
        Fault("cut", network_faults.cut, weight=3, linked=True),
        Fault("reset", network_faults.reset, weight=2, linked=True),
        Fault("latency", network_faults.latency, linked=True),
        Fault("trickle", network_faults.trickle, linked=True),
        Fault("partition", network_faults.partition, weight=2, linked=True),
        Fault("dup", network_faults.dup, linked=True, messages=True),
        Fault("drop", network_faults.drop, linked=True, messages=True),
        Fault("reorder", network_faults.reorder, linked=True, messages=True),
        Fault("disk", machine_faults.disk, needs=SMALL_DISK),
        Fault("eio", machine_faults.eio, needs=TRACING),
        Fault("fsync", machine_faults.fsync, needs=TRACING),
        Fault("clock", machine_faults.clock, weight=2, needs=WALL_CLOCK),
    )
}

#: Names for several at once.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "kills": ("child", "parent", "group", "broker", "store", "all"),
    "proxy": tuple(fault.name for fault in FAULTS.values() if fault.linked and not fault.messages),
    "messages": tuple(fault.name for fault in FAULTS.values() if fault.messages),
    "machine": tuple(fault.name for fault in FAULTS.values() if fault.needs),
    "every": tuple(FAULTS),
}


def chosen(names: Iterable[str], *, broker: str) -> list[Fault]:
    """The faults of these names and groups, each once, without those of a group that cannot be had here.

    Raises ValueError for a name that is neither, and for a fault that cannot be had and was asked for by its name.
    """
    found: dict[str, Fault] = {}
    for name in names:
        if name not in FAULTS and name not in GROUPS:
            raise ValueError(f"no fault is called {name}; there are {', '.join([*FAULTS, *GROUPS])}")
        for fault in _of(name):
            obstacle = _obstacle(fault, broker)
            if not obstacle:
                found[fault.name] = fault
            elif name not in GROUPS:
                raise ValueError(f"{name} cannot be had: {obstacle}")
    if not found:
        raise ValueError(f"none of these faults can be had with {broker}")
    return list(found.values())


def left_out(names: Iterable[str], *, broker: str) -> dict[str, str]:
    """The faults of these groups that cannot be had here, and why."""
    obstacles = {fault.name: _obstacle(fault, broker) for name in names for fault in _of(name)}
    return {name: obstacle for name, obstacle in obstacles.items() if obstacle}


def _of(name: str) -> list[Fault]:
    return [FAULTS[one] for one in GROUPS.get(name, (name,))]


def _obstacle(fault: Fault, broker: str) -> str:
    if fault.messages and broker != "valkey":
        return "with Valkey only"
    return "with RabbitMQ only" if fault.rabbitmq and broker != "rabbitmq" else fault.lacks()
