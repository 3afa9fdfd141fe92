"""All lives of the smallest graphs, within bounds; `--exhaustive` looks at larger ones."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.engine.finishing import Finisher
from tests.simulation.exhaustive import Task, tasks

TASKS = [*tasks(1, "two faults", "an operation and a fault"), *tasks(2, "one fault", "an operation")]


@pytest.mark.parametrize("task", TASKS, ids=str)
def test_no_life_goes_wrong(task: Task) -> None:
    found = task.search()
    assert found.whole
    assert found.complaint == "", "\n".join(found.trace)


def test_a_late_finisher_that_ends_the_next_epoch_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    finish = Finisher.finish

    def any_epoch(self: Finisher, run: str, epoch: int, *, head: Any) -> None:
        finish(self, run, self._runs.view(run).epoch, head=head)

    monkeypatch.setattr(Finisher, "finish", any_epoch)
    (task,) = tasks(1, "an operation and a fault")
    assert "has ended as succeeded" in task.search().complaint
