"""One handler tried over HTTP: what it returns, and what is refused before it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from aurora_celery import Aurora, RunFilter
from aurora_celery.config import load_settings
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.integration.engine import shop
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

SHOP = shop.__name__


@pytest.fixture
def aurora(web_settings: Mapping[str, str]) -> Any:
    """An Aurora that knows one handler by its signature; others are known to workers only."""
    instance = Aurora(settings=load_settings(environ={**web_settings, "AURORA_WORKER__INCLUDE": ""}))
    declared: Any = shop.add
    instance.handler(name=f"{SHOP}.add")(declared.aurora_function)
    instance.store.prepare()
    yield instance
    instance.runtime.close()


def tried(caller: Caller, handler: str, arguments: dict[str, Any], **more: Any) -> Any:
    """The answer, when it has run, or after some seconds."""
    return caller.post(f"/handlers/{handler}/try", {"arguments": arguments, **more}, headers={"Prefer": "wait=30"})


def test_a_handler_is_called_and_its_result_answered(
    program: Program, aurora: Aurora, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=dict(web_settings))
    operator = program(Role.OPERATOR)
    answer = tried(operator, f"{SHOP}.add", {"left": 40, "right": 2})
    seen = answer.get_json()
    assert (answer.status_code, seen["state"], seen["result"]) == (201, "succeeded", 42)
    assert answer.headers["Location"] == f"/api/v1/runs/{seen['run']}"
    (run,) = aurora.runs(RunFilter(labels={"aurora.try": f"{SHOP}.add"})).items
    assert run.id == seen["run"]
    text = "${{ nodes.try }}"
    only_workers = tried(operator, f"{SHOP}.later", {"value": text}).get_json()
    assert (only_workers["state"], only_workers["result"]) == ("succeeded", text)
    failed = tried(operator, f"{SHOP}.length", {"value": 7}).get_json()
    assert (failed["state"], failed["result"], failed["error"]["type"]) == ("failed", None, "TypeError")


def test_without_a_wait_the_run_is_answered_at_once(program: Program) -> None:
    answer = program(Role.OPERATOR).post("/handlers/aurora.echo/try", {"arguments": {"value": 1}, "queue": "late"})
    assert (answer.status_code, answer.get_json()["state"]) == (201, "pending")


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        ({}, {"arguments.left"}),
        ({"left": "a"}, {"arguments.left"}),
        ({"left": 1, "wrong": 2}, {"arguments.wrong"}),
        ({"right": [], "wrong": 2}, {"arguments.left", "arguments.right", "arguments.wrong"}),
        ({"left": 1, 'a"]': 1}, {"arguments", 'arguments.a"]'}),
    ],
)
def test_arguments_that_it_does_not_take_are_named_and_nothing_is_submitted(
    program: Program, aurora: Aurora, arguments: dict[str, Any], places: set[str]
) -> None:
    answer = tried(program(Role.OPERATOR), f"{SHOP}.add", arguments)
    assert answer.status_code == 422
    assert {each["path"] for each in answer.get_json(force=True)["errors"]} == places
    assert aurora.runs().items == ()


def test_it_takes_an_operator_of_the_project_and_a_handler_that_is_there(program: Program) -> None:
    assert tried(program(Role.VIEWER), "aurora.echo", {"value": 1}).status_code == 403
    shopkeeper = program(Role.OPERATOR, "shop")
    assert tried(shopkeeper, "aurora.echo", {"value": 1}).status_code == 404
    path, order = "/handlers/aurora.echo/try", {"arguments": {"value": 1}, "project": "shop"}
    run = shopkeeper.post(path, order).get_json()["run"]
    assert shopkeeper.get(f"/runs/{run}").get_json()["project"] == "shop"
    assert shopkeeper.post(path, {**order, "project": "a/b"}).status_code == 422
    unknown = shopkeeper.post("/handlers/nobody.knows/try", {"project": "shop"})
    assert (unknown.status_code, unknown.get_json(force=True)["code"]) == (404, "handler_not_found")
