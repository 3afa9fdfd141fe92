"""What ``aurora doctor`` makes of what living workers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurora_celery.cli.checkup import Finding, examine_beats
from aurora_celery.store.ports import Unheard, WorkerBeat

BEAT = WorkerBeat(
    id="w", host="h", pid=1, birth=1, boot="", namespace="", pids=(), handlers=("shop.old",), concurrency=2
)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def warnings(beats: Sequence[WorkerBeat]) -> Iterator[tuple[str, str]]:
    return ((finding.check, finding.found) for finding in examine_beats(beats) if finding.state == "warning")


def test_a_worker_that_says_nothing_unusual_is_well() -> None:
    assert list(examine_beats([BEAT])) == [Finding("workers", "ok", "1 alive, 2 nodes at a time: w")]


def test_where_nobody_lives_nothing_runs() -> None:
    assert [finding.state for finding in examine_beats([])] == ["failed"]


@pytest.mark.parametrize("others", [(), ("shop.new",)])
def test_nodes_that_wait_for_a_handler_that_nobody_has_are_told_of(others: tuple[str, ...]) -> None:
    calls = tuple(Unheard(handler=name, queue=None, since=SINCE) for name in ("shop.old", "shop.new"))
    beats = [replace(BEAT, unheard=calls), replace(BEAT, id="v", handlers=others)]
    found = [("handlers of workers", "nodes wait for handlers that no living worker has: shop.new")]
    assert list(warnings(beats)) == ([] if others else found)


def test_refused_messages_are_told_of() -> None:
    found = list(warnings([BEAT, replace(BEAT, id="v", refused=3)]))
    assert found == [("messages", "there were messages that nobody could read: v refused 3")]
