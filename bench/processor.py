"""Processor time by part: what a node costs each process that has to do with it, however busy the machine is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping

import psutil

#: Milliseconds of user and system time so far, by part.
Spent = Counter[str]


def processor_ms() -> Spent:
    """What this process and everything that it started has spent so far."""
    me = psutil.Process()
    spent = Spent(client=_milliseconds(me))
    for process in me.children(recursive=True):
        spent[_part(process)] += _milliseconds(process)
    return spent


def metered(act: Callable[[], float], into: Spent) -> float:
    """Call, and add what every part spent meanwhile."""
    before = processor_ms()
    result = act()
    into.update(processor_ms() - before)
    return result


def per_node(spent: Mapping[str, int], nodes: int) -> dict[str, float]:
    """Milliseconds per node, of the parts that spent any."""
    return {part: round(ms / nodes, 3) for part, ms in Counter(spent).most_common()}


def _part(process: psutil.Process) -> str:
    command = process.cmdline()
    if "-n" not in command:
        return process.name()
    worker = command[command.index("-n") + 1].partition("@")[0]
    return f"{worker} worker" if process.ppid() == os.getpid() else f"{worker} pool"


def _milliseconds(process: psutil.Process) -> int:
    """The kernel counts in steps of ten."""
    times = process.cpu_times()
    return round((times.user + times.system) * 1e3)
