"""What a MongoDB server must be for Aurora, and how to make a fresh one so."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any, Final

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.mongo.client import make_client
from aurora_celery.store.mongo.errors import answered, translate
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.server import ServerReport

OLDEST_VERSION: Final = (6, 0)
_ALREADY_INITIATED: Final = 23
_NOT_YET_LOADED: Final = 94
_PAUSE: Final = 0.05

_STANDALONE: Final = (
    "the mongod at {address} is a standalone, which cannot keep what it has acknowledged; "
    "start it with --replSet {name}, and once run rs.initiate() in mongosh"
)
_NOT_INITIATED: Final = (
    "the mongod at {address} was started with --replSet, but its replica set was never made; "
    "run rs.initiate() in mongosh once"
)
_TOO_OLD: Final = "the MongoDB server at {address} is version {version}; Aurora needs {oldest} or newer"


@answered
def check_server(url: str) -> ServerReport:
    """Ask the server at a URL what it is. Raises StoreUnavailable when nobody answers."""
    client = make_client(url)
    try:
        return report(client)
    finally:
        client.close()


def report(client: MongoClient[Document]) -> ServerReport:
    """What the server behind a client is, and whether it is fit. Raises the driver's errors."""
    sent = time.time()
    hello = ask(client)
    middle = datetime.fromtimestamp((sent + time.time()) / 2, UTC)
    version = client.admin.command("buildInfo")["version"]
    return ServerReport(
        kind="mongodb",
        version=version,
        replica_set=hello.get("setName"),
        primary=hello.get("primary"),
        clock_offset=(hello["localTime"] - middle).total_seconds() * 1000,
        problem=problem(hello, version, address=_address(client)),
    )


def ask(client: MongoClient[Document]) -> Document:
    """What the server says of itself, its clock in UTC among it."""
    return client.admin.command("hello", codec_options=client.codec_options)


def problem(hello: dict[str, Any], version: str, *, address: str) -> str | None:
    """Why a server is unfit, as a sentence that says what to do; None when it is fit."""
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        sentence = _NOT_INITIATED if hello.get("isreplicaset") else _STANDALONE
        return sentence.format(address=address, name="aurora")
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_VERSION:
        return _TOO_OLD.format(address=address, version=version, oldest="{}.{}".format(*OLDEST_VERSION))
    return None


def initiate_replica_set(host: str, port: int, *, name: str = "aurora", timeout: float = 30.0) -> None:
    """Make a fresh mongod the one member of a replica set, and return once it takes writes.

    Again is harmless. Raises StoreUnavailable when it has not become primary within ``timeout`` seconds.
    """
    deadline = time.monotonic() + timeout
    client = make_client(f"mongodb://{host}:{port}/?directConnection=true")
    try:
        while not _initiated(client, f"{host}:{port}", name):
            if time.monotonic() >= deadline:
                raise StoreUnavailable(f"the mongod at {host}:{port} did not become primary within {timeout:g} s")
            time.sleep(_PAUSE)
    except PyMongoError as error:
        raise translate(error) from error
    finally:
        client.close()


def _initiated(client: MongoClient[Document], member: str, name: str) -> bool:
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


def _address(client: MongoClient[Document]) -> str:
    address = client.address
    return "{}:{}".format(*address) if address else "the given address"
