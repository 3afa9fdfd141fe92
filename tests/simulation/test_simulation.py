"""Thousands of lives of random runs, in which nothing may go wrong; and mutants, in which something must."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurora_celery.model.states import NodeState
from tests.builders import graph_of
from tests.simulation.invariants import Wrong
from tests.simulation.mutants import MUTANTS, broken
from tests.simulation.script import Call, _Asked
from tests.simulation.world import Violation, play
from tests.unit.engine.world import World

#: Seeds that once found something.
REGRESSIONS: list[int] = json.loads(Path(__file__).with_name("regressions.json").read_text())
_STRETCH = 250
_ENOUGH = 400

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What the engine has to say about thousands of crashes."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("first", range(0, 5000, _STRETCH))
def test_whatever_befalls_a_run_it_ends_in_order(first: int) -> None:
    for seed in range(first, first + _STRETCH):
        play(seed)


@pytest.mark.parametrize("seed", REGRESSIONS)
def test_what_was_found_once_is_not_found_again(seed: int) -> None:
    play(seed)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_caught(name: str) -> None:
    with broken(name):
        caught = next((seed for seed in range(_ENOUGH) if not _right(seed)), None)
    assert caught is not None, f"nothing in {_ENOUGH} schedules showed that {name}"


def test_a_seed_always_tells_the_same_story() -> None:
    assert play(7).trace == play(7).trace


def _right(seed: int) -> bool:
    try:
        play(seed)
    except Violation:
        return False
    return True


@pytest.mark.parametrize("error", [Wrong("a node starts too early"), _Asked(Call("handle", (), {}))])
def test_what_the_judges_raise_in_a_handler_is_not_taken_for_its_failure(error: BaseException) -> None:
    world = World(seed=1)

    def handle() -> None:
        raise error

    world.behave = handle
    run = world.submit(graph_of("a>b"))
    with pytest.raises(type(error)):
        world.run(run)
    assert world.states(run)["a"] is NodeState.RUNNING
