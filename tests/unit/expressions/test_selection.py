"""Pure paths: read, followed and written without an evaluator."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.expressions.selection import Missing, Selection, plain_reference, selection
from aurora_celery.expressions.template import whole

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
STEPS = st.lists(NAMES | st.integers(0, 999), max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nodes.a", Selection("nodes", "a")),
        ("inputs.url", Selection("inputs", "url")),
        ("nodes.a.b[0].c", Selection("nodes", "a", ("b", 0, "c"))),
        ('nodes["any id"]', Selection("nodes", "any id")),
        ("nodes['笔 记'][ 1 ]", Selection("nodes", "笔 记", (1,))),
        (r'nodes["a\"b\\c\u4e2d"]', Selection("nodes", 'a"b\\c中')),
        ("nodes . a . b", Selection("nodes", "a", ("b",))),
    ],
)
def test_a_path_is_read(text: str, expected: Selection) -> None:
    assert selection(text) == expected


@pytest.mark.parametrize(
    "text",
    ["nodes", "nodes[0]", "nodes.a + 1", "nodes.in", "nodes.a.true", "nodesx.a", "other.a", "nodes[inputs.x]",
     "nodes.a[-1]", 'nodes["a', "nodes.a.", "nodes.笔", "nodes.a()", r'nodes["\q"]', r'nodes["\ud800"]', ""],
)  # fmt: skip
def test_what_is_more_or_less_than_a_path_is_not_taken_for_one(text: str) -> None:
    assert selection(text) is None


@settings(derandomize=True, deadline=None)
@given(root=st.sampled_from(["nodes", "inputs"]), name=NAMES, steps=STEPS)
def test_a_written_path_reads_as_itself(root: str, name: str, steps: tuple[str | int, ...]) -> None:
    path = Selection(root, name, steps)
    assert selection(str(path)) == path


@settings(derandomize=True, deadline=None)
@given(name=NAMES, steps=STEPS)
def test_the_shortcut_agrees_with_the_long_way(name: str, steps: tuple[str | int, ...]) -> None:
    path = Selection("nodes", name, steps)
    assert plain_reference(whole(str(path))) in (None, ("nodes", name))


def test_a_path_is_followed_to_the_very_value() -> None:
    row = {"x y": 2**80}
    values = {"nodes": {"a": {"rows": [None, row]}}, "inputs": {}}
    assert Selection("nodes", "a", ("rows", 1)).pick(values) is row
    assert Selection("nodes", "a", ("rows", 1, "x y")).pick(values) == 2**80


@pytest.mark.parametrize(
    ("value", "steps", "words"),
    [
        ({"b": 1}, ("c",), 'nodes.a has no key "c"; it has "b"'),
        ({}, ("c",), "no keys"),
        (dict.fromkeys("abcdefg"), ("z",), "and 2 more"),
        ([1], (1,), "nodes.a has 1 elements, so none at [1]"),
        ([1], ("x",), "nodes.a is a list, which has nothing at .x"),
        ({"b": {"c": 1}}, ("b", 0), "nodes.a.b is a mapping, which has nothing at [0]"),
        ("text", (0,), "is text"),
        (None, ("x",), "is null"),
        (True, ("x",), "is a boolean"),
        (1.5, ("x y",), 'a number, which has nothing at ["x y"]'),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ended(value: Any, steps: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(Missing) as caught:
        Selection("nodes", "a", steps).pick({"nodes": {"a": value}, "inputs": {}})
    assert words in str(caught.value)


def test_a_node_without_a_value_is_named() -> None:
    with pytest.raises(Missing, match=r"nodes\.b has no value"):
        Selection("nodes", "b").pick({"nodes": {}, "inputs": {}})
