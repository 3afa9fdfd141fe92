"""The budgets: what each figure must reach, and what would be good. Values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """One line of the table. ``at_least`` tells figures that should be large from those that should be small."""

    key: str
    what: str
    bar: float
    ambition: float
    unit: str = ""
    at_least: bool = False

    def verdict(self, value: float) -> str:
        """``ambition``, ``bar`` or ``missed``: the best that the value reaches."""
        if self._reaches(value, self.ambition):
            return "ambition"
        return "bar" if self._reaches(value, self.bar) else "missed"

    def limit(self, value: float) -> str:
        """A limit as it stands in the table: ``<= 0.6``."""
        return f"{'>=' if self.at_least else '<='} {value:g}{self.unit}"

    def _reaches(self, value: float, limit: float) -> bool:
        return value >= limit if self.at_least else value <= limit


BUDGETS = (
    Budget(key="join", what="two nodes and their join, p50 / Celery chord on Redis", bar=1.0, ambition=0.5),
    *(
        Budget(
            key=f"throughput_{shape}",
            what=f"nodes per s, {title} / bare Celery tasks per s (MongoDB backend)",
            bar=1.2,
            ambition=2.0,
            at_least=True,
        )
        for shape, title in (("fan_out", "fan-out of 1,000"), ("layers", "10 x 100 layers"), ("random", "random DAG"))
    ),
    Budget(key="chain", what="chain of 100, per hop / Celery chain (MongoDB backend)", bar=0.6, ambition=0.2),
    Budget(key="canvas", what="10 x 100 layers: Celery canvas on Redis / Aurora", bar=30, ambition=60, at_least=True),
    Budget(key="message_growth", what="broker bytes per node, 10,000 nodes / 10 nodes", bar=1.1, ambition=1.0),
    Budget(key="message_bytes", what="broker bytes per node, largest message", bar=1024, ambition=1024, unit=" B"),
    Budget(
        key="makespan",
        what="makespan / lower bound, WfCommons graphs, 8 slots",
        bar=1.10,
        ambition=1.03,
    ),
    Budget(key="scale_seconds", what="compile + submit 100,000 nodes, 200,000 edges", bar=10, ambition=3, unit=" s"),
    Budget(key="scale_memory", what="the same, peak memory", bar=500, ambition=500, unit=" MB"),
    Budget(key="backlog_claim", what="claim p99, 100,000 queued runs / 1,000", bar=2, ambition=1),
    Budget(key="backlog_stuck", what="runs stuck of 100,000 queued ones", bar=0, ambition=0),
    Budget(key="backlog_memory", what="memory of the worker, after / before them", bar=1.1, ambition=1.0),
    Budget(
        key="cancel",
        what="cancel of a 10,000-node run, from the call to the last start",
        bar=1,
        ambition=0.1,
        unit=" s",
    ),
    Budget(key="wide", what="10,000-wide join, cost per node / the 10-wide one", bar=1.2, ambition=1.0),
    *(
        Budget(key=f"trips_{shape}", what=f"MongoDB round trips per node, {title}", bar=2, ambition=1)
        for shape, title in (
            ("chain", "chain of 100"),
            ("fan_out", "fan-out of 1,000"),
            ("layers", "10 x 100 layers"),
            ("random", "random DAG"),
        )
    ),
    Budget(key="api_list", what="API, 1,000,000 runs: slowest list, p99", bar=100, ambition=20, unit=" ms"),
    Budget(key="api_detail", what="the same: one run, p99", bar=100, ambition=20, unit=" ms"),
    Budget(
        key="api_stats",
        what="the same: runs by state over time, 20,000 counted, p99",
        bar=200,
        ambition=100,
        unit=" ms",
    ),
    Budget(key="api_depth", what="the same: page 18,000 / the first page", bar=1.5, ambition=1.1),
    Budget(key="api_submit", what="submit over HTTP, more than in Python, p50", bar=5, ambition=2, unit=" ms"),
    Budget(key="api_events", what="store to listener, 300 listeners, p95", bar=200, ambition=50, unit=" ms"),
    Budget(key="api_listeners", what="events lost by 1,000 listeners of one process", bar=0, ambition=0),
    Budget(key="drawing_layout", what="layout of 5,000 nodes in the browser", bar=100, ambition=50, unit=" ms"),
    Budget(key="drawing_paint_1000", what="first sight of 1,000 nodes", bar=500, ambition=200, unit=" ms"),
    Budget(key="drawing_paint_10000", what="the same, 10,000 nodes", bar=1500, ambition=500, unit=" ms"),
    Budget(key="drawing_frame_1000", what="a frame while 1,000 nodes move, p50", bar=20, ambition=17, unit=" ms"),
    Budget(key="drawing_frame_10000", what="the same, 10,000 nodes", bar=33, ambition=17, unit=" ms"),
    Budget(key="pixels", what="end of a node to the frame that shows it, p95", bar=300, ambition=100, unit=" ms"),
    Budget(key="trips_submit", what="writes to submit a run of <= 128 nodes of a known graph", bar=1, ambition=1),
)
