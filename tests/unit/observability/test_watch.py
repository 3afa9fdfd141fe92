"""What is off is not even imported; a watcher that fails harms nobody."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from aurora_celery.config import Settings
from aurora_celery.engine.held import Held
from aurora_celery.engine.observer import Observer, TryEnded
from aurora_celery.errors import MissingExtra
from aurora_celery.observability import current_trace_id, watch
from aurora_celery.observability.watch import Watchers, Within
from aurora_celery.store.memory.store import MemoryStore

OFF = """
import sys
from aurora_celery import Aurora
from aurora_celery.config import Settings
from aurora_celery.observability import current_trace_id

aurora = Aurora(settings=Settings.model_validate({"logs": {"enabled": False}}))
assert type(aurora.runtime.observer).__name__ == "Observer"
assert aurora.metrics is None
assert current_trace_id() is None
listening = [name for name in sys.modules if name == "aurora_celery.observability.listening"]
assert type(Aurora(settings=Settings()).runtime.observer).__name__ == "Watchers"
others = [name for name in sys.modules if name.partition(".")[0] in ("opentelemetry", "prometheus_client")]
print(listening + others)
"""


def test_off_costs_no_import() -> None:
    root = Path(__file__).parents[3]
    result = subprocess.run([sys.executable, "-c", OFF], cwd=root, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize(("section", "module"), [("metrics", "counting"), ("tracing", "tracing")])
def test_what_is_on_and_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, section: str, module: str) -> None:
    monkeypatch.setitem(sys.modules, f"aurora_celery.observability.{module}", None)
    settings = Settings.model_validate({section: {"enabled": True}})
    with pytest.raises(MissingExtra, match="pip install 'aurora-celery"):
        watch(settings, store=MemoryStore, queue=lambda _: "q", version="1")


class Broken(Observer):
    """Fails at everything."""

    def try_ended(self, ended: TryEnded) -> None:
        raise OSError(ended)

    def trying(self, held: Held) -> AbstractContextManager[None]:
        raise OSError(held)


class Seeing(Observer):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def try_ended(self, ended: TryEnded) -> None:
        self.told.append(ended)


def test_a_watcher_that_fails_harms_neither_the_work_nor_the_others(caplog: pytest.LogCaptureFixture) -> None:
    seeing, nothing = Seeing(), Any
    watchers = Watchers([Broken(), seeing])
    with caplog.at_level(logging.ERROR), watchers.trying(nothing):  # type: ignore[arg-type]
        watchers.try_ended(nothing)  # type: ignore[arg-type]
    assert seeing.told == [nothing]
    assert caplog.text.count("Broken could not take note") == 2


@contextmanager
def noted(notes: list[str], name: str, *, fails: str = "") -> Iterator[None]:
    """A context that says when it is entered and left, and fails at one of these."""
    notes.append(f"enter {name}")
    if fails == "enter":
        raise OSError(name)
    try:
        yield
    finally:
        notes.append(f"leave {name}")
        if fails == "leave":
            raise OSError(name)


def test_contexts_that_fail_harm_neither_the_work_nor_the_others(caplog: pytest.LogCaptureFixture) -> None:
    notes: list[str] = []
    with Within([noted(notes, "a"), noted(notes, "b", fails="enter"), noted(notes, "c", fails="leave")]):
        notes.append("work")
    assert notes == ["enter a", "enter b", "enter c", "work", "leave c", "leave a"]
    assert caplog.text.count("an observer could not take note") == 2


def test_what_the_work_raises_goes_on_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    notes: list[str] = []
    with pytest.raises(KeyError), Within([noted(notes, "a"), noted(notes, "b")]):
        raise KeyError
    assert notes == ["enter a", "enter b", "leave b", "leave a"]
    assert caplog.text == ""


def test_there_is_no_trace_outside_of_one() -> None:
    assert current_trace_id() is None
