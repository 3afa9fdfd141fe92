"""Orders to workers and secrets on the command line: beside store and broker, and through a management API."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from aurora_celery import Aurora
from aurora_celery.model.access import Role
from tests.conftest import WorkerFactory
from tests.e2e.stack import aurora as call
from tests.integration.web.conftest import Served

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def web_settings(web_settings: Mapping[str, str], tmp_path: Path) -> Mapping[str, str]:
    """The same with a key for secrets that the API and the command line share."""
    return {**web_settings, "AURORA_SECRETS__SEAL_FILE": str(tmp_path / "seal.keys")}


@pytest.fixture(params=["local", "server"])
def run(request: pytest.FixtureRequest, tmp_path: Path, web_settings: Mapping[str, str]) -> Run:
    """Call the program; ``given`` is its standard input."""
    env = dict(web_settings)
    if request.param == "server":
        served: Served = request.getfixturevalue("served")
        env = {"AURORA_SERVER": served.url, "AURORA_TOKEN": request.getfixturevalue("token")(Role.ADMIN)}
    return lambda *arguments, **options: call(tmp_path, *arguments, env=env, **options)


def test_a_worker_is_told_what_to_do(
    run: Run, aurora: Aurora, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=dict(web_settings))
    (beat,) = aurora.workers.living()
    assert f"{beat.id}: pong" in run("workers", "control", "ping", beat.id).stdout
    limited = json.loads(run("workers", "control", "rate-limit", beat.id, "aurora.echo", "10/m", "--json").stdout)
    assert (limited["worker"], limited["kind"]) == (beat.id, "rate_limit")
    assert aurora.workers.look(beat.id).limits["aurora.echo"]["rate"] == "10/m"
    assert run("workers", "control", "time-limit", beat.id, "aurora.echo", "--soft", "9").returncode == 0
    assert run("workers", "control", "pool-shrink", beat.id, "200").returncode == 6
    assert run("workers", "control", "ping", "nobody").returncode == 3
    assert run("workers", "control", "drain", beat.id, "--why", "a test").returncode == 0


def test_secrets_are_set_listed_and_deleted(run: Run, aurora: Aurora, tmp_path: Path) -> None:
    assert (
        "shop/TOKEN is kept, version 1" in run("secrets", "set", "TOKEN", "--project", "shop", given="s3cret\n").stdout
    )
    (tmp_path / "token").write_text("an other one")
    changed = json.loads(run("secrets", "set", "TOKEN", "--project", "shop", "--file", "token", "--json").stdout)
    assert (changed["project"], changed["name"], changed["version"]) == ("shop", "TOKEN", 2)
    run("secrets", "set", "OTHER", given="x")
    listed = json.loads(run("secrets", "list", "--project", "shop", "--json").stdout)
    assert [(each["name"], each["version"]) for each in listed] == [("TOKEN", 2)]
    told = run("secrets", "list")
    assert ("TOKEN" in told.stdout, "OTHER" in told.stdout, "s3cret" in told.stdout) == (True, True, False)
    assert run("secrets", "delete", "TOKEN", "--project", "shop").returncode == 0
    assert run("secrets", "delete", "TOKEN", "--project", "shop").returncode == 3
    assert [secret.name for secret in aurora.secrets.all()] == ["default/OTHER"]


@pytest.mark.parametrize("value", ["", "\n"])
def test_a_secret_without_a_value_is_refused(run: Run, aurora: Aurora, value: str) -> None:
    refused = run("secrets", "set", "TOKEN", given=value)
    assert (refused.returncode, "there is no value" in refused.stderr) == (2, True)
    assert aurora.secrets.all() == ()


def test_a_secret_that_is_no_text_or_has_no_name_is_refused(run: Run, aurora: Aurora, tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    assert "no text in UTF-8" in run("secrets", "set", "TOKEN", "--file", "bytes").stderr
    assert "no digit first" in run("secrets", "set", "1TOKEN", given="x").stderr
    assert aurora.secrets.all() == ()
