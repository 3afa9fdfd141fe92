"""The same calls, whatever they are, give the same answers from both stores and leave them in the same state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aurora_celery.model.run import Failure
from aurora_celery.model.states import RunState
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import CellRef, Finish, Holder, Output, Store
from tests.contract.store.runs import cell_of, run_of

SIZE, GATES, CELLS = 4, (0, 1), (0, 1)
LONG = 3600.0

#: A shrunk example would be shorter, but every step of the search for it asks a real server.
PHASES = (Phase.explicit, Phase.generate)

slots = st.integers(0, SIZE - 1)
some_slots = st.lists(slots, unique=True, max_size=SIZE)
some_gates = st.lists(st.sampled_from(GATES), unique=True)
cells = st.sampled_from(CELLS)
tokens = st.sampled_from("ab")
failures = st.builds(Failure, reason=st.just("exception"), message=st.sampled_from(["$a", "b"]))
finishes = st.builds(
    Finish,
    state=st.sampled_from([RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED]),
    error=st.none() | failures,
    outputs=st.none() | st.just(Output("{}", size=2)),
)
epochs = st.sampled_from([0, 0, 0, 0, 1])


def call(name: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Calls of one kind."""
    return st.tuples(st.just(name), st.fixed_dictionaries(arguments))


calls = st.one_of(
    call("claim", cell=cells, epoch=epochs, slot=slots, token=tokens, reads=some_slots, root=st.booleans()),
    call("claim", cell=cells, epoch=epochs, slot=slots, token=tokens, reads=some_slots, root=st.just(True)),
    call("complete", cell=cells, epoch=epochs, slot=slots, token=tokens, slots=some_slots, gates=some_gates,
         finish=st.none()),
    call("complete", cell=st.just(0), epoch=epochs, slot=slots, token=tokens, slots=some_slots, gates=some_gates,
         finish=finishes),
    call("retry", cell=cells, epoch=epochs, slot=slots, token=tokens, failure=failures,
         delay=st.sampled_from([0.0, 0.0, LONG]), crashed=st.booleans()),
    call("fail", cell=cells, epoch=epochs, slot=slots, token=tokens, failure=failures, skips=some_slots),
    call("arrive", cell=cells, epoch=epochs, gate=st.integers(0, 3), slots=some_slots, gates=some_gates),
    call("arrive_dead", cell=cells, epoch=epochs, gate=st.integers(0, 3), cause=st.integers(0, 9), skips=some_slots,
         gates=some_gates),
    call("close", cell=cells, epoch=epochs),
    call("finish", epoch=epochs, finish=finishes),
    call("note_failure", epoch=epochs, failure=failures),
    call("continued"),
    call("undelivered", epoch=epochs, wanted=st.dictionaries(cells, st.lists(st.integers(0, 3), unique=True))),
    call("outputs", wanted=st.dictionaries(cells, some_slots)),
)  # fmt: skip
waits = st.tuples(*[st.integers(0, 2)] * SIZE)


def perform(store: Store, run: str, name: str, given_: dict[str, Any]) -> Any:
    """Make one call on one store."""
    arguments = dict(given_)
    epoch = arguments.pop("epoch", 0)
    method = getattr(store.runs, name)
    if name in ("finish", "note_failure", "undelivered"):
        return method(run, epoch, *arguments.values())
    if name in ("continued", "outputs"):
        return method(run, **arguments)
    ref = CellRef(run, epoch, arguments.pop("cell"))
    place = [arguments.pop(key) for key in ("slot", "gate") if key in arguments]
    if name == "claim":
        arguments["holder"] = Holder(token=arguments.pop("token"), worker="w", pid=1)
    if name == "complete":
        arguments["output"] = Output(f'"{arguments["token"]}"', size=3)
    return method(ref, *place, **arguments)


def state_of(store: Store, run: str) -> Any:
    """Everything that a store says of a run, with each time replaced by whether there is one.

    A late arrival lets a cell of an ended run seem live until the sweeper looks, so that is left out.
    """
    store.workers.lead("sweeper", "me", seconds=60.0)  # durable writes show all that came before them
    store.workers.resign("sweeper", "me")
    view, cells = store.runs.view(run), store.runs.cells(run)
    going_on = not view.state.is_terminal
    return timeless([asdict(view), *(asdict(cell) | {"live": cell.live and going_on} for cell in cells)])


def timeless(value: Any) -> Any:
    """The value with every time in it replaced."""
    if isinstance(value, datetime):
        return "a time"
    if isinstance(value, dict):
        return {key: timeless(part) for key, part in value.items()}
    return [timeless(part) for part in value] if isinstance(value, list | tuple) else value


@pytest.fixture
def both(empty_mongo: str) -> Iterator[tuple[Store, Store]]:
    """The store in memory and the one in MongoDB."""
    memory, mongo = open_store("memory://"), open_store(empty_mongo)
    mongo.prepare()
    yield memory, mongo
    mongo.close()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=waits, second=waits, followed=st.booleans(), steps=st.lists(calls, min_size=5, max_size=30))
def test_the_same_calls_give_the_same_answers_and_the_same_state(
    both: tuple[Store, Store], first: tuple[int, ...], second: tuple[int, ...], followed: bool, steps: list[Any]
) -> None:
    run = run_of(
        cell_of(*first, gates=dict.fromkeys(GATES, 2)),
        cell_of(*second, number=1, gates=dict.fromkeys(GATES, 1)),
        continuation="{}" if followed else None,
    )
    for store in both:
        store.runs.submit(run)
    for name, arguments in steps:
        memory, mongo = (perform(store, run.id, name, arguments) for store in both)
        assert memory == mongo, (name, arguments)
    memory, mongo = (state_of(store, run.id) for store in both)
    assert memory == mongo
