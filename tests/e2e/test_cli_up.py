"""``aurora up``: real servers and a worker that are kept alive, drained, and brought back with their data."""

from __future__ import annotations

import http.client
import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.stack import Up, aurora, document

GRAPH = """
aurora: 1
name: work
inputs: {seconds: {type: number, default: 0}}
nodes:
  a: {handler: aurora.sleep, with: {seconds: "${{ inputs.seconds }}"}}
  b: {handler: aurora.echo, with: {value: "${{ nodes.a }}"}}
"""

pytestmark = pytest.mark.timeout(240)

Start = Callable[..., Up]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a stack in the test's directory; it is ended afterwards."""
    (tmp_path / "g.yaml").write_text(GRAPH)
    started: list[Up] = []

    def begin(*arguments: str, data_dir: str = ".aurora") -> Up:
        started.append(Up(tmp_path, *arguments, data_dir=data_dir))
        return started[-1]

    yield begin
    for up in started:
        up.stop(signal.SIGTERM)


def gone(pids: dict[str, int]) -> bool:
    """Whether all these processes end; those that are slow to die are waited for."""
    processes = [psutil.Process(pid) for pid in pids.values() if psutil.pid_exists(pid)]
    _, alive = psutil.wait_procs(processes, timeout=10)
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


def test_it_tells_where_everything_is_and_goes_in_order(start: Start, tmp_path: Path) -> None:
    up = start()
    found = json.loads(up.file.read_text())
    pids = up.pids
    assert set(found) == {"broker", "store", "concurrency", "pids", "web"}
    assert set(pids) == {"up", "valkey", "mongod", "worker", "web"}
    assert up.file.stat().st_mode & 0o777 == 0o600
    assert document(tmp_path, "run", "g.yaml")["state"] == "succeeded"
    assert up.stop() == 0
    assert not up.file.exists()
    assert gone(pids)


def test_scripts_find_the_api_and_its_key_in_its_file(start: Start, tmp_path: Path) -> None:
    up = start()
    web = json.loads(up.file.read_text())["web"]
    assert call(web, "GET", "/health/ready")["status"] == "ok"
    assert call(web, "POST", "/graphs", {"definition": GRAPH})["version"] == 1
    run = call(web, "POST", "/runs", {"graph": "work"}, {"Prefer": "wait=30"})
    assert run["state"] == "succeeded"
    assert document(tmp_path, "runs", "show", run["id"])["state"] == "succeeded"


def test_the_api_is_started_again_where_it_was(start: Start) -> None:
    up = start()
    web = json.loads(up.file.read_text())["web"]
    killed = up.kill("web")
    up.until(lambda: up.pids["web"] != killed)
    up.until(lambda: _answers(web))
    assert json.loads(up.file.read_text())["web"] == web


def test_its_document_is_printed_when_asked(start: Start) -> None:
    up = start("--json")
    assert json.loads(up.errors.read_text()) == json.loads(up.file.read_text())


def test_a_second_stack_in_the_same_directory_is_refused(start: Start, tmp_path: Path) -> None:
    up = start()
    second = aurora(tmp_path, "up")
    assert second.returncode == 7
    assert f"a stack already runs in .aurora (pid {up.pids['up']})" in second.stderr
    assert up.file.exists()


def test_killed_with_everything_it_leaves_nobody_and_comes_back_with_its_data(start: Start, tmp_path: Path) -> None:
    up = start()
    before = document(tmp_path, "run", "g.yaml")
    pids = up.pids
    up.kill("up")
    assert gone(pids)
    assert aurora(tmp_path, "runs", "list").returncode == 4
    start()
    assert document(tmp_path, "runs", "show", before["id"]) == before


@pytest.mark.parametrize("role", ["worker", "valkey", "mongod"])
def test_what_dies_is_started_again_and_the_run_that_was_going_on_ends(start: Start, tmp_path: Path, role: str) -> None:
    up = start()
    going = document(tmp_path, "run", "g.yaml", "-i", "seconds=1", "--no-wait")["id"]
    before = up.pids
    up.kill(role)
    up.until(lambda: up.pids[role] != before[role])
    assert up.pids["up"] == before["up"]
    up.until(lambda: _state(tmp_path, going) == "succeeded")


def test_ctrl_c_waits_for_the_handler_that_runs(start: Start, tmp_path: Path) -> None:
    up = start()
    going = document(tmp_path, "run", "g.yaml", "-i", "seconds=12", "--no-wait")["id"]
    up.until(lambda: document(tmp_path, "runs", "show", going)["nodes"]["a"]["state"] == "running")
    assert up.stop() == 0
    start()
    node = document(tmp_path, "runs", "show", going)["nodes"]["a"]
    assert (node["state"], node["attempts"]) == ("succeeded", 1)


def test_a_second_ctrl_c_does_not_wait(start: Start, tmp_path: Path) -> None:
    up = start()
    going = document(tmp_path, "run", "g.yaml", "-i", "seconds=600", "--no-wait")["id"]
    up.until(lambda: document(tmp_path, "runs", "show", going)["nodes"]["a"]["state"] == "running")
    pids = up.pids
    up.process.send_signal(signal.SIGINT)
    up.until(lambda: "draining" in up.errors.read_text())
    assert up.stop() == 0
    assert gone(pids)


def test_a_module_that_cannot_be_imported_ends_it_with_the_reason(tmp_path: Path) -> None:
    ended = aurora(tmp_path, "up", "-I", "no_such_module")
    assert ended.returncode in (2, 7)
    assert "no_such_module" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_modules_of_the_working_directory_are_handlers_of_the_worker(start: Start, tmp_path: Path) -> None:
    source = "from aurora_celery import aurora\n\n@aurora.handler\ndef triple(x: int) -> int:\n    return 3 * x\n"
    (tmp_path / "arithmetic.py").write_text(source)
    definition = {"aurora": 1, "name": "t", "nodes": {"t": {"handler": "arithmetic.triple", "with": {"x": 14}}}}
    (tmp_path / "t.json").write_text(json.dumps(definition))
    start("-I", "arithmetic")
    assert document(tmp_path, "run", "t.json")["outputs"] == {"t": 42}


def test_the_api_knows_the_app_of_its_worker(start: Start, tmp_path: Path) -> None:
    source = (
        "from celery import Celery\nfrom aurora_celery import Aurora\n\napp = Celery('shop')\naurora = Aurora(app)\n\n"
        "@app.task(name='shop.sell')\ndef sell(what: str) -> str:\n    return what\n"
    )
    (tmp_path / "shop.py").write_text(source)
    web = json.loads(start("-A", "shop:app").file.read_text())["web"]
    handlers = {each["name"]: each for each in call(web, "GET", "/handlers")["items"]}
    assert [each["name"] for each in handlers["shop.sell"]["parameters"]] == ["what"]
    tried = call(web, "POST", "/handlers/shop.sell/try", {"arguments": {"what": "tea"}}, {"Prefer": "wait=30"})
    assert (tried["state"], tried["result"]) == ("succeeded", "tea")
    settings = {each["key"]: each["value"] for each in call(web, "GET", "/settings")["items"]}
    assert settings["web.app"] == "shop:app"


def test_another_data_directory_is_found_from_the_working_directory_too(start: Start, tmp_path: Path) -> None:
    up = start("--data-dir", "elsewhere", data_dir="elsewhere")
    assert json.loads((tmp_path / ".aurora" / "up.json").read_text())["pids"] == up.pids
    assert document(tmp_path, "run", "g.yaml")["state"] == "succeeded"
    assert up.stop() == 0
    assert not (tmp_path / ".aurora" / "up.json").exists()


def test_servers_of_ones_own_are_used_and_left_alone(start: Start, valkey_url: str, mongo_url: str) -> None:
    up = start("--broker", valkey_url, "--store", mongo_url, "--no-web")
    assert set(up.pids) == {"up", "worker"}
    assert document(up.cwd, "run", "g.yaml")["state"] == "succeeded"


def test_a_server_that_cannot_start_is_explained(tmp_path: Path) -> None:
    broken = tmp_path / "mongod"
    broken.write_text("#!/bin/sh\necho 'mongod: error while loading shared libraries: libx.so.1: no' >&2\nexit 127\n")
    broken.chmod(0o755)
    ended = aurora(tmp_path, "up", env={"AURORA_EMBEDDED__MONGOD": str(broken)})
    assert ended.returncode == 7
    assert f"{broken} cannot start: the library libx.so.1 is missing" in ended.stderr
    assert not (tmp_path / ".aurora" / "up.json").exists()


def call(web: dict[str, str], method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    """One request to the API of a stack, as a script makes it."""
    host = web["url"].removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=60)
    sent = {"Authorization": f"Bearer {web['token']}", "Content-Type": "application/json", **(headers or {})}
    text = None if body is None else json.dumps(body)
    connection.request(method, f"/api/v1{path}", body=text, headers=sent)
    answer = connection.getresponse()
    read = json.loads(answer.read())
    connection.close()
    assert answer.status < 300, read
    return read


def _answers(web: dict[str, str]) -> bool:
    try:
        return bool(call(web, "GET", "/health/live"))
    except (OSError, http.client.HTTPException):
        return False


def _state(cwd: Path, run_id: str) -> str | None:
    """A run's state; None while the store is starting again."""
    result = aurora(cwd, "runs", "show", run_id, "--json")
    return str(json.loads(result.stdout)["state"]) if result.returncode == 0 else None
