"""Make a replica set with Aurora's user, who may do what Aurora does and no more. Can be called again.

On the machine of a fresh mongod that was started with --replSet aurora, --auth and --keyFile:

    /opt/aurora/bin/python set_up.py 'mongodb://127.0.0.1:27017/?tls=true&tlsCAFile=/etc/aurora/tls/ca.pem' \
        --secrets /etc/aurora/secrets --members mongo1:27017,mongo2:27017,mongo3:27017

The passwords are those that make-secrets has written. The first user of a mongod can only be made from its own machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any, Final

from pymongo import MongoClient
from pymongo.errors import OperationFailure

DATABASE: Final = "aurora"
ADMIN: Final = "admin"
USER: Final = "aurora"
ROLE: Final = "auroraService"
#: In Aurora's own database, and nowhere else: neither drop, nor index removal, nor users, nor other databases.
ACTIONS: Final = ("changeStream", "createCollection", "createIndex", "find", "insert", "remove", "update")

_AUTHENTICATION_FAILED, _ALREADY_INITIALIZED = 18, 23
_USER_EXISTS, _ROLE_EXISTS = 51003, 51002
#: Seconds for the members to agree on a primary.
_PATIENCE: Final = 60.0

Client = MongoClient[dict[str, Any]]


def main() -> None:
    """Do it all, in the order in which MongoDB allows it."""
    parser = argparse.ArgumentParser(description="Make a replica set and Aurora's user in it.")
    parser.add_argument("url", help="address of one member, without a name and a password")
    parser.add_argument("--secrets", type=Path, required=True, help="directory that make-secrets has filled")
    parser.add_argument("--members", required=True, help="HOST:PORT of each member, separated by commas")
    given = parser.parse_args()
    passwords = {name: (given.secrets / f"mongo-{name}").read_text().strip() for name in ("admin-password", "password")}
    set_up(given.url, given.members.split(","), admin=passwords["admin-password"], user=passwords["password"])
    sys.stdout.write(f"{USER} may use the database {DATABASE} of the replica set\n")


def set_up(url: str, members: list[str], *, admin: str, user: str) -> None:
    """Initiate the replica set, make the administrator, then Aurora's role and user."""
    with _client(url, admin) as client:
        _initiate(client, members)
    with _client(url, admin) as client:
        _wait_for_primary(client)
        _make(client[ADMIN], "createUser", ADMIN, pwd=admin, roles=["root"])
    with _client(url, admin) as client:
        privileges = [{"resource": {"db": DATABASE, "collection": ""}, "actions": list(ACTIONS)}]
        _make(client[DATABASE], "createRole", ROLE, privileges=privileges, roles=[])
        _make(client[DATABASE], "createUser", USER, pwd=user, roles=[ROLE])


def _client(url: str, admin: str) -> Client:
    """A client who is the administrator, or nobody as long as there is none."""
    known: Client = MongoClient(url, directConnection=True, username=ADMIN, password=admin, authSource=ADMIN)
    try:
        known.admin.command("ping")
    except OperationFailure as error:
        known.close()
        if error.code != _AUTHENTICATION_FAILED:
            raise
        return MongoClient(url, directConnection=True)
    return known


def _initiate(client: Client, members: list[str]) -> None:
    configuration = {"_id": "aurora", "members": [{"_id": n, "host": host} for n, host in enumerate(members)]}
    try:
        client.admin.command("replSetInitiate", configuration)
    except OperationFailure as error:
        if error.code != _ALREADY_INITIALIZED:
            raise


def _wait_for_primary(client: Client) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not client.admin.command("hello")["isWritablePrimary"]:
        if time.monotonic() > deadline:
            raise SystemExit("this member did not become the primary; call this on the one that is")
        time.sleep(0.2)


def _make(database: Any, command: str, name: str, **content: Any) -> None:
    """Make a user or a role, or change it to what it should be."""
    try:
        database.command(command, name, **content)
    except OperationFailure as error:
        if error.code not in (_USER_EXISTS, _ROLE_EXISTS):
            raise
        database.command(command.replace("create", "update"), name, **content)


if __name__ == "__main__":
    main()
