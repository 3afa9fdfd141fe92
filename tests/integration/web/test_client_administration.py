"""What operators and admins ask of an API through the client, against a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping

import pytest

from aurora_celery import Aurora
from aurora_celery.client import AsyncClient, Client, Refused
from aurora_celery.errors import SecretNotFound
from aurora_celery.model.access import Role
from aurora_celery.operator_errors import OrderRefused, QueueNotFound, WorkerNotFound
from tests.conftest import WorkerFactory
from tests.integration.web.conftest import Served

Token = Callable[..., str]


@pytest.fixture
def client(served: Served, token: Token) -> Iterator[Client]:
    """A program of an admin's."""
    with Client(served.url, token=token(Role.ADMIN)) as made:
        yield made


def test_a_worker_is_looked_at_and_told_what_to_do(
    client: Client, aurora: Aurora, celery_worker_process: WorkerFactory, web_settings: Mapping[str, str]
) -> None:
    celery_worker_process("aurora_celery", env=dict(web_settings), concurrency=1)
    (worker,) = (each["id"] for each in client.workers())
    assert client.worker(worker)["live"]["processes"] == 1
    assert client.worker(worker, live=False)["live"] is None
    assert client.order_worker(worker, "pool_grow", n=1, why="more")["kind"] == "pool_grow"
    with pytest.raises(OrderRefused):
        client.order_worker(worker, "pool_shrink", n=9)
    with pytest.raises(WorkerNotFound):
        client.order_worker("nobody", "ping")
    logged = client.audit(action="workers.WorkerOrders")["items"]
    assert "more" in [entry["detail"].get("why") for entry in logged]
    assert client.verify_audit()["sound"] is True
    queues = {queue["name"]: queue for queue in client.queues()["items"]}
    assert queues["aurora"]["consumers"] == [worker]
    assert client.queue("aurora")["name"] == "aurora"
    assert client.purge_queue("aurora", why="a test") == {"queue": "aurora", "removed": 0}
    with pytest.raises(QueueNotFound):
        client.queue("a/b")


def test_users_and_keys_are_looked_after(client: Client) -> None:
    client.add_user("grace", "correct horse battery staple", {"shop": "editor"})
    assert client.user("grace")["grants"] == {"shop": "editor"}
    assert client.change_user("grace", disabled=True)["disabled"] is True
    assert client.change_user("grace", grants={"*": "viewer"})["grants"] == {"*": "viewer"}
    first = client.users(limit=1)
    assert client.users(limit=1, cursor=first["cursor"])["items"] != first["items"]
    assert client.remove_user("grace") == {}
    with pytest.raises(Refused) as refused:
        client.user("grace")
    assert refused.value.status == 404
    (key,) = client.keys()["items"]
    assert client.revoke_key(key["id"]) == {}
    with pytest.raises(Refused) as refused:
        client.keys()
    assert refused.value.status == 401


def test_secrets_are_kept_and_forgotten_by_the_one_that_is_awaited_too(served: Served, token: Token) -> None:
    async def look_after() -> None:
        async with AsyncClient(served.url, token=token(Role.ADMIN)) as client:
            assert (await client.put_secret("shop", "TOKEN", "s3cret"))["version"] == 1
            assert [each["name"] for each in (await client.secrets(project="shop"))["items"]] == ["TOKEN"]
            assert await client.remove_secret("shop", "TOKEN") == {}
            with pytest.raises(SecretNotFound):
                await client.remove_secret("shop", "TOKEN")

    asyncio.run(look_after())
