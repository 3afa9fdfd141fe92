"""What a template refers to, and what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from aurora_celery.expressions import codes, references


def test_nodes_and_inputs_come_in_the_order_first_named() -> None:
    found = references(
        {
            "x": ["${{ nodes.b.rows[0] }}", {"deep": "from ${{ inputs.url }} to ${{ nodes.a }}"}],
            "y": '${{ size(nodes["笔 记"]) + inputs["n"] }}',
            "z": "${{ nodes.b }}",
        },
        path="nodes.c.with",
    )
    assert found.nodes == ("b", "a", "笔 记")
    assert found.inputs == ("url", "n")
    assert found.diagnostics == ()


def test_a_secret_is_referred_to_by_itself_or_inside_text() -> None:
    found = references(
        {"a": "${{ secrets.B }}", "c": "Bearer ${{ secrets.A_1 }}", "d": "${{ inputs.secrets }}"}, path="x"
    )
    assert (found.secrets, found.inputs, found.diagnostics) == (("B", "A_1"), ("secrets",), ())


@pytest.mark.parametrize(
    "text",
    ["$${{ nodes.a }}", "nodes.a", '${{ "nodes.a" }}', '${{ {"x": 1}.x }}', "${{ 1 // nodes.a\n }}"],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert references(text, path="x").nodes == ()


@pytest.mark.parametrize(
    "expression",
    [
        "nodes.a.map(x, x * 2)",
        "[1, 2].filter(i, i > 1)",
        "has(nodes.a.b) ? nodes.a.b : 'none'",
        "nodes.a.exists(x, x.y == 1) && !(inputs.n in [1, 2])",
        'timestamp(inputs.t).getFullYear() + int(duration("1h").getSeconds())',
        'nodes.a.name.startsWith("x") || nodes.a.name.matches("^a+$")',
        "type(inputs.n) == 'int' ? string(inputs.n) : \"\"",
        "dyn(1) == 1.0 && uint(1) == 1u && double(1) > 0.5",
        "'a' + r\"b\" + '''c'''",
    ],
)
def test_good_expressions_have_no_findings(expression: str) -> None:
    assert references("${{ " + expression + " }}", path="x").diagnostics == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("${{ nodes.a", codes.UNTERMINATED),
        ("${{   }}", codes.EMPTY),
        ("${{ 1 + }}", codes.SYNTAX),
        ("${{ nodes.笔 }}", codes.WHOLE_NODES),
        ("${{ 'open }}", codes.SYNTAX),
        ("${{ nodes.a.?b }}", codes.SYNTAX),
        ("${{ nodes }}", codes.WHOLE_NODES),
        ("${{ nodes[inputs.x] }}", codes.WHOLE_NODES),
        ("${{ nodes[0] }}", codes.WHOLE_NODES),
        ('${{ nodes[b"a"] }}', codes.WHOLE_NODES),
        ("${{ [1].map(nodes, nodes) }}", codes.WHOLE_NODES),
        ("${{ inputs }}", codes.WHOLE_INPUTS),
        ("${{ size(inputs) }}", codes.WHOLE_INPUTS),
        ("${{ node.a }}", codes.UNKNOWN_NAME),
        ("${{ .nodes.a }}", codes.UNKNOWN_NAME),
        ("${{ env.HOME + nodes.a }}", codes.UNKNOWN_NAME),
        ('${{ open("/etc/passwd") }}', codes.UNKNOWN_FUNCTION),
        ('${{ __import__("os") }}', codes.UNKNOWN_FUNCTION),
        ("${{ nodes.a.format([1]) }}", codes.UNKNOWN_FUNCTION),
        ("${{ " + "(" * 33 + "1" + ")" * 33 + " }}", codes.TOO_COMPLEX),
        ("${{ [1]" + ".map(x, [x, x])" * 5 + " }}", codes.TOO_COMPLEX),
        ("${{ [1].map(a, [1].map(b, [1].map(c, [1].map(d, a)))) }}", codes.TOO_COMPLEX),
        ("${{ ['a'].map(x, " + "+".join("x" * 513) + ") }}", codes.TOO_COMPLEX),
        ("${{ ['a']" + ".map(x, x + x + x + x + x)" * 4 + " }}", codes.TOO_COMPLEX),
        ("${{ " + "1+" * 5000 + "1 }}", codes.TOO_COMPLEX),
        ("${{ secrets }}", codes.NOT_ALONE),
        ("${{ secrets.A.b }}", codes.NOT_ALONE),
        ("${{ secrets.A[0] }}", codes.NOT_ALONE),
        ('${{ secrets["a b"] }}', codes.NOT_ALONE),
        ("${{ secrets." + "A" * 65 + " }}", codes.NOT_ALONE),
        ("${{ secrets.A + inputs.b }}", codes.NOT_ALONE),
        ("${{ [1].map(secrets, secrets) }}", codes.NOT_ALONE),
    ],
)
def test_a_bad_expression_has_a_code_and_a_place(text: str, code: str) -> None:
    found = references({"rows": ["fine", text]}, path="nodes.a.with")
    assert {finding.code for finding in found.diagnostics} == {code}
    assert {finding.path for finding in found.diagnostics} == {"nodes.a.with.rows[1]"}


def test_all_findings_of_all_expressions_are_told() -> None:
    found = references({"a": "${{ x + y }} ${{ }}", "b": "${{ foo(1) }}"}, path="with")
    assert [finding.code for finding in found.diagnostics] == ["A105", "A105", "A101", "A106"]


def test_every_code_of_the_table_is_reached_above() -> None:
    marks: Any = test_a_bad_expression_has_a_code_and_a_place.pytestmark  # type: ignore[attr-defined]
    assert {code for _, code in marks[0].args[1]} == set(codes.CODES)
