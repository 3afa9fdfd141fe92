"""The README's table."""

from __future__ import annotations

import pytest

from bench.readme import BEGIN, END, filled, taken_on


def test_what_stood_between_the_marks_is_replaced() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert filled(text, "new") == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"


def test_filling_twice_changes_nothing_more() -> None:
    once = filled(f"{BEGIN}\n{END}", "table")
    assert filled(once, "table") == once


def test_a_backslash_in_the_table_is_only_a_backslash() -> None:
    assert r"a\1b" in filled(f"{BEGIN}\n{END}", r"a\1b")


def test_a_missing_mark_is_said() -> None:
    with pytest.raises(ValueError, match="bench:end"):
        filled(f"{BEGIN}\n", "table")


def test_each_result_is_said_to_be_of_the_machine_it_was_taken_on() -> None:
    versions = {"celery": "5", "mongod": "6", "valkey": "9"}
    results = [
        {"name": name, "machine": {"processors": 2, "processor": processor}, "versions": versions}
        for name, processor in (("api", "new"), ("join", "old"), ("wide", "new"))
    ]
    told = taken_on(results)
    assert "api, wide on 2 x new (celery 5, mongod 6, valkey 9); join on 2 x old" in told
