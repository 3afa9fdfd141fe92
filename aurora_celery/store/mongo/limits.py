"""Counts in MongoDB, each in a window that the server's clock opens and closes."""

from __future__ import annotations

import hashlib
from typing import Final

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.access_updates import EXPIRES, ahead, living, upserted
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered

_COUNT: Final = "n"
_LEFT_MS: Final = "left"


class MongoLimits:
    """``LimitStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def hit(self, name: str, *, window: float) -> int:
        """One round trip. The same write sees that the window is over, opens another and counts."""
        open_still = {"$gt": [f"${EXPIRES}", "$$NOW"]}
        counted = {
            _COUNT: {"$cond": [open_still, {"$add": [f"${_COUNT}", 1]}, 1]},
            EXPIRES: {"$cond": [open_still, f"${EXPIRES}", ahead(window)]},
        }
        document = upserted(self._connection.handles().access.limits, _key(name), [{"$set": counted}])
        return int(document[_COUNT])

    @answered
    def count(self, name: str) -> tuple[int, float]:
        """One round trip."""
        left = {_COUNT: True, _LEFT_MS: {"$subtract": [f"${EXPIRES}", "$$NOW"]}}
        found = self._connection.handles().access.limits.find_one({f.ID: _key(name), **living()}, left)
        return (0, 0.0) if found is None else (int(found[_COUNT]), found[_LEFT_MS] / 1000)

    @answered
    def clear(self, name: str) -> None:
        """One round trip."""
        self._connection.handles().access.limits.delete_one({f.ID: _key(name)})


def _key(name: str) -> str:
    """Of the same length for every name: whoever guesses chooses the names."""
    return hashlib.sha256(name.encode()).hexdigest()
