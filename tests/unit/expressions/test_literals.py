"""Text literals of CEL."""

from __future__ import annotations

import cel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.expressions.literals import quote, unquote


@settings(derandomize=True, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_written_literal_means_its_text_here_and_to_the_evaluator(text: str) -> None:
    assert unquote(quote(text)) == text
    assert cel.compile(quote(text)).execute({}) == text


@pytest.mark.parametrize(
    "literal",
    [r'"\x41\u00e9\U0001F600\101\n\t\\\"\'\`\?"', '"""a"b"""', "'''it's'''", r'r"\n"', "'plain'", r"R'''\x'''"],
)
def test_a_literal_means_what_the_evaluator_takes_it_for(literal: str) -> None:
    assert unquote(literal) == cel.compile(literal).execute({})


@pytest.mark.parametrize("literal", ['b"bytes"', r'"\q"', r'"\ud800"', r'"\U00110000"', "12", '"open'])
def test_what_is_no_text_literal_means_nothing(literal: str) -> None:
    assert unquote(literal) is None
