"""What somebody may do: roles by project, and keys that never may more than their owner."""

from __future__ import annotations

import itertools

import pytest

from aurora_celery.model.access import EVERY_PROJECT, ApiKey, Role, User, project_of
from aurora_web.auth.principal import Principal, of_key, of_user


@pytest.mark.parametrize(
    ("graph", "project"), [("etl", "default"), ("shop/etl", "shop"), ("shop/a/b", "shop"), ("/etl", ""), ("a/", "a")]
)
def test_a_graph_belongs_to_what_stands_before_its_first_slash(graph: str, project: str) -> None:
    assert project_of(graph) == project


@pytest.mark.parametrize(("held", "wanted"), [*itertools.product(Role, Role)])
def test_a_role_covers_those_before_it(held: Role, wanted: Role) -> None:
    assert held.covers(wanted) == (list(Role).index(held) >= list(Role).index(wanted))


def test_the_greater_of_two_roles_counts() -> None:
    who = Principal(name="ada", user="ada", grants={"shop": Role.EDITOR, EVERY_PROJECT: Role.OPERATOR})
    assert (who.role_in("shop"), who.role_in("bank")) == (Role.EDITOR, Role.OPERATOR)


def test_who_has_no_role_in_a_project_may_nothing_there() -> None:
    who = Principal(name="ada", user="ada", grants={"shop": Role.ADMIN})
    assert not who.may(Role.VIEWER, "bank")
    assert not who.may_everywhere(Role.VIEWER)
    assert who.may_somewhere(Role.ADMIN)
    assert who.projects(Role.VIEWER) == ("shop",)


def test_a_role_everywhere_restricts_no_list() -> None:
    assert Principal(name="ada", user="ada", grants={EVERY_PROJECT: Role.VIEWER}).projects(Role.VIEWER) is None


def key(role: Role, *projects: str) -> ApiKey:
    return ApiKey(id="1", digest="", owner="ada", title="t", role=role, projects=projects)


@pytest.mark.parametrize(
    ("granted", "asked", "project", "role"),
    [
        ({EVERY_PROJECT: Role.ADMIN}, key(Role.VIEWER, EVERY_PROJECT), "shop", Role.VIEWER),
        ({EVERY_PROJECT: Role.VIEWER}, key(Role.ADMIN, EVERY_PROJECT), "shop", Role.VIEWER),
        ({EVERY_PROJECT: Role.ADMIN}, key(Role.OPERATOR, "shop"), "shop", Role.OPERATOR),
        ({EVERY_PROJECT: Role.ADMIN}, key(Role.OPERATOR, "shop"), "bank", None),
        ({"shop": Role.EDITOR}, key(Role.ADMIN, EVERY_PROJECT), "shop", Role.EDITOR),
        ({"shop": Role.EDITOR}, key(Role.ADMIN, EVERY_PROJECT), "bank", None),
        ({"shop": Role.EDITOR}, key(Role.ADMIN, "bank"), "bank", None),
        ({}, key(Role.ADMIN, EVERY_PROJECT), "shop", None),
    ],
)
def test_a_key_may_what_it_says_and_its_owner_may(
    granted: dict[str, Role], asked: ApiKey, project: str, role: Role | None
) -> None:
    assert of_key(asked, User(name="ada", grants=granted)).role_in(project) == role


def test_a_key_says_whose_it_is() -> None:
    user = User(name="ada", grants={EVERY_PROJECT: Role.ADMIN})
    assert of_key(key(Role.VIEWER, EVERY_PROJECT), user).name == "ada (key t)"
    assert of_user(user, session="s").session == "s"
