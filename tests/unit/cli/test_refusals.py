"""What the command line refuses before it connects to anything, and what it leaves behind when it is interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from aurora_celery import Aurora
from aurora_celery.cli.session import Session
from aurora_celery.errors import RunNotFound
from tests.unit.cli.conftest import Call


@pytest.fixture
def aurora(monkeypatch: pytest.MonkeyPatch) -> Aurora:
    """What the commands are connected to."""
    made = Aurora(Celery("shop", set_as_current=False), store="memory://")
    monkeypatch.setattr(Session, "connected", lambda _: made)
    return made


@pytest.mark.parametrize("text", ["{", "[" * 100_000])
def test_a_result_that_is_no_json_is_refused(aurora: Aurora, call: Call, text: str) -> None:
    result = call("runs", "mark", "0" * 32, "a", "succeeded", "--result", text)
    assert result.exit_code == 2
    assert "not JSON" in result.stderr


def test_a_definition_that_cannot_be_read_is_refused_with_the_reason(call: Call, here: Path) -> None:
    (here / "g.yaml").mkdir()
    result = call("compile", "g.yaml")
    assert result.exit_code == 2
    assert "g.yaml" in result.stderr


def test_an_export_that_breaks_off_leaves_no_file(
    aurora: Aurora, call: Call, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Iterator[bytes]:
        yield b"line"
        raise KeyboardInterrupt

    monkeypatch.setattr(Aurora, "export_runs", broken)
    for name in ("a.ndjson", "a.ndjson.gz"):
        assert call("runs", "export", "0" * 32, "--output", name).exit_code == 130
    assert list(here.iterdir()) == []


def test_a_run_that_is_deleted_while_all_are_audited_is_passed_over(
    aurora: Aurora, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Auditor:
        def runs(self, _: object) -> list[str]:
            return ["gone", "there"]

        def examine(self, run: str) -> tuple[()]:
            if run == "gone":
                raise RunNotFound(run)
            return ()

    monkeypatch.setattr(Aurora, "auditor", lambda _: Auditor())
    assert call("doctor", "--audit").output == "0 findings in 2 runs\n"
    named = call("doctor", "--audit", "--run", "gone")
    assert (named.exit_code, "run 'gone' not found" in named.stderr) == (3, True)
