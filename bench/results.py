"""Results on disk: one JSON file for each measurement, complete enough to be judged by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.figures import Figure, Measured
from bench.machine import machine_facts, versions

RESULTS = Path(__file__).with_name("results")


def write(measured: Measured, *, quick: bool, seed: int, processes: int, servers: dict[str, str]) -> Path:
    """Keep a measurement. A quick pass has files of its own, so that it never replaces a full one."""
    document = {
        "name": measured.name,
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "quick": quick,
        "seed": seed,
        "processes": processes,
        "machine": machine_facts(),
        "versions": versions() | servers,
        "figures": [asdict(figure) for figure in measured.figures],
        "raw": measured.raw,
    }
    path = place(measured.name, quick=quick)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1) + "\n")
    return path


def place(name: str, *, quick: bool = False) -> Path:
    """Where the result of a measurement lies."""
    return RESULTS / "quick" / f"{name}.json" if quick else RESULTS / f"{name}.json"


def read(name: str, *, quick: bool = False) -> dict[str, Any] | None:
    """A kept result as JSON; None when there is none."""
    path = place(name, quick=quick)
    document: dict[str, Any] | None = json.loads(path.read_text()) if path.exists() else None
    return document


def kept(*, quick: bool = False) -> Iterator[dict[str, Any]]:
    """Every kept result as JSON, by name."""
    for path in sorted(place("*", quick=quick).parent.glob("*.json")):
        yield json.loads(path.read_text())


def kept_figures(*, quick: bool = False) -> Iterator[Figure]:
    """The figures of every kept result."""
    for document in kept(quick=quick):
        for figure in document["figures"]:
            yield Figure(**figure)
