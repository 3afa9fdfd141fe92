"""The short form of the campaign: real kills, and 0 in every counter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos import report
from tests.chaos.campaign import Order, conduct
from tests.chaos.faults import chosen

SEED = 20260301


@pytest.mark.timeout(400)
def test_nothing_is_lost_when_workers_are_killed(tmp_path: Path) -> None:
    order = Order(kills=40, runs=100, faults=chosen(["child", "parent", "group"], broker="valkey"), seed=SEED)
    verdict = conduct(order, tmp_path).verdict
    print("\n".join(report.lines(verdict)))
    assert sum(verdict.strikes.values()) == order.kills
    assert verdict.sound, report.document(verdict)["findings"]
