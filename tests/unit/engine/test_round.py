"""One message's round: who gets which nodes, and what happens when a node of it is slow."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.doorbell import Doorbell
from aurora_celery.engine.held import Held
from aurora_celery.engine.pace import Pace
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.round import BUDGET, FORGOTTEN, PATIENCE, RIDERS, STALLED, Round, Watch, crowd, share, split
from aurora_celery.store.ports import CellRef, Claim, Holder
from tests.builders import graph_from_pairs


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def doorbells(count: int) -> list[Doorbell]:
    plan = compile_graph(graph_from_pairs(max(1, count), []))
    return [Doorbell("r", 0, plan.head, node) for node in plan.nodes()][:count]


def test_nodes_are_served_in_the_order_in_which_they_were_taken_along() -> None:
    round_, nodes = Round(Clock()), doorbells(3)
    round_.offer(nodes[:2])
    round_.offer(nodes[2:])
    assert [round_.next() for _ in range(4)] == [*nodes, None]


def test_a_round_takes_no_new_node_when_its_time_is_over() -> None:
    clock = Clock()
    round_, nodes = Round(clock), doorbells(2)
    round_.offer(nodes)
    before, clock.now = round_.is_open, clock.now + BUDGET
    assert (before, round_.is_open) == (True, False)
    assert round_.next() is None
    assert round_.give_up() == nodes
    assert round_.give_up() == []


def test_what_waits_behind_a_slow_node_is_given_to_others() -> None:
    clock = Clock()
    round_, nodes = Round(clock), doorbells(3)
    round_.offer(nodes)
    round_.next()
    with round_.handling():
        assert round_.overdue() == []
        clock.now += PATIENCE * 1.5
        assert round_.overdue() == nodes[1:]
    assert round_.next() is None


def test_a_slow_store_is_waited_for_longer_than_a_slow_handler() -> None:
    clock = Clock()
    round_, nodes = Round(clock), doorbells(3)
    round_.offer(nodes)
    round_.next()
    clock.now += PATIENCE * 1.5
    assert round_.overdue() == []
    clock.now += STALLED
    assert round_.overdue() == nodes[1:]


def held(doorbell: Doorbell) -> Held:
    """A node that is claimed."""
    part = compile_graph(graph_from_pairs(3, [])).cells[0]
    holder = Holder(token="t", worker="w", pid=1)
    return Held(CellRef("r", 0, 0), doorbell.node.index, doorbell.plan, part, holder, Claim(1, 0, {}, None))


def test_a_node_that_was_claimed_ahead_is_served_next_even_when_time_is_over() -> None:
    clock = Clock()
    round_, nodes = Round(clock), doorbells(3)
    round_.offer(nodes)
    assert round_.waiting_in(CellRef("r", 0, 0)) == nodes[0]
    assert round_.waiting_in(CellRef("r", 0, 1)) is None
    assert round_.waiting_in(CellRef("r", 1, 0)) is None
    early = held(nodes[0])
    round_.take(early)
    clock.now += BUDGET
    assert round_.next() == nodes[0]
    assert round_.claimed(nodes[1].address) is None
    assert round_.claimed(nodes[0].address) is early
    assert round_.claimed() is None
    assert round_.next() is None
    assert round_.give_up() == nodes[1:]


def test_a_node_that_was_claimed_ahead_is_not_taken_away_until_it_is_forgotten() -> None:
    clock = Clock()
    round_, nodes = Round(clock), doorbells(3)
    early = held(nodes[2])
    round_.take(early)
    clock.now += STALLED * 2
    assert round_.overdue() == []
    assert round_.forgotten() is None
    clock.now += FORGOTTEN
    assert round_.forgotten() is early
    assert round_.next() is None


def test_a_worker_that_drains_begins_nothing_that_its_rounds_hold() -> None:
    pulse = Pulse()
    round_, nodes = Round(Clock(), draining=lambda: pulse.draining), doorbells(3)
    early = held(nodes[2])
    round_.offer(nodes[:2])
    round_.take(early)
    assert (round_.is_open, round_.overdue(), round_.forgotten()) == (True, [], None)
    pulse.drain()
    assert not round_.is_open
    assert round_.next() is None
    assert round_.overdue() == nodes[:2]
    assert round_.forgotten() is early
    assert round_.claimed() is None


def test_the_watch_gives_back_what_is_forgotten() -> None:
    given: list[Held] = []
    done = threading.Event()

    def give_back(held_: Held) -> None:
        given.append(held_)
        done.set()

    clock = Clock()
    watch, round_ = Watch(lambda _: None, give_back), Round(clock)
    round_.take(held(doorbells(1)[0]))
    clock.now += FORGOTTEN * 2
    watch.begin(round_)
    assert done.wait(timeout=10)
    watch.end(round_)
    assert len(given) == 1


def test_a_watch_survives_a_rescue_that_fails() -> None:
    calls = threading.Semaphore(0)

    def rescue(_: Sequence[Doorbell]) -> None:
        calls.release()
        raise RuntimeError("no broker")

    clock, watch = Clock(), Watch(rescue)
    for _ in range(2):
        round_ = Round(clock)
        round_.offer(doorbells(2))
        clock.now += STALLED * 2
        watch.begin(round_)
        assert calls.acquire(timeout=10)
        watch.end(round_)


@pytest.mark.parametrize("count", [0, 1, 5, 15])
def test_what_is_left_goes_to_every_process_at_once(count: int) -> None:
    nodes = doorbells(count)
    groups = split(nodes, slots=2)
    assert [node for group in groups for node in group] == nodes
    assert len(groups) <= 2


def test_the_watch_rescues_what_waits_behind_a_slow_node() -> None:
    rescued: list[Doorbell] = []
    done = threading.Event()

    def rescue(late: Sequence[Doorbell]) -> None:
        rescued.extend(late)
        done.set()

    clock = Clock()
    watch, round_, nodes = Watch(rescue), Round(clock), doorbells(2)
    round_.offer(nodes)
    clock.now += STALLED * 2
    watch.begin(round_)
    assert done.wait(timeout=10)
    watch.end(round_)
    assert rescued == nodes


@pytest.mark.parametrize("slots", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 100, 1000])
@pytest.mark.parametrize("keep", [True, False])
def test_every_node_is_shared_out_once_and_groups_are_small(count: int, slots: int, keep: bool) -> None:
    nodes = doorbells(count)
    shares = share(nodes, slots=slots, keep=keep)
    assert [*shares.kept, *(node for group in shares.sent for node in group)] == nodes
    assert all(1 <= len(group) <= RIDERS + 1 for group in shares.sent)
    assert bool(shares.kept) == (keep and count > 0)


def test_a_few_nodes_go_to_several_processes_but_none_alone() -> None:
    shares = share(doorbells(6), slots=2, keep=True)
    assert (len(shares.kept), [len(group) for group in shares.sent]) == (2, [2, 2])
    assert share(doorbells(2), slots=2, keep=True).sent == ()


def test_a_handler_is_quick_only_when_it_was_seen_to_be() -> None:
    pace = Pace()
    assert not pace.is_quick("h", 0.01)
    pace.note("h", 0.001)
    assert pace.is_quick("h", 0.01)
    for _ in range(20):
        pace.note("h", 0.5)
    assert not pace.is_quick("h", 0.01)


def test_processes_know_of_each_other_which_handlers_are_quick() -> None:
    pace = Pace()
    pace.share(["h", "other"])
    context = multiprocessing.get_context("fork")
    for handler in ("h", "unknown before the fork"):
        child = context.Process(target=pace.note, args=(handler, 0.001))
        child.start()
        child.join(timeout=30)
        assert child.exitcode == 0
    assert pace.is_quick("h", 0.01)
    assert not pace.is_quick("other", 0.01)
    assert not pace.is_quick("unknown before the fork", 0.01)


def test_one_call_on_a_busy_machine_does_not_make_a_handler_slow() -> None:
    pace = Pace()
    pace.note("h", 0.001)
    pace.note("h", 0.05)
    assert pace.is_quick("h", 0.01)


@pytest.mark.parametrize(("count", "largest"), [(1, 1), (511, 1), (512, 2), (1000, 3), (10_000, 16)])
def test_only_a_crowd_is_shared_out_by_whoever_does_not_know_the_workers(count: int, largest: int) -> None:
    rung = doorbells(count)
    groups = crowd(rung)
    assert [one for group in groups for one in group] == rung
    assert max(map(len, groups)) == largest
    assert len(groups) >= min(count, 256)


def test_nodes_that_go_different_ways_do_not_share_a_message() -> None:
    plain = doorbells(2_000)
    limited = [replace(one, node=replace(one.node, timeout=5.0)) for one in plain[:100]]
    elsewhere = [replace(one, node=replace(one.node, queue="other")) for one in plain[100:300]]
    groups = crowd([*limited, *elsewhere, *plain[300:]])
    assert sum(map(len, groups)) == 2_000
    assert [len(group) for group in groups[:100]] == [1] * 100
    assert all(len({one.node.queue for one in group}) == 1 for group in groups)
    assert any(len(group) > 1 for group in groups)
