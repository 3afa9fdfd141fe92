"""The backend before it has spoken to any server."""

from __future__ import annotations

import pickle
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from celery import Celery
from celery.app.task import Context

from aurora_celery.backend import AuroraBackend
from aurora_celery.errors import InvalidSettings, StoreUnavailable, StoreUnfit

CLASS = "aurora_celery.backend:AuroraBackend"
NOWHERE = "mongodb://127.0.0.1:1/shop?serverSelectionTimeoutMS=1"


def app_with(backend: str = f"{CLASS}+{NOWHERE}", **conf: Any) -> Celery:
    app = Celery("unit", broker="memory://", backend=backend, set_as_current=False)
    app.conf.update(conf)
    return app


def backend_with(backend: str = f"{CLASS}+{NOWHERE}", **conf: Any) -> AuroraBackend:
    """The backend of such an app. Celery's stubs know only their own base class."""
    return cast(AuroraBackend, app_with(backend, **conf).backend)


def test_celery_finds_the_backend_by_its_class_path() -> None:
    backend = app_with().backend
    assert isinstance(backend, AuroraBackend)
    assert backend.url == NOWHERE


@pytest.mark.parametrize("url", ["mongodb://a,b/shop?replicaSet=x", "mongodb+srv://c.example.org/shop"])
def test_celery_splits_off_our_prefix_only(url: str) -> None:
    assert backend_with(f"{CLASS}+{url}").url == url


def test_a_bare_class_path_means_the_local_server() -> None:
    assert backend_with(CLASS).url == "mongodb://localhost:27017/aurora"


def test_passwords_are_not_shown() -> None:
    backend = app_with(f"{CLASS}+mongodb://u:p@a,b/shop").backend
    assert backend.as_uri() == "aurora+mongodb://u:**@a,b/shop"
    assert backend.as_uri(include_password=True) == "mongodb://u:p@a,b/shop"


def test_other_databases_are_refused() -> None:
    backend = app_with(f"{CLASS}+mysql://h/shop").backend
    with pytest.raises(StoreUnfit, match="mysql"):
        backend.get_state("t")


def test_a_silent_server_is_asked_again_within_bounds_by_default() -> None:
    backend = backend_with()
    assert (backend.always_retry, backend.max_retries) == (True, 6)
    assert backend.exception_safe_to_retry(StoreUnavailable("gone"))
    assert not backend.exception_safe_to_retry(ValueError())


def test_the_bounds_are_those_that_the_user_sets() -> None:
    backend = backend_with(result_backend_always_retry=True)
    assert backend.max_retries == float("inf")
    assert backend_with(result_backend_max_retries=2).max_retries == 2


def test_a_call_is_repeated_while_the_server_is_silent_and_then_fails() -> None:
    backend = backend_with(result_backend_max_retries=2, result_backend_base_sleep_between_retries_ms=1)
    calls: list[int] = []

    def call() -> None:
        calls.append(1)
        raise StoreUnavailable("gone")

    with pytest.raises(StoreUnavailable):
        backend.reliably(call)
    assert len(calls) == 3


def test_lifetimes_come_from_the_settings() -> None:
    lifetimes = backend_with(result_expires=timedelta(hours=1), result_failure_expires=7200).lifetimes
    assert (lifetimes.results, lifetimes.failures, lifetimes.chords) == (3600.0, 7200.0, 3600.0)
    assert backend_with(result_chord_expires=60).chord_expires == 60.0
    assert backend_with(result_expires=0).chord_expires is None
    assert backend_with(result_expires=None).lifetimes.of("SUCCESS", in_chord=False) is None


def test_a_wrong_option_is_told_when_the_backend_is_made() -> None:
    with pytest.raises(InvalidSettings, match="chord_lease"):
        _ = app_with(result_backend_transport_options={"aurora": {"chord_leas": 1}}).backend


def test_a_backend_survives_pickling(monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_with(result_expires=77)
    monkeypatch.setattr("celery.backends.base.current_app", SimpleNamespace(_get_current_object=lambda: app))
    again = pickle.loads(pickle.dumps(app.backend))  # noqa: S301  (Celery pickles backends within results)
    assert (again.url, again.expires) == (NOWHERE, 77)


def test_backends_of_one_address_share_their_store() -> None:
    one, two = backend_with(), backend_with()
    assert one is not two
    assert one.store is two.store


def test_nothing_is_sent_by_making_a_backend_or_at_the_end_of_a_task() -> None:
    backend = backend_with()
    backend.process_cleanup()
    backend.cleanup()
    assert backend.store.round_trips() == 0


def test_a_waiter_who_may_not_look_after_chords_waits_all_the_same(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = backend_with()

    def refuse(**_: Any) -> int:
        raise StoreUnfit("MongoDB refuses this user")

    monkeypatch.setattr(backend.chords, "sweep", refuse)
    with caplog.at_level("INFO"):
        backend._care_for_chord("t")
    assert "refuses this user" in caplog.text


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize("state", ["SUCCESS", "FAILURE"])
def test_a_body_whose_result_is_not_stored_says_that_it_ran(
    stored: bool, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = backend_with()
    ran: list[str] = []
    monkeypatch.setattr(backend.chords, "body_ran", ran.append)
    monkeypatch.setattr(backend, "store_result", lambda *_, **__: None)
    request = Context({"id": "b", "ignore_result": not stored, "aurora_chord": "g"})
    if state == "SUCCESS":
        backend.mark_as_done("b", 1, request, stored)
    else:
        backend.mark_as_failure("b", ValueError(), request=request, store_result=stored)
    assert ran == ([] if stored else ["g"])
