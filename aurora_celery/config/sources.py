"""Where values come from: a TOML file, the environment, and files that it names. All become entries with an origin."""

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
#: Behind a variable's name: the value is what stands in this file, as supervisors hand out secrets.
FILE_SUFFIX = "_FILE"
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
    """Every ``AURORA_SECTION__KEY`` variable. An empty one counts as not set.

    ``AURORA_SECTION__KEY_FILE`` names a file with the value; the variable itself wins over it. Raises InvalidSettings
    when such a file cannot be read or holds nothing.
    """
    given = {
        name: text
        for name, text in sorted(environ.items())
        if name.startswith(PREFIX) and name not in NO_SETTINGS and text
    }
    return tuple(_entries(given))


def key_of(variable: str) -> str:
    """``AURORA_WORKER__LEASE`` names ``worker.lease``."""
    return variable.removeprefix(PREFIX).lower().replace("__", ".", 1)


def variable_of(key: str) -> str:
    """``worker.lease`` is set by ``AURORA_WORKER__LEASE``."""
    return PREFIX + key.replace(".", "__", 1).upper()


def _entries(given: Mapping[str, str]) -> Iterator[Entry]:
    for name, text in given.items():
        setting = _setting_in_file(name)
        if setting is None:
            yield Entry(key_of(name), _parsed(key_of(name), text), name)
        elif setting not in given:
            yield Entry(key_of(setting), _parsed(key_of(setting), _content(name, Path(text))), name)


def _setting_in_file(variable: str) -> str | None:
    """The variable whose value a file holds; None for a variable that holds its value itself."""
    setting = variable.removesuffix(FILE_SUFFIX)
    is_file = setting != variable and key_of(variable) not in known_keys() and key_of(setting) in known_keys()
    return setting if is_file else None


def _content(variable: str, path: Path) -> str:
    """The text of a file without blanks and line ends around it. Raises InvalidSettings, which never shows it."""
    try:
        text = path.read_text("utf-8").strip()
    except OSError as error:
        reason = f"{path} cannot be read: {error.strerror}"
        raise InvalidSettings([Diagnostic("C003", variable, reason)]) from error
    except UnicodeDecodeError:
        # Nothing of it may be told.
        raise InvalidSettings([Diagnostic("C003", variable, f"{path} is not text in UTF-8")]) from None
    if not text:
        raise InvalidSettings([Diagnostic("C003", variable, f"{path} is empty")])
    return text


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
