"""What is done to the store and to the broker: killed, deposed, stopped, emptied."""

from __future__ import annotations

import random
import time
from typing import Any

from kombu import Connection

from tests.chaos.site import Site
from tests.chaos.worker_faults import pids_of
from tests.servers.rabbitmq import RabbitMQServer
from tests.servers.server import Server
from tests.servers.valkey import ValkeyServer

#: The most seconds that a killed server stays away, beside the time that it takes to start.
_AWAY = 1.0

#: Seconds for which a primary may not stand for election again.
_STEP_DOWN = 2


def broker(site: Site, rng: random.Random) -> None:
    """``kill -9`` of the broker, and its return."""
    site.history.note("strike", fault="broker", pids=[site.broker.pid])
    _restart(site.broker, rng)
    site.history.note("back", fault="broker")


def store(site: Site, rng: random.Random) -> None:
    """``kill -9`` of the only ``mongod``, and its return."""
    site.history.note("strike", fault="store", pids=[site.mongo.pid])
    _restart(site.mongo, rng)
    site.history.note("back", fault="store")


def everything(site: Site, rng: random.Random) -> None:
    """``kill -9`` of every worker, the broker and the store at once, and their return."""
    servers: tuple[Server, ...] = (site.broker, site.mongo)
    pids = [pid for worker in site.workers for pid in pids_of(worker)]
    site.history.note("strike", fault="all", pids=[*pids, *(server.pid for server in servers)])
    for worker in site.workers:
        worker.kill9()
    for server in servers:
        server.kill9()
    time.sleep(rng.uniform(0.0, _AWAY))
    site.heal()
    site.history.note("back", fault="all")


def flush(site: Site, rng: random.Random) -> None:
    """The broker forgets every message, and on Valkey every queue."""
    site.history.note("strike", fault="flush")
    if isinstance(site.broker, ValkeyServer):
        site.broker.flush()
        return
    with Connection(site.broker.url()) as connection:
        channel: Any = connection.default_channel
        channel.queue_purge(site.queue)


def stop_app(site: Site, rng: random.Random) -> None:
    """RabbitMQ is stopped within its Erlang machine, which lives on, and started again."""
    rabbitmq = _rabbitmq(site)
    site.history.note("strike", fault="stop_app")
    rabbitmq.control("stop_app")
    time.sleep(rng.uniform(0.0, _AWAY))
    rabbitmq.control("start_app")
    site.history.note("back", fault="stop_app")


def watermark(site: Site, rng: random.Random) -> None:
    """RabbitMQ takes its memory for full, and reads from nobody who publishes, for some seconds."""
    rabbitmq = _rabbitmq(site)
    site.history.note("strike", fault="watermark")
    rabbitmq.control("set_vm_memory_high_watermark", "0")
    time.sleep(rng.uniform(1.0, 5 * _AWAY))
    rabbitmq.control("set_vm_memory_high_watermark", "0.9")
    site.history.note("back", fault="watermark")


def stepdown(site: Site, rng: random.Random) -> None:
    """The primary steps down, and is elected again."""
    site.history.note("strike", fault="stepdown")
    with site.mongo.client() as client:
        client.admin.command("replSetStepDown", _STEP_DOWN, force=True)
    time.sleep(_STEP_DOWN)
    site.history.note("back", fault="stepdown")


def _rabbitmq(site: Site) -> RabbitMQServer:
    assert isinstance(site.broker, RabbitMQServer)
    return site.broker


def _restart(server: Server, rng: random.Random) -> None:
    server.kill9()
    time.sleep(rng.uniform(0.0, _AWAY))
    server.start()
