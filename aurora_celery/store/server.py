"""What is known of the server behind a store's address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerReport:
    """One server, as it answers. ``clock_offset`` is its clock less ours, in milliseconds.

    ``problem`` is what makes it unfit for Aurora, and what to do about it; None when it is fit.
    """

    kind: str
    version: str
    replica_set: str | None
    primary: str | None
    clock_offset: float
    problem: str | None = None
