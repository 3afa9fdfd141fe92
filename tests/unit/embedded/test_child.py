"""Children write to their log, end when told, and die with us."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from aurora_celery.config.process import is_alive
from aurora_celery.embedded.child import Child

ROOT = Path(__file__).parents[3]
#: A parent that starts a child which ignores SIGTERM, says its pid, and waits.
PARENT = """
import sys, time
from pathlib import Path
from aurora_celery.embedded.child import Child
deaf = "import signal; signal.signal(15, signal.SIG_IGN); signal.pause()"
child = Child([sys.executable, "-c", deaf], log=Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Child]:
    child = Child(["sleep", "600"], log=tmp_path / "logs" / "sleep.log")
    yield child
    child.kill()


def test_a_child_runs_until_it_is_stopped(sleeper: Child) -> None:
    assert sleeper.exit_code is None
    assert sleeper.stop(10.0)
    assert sleeper.exit_code is not None


def test_a_child_that_ignores_the_request_is_ended_by_force(tmp_path: Path) -> None:
    child = Child(["sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done"], log=tmp_path / "log")
    while "deaf" not in child.output():
        assert not child.wait(0.01)
    assert not child.stop(0.1)
    assert child.exit_code == -signal.SIGKILL


def test_the_output_of_this_start_is_kept_apart_from_earlier_ones(tmp_path: Path) -> None:
    first = Child(["echo", "first"], log=tmp_path / "log")
    assert first.wait(10.0)
    second = Child(["echo", "second"], log=tmp_path / "log")
    assert second.wait(10.0)
    assert second.output() == "second\n"
    assert (tmp_path / "log").read_text() == "first\nsecond\n"


def test_a_child_gets_the_environment_that_it_was_given(tmp_path: Path) -> None:
    child = Child(["/bin/sh", "-c", "echo $WORD"], log=tmp_path / "log", env={"WORD": "given"})
    assert child.wait(10.0)
    assert child.output() == "given\n"


def test_a_child_leads_its_own_session_so_that_ctrl_c_passes_it_by(sleeper: Child) -> None:
    fields = Path(f"/proc/{sleeper.pid}/stat").read_text().rpartition(")")[2].split()
    assert int(fields[3]) == sleeper.pid


@pytest.mark.skipif(sys.platform != "linux", reason="needs the kernel's parent death signal")
def test_a_child_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    psutil.wait_procs([child], timeout=10)
    assert not is_alive(child.pid)
