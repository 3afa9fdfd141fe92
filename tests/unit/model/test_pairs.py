"""A name and a value in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurora_celery.model.pairs import read_pair, write_pair


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("team=data", "team", "data"),
        ("team=", "team", ""),
        ("query=a=b", "query", "a=b"),
        ('"a=b"=c=d', "a=b", "c=d"),
        ('"say \\"=\\""=x', 'say "="', "x"),
        ('"a=b', '"a', "b"),
        ('"a" b=c', '"a" b', "c"),
        ('"\\x"=c', '"\\x"', "c"),
    ],
)
def test_a_name_ends_at_the_first_sign_unless_it_is_quoted(text: str, name: str, value: str) -> None:
    assert read_pair(text) == (name, value)


@pytest.mark.parametrize("text", ["", "team", "=x", '""=x'])
def test_without_a_name_there_is_no_pair(text: str) -> None:
    assert read_pair(text) is None


@given(st.text(min_size=1), st.text())
def test_what_is_written_is_read_as_it_was(name: str, value: str) -> None:
    assert read_pair(write_pair(name, value)) == (name, value)


@given(st.text('"=\\a', min_size=1), st.text('"=\\a'))
def test_signs_and_quotation_marks_are_read_as_they_were(name: str, value: str) -> None:
    assert read_pair(write_pair(name, value)) == (name, value)
