"""The names of fields in MongoDB, and the paths made of them. A path holds these names and numbers, never user text."""

from __future__ import annotations

from typing import Any, Final

Document = dict[str, Any]

# Of a cell, be it a document of its own or the first part of a run's document.
ID: Final = "_id"
RUN: Final = "run"
NUMBER: Final = "k"
OFFSET: Final = "at"
EPOCH: Final = "e"
CONTROL: Final = "ctl"
CONTROLS: Final = "cv"
CANCELLED: Final = "cx"
PLAN: Final = "plan"
SIZE: Final = "size"
DONE: Final = "done"
DUE: Final = "due"
ROUNDS: Final = "rounds"
LIVE: Final = "live"
CREATED: Final = "created"
INPUTS: Final = "i"
WAITS: Final = "j"
GATES: Final = "g"
ARRIVED: Final = "x"
DEAD: Final = "dead"
NODES: Final = "n"

# Of one node, below ``n.<slot>``.
STATE: Final = "s"
ATTEMPT: Final = "a"
RETRIES: Final = "r"
CRASHES: Final = "k"
HOLDER: Final = "m"
WORKER: Final = "w"
PID: Final = "p"
STARTED: Final = "b"
FINISHED: Final = "f"
NOT_BEFORE: Final = "nb"
OUTPUT: Final = "o"
FAILURE: Final = "x"
CAUSE: Final = "c"
HISTORY: Final = "h"
PROGRESS: Final = "pr"

# Of a run alone.
GRAPH: Final = "graph"
PROJECT: Final = "project"
VERSION: Final = "version"
RUN_STATE: Final = "state"
CELLS: Final = "cells"
CLOSED: Final = "closed"
ENDED: Final = "finished"
OUTPUTS: Final = "outputs"
ERROR: Final = "error"
LABELS: Final = "labels"
KEY: Final = "key"
FINGERPRINT: Final = "print"
CONTINUATION: Final = "cont"
CONTINUED: Final = "handed"
EXPIRES: Final = "expire_at"
FREE_AT: Final = "key_until"
DEADLINE: Final = "deadline"
FACTS: Final = "facts"
WORDS: Final = "words"
ORIGIN: Final = "origin"
SHARES: Final = "shares"
DYING: Final = "dying"
OPERATIONS: Final = "ops"
PENDING: Final = "todo"
STATE_BEFORE: Final = "was"
REOPENED: Final = "reopened"
TRACEPARENT: Final = "traceparent"

#: Where an aggregation puts the server's clock.
NOW: Final = "now"


def cell_id(run: str, number: int) -> str:
    """The id of a cell's document. The first cell is part of the run's own document."""
    return f"{run}:{number:d}" if number else run


def node(slot: int, name: str) -> str:
    """Path of a field of one node."""
    return f"{NODES}.{slot:d}.{name}"


def waits(slot: int) -> str:
    """Path of the number of signals that a node still waits for; absent for a node that waits for nothing."""
    return f"{WAITS}.{slot:d}"


def gate(gate_id: int) -> str:
    """Path of the number of signals that a gate still waits for."""
    return f"{GATES}.{gate_id:d}"


def arrived(gate_id: int) -> str:
    """Path of the time at which the opening of a gate reached the cell."""
    return f"{ARRIVED}.{gate_id:d}"


def dead(gate_id: int) -> str:
    """Path of the index of the failed node because of which a gate can never open."""
    return f"{DEAD}.{gate_id:d}"
