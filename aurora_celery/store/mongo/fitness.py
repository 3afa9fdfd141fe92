"""Whether a MongoDB server can hold what Aurora promises; if not, why, and what to do."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Final

from pymongo import MongoClient
from pymongo.errors import PyMongoError, ServerSelectionTimeoutError
from pymongo.uri_parser import parse_uri

from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.server import ServerReport

OLDEST_VERSION: Final = (6, 0)
_PROBE_TIMEOUT_MS: Final = 2_000

_STANDALONE: Final = (
    "the mongod at {address} is a standalone, which cannot keep what it has acknowledged; "
    "start it with --replSet aurora, and once run rs.initiate() in mongosh"
)
_NOT_INITIATED: Final = (
    "the mongod at {address} was started with --replSet, but its replica set was never made; "
    "run rs.initiate() in mongosh once"
)
_TOO_OLD: Final = "the MongoDB server at {address} is version {version}; Aurora needs {oldest} or newer"
_OTHER_SET: Final = (
    "the mongod at {address} belongs to the replica set {found!r}, the URL asks for {wanted!r}; change the URL"
)
_OUT_OF_REACH: Final = (
    "the mongod at {address} answers, but its replica set calls its members {members}, where none can be reached; "
    "make these names known here, or add directConnection=true to the URL if there is one member only"
)


def report(client: MongoClient[Document], *, url: str) -> ServerReport:
    """What the server behind a client is, and whether it is fit. Raises the driver's errors."""
    sent = time.time()
    try:
        hello = ask(client)
    except ServerSelectionTimeoutError:
        found = _ask_each(url)
        if found is None:
            raise
        return found
    return _report(hello, client, asked=(sent + time.time()) / 2, problem=problem(hello, address=_address(client)))


def ask(client: MongoClient[Document]) -> Document:
    """What the server says of itself, its clock in UTC among it."""
    return client.admin.command("hello", codec_options=client.codec_options)


def problem(hello: Document, *, address: str) -> str | None:
    """Why a server cannot hold what Aurora promises, as a sentence that says what to do; None when it can."""
    if "setName" in hello or hello.get("msg") == "isdbgrid":
        return None
    return (_NOT_INITIATED if hello.get("isreplicaset") else _STANDALONE).format(address=address)


def _report(hello: Document, client: MongoClient[Document], *, asked: float, problem: str | None) -> ServerReport:
    version = client.admin.command("buildInfo")["version"]
    return ServerReport(
        kind="mongodb",
        version=version,
        replica_set=hello.get("setName"),
        primary=hello.get("primary"),
        clock_offset=(hello["localTime"] - datetime.fromtimestamp(asked, UTC)).total_seconds() * 1000,
        problem=problem or too_old(version, address=_address(client)),
    )


def too_old(version: str, *, address: str) -> str | None:
    """Why a version is not enough; None when it is."""
    if tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_VERSION:
        return None
    return _TOO_OLD.format(address=address, version=version, oldest="{}.{}".format(*OLDEST_VERSION))


def _ask_each(url: str) -> ServerReport | None:
    """When no primary can be found: why, as far as one of the servers of the URL can tell."""
    if not url.startswith("mongodb://"):
        return None
    parsed = parse_uri(url)
    wanted = parsed["options"].get("replicaSet")
    for host, port in parsed["nodelist"]:
        client: MongoClient[Document] = MongoClient(
            host, port, directConnection=True, tz_aware=True, timeoutMS=_PROBE_TIMEOUT_MS
        )
        address = f"{host}:{port}"
        try:
            sent = time.time()
            hello = ask(client)
            why = problem(hello, address=address) or astray(hello, address=address, wanted=wanted)
            return _report(hello, client, asked=(sent + time.time()) / 2, problem=why) if why else None
        except PyMongoError:
            continue
        finally:
            client.close()
    return None


def astray(hello: Document, *, address: str, wanted: str | None) -> str | None:
    """Why a member of a replica set does not lead to its primary; None when it should."""
    if "setName" not in hello:
        return None
    if wanted is not None and wanted != hello["setName"]:
        return _OTHER_SET.format(address=address, found=hello["setName"], wanted=wanted)
    members = hello.get("hosts", [])
    if hello.get("primary") and address not in members:
        return _OUT_OF_REACH.format(address=address, members=", ".join(members))
    return None


def _address(client: MongoClient[Document]) -> str:
    address = client.address
    return "{}:{}".format(*address) if address else "the given address"
