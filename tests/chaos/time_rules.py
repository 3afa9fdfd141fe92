"""Rules about time: no node is taken from a live worker before its lease is over, and recorded times are in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from tests.chaos.evidence import Evidence, Place
from tests.chaos.site import LEASE

#: A node that is taken from a live worker sooner than this was not taken for its lease. Less than a lease, because
#: the worker's last sign of life may lie before the call.
_SOON = LEASE / 2

#: Seconds after the end of a strike in which its effects may still show.
_ECHO = 2 * LEASE

#: How far apart two times may lie that one write sets.
_TICK = timedelta(milliseconds=2)


def taken_too_early(evidence: Evidence) -> Iterator[str]:
    """Nodes that were given to somebody else soon after they were called, while nothing was wrong but clocks."""
    troubles = _troubles(evidence)
    for (run, node), begins in evidence.begins.items():
        for one, other in pairwise(begins):
            if _soon(one, other) and not any(
                start <= other.event["t"] and one.event["t"] <= end for start, end in troubles
            ):
                seconds = other.event["t"] - one.event["t"]
                yield f"run {run}: {node} was called again {seconds:.3f} s after attempt {one.event['attempt']} began"


def times_out_of_order(evidence: Evidence) -> Iterator[str]:
    """Runs and nodes that began before they were submitted or ended before they began, as their records have it."""
    for run in evidence.numbers:
        record = evidence.last.get(run)
        if record is None:
            continue
        spans = {name: (node.started, node.finished) for name, node in record.nodes.items()}
        for name, (started, finished) in spans.items():
            if not _ordered(record.created, started, finished, record.finished):
                yield f"run {run}, {record.created} to {record.finished}: {name} is from {started} to {finished}"


def _soon(one: Place, other: Place) -> bool:
    return bool(other.event["attempt"] > one.event["attempt"] and other.event["t"] - one.event["t"] < _SOON)


def _troubles(evidence: Evidence) -> list[tuple[float, float]]:
    """From when to when something other than a clock was wrong, or had just been."""
    found: list[tuple[float, float]] = []
    begin: float | None = None
    for event in evidence.events:
        if event["event"] == "strike" and event["fault"] != "clock":
            begin = event["t"]
        elif event["event"] == "over" and begin is not None:
            found.append((begin, event["t"] + _ECHO))
            begin = None
    return found if begin is None else [*found, (begin, float("inf"))]


def _ordered(*times: datetime | None) -> bool:
    known: list[datetime] = [time for time in times if time is not None]
    return all(earlier <= later + _TICK for earlier, later in pairwise(known))
