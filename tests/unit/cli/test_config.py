"""``aurora config show`` tells every value and its origin, and no secret."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Call


def test_every_value_is_shown_with_its_origin(call: Call, here: Path) -> None:
    (here / "aurora.toml").write_text('[worker]\ninclude = ["a", "b"]\n[celery]\nredis_password = "hunter2"\n')
    result = call("config", "show", "--json", AURORA_BROKER__URL="amqp://me:hunter2@host//")
    values = json.loads(result.output)
    assert values["broker.url"] == {"value": "amqp://me:***@host//", "origin": "AURORA_BROKER__URL"}
    assert values["worker.include"] == {"value": ["a", "b"], "origin": "aurora.toml"}
    assert values["celery.redis_password"] == {"value": "***", "origin": "aurora.toml"}
    assert values["worker.lease"] == {"value": 15.0, "origin": "default"}


def test_people_get_columns(call: Call) -> None:
    lines = call("config", "show").output.splitlines()
    assert lines[0].split() == ["SETTING", "VALUE", "FROM"]
    assert ["worker.lease", "15.0", "default"] in [line.split() for line in lines]


def test_another_file_can_be_named_before_and_after_the_command(call: Call, here: Path) -> None:
    (here / "my.toml").write_text("[worker]\nsweep = 9\n")
    for arguments in (("--config", "my.toml", "config", "show"), ("config", "show", "--config", "my.toml")):
        assert json.loads(call(*arguments, "--json").output)["worker.sweep"] == {"value": 9.0, "origin": "my.toml"}


def test_wrong_settings_are_told_all_at_once(call: Call) -> None:
    result = call("config", "show", AURORA_WORKER__LEAS="1", AURORA_STORE__INLINE_LIMIT="x")
    assert result.exit_code == 2
    assert result.stderr.count("\n  C00") == 2
