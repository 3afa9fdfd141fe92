"""The backend's address."""

from __future__ import annotations

import pytest

from aurora_celery.backend.address import driver_url, shown_url


@pytest.mark.parametrize("given", [None, "", "mongodb://", "mongodb"])
def test_without_an_address_the_local_server_is_meant(given: str | None) -> None:
    assert driver_url(given) == "mongodb://localhost:27017/aurora"


@pytest.mark.parametrize(
    "url",
    [
        "mongodb://a:1,b:2,c:3/shop?replicaSet=rs0&w=2&tls=true",
        "mongodb+srv://cluster.example.org/shop?retryWrites=true",
        "mongodb://%2Ftmp%2Fmongodb.sock/shop",
    ],
)
def test_hosts_and_options_reach_the_driver_unchanged(url: str) -> None:
    assert driver_url(f"aurora+{url}") == url == driver_url(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mongodb://h/db", "aurora+mongodb://h/db"),
        ("mongodb://u:secret@a:1,b:2/db?x=1", "aurora+mongodb://u:**@a:1,b:2/db?x=1"),
        ("mongodb://u:p%40s%2Fs@h/db", "aurora+mongodb://u:**@h/db"),
        ("mongodb://u@h/db", "aurora+mongodb://u@h/db"),
        ("mongodb+srv://u:p@h/", "aurora+mongodb+srv://u:**@h/"),
        ("mongodb://h/?authMechanismProperties=a:b&x=1", "aurora+mongodb://h/?authMechanismProperties=**&x=1"),
    ],
)
def test_secrets_are_not_shown(url: str, shown: str) -> None:
    assert shown_url(url) == shown
