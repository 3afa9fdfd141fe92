"""The proxy does to connections what it says, and the gremlin to messages."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tests.chaos.gremlin import LOST, Gremlin, parse, written
from tests.chaos.proxy import FAIR, HOST, Proxies, Proxy, Weather
from tests.servers.valkey import ValkeyServer

NO_RETRY = Retry(NoBackoff(), 0)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValkeyServer]:
    found = ValkeyServer(tmp_path_factory.mktemp("valkey"))
    yield found
    found.kill9()


@pytest.fixture
def proxies() -> Iterator[Proxies]:
    found = Proxies()
    yield found
    found.close()


@pytest.fixture
def proxy(proxies: Proxies, server: ValkeyServer) -> Proxy:
    server.flush()
    return proxies.to(server.port)


@pytest.fixture
def client(proxy: Proxy) -> Iterator[redis.Redis]:
    found = redis.Redis(port=proxy.port, retry=NO_RETRY, socket_timeout=20)
    yield found
    found.close()


@pytest.fixture
def direct(server: ValkeyServer) -> Iterator[redis.Redis]:
    found = redis.Redis(port=server.port)
    yield found
    found.close()


def test_it_forwards(client: redis.Redis, direct: redis.Redis) -> None:
    client.set("large", b"x" * 1_000_000)
    assert direct.get("large") == client.get("large") == b"x" * 1_000_000


def test_a_request_is_carried_out_and_its_answer_never_comes(
    proxy: Proxy, client: redis.Redis, direct: redis.Redis
) -> None:
    client.ping()
    proxy.lose_answers([b"INCR"], count=1)
    with pytest.raises(redis.ConnectionError):
        client.incr("count")
    assert (direct.get("count"), proxy.cuts) == (b"1", 1)
    assert client.incr("count") == 2


def test_a_reset_breaks_every_connection_and_not_the_next_one(proxy: Proxy, client: redis.Redis) -> None:
    with socket.create_connection((HOST, proxy.port), timeout=20) as connection:
        connection.sendall(written([b"PING"]))
        assert connection.recv(64) == b"+PONG\r\n"
        proxy.reset()
        with pytest.raises(ConnectionResetError):
            connection.recv(64)
    assert client.ping()


@pytest.mark.parametrize("weather", [Weather(requests_stand=True), Weather(answers_stand=True)])
def test_nothing_moves_until_the_weather_is_fair_again(proxy: Proxy, client: redis.Redis, weather: Weather) -> None:
    client.ping()
    proxy.weather = weather
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(client.ping()))
    asking.start()
    asking.join(0.2)
    assert answers == []
    proxy.weather = FAIR
    asking.join()
    assert answers == [True]


def test_bad_weather_delays_and_changes_nothing(proxy: Proxy, client: redis.Redis) -> None:
    proxy.weather = Weather(delay=0.01, rate=100_000.0)
    client.set("key", b"y" * 5000)
    assert client.get("key") == b"y" * 5000


@pytest.mark.parametrize(
    ("mischief", "queue", "lost"),
    [
        ("", [b"b", b"a"], []),
        ("dup", [b"b", b"b", b"a", b"a"], []),
        ("drop", [], [b"b", b"a"]),
        ("reorder", [b"a", b"b"], []),
    ],
)
def test_messages_meet_the_gremlin(
    proxy: Proxy, client: redis.Redis, direct: redis.Redis, mischief: str, queue: list[bytes], lost: list[bytes]
) -> None:
    gremlin = Gremlin(random.Random(0), mischief=mischief)
    proxy.rewriter = gremlin.rewriter
    client.lpush("queue", b"a")
    client.lpush("queue", b"b")
    assert direct.lrange("queue", 0, -1) == queue
    assert direct.lrange(LOST, 0, -1) == lost
    assert gremlin.count == (2 if mischief else 0)


def test_a_command_may_come_in_pieces() -> None:
    command = [b"LPUSH", b"queue", b"with\r\nlines"]
    data = written(command)
    rewrite = Gremlin(random.Random(0), mischief="dup").rewriter()
    assert b"".join(rewrite(data[i : i + 1]) for i in range(len(data))) == written([*command, command[2]])
    assert parse(data[:-1]) is None


def test_a_server_that_is_not_there_is_a_broken_connection(proxies: Proxies, tmp_path: Path) -> None:
    server = ValkeyServer(tmp_path)
    server.kill9()
    with redis.Redis(port=proxies.to(server.port).port, retry=NO_RETRY) as client, pytest.raises(redis.ConnectionError):
        client.ping()
