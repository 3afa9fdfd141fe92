"""The command line as a whole: names, help, speed of start, Celery's own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aurora_celery import __version__
from aurora_celery.cli.main import COMMANDS, main
from tests.unit.cli.conftest import Call

SLOW = ("celery", "kombu", "pymongo", "pydantic", "rich", "networkx", "jsonschema", "cel", "redis")


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").output == f"aurora, version {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(call: Call, command: str) -> None:
    result = call(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: aurora {command} ")


def test_the_help_names_commands_and_exit_codes(call: Call) -> None:
    output = call("--help").output
    assert [word for word in COMMANDS if f"\n  {word} " not in output] == []
    assert "Exit codes:\n    0 " in output


def test_an_unknown_command_is_wrong_usage(call: Call) -> None:
    assert call("rnu").exit_code == 2


def test_starting_imports_nothing_slow() -> None:
    code = f"import sys, aurora_celery.cli; print([name for name in {SLOW} if name in sys.modules])"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert asked.stdout.strip() == "[]"


def test_celerys_own_command_line_finds_us_by_our_name() -> None:
    """Celery adds the group of an entry point under the group's own name."""
    assert main.name == "aurora"
