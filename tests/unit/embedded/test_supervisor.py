"""What dies is started again, with growing pauses, and not for ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aurora_celery.embedded import supervisor
from aurora_celery.embedded.child import Child
from aurora_celery.embedded.supervisor import Watch, supervise
from aurora_celery.errors import EmbeddedServerError


class Shell:
    """A service that is one shell command after another; the last is repeated."""

    role = "shell"

    def __init__(self, log: Path, *commands: str) -> None:
        self.log = log
        self.commands = list(commands)
        self.starts = 0
        self.child: Child | None = None
        self.start()

    def start(self) -> None:
        self.starts += 1
        command = self.commands.pop(0) if len(self.commands) > 1 else self.commands[0]
        self.child = Child(["/bin/sh", "-c", command], log=self.log)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(supervisor, "time", clock)
    return clock


@pytest.fixture
def shells(tmp_path: Path) -> Iterator[list[Shell]]:
    made: list[Shell] = []
    yield made
    for shell in made:
        if shell.child:
            shell.child.kill()


def ended(shell: Shell) -> bool:
    assert shell.child is not None
    return shell.child.wait(10.0)


def die_for_ever(shell: Shell, watch: Watch, *, clock: Clock) -> None:
    while ended(shell):
        watch.look()
        clock.now = watch.not_before or clock.now


def test_a_service_that_dies_is_started_again_and_both_are_told(tmp_path: Path, shells: list[Shell]) -> None:
    shell = Shell(tmp_path / "log", "exit 3", "sleep 600")
    shells.append(shell)
    news: list[object] = []
    supervise(
        [shell],
        until=lambda: "new pids" in news,
        died=lambda role, code: news.append((role, code)),
        changed=lambda: news.append("new pids"),
    )
    assert news == [("shell", 3), "new pids"]


def test_a_service_that_lives_is_left_alone(tmp_path: Path, shells: list[Shell]) -> None:
    shell = Shell(tmp_path / "log", "sleep 600")
    shells.append(shell)
    assert Watch(shell).look() is None
    assert shell.starts == 1


def test_the_pause_before_a_start_grows_with_each_death(tmp_path: Path, clock: Clock) -> None:
    shell = Shell(tmp_path / "log", "exit 1")
    watch = Watch(shell)
    pauses = []
    for _ in range(4):
        assert ended(shell)
        assert watch.look() == 1
        assert watch.not_before is not None
        pauses.append(round(watch.not_before - clock.now, 3))
        clock.now = watch.not_before
        assert watch.look() is None
    assert pauses == [0.1, 0.2, 0.4, 0.8]
    assert ended(shell)


def test_a_service_that_was_well_for_long_starts_again_at_once(tmp_path: Path, clock: Clock) -> None:
    shell = Shell(tmp_path / "log", "exit 1")
    watch = Watch(shell)
    watch.deaths = 7
    clock.now += 61.0
    assert ended(shell)
    watch.look()
    assert watch.deaths == 1


def test_a_service_that_never_stays_alive_is_given_up_with_its_log(tmp_path: Path, clock: Clock) -> None:
    shell = Shell(tmp_path / "log", "exit 1")
    watch = Watch(shell)
    with pytest.raises(EmbeddedServerError, match=r"shell died 9 times in a row; see .*log"):
        die_for_ever(shell, watch, clock=clock)
