"""What MongoDB itself counted: commands that carry data, by name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pymongo import MongoClient

WRITES = ("insert", "update", "delete", "findAndModify")
READS = ("find", "getMore", "aggregate", "count", "distinct")


def commands(client: MongoClient[dict[str, Any]]) -> Counter[str]:
    """How often each command was executed since the server started."""
    counted = client.admin.command("serverStatus")["metrics"]["commands"]
    return Counter({name: counted[name]["total"] for name in (*WRITES, *READS) if name in counted})


def writes(counted: Counter[str]) -> int:
    """The commands that write."""
    return sum(counted[name] for name in WRITES)
