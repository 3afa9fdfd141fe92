"""Decide which nodes an ended run does again, and how its cells stand then. Pure: no clock, no store."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from aurora_celery.expressions import references
from aurora_celery.model.plan import CellPlan, Gate
from aurora_celery.model.run import Output
from aurora_celery.store.ports import CellSeed


def descendants(parts: Iterable[CellPlan], starts: Collection[int]) -> set[int]:
    """The given nodes and all that come after them. Plan order is topological, so one pass suffices."""
    found = set(starts)
    for part in parts:
        for node in part.nodes:
            if not found.isdisjoint(node.preds):
                found.add(node.index)
    return found


def readers(parts: Iterable[CellPlan], names: Collection[str]) -> set[int]:
    """Nodes whose parameters refer to one of these inputs."""
    reading = (node for part in parts for node in part.nodes if node.reads_inputs)
    return {node.index for node in reading if not set(names).isdisjoint(references(node.params, path="with").inputs)}


def reopened(
    parts: Sequence[CellPlan], resets: Collection[int], *, kept: Mapping[int, Output] | None = None
) -> list[CellSeed]:
    """How every cell stands when all nodes but ``resets`` have succeeded: as if their signals had just been given.

    ``kept`` are results to be written down anew, by index.
    """
    counters = _Counters(parts)
    for part in parts:
        for node in part.nodes:
            if node.index not in resets:
                counters.signal(part.number, node.slots, node.gates)
    return [counters.seed(part, resets, kept or {}) for part in parts]


class _Counters:
    """What every slot and gate still waits for, as signals are given."""

    def __init__(self, parts: Sequence[CellPlan]) -> None:
        self._parts = parts
        self._waits = [{slot: node.waits for slot, node in enumerate(part.nodes) if node.waits} for part in parts]
        self._gates = [{gate.id: gate.waits for gate in part.gates} for part in parts]
        self._arrived: list[list[int]] = [[] for _ in parts]

    def signal(self, cell: int, slots: Iterable[int], gates: Iterable[int]) -> None:
        """Give signals, and those of the gates that open because of them. Gates cascade, so this is a queue."""
        todo = deque([(cell, slots, gates)])
        while todo:
            number, some, others = todo.popleft()
            for slot in some:
                self._waits[number][slot] -= 1
            for gate_id in others:
                self._gates[number][gate_id] -= 1
                if self._gates[number][gate_id] == 0:
                    todo.extend(self._open(self._parts[number].gate(gate_id)))

    def _open(self, gate: Gate) -> Iterator[tuple[int, Iterable[int], Iterable[int]]]:
        for out in gate.outs:
            self._arrived[out.cell].append(gate.id)
            yield out.cell, out.slots, out.gates

    def seed(self, part: CellPlan, resets: Collection[int], kept: Mapping[int, Output]) -> CellSeed:
        """How one cell stands now."""
        gates = self._gates[part.number]
        return CellSeed(
            number=part.number,
            size=len(part.nodes),
            slots=self._waits[part.number],
            gates=gates,
            kept={index - part.offset: output for index, output in kept.items() if _within(part, index)},
            arrived=tuple(self._arrived[part.number]),
            settled=not slots_within(part, resets) and not any(gates.values()),
        )


def slots_within(part: CellPlan, indexes: Iterable[int]) -> list[int]:
    """The slots of those of the nodes that lie in a cell."""
    return [index - part.offset for index in indexes if _within(part, index)]


def _within(part: CellPlan, index: int) -> bool:
    return part.offset <= index < part.offset + len(part.nodes)
