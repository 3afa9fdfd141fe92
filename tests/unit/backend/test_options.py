"""Options of the backend."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.backend.options import BackendOptions
from aurora_celery.errors import InvalidSettings


@pytest.mark.parametrize("given", [None, {}, {"visibility_timeout": 3}, {"aurora": None}])
def test_defaults_hold_where_nothing_of_ours_is_given(given: dict[str, Any] | None) -> None:
    assert BackendOptions.read(given) == BackendOptions()


def test_given_values_are_seconds() -> None:
    assert BackendOptions.read({"aurora": {"chord_lease": 2}}).chord_lease == 2.0


def test_everything_that_is_wrong_is_named_at_once() -> None:
    given = {"aurora": {"chord_leese": 1, "chord_quiet": "soon", "sweep_interval": True, "chord_unsealed": -1}}
    with pytest.raises(InvalidSettings) as caught:
        BackendOptions.read(given)
    assert [found.code for found in caught.value.diagnostics] == ["S001", "S002", "S002", "S002"]
    assert "did you mean 'chord_lease'?" in str(caught.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, [1]])
def test_a_time_is_a_finite_number(value: Any) -> None:
    with pytest.raises(InvalidSettings):
        BackendOptions.read({"aurora": {"chord_lease": value}})
