"""The check that every ``except`` clause fires sees what it should see, whatever becomes of the process."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules
from tests.clauses import __main__ as command
from tests.clauses.clause import Clause, clauses, never_fired
from tests.clauses.excused import EXCUSED

STARTUP = ROOT / "tests" / "clauses" / "startup"


def fire(record: Path, code: str) -> int:
    """Run code in a process that records; how it ended."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(STARTUP), str(ROOT)]), "TESTRUN_CLAUSES": str(record)}
    return subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode


def clause(key: str) -> Clause:
    return next(found for found in clauses() if found.key == key)


READ = """
from aurora_celery.errors import BadCursor
from aurora_celery.store.cursor import read_cursor
try:
    read_cursor("?")
except BadCursor: pass
"""
CURSOR = "aurora_celery.store.cursor.read_cursor: except (ValueError, TypeError, OverflowError, RecursionError)"


def test_a_clause_counts_though_its_process_is_killed_a_moment_later(tmp_path: Path) -> None:
    record = tmp_path / "record"
    assert fire(record, f"{READ}import os\nos.kill(os.getpid(), 9)") == -signal.SIGKILL
    assert clause(CURSOR) not in never_fired(record)
    assert len(never_fired(record)) == len(clauses()) - 1


def test_a_clause_of_a_forked_process_counts(tmp_path: Path) -> None:
    record = tmp_path / "record"
    read = READ.replace("\n", "\n    ")
    assert fire(record, f"import os\nif os.fork():\n    os.wait()\nelse:\n    {read}\n    os._exit(0)") == 0
    assert clause(CURSOR) not in never_fired(record)


def test_a_clause_fires_though_nothing_can_be_recorded(tmp_path: Path) -> None:
    assert fire(tmp_path / "no" / "record", READ) == 0


def test_no_compiled_module_keeps_a_mark(tmp_path: Path) -> None:
    assert fire(tmp_path / "record", READ) == 0
    asked = [sys.executable, "-c", f"import builtins\nassert not hasattr(builtins, '__aurora_clause_fired__')\n{READ}"]
    env = {name: value for name, value in os.environ.items() if name != "TESTRUN_CLAUSES"}
    assert subprocess.run(asked, cwd=ROOT, env=env, check=False).returncode == 0


def test_every_clause_has_a_key_of_its_own_and_every_excuse_a_clause() -> None:
    keys = [found.key for found in clauses()]
    assert len(keys) == len(set(keys))
    assert EXCUSED.keys() - set(keys) == set()


def test_the_verdict_names_what_never_fired_and_what_is_excused_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record"
    monkeypatch.setattr(sys, "argv", ["clauses", str(record)])
    monkeypatch.setattr(command, "EXCUSED", {})
    record.write_text("\n".join(found.place for found in clauses() if found.key != CURSOR))
    assert command.main() == 1
    assert f"no test makes this fire: aurora_celery/store/cursor.py:{clause(CURSOR).line}" in capsys.readouterr().out
    monkeypatch.setattr(command, "EXCUSED", {CURSOR: "why"})
    assert command.main() == 0
    assert capsys.readouterr().out == ""
    record.write_text("\n".join(found.place for found in clauses()))
    assert command.main() == 1
    assert f"excused, and yet a test makes it fire, or it is gone: {CURSOR}" in capsys.readouterr().out


def test_nothing_is_suppressed_where_nobody_sees_it() -> None:
    assert [
        f"{module}:{node.lineno}"
        for module in modules()
        if module.name.startswith("aurora_celery")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name | ast.Attribute) and "suppress" in ast.unparse(node).split(".")
    ] == []
