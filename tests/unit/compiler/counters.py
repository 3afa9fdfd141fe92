"""A tiny interpreter of plans: counters, gates and deliveries, without any store. For tests only."""

from __future__ import annotations

from collections import deque

from aurora_celery.model.plan import Gate, GateOut, Plan


class Counters:
    """Moves the counters of one run and tells which nodes became ready."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nodes = plan.nodes()
        self.waits = [node.waits for node in self.nodes]
        self.gates: dict[int, Gate] = {gate.id: gate for cell in plan.cells for gate in cell.gates}
        self.gate_waits = {gate.id: gate.waits for gate in self.gates.values()}
        self.signals = 0
        self.deliveries = 0

    def roots(self) -> list[int]:
        """Nodes that wait for nothing."""
        return [index for index, waits in enumerate(self.waits) if not waits]

    def complete(self, index: int) -> list[int]:
        """Nodes that are ready because this one is done."""
        node = self.nodes[index]
        cell, _ = self.plan.head.locate(index)
        ready: list[int] = []
        inbox = deque([GateOut(cell, node.slots, node.gates)])
        while inbox:
            self._signal(inbox.popleft(), ready, inbox)
        return ready

    def _signal(self, out: GateOut, ready: list[int], inbox: deque[GateOut]) -> None:
        offset = self.plan.cells[out.cell].offset
        for slot in out.slots:
            self.signals += 1
            self.waits[offset + slot] -= 1
            if self.waits[offset + slot] == 0:
                ready.append(offset + slot)
        for number in out.gates:
            assert self.gates[number].cell == out.cell, "a signal reaches gates of its own cell only"
            self.signals += 1
            self.gate_waits[number] -= 1
            if self.gate_waits[number] == 0:
                inbox.extend(self.gates[number].outs)
                self.deliveries += len(self.gates[number].outs)
