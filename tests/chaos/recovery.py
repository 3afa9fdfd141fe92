"""How long it took until what a kill had interrupted was under way again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.chaos.evidence import Evidence
from tests.chaos.history import Event


@dataclass(frozen=True)
class Recovery:
    """Seconds, over all the kills that interrupted something."""

    count: int
    p50: float
    p99: float
    longest: float


def recovery(evidence: Evidence) -> Recovery:
    """From each kill to the next call of every node that it interrupted; for a server, to the next call of any."""
    times = sorted([*_of_nodes(evidence), *_of_servers(evidence)])
    if not times:
        return Recovery(0, 0.0, 0.0, 0.0)
    return Recovery(len(times), _quantile(times, 0.5), _quantile(times, 0.99), times[-1])


def _of_nodes(evidence: Evidence) -> Iterator[float]:
    killed = {pid: event["t"] for event in evidence.all("strike") for pid in event.get("pids", ())}
    for node, begins in evidence.begins.items():
        ended = {place.event["attempt"] for place in evidence.ends.get(node, [])}
        for place, following in itertools.pairwise(begins):
            death = killed.get(place.event["pid"])
            if death is not None and place.event["t"] <= death and place.event["attempt"] not in ended:
                yield following.event["t"] - death


def _of_servers(evidence: Evidence) -> Iterator[float]:
    """From the return of the server: how long it was away is the campaign's own doing."""
    back: Event | None = None
    for event in evidence.events:
        if event["event"] == "back":
            back = event
        elif event["event"] == "begin" and back is not None:
            yield event["t"] - back["t"]
            back = None


def _quantile(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
