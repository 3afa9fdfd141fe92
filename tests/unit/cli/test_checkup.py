"""The doctor tells what is wrong with each thing, whatever that thing answers with."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import click
import pytest
from celery import Celery

from aurora_celery.cli.checkup import Finding, examine
from aurora_celery.cli.session import Session
from aurora_celery.config import load
from aurora_celery.errors import Diagnostic, InvalidSettings, StoreError
from aurora_celery.model.handler import HandlerSpec
from tests.unit.cli.conftest import Call

NOBODY = "mongodb://127.0.0.1:1/db?serverSelectionTimeoutMS=50"


class Patient:
    """A session whose parts fail as the test wants."""

    app: Any = None

    def __init__(self, *, broker: str = "memory://", store: str = NOBODY, handlers: Any = ()) -> None:
        environ = {"AURORA_BROKER__URL": broker, "AURORA_STORE__URL": store}
        self.loaded: Any = load(environ=environ, local=False)
        celery = Celery("patient", broker=broker, set_as_current=False)
        runtime = SimpleNamespace(store_url=store)
        self.aurora: Any = SimpleNamespace(
            celery=celery,
            runtime=runtime,
            handlers=handlers if callable(handlers) else lambda: handlers,
            workers=SimpleNamespace(living=self.refuse),
            settings=self.loaded.settings,
        )

    def load(self) -> Any:
        return self.loaded

    def refuse(self, **_: Any) -> None:
        raise StoreError("MongoDB refused")


def found(patient: Any, check: str) -> Finding:
    return next(finding for finding in examine(patient) if finding.check == check)


def test_settings_that_are_wrong_end_the_examination() -> None:
    def wrong() -> None:
        raise InvalidSettings([Diagnostic("C001", "worker.leese", "unknown")])

    patient: Any = SimpleNamespace(load=wrong)
    (finding,) = examine(patient)
    assert (finding.check, finding.state) == ("settings", "failed")
    assert "worker.leese" in finding.found


@pytest.mark.parametrize("broker", ["redis://:secret@127.0.0.1:1/0", "amqp://u:secret@127.0.0.1:1//", "nosuch://h"])
def test_a_broker_that_does_not_answer_is_told_without_its_password(broker: str) -> None:
    finding = found(Patient(broker=broker), "broker")
    assert (finding.state, finding.mend) == ("failed", "start it, or correct broker.url")
    assert "secret" not in finding.found


def test_a_store_that_does_not_answer_is_told() -> None:
    finding = found(Patient(), "store")
    assert (finding.state, finding.mend) == ("failed", "start it, or correct store.url")


def test_a_store_that_does_not_say_who_works_is_told() -> None:
    finding = found(Patient(store="memory://"), "workers")
    assert (finding.state, finding.found) == ("failed", "MongoDB refused")


def test_handlers_that_cannot_be_imported_are_told() -> None:
    def broken() -> None:
        raise click.UsageError("module 'shop' cannot be imported")

    finding = found(Patient(store="memory://", handlers=broken), "handlers")
    assert (finding.state, finding.found) == ("failed", "module 'shop' cannot be imported")


def test_handlers_are_listed_though_the_store_does_not_say_who_offers_them(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = Patient(store="memory://", handlers={"shop.fetch": HandlerSpec(name="shop.fetch")})
    monkeypatch.setattr(Session, "aurora", patient.aurora)
    result = call("handlers")
    assert result.exit_code == 0
    assert "the workers are not known: MongoDB refused" in result.stderr
    assert "shop.fetch" in result.stdout
