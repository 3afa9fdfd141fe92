"""Where values come from: a TOML file and the environment. Both become entries with an origin."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aurora_celery import failpoints
from aurora_celery.config.settings import OPEN_TABLES, known_keys, table_of
from aurora_celery.errors import Diagnostic, InvalidSettings

PREFIX = "AURORA_"
#: Names the configuration file.
CONFIG_VARIABLE = "AURORA_CONFIG"
#: Variables with the prefix that are no settings: the last two are options of the command line.
NO_SETTINGS = failpoints.VARIABLES | {CONFIG_VARIABLE, "AURORA_SERVER", "AURORA_TOKEN"}
#: Looked for in the working directory, in this order, when no file is named.
DEFAULT_FILES = ("aurora.toml", "config/aurora.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One value that somebody set: its key as ``section.key``, and where it was set."""

    key: str
    value: Any
    origin: str


def find_file(path: str | Path | None, *, environ: Mapping[str, str], cwd: Path) -> Path | None:
    """The configuration file to read: the given one, else AURORA_CONFIG, else a default one that exists."""
    if named := path or environ.get(CONFIG_VARIABLE):
        return cwd / named
    return next((cwd / name for name in DEFAULT_FILES if (cwd / name).is_file()), None)


def file_entries(path: Path, *, origin: str) -> tuple[Entry, ...]:
    """Every value of a TOML file. Raises InvalidSettings when it cannot be read."""
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise InvalidSettings([Diagnostic("C003", "", f"{path} cannot be read: {error.strerror}")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidSettings([Diagnostic("C003", "", f"{path} is not TOML: {error}")]) from error
    return tuple(_flat(document, origin))


def environment_entries(environ: Mapping[str, str]) -> tuple[Entry, ...]:
    """Every ``AURORA_SECTION__KEY`` variable. An empty one counts as not set."""
    return tuple(
        Entry(key, _parsed(key, text), name)
        for name, text in sorted(environ.items())
        if name.startswith(PREFIX) and name not in NO_SETTINGS and text
        for key in (key_of(name),)
    )


def key_of(variable: str) -> str:
    """``AURORA_WORKER__LEASE`` names ``worker.lease``."""
    return variable.removeprefix(PREFIX).lower().replace("__", ".", 1)


def variable_of(key: str) -> str:
    """``worker.lease`` is set by ``AURORA_WORKER__LEASE``."""
    return PREFIX + key.replace(".", "__", 1).upper()


def _flat(document: Mapping[str, Any], origin: str) -> Iterator[Entry]:
    for section, table in document.items():
        if isinstance(table, dict):
            yield from (Entry(f"{section}.{key}", value, origin) for key, value in table.items())
        else:
            yield Entry(section, table, origin)


def _parsed(key: str, text: str) -> Any:
    """A variable's text as the setting wants it: lists by commas, Celery's own settings as JSON where they are."""
    section, _, name = key.partition(".")
    if section in OPEN_TABLES:
        return _json_or_text(text)
    if key in known_keys() and table_of(section).model_fields[name].annotation == tuple[str, ...]:
        return [item for item in map(str.strip, text.split(",")) if item]
    return text


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
