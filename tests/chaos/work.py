"""What every node of the campaign does, under Aurora and under stock Celery: note, take a while, have an effect."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.chaos import history, ledger
from tests.chaos.shapes import brief, signed, unsigned, value_of


@dataclass(frozen=True)
class Call:
    """Who is called: a node of a run, in which attempt, with which idempotency key."""

    run: str
    node: str
    attempt: int
    key: str


def perform(call: Call, *, salt: str, before: Sequence[str], seconds: float, size: int, keyed: bool) -> str:
    """Do a node's work. The history tells when it began and when it ended, and with what."""
    book = _history()
    who = {"run": call.run, "node": call.node, "attempt": call.attempt, "key": call.key, "pid": os.getpid()}
    read = [unsigned(result) for result in before]
    book.note("begin", **who, read=[attempt for _, attempt in read], clock=time.time())
    time.sleep(seconds)
    if keyed:
        ledger.take_effect(Path(os.environ[ledger.VARIABLE]), key=call.key, run=call.run, node=call.node)
    value = value_of(call.node, salt, [value for value, _ in read], size)
    book.note("end", **who, value=brief(value))
    return signed(value, call.attempt)


def pass_on(call: Call) -> None:
    """Note a call that only hands results on."""
    who = {"run": call.run, "node": call.node, "attempt": call.attempt, "key": call.key, "pid": os.getpid()}
    _history().note("begin", **who, clock=time.time())


@cache
def _history() -> history.History:
    return history.History(Path(os.environ[history.VARIABLE]))
