"""The model of the engine holds, its end is reached, and each of its mutants is caught."""

from __future__ import annotations

import os

import pytest

from tests.model.spin import MUTANTS, PROBE, SOUND, Unreadable, check, missing, read

LACKING = missing()
if LACKING and os.environ.get("CI") != "true":
    pytestmark = pytest.mark.skip(reason=f"there is no {' and no '.join(LACKING)}; as root, make test installs them")
else:
    pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("name", SOUND)
def test_nothing_goes_wrong_in(name: str) -> None:
    assert check(SOUND[name]).complaint == ""


@pytest.mark.parametrize("name", SOUND)
def test_the_end_is_reached_in(name: str) -> None:
    assert "0" in check((*SOUND[name], PROBE)).complaint


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_caught(mutant: str) -> None:
    assert check((mutant, *MUTANTS[mutant])).complaint


@pytest.mark.parametrize(
    "report",
    ["", "12 states, stored", "depth reached 3, errors: 1\n12 states, stored", "error: max search depth too small"],
    ids=["nothing", "no end", "no complaint", "cut short"],
)
def test_a_report_that_says_nothing_is_no_good_news(report: str) -> None:
    with pytest.raises(Unreadable):
        read(report)
