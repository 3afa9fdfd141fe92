"""How deep JSON text nests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.model.nesting import nesting

VALUES = st.recursive(
    st.none() | st.text('[]{}"\\,a'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('[]{}"\\', max_size=3), inner, max_size=3),
)


def depth(value: Any) -> int:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@settings(derandomize=True, deadline=None)
@given(VALUES)
def test_the_depth_is_that_of_the_value(value: Any) -> None:
    assert nesting(json.dumps(value), enough=0) == depth(value)


def test_flat_text_is_not_looked_at_closely() -> None:
    assert nesting("[[[", enough=3) == 3
    assert nesting('"[[["', enough=3) <= 3


@pytest.mark.parametrize("text", ["[" * 10**6, '"[' * 10**5, '"\\"' * 10**6, '{"a":' * 10**5, "]" * 10**6, '"\\'])
def test_text_that_is_not_json_gives_some_number(text: str) -> None:
    assert nesting(text, enough=64) >= 0
