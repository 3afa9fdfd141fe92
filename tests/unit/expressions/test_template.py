"""Templates cut into text and expressions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.expressions import codes
from aurora_celery.expressions.template import Expression, Malformed, Part, escape, parts


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", ()),
        ("plain", ("plain",)),
        ("${{ nodes.a }}", (Expression("nodes.a"),)),
        ("a ${{x}}${{ y }} b", ("a ", Expression("x"), Expression("y"), " b")),
        ("$${{ no }}", ("${{", " no }}")),
        ("$$${{", ("$", "${{")),
        ('${{ {"k": {"z": 1}}}}', (Expression('{"k": {"z": 1}}'),)),
        ('${{ "}}" }}!', (Expression('"}}"'), "!")),
        ("${{ r'\\' }}", (Expression("r'\\'"),)),
        ("${{ 1 // }}\n + 1 }}", (Expression("1 // }}\n + 1"),)),
        ("${ {x} }", ("${ {x} }",)),
        ("${{ }}", (Expression(""),)),
    ],
)
def test_a_template_is_cut(template: str, expected: tuple[Part, ...]) -> None:
    assert parts(template) == expected


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("${{ a", codes.UNTERMINATED),
        ("${{ a }", codes.UNTERMINATED),
        ("${{ {a }}", codes.UNTERMINATED),
        ("${{ 'it }}", codes.SYNTAX),
        ("${{ " + "a" * 9000 + " }}", codes.TOO_COMPLEX),
        ("${{" + "(" * 100_000, codes.TOO_COMPLEX),
        ("${{" + '"\\' * 100_000, codes.SYNTAX),
    ],
)
def test_an_expression_without_an_end_is_malformed(template: str, code: str) -> None:
    last = parts(template)[-1]
    assert isinstance(last, Malformed)
    assert last.code == code


@settings(derandomize=True, deadline=None)
@given(st.text(st.sampled_from("${}ab \n"), max_size=20))
def test_escaped_text_is_literal(text: str) -> None:
    assert "".join(map(str, parts(escape(text)))) == text
