"""The settings in force over HTTP, and the Celery app that they name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from aurora_celery import Aurora
from aurora_celery.errors import InvalidSettings
from aurora_celery.model.access import EVERY_PROJECT, Role, User
from aurora_web import create_app
from tests.integration.web.conftest import Caller

Program = Callable[..., Caller]

SHOP = """
from celery import Celery
from aurora_celery import Aurora

app = Celery("shop")

@app.task(name="shop.sell", shared=False)
def sell(what: str, count: int = 1) -> str:
    return what * count
"""
CONFIG = """
[broker]
url = "amqp://ada:hidden-word@127.0.0.1:1/shop"
[celery]
broker_password = "hidden-word"
"""


@pytest.fixture
def served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, web_settings: Mapping[str, str]
) -> Iterator[Callable[..., Caller]]:
    """The API as gunicorn makes it, and an admin's key for it."""

    def make(app: str) -> Caller:
        (tmp_path / "shop_of_test.py").write_text(SHOP)
        (tmp_path / "aurora.toml").write_text(CONFIG)
        monkeypatch.syspath_prepend(tmp_path)
        for name in ("AURORA_STORE__URL", "AURORA_WEB__PRODUCTION"):
            monkeypatch.setenv(name, web_settings[name])
        monkeypatch.setenv("AURORA_WEB__APP", app)
        flask = create_app(tmp_path / "aurora.toml")
        aurora: Aurora = flask.extensions["aurora"].aurora
        aurora.store.prepare()
        aurora.access.users.add(User(name="ada", grants={EVERY_PROJECT: Role.ADMIN}))
        _, secret = aurora.issue_key(owner="ada", title="t", role=Role.ADMIN, projects=(EVERY_PROJECT,), lifetime=None)
        opened.append(aurora)
        return Caller(flask.test_client(), {"Authorization": f"Bearer {secret}"})

    opened: list[Aurora] = []
    yield make
    for aurora in opened:
        aurora.runtime.close()
    sys.modules.pop("shop_of_test", None)


def test_settings_say_where_they_come_from_and_no_secret(served: Callable[..., Caller]) -> None:
    answer = served("").get("/settings")
    found = {each["key"]: (each["value"], each["origin"]) for each in answer.get_json()["items"]}
    assert found["worker.lease"] == (15.0, "default")
    assert found["broker.url"][0] == "amqp://ada:***@127.0.0.1:1/shop"
    assert found["broker.url"][1].endswith("aurora.toml")
    assert found["web.production"] == (False, "AURORA_WEB__PRODUCTION")
    assert found["celery.broker_password"][0] == "***"
    assert "hidden-word" not in answer.text


def test_settings_of_an_app_that_somebody_made_are_its_own(program: Program) -> None:
    found = {each["key"]: each for each in program(Role.ADMIN).get("/settings").get_json()["items"]}
    assert found["worker.include"] == {
        "key": "worker.include",
        "value": ["tests.integration.engine.shop"],
        "origin": "program",
    }
    assert program(Role.EDITOR).get("/settings").status_code == 403


@pytest.mark.parametrize("name", ["shop_of_test", "shop_of_test:app"])
def test_the_api_knows_the_handlers_of_the_app_that_the_settings_name(served: Callable[..., Caller], name: str) -> None:
    handlers = {each["name"]: each for each in served(name).get("/handlers").get_json()["items"]}
    assert [each["name"] for each in handlers["shop.sell"]["parameters"]] == ["what", "count"]


def test_an_app_that_cannot_be_imported_is_told(served: Callable[..., Caller]) -> None:
    with pytest.raises(InvalidSettings, match=r"web\.app: 'shop_of_nobody' cannot be imported"):
        served("shop_of_nobody")
