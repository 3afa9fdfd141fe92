"""Acts on a MongoDB server as a whole: ask what it is, and make a fresh one a replica set."""

from __future__ import annotations

import time
from typing import Final

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.mongo.client import SELECTION_TIMEOUT_MS, make_client
from aurora_celery.store.mongo.errors import answered, translate
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.fitness import ask, report
from aurora_celery.store.server import ServerReport

_ALREADY_INITIATED: Final = 23
_NOT_YET_LOADED: Final = 94
_PAUSE: Final = 0.05


@answered
def check_server(url: str) -> ServerReport:
    """Ask the server at a URL what it is. Raises StoreUnavailable when nobody answers."""
    client = make_client(url)
    try:
        return report(client, url=url)
    finally:
        client.close()


def initiate_replica_set(host: str, port: int, *, name: str = "aurora", timeout: float = 30.0) -> None:
    """Make a fresh mongod the one member of a replica set, and return once it takes writes.

    Again is harmless. Raises StoreUnavailable when it has not become primary within ``timeout`` seconds.
    """
    deadline = time.monotonic() + timeout
    patience = max(1, round(min(timeout * 1000, SELECTION_TIMEOUT_MS)))
    client = make_client(f"mongodb://{host}:{port}/?directConnection=true", serverSelectionTimeoutMS=patience)
    try:
        while not _initiated(client, f"{host}:{port}", name=name):
            if time.monotonic() >= deadline:
                raise StoreUnavailable(f"the mongod at {host}:{port} did not become primary within {timeout:g} s")
            time.sleep(_PAUSE)
    except PyMongoError as error:
        raise translate(error) from error
    finally:
        client.close()


def _initiated(client: MongoClient[Document], member: str, *, name: str) -> bool:
    hello = ask(client)
    if hello.get("isreplicaset"):
        try:
            client.admin.command("replSetInitiate", {"_id": name, "members": [{"_id": 0, "host": member}]})
        except OperationFailure as error:
            if error.code != _ALREADY_INITIATED:
                raise
            _readdress(client, member)
    return bool(hello.get("isWritablePrimary")) and "setName" in hello


def _readdress(client: MongoClient[Document], member: str) -> None:
    """A set of one that came back on another port knows itself by the old one, and only force can tell it."""
    config = client["local"]["system.replset"].find_one()
    if config is None or [known["host"] for known in config["members"]] == [member] or len(config["members"]) > 1:
        return
    config["members"][0]["host"] = member
    config["version"] += 1
    try:
        client.admin.command("replSetReconfig", config, force=True)
    except OperationFailure as error:
        if error.code != _NOT_YET_LOADED:
            raise
