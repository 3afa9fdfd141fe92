"""What is dealt test by test is there, and shares nothing that is made once for a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dealing import BROWSER, LONG, in_order

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("file", LONG)
def test_a_file_that_is_dealt_test_by_test_makes_nothing_once_for_all(file: str) -> None:
    assert not re.search(r'scope="(module|package|class)"', (ROOT / file).read_text())


def test_long_files_take_turns_and_the_others_follow_whole() -> None:
    first, second = LONG[:2]
    nodeids = ["tests/unit/test_a.py::b", f"{second}::d", f"{first}::c", f"{first}::e", "tests/e2e/test_f.py::g"]
    order = [nodeids[place].partition("::")[2] for place in in_order(nodeids)]
    assert order == ["c", "d", "e", "g", "b"]


def test_what_looks_through_a_browser_begins_first_a_file_after_the_other() -> None:
    one, two = f"{BROWSER}test_b.py", f"{BROWSER}test_a.py"
    nodeids = [f"{LONG[0]}::d", f"{one}::a", f"{two}::c", f"{one}::b"]
    order = [nodeids[place].partition("::")[2] for place in in_order(nodeids)]
    assert order == ["a", "b", "c", "d"]
