"""Settings of the backend that Celery has no name for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from aurora_celery.errors import Diagnostic, InvalidSettings

_PLACE = "result_backend_transport_options.aurora"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendOptions:
    """Times in seconds, given as ``result_backend_transport_options = {"aurora": {...}}``.

    chord_lease: how long whoever completed a chord may take to read its results, before another does.
    chord_unsure: how long a body may wait in its queue if its sender died while it was sending it. Then it is sent
        again, so a body that waited longer may run twice.
    chord_quiet: how long nothing may happen to a chord before its stored results are looked at.
    chord_unsealed: how long nothing may happen to a chord whose publisher did not finish, before it fails.
    sweep_interval: how often a worker process looks for chords that want attention; 0 for never.
    """

    chord_lease: float = 15.0
    chord_unsure: float = 120.0
    chord_quiet: float = 10.0
    chord_unsealed: float = 3600.0
    sweep_interval: float = 5.0

    @classmethod
    def read(cls, transport_options: Mapping[str, Any] | None) -> BackendOptions:
        """Take ours out of Celery's. Raises InvalidSettings with everything that is wrong."""
        given = (transport_options or {}).get("aurora") or {}
        wrong = [diagnostic for name, value in given.items() if (diagnostic := _check(str(name), value))]
        if wrong:
            raise InvalidSettings(wrong)
        return cls(**{name: float(value) for name, value in given.items()})


def _check(name: str, value: Any) -> Diagnostic | None:
    names = [field.name for field in fields(BackendOptions)]
    if name not in names:
        near = get_close_matches(name, names, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return Diagnostic("S001", f"{_PLACE}.{name}", f"no such option{hint}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        return Diagnostic("S002", f"{_PLACE}.{name}", f"must be a number of seconds, not {value!r}")
    return None
