"""The machine below fails: the store's disk is full, broken or slow, and the workers' clocks are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.campaign import Order
from tests.chaos.faults import FAULTS, GROUPS, chosen, left_out
from tests.chaos.test_campaign import SEED, assert_sound
from tests.servers.needs import Need


@pytest.mark.timeout(600)
def test_nothing_is_lost_whatever_is_done_to_the_stores_disk_and_to_clocks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = [fault for name in GROUPS["machine"] if (fault := FAULTS[name]).needs and fault.needs.granted(capsys)]
    if faults:
        assert_sound(Order(kills=len(faults), runs=16, faults=faults, seed=SEED), tmp_path)


def _refuse() -> None:
    raise OSError("not on this machine")


@pytest.mark.parametrize(
    ("need", "why"),
    [
        (Need("magic", ("no-such-program",), lambda: None), "no-such-program is not installed"),
        (Need("more", (), _refuse), "not on this machine"),
    ],
)
def test_a_group_leaves_out_what_cannot_be_had_and_says_why(
    need: Need, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(FAULTS["disk"]), "lacks", lambda fault: need.lacking() if fault.name == "disk" else "")
    assert "disk" not in {fault.name for fault in chosen(["machine"], broker="valkey")}
    found = left_out(["machine"], broker="valkey")
    assert set(found) == {"disk"}
    assert why in found["disk"]
    with pytest.raises(ValueError, match=why):
        chosen(["disk"], broker="valkey")
