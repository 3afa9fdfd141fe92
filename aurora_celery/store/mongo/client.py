"""The way to one MongoDB database: a client for each process, made on first use and never shared across a fork."""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from bson.codec_options import CodecOptions
from gridfs import GridFSBucket
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.uri_parser import split_options
from pymongo.write_concern import WriteConcern

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.mongo.access_collections import AccessCollections, access_collections
from aurora_celery.store.mongo.endings import Endings
from aurora_celery.store.mongo.fields import Document

DEFAULT_DATABASE: Final = "aurora"
BLOBS: Final = "aurora_blobs"
#: How long an answer may take, and how long a primary, or a free connection, may be missing. Not ``timeoutMS``,
#: which is one limit for all of these: the driver would then look for a lost primary until it is over.
CALL_TIMEOUT_MS: Final = 10_000
SELECTION_TIMEOUT_MS: Final = 5_000

#: What was acknowledged survives the loss of a minority and of power.
DURABLE: Final = WriteConcern(w="majority", j=True, wtimeout=CALL_TIMEOUT_MS)
#: A claim that is lost means that a node is tried once more, which the token of the claim makes safe.
LIGHT: Final = WriteConcern(w=1)

_UNREADABLE: Final = (
    "the URL of the store cannot be read; what is no letter, digit, '-', '.' or '_' in its name and password must be "
    "escaped, as urllib.parse.quote_plus does, and an IPv6 address stands in brackets"
)
#: An IPv6 address of a host. A list of several hosts with such ones is no URL that Python takes.
_ADDRESS: Final = re.compile(r"((?<=//)|(?<=[@,]))\[[0-9A-Fa-f:.]+\](?=[:,/?]|$)")
_NOT_IN_NAMES: Final = frozenset('/\\. "$\0')

#: For each option of ours, the names under which a URL may set it instead.
_OPTIONS: Final[dict[str, tuple[int | str | bool, tuple[str, ...]]]] = {
    "socketTimeoutMS": (CALL_TIMEOUT_MS, ("sockettimeoutms", "timeoutms")),
    "serverSelectionTimeoutMS": (SELECTION_TIMEOUT_MS, ("serverselectiontimeoutms",)),
    "connectTimeoutMS": (SELECTION_TIMEOUT_MS, ("connecttimeoutms",)),
    "waitQueueTimeoutMS": (SELECTION_TIMEOUT_MS, ("waitqueuetimeoutms",)),
    "appName": ("aurora", ("appname",)),
}


class CommandCount(CommandListener):
    """Counts the commands that are sent to the server."""

    def __init__(self) -> None:
        self.sent = 0
        self._lock = threading.Lock()

    def started(self, event: CommandStartedEvent) -> None:  # noqa: ARG002
        """One more."""
        with self._lock:
            self.sent += 1

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Of no interest."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Of no interest."""


@dataclass(frozen=True, slots=True)
class Handles:
    """One process's collections. The ``light`` ones do not wait for the journal and see the newest state."""

    client: MongoClient[Document]
    count: CommandCount
    runs: Collection[Document]
    cells: Collection[Document]
    light_runs: Collection[Document]
    light_cells: Collection[Document]
    plans: Collection[Document]
    graphs: Collection[Document]
    results: Collection[Document]
    workers: Collection[Document]
    leases: Collection[Document]
    deletions: Collection[Document]
    tallies: Collection[Document]
    bulk: Collection[Document]
    logs: Collection[Document]
    blobs: GridFSBucket
    blob_files: Collection[Document]
    blob_chunks: Collection[Document]
    endings: Endings
    access: AccessCollections


class Connection:
    """Gives each process its own handles. Holds no lock that a fork could copy in a locked state."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = database_of(url)
        self._handles: dict[int, Handles] = {}

    def handles(self) -> Handles:
        """The handles of this process. A child keeps its parent's entry, so that nothing closes it."""
        pid = os.getpid()
        found = self._handles.get(pid)
        if found is not None:
            return found
        made = _open(self.url, self.database)
        kept = self._handles.setdefault(pid, made)
        if kept is not made:
            made.client.close()
        return kept

    def sent(self) -> int:
        """How many commands this process has sent."""
        found = self._handles.get(os.getpid())
        return found.count.sent if found else 0

    def close(self) -> None:
        """Close this process's client; the next call opens another."""
        found = self._handles.pop(os.getpid(), None)
        if found is not None:
            found.client.close()


def database_of(url: str) -> str:
    """The database that a URL names, ``aurora`` if it names none. Raises StoreUnfit for what cannot be one."""
    name = unquote(_split(url).path.lstrip("/"))
    if bad := set(name) & _NOT_IN_NAMES:
        shown = name.rpartition("@")[2]  # what stands before is the end of a password that holds a slash
        raise StoreUnfit(f"the URL of the store names the database {shown!r}; MongoDB allows no {min(bad)!r} in a name")
    return name or DEFAULT_DATABASE


def _split(url: str) -> SplitResult:
    """The parts of a URL, but for its hosts, which only the driver reads. Raises StoreUnfit."""
    try:
        return urlsplit(_ADDRESS.sub("host", url))
    except ValueError:
        # Neither its message nor its traceback may be told: they hold the name and the password.
        raise StoreUnfit(_UNREADABLE) from None


def make_client(url: str, **options: Any) -> MongoClient[Document]:
    """A client with Aurora's timeouts, where the URL does not set its own. Raises StoreUnfit, ConfigurationError."""
    query = _split(url).query
    try:
        named = {name.lower() for name in split_options(query)} if query else set()
        ours: dict[str, Any] = {name: value for name, (value, names) in _OPTIONS.items() if named.isdisjoint(names)}
        return MongoClient(url, tz_aware=True, tzinfo=UTC, **{"retryWrites": True} | ours | options)
    except (ValueError, OSError) as error:  # an option may name a file
        raise StoreUnfit(f"the URL of the store cannot be used: {error}") from error


def _open(url: str, name: str) -> Handles:
    """Writes that the driver repeats cost the server a record of each; ours may be repeated as they are."""
    count = CommandCount()
    client = make_client(url, event_listeners=[count], retryWrites=False)
    codec: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)
    durable = client.get_database(
        name,
        codec_options=codec,
        read_preference=ReadPreference.PRIMARY,
        write_concern=DURABLE,
        read_concern=ReadConcern("majority"),
    )
    light = durable.with_options(write_concern=LIGHT, read_concern=ReadConcern("local"))
    return Handles(
        client=client,
        count=count,
        runs=durable["aurora_runs"],
        cells=durable["aurora_cells"],
        light_runs=light["aurora_runs"],
        light_cells=light["aurora_cells"],
        plans=durable["aurora_plans"],
        graphs=durable["aurora_graphs"],
        results=durable["aurora_results"],
        workers=light["aurora_workers"],
        leases=durable["aurora_leases"],
        deletions=durable["aurora_deletions"],
        tallies=light["aurora_tallies"],
        bulk=durable["aurora_bulk"],
        logs=light["aurora_logs"],
        blobs=GridFSBucket(durable, bucket_name=BLOBS),
        blob_files=durable[f"{BLOBS}.files"],
        blob_chunks=durable[f"{BLOBS}.chunks"],
        endings=Endings(durable["aurora_runs"]),
        access=access_collections(durable),
    )
