"""The processes that take part, numbered: equal numbers have the same errand and were answered the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from tests.simulation.invariants import Wrong
from tests.simulation.script import Call, Ended, Errand, Scripts

#: No process of ours asks so much for one errand.
_MOST = 150


class Numbers:
    """A number for each thing, by a key that says all that matters about it."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self.things: list[Any] = []

    def of(self, key: Hashable, thing: Any) -> int:
        """The same number for the same key."""
        number = self._numbers.setdefault(key, len(self.things))
        if number == len(self.things):
            self.things.append(thing)
        return number


@dataclass(frozen=True, slots=True)
class Process:
    """Where a process stands: what it asks now, or that it has ended."""

    errand: Errand
    answers: tuple[int, ...]
    call: Call | None
    call_number: int
    ended: Ended | None


class Casting:
    """All processes, wherever they came to stand in any world."""

    def __init__(self, scripts: Scripts) -> None:
        self._scripts, self._calls, self._processes = scripts, Numbers(), Numbers()
        self.answers = Numbers()
        self._begun: dict[Errand, int] = {}
        self._next: dict[tuple[int, int], int] = {}

    def __getitem__(self, number: int) -> Process:
        process: Process = self._processes.things[number]
        return process

    def begun(self, errand: Errand) -> int:
        """A process that was answered nothing so far."""
        if errand not in self._begun:
            self._begun[errand] = self._stand(errand, ())
        return self._begun[errand]

    def answered(self, number: int, answer: int) -> int:
        """Where the process stands after that answer."""
        key = number, answer
        if key not in self._next:
            process = self[number]
            self._next[key] = self._stand(process.errand, (*process.answers, answer))
        return self._next[key]

    def answer(self, value: object) -> int:
        """The number of an answer."""
        return self.answers.of(repr(value), value)

    def _stand(self, errand: Errand, answers: tuple[int, ...]) -> int:
        if len(answers) > _MOST:
            raise Wrong(f"{errand} asks without end")
        calls, ended = self._scripts.next(errand, [self.answers.things[answer] for answer in answers])
        call = calls[-1] if ended is None else None
        number = -1 if call is None else self._calls.of(str(call), call)
        return self._processes.of((errand, answers), Process(errand, answers, call, number, ended))
