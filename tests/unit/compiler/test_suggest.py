"""Near matches help with a typing error, and never cost more than the reader would wait."""

from __future__ import annotations

from aurora_celery.compiler.suggest import MOST_NAMES, MOST_SUGGESTIONS, Suggestions


def test_a_near_name_is_suggested_and_a_far_one_is_not() -> None:
    near = Suggestions()
    assert near.did_you_mean("fetsh", ["clean", "fetch"]) == '; did you mean "fetch"?'
    assert near.did_you_mean("report", ["clean", "fetch"]) == ""


def test_only_so_many_names_are_looked_for() -> None:
    near = Suggestions()
    names = [f"node-{number}" for number in range(MOST_SUGGESTIONS + 5)]
    answers = [near.did_you_mean(f"{name}x", names) for name in names]
    assert all(answers[:MOST_SUGGESTIONS])
    assert not any(answers[MOST_SUGGESTIONS:])
    assert near.did_you_mean("node-0x", names) == answers[0]


def test_too_many_or_too_long_names_are_not_compared() -> None:
    assert Suggestions().did_you_mean("n1x", {f"n{number}" for number in range(MOST_NAMES + 1)}) == ""
    assert Suggestions().did_you_mean("a" * 1000, ["a" * 999]) == ""
