"""Results of Aurora's nodes, read from their runs."""

from __future__ import annotations

import pytest

from aurora_celery.backend.nodes import NodeTask, parse_node_id

RUN = "0123456789abcdef" * 2


def test_the_id_of_a_node_names_its_run_epoch_and_index() -> None:
    assert parse_node_id(f"{RUN}.2.15") == NodeTask(RUN, 2, 15)


@pytest.mark.parametrize(
    "task_id",
    [
        "",
        "f3a1c9d2-9a57-4e8a-a7d1-1f3b5c7d9e0f",
        f"{RUN}.2",
        f"{RUN}.2.15.1",
        f"{RUN}.2.15\n",
        f"r{RUN}.2.15",
        f"{RUN}.x.1",
    ],
)
def test_every_other_id_is_an_ordinary_task(task_id: str) -> None:
    assert parse_node_id(task_id) is None
