"""The graph view in a real browser: the time of a layout, of the first sight of a graph, and of a frame on the move."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from shutil import which
from typing import Any, Final

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.workers import ROOT

#: The figures, by what the page calls its measurements. Of several measurements the worst counts.
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "drawing_layout": ("layout, 5000 nodes",),
    "drawing_paint_1000": ("first paint, 1000 nodes",),
    "drawing_paint_10000": ("first paint, 10000 nodes",),
    "drawing_frame_1000": tuple(f"{what}, 1000 nodes" for what in ("pan, whole graph", "zoom in", "pan, cards")),
    "drawing_frame_10000": tuple(f"{what}, 10000 nodes" for what in ("pan, whole graph", "zoom in", "pan, cards")),
}
#: Seconds for the build and the page.
_PATIENCE: Final = 600


def possible() -> bool:
    """True where there is a browser to draw with."""
    return which("chromium") is not None


def measure(_: Ground) -> Measured:
    """Needs the packages of the front end, and Chromium. Every number is the median of those in the page."""
    command = [str(ROOT / ".ci" / "node"), "npm", "run", "--silent", "bench", "--", "--json"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=_PATIENCE)
    rows: dict[str, Any] = {row["what"]: row for row in json.loads(found.stdout.splitlines()[-1])}
    figures = tuple(_figure(name, rows) for name in _ROWS)
    return Measured(name="drawing", figures=figures, raw={"rows": [*rows.values()]})


def _figure(budget: str, rows: Mapping[str, Any]) -> Figure:
    slowest = max((rows[what] for what in _ROWS[budget]), key=lambda row: row["milliseconds"])
    return Figure(
        budget=budget, value=slowest["milliseconds"], shown=f"{slowest['what']}; worst {slowest['worst']:.0f} ms"
    )
