"""One step of a stock canvas, called as a worker would."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from celery import Celery
from celery.exceptions import Retry

from aurora_celery.engine.canvas_step import canvas_step
from aurora_celery.errors import AuroraError, ExpressionError, HandlerNotFound, Unserialisable

STEP = {"handler": "shop.work", "node": "a", "keep": ["a"]}


@pytest.fixture
def step() -> Callable[..., Any]:
    """Run a step whose handler does this."""
    app = Celery("steps", broker="memory://", set_as_current=False)
    app.finalize()

    def run(work: Callable[..., Any], retries: int = 0, **more: Any) -> Any:
        app.task(name="shop.work", shared=False)(work)
        task = app.tasks[canvas_step.name]
        given = {"step": {**STEP, **more}}
        task.push_request(id="x", called_directly=False, retries=retries, delivery_info={}, args=(), kwargs=given)
        try:
            return task.run(**given)
        finally:
            task.pop_request()

    return run


def fail() -> None:
    raise ValueError("broken")


def take(x: int = 0) -> int:
    return x


def give_a_set() -> set[int]:
    return {1}


@pytest.mark.parametrize(
    ("work", "more", "error"),
    [
        (take, {"params": {"x": "${{ nodes.b }}"}}, ExpressionError),
        (take, {"handler": "shop.gone"}, HandlerNotFound),
        (give_a_set, {}, Unserialisable),
    ],
)
def test_what_no_other_try_would_mend_is_not_tried_again(
    step: Callable[..., Any], work: Callable[..., Any], more: dict[str, Any], error: type[AuroraError]
) -> None:
    with pytest.raises(error):
        step(work, retry={"max": 3}, **more)


def test_a_failure_is_tried_again_as_often_as_the_node_says(step: Callable[..., Any]) -> None:
    with pytest.raises(Retry):
        step(fail, retry={"max": 1})
    with pytest.raises(ValueError, match="broken"):
        step(fail, retries=1, retry={"max": 1})
    with pytest.raises(ValueError, match="broken"):
        step(fail)
