"""The task calls of the forerunner, in its envelope, over real runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from aurora_celery import Aurora
from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.web.conftest import Caller

ADD, FAIL = "keeper.sum_of", "keeper.refuse"
Post = Callable[..., Any]


@pytest.fixture
def web_settings(web_settings: Mapping[str, str]) -> Mapping[str, str]:
    modules = "tests.integration.engine.keeper"
    return {**web_settings, "AURORA_WEB__COMPATIBILITY": "true", "AURORA_WORKER__INCLUDE": modules,
            "AURORA_WORKER__LABELS": "zone=eu"}  # fmt: skip


@pytest.fixture
def client(program: Callable[..., Caller]) -> tuple[FlaskClient, dict[str, str]]:
    caller = program(Role.EDITOR)
    return caller.client, caller.headers


@pytest.fixture
def post(client: tuple[FlaskClient, dict[str, str]]) -> Post:
    """One call; the envelope."""

    def call(path: str, body: Any) -> Any:
        answer = client[0].post(f"/api/task/{path}", json=body, headers=client[1])
        assert answer.status_code == 200, answer.text
        return answer.get_json()

    return call


@pytest.fixture
def worker(celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]) -> Any:
    return celery_worker_process("aurora_celery", env=dict(web_settings))


def add(left: Any, *more: Any, **options: Any) -> dict[str, Any]:
    """A call of a handler that adds."""
    args = [{"type": "int64", "value": value} for value in (left, *more)]
    return {"id": f"n{left}", "name": ADD, "args": args, **options}


def order(kind: str, *signatures: Any, **options: Any) -> dict[str, Any]:
    """An order."""
    return {"task_type": kind, "timestamp": 1680752792, "signatures": list(signatures), "timeout_duration": 0,
            "sleep_duration": 2000, "send_concurrency": 0, **options}  # fmt: skip


def results(data: Any) -> list[Any]:
    """What came out."""
    return [each["results"] for each in data["task_responses"]]


@pytest.mark.usefixtures("worker")
class TestWithAWorker:
    """Calls that are carried out."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (order("task", add(1, 2), add(3, 4)), [[3]]),
            (order("group", add(1, 2), add(3, 4)), [[3], [7]]),
            (order("chain", add(1, 2), add(3), add(4)), [[10]]),
            (order("chain", add(1, 2, immutable=True), add(3)), [[4]]),
            (order("chord", add(1, 2), add(3, 4), callBack={"name": ADD}), [[10]]),
            (order("graph", add(1, 2), add(3, 4), add(5, 6), relations=[{"0": 1}, {"0": 2}, {"0": 1}]),
             [[3], [7], [11]]),
        ],
    )  # fmt: skip
    def test_every_kind_of_call(self, post: Post, body: Any, expected: list[Any]) -> None:
        answer = post("send", body)
        assert (answer["code"], answer["message"]) == (200, "")
        data = answer["data"]
        assert results(data) == expected
        assert {each["state"] for each in data["task_responses"]} == {"SUCCESS"}
        assert data["task_type"] == body["task_type"]
        signatures = [call for each in data["task_responses"] for call in each["signatures"]]
        callback = data["task_responses"][0]["callBack"]
        again = {**body, "signatures": signatures, **({"callBack": callback} if callback else {})}
        touched = post("touch", again)
        assert (touched["message"], results(touched["data"])) == ("", expected)
        assert post("simple/touch", {"task_type": body["task_type"], "task_uuid": data["task_uuid"]})["data"]

    def test_text_is_no_template(self, post: Post) -> None:
        text = "${{ nodes.x }} and ${{ secrets.TOKEN }}"
        body = {"name": "aurora.echo", "args": [{"type": "string", "value": text}]}
        assert results(post("send", order("task", body))["data"]) == [[text]]

    def test_a_failure_is_told(self, post: Post) -> None:
        body = {"name": FAIL, "args": [{"type": "string", "value": "x"}]}
        answer = post("send", order("graph", body, add(1, 2), relations=[{"0": 1}]))
        data = answer["data"]
        assert [each["state"] for each in data["task_responses"]] == ["FAILURE", "FAILURE"]
        calls = [each["signatures"][0] for each in data["task_responses"]]
        touched = post("touch", order("graph", *calls))
        assert (touched["message"], touched["data"]) == ("Task has failed with error: refused x", "")
        states = post("simple/touch", {"task_type": "graph", "task_uuid": data["task_uuid"]})["data"]
        assert {(each["TaskName"], each["State"]) for each in states} == {(FAIL, "FAILURE"), (ADD, "FAILURE")}

    def test_the_workers_and_their_handlers(self, client: tuple[FlaskClient, dict[str, str]]) -> None:
        found = client[0].get("/api/worker/list", headers=client[1]).get_json()
        (worker,) = found["data"]
        (handler,) = [each for each in worker["handlers"] if each["name"] == ADD]
        assert (found["code"], found["message"]) == (200, "")
        assert (worker["metrics"], worker["labels"]) == (None, {"zone": "eu"})
        assert abs(worker["timestamp"] - time.time()) < 3600
        assert [each["type"] for each in handler["in_args"]] == ["integer", "integer"]


def test_what_is_not_finished_goes_on(post: Post) -> None:
    answer = post("send", {**order("chain", add(1, 2), add(3)), "timeout_duration": 1})
    assert (answer["message"], answer["data"]["task_responses"]) == ("continue", [])
    group = post("send", {**order("group", add(1, 2)), "timeout_duration": 1})
    (response,) = group["data"]["task_responses"]
    assert (response["state"], response["results"]) == ("PENDING", None)
    assert post("touch", order("group", *response["signatures"]))["message"] == "continue"
    one = post("simple/touch", {"task_type": "task", "task_uuid": response["signatures"][0]["uuid"]})["data"]
    assert (one["State"], one["Results"], one["Error"]) == ("PENDING", [], "")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (order("task", {"name": "no.such"}), "Not found handler: no.such"),
        (order("task", add(1, 2, 3)), "takes 2 arguments, not 3"),
        (order("chord", add(1, 2)), "needs a callBack"),
        (order("graph", add(1, 2), relations=[{"0": 7}]), "0 -> 7"),
        (order("graph", add(1, 2), relations=[{"-1": 0}]), "-1 -> 0"),
        (order("graph", add(1, 2), add(3, 4), relations=[{"0": 1}, {"1": 0}]), "wait for each other"),
        (order("task", add(1, 2, eta="2030-01-01T00:00:00Z")), "eta is not served"),
        (order("task", add(1, 2, on_success=[{"name": ADD}])), "on_success is not served"),
    ],
)
def test_what_is_wrong_is_told_in_the_message(post: Post, body: Any, message: str) -> None:
    answer = post("send", body)
    assert message in answer["message"]
    assert (answer["code"], answer["data"]) == (200, "")


def test_what_was_never_called_is_not_there(post: Post) -> None:
    assert "not those of one call" in post("touch", order("task", add(1, uuid="task_1")))["message"]
    for name in ("x", "group_nothing", "task_nothing_0"):
        assert "not found" in post("simple/touch", {"task_type": "task", "task_uuid": name})["message"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"task_type":"x"}', b"\xff"])
def test_what_is_no_call_is_refused(client: tuple[FlaskClient, dict[str, str]], body: bytes) -> None:
    answer = client[0].post("/api/task/send", data=body, headers=client[1])
    assert (answer.status_code, answer.get_json()["message"]) == (400, "Json unmarshal failed!")


def test_only_who_may_write_graphs_may_call(program: Callable[..., Caller], anonymous: Caller) -> None:
    answers = []
    for caller in (anonymous, program(Role.OPERATOR), program(Role.EDITOR, "shop")):
        answer = caller.client.post("/api/task/send", json=order("task", add(1, 2)), headers=caller.headers)
        answers.append((answer.status_code, answer.get_json()["code"], answer.get_json()["data"]))
    assert answers == [(401, 401, ""), (403, 403, ""), (404, 404, "")]


def test_without_workers_there_is_no_list(client: tuple[FlaskClient, dict[str, str]]) -> None:
    assert client[0].get("/api/worker/list", headers=client[1]).get_json() == {"code": 200, "message": "", "data": None}


def test_a_store_that_is_away_is_not_the_fault_of_a_call(
    client: tuple[FlaskClient, dict[str, str]], aurora: Aurora, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("it is away")

    monkeypatch.setattr(aurora, "submit", away)
    answer = client[0].post("/api/task/send", json=order("task", add(1, 2)), headers=client[1])
    assert (answer.status_code, answer.get_json()["code"], answer.get_json()["data"]) == (503, 503, "")
    assert "Retry-After" in answer.headers
