"""``aurora runs cancel|pause|resume|retry|rerun|skip|mark|delete`` against a running local stack."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stack import Up, aurora, document

pytestmark = pytest.mark.timeout(480)

SLOW = """
aurora: 1
name: slow
inputs: {seconds: {type: number, default: 60}}
nodes:
  a: {handler: aurora.sleep, with: {seconds: "${{ inputs.seconds }}"}}
  b: {handler: aurora.echo, with: {value: "${{ nodes.a }}"}}
outputs: {b: "${{ nodes.b }}"}
"""
BROKEN = """
aurora: 1
name: broken
nodes:
  a: {handler: aurora.echo, with: {value: 1}}
  b: {handler: aurora.fail, with: {message: on purpose}, needs: [a]}
  c: {handler: aurora.echo, with: {value: "${{ nodes.b }}"}}
outputs: {c: "${{ nodes.c }}"}
"""


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory in which a stack runs."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "slow.yaml").write_text(SLOW)
    (directory / "broken.yaml").write_text(BROKEN)
    up = Up(directory)
    yield directory
    up.stop()


def submitted(here: Path, *arguments: str) -> str:
    run: str = document(here, "run", *arguments, "--no-wait")["id"]
    return run


def failed(here: Path) -> str:
    result = aurora(here, "run", "broken.yaml")
    assert result.returncode == 1
    return result.stdout.splitlines()[0].split()[1]


def ended(here: Path, run: str) -> Any:
    """The run's document once it has ended."""
    for _ in range(60):
        found = document(here, "runs", "show", run)
        if found["finished"]:
            return found
    raise AssertionError(f"run {run} does not end")


def touched(answer: Any) -> dict[str, str]:
    return {each["node"]: each["becomes"] for each in answer["nodes"]}


def test_a_run_is_cancelled_and_its_handler_with_it(here: Path) -> None:
    run = submitted(here, "slow.yaml")
    while document(here, "runs", "show", run)["state"] != "running":
        pass
    answer = document(here, "runs", "cancel", run, "--why", "too slow")
    assert touched(answer) == {"a": "asked to stop", "b": "cancelled"}
    found = ended(here, run)
    assert (found["state"], found["cancelling"]) == ("cancelled", False)
    assert [node["state"] for node in found["nodes"].values()] == ["cancelled", "cancelled"]
    refused = aurora(here, "runs", "cancel", run)
    assert refused.returncode == 6
    assert "it is cancelled" in refused.stderr


def test_a_run_waits_while_it_is_paused(here: Path) -> None:
    run = submitted(here, "slow.yaml", "-i", "seconds=15")
    document(here, "runs", "pause", run)
    assert run in aurora(here, "runs", "list", "--state", "paused").stdout
    document(here, "runs", "resume", run)
    assert ended(here, run)["state"] == "succeeded"


def test_a_failed_run_is_mended_by_hand(here: Path) -> None:
    run = failed(here)
    plan = aurora(here, "runs", "retry", run, "--dry-run")
    assert "would touch 2 nodes" in plan.stdout
    assert document(here, "runs", "show", run)["epoch"] == 0
    answer = document(here, "runs", "mark", run, "b", "succeeded", "--result", '{"by": "hand"}')
    assert touched(answer) == {"b": "succeeded", "c": "run"}
    found = ended(here, run)
    assert (found["state"], found["epoch"], found["outputs"]) == ("succeeded", 1, {"c": {"by": "hand"}})
    assert found["nodes"]["b"]["history"][0]["error"]["message"] == "on purpose"


def test_a_run_is_done_again_as_a_new_one_with_other_inputs(here: Path) -> None:
    run = document(here, "run", "slow.yaml", "-i", "seconds=0.1")["id"]
    answer = document(here, "runs", "rerun", run, "--new", "-i", "seconds=0.2")
    assert touched(answer) == {"a": "run again", "b": "run again"}
    found = ended(here, answer["run"])
    assert (found["origin"], found["outputs"]) == (run, {"b": 0.2})
    listed = document(here, "runs", "list", "--input", "seconds=0.2")
    assert [each["id"] for each in listed["items"]] == [answer["run"]]


def test_a_run_is_done_again_from_a_node(here: Path) -> None:
    run = document(here, "run", "slow.yaml", "-i", "seconds=0.1")["id"]
    assert touched(document(here, "runs", "rerun", run, "--from", "b")) == {"b": "run again"}
    assert ended(here, run)["epoch"] == 1


def test_a_node_is_skipped_and_another_fails_by_hand(here: Path) -> None:
    run = submitted(here, "slow.yaml")
    assert touched(document(here, "runs", "skip", run, "b")) == {"b": "skipped"}
    document(here, "runs", "mark", run, "a", "failed", "--message", "no use")
    found = ended(here, run)
    assert (found["state"], found["error"]["message"]) == ("failed", "no use")


def test_an_ended_run_is_deleted(here: Path) -> None:
    run = failed(here)
    new = aurora(here, "runs", "rerun", run, "--new").stdout.splitlines()[0]
    assert new.startswith(f"rerun of run {run} as new run ")
    deleted = aurora(here, "runs", "delete", run, "--why", "noise")
    assert deleted.stdout == f"delete of run {run}: touched all of it\n"
    assert aurora(here, "runs", "show", run).returncode == 3
    again = aurora(here, "runs", "delete", run)
    assert (again.returncode, again.stdout) == (3, "")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("cancel", "nobody"), 3, "run 'nobody' not found"),
        (("mark", "nobody", "a", "succeeded", "--result", "{"), 2, "not JSON"),
        (("rerun", "nobody", "-i", "x=1"), 2, "--new"),
        (("list", "--label", "novalue"), 2, "Invalid value for --label: 'novalue' is not name=value"),
        (("list", "--cursor", "garbage"), 2, "'garbage' is no cursor of this store; begin again without a cursor"),
        (("list", "--json", "--fast"), 2, '"code": "usage"'),
    ],
    ids=["no run", "no JSON", "inputs of a run", "no label", "no cursor", "no option"],
)
def test_what_is_wrong_is_said(here: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    result = aurora(here, "runs", *arguments)
    assert result.returncode == code
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_run_that_takes_too_long_has_failed(here: Path) -> None:
    result = aurora(here, "run", "slow.yaml", "--deadline", "1")
    assert result.returncode == 1
    assert "it was not done within 1 s" in result.stdout


def test_a_run_is_followed_from_the_beginning_and_from_any_event_on(here: Path) -> None:
    run = submitted(here, "slow.yaml", "-i", "seconds=25")
    followed = aurora(here, "runs", "follow", run, "--json")
    assert followed.returncode == 0, followed.stderr
    events = [json.loads(line) for line in followed.stdout.splitlines()]
    assert (events[0]["kind"], events[-1]["kind"], events[-1]["state"]) == ("snapshot", "run", "succeeded")
    again = aurora(here, "runs", "follow", run, "--json", "--after", events[-3]["cursor"])
    rest = [json.loads(line) for line in again.stdout.splitlines()][-2:]
    assert [(event["kind"], event["at"], event["state"]) for event in rest] == [
        (event["kind"], event["at"], event["state"]) for event in events[-2:]
    ]
    words = aurora(here, "runs", "follow", run).stdout
    assert words.startswith(f"run {run} of slow: succeeded\n")
    assert "b  succeeded in" in words


def test_a_bad_cursor_and_a_run_that_is_not_there(here: Path) -> None:
    run = submitted(here, "slow.yaml", "-i", "seconds=0")
    bad = aurora(here, "runs", "follow", run, "--after", "nonsense")
    assert (bad.returncode, "nonsense" in bad.stderr) == (2, True)
    assert aurora(here, "runs", "follow", "nobody").returncode == 3
    assert aurora(here, "runs", "follow", failed(here)).returncode == 1
