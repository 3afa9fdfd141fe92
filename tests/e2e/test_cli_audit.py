"""``aurora doctor --audit`` over the store of a running local stack, tampered with by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pymongo import MongoClient

from tests.e2e.stack import Up, aurora, document

pytestmark = pytest.mark.timeout(240)

GRAPH = {
    "aurora": 1,
    "name": "chain",
    "nodes": {
        f"n{index}": {"handler": "aurora.echo", "with": {"value": index}, "needs": [f"n{index - 1}"] if index else []}
        for index in range(200)
    },
}


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """A directory in which a stack runs, and a graph of two cells."""
    directory = tmp_path_factory.mktemp("stack")
    (directory / "chain.json").write_text(json.dumps(GRAPH))
    started = Up(directory)
    yield started
    started.stop()


@pytest.fixture
def run(up: Up) -> str:
    """A run that has ended well."""
    found: str = document(up.cwd, "run", "chain.json")["id"]
    return found


@pytest.fixture
def database(up: Up) -> Iterator[Any]:
    url = json.loads(up.file.read_text())["store"]
    with MongoClient[dict[str, Any]](url) as client:
        yield client.get_default_database()


def audit(up: Up, *arguments: str) -> tuple[int, Any]:
    result = aurora(up.cwd, "doctor", "--audit", *arguments, "--json")
    return result.returncode, json.loads(result.stdout or "null")


def test_a_sound_store_is_found_sound(up: Up, run: str) -> None:
    code, found = audit(up)
    assert (code, found["healthy"], found["findings"]) == (0, True, [])
    assert found["runs"] >= 1
    words = aurora(up.cwd, "doctor", "--audit", "--run", run).stdout
    assert words == "0 findings in 1 runs\n"


def test_what_was_tampered_with_is_told_and_what_can_be_mended_is(up: Up, run: str, database: Any) -> None:
    database.aurora_runs.update_one({"_id": run}, {"$set": {"done": 3}})
    database.aurora_cells.update_one({"_id": f"{run}:1"}, {"$set": {"live": True}})
    code, found = audit(up, "--run", run)
    assert code == 1
    assert {finding["code"]: finding["repair"] for finding in found["findings"]} == {
        "wrong_count": None,
        "live_cell": "close",
    }
    code, found = audit(up, "--run", run, "--repair")
    assert code == 1, "a count that is wrong is nothing that may be guessed"
    assert [finding["code"] for finding in found["repaired"]] == ["live_cell"]
    assert database.aurora_cells.find_one({"_id": f"{run}:1"})["live"] is False
    database.aurora_runs.update_one({"_id": run}, {"$set": {"done": 128}})
    assert audit(up, "--run", run)[0] == 0


def test_words_say_what_could_be_done(up: Up, run: str, database: Any) -> None:
    database.aurora_cells.update_one({"_id": f"{run}:1"}, {"$set": {"live": True}})
    told = aurora(up.cwd, "doctor", "--audit", "--run", run).stdout
    assert "cell 1 is not closed (live_cell); --repair would close" in told
    mended = aurora(up.cwd, "doctor", "--audit", "--run", run, "--repair")
    assert (mended.returncode, "repaired  run" in mended.stdout) == (0, True)


def test_wrong_usage(up: Up) -> None:
    assert aurora(up.cwd, "doctor", "--repair").returncode == 2
    assert aurora(up.cwd, "doctor", "--audit", "--run", "nobody").returncode == 3
