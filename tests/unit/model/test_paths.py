"""Places inside a value, as they are written."""

from __future__ import annotations

import pytest

from aurora_celery.model.paths import child, join, quoted, written


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), "nodes"),
        (("report", "needs", 1), "nodes.report.needs[1]"),
        (("any id", "with"), 'nodes["any id"].with'),
        (("笔记",), 'nodes["笔记"]'),
        (("a.b", "", 'q"'), 'nodes["a.b"][""]["q\\""]'),
        (("x" * 200,), "nodes." + "x" * 80 + "..."),
        (("\x00\u202e",), 'nodes["\\u0000\\u202e"]'),
    ],
)
def test_a_path_is_written_as_the_user_would_reach_the_value(keys: tuple[str | int, ...], expected: str) -> None:
    assert join("nodes", keys) == expected


def test_the_root_has_no_path() -> None:
    assert child("", "a") == "a"
    assert child("", 0) == "[0]"


def test_a_trail_is_written_when_it_is_shown() -> None:
    assert written((("nodes", "a b"), 3)) == 'nodes["a b"][3]'
    assert written("nodes") == "nodes"


def test_shown_text_is_short_and_printable() -> None:
    assert quoted("a\n" + "b" * 1_000_000) == '"a\\n' + "b" * 78 + '..."'
