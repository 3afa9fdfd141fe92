"""JSON that comes in: exact, each key once, and no more than anybody needs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_web.api.json_body import DEEPEST, parse_json
from aurora_web.problems import Problem

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_json_comes_in_as_it_is(value: Any) -> None:
    try:
        body = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    assert parse_json(body) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"{} {}", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"b": {"a": 1, "a": 1}}', "stands twice"),
        (b"NaN", "no number"),
        (b"-Infinity", "no number"),
        (b"1e400", "too large"),
        (b"1" * 1000, "digits"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested deeper"),
        (b"[" * 1_000_000, "nested deeper"),
    ],
)
def test_what_is_not_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(Problem) as refused:
        parse_json(body)
    assert refused.value.code == "malformed_json"
    assert reason in refused.value.detail


def test_brackets_in_text_are_no_levels() -> None:
    assert parse_json(json.dumps("[" * 1000).encode()) == "[" * 1000
