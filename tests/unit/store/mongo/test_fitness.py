"""What a server says of itself decides whether it is fit, and what is wrong with it is a sentence."""

from __future__ import annotations

import pytest

from aurora_celery.store.mongo.fitness import astray, problem, too_old


@pytest.mark.parametrize("hello", [{"setName": "aurora"}, {"msg": "isdbgrid"}])
def test_replica_sets_and_routers_are_fit(hello: dict[str, object]) -> None:
    assert problem(hello, address="h:1") is None


def test_a_standalone_is_told_how_to_become_a_replica_set() -> None:
    assert "start it with --replSet" in (problem({}, address="h:1") or "")


def test_a_replica_set_that_was_never_made_is_told_apart() -> None:
    assert "was never made" in (problem({"isreplicaset": True}, address="h:1") or "")


@pytest.mark.parametrize(("version", "fit"), [("4.4.29", False), ("5.0.1", False), ("6.0.5", True), ("10.1.0", True)])
def test_old_servers_are_not_fit(version: str, fit: bool) -> None:
    assert (too_old(version, address="h:1") is None) is fit


def test_a_member_that_calls_itself_by_a_name_unknown_here_leads_nowhere() -> None:
    hello = {"setName": "rs", "hosts": ["inner:27017"], "primary": "inner:27017"}
    sentence = astray(hello, address="outer:27017", wanted="rs")
    assert sentence is not None
    assert "inner:27017" in sentence
    assert "directConnection=true" in sentence


def test_another_set_than_the_url_asks_for_is_named() -> None:
    sentence = astray({"setName": "a"}, address="h:1", wanted="b")
    assert sentence is not None
    assert "'a'" in sentence
    assert "'b'" in sentence


@pytest.mark.parametrize("hello", [{"msg": "isdbgrid"}, {"setName": "rs", "hosts": ["h:1"]}])
def test_what_leads_to_a_primary_is_not_astray(hello: dict[str, object]) -> None:
    assert astray(hello, address="h:1", wanted="rs") is None
