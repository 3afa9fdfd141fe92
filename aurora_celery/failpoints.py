"""Named places in which a test can make a process die, stop, wait or fail. Inert unless a test arms them.

``AURORA_FAILPOINTS="complete.after=kill:1in5,effect.before=sleep:3"`` arms them, and only where ``AURORA_TESTING=1``
says that this is a test. Each that fires is first written to the file that ``AURORA_FAILPOINTS_LOG`` names, so that
a test can demand that it did.
"""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

VARIABLE: Final = "AURORA_FAILPOINTS"
LOG_VARIABLE: Final = "AURORA_FAILPOINTS_LOG"
TESTING_VARIABLE: Final = "AURORA_TESTING"
#: Variables with Aurora's prefix that are no settings.
VARIABLES: Final = frozenset({VARIABLE, LOG_VARIABLE, TESTING_VARIABLE})

#: Every place, and what has just happened or is about to.
NAMES: Final[Mapping[str, str]] = {
    "recv.before_claim": "a message has come, and nothing was done about it",
    "claim.sent_no_ack": "a claim was written, and its answer gets lost",
    "claim.after": "a node is claimed, and its handler not called",
    "effect.before": "the handler is about to be called",
    "effect.after": "the handler has returned, and nothing is recorded",
    "blob.after": "a large result is put aside, and its node does not refer to it",
    "complete.sent_no_ack": "a result was recorded, and the answer gets lost",
    "complete.after": "a result is recorded, and nothing was made of it",
    "fanout.k": "one of several messages was sent, the others not",
    "outbox.after_publish": "all messages of a write were sent",
    "ack.before": "all is done for a message, which is not acknowledged",
    "submit.after_insert": "a run is durable, and nobody was rung for",
    "submit.mid_children": "the later cells of a run are written, and the run itself is not",
    "retry.after_record": "a failed try is recorded, and nobody knows of the next",
    "cancel.after_flag": "an operation is accepted, and nothing followed from it",
    "reopen.mid_cells": "some cells of a run are in its next epoch, the run itself is not",
    "gate.before_arrival": "a gate is open, and another cell was not told",
    "close.before_finish": "the last cell is closed, and the run has not ended",
    "reaper.after_bump": "a node was taken from a dead worker, and nobody was rung for",
}

_SPEC = re.compile(r"(?P<name>[a-z_.]+)=(?P<act>kill|stop|raise|sleep:(?P<seconds>\d+(\.\d+)?))(:(?P<often>.+))?")
_OFTEN = re.compile(r"1in(?P<odds>[1-9]\d*)|(?P<times>[1-9]\d*)times")


class FailpointError(Exception):
    """What an armed place raises, where it stands for no particular error."""


@dataclass(frozen=True, slots=True)
class _Armed:
    """What happens at a place: one time in ``odds``, at most ``times`` in all processes together."""

    act: str
    seconds: float
    odds: int
    times: int | None


_armed: dict[str, _Armed] = {}
_log: list[Path] = []
_random = random.SystemRandom()


def failpoint(name: str, *, raises: type[Exception] = FailpointError) -> None:
    """A place at which a test can strike. Costs one look at an empty dictionary otherwise."""
    if _armed and name in _armed:
        _strike(name, _armed[name], raises)


def arm(environ: Mapping[str, str]) -> None:
    """Arm what the environment says, and nothing else. Raises ValueError for what it cannot mean.

    Outside of a test it is refused, so that nobody arms a place in production.
    """
    text = environ.get(VARIABLE, "")
    if text and environ.get(TESTING_VARIABLE) != "1":
        raise ValueError(f"{VARIABLE} is for tests: it is refused without {TESTING_VARIABLE}=1")
    found = dict(map(_read, filter(None, text.split(","))))
    if any(armed.times is not None for armed in found.values()) and not environ.get(LOG_VARIABLE):
        raise ValueError(f"to count how often a place fires takes {LOG_VARIABLE}")
    _armed.clear()
    _armed.update(found)
    _log[:] = [Path(environ[LOG_VARIABLE])] if environ.get(LOG_VARIABLE) else []


def _read(text: str) -> tuple[str, _Armed]:
    spec = _SPEC.fullmatch(text.strip())
    often = _OFTEN.fullmatch(spec["often"]) if spec and spec["often"] else None
    if spec is None or (spec["often"] and often is None):
        raise ValueError(f"{text!r} is not NAME=kill|stop|raise|sleep:SECONDS, and :1inN or :Ntimes if wanted")
    if spec["name"] not in NAMES:
        raise ValueError(f"there is no place {spec['name']!r}; there are {', '.join(NAMES)}")
    odds, times = (often["odds"], often["times"]) if often else (None, None)
    act = spec["act"].partition(":")[0]
    return spec["name"], _Armed(act, float(spec["seconds"] or 0), int(odds or 1), int(times) if times else None)


def _strike(name: str, armed: _Armed, raises: type[Exception]) -> None:
    if _random.randrange(armed.odds) or not _has_turn(name, armed.times):
        return
    _note(name)
    if armed.act == "sleep":
        time.sleep(armed.seconds)
    elif armed.act == "raise":
        raise raises(f"failpoint {name}")
    else:
        os.kill(os.getpid(), signal.SIGKILL if armed.act == "kill" else signal.SIGSTOP)


def _has_turn(name: str, times: int | None) -> bool:
    """Take one of the turns that all processes share. A turn is a file that only one process can make."""
    for turn in range(times or 0):
        try:
            os.close(os.open(f"{_log[0]}.{name}.{turn}", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        return True
    return times is None


def _note(name: str) -> None:
    for path in _log:
        with path.open("ab", buffering=0) as file:
            file.write(f"{name} {os.getpid()}\n".encode())
