"""What only a real server can do to a feed of changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from aurora_celery.errors import EventsLost
from aurora_celery.store.factory import open_store
from tests.contract.store.runs import cell_of, claimed, submitted
from tests.servers.mongo import MongoServer


class ForgetfulServer(MongoServer):
    """Cuts its log of changes, which is of a fixed size, every second instead of every minute."""

    def _command(self, port: int, data: Path) -> list[str]:
        return [*super()._command(port, data), "--syncdelay", "1"]

    def forget(self, since: datetime) -> None:
        """Write until the log begins later than this."""
        with self.client() as client:
            log = client["local"]["oplog.rs"]
            for _ in range(300):
                client["filler"]["a"].insert_one({"x": b"x" * 8_000_000})
                client["filler"]["a"].delete_many({})
                oldest = log.find_one(sort=[("$natural", 1)])
                if oldest is not None and oldest["ts"].as_datetime() > since:
                    return
                time.sleep(0.1)
        raise AssertionError("the log still reaches back")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ForgetfulServer]:
    started = ForgetfulServer(tmp_path)
    yield started
    started.stop()


def test_a_log_that_has_moved_on_is_told(server: ForgetfulServer) -> None:
    with closing(open_store(server.url("aurora"))) as store:
        store.prepare()
        ref = submitted(store, cell_of(0))
        cursor = store.changes.snapshot(ref.run).cursor
        with closing(store.changes.follow(ref.run)) as feed:
            claimed(store, ref, 0)
            change = feed.next(timeout=20)
        assert change is not None
        server.forget(change.at)
        for lost in (cursor, change.cursor):
            with pytest.raises(EventsLost), closing(store.changes.follow(ref.run, after=lost)) as feed:
                feed.next(timeout=1)
