"""What can be wrong with settings, as diagnostics.

C001 unknown, C002 wrong value, C003 unreadable file, C004 places armed for tests, C005 keys, C006 not for production.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from aurora_celery.config.settings import OPEN_TABLES, Settings, known_keys
from aurora_celery.config.sources import PREFIX, Entry, variable_of
from aurora_celery.errors import Diagnostic


def unknown_keys(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Diagnostic]]:
    """Every entry that is not a setting, with the nearest one that is."""
    known = known_keys()
    for entry in entries:
        section, _, key = entry.key.partition(".")
        if entry.key in known or (key and section in OPEN_TABLES):
            continue
        yield entry, Diagnostic("C001", entry.key, _unknown(entry, known))


def wrong_values(error: ValidationError, origins: Mapping[str, str]) -> Iterator[Diagnostic]:
    """What pydantic found: the key, where it was set, what is wrong. Never the value, which may be secret."""
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        key = ".".join(map(str, detail["loc"][:2]))
        origin = f" (from {origins[key]})" if key in origins else ""
        yield Diagnostic("C002", key, detail["msg"].removeprefix("Value error, ") + origin)


def _unknown(entry: Entry, known: tuple[str, ...]) -> str:
    if entry.key in Settings.model_fields:
        return f"must be a table of settings (from {entry.origin})"
    nearest = _nearest(entry.key, known)
    if nearest and entry.origin.startswith(PREFIX):
        nearest = variable_of(nearest)
    hint = f"; did you mean {nearest}?" if nearest else ""
    return f"is not a setting (from {entry.origin}){hint}"


def _nearest(key: str, known: tuple[str, ...]) -> str | None:
    """Match the whole key, then the key alone in any section: ``broker_url``, ``workers.lease`` and ``lease``."""
    by_shape = {name.replace(".", "_"): name for name in known}
    if match := get_close_matches(key.replace(".", "_"), by_shape, n=1, cutoff=0.75):
        return by_shape[match[0]]
    by_tail = {name.partition(".")[2]: name for name in known}
    tail = get_close_matches(key.rpartition(".")[2], by_tail, n=1, cutoff=0.75)
    return by_tail[tail[0]] if tail else None
