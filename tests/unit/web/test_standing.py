"""Who stands behind keys and sessions is asked now and then, and at once when it may have changed."""

from __future__ import annotations

import pytest

from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.access import ApiKey, Role, Session, User
from aurora_web.auth import standing as standing_module
from aurora_web.auth.standing import Holder, Standing

ADA = Holder(user=User(name="ada"), session=Session(id="s", user="ada", csrf="c"))
BOB = Holder(user=User(name="bob"), session=Session(id="t", user="bob", csrf="c"))


class Store:
    """Says who it is, by a clock of its own, and how often it was asked."""

    def __init__(self) -> None:
        self.now = 0.0
        self.holder: Holder | None = ADA
        self.away = False
        self.asked: list[float] = []
        self.standing = Standing(clock=lambda: self.now)

    def look(self) -> Holder | None:
        self.asked.append(self.now)
        if self.away:
            raise StoreUnavailable("away")
        return self.holder

    def of(self, credential: str = "a", *, at: float, patience: float = 0.0) -> Holder | None:
        self.now = at
        return self.standing.of(credential, self.look, patience=patience)


@pytest.fixture
def store() -> Store:
    return Store()


def test_an_answer_counts_for_a_second(store: Store) -> None:
    assert [store.of(at=moment) for moment in (0.0, 0.5, 0.9, 1.1, 1.2)] == [ADA] * 5
    assert store.asked == [0.0, 1.1]


def test_what_another_process_changed_holds_when_the_second_is_over(store: Store) -> None:
    assert store.of(at=0.0) is ADA
    store.holder = None
    assert store.of(at=0.9) is ADA
    assert store.of(at=1.0) is None


def test_that_nobody_has_it_is_not_remembered(store: Store) -> None:
    store.holder = None
    assert store.of(at=0.0) is None
    store.holder = ADA
    assert store.of(at=0.0) is ADA


def test_each_has_an_answer_of_their_own(store: Store) -> None:
    assert store.of("a", at=0.0) is ADA
    store.holder = BOB
    assert (store.of("b", at=0.0), store.of("a", at=0.0)) == (BOB, ADA)


def test_all_is_asked_anew_once_it_may_have_changed(store: Store) -> None:
    assert store.of(at=0.0) is ADA
    store.holder = BOB
    store.standing.forget()
    assert store.of(at=0.0) is BOB


def test_an_answer_that_was_on_its_way_then_is_not_remembered(store: Store) -> None:
    def look() -> Holder | None:
        store.standing.forget()
        return ADA

    assert store.standing.of("a", look) is ADA
    store.holder = BOB
    assert store.of(at=0.0) is BOB


def test_an_answer_is_as_old_as_its_question(store: Store) -> None:
    def slow() -> Holder | None:
        store.now = 5.0
        return ADA

    assert store.standing.of("a", slow) is ADA
    store.holder = BOB
    assert store.of(at=5.0) is BOB


def test_a_request_is_refused_while_the_store_is_away(store: Store) -> None:
    assert store.of(at=0.0) is ADA
    store.away = True
    assert store.of(at=0.9) is ADA
    with pytest.raises(StoreUnavailable):
        store.of(at=1.0)


def test_one_asks_for_all_streams_of_a_key_and_a_store_that_is_away_for_a_moment_ends_none(store: Store) -> None:
    assert [store.of(at=moment, patience=30.0) for moment in (0.0, 0.01, 5.0, 5.01)] == [ADA] * 4
    store.away = True
    assert [store.of(at=moment, patience=30.0) for moment in (20.0, 20.01, 34.9)] == [ADA] * 3
    assert store.asked == [0.0, 5.0, 20.0, 34.9]
    with pytest.raises(StoreUnavailable):
        store.of(at=36.0, patience=30.0)


def test_keys_that_nobody_asks_for_are_dropped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing_module, "_REMEMBERED", 2)
    for number in range(4):
        store.of(str(number), at=number * 100.0)
        assert len(store.standing._answers) <= 2


def test_the_key_of_a_local_stack_is_nobodys_and_may_what_it_says() -> None:
    key = ApiKey(id="k", digest="d", owner="", title="up", role=Role.OPERATOR, projects=())
    who = Holder(user=None, key=key).principal
    assert (who.name, who.user, who.may_everywhere(Role.OPERATOR), who.may_everywhere(Role.ADMIN)) == (
        "local",
        "",
        True,
        False,
    )
