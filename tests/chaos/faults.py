"""The catalogue of faults: what can be asked for, how often each comes, and what it needs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tests.chaos import network_faults, server_faults, worker_faults
from tests.chaos.site import Site


@dataclass(frozen=True)
class Fault:
    """Something that can be done to a site. ``weight`` is how often, beside the others.

    ``linked``: it needs proxies between the processes and the servers. ``messages``: it needs the gremlin, who
    understands Valkey's messages only.
    """

    name: str
    strike: Callable[[Site, random.Random], None]
    weight: int = 1
    linked: bool = False
    messages: bool = False


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
        Fault("cut", network_faults.cut, weight=3, linked=True),
        Fault("reset", network_faults.reset, weight=2, linked=True),
        Fault("latency", network_faults.latency, linked=True),
        Fault("trickle", network_faults.trickle, linked=True),
        Fault("partition", network_faults.partition, weight=2, linked=True),
        Fault("dup", network_faults.dup, linked=True, messages=True),
        Fault("drop", network_faults.drop, linked=True, messages=True),
        Fault("reorder", network_faults.reorder, linked=True, messages=True),
    )
}

#: Names for several at once.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "kills": ("child", "parent", "group", "broker", "store", "all"),
    "proxy": tuple(fault.name for fault in FAULTS.values() if fault.linked and not fault.messages),
    "messages": tuple(fault.name for fault in FAULTS.values() if fault.messages),
    "every": tuple(FAULTS),
}


def chosen(names: Iterable[str], *, broker: str) -> list[Fault]:
    """The faults of these names and groups, each once, without those that this broker cannot have in a group.

    Raises ValueError for a name that is neither, and for a fault that this broker cannot have.
    """
    found: dict[str, Fault] = {}
    for name in names:
        if name not in FAULTS and name not in GROUPS:
            raise ValueError(f"no fault is called {name}; there are {', '.join([*FAULTS, *GROUPS])}")
        for one in GROUPS.get(name, (name,)):
            fault = FAULTS[one]
            if not fault.messages or broker == "valkey":
                found[one] = fault
            elif name not in GROUPS:
                raise ValueError(f"{name} can be had with Valkey only")
    if not found:
        raise ValueError(f"none of these faults can be had with {broker}")
    return list(found.values())
