"""Templates filled in with values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.errors import ExpressionError
from aurora_celery.expressions import escape, render

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NODES: dict[str, Any] = {"a": {"rows": [1, 2, 3], "name": "Ann", "mean": 2.5}, "笔 记": ["x"], "big": [2**70]}


def rendered(template: Any) -> Any:
    return render(template, nodes=NODES, inputs={"url": "https://example.org", "n": 3}, path="with")


@settings(derandomize=True, deadline=None)
@given(value=JSON, name=TEXT.filter(bool))
def test_a_whole_reference_gives_the_value_as_it_was_recorded(value: Any, name: str) -> None:
    from aurora_celery.expressions import Selection, whole

    template = {"k": [whole(str(Selection("nodes", name)))]}
    result = render(template, nodes={name: value}, inputs={}, path="")
    assert result["k"][0] is value


@settings(derandomize=True, deadline=None)
@given(value=JSON.map(lambda value: {"k": value}))
def test_escaped_values_render_as_themselves(value: Any) -> None:
    def escaped(item: Any) -> Any:
        if isinstance(item, str):
            return escape(item)
        if isinstance(item, dict):
            return {key: escaped(each) for key, each in item.items()}
        return [escaped(each) for each in item] if isinstance(item, list) else item

    assert render(escaped(value), nodes={}, inputs={}) == value


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("${{ nodes.a.rows[0] }}", 1),
        ('${{ nodes["笔 记"] }}', ["x"]),
        ("${{ nodes.big[0] }}", 2**70),
        ("get ${{ inputs.url }}/${{ nodes.a.rows }}", "get https://example.org/[1,2,3]"),
        ("mean ${{ nodes.a.mean }} of ${{ inputs.n > 2 }}", "mean 2.5 of true"),
        ("${{ nodes.a.rows.map(x, x * 2) }}", [2, 4, 6]),
        ("${{ nodes.a.rows.filter(x, x >= inputs.n) }}", [3]),
        ('${{ {"n": size(nodes.a.rows), "ok": has(nodes.a.zz)} }}', {"n": 3, "ok": False}),
        ('${{ timestamp("2024-01-01T01:00:00+01:00") }}', "2024-01-01T00:00:00Z"),
        ('${{ duration("90m") }}', "5400s"),
        ('${{ duration("1500ms") }}', "1.5s"),
        ("${{ 3u }}", 3),
        ("${{ null }}", None),
        ("$${{ nodes.a }}", "${{ nodes.a }}"),
        ({"${{ nodes.a }}": 1}, {"${{ nodes.a }}": 1}),
        (("${{ inputs.n }}", 1, None, True), [3, 1, None, True]),
    ],
)
def test_a_template_is_filled_in(template: Any, expected: Any) -> None:
    result = rendered(template)
    assert result == expected
    assert type(result) is type(expected) or isinstance(template, tuple)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("${{ nodes.zz }}", "nodes.zz has no value"),
        ("${{ nodes.a.zz }}", 'nodes.a has no key "zz"'),
        ("${{ nodes.zz + 1 }}", "nodes.zz has no value"),
        ("${{ nodes.a.zz + 1 }}", "there is no key 'zz'"),
        ("${{ nodes.a.rows[9] + 1 }}", "index out of bounds"),
        ("${{ 1 / 0 }}", "division by zero"),
        ("${{ 1.0 / 0.0 }}", "the result is inf"),
        ("${{ nodes.a.name + 1 }}", "Unsupported operation"),
        ("${{ 9223372036854775807 + 1 }}", "overflow"),
        ('${{ b"x" }}', "of the type bytes"),
        ("${{ {1: 2} }}", "the key 1; keys must be text"),
        ('${{ timestamp("nonsense") }}', ""),
        ("${{ nodes.big[0] + 1 }}", "more than 64 bits"),
        ("${{ nodes }}", "must be followed by one name"),
        ("${{ 1 + }}", "not valid CEL"),
        ("x ${{ 1", "never closed"),
    ],
)
def test_an_expression_that_fails_says_which_and_why(template: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        rendered({"k": [template]})
    assert reason in caught.value.reason
    assert caught.value.path == "with.k[0]"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("${{ nodes.x.map(i, i) }}", "too long"),
        ("${{ nodes.y.map(i, nodes.y.map(j, nodes.y)) }}", "could"),
        ("${{ [" + "1," * 3000 + "1].map(i, [i, i, i, i, i, i, i, i]) }}", "too long"),
        ('${{ nodes.z + "" }}', "could make"),
        ("${{ size(nodes.z + nodes.z) }}", "could make"),
        ("${{ [nodes.w].map(x, x + x + x) }}", "could make"),
        ("${{ nodes.v.map(x, nodes.v) }}", "could make"),
    ],
)
def test_a_loop_over_too_much_is_refused_before_it_begins(
    template: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aurora_celery.expressions.evaluate.MAX_RESULT_LENGTH", 2**20)
    values = {"x": [1] * 9000, "y": [1] * 300, "z": "x" * 2**20, "w": "x" * 2**19, "v": ["x" * 2000] * 100}
    with pytest.raises(ExpressionError, match=reason):
        render(template, nodes=values, inputs={})
    assert render("${{ size(nodes.w) }}", nodes=values, inputs={}) == 2**19


def test_a_result_that_nests_too_deep_is_refused() -> None:
    deep: Any = []
    for _ in range(250):
        deep = [deep]
    with pytest.raises(ExpressionError, match="nests more than 200 deep"):
        render("${{ [nodes.a] }}", nodes={"a": deep}, inputs={})


def test_a_long_number_that_is_text_can_be_computed_with() -> None:
    assert render('${{ nodes.a + "!" }}', nodes={"a": "1" * 30}, inputs={}) == "1" * 30 + "!"
