"""The command line against a management API: no store, no broker, an address and a key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.e2e.stack import aurora, document
from tests.integration.web.conftest import Served

SUM = """
aurora: 1
name: sum
inputs: {left: {type: integer}}
nodes:
  added: {handler: tests.integration.engine.shop.add, with: {left: "${{ inputs.left }}", right: 2}}
outputs: {sum: "${{ nodes.added }}"}
"""


@pytest.fixture
def remote(served: Served, token: Callable[..., str]) -> dict[str, str]:
    """The environment of somebody who has a key of an admin's."""
    return {"AURORA_SERVER": served.url, "AURORA_TOKEN": token(Role.ADMIN)}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A directory with a graph and nothing else."""
    (tmp_path / "sum.yaml").write_text(SUM)
    return tmp_path


def test_a_graph_is_applied_run_followed_and_deleted(
    remote: dict[str, str], here: Path, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=dict(web_settings))

    def call(*arguments: str, code: int = 0) -> str:
        done = aurora(here, *arguments, env=remote)
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    assert "sum is version 1" in call("graphs", "apply", "sum.yaml")
    assert "name: sum" in call("graphs", "show", "sum")
    assert "sum" in call("graphs", "list")
    told = call("run", "sum", "-i", "left=40")
    assert '"sum": 42' in told
    run = json.loads(call("run", "sum.yaml", "-i", "left=1", "--json"))
    assert (run["state"], run["outputs"], run["nodes"]["added"]["state"]) == ("succeeded", {"sum": 3}, "succeeded")
    assert run["id"] in call("runs", "list", "--graph", "sum", "--input", "left=1")
    assert "succeeded" in call("runs", "follow", run["id"])
    assert "would touch 1 node" in call("runs", "rerun", run["id"], "--from", "added", "--dry-run")
    new = json.loads(call("runs", "rerun", run["id"], "--new", "-i", "left=5", "--json"))["run"]
    assert new != run["id"]
    assert "who does it" in call("runs", "cancel", new, "--by", "me", code=2)
    assert "touched all of it" in call("runs", "delete", run["id"], "--why", "done with")
    assert "not found" in call("runs", "show", run["id"], code=3)


def test_whoever_has_no_key_or_no_server_is_told(remote: dict[str, str], here: Path, served: Served) -> None:
    refused = aurora(here, "runs", "list", "--json", env={"AURORA_SERVER": served.url})
    assert refused.returncode == 2
    assert json.loads(refused.stderr)["error"]["code"] == "unauthenticated"
    away = aurora(here, "runs", "list", "--server", "http://127.0.0.1:1", env=remote)
    assert (away.returncode, "does not answer" in away.stderr) == (4, True)
    nonsense = aurora(here, "runs", "list", "--server", "nonsense", env=remote)
    assert nonsense.returncode == 2
    both = aurora(here, "run", "sum.yaml", "--embedded", env=remote)
    assert both.returncode == 2
    window = aurora(here, "run", "sum.yaml", "-i", "left=1", "--key", "k", "--key-window", "5", env=remote)
    assert window.returncode == 2
    assert document(here, "compile", "sum.yaml")
