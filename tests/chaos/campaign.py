"""A campaign: runs flow in, strikes fall, everything heals, every run has to end, and then it is judged."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.chaos import history, ledger
from tests.chaos.checker import OPERATED, RULES, Verdict, judge
from tests.chaos.client import Clients, Crowd
from tests.chaos.evidence import Evidence
from tests.chaos.faults import Fault
from tests.chaos.leftovers import audit, deletions, everything, purge
from tests.chaos.operators import Operators
from tests.chaos.site import AuroraSite, Plan, Site
from tests.chaos.workload import Workload

Say = Callable[[str], None]

#: Seconds in which nobody notes anything, after everything was healed, after which runs that are left count as lost.
_PATIENCE = 60.0

#: Seconds between two strikes: at least, and at most.
_SHORTEST, _LONGEST = 0.1, 2.0

#: Seconds between two lines of progress.
_NEWS = 10.0


@dataclass(frozen=True)
class Order:
    """What is to be done. The same order strikes the same blows; when they fall is up to the machine.

    ``rest``: seconds without a strike after each, so that it is seen how long the work takes to go on after one alone.
    """

    kills: int
    runs: int
    faults: Sequence[Fault]
    seed: int
    broker: str = "valkey"
    clients: int = 12
    shape: str = ""
    operate: bool = False
    rest: float = 0.0

    @property
    def workload(self) -> Workload:
        """The runs."""
        return Workload(self.seed, self.shape)

    def plan(self) -> Plan:
        """The site that these faults need."""
        linked = any(fault.linked for fault in self.faults)
        messages = any(fault.messages for fault in self.faults)
        needs = frozenset(fault.needs for fault in self.faults if fault.needs)
        return Plan(broker=self.broker, linked=linked, messages=messages, needs=needs, seed=self.seed)


@dataclass(frozen=True)
class Outcome:
    """What a campaign left behind, and what the checker says about it."""

    evidence: Evidence
    verdict: Verdict


class Campaign:
    """One campaign on one site."""

    def __init__(self, order: Order, site: Site, say: Say) -> None:
        self._order, self._site, self._say = order, site, say
        self._struck = 0
        self._news = 0.0
        self._rng = random.Random(order.seed)

    def wanted(self, number: int) -> bool:
        """All runs that were ordered, and more of them as long as strikes are to fall."""
        return number < self._order.runs or self._struck < self._order.kills

    def run(self, crowd: Crowd) -> None:
        """Until all strikes have fallen and all runs have ended, or nothing moves any more."""
        self._crowd = crowd
        crowd.start()
        for fault in self._blows():
            self._pause()
            fault.strike(self._site, self._rng)
            self._site.history.note("over", fault=fault.name)
            self._struck += 1
        self._site.heal()
        self._site.history.note("healed")
        self._settle()
        crowd.leave()

    def _blows(self) -> Iterator[Fault]:
        """Each fault once, then by weight."""
        faults = self._order.faults
        first = self._rng.sample(faults, len(faults))[: self._order.kills]
        yield from first
        weights = [fault.weight for fault in faults]
        yield from self._rng.choices(faults, weights, k=self._order.kills - len(first))

    def _pause(self) -> None:
        """Until runs have ended in proportion to the strikes, but not for long."""
        begin = time.monotonic()
        pause = self._order.rest + self._rng.uniform(_SHORTEST, 5 * _SHORTEST)
        due = self._struck * self._order.runs / self._order.kills
        while (passed := time.monotonic() - begin) < pause or (self._crowd.ended < due and passed < _LONGEST):
            self._tell()
            time.sleep(0.02)

    def _settle(self) -> None:
        seen, since = (-1, -1), time.monotonic()
        while self._crowd.busy and time.monotonic() - since < _PATIENCE:
            if (now := (self._crowd.ended, self._site.history.path.stat().st_size)) != seen:
                seen, since = now, time.monotonic()
            self._tell()
            time.sleep(0.1)

    def _tell(self) -> None:
        if time.monotonic() >= self._news:
            self._news = time.monotonic() + _NEWS
            self._say(f"{self._struck} of {self._order.kills} strikes, {self._crowd.ended} of {self._order.runs} runs")


def conduct(order: Order, directory: Path, say: Say = print) -> Outcome:
    """Run a campaign on Aurora in a directory and judge it."""
    site = AuroraSite(directory, order.plan())
    try:
        campaign = Campaign(order, site, say)
        work, threads = order.workload, order.clients
        crowd = Operators if order.operate else Clients
        clients = crowd(site.aurora, site.history, workload=work, threads=threads, wanted=campaign.wanted)
        campaign.run(clients)
        say("reading every run")
        records = everything(site.aurora)
        evidence = Evidence(
            events=history.read(site.history.path),
            workload=order.workload,
            early=clients.early,
            last={record.id: record for record in records},
            effects=ledger.effects(site.ledger),
            audit=audit(site.aurora),
            deletions=deletions(site),
            orphans=purge(site),
        )
    finally:
        site.close()
    return Outcome(evidence, judge(evidence, OPERATED if order.operate else RULES))
