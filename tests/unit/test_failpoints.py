"""Places for tests to strike at: inert, refused outside of tests, counted over all processes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aurora_celery import failpoints
from aurora_celery.config import load_settings
from aurora_celery.errors import InvalidSettings, StoreUnavailable
from aurora_celery.failpoints import NAMES, FailpointError, failpoint

ROOT = Path(__file__).parents[2] / "aurora_celery"


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    """Whatever a test arms is gone after it."""
    yield
    failpoints.arm({})


def armed(text: str, log: Path | None = None) -> dict[str, str]:
    logged = {"AURORA_FAILPOINTS_LOG": str(log)} if log else {}
    return {"AURORA_FAILPOINTS": text, "AURORA_TESTING": "1", **logged}


def test_every_place_is_in_the_code_and_every_place_of_the_code_has_a_name() -> None:
    code = "\n".join(path.read_text() for path in ROOT.rglob("*.py") if path.name != "failpoints.py")
    found = set(re.findall(r'(?:failpoint\(|sent=)"([a-z_.]+)"', code))
    assert found == set(NAMES)


def test_nothing_happens_at_a_place_that_is_not_armed() -> None:
    failpoints.arm(armed("claim.after=raise"))
    failpoint("effect.before")
    failpoints.arm({})
    failpoint("claim.after")


def test_what_fires_is_written_down_first(tmp_path: Path) -> None:
    failpoints.arm(armed("claim.after=raise,effect.before=sleep:0", tmp_path / "log"))
    failpoint("effect.before")
    with pytest.raises(FailpointError, match=r"claim\.after"):
        failpoint("claim.after")
    assert [line.split()[0] for line in (tmp_path / "log").read_text().splitlines()] == ["effect.before", "claim.after"]


def test_a_place_may_stand_for_an_error_of_its_own() -> None:
    failpoints.arm(armed("claim.sent_no_ack=raise"))
    with pytest.raises(StoreUnavailable):
        failpoint("claim.sent_no_ack", raises=StoreUnavailable)


def test_a_place_fires_so_often_and_no_more(tmp_path: Path) -> None:
    failpoints.arm(armed("claim.after=sleep:0:2times", tmp_path / "log"))
    for _ in range(5):
        failpoint("claim.after")
    assert (tmp_path / "log").read_text().count("claim.after") == 2


def test_a_place_fires_now_and_then(tmp_path: Path) -> None:
    failpoints.arm(armed("claim.after=sleep:0:1in3", tmp_path / "log"))
    for _ in range(300):
        failpoint("claim.after")
    assert 20 < (tmp_path / "log").read_text().count("claim.after") < 200


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"AURORA_FAILPOINTS": "claim.after=kill"}, "AURORA_TESTING=1"),
        (armed("nowhere=kill"), "no place 'nowhere'"),
        (armed("claim.after=explode"), "is not NAME="),
        (armed("claim.after=kill:often"), "is not NAME="),
        (armed("claim.after=kill:3times"), "AURORA_FAILPOINTS_LOG"),
    ],
    ids=["no test", "unknown", "no act", "no count", "no log"],
)
def test_what_cannot_be_armed_keeps_aurora_from_starting(environ: dict[str, str], says: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load_settings(environ=environ, cwd=tmp_path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.path) == ("C004", "AURORA_FAILPOINTS")
    assert says in found.message
