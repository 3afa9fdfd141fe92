"""How long it took until what a kill had interrupted was under way again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.chaos.evidence import Evidence
from tests.chaos.history import Event

#: The key under which all faults are taken together.
TOGETHER = "together"


@dataclass(frozen=True)
class Recovery:
    """Seconds, over all the kills that interrupted something."""

    count: int
    p50: float
    p99: float
    longest: float


def recovery(evidence: Evidence) -> dict[str, Recovery]:
    """By fault, and over ``TOGETHER``.

    From each kill to the next call of every node that it interrupted; for a server, from its return to the next call
    of any node: how long it was away is the campaign's own doing.
    """
    times: dict[str, list[float]] = defaultdict(list)
    for fault, seconds in [*_of_nodes(evidence), *_of_servers(evidence)]:
        times[fault].append(seconds)
        times[TOGETHER].append(seconds)
    return {fault: _summary(sorted(found)) for fault, found in sorted(times.items())}


def _of_nodes(evidence: Evidence) -> Iterator[tuple[str, float]]:
    kills = _kills(evidence)
    strikes = [event["t"] for event in evidence.all("strike")]
    for node, begins in evidence.begins.items():
        ended = {place.event["attempt"] for place in evidence.ends.get(node, [])}
        for place, following in pairwise(begins):
            death = _death(kills[place.event["pid"]], place.event["t"])
            if death is not None and death["t"] <= following.event["t"] and place.event["attempt"] not in ended:
                alone = sum(death["t"] <= other < following.event["t"] for other in strikes) == 1
                fault = death["fault"] if alone else f"{death['fault']}, then others"
                yield fault, following.event["t"] - death["t"]


def _kills(evidence: Evidence) -> defaultdict[int, list[Event]]:
    """The strikes at each pid, in order: in a long campaign the kernel gives a pid to several processes in turn."""
    kills: defaultdict[int, list[Event]] = defaultdict(list)
    for event in evidence.all("strike"):
        for pid in event.get("pids", ()):
            kills[pid].append(event)
    return kills


def _death(kills: Sequence[Event], begun: float) -> Event | None:
    """The strike that ended a process which lived at a time."""
    return next((event for event in kills if event["t"] >= begun), None)


def _of_servers(evidence: Evidence) -> Iterator[tuple[str, float]]:
    back: Event | None = None
    for event in evidence.events:
        if event["event"] == "back":
            back = event
        elif event["event"] == "begin" and back is not None:
            yield back["fault"], event["t"] - back["t"]
            back = None


def _summary(times: Sequence[float]) -> Recovery:
    return Recovery(len(times), _quantile(times, 0.5), _quantile(times, 0.99), times[-1])


def _quantile(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]
