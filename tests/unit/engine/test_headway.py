"""What a handler says of its progress: written now and then, and never in its way."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest

from aurora_celery.engine.context import NodeContext, node_logger
from aurora_celery.engine.headway import Headway
from aurora_celery.engine.held import Held
from aurora_celery.engine.unsealing import Opened
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.run import NodeProgress
from aurora_celery.store.ports import CellRef, RunStore


class Notes:
    """A run store that takes notes of progress, or is away."""

    def __init__(self) -> None:
        self.away = False
        self.taken: list[NodeProgress] = []

    def advance(self, ref: CellRef, slot: int, *, token: str, progress: NodeProgress) -> bool:
        assert (ref.run, slot, token) == ("r", 3, "t")
        if self.away:
            raise StoreUnavailable("gone")
        self.taken.append(progress)
        return True


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def headway(notes: Notes) -> Headway:
    held: Any = SimpleNamespace(
        ref=CellRef("r", 0, 0),
        slot=3,
        token="t",
        claim=SimpleNamespace(attempt=2),
        node=SimpleNamespace(id="n"),
        secrets=Opened(),
    )
    return Headway(cast(RunStore, notes), cast(Held, held))


def test_the_first_word_is_written_at_once_and_the_next_ones_only_later(
    headway: Headway, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = 100.0
    monkeypatch.setattr("aurora_celery.engine.headway.time.monotonic", lambda: clock)
    headway(0.1, "one")
    clock = 100.9
    headway(0.2, "two")
    clock = 101.0
    headway(None, "three")
    assert notes.taken == [
        NodeProgress(attempt=2, fraction=0.1, message="one"),
        NodeProgress(attempt=2, message="three"),
    ]


def test_a_long_message_is_cut(headway: Headway, notes: Notes) -> None:
    headway(None, "x" * 5000)
    assert len(notes.taken[0].message) == 1000


def test_a_store_that_is_away_does_not_disturb_the_handler(
    headway: Headway, notes: Notes, caplog: pytest.LogCaptureFixture
) -> None:
    notes.away = True
    with caplog.at_level(logging.WARNING):
        headway(0.5, "half")
    assert "the progress of node n was not noted: gone" in caplog.text


@pytest.mark.parametrize("fraction", [-0.1, 1.1, float("nan")])
def test_what_is_no_fraction_is_refused(fraction: float) -> None:
    context = NodeContext(
        run=None, node=None, attempt=1, idempotency_key="k", logger=node_logger("h", run=None, node=None, attempt=1)
    )
    with pytest.raises(ValueError, match="from 0 to 1"):
        context.progress(fraction)
    context.progress(1.0, "outside a run it goes nowhere")
