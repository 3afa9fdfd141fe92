"""A depth-first search of all worlds of one graph, each of which is entered once.

It looks at every step, and in the end at the whole: from each world that was entered a way must lead, without any
further fault, to one in which the run has ended well. So nothing can get stuck, whatever happened before.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from tests.simulation.invariants import Wrong
from tests.simulation.worlds import Move, State, Worlds


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. ``schedules`` counts the lives that were followed until nothing new could come of them.

    ``complaint`` is empty if nothing is wrong; ``trace`` tells how it came to that. ``whole`` is False for a search
    that was given up.
    """

    schedules: int
    states: int
    moves: int
    complaint: str = ""
    trace: tuple[str, ...] = ()
    whole: bool = True


class Search:
    """One search. ``limit`` is the number of worlds after which it is given up."""

    def __init__(self, worlds: Worlds, *, limit: int = 2_000_000) -> None:
        self._worlds, self._limit = worlds, limit
        self._numbers: dict[State, int] = {worlds.first: 0}
        self._parents = array("l", [-1])
        #: Moves that are no faults, from and to.
        self._sources, self._targets = array("l"), array("l")
        self._goals = [0] if worlds.is_goal(worlds.first) else []
        self._schedules = self._moves = 0

    def run(self) -> Found:
        """Look at everything, or at as much as shows that something is wrong."""
        path: list[tuple[int, Iterator[Move]]] = [(0, self._worlds.moves(self._worlds.first))]
        while path and len(self._numbers) < self._limit:
            number, moves = path[-1]
            try:
                entered = self._enter_next(number, moves)
            except Wrong as wrong:
                return self._found(str(wrong), number)
            if entered is None:
                path.pop()
            else:
                path.append((self._numbers[entered], self._worlds.moves(entered)))
        if path:
            return self._found("", 0, whole=False)
        stuck = self._stuck()
        return self._found("", 0) if stuck is None else self._found(self._why_stuck(stuck), stuck)

    def _enter_next(self, number: int, moves: Iterator[Move]) -> State | None:
        """Follow the moves from a world up to the first that leads to a new one."""
        for move in moves:
            self._moves += 1
            target = self._numbers.setdefault(move.state, len(self._numbers))
            if move.fault is None:
                self._sources.append(number)
                self._targets.append(target)
            if target == len(self._parents):
                self._parents.append(number)
                if self._worlds.is_goal(move.state):
                    self._goals.append(target)
                return move.state
            self._schedules += 1
        return None

    def _stuck(self) -> int | None:
        """The first world from which no way leads to a good end: go back from those to all others."""
        before: list[list[int]] = [[] for _ in self._parents]
        for source, target in zip(self._sources, self._targets, strict=True):
            before[target].append(source)
        good, todo = bytearray(len(self._parents)), list(self._goals)
        while todo:
            number = todo.pop()
            if not good[number]:
                good[number] = 1
                todo += before[number]
        found = good.find(0)
        return None if found < 0 else found

    def _why_stuck(self, number: int) -> str:
        """Follow the moves that are no faults as far as they lead; what is wrong there."""
        after: dict[int, list[int]] = {}
        for source, target in zip(self._sources, self._targets, strict=True):
            after.setdefault(source, []).append(target)
        seen, todo = {number}, [number]
        while todo:
            last = todo.pop(0)
            new = [target for target in after.get(last, ()) if target not in seen]
            seen.update(new)
            todo += new
        quiet = [state for state, place in self._numbers.items() if place in seen and len(state) == 2]
        return self._worlds.judge.complaint(quiet[-1][0]) if quiet else "somebody is never done"

    def _found(self, complaint: str, number: int, *, whole: bool = True) -> Found:
        trace = self._trace(number) if complaint else ()
        return Found(self._schedules, len(self._numbers), self._moves, complaint, trace, whole)

    def _trace(self, number: int) -> tuple[str, ...]:
        """What happened on the way to a world."""
        states = list(self._numbers)
        labels: list[str] = []
        while (parent := self._parents[number]) >= 0:
            ways = (move.label for move in self._worlds.moves(states[parent]) if move.state == states[number])
            labels.append(next(ways))
            number = parent
        return tuple(reversed(labels))
