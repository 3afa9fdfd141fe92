"""ADR 1: the state of many nodes in one document against a document per node, with the real engine and store.

One wide join is completed by several processes at the same time: every completion counts the same join down, which
is the worst case for a document that many write to.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from statistics import median
from typing import Any

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.doorbell import Address
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.model.plan import Plan
from bench.figures import Measured
from bench.ground import Ground
from bench.shapes import fan_in
from bench.writers import Act, Taken, Writers, silent_engine, writing

#: Nodes of the join and, for each, the sizes of a cell that can make a difference.
_CASES = {127: (1, 16, 128), 1023: (16, 128, 512, 1024)}
_WRITERS = (2, 8, 32)
_ACTS: tuple[Act, ...] = ("signal", "complete")


def measure(ground: Ground) -> Measured:
    """Completions per second for each width, size of a cell and number of writers."""
    raw: list[dict[str, Any]] = []
    for writers in ground.pick(_WRITERS, _WRITERS[:2]):
        with writing(ground.mongod.url, writers) as workforce:
            engine = silent_engine(ground.mongod.url)
            engine.store.prepare()
            raw += _rates(ground, engine, workforce, writers=writers)
            engine.store.close()
    for line in raw:
        print(
            f"  {line['width']:5d}-wide, {line['writers']:2d} writers, cell of {line['cell_size']:4d}:"
            f" {line['signal_per_s']:6.0f}/s the writes alone, {line['complete_per_s']:6.0f}/s the whole engine"
            f" ({line['signal_trips']:.2f} and {line['complete_trips']:.2f} round trips)"
        )
    return Measured(name="cells", raw={"rates": raw})


def _rates(ground: Ground, engine: Engine, workforce: Writers, *, writers: int) -> list[dict[str, Any]]:
    cases = [(width, size) for width in ground.pick(tuple(_CASES), (127,)) for size in _CASES[width]]
    plans = {(width, size): compile_graph(fan_in(width), cell_size=size) for width, size in cases}
    taken: dict[tuple[int, int, Act], list[Taken]] = defaultdict(list)
    for _, case, act in product(range(ground.pick(5, 2)), cases, _ACTS):
        taken[*case, act].append(_complete_one(engine, workforce, plans[case], width=case[0], act=act))
    return [
        {"width": width, "cell_size": size, "writers": writers}
        | {f"{act}_per_s": width / median(one.seconds for one in taken[width, size, act]) for act in _ACTS}
        | {f"{act}_trips": median(one.trips for one in taken[width, size, act]) / width for act in _ACTS}
        | {f"{act}_seconds": [one.seconds for one in taken[width, size, act]] for act in _ACTS}
        for width, size in cases
    ]


def _complete_one(engine: Engine, workforce: Writers, plan: Plan, *, width: int, act: Act) -> Taken:
    """Submit, claim everything but the join, then complete it; only the last is counted."""
    run = submit(engine, plan, Order(inputs={}), attention=3600.0).run_id
    workforce.do("claim", [Address(run, 0, index, plan.hash) for index in range(width)])
    taken = workforce.do(act)
    _check(engine, run, plan, width=width)
    return taken


def _check(engine: Engine, run: str, plan: Plan, *, width: int) -> None:
    """The join must be ready and must be the only node that is not done."""
    cells = list(engine.store.runs.cells(run))
    home, slot = plan.head.locate(width)
    assert sum(cell.done for cell in cells) == width, "a completion is missing"
    assert cells[home].slots[slot].waits == 0, "the join was not counted down"
