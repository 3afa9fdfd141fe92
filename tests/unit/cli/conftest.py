"""Call the command line in this process, in an empty directory and a clean environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aurora_celery.cli import main

Call = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory of the call. What the call adds to the environment goes with it."""
    monkeypatch.chdir(tmp_path)
    before, path = dict(os.environ), list(sys.path)
    for name in [name for name in os.environ if name.startswith("AURORA_")]:
        del os.environ[name]
    yield tmp_path
    os.environ.clear()
    os.environ.update(before)
    sys.path[:] = path


@pytest.fixture
def call(here: Path) -> Call:
    """Call ``aurora`` with some arguments."""

    def run(*arguments: str, **env: str) -> Result:
        return CliRunner().invoke(main, list(arguments), env=env, prog_name="aurora")

    return run
