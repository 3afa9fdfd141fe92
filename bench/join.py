"""The shortest graph with a join, from submit to result, against Celery's chord on its Redis backend."""

from __future__ import annotations

from celery import Celery, chord

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import in_turn, medians, seconds

_LIMIT = 60.0


def measure(ground: Ground) -> Measured:
    """The ratio of the medians; both sides wait for the value of the join."""
    with ground.aurora_working(), ground.stock_working("redis") as celery:
        sides = {"aurora": lambda: seconds(_pair), "celery": lambda: seconds(lambda: _chord(celery))}
        in_turn(sides, rounds=10)
        taken = in_turn(sides, rounds=ground.pick(200, 40))
    middle = medians(taken)
    shown = f"{middle['aurora'] * 1e3:.1f} ms / {middle['celery'] * 1e3:.1f} ms"
    ratio = middle["aurora"] / middle["celery"]
    return Measured(name="join", figures=(Figure(budget="join", value=ratio, shown=shown),), raw={"seconds": taken})


def _pair() -> None:
    from bench.handlers import pair

    assert pair.submit().wait(timeout=_LIMIT).result is not None


def _chord(celery: Celery) -> None:
    one, total = celery.tasks["bench.one"], celery.tasks["bench.total"]
    assert chord([one.s(), one.s()])(total.s()).get(timeout=_LIMIT) == 2
