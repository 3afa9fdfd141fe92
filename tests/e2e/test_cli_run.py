"""``aurora run`` and its neighbours against one running local stack."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.stack import Up, aurora, command, document, environment

pytestmark = pytest.mark.timeout(480)

GREET = """
aurora: 1
name: greet
inputs: {word: {type: string}, times: {type: integer, default: 2}}
nodes:
  a: {handler: aurora.echo, with: {value: "${{ inputs.word }}"}}
  b: {handler: aurora.echo, with: {value: "${{ inputs.times }}"}}
  c: {handler: aurora.noop, needs: [a, b]}
outputs: {word: "${{ nodes.a }}", times: "${{ nodes.b }}"}
"""
BROKEN = """
aurora: 1
name: broken
nodes:
  a: {handler: aurora.fail, with: {message: on purpose}}
  b: {handler: aurora.noop, needs: [a]}
  c: {handler: aurora.noop}
"""
SLOW = "aurora: 1\nname: slow\nnodes: {a: {handler: aurora.sleep, with: {seconds: 12}}}\n"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory in which a stack runs."""
    directory = tmp_path_factory.mktemp("stack")
    for name, text in {"greet": GREET, "broken": BROKEN, "slow": SLOW}.items():
        (directory / f"{name}.yaml").write_text(text)
    up = Up(directory)
    yield directory
    up.stop()


def test_a_run_is_told_line_by_line_where_nobody_looks(here: Path) -> None:
    result = aurora(here, "run", "greet.yaml", "--input", "word=12")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert re.fullmatch(r"run \w{32}", lines[0])
    assert {line.split()[2] for line in lines if "succeeded in" in line} == {"a", "b", "c"}
    assert json.loads(result.stdout[result.stdout.index("{") :]) == {"word": "12", "times": 2}


def test_ctrl_c_leaves_the_run_and_tells_how_to_find_it(here: Path) -> None:
    with subprocess.Popen(
        command("run", "slow.yaml"),
        cwd=here,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        run = program.stdout.readline().split()[1]
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate()
    assert program.returncode == 130
    assert f"`aurora runs follow {run}`" in errors
    assert "Traceback" not in errors
    assert aurora(here, "runs", "follow", run).returncode == 0


def test_json_is_one_document_with_every_node(here: Path) -> None:
    found = document(here, "run", "greet.yaml", "--inputs", '{"word": "hi"}', "-i", "times=3")
    assert {"id", "graph", "version", "state", "inputs", "outputs", "error", "created", "started", "finished"} <= set(
        found
    )
    assert (found["state"], found["outputs"]) == ("succeeded", {"word": "hi", "times": 3})
    wanted = {"state", "attempts", "queued", "started", "finished", "worker", "error"}
    assert all(wanted <= set(node) for node in found["nodes"].values())
    assert document(here, "runs", "show", found["id"]) == found


def test_a_run_that_fails_ends_with_one_and_says_why(here: Path) -> None:
    result = aurora(here, "run", "broken.yaml")
    assert result.returncode == 1
    assert "a  failed: RuntimeError: on purpose" in result.stdout
    assert "b  skipped: upstream_failed" in result.stdout
    as_json = aurora(here, "run", "broken.yaml", "--json")
    assert as_json.returncode == 1
    assert json.loads(as_json.stdout)["state"] == "failed"


def test_wrong_inputs_are_bad_input(here: Path) -> None:
    for arguments in (["-i", "word=x", "-i", "times=many"], [], ["-i", "word=x", "-i", "other=1"]):
        result = aurora(here, "run", "greet.yaml", *arguments)
        assert result.returncode == 2, result.stderr
        assert "the inputs are invalid" in result.stderr


def test_a_run_that_takes_too_long_goes_on(here: Path) -> None:
    result = aurora(here, "run", "slow.yaml", "--timeout", "0.5", "--key", "slow")
    assert result.returncode == 5
    assert "did not end within 0.5 s" in result.stderr
    assert document(here, "run", "slow.yaml", "--key", "slow")["state"] == "succeeded"


def test_a_key_that_belongs_to_another_run_is_a_conflict(here: Path) -> None:
    first = document(here, "run", "greet.yaml", "-i", "word=a", "--key", "k")
    assert document(here, "run", "greet.yaml", "-i", "word=a", "--key", "k")["id"] == first["id"]
    assert aurora(here, "run", "greet.yaml", "-i", "word=b", "--key", "k").returncode == 6


def test_stored_graphs_have_versions_and_run_by_name(here: Path) -> None:
    (here / "named.yaml").write_text(GREET.replace("name: greet", "name: named"))
    assert aurora(here, "graphs", "apply", "named.yaml").stdout == "named is version 1\n"
    assert aurora(here, "graphs", "apply", "named.yaml").stdout == "named is version 1\n"
    (here / "named.yaml").write_text(GREET.replace("name: greet", "name: named").replace("default: 2", "default: 5"))
    assert document(here, "graphs", "apply", "named.yaml")[0]["version"] == 2
    assert document(here, "run", "named", "-i", "word=7")["outputs"] == {"word": "7", "times": 5}
    assert document(here, "run", "named", "-i", "word=7", "--version", "1")["outputs"]["times"] == 2
    assert {"named": 2}.items() <= {each["name"]: each["version"] for each in document(here, "graphs", "list")}.items()
    shown = aurora(here, "graphs", "show", "named")
    (here / "again.yaml").write_text(shown.stdout)
    assert aurora(here, "graphs", "apply", "again.yaml").stdout == "named is version 2\n"


def test_runs_are_listed_and_filtered(here: Path) -> None:
    document(here, "run", "greet.yaml", "-i", "word=w")
    document(here, "run", "greet.yaml", "-i", "word=x", "--label", "team=blue")
    listed = document(here, "runs", "list", "--label", "team=blue", "--state", "succeeded", "--graph", "greet")
    assert [run["labels"] for run in listed["items"]] == [{"team": "blue"}]
    first = document(here, "runs", "list", "--limit", "1")
    second = document(here, "runs", "list", "--limit", "1", "--cursor", first["cursor"])
    assert first["items"][0]["id"] != second["items"][0]["id"]


@pytest.mark.parametrize("arguments", [("runs", "show", "none"), ("graphs", "show", "none"), ("run", "none")])
def test_what_is_not_there_is_not_found(here: Path, arguments: tuple[str, ...]) -> None:
    result = aurora(here, *arguments)
    assert result.returncode == 3
    assert "not found" in result.stderr


def test_handlers_count_the_workers_that_offer_them(here: Path) -> None:
    found = {each["name"]: each for each in document(here, "handlers")}
    assert found["aurora.echo"]["workers"] == 1
    assert [parameter["name"] for parameter in found["aurora.echo"]["parameters"]] == ["value"]


def test_the_doctor_finds_a_running_stack_healthy(here: Path) -> None:
    found = document(here, "doctor")
    assert found["healthy"]
    assert {each["check"] for each in found["checks"]} == {
        "settings", "versions", "broker", "store", "clock", "workers", "handlers",
    }  # fmt: skip


def test_the_doctor_says_what_is_broken_and_how_to_mend_it(here: Path) -> None:
    away = {"AURORA_BROKER__URL": "redis://127.0.0.1:1/0", "AURORA_STORE__URL": "mongodb://127.0.0.1:1/x"}
    result = aurora(here, "doctor", env=away)
    assert result.returncode == 1
    assert "FAILED   broker: redis://127.0.0.1:1/0" in result.stdout
    assert "FAILED   store: " in result.stdout
    assert "or correct store.url" in result.stdout


def test_without_a_stack_the_way_out_is_named(tmp_path: Path, here: Path) -> None:
    result = aurora(tmp_path, "run", str(here / "slow.yaml"))
    assert result.returncode == 4
    assert "start one with `aurora up`" in result.stderr


def test_a_store_that_is_away_is_told_in_one_line(here: Path) -> None:
    result = aurora(
        here, "runs", "list", env={"AURORA_STORE__URL": "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=500"}
    )
    assert result.returncode == 4
    assert "Traceback" not in result.stderr


def test_celerys_own_command_line_serves_aurora(here: Path) -> None:
    """Only where the package is installed: Celery finds its guests by entry points."""
    listed = _celery(here, "--help")
    if "\n  aurora " not in listed:
        pytest.skip("aurora-celery is not installed")
    assert "aurora.echo" in _celery(here, "-A", "aurora_celery", "aurora", "handlers")


def _celery(cwd: Path, *arguments: str) -> str:
    import subprocess
    import sys

    from tests.e2e.stack import environment

    return subprocess.run(
        [sys.executable, "-m", "celery", *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
