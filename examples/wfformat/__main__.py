"""Run a recorded workflow and compare it with the best that is possible: ``python -m examples.wfformat FILE --run``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from examples.local_stack import NoStack, local_stack
from examples.wfformat.bounds import Bounds, bounds
from examples.wfformat.graphs import graph_from_wfformat
from examples.wfformat.reading import read_instance
from examples.wfformat.scaling import naps


def main(arguments: list[str] | None = None) -> int:
    """Run it all; the exit status."""
    options = _options(arguments)
    try:
        document = json.loads(options.file.read_bytes())
        if options.yaml:
            print(_yaml(document, options))
        elif options.run:
            with local_stack(places=options.slots) as stack:
                return _run(document, options, places=stack.concurrency)
        else:
            _describe(document, options, places=options.slots or 8)
    except RecursionError:
        print(f"wfformat: {options.file}: nested too deep", file=sys.stderr)
        return 2
    except (OSError, ValueError, NoStack) as error:
        print(f"wfformat: {options.file}: {error}", file=sys.stderr)
        return 2
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.wfformat", description=__doc__)
    parser.add_argument("file", type=Path, help="a WfFormat instance, JSON")
    parser.add_argument("--scale", type=float, help="multiply the recorded seconds; otherwise they are spread over:")
    parser.add_argument("--min-ms", type=float, default=50.0, help="milliseconds of the shortest task [50]")
    parser.add_argument("--max-ms", type=float, default=500.0, help="milliseconds of the longest task [500]")
    parser.add_argument("--slots", type=int, default=0, help="tasks at a time [8; with --run those of the stack]")
    parser.add_argument("--run", action="store_true", help="run it, on the local stack of this directory or a new one")
    parser.add_argument("--yaml", action="store_true", help="print the graph as YAML, for `aurora run` and `compile`")
    return parser.parse_args(arguments)


def _describe(document: Any, options: argparse.Namespace, *, places: int) -> Bounds:
    instance = read_instance(document)
    seconds = naps(instance, scale=options.scale, between_ms=(options.min_ms, options.max_ms))
    found = bounds(instance, seconds, places=places)
    unknown = sum(task.runtime is None for task in instance.tasks)
    print(f"{instance.name}: {len(instance.tasks)} tasks, {instance.edges} edges")
    if unknown:
        print(f"  {unknown} runtimes are missing; medians stand in for them")
    print(f"  critical path  {found.critical_path:8.3f} s")
    print(f"  work           {found.work:8.3f} s, on {places} slots {found.work / places:.3f} s")
    print(f"  lower bound    {found.lower:8.3f} s")
    return found


def _run(document: Any, options: argparse.Namespace, *, places: int) -> int:
    # Only now: the default Aurora looks for a running stack once, when it is first used.
    from aurora_celery import aurora

    best = _describe(document, options, places=places)
    run = aurora.submit(graph_from_wfformat(document, scale=options.scale, between_ms=(options.min_ms, options.max_ms)))
    view = run.wait().view()
    if view.finished is None or view.state.value != "succeeded":
        print(f"  the run {view.state.value}: {view.error}", file=sys.stderr)
        return 1
    makespan = (view.finished - view.created).total_seconds()
    print(f"  makespan       {makespan:8.3f} s, {makespan / best.lower:.3f} of the lower bound (run {run.id})")
    return 0


def _yaml(document: Any, options: argparse.Namespace) -> str:
    from aurora_celery.definition import dump

    graph = graph_from_wfformat(document, scale=options.scale, between_ms=(options.min_ms, options.max_ms))
    return dump(graph.freeze(), format="yaml")


if __name__ == "__main__":
    sys.exit(main())
