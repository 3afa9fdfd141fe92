"""Repetitions that take turns."""

from __future__ import annotations

from collections.abc import Callable

from bench.pace import in_turn, medians


def recorder(order: list[str], name: str) -> Callable[[], float]:
    def measure() -> float:
        order.append(name)
        return float(len(order))

    return measure


def test_the_order_turns_round_in_each_round() -> None:
    order: list[str] = []
    in_turn({name: recorder(order, name) for name in "ab"}, rounds=3, warm=False)
    assert "".join(order) == "abbaab"


def test_the_warm_pass_is_not_counted() -> None:
    order: list[str] = []
    taken = in_turn({"a": recorder(order, "a")}, rounds=2)
    assert taken == {"a": [2.0, 3.0]}


def test_something_may_be_done_before_each_measurement() -> None:
    order: list[str] = []
    in_turn({"a": recorder(order, "a")}, rounds=2, warm=False, between=lambda: order.append("-"))
    assert "".join(order) == "-a-a"


def test_a_median_is_taken_for_each_side() -> None:
    assert medians({"a": [3.0, 1.0, 2.0], "b": [5.0]}) == {"a": 2.0, "b": 5.0}
