"""Everything that a campaign leaves behind for the checker, and the views of it that the rules share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.chaos.history import Event
from tests.chaos.records import RunRecord
from tests.chaos.shapes import Shape
from tests.chaos.workload import Workload

Node = tuple[str, str]

#: The most seconds after the return of the store in which a call may begin whose node was claimed before it died.
_READING = 5.0

#: The faults of which the store dies.
_FATAL = frozenset({"store", "all", "disk", "eio"})


@dataclass(frozen=True)
class Place:
    """An event and its place in the history."""

    at: int
    event: Event


@dataclass
class Evidence:
    """The history; the records of all runs, as they were when each run ended and as they are at last.

    ``effects`` are those of the ledger; ``deletions`` the runs that were deleted, and by whom; ``audit`` is what
    Aurora's own audit found wrong; ``orphans`` what was left in the store when every run had been deleted.
    """

    events: Sequence[Event]
    workload: Workload = field(default_factory=Workload)
    early: Sequence[RunRecord] = ()
    last: Mapping[str, RunRecord] = field(default_factory=dict)
    effects: Sequence[Node] = ()
    audit: Sequence[str] = ()
    orphans: Sequence[str] = ()
    deletions: Sequence[tuple[str, str]] = ()
    _expected: dict[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each run that was accepted."""
        return {event["run"]: event["number"] for event in self.events if event["event"] == "accepted"}

    @cached_property
    def salts(self) -> dict[str, str]:
        """The input of each run that was accepted."""
        known = [event for event in self.events if event["event"] == "accepted"]
        return {event["run"]: event.get("salt", self.workload.salt(event["number"])) for event in known}

    @cached_property
    def asks(self) -> dict[str, Event]:
        """What each operation asked for."""
        return {event["op"]: event for event in self.all("ask")}

    @cached_property
    def answers(self) -> dict[str, dict[str, Event]]:
        """How the operations on each run were answered, by operation."""
        found: dict[str, dict[str, Event]] = defaultdict(dict)
        for event in self.all("answer"):
            found[event["run"]][event["op"]] = event
        return found

    @cached_property
    def marks(self) -> dict[Node, list[Place]]:
        """Where it was asked to give a node a result by hand."""
        found: dict[Node, list[Place]] = defaultdict(list)
        for at, event in enumerate(self.events):
            if event["event"] == "ask" and event["kind"] == "mark_succeeded":
                found[event["run"], event["node"]].append(Place(at, event))
        return found

    def family(self, run: str) -> list[str]:
        """A run, the one that it does again, the one that that does again, and so on."""
        found = [run]
        while (origin := self._origins.get(found[-1])) is not None:
            found.append(origin)
        return found

    @cached_property
    def _origins(self) -> dict[str, str | None]:
        return {event["run"]: event.get("origin") for event in self.all("accepted")}

    @cached_property
    def cancelled(self) -> frozenset[str]:
        """Runs whose cancel was asked for."""
        return frozenset(event["run"] for event in self.events if event["event"] == "cancel")

    @cached_property
    def begins(self) -> dict[Node, list[Place]]:
        """Where each node's handler was called."""
        return self._places("begin")

    @cached_property
    def ends(self) -> dict[Node, list[Place]]:
        """Where each node's handler came to its end."""
        return self._places("end")

    @cached_property
    def outages(self) -> list[tuple[int, int]]:
        """From which place to which the store was being killed or away."""
        found, begin = [], None
        for at, event in enumerate(self.events):
            if event["event"] == "strike" and event["fault"] in _FATAL:
                begin = at
            elif event["event"] == "back" and begin is not None:
                found.append((begin, at))
                begin = None
        return found

    def store_died(self, one: Place, other: Place) -> bool:
        """Whether the store was killed between the claim of one call and another call."""
        return any(begin < other.at and self._claimed_before(one, end) for begin, end in self.outages)

    def _claimed_before(self, call: Place, back: int) -> bool:
        """Whether a node may have been claimed before the store was back, and been called only then or later.

        Between a claim and its call the inputs are read, for which the store has to be there. Before the claim the
        process ended its previous call.
        """
        late = call.event["t"] - self.events[back]["t"]
        return call.at < back or (late < _READING and self._previous.get(call.at, -1) < back)

    @cached_property
    def _previous(self) -> dict[int, int]:
        """By the place of a call, the place of what its process noted last before it."""
        found: dict[int, int] = {}
        latest: dict[int, int] = {}
        for at, event in enumerate(self.events):
            if event["event"] in {"begin", "end"}:
                found[at] = latest.get(event["pid"], -1)
                latest[event["pid"]] = at
        return found

    def shape(self, run: str) -> Shape:
        """The graph of a run."""
        return self.workload.shape(self.numbers[run])

    def expected(self, run: str) -> Mapping[str, str]:
        """The result of every node of a run."""
        if run not in self._expected:
            self._expected[run] = self.shape(run).expected(self.salts[run])
        return self._expected[run]

    def all(self, event: str) -> list[Event]:
        """All events of a kind."""
        return [one for one in self.events if one["event"] == event]

    def _places(self, kind: str) -> dict[Node, list[Place]]:
        places: dict[Node, list[Place]] = defaultdict(list)
        for at, event in enumerate(self.events):
            if event["event"] == kind:
                places[event["run"], event["node"]].append(Place(at, event))
        return dict(places)
