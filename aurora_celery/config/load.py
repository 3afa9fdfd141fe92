"""Load the settings: defaults, then a TOML file, then the environment, then the running local stack."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aurora_celery import failpoints
from aurora_celery.config.checks import unknown_keys, wrong_values
from aurora_celery.config.local import UpFile, find_up
from aurora_celery.config.settings import Settings, known_keys
from aurora_celery.config.sources import Entry, environment_entries, file_entries, find_file
from aurora_celery.errors import Diagnostic, InvalidSettings

DEFAULT_ORIGIN = "default"
STACK_ORIGIN = "local stack (.aurora/up.json)"
COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, where each value came from (by ``section.key``), and the local stack if one is running."""

    settings: Settings
    origins: Mapping[str, str]
    stack: UpFile | None


def load(
    path: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    cwd: Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    local: bool = True,
) -> Loaded:
    """Read everything once.

    ``path`` names the file; without it AURORA_CONFIG does, and without that ``aurora.toml`` or
    ``config/aurora.toml`` in the working directory is read if it exists. ``overrides`` are values of the
    command line by ``section.key``; they win. ``local`` False leaves the running local stack out of account.
    Raises InvalidSettings with every unknown key and wrong value of all sources.
    """
    cwd = cwd or Path.cwd()
    environ = os.environ if environ is None else environ
    entries = (
        *_from_file(path, environ, cwd),
        *environment_entries(environ),
        *(Entry(key, value, COMMAND_LINE) for key, value in (overrides or {}).items()),
    )
    settings = _validated(entries)
    _arm(environ)
    stack = find_up(cwd, data_dir=settings.embedded.data_dir) if local else None
    if found := _from_stack(settings, stack):
        entries = (*entries, *found)
        settings = _validated(entries)
    return Loaded(settings, _origins(entries), stack)


def _arm(environ: Mapping[str, str]) -> None:
    try:
        failpoints.arm(environ)
    except ValueError as error:
        raise InvalidSettings([Diagnostic("C004", failpoints.VARIABLE, str(error))]) from error


def load_settings(
    path: str | Path | None = None, environ: Mapping[str, str] | None = None, *, cwd: Path | None = None
) -> Settings:
    """The settings alone; see :func:`load`."""
    return load(path, environ, cwd=cwd).settings


def origins(
    path: str | Path | None = None, environ: Mapping[str, str] | None = None, *, cwd: Path | None = None
) -> Mapping[str, str]:
    """Where each value comes from, by ``section.key``; see :func:`load`."""
    return load(path, environ, cwd=cwd).origins


def _from_file(path: str | Path | None, environ: Mapping[str, str], cwd: Path) -> tuple[Entry, ...]:
    found = find_file(path, environ=environ, cwd=cwd)
    if found is None:
        return ()
    name = str(found.relative_to(cwd)) if found.is_relative_to(cwd) else str(found)
    return file_entries(found, origin=name)


def _from_stack(settings: Settings, stack: UpFile | None) -> tuple[Entry, ...]:
    """The addresses of the local stack, unless one that belongs to another stack is configured.

    A broker of one stack beside the store of another would ring for runs that its workers cannot find.
    """
    if stack is None:
        return ()
    pairs = (("broker.url", settings.broker.url, stack.broker), ("store.url", settings.store.url, stack.store))
    if any(mine not in ("", theirs) for _, mine, theirs in pairs):
        return ()
    return tuple(Entry(key, theirs, STACK_ORIGIN) for key, mine, theirs in pairs if not mine)


def _validated(entries: tuple[Entry, ...]) -> Settings:
    unknown = list(unknown_keys(entries))
    refused = {entry.key for entry, _ in unknown}
    try:
        settings = Settings.model_validate(_tables(entry for entry in entries if entry.key not in refused))
    except ValidationError as error:
        problems = [*(diagnostic for _, diagnostic in unknown), *wrong_values(error, _origins(entries))]
        raise InvalidSettings(problems) from None
    if unknown:
        raise InvalidSettings([diagnostic for _, diagnostic in unknown])
    return settings


def _tables(entries: Iterable[Entry]) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for entry in entries:
        section, _, key = entry.key.partition(".")
        tables.setdefault(section, {})[key] = entry.value
    return tables


def _origins(entries: Iterable[Entry]) -> dict[str, str]:
    found = dict.fromkeys(known_keys(), DEFAULT_ORIGIN)
    found.update({entry.key: entry.origin for entry in entries})
    return found
