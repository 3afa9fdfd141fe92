"""A log that cannot be written costs its lines and nothing else."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Iterator

import pytest
from celery import signals

from aurora_celery.engine.lost_lines import spare_the_worker


@pytest.fixture
def stderr(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the true standard error shows."""
    shown = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", shown)
    return shown


@pytest.fixture
def full() -> Iterator[logging.Handler]:
    """The handler of a log as Celery sets one up, in a file that has no room."""
    logger, handler = logging.getLogger(__name__), logging.FileHandler("/dev/full")
    logger.addHandler(handler)
    spare_the_worker()
    signals.after_setup_logger.send(sender=None, logger=logger)
    logger.removeHandler(handler)
    yield handler
    # It tries once more to write what is left.
    with contextlib.suppress(OSError):
        handler.close()


def record(message: str, *words: object) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": message, "args": words})


def test_lines_without_room_are_lost_and_told_of_once(
    full: logging.Handler, stderr: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(100):
        full.handle(record("line %s", number))
    (complaint,) = stderr.getvalue().splitlines()
    assert "/dev/full" in complaint
    assert "No space left on device; lines lost so far: 1" in complaint
    assert capsys.readouterr().err == ""


def test_a_mistake_in_a_call_of_the_log_is_shown_as_ever(
    full: logging.Handler, stderr: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    full.handle(record("%d", "no number"))
    assert stderr.getvalue() == ""
    assert "Logging error" in capsys.readouterr().err


def test_a_standard_error_that_is_closed_is_no_obstacle(full: logging.Handler, stderr: io.StringIO) -> None:
    stderr.close()
    full.handle(record("line"))
