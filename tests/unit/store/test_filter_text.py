"""A filter that was kept finds the same runs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aurora_celery.model.states import RunState
from aurora_celery.store.filter_text import read_filter, write_filter
from aurora_celery.store.values import RunFilter


@pytest.mark.parametrize(
    "where",
    [
        RunFilter(),
        RunFilter(projects=()),
        RunFilter(
            states=(RunState.FAILED, RunState.CANCELLED),
            graph="küche/$etl",
            labels={"a.b": "$c"},
            facts={"n": "1"},
            projects=("shop",),
            created_after=datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC),
            created_before=datetime(2026, 2, 2, tzinfo=UTC),
        ),
    ],
)
def test_what_was_written_is_read_again(where: RunFilter) -> None:
    assert read_filter(write_filter(where)) == where
