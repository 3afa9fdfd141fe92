"""A ledger of effects, as a payment service keeps it: an effect with a key that is there already does nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

#: Where the handlers find the file.
VARIABLE = "CHAOS_LEDGER"

#: Seconds that a writer waits for another.
_PATIENCE = 30.0


def create(path: Path) -> None:
    """Make an empty ledger."""
    with closing(sqlite3.connect(path)) as ledger, ledger:
        ledger.execute("CREATE TABLE effect (key TEXT PRIMARY KEY, run TEXT, node TEXT)")


def take_effect(path: Path, *, key: str, run: str, node: str) -> None:
    """Have the effect of this key, once."""
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as ledger, ledger:
        # Only processes die here, never the machine: waiting for the disk would only slow the campaign.
        ledger.execute("PRAGMA synchronous=OFF")
        ledger.execute("INSERT OR IGNORE INTO effect VALUES (?, ?, ?)", (key, run, node))


def effects(path: Path) -> list[tuple[str, str]]:
    """The run and the node of every effect there has been."""
    with closing(sqlite3.connect(path)) as ledger:
        return [(run, node) for run, node in ledger.execute("SELECT run, node FROM effect")]
