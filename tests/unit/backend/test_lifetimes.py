"""How long results are kept."""

from __future__ import annotations

import pytest

from aurora_celery.backend.lifetimes import Lifetimes

DAY = Lifetimes(results=100.0, failures=500.0, chords=300.0)


@pytest.mark.parametrize(
    ("state", "in_chord", "seconds"),
    [
        ("SUCCESS", False, 100.0),
        ("STARTED", False, 100.0),
        ("FAILURE", False, 500.0),
        ("SUCCESS", True, 300.0),
        ("FAILURE", True, 500.0),
    ],
)
def test_a_result_lives_as_long_as_its_kind_and_its_chord_ask(state: str, in_chord: bool, seconds: float) -> None:
    assert DAY.of(state, in_chord=in_chord) == seconds


@pytest.mark.parametrize("never", [None, 0, 0.0])
def test_without_a_limit_nothing_expires(never: float | None) -> None:
    assert Lifetimes(results=never, failures=never, chords=never).of("SUCCESS", in_chord=False) is None
    assert Lifetimes(results=5.0, failures=5.0, chords=never).of("SUCCESS", in_chord=True) is None
    assert Lifetimes(results=never, failures=5.0, chords=5.0).of("SUCCESS", in_chord=True) is None
