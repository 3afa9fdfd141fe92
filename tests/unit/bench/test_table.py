"""The table of budgets."""

from __future__ import annotations

import pytest

from bench.budgets import BUDGETS, Budget
from bench.figures import Figure
from bench.table import markdown, plain, rows

SMALL = Budget(key="small", what="a ratio", bar=1.0, ambition=0.5)
LARGE = Budget(key="large", what="a rate", bar=1.2, ambition=2.0, at_least=True)


@pytest.mark.parametrize(
    ("budget", "value", "verdict"),
    [
        (SMALL, 0.5, "ambition"),
        (SMALL, 1.0, "bar"),
        (SMALL, 1.01, "missed"),
        (LARGE, 2.0, "ambition"),
        (LARGE, 1.2, "bar"),
        (LARGE, 1.19, "missed"),
    ],
)
def test_a_verdict_names_the_best_that_is_reached(budget: Budget, value: float, verdict: str) -> None:
    assert budget.verdict(value) == verdict


def test_no_two_budgets_share_a_key() -> None:
    keys = [budget.key for budget in BUDGETS]
    assert sorted(set(keys)) == sorted(keys)


def test_an_ambition_is_never_easier_than_the_bar() -> None:
    assert [budget.key for budget in BUDGETS if budget.verdict(budget.ambition) != "ambition"] == []
    assert [budget.key for budget in BUDGETS if budget.verdict(budget.bar) == "missed"] == []


def test_rows_stand_in_the_order_of_the_budgets() -> None:
    figures = [Figure(budget="canvas", value=60.0), Figure(budget="join", value=0.5)]
    assert [row[0][:9] for row in rows(figures)] == ["two nodes", "10 x 100 "]


def test_a_ratio_whose_other_side_was_stopped_is_a_lower_bound() -> None:
    assert next(rows([Figure(budget="canvas", value=71.5, floor=True)]))[3] == ">71.5"


def test_every_line_of_the_plain_table_has_the_same_columns() -> None:
    heading, line = plain([Figure(budget="message_bytes", value=1105.0, shown="1105 B")]).splitlines()
    assert line.index("1105 B") == heading.index("measured")


def test_the_markdown_table_has_one_rule_below_its_heading() -> None:
    lines = markdown([Figure(budget="join", value=0.5)]).splitlines()
    assert lines[1].replace(" ", "") == "|---" * 6 + "|"
    assert len(lines) == 3
