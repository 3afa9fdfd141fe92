"""A server that goes away while tasks run: what has succeeded stays a success."""

from __future__ import annotations

from typing import Any

import pytest
from celery import chord, group

from tests.servers.mongo import MongoServer

PATIENCE = 90


@pytest.mark.parametrize("pool", ["prefork", "threads"])
def test_no_success_becomes_a_failure_while_mongodb_is_away(
    make_shop: Any, mongo_server: MongoServer, pool: str
) -> None:
    shop = make_shop()
    shop.worker(pool=pool)
    same = shop.task("same")
    plain: Any = group(same.s(n) for n in range(60)).apply_async()
    joined = chord([same.s(n) for n in range(20)], shop.task("note").s(name="body")).apply_async()
    plain.results[3].get(timeout=PATIENCE)
    mongo_server.kill9()
    mongo_server.start()
    assert plain.get(timeout=PATIENCE) == list(range(60))
    assert joined.get(timeout=PATIENCE) == list(range(20))
    shop.settle()
    assert shop.seen("body") == ["ran"]


def test_a_wait_outlasts_an_absence_of_mongodb(make_shop: Any, mongo_server: MongoServer) -> None:
    shop = make_shop()
    shop.worker()
    result = shop.task("same").apply_async((7,), countdown=4)
    waited = shop.in_thread(lambda: result.get(timeout=PATIENCE))
    mongo_server.kill9()
    mongo_server.start()
    assert waited() == 7
