"""All lives of the smallest graphs; and mutants, which must not survive such a search."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.simulation.exhaustive import Task, glance
from tests.simulation.graphs import shapes
from tests.simulation.mutants import MUTANTS, broken

#: In which search each mutant shows: the smallest that is enough.
SHOWN = {
    "no_fence": Task(1, (), 1, "one fault"),
    "no_sweep": Task(1, (), 1, "one fault"),
    "no_redrive": Task(2, ((0, 1),), 1, "one fault"),
    "arrive_twice": Task(2, ((0, 1),), 1, "one fault"),
    "counter_forgotten": Task(2, ((0, 1),), 1, "one fault"),
    "claim_whatever": Task(2, ((0, 1),), 1, "one fault"),
    "cancel_outside_claim": Task(1, (), 1, "cancel"),
    "answered_early": Task(2, ((0, 1),), 1, "cancel"),
    "retry_in_a_cancelled_run": Task(1, (), 1, "an operation and a fault"),
    "nobody_goes_on": Task(1, (), 1, "an operation and a fault"),
    "counters_of_yesterday": Task(2, ((0, 1),), 1, "rerun and crash"),
}

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What the engine has to say about thousands of crashes."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("task", glance(), ids=str)
def test_whatever_befalls_a_small_graph_it_ends_in_order(task: Task) -> None:
    found = task.search()
    assert not found.complaint, "\n".join((found.complaint, *found.trace))
    assert found.whole


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_does_not_survive(name: str) -> None:
    with broken(name):
        found = SHOWN[name].search()
    assert found.complaint


def test_a_complaint_says_how_it_came_to_that() -> None:
    with broken("no_sweep"):
        found = SHOWN["no_sweep"].search()
    assert "is lost" in found.trace[-1]


def test_a_search_that_is_given_up_says_so() -> None:
    assert not Task(2, ((0, 1),), 1, "one fault").search(limit=10).whole


def test_there_are_as_many_shapes_of_graphs_as_mathematics_knows() -> None:
    assert [sum(1 for _ in shapes(size)) for size in (1, 2, 3, 4)] == [1, 2, 6, 31]
