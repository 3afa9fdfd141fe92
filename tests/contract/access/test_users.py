"""Users are kept under their names, changed by who saw them last, and forgotten with all that is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from aurora_celery.errors import Unserialisable
from aurora_celery.model.access import ApiKey, Role, Session, User
from aurora_celery.store.access_ports import AccessStore

AtOnce = Callable[[int, Callable[[AccessStore, int], Any]], list[Any]]

ANN = User(
    name="ann",
    password="$argon2id$v=19$x",
    grants={"*": Role.VIEWER, "shop.$eu": Role.EDITOR, "$where": Role.OPERATOR, "": Role.ADMIN},
    disabled=True,
    must_change=True,
    totp="k1:sealed",
    totp_step=58_000_000,
    recovery=("$a", "b"),
    subject="https://id.example#42",
)


def known(access: AccessStore, name: str) -> User:
    user = access.users.get(name)
    assert user is not None
    return user


def names(access: AccessStore, *, limit: int) -> list[str]:
    found: list[str] = []
    cursor = None
    while True:
        page = access.users.list(limit=limit, cursor=cursor)
        found += [user.name for user in page.items]
        cursor = page.cursor
        if cursor is None:
            return found
        assert len(page.items) == limit


def test_a_user_is_kept_with_all_that_is_said_of_them(access: AccessStore) -> None:
    assert access.users.add(ANN)
    user = known(access, "ann")
    assert user == replace(ANN, created=user.created, changed=user.created)
    assert user.created is not None
    assert access.users.by_subject("https://id.example#42") == user
    assert access.users.list().items == (user,)


def test_what_is_made_for_a_user_is_never_older_than_the_user(access: AccessStore) -> None:
    """Keys and sessions from before belong to somebody else who had the name."""
    for number in range(20):
        name = f"user-{number}"
        access.users.add(User(name=name))
        made = access.users.get(name)
        key = access.keys.add(ApiKey(id=name, digest=name, owner=name, title="", role=Role.VIEWER), lifetime=None)
        assert made is not None
        assert made.created is not None
        assert key.created is not None
        assert made.created <= key.created


def test_nobody_is_found_under_another_name_or_subject(access: AccessStore) -> None:
    access.users.add(User(name="ann"))
    assert access.users.get("Ann") is None
    assert access.users.get("") is None
    assert access.users.by_subject("") is None
    assert access.users.by_subject("x") is None


def test_a_name_and_a_subject_belong_to_one_user(access: AccessStore) -> None:
    assert access.users.add(ANN)
    assert not access.users.add(User(name="ann"))
    assert not access.users.add(User(name="bob", subject=ANN.subject))
    assert access.users.add(User(name="bob"))
    assert access.users.add(User(name="cid"))
    assert known(access, "ann").password == ANN.password


def test_only_the_very_first_user_is_the_first(access: AccessStore) -> None:
    assert access.users.add_first(User(name="ann"))
    assert not access.users.add_first(User(name="bob"))
    assert not access.users.add_first(User(name="ann"))
    assert access.users.get("bob") is None


def test_nobody_is_the_first_where_somebody_is(access: AccessStore) -> None:
    access.users.add(User(name="ann"))
    assert not access.users.add_first(User(name="bob"))


def test_there_may_be_a_first_user_again_when_all_are_gone(access: AccessStore) -> None:
    access.users.add_first(User(name="ann"))
    access.users.remove("ann")
    assert access.users.add_first(User(name="bob"))


def test_of_many_at_once_one_is_the_first(access: AccessStore, at_once: AtOnce) -> None:
    answers = at_once(16, lambda each, number: each.users.add_first(User(name=f"u{number}")))
    assert sum(answers) == 1
    assert names(access, limit=50) == [f"u{answers.index(True)}"]


def test_of_many_of_one_name_at_once_one_is_kept(access: AccessStore, at_once: AtOnce) -> None:
    answers = at_once(16, lambda each, number: each.users.add(User(name="ann", password=f"{number}")))
    assert sum(answers) == 1
    assert known(access, "ann").password == f"{answers.index(True)}"


def test_a_change_keeps_all_of_a_user_and_counts(access: AccessStore) -> None:
    access.users.add(User(name="ann", grants={"shop": Role.VIEWER}))
    before = known(access, "ann")
    assert access.users.change(replace(ANN, version=before.version))
    after = known(access, "ann")
    assert after == replace(ANN, created=before.created, changed=after.changed, version=2)
    assert after.changed is not None
    assert before.changed is not None
    assert after.changed >= before.changed


def test_a_change_of_what_has_changed_is_refused(access: AccessStore) -> None:
    access.users.add(User(name="ann"))
    before = known(access, "ann")
    assert access.users.change(replace(before, password="one"))
    assert not access.users.change(replace(before, password="two"))
    assert known(access, "ann").password == "one"
    assert access.users.change(replace(known(access, "ann"), password="two"))


def test_a_change_of_nobody_is_refused(access: AccessStore) -> None:
    assert not access.users.change(User(name="ann"))
    assert access.users.get("ann") is None


def test_a_subject_is_given_away_and_taken_by_changes(access: AccessStore) -> None:
    access.users.add(ANN)
    access.users.add(User(name="bob"))
    bob = replace(known(access, "bob"), subject=ANN.subject)
    assert not access.users.change(bob)
    assert access.users.change(replace(known(access, "ann"), subject=""))
    assert access.users.by_subject(ANN.subject) is None
    assert access.users.change(bob)
    assert access.users.by_subject(ANN.subject) == known(access, "bob")


def test_of_many_changes_at_once_one_is_made_of_each_version(access: AccessStore, at_once: AtOnce) -> None:
    access.users.add(User(name="ann"))
    before = known(access, "ann")
    answers = at_once(16, lambda each, number: each.users.change(replace(before, password=f"{number}")))
    assert sum(answers) == 1
    assert (known(access, "ann").password, known(access, "ann").version) == (f"{answers.index(True)}", 2)


def test_a_user_goes_with_sessions_and_keys(access: AccessStore) -> None:
    for name in ("ann", "bob"):
        access.users.add(User(name=name))
        access.sessions.add(Session(id=f"s-{name}", user=name, csrf="c"), lifetime=60.0)
        access.keys.add(
            ApiKey(id=f"k-{name}", digest=f"d-{name}", owner=name, title="t", role=Role.VIEWER), lifetime=None
        )
    assert access.users.remove("ann")
    assert names(access, limit=50) == ["bob"]
    assert (access.sessions.of("ann"), access.sessions.get("s-ann", idle=60.0)) == ((), None)
    assert (access.keys.find("d-ann"), access.keys.get("k-ann")) == (None, None)
    assert access.sessions.get("s-bob", idle=60.0) is not None
    assert access.keys.find("d-bob") is not None
    assert not access.users.remove("ann")


def test_what_a_sign_in_left_to_nobody_goes_when_the_removal_is_repeated(access: AccessStore) -> None:
    access.users.add(User(name="ann"))
    access.users.remove("ann")
    access.sessions.add(Session(id="late", user="ann", csrf="c"), lifetime=60.0)
    assert not access.users.remove("ann")
    access.users.add(User(name="ann"))
    assert access.sessions.of("ann") == ()


@pytest.mark.parametrize("limit", [1, 2, 5, 6, 100])
def test_pages_give_every_user_once_and_by_name(access: AccessStore, limit: int) -> None:
    given = ["b", "图", "a", "$ne", "a.b", "Z"]
    for name in given:
        access.users.add(User(name=name))
    assert names(access, limit=limit) == sorted(given)


def test_an_empty_list_is_one_empty_page(access: AccessStore) -> None:
    assert (access.users.list().items, access.users.list().cursor) == ((), None)


@pytest.mark.parametrize("name", ["", "$set", "a.b", "nul\0", "图", "x" * 5_000, "{}"])
def test_names_are_any_text(access: AccessStore, name: str) -> None:
    assert access.users.add(User(name=name, grants={name: Role.VIEWER}, recovery=(name,)))
    user = known(access, name)
    assert (user.name, user.grants, user.recovery) == (name, {name: Role.VIEWER}, (name,))
    assert access.users.change(user)
    assert access.users.remove(name)


def test_what_is_no_text_is_refused(access: AccessStore) -> None:
    for call in (access.users.get, access.users.by_subject, access.users.remove):
        with pytest.raises(Unserialisable):
            call("\ud800")
    for user in (User(name="\ud800"), User(name="ann", grants={"\ud800": Role.VIEWER})):
        with pytest.raises(Unserialisable):
            access.users.add(user)


def test_grants_cannot_be_changed_behind_the_back_of_the_store(access: AccessStore) -> None:
    grants = {"shop": Role.VIEWER}
    access.users.add(User(name="ann", grants=grants))
    grants["*"] = Role.ADMIN
    assert known(access, "ann").grants == {"shop": Role.VIEWER}


def test_nothing_that_is_a_users_is_older_than_the_user(access: AccessStore) -> None:
    for number in range(30):
        access.users.add(User(name=f"ann-{number}"))
        key = access.keys.add(
            ApiKey(id=f"k{number}", digest=f"d{number}", owner=f"ann-{number}", title="t", role=Role.VIEWER),
            lifetime=None,
        )
        created = known(access, f"ann-{number}").created
        assert created is not None
        assert key.created is not None
        assert key.created >= created
