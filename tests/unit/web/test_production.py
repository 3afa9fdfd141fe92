"""What keeps a configuration from being used where strangers can reach it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from aurora_celery.config import load_settings
from aurora_celery.errors import InvalidSettings
from aurora_web.app.production import check_production

GOOD = {
    "AURORA_BROKER__URL": "amqp://aurora:kJ8-x2@rabbit/aurora",
    "AURORA_STORE__URL": "mongodb://aurora:pQ9-y3@mongo-1,mongo-2/aurora?replicaSet=rs0",
}
LOCAL = {"AURORA_BROKER__URL": "redis://127.0.0.1:1/0", "AURORA_STORE__URL": "mongodb://localhost:1,[::1]:2/aurora"}


def check(settings: Mapping[str, str], environ: Mapping[str, str] | None = None) -> None:
    check_production(load_settings(environ=settings), environ or {})


@pytest.mark.parametrize("settings", [GOOD, LOCAL])
def test_servers_with_passwords_of_their_own_or_of_this_machine_are_let_pass(settings: dict[str, str]) -> None:
    check(settings)


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        ({"AURORA_BROKER__URL": "amqp://guest:guest@rabbit//"}, "broker.url"),
        ({"AURORA_BROKER__URL": "redis://cache:6379/0"}, "broker.url"),
        ({"AURORA_STORE__URL": "mongodb://mongo/aurora?replicaSet=rs0"}, "store.url"),
        ({"AURORA_STORE__URL": "mongodb://localhost,mongo/aurora?replicaSet=rs0"}, "store.url"),
        ({"AURORA_STORE__URL": "mongodb://me:pass%77ord@[::1]:1,[fd00::1]:2/aurora"}, "store.url"),
    ],
)
def test_default_credentials_are_refused(settings: dict[str, str], key: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        check({**GOOD, **settings})
    assert [each.path for each in refused.value.diagnostics] == [key]
    check({**GOOD, **settings, "AURORA_WEB__PRODUCTION": "false"})


@pytest.mark.parametrize("environ", [{"FLASK_DEBUG": "1"}, {"AURORA_FAILPOINTS": "claim.after=kill"}])
def test_debugging_and_failpoints_are_refused(environ: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings):
        check(GOOD, environ)
