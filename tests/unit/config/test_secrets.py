"""Secrets are hidden, and nothing else is."""

from __future__ import annotations

import pytest

from aurora_celery.config.secrets import mask, mask_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("redis://:pw@h:1/0", "redis://:***@h:1/0"),
        ("amqp://me:p@ss/w@h//", "amqp://me:***@h//"),
        ("amqp://me:a@h1//;amqp://me:b@h2//", "amqp://me:***@h1//;amqp://me:***@h2//"),
        ("mongodb://u:p@a:1,b:2/db?replicaSet=r", "mongodb://u:***@a:1,b:2/db?replicaSet=r"),
        ("rediss://h/0?password=x&ssl_cert_reqs=none", "rediss://h/0?password=***&ssl_cert_reqs=none"),
        ("mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:x", "mongodb://h/?authMechanismProperties=***"),
        ("", ""),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert mask_url(url) == shown


def test_values_are_hidden_by_their_name_at_any_depth() -> None:
    table = {
        "redis_password": "x",
        "security_key": "y",
        "monkey": "z",
        "a": [{"api_token": 1, "n": 2}],
        "b": "amqp://u:p@h",
    }
    assert mask(table) == {
        "redis_password": "***", "security_key": "***", "monkey": "z", "a": [{"api_token": "***", "n": 2}],
        "b": "amqp://u:***@h",
    }  # fmt: skip
