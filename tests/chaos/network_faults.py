"""What is done to connections and messages: lost answers, resets, latency, partitions, doubles, losses, disorder."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.chaos.links import MESSAGES, WRITES, Link
from tests.chaos.proxy import FAIR, Proxy, Weather
from tests.chaos.site import LEASE, Site

Strike = Callable[[Site, random.Random], None]

#: Seconds that a spell of bad weather or mischief lasts.
_SPELL = (1.5, 3.0)

#: Seconds of delay of each chunk, and bytes a second of a slow line.
_LATENCY, _TRICKLE = 0.2, 2048.0

#: The most answers that one strike loses.
_CUTS = 6

#: The part of all messages that a lossy broker loses.
_LOSS = 0.2


def cut(site: Site, rng: random.Random) -> None:
    """Requests are carried out, and their answers never arrive: nobody knows whether they were."""
    link = _link(site, rng)
    before = site.linked.cuts
    site.history.note("strike", fault="cut")
    link.store.lose_answers(WRITES, count=rng.randint(1, _CUTS))
    link.broker.lose_answers(MESSAGES, count=rng.randint(0, 2))
    time.sleep(rng.uniform(*_SPELL))
    for proxy in (link.store, link.broker):
        proxy.lose_answers((), count=0)
    site.history.note("lost answers", count=site.linked.cuts - before)


def reset(site: Site, rng: random.Random) -> None:
    """Every connection of one process, or of all, is reset."""
    site.history.note("strike", fault="reset")
    for link in site.linked.all if rng.random() < 0.5 else [_link(site, rng)]:
        link.store.reset()
        link.broker.reset()


def latency(site: Site, rng: random.Random) -> None:
    """The line of one process becomes slow to answer."""
    with _spell(site, rng, "latency", Weather(delay=_LATENCY)):
        time.sleep(rng.uniform(*_SPELL))


def trickle(site: Site, rng: random.Random) -> None:
    """The line of one process lets through little at a time."""
    with _spell(site, rng, "trickle", Weather(rate=_TRICKLE)):
        time.sleep(rng.uniform(*_SPELL))


def partition(site: Site, rng: random.Random) -> None:
    """One process is cut off for longer than a lease, in one direction or in both, and then its connections break."""
    weather = rng.choice(
        [Weather(requests_stand=True, answers_stand=True), Weather(answers_stand=True), Weather(requests_stand=True)]
    )
    with _spell(site, rng, "partition", weather) as proxies:
        time.sleep(LEASE + rng.uniform(0.5, 2.0))
        for proxy in proxies:
            proxy.reset()


def mischief(kind: str, *, share: float = 1.0) -> Strike:
    """A strike in which the gremlin does this to a share of all messages for a while."""

    def strike(site: Site, rng: random.Random) -> None:
        gremlin = site.linked.gremlin
        before = gremlin.count
        site.history.note("strike", fault=kind)
        gremlin.share, gremlin.mischief = share, kind
        time.sleep(rng.uniform(*_SPELL))
        gremlin.mischief = ""
        site.history.note("mischief", kind=kind, count=gremlin.count - before)

    strike.__doc__ = f"Messages meet this on their way to the broker: {kind}."
    return strike


dup, drop, reorder = mischief("dup"), mischief("drop", share=_LOSS), mischief("reorder", share=0.5)


@contextmanager
def _spell(site: Site, rng: random.Random, fault: str, weather: Weather) -> Iterator[list[Proxy]]:
    """Bad weather on the way of one process to its store, its broker, or both."""
    link = _link(site, rng)
    proxies = rng.choice([[link.store], [link.broker], [link.store, link.broker]])
    site.history.note("strike", fault=fault)
    for proxy in proxies:
        proxy.weather = weather
    try:
        yield proxies
    finally:
        for proxy in proxies:
            proxy.weather = FAIR


def _link(site: Site, rng: random.Random) -> Link:
    return rng.choice(site.linked.all)
