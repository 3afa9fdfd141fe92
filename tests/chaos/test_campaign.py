"""The short form of the campaign: 78 strikes in all, and 0 in every counter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos import report
from tests.chaos.campaign import Order, conduct
from tests.chaos.faults import chosen
from tests.servers import binaries

SEED = 20260301


#: Kills of workers, in part or whole.
KILLS = chosen(["child", "parent", "group"], broker="valkey")


def assert_sound(order: Order, directory: Path) -> None:
    verdict = conduct(order, directory).verdict
    print(f"seed {order.seed}", *report.lines(verdict), sep="\n")
    assert sum(verdict.strikes.values()) == order.kills
    assert set(verdict.strikes) == {fault.name for fault in order.faults}
    assert verdict.sound, report.document(verdict)["findings"]


@pytest.mark.timeout(600)
def test_nothing_is_lost_whatever_is_done_to_workers_valkey_and_mongodb(tmp_path: Path) -> None:
    faults = [fault for fault in chosen(["every"], broker="valkey") if not fault.needs]
    assert_sound(Order(kills=46, runs=100, faults=faults, seed=SEED), tmp_path)


@pytest.mark.timeout(600)
def test_a_join_of_a_thousand_fires_once_while_workers_are_killed(tmp_path: Path) -> None:
    assert_sound(Order(kills=10, runs=1, faults=KILLS, seed=SEED, clients=1, shape="join1000"), tmp_path)


@pytest.mark.timeout(600)
def test_what_operators_were_answered_holds_while_workers_and_mongodb_are_killed(tmp_path: Path) -> None:
    faults = chosen(["child", "parent", "store"], broker="valkey")
    assert_sound(Order(kills=6, runs=25, faults=faults, seed=SEED, operate=True), tmp_path)


@pytest.mark.timeout(600)
def test_nothing_is_lost_whatever_is_done_to_workers_and_rabbitmq(tmp_path: Path) -> None:
    binaries.rabbitmq()
    names = ["child", "parent", "group", "term", "broker", "flush", "reset", "stop_app", "watermark"]
    faults = chosen(names, broker="rabbitmq")
    order = Order(kills=16, runs=40, faults=faults, seed=SEED, broker="rabbitmq")
    assert_sound(order, tmp_path)
