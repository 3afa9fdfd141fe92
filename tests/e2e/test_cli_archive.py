"""``aurora runs export|import`` against a running local stack."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stack import Up, aurora, document

pytestmark = pytest.mark.timeout(480)

#: A result of 6000 bytes lies beside its cell.
LARGE = "all work and no play " * 300
GRAPH = """
aurora: 1
name: large
inputs: {text: {type: string}}
nodes:
  a: {handler: aurora.echo, with: {value: "${{ inputs.text }}"}}
  b: {handler: aurora.echo, with: {value: "${{ nodes.a }}"}}
  c: {handler: aurora.echo, with: {value: 1}, needs: [b]}
outputs: {b: "${{ nodes.b }}", c: "${{ nodes.c }}"}
"""
BROKEN = """
aurora: 1
name: broken
nodes:
  a: {handler: aurora.echo, with: {value: 1}}
  b: {handler: aurora.fail, with: {message: on purpose}, needs: [a]}
outputs: {b: "${{ nodes.b }}"}
"""
SLEEP = "aurora.sleep, with: {seconds: 60}"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory in which a stack runs."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "large.yaml").write_text(GRAPH)
    (directory / "broken.yaml").write_text(BROKEN)
    (directory / "slow.yaml").write_text(GRAPH.replace("large", "slow").replace("aurora.echo, with: {value: 1}", SLEEP))
    (directory / "inputs.json").write_text(json.dumps({"text": LARGE}))
    up = Up(directory)
    yield directory
    up.stop()


def succeeded(here: Path) -> Any:
    """The document of a run with large values that was done again in part."""
    run = document(here, "run", "large.yaml", "--inputs", "@inputs.json")["id"]
    assert aurora(here, "runs", "rerun", run, "--from", "c", "--by", "ann", "--why", "again").returncode == 0
    return ended(here, run)


def ended(here: Path, run: str) -> Any:
    """The run's document once it has ended."""
    for _ in range(60):
        found = document(here, "runs", "show", run)
        if found["finished"]:
            return found
    raise AssertionError(f"run {run} does not end")


def failed(here: Path) -> str:
    result = aurora(here, "run", "broken.yaml")
    assert result.returncode == 1
    return result.stdout.splitlines()[0].split()[1]


def nodes_shown(here: Path, run: str) -> list[str]:
    """What people are shown of a run, but for the line that says how long ago it was."""
    return aurora(here, "runs", "show", run).stdout.splitlines()[1:]


def exported(here: Path, *arguments: str) -> list[dict[str, Any]]:
    """The lines of an archive on the standard output."""
    result = aurora(here, "runs", "export", *arguments)
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_run_goes_into_a_file_and_comes_back_and_is_done_again(here: Path) -> None:
    was = succeeded(here)
    run = was["id"]
    result = aurora(here, "runs", "export", run, "--output", "runs.ndjson.gz")
    assert (result.returncode, result.stderr) == (0, "1 run written to runs.ndjson.gz\n")
    assert aurora(here, "runs", "import", "runs.ndjson.gz").stdout == f"{run}  was there\n"
    before = nodes_shown(here, run)
    assert aurora(here, "runs", "delete", run).returncode == 0
    assert aurora(here, "runs", "show", run).returncode == 3
    assert document(here, "runs", "import", "runs.ndjson.gz")["items"] == [{"run": run, "created": True}]
    assert document(here, "runs", "show", run) == was
    assert nodes_shown(here, run) == before
    assert was["outputs"] == {"b": LARGE, "c": 1}
    assert len(was["nodes"]["c"]["history"]) == 1
    assert aurora(here, "doctor", "--audit", "--run", run).returncode == 0
    assert aurora(here, "runs", "rerun", run, "--from", "b").returncode == 0
    now = ended(here, run)
    assert (now["state"], now["epoch"], now["outputs"]) == ("succeeded", 2, was["outputs"])
    refused = aurora(here, "runs", "import", "runs.ndjson.gz", "--json")
    assert (refused.returncode, json.loads(refused.stderr)["error"]["code"]) == (6, "run_exists")


def test_a_failed_run_is_retried_after_its_return(here: Path) -> None:
    run = failed(here)
    was = document(here, "runs", "show", run)
    told = document(here, "runs", "export", run, "-o", "failed.ndjson")
    assert told == {"output": "failed.ndjson", "items": [{"run": run}]}
    assert aurora(here, "runs", "delete", run).returncode == 0
    assert aurora(here, "runs", "import", "failed.ndjson").stdout == f"{run}  imported\n"
    assert document(here, "runs", "show", run) == was
    assert aurora(here, "runs", "retry", run).returncode == 0
    now = ended(here, run)
    assert (now["state"], now["epoch"]) == ("failed", 1)
    assert [each["epoch"] for each in now["nodes"]["b"]["history"]] == [0, 1]


def test_a_run_that_shares_results_comes_back_without_the_other(here: Path) -> None:
    old = succeeded(here)["id"]
    new = document(here, "runs", "rerun", old, "--new", "--from", "c")["run"]
    was = ended(here, new)
    exported(here, new, "--output", "-")
    assert aurora(here, "runs", "export", new, "-o", "new.ndjson").returncode == 0
    for run in (new, old):
        assert aurora(here, "runs", "delete", run).returncode == 0
    assert aurora(here, "runs", "import", "new.ndjson").returncode == 0
    assert document(here, "runs", "show", new) == was
    assert (was["origin"], was["outputs"]["b"]) == (old, LARGE)


def test_ended_runs_of_a_graph_go_to_the_standard_output(here: Path) -> None:
    run = failed(here)
    lines = exported(here, "--graph", "broken", "--state", "failed")
    assert (lines[0]["aurora_archive"], lines[-1]["kind"]) == (1, "close")
    ids = [line["run"]["id"] for line in lines if line["kind"] == "run"]
    assert run in ids
    assert [line["run"] for line in lines if line["kind"] == "end"] == ids
    assert lines[-1]["runs"] == len(ids)
    assert len(exported(here, "--graph", "broken", "--state", "succeeded")) == 2
    assert len(exported(here, "--until", "2026-01-01")) == 2


def test_a_file_that_was_changed_is_refused_with_its_line(here: Path) -> None:
    run = failed(here)
    assert aurora(here, "runs", "export", run, "-o", "sound.ndjson.gz").returncode == 0
    assert aurora(here, "runs", "delete", run).returncode == 0
    first, newer = b'"aurora_archive":1', b'"aurora_archive":2'
    whole = gzip.decompress((here / "sound.ndjson.gz").read_bytes())
    for name, data, says in (
        ("cut.ndjson", whole[:-1], "is cut off"),
        ("flipped.ndjson", whole.replace(b"on purpose", b"on purpoze", 1), "were changed"),
        (
            "newer.ndjson",
            whole.replace(first, newer, 1),
            "line 1: archives of version 2",
        ),
        ("packed.ndjson.gz", (here / "sound.ndjson.gz").read_bytes()[:-20], "cannot be unpacked"),
        ("other.ndjson", b"{}\n", "line 1: this is no"),
    ):
        (here / name).write_bytes(data)
        result = aurora(here, "runs", "import", name)
        assert result.returncode == 2
        assert result.stderr.startswith(f"aurora: {name}, line ")
        assert says in result.stderr
        assert "Traceback" not in result.stderr
    assert aurora(here, "runs", "show", run).returncode == 3


def test_what_cannot_be_exported(here: Path) -> None:
    run = document(here, "run", "slow.yaml", "-i", "text=x", "--no-wait")["id"]
    result = aurora(here, "runs", "export", run, "--output", "x.ndjson")
    assert (result.returncode, "it has not ended" in result.stderr) == (6, True)
    assert not list(here.glob("x.ndjson*"))
    assert aurora(here, "runs", "export", "nobody").returncode == 3
    assert aurora(here, "runs", "export").returncode == 2
    assert aurora(here, "runs", "export", run, "--graph", "slow").returncode == 2
    assert aurora(here, "runs", "cancel", run).returncode == 0
