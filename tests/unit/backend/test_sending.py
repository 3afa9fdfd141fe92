"""Send the body of a complete chord, or fail it, or leave it to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from celery import Celery, group
from celery.exceptions import BackendStoreError, ChordError, SoftTimeLimitExceeded
from kombu.exceptions import ContentDisallowed, OperationalError

from aurora_celery.backend.options import BackendOptions
from aurora_celery.backend.sending import CHORD_HEADER, Sender, disclose, enclose
from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.task_ports import Join, Part


class Host:
    """A backend whose store and broker answer as the test wants, and note what they were asked."""

    options = BackendOptions()
    chord_expires = 60.0

    def __init__(self, app: Celery) -> None:
        self.app, self.store = app, SimpleNamespace(joins=self, metas=self)
        self.known_ids: set[str] = set()
        self.ours = True
        self.closed: list[tuple[str, str | None, bool]] = []
        self.failed: list[str] = []
        self.forgotten: list[str] = []
        self.leases: list[float] = []
        self.sent: list[tuple[Any, Any]] = []
        self.refusal: Exception | None = None
        amqp: Any = app.amqp
        amqp._retry_publish = self.publish

    def publish(self, _: Any, results: Any) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.sent.append((_.__self__, results))

    def reliably(self, call: Any, *args: Any, **kwargs: Any) -> Any:
        return call(*args, **kwargs)

    def known(self, ids: Sequence[str]) -> bool:
        return not self.known_ids.isdisjoint(ids)

    def renew(self, join: str, claimant: Any) -> bool:
        self.leases.append(claimant.lease)
        return self.ours

    def close(self, join: str, *, token: str | None = None, failed: bool = False, expires: float) -> None:
        self.closed.append((join, token, failed))

    def forget(self, task_id: str) -> None:
        self.forgotten.append(task_id)

    def decode(self, payload: Any) -> Any:
        return int(payload)

    def exception_to_python(self, exc: Any) -> BaseException:
        return ValueError(exc)

    def chord_error_from_stack(self, callback: Any, exc: BaseException | None = None) -> None:
        self.failed.append(str(exc))


@pytest.fixture
def host(app: Celery) -> Host:
    return Host(app)


def join_of(app: Celery, body: Any = None, *, tries: int = 1, status: str = "SUCCESS") -> Join:
    body = body if body is not None else app.tasks["unit.one"].s().set(task_id="b")
    parts = (Part(task="a", index=0, status=status, value="1"),)
    return Join(id="g", token="t", body_id="b", body=enclose(body, app), shape=None, parts=parts, tries=tries)


def test_a_body_is_sent_with_the_results_and_its_chord_is_over(app: Celery, host: Host) -> None:
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    ((callback, results),) = host.sent
    assert (callback.id, results) == ("b", [1])
    assert callback.options["headers"] == {CHORD_HEADER: "g"}
    assert host.closed == [("g", "t", False)]
    assert host.leases == [host.options.chord_unsure]


def test_headers_of_the_users_own_stay_on_the_body(app: Celery, host: Host) -> None:
    headers: dict[str, Any] = {"tenant": 1}
    Sender(host).send(join_of(app, app.tasks["unit.one"].s().set(headers=headers)))  # type: ignore[arg-type]
    assert host.sent[0][0].options["headers"] == {"tenant": 1, CHORD_HEADER: "g"}


def test_a_body_that_is_a_canvas_is_sent_as_it_is(app: Celery, host: Host) -> None:
    one = app.tasks["unit.one"]
    Sender(host).send(join_of(app, group(one.s(), one.s())))  # type: ignore[arg-type]
    assert "headers" not in host.sent[0][0].options


@pytest.mark.parametrize(("tries", "again"), [(2, False), (1, True)])
def test_a_body_that_another_sent_is_not_sent_again(app: Celery, host: Host, tries: int, again: bool) -> None:
    host.known_ids = {"b"}
    Sender(host).send(join_of(app, tries=tries), again=again)  # type: ignore[arg-type]
    assert host.sent == []
    assert host.closed == [("g", "t", False)]


def test_the_first_sender_does_not_ask_whether_the_body_is_known(app: Celery, host: Host) -> None:
    host.known_ids = {"b"}
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert len(host.sent) == 1


def test_a_failed_header_fails_the_body(app: Celery, host: Host) -> None:
    Sender(host).send(join_of(app, status="FAILURE"))  # type: ignore[arg-type]
    assert host.sent == []
    assert host.failed == ["Dependency a raised ValueError(1)"]
    assert host.closed == [("g", "t", True)]


def test_who_may_not_fail_a_body_gives_it_back(app: Celery, host: Host) -> None:
    Sender(host).send(join_of(app, status="FAILURE"), may_fail=False)  # type: ignore[arg-type]
    assert (host.failed, host.closed, host.leases) == ([], [], [0])


def test_a_result_that_cannot_be_read_back_fails_the_body(
    app: Celery, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "decode", lambda _: 1 / 0)
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert host.failed == ["Join error: ZeroDivisionError('division by zero')"]


def test_while_the_results_cannot_be_fetched_the_body_is_left_to_another(
    app: Celery, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Any) -> int:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(host, "decode", gone)
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert (host.failed, host.sent, host.closed) == ([], [], [])


def test_what_was_kept_for_the_body_alone_goes_with_the_chord(app: Celery, host: Host) -> None:
    parts = (Part(task="a", index=0, status="SUCCESS", value="1", kept="g/0:a"),)
    Sender(host).send(replace(join_of(app), parts=parts))  # type: ignore[arg-type]
    assert host.forgotten == ["g/0:a"]


def test_a_body_that_no_message_can_be_made_of_fails(app: Celery, host: Host) -> None:
    host.refusal = TypeError("no message")
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert host.failed == ["Callback error: TypeError('no message')"]
    assert host.closed == [("g", "t", True)]


@pytest.mark.parametrize(
    "refusal", [OperationalError("no broker"), StoreUnavailable("no store"), BackendStoreError("not stored")]
)
def test_while_a_server_is_silent_the_body_is_left_to_another(app: Celery, host: Host, refusal: Exception) -> None:
    host.refusal = refusal
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert (host.failed, host.closed) == ([], [])


def test_a_sender_that_was_overtaken_sends_nothing(app: Celery, host: Host) -> None:
    host.ours = False
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert (host.sent, host.closed) == ([], [])


def test_a_chord_may_be_failed_with_a_reason(app: Celery, host: Host) -> None:
    Sender(host).fail(join_of(app), "half of it")  # type: ignore[arg-type]
    assert host.failed == ["half of it"]
    assert host.closed == [("g", "t", True)]


def test_a_body_that_ran_ends_its_chord(host: Host) -> None:
    Sender(host).body_ran("g")  # type: ignore[arg-type]
    assert host.closed == [("g", None, False)]


def test_only_what_the_app_accepts_in_messages_is_read(app: Celery) -> None:
    envelope = enclose(app.tasks["unit.one"].s(), app)
    assert disclose(envelope, app).task == "unit.one"
    app.conf.accept_content = ["yaml"]
    with pytest.raises(ContentDisallowed, match="json"):
        disclose(envelope, app)


def test_an_error_of_the_header_names_its_cause(app: Celery, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    causes: list[Any] = []
    monkeypatch.setattr(host, "chord_error_from_stack", lambda _, exc=None: causes.append(exc))
    Sender(host).send(join_of(app, status="FAILURE"))  # type: ignore[arg-type]
    assert isinstance(causes[0], ChordError)
    assert isinstance(causes[0].__cause__, ValueError)


@pytest.mark.parametrize("where", ["gather", "publish"])
def test_the_time_limit_of_the_last_part_fails_no_chord(
    app: Celery, host: Host, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def time_is_up(*_: Any, **__: Any) -> None:
        raise SoftTimeLimitExceeded

    if where == "gather":
        monkeypatch.setattr(host, "decode", time_is_up)
    else:
        host.refusal = SoftTimeLimitExceeded()
    Sender(host).send(join_of(app))  # type: ignore[arg-type]
    assert (host.failed, host.closed) == ([], [])
