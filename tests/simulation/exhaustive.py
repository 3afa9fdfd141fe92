"""``python -m tests.simulation --exhaustive``: all lives of all graphs of up to four nodes, within bounds."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.builders import graph_from_pairs
from tests.simulation.graphs import Pairs, shapes
from tests.simulation.search import Found, Search
from tests.simulation.weather import FAULTS, Bounds
from tests.simulation.worlds import OPERATIONS, Worlds

_ONE, _TWO = dict.fromkeys(FAULTS, 1), dict.fromkeys(FAULTS, 2)
#: What somebody may do to a run that goes on.
DEEDS = ("cancel", "pause", "skip", "fail", "succeed", "deadline")
#: What may befall a life, by name.
BOUNDS = {
    "one fault": Bounds(1, _ONE),
    "two faults": Bounds(2, _TWO),
    "an operation and a fault": Bounds(2, _ONE, OPERATIONS),
    "two operations": Bounds(2, {"operate": 2}, OPERATIONS),
    **{deed: Bounds(1, {"operate": 1}, frozenset({deed})) for deed in DEEDS},
    "failure and retry": Bounds(2, {"fail": 1, "operate": 1}, frozenset({"retry", "succeed"})),
    "next node and lost answer": Bounds(2, {"follow": 1, "silence": 1}),
    "rerun and crash": Bounds(2, {"crash": 1, "operate": 1}, frozenset({"rerun", "redo"})),
}
#: What takes a search of three nodes at most a minute or two.
_PLAIN = (*DEEDS, "failure and retry", "rerun and crash", "next node and lost answer")
#: Seconds between two lines of progress.
_NEWS = 60.0


@dataclass(frozen=True, slots=True)
class Task:
    """One search: a graph, its cells, and what may befall it."""

    size: int
    pairs: Pairs
    cell_size: int
    bounds: str

    def __str__(self) -> str:
        edges = " ".join(f"{source}>{target}" for source, target in self.pairs) or "no edges"
        return f"{self.size} nodes in cells of {self.cell_size}, {edges}, {self.bounds}"

    def search(self, *, limit: int = 6_000_000) -> Found:
        """Look at all of it."""
        graph = graph_from_pairs(self.size, self.pairs)
        return Search(Worlds(graph, cell_size=self.cell_size, bounds=BOUNDS[self.bounds]), limit=limit).run()


def tasks(size: int, *bounds: str, cells: Sequence[int] = ()) -> Iterator[Task]:
    """All graphs of a size, in cells of the given sizes, or of every size that makes a difference."""
    for name, cell_size, pairs in itertools.product(bounds, cells or range(1, size + 1), shapes(size)):
        yield Task(size, pairs, cell_size, name)


def everything() -> list[Task]:
    """The whole of it. The bounds get narrower as the graphs grow, so that all of it takes less than an hour."""
    return [
        *tasks(3, "one fault", *(name for name in _PLAIN if name != "cancel")),
        *tasks(3, "cancel", "two faults", cells=(2, 3)),
        *tasks(4, "one fault"),
        *tasks(4, *_PLAIN, cells=(2, 4)),
        *(task for size in (1, 2) for task in tasks(size, "two faults", "an operation and a fault", "two operations")),
    ]


def glance() -> list[Task]:
    """A part of it that takes some seconds."""
    return [
        *(task for size in (1, 2) for task in tasks(size, "one fault", "failure and retry", "rerun and crash")),
        *(task for size in (1, 2) for task in tasks(size, *DEEDS, cells=(size,))),
        *tasks(3, "one fault", cells=(2, 3)),
        Task(3, ((0, 1), (1, 2)), 3, "failure and retry"),
        Task(3, ((0, 1), (0, 2)), 2, "next node and lost answer"),
    ]


def run(chosen: Sequence[Task], *, processes: int) -> int:
    """Search in several processes and print what was found; 1 if anything is wrong, or was not looked at to the end."""
    graphs = len({(task.size, task.pairs) for task in chosen})
    print(f"{len(chosen)} searches of {graphs} graphs in {processes} processes", flush=True)
    started, totals, wrong, given_up = time.monotonic(), [0, 0, 0], 0, 0
    told = started
    with multiprocessing.Pool(processes, maxtasksperchild=1) as pool:
        for done, (number, found) in enumerate(pool.imap_unordered(_search, list(enumerate(chosen))), 1):
            totals = [
                total + new for total, new in zip(totals, (found.schedules, found.states, found.moves), strict=True)
            ]
            wrong += bool(found.complaint)
            given_up += not found.whole
            if found.complaint or not found.whole:
                print(f"{chosen[number]}: {found.complaint or 'given up'}", *found.trace, sep="\n  ", flush=True)
            if time.monotonic() - told > _NEWS:
                told = time.monotonic()
                print(f"{done} searches after {told - started:.0f} s: {totals[1]:,} states", flush=True)
    schedules, states, moves = totals
    seconds = time.monotonic() - started
    print(f"{wrong} violations in {schedules:,} schedules: {states:,} states, {moves:,} moves; {seconds:.0f} s")
    print(f"{given_up} of {len(chosen)} searches were given up")
    return min(1, wrong + given_up)


def _search(numbered: tuple[int, Task]) -> tuple[int, Found]:
    logging.disable(logging.CRITICAL)
    return numbered[0], numbered[1].search()
