"""Signals: which counters each completion moves, so that every edge is covered by exactly one path of them.

A completion can write in its own cell only, so an edge to another cell goes by a gate: a counter that lives
in the sources' cell and, once open, is delivered to each cell that waits for it.

    plain edge, one cell        edge between cells             complete block over several cells
                                                               c1: sources -> gate -.
    a --> b                     a -> gate =delivery=> b        c2: sources -> gate -+=> home gate ==> targets
                                                               c3: sources ---------'   (in c3)        (any cell)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from aurora_celery.compiler.blocks import Block, find_blocks
from aurora_celery.model.plan import Gate, GateOut

#: Opening a gate costs one more write than signalling the slots of the same cell in the write that is made
#: anyway. So within one cell a gate must save at least so many signals.
IN_CELL_GAIN = 256


@dataclass(frozen=True, slots=True)
class Signals:
    """By node index: how many signals it waits for, and what its completion signals in its own cell."""

    waits: tuple[int, ...]
    slots: tuple[tuple[int, ...], ...]
    gates: tuple[tuple[int, ...], ...]
    gates_of_cell: tuple[tuple[Gate, ...], ...]


def find_signals(preds: Sequence[tuple[int, ...]], *, cell_size: int) -> Signals:
    """Choose the signals. ``preds`` holds the ascending predecessors of each node by index. Linear in the edges."""
    board = _Board(len(preds), cell_size)
    blocks = find_blocks(preds)
    for target, sources in enumerate(blocks.loose):
        if sources:
            board.join(sources, target)
    for block in blocks.complete:
        board.connect(block)
    return board.signals()


@dataclass(slots=True)
class _Draft:
    """A gate in the making: what signals it, and the nodes and gates that it signals. It gets its id at the end.

    The sources lie in one cell. ``gates`` counts the gates of other cells among what signals it.
    """

    sources: tuple[int, ...]
    targets: list[int] = field(default_factory=list)
    homes: tuple[_Draft, ...] = ()
    gates: int = 0
    id: int = -1


class _Board:
    """The signals in the making."""

    def __init__(self, size: int, cell_size: int) -> None:
        self.cell_size = cell_size
        self.waits = [0] * size
        self.slots: dict[int, list[int]] = {}
        self.drafts: dict[tuple[int, ...], _Draft] = {}
        self.homes: list[_Draft] = []

    def join(self, sources: tuple[int, ...], target: int) -> None:
        """Edges from some sources to one target."""
        cell, slot = divmod(target, self.cell_size)
        if sources[0] >= target - slot:
            self._signal_plainly(sources, target, slot=slot)
            return
        for source_cell, local in self._by_cell(sources):
            if source_cell == cell:
                self._signal_plainly(local, target, slot=slot)
            else:
                self._gate(local).targets.append(target)
                self.waits[target] += 1

    def connect(self, block: Block) -> None:
        """Edges from every source to every target of a block."""
        sources, targets = self._by_cell(block.sources), self._by_cell(block.targets)
        if len(sources) > 1 and len(sources) * len(targets) > len(sources) + len(targets):
            self._signal(self._home([local for _, local in sources]), block.targets)
            return
        for source_cell, before in sources:
            for target_cell, after in targets:
                if source_cell == target_cell and len(before) * len(after) < len(before) + len(after) + IN_CELL_GAIN:
                    for target in after:
                        self.join(before, target)
                else:
                    self._signal(self._gate(before), after)

    def signals(self) -> Signals:
        """Number the gates by cell and freeze everything."""
        size = len(self.waits)
        drafts = sorted((*self.drafts.values(), *self.homes), key=attrgetter("sources"))
        gates: dict[int, list[int]] = {}
        for number, draft in enumerate(drafts):
            draft.id = number
            for source in draft.sources:
                gates.setdefault(source, []).append(number)
        of_cell: list[list[Gate]] = [[] for _ in range(-(-size // self.cell_size))]
        for draft in drafts:
            gate = self._freeze(draft)
            of_cell[gate.cell].append(gate)
        return Signals(
            waits=tuple(self.waits),
            slots=_by_index(self.slots, size),
            gates=_by_index(gates, size),
            gates_of_cell=tuple(map(tuple, of_cell)),
        )

    def _freeze(self, draft: _Draft) -> Gate:
        cell_size = self.cell_size
        targets = self._by_cell(tuple(sorted(draft.targets)))
        outs = [GateOut(cell, tuple([target % cell_size for target in some])) for cell, some in targets]
        if draft.homes:
            outs = self._with_homes(outs, draft.homes)
        return Gate(draft.id, draft.sources[0] // cell_size, len(draft.sources) + draft.gates, tuple(outs))

    def _with_homes(self, outs: list[GateOut], homes: tuple[_Draft, ...]) -> list[GateOut]:
        slots = {out.cell: out.slots for out in outs}
        gates: dict[int, list[int]] = {}
        for home in homes:
            gates.setdefault(home.sources[0] // self.cell_size, []).append(home.id)
        cells = sorted({*slots, *gates})
        return [GateOut(cell, slots.get(cell, ()), tuple(sorted(gates.get(cell, ())))) for cell in cells]

    def _home(self, sources: list[tuple[int, ...]]) -> _Draft:
        """One gate for sources of several cells, in the last of these, where the last source most likely ends."""
        *others, local = sources
        home = _Draft(local, gates=len(others))
        self.homes.append(home)
        for before in others:
            gate = self._gate(before)
            gate.homes = (*gate.homes, home)
        return home

    def _gate(self, sources: tuple[int, ...]) -> _Draft:
        """The gate that opens when these sources of one cell are done; made once."""
        draft = self.drafts.get(sources)
        if draft is None:
            draft = self.drafts[sources] = _Draft(sources)
        return draft

    def _signal(self, gate: _Draft, targets: tuple[int, ...]) -> None:
        gate.targets.extend(targets)
        for target in targets:
            self.waits[target] += 1

    def _signal_plainly(self, sources: tuple[int, ...], target: int, *, slot: int) -> None:
        self.waits[target] += len(sources)
        for source in sources:
            if source in self.slots:
                self.slots[source].append(slot)
            else:
                self.slots[source] = [slot]

    def _by_cell(self, indexes: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]]:
        """Ascending indexes in groups of one cell each."""
        groups = []
        start, end = 0, len(indexes)
        while start < end:
            cell = indexes[start] // self.cell_size
            stop = start + 1
            if stop < end and indexes[stop] // self.cell_size == cell:
                stop = bisect_left(indexes, (cell + 1) * self.cell_size, stop + 1)
            groups.append((cell, indexes[start:stop]))
            start = stop
        return groups


def _by_index(found: dict[int, list[int]], size: int) -> tuple[tuple[int, ...], ...]:
    values: list[tuple[int, ...]] = [()] * size
    for index, numbers in found.items():
        values[index] = tuple(sorted(numbers))
    return tuple(values)
