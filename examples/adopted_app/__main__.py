"""Submit the graph of a day and print its line: ``python -m examples.adopted_app 2026-01-31``."""

from __future__ import annotations

import sys
from pathlib import Path

from aurora_celery import Graph
from examples.adopted_app.adopted import aurora


def main(day: str) -> str:
    graph = Graph.from_file(Path(__file__).with_name("day.yaml"))
    run = aurora.submit(graph, day=day, key=f"day-{day}")
    board: str = run.wait(timeout=60).result["board"]
    return board


if __name__ == "__main__":
    print(main(sys.argv[1]))
