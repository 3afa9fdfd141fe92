"""Draw the map of a Python source tree: ``python -m examples.code_map [FOLDER]``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from aurora_celery.config.local import find_up
from examples.code_map.files import files_by_folder
from examples.local_stack import NoStack, local_stack

if TYPE_CHECKING:
    from aurora_celery import RunHandle
    from aurora_celery.model.run import Run

HANDLERS = "examples.code_map.handlers"
_OWN_TREE = Path(__file__).parents[2] / "aurora_celery"


def main(arguments: list[str] | None = None) -> int:
    """Run it all; the exit status."""
    options = _options(arguments)
    console = Console(highlight=False)
    try:
        files_by_folder(options.folder)
        stays = find_up(Path.cwd()) is not None
        with local_stack(include=HANDLERS) as stack:
            console.print(f"A stack is running: Valkey, MongoDB and a worker for {stack.concurrency} nodes at a time.")
            run = _run(options.folder.resolve(), console)
            status = _tell(run, options.output, console, places=stack.concurrency)
        if stack.web is not None:
            _lead(f"{stack.web.url}/runs/{run.id}", console, stays=stays)
        return status
    except (NoStack, ValueError) as error:
        print(f"code_map: {error}", file=sys.stderr)
        return 1


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.code_map", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_OWN_TREE, help="a tree of Python files [Aurora's own]")
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="where the report goes [demo-output]")
    return parser.parse_args(arguments)


def _run(root: Path, console: Console) -> RunHandle:
    # Only now: the default Aurora looks for a running stack once, when it is first used.
    from aurora_celery import aurora
    from examples.code_map.graph import code_map

    lease = aurora.settings.worker.lease
    if not any("code_map.parse" in beat.handlers for beat in aurora.store.workers.workers(within=lease)):
        raise NoStack(
            f"the worker that runs here does not know this: end it, or start it with `aurora up -I {HANDLERS}`"
        )
    graph = code_map(root)
    plan = aurora.compile(graph).plan
    console.print(f"{root} is a graph of {plan.head.size} nodes and {len(graph.freeze().edges())} edges.")
    run = aurora.submit(graph, root=str(root))
    console.print(f"Run {run.id} is accepted and durable.\n")
    return run


def _tell(run: RunHandle, output: Path, console: Console, *, places: int) -> int:
    from examples.code_map.timeline import gantt, legend, lessons, spans

    view = _follow(run, console)
    if view.state.value != "succeeded":
        console.print(f"The run {view.state.value}: {view.error}")
        return 1
    found = spans(view)
    console.print(legend())
    for row in gantt(found, width=min(console.width, 118)):
        console.print(row)
    console.print()
    for sentence in lessons(found, places=places):
        console.print(sentence)
    console.print()
    for path in _write(run, output):
        console.print(f"  {path}")
    console.print(f"\nOpen {(output / 'code-map.html').resolve().as_uri()}", soft_wrap=True)
    return 0


def _lead(address: str, console: Console, *, stays: bool) -> None:
    """Where the run can be looked at, which takes a stack that is up."""
    if not stays:
        console.print(
            "\nThe stack has ended; `make up` starts it again, with this run in it. Then look at the run in a browser:"
        )
    console.print(f"{address}", soft_wrap=True)


def _follow(run: RunHandle, console: Console) -> Run:
    """Show how many nodes have ended, until the run has."""
    with console.status("starting") as status:
        while not (view := run.view()).state.is_terminal:
            states = Counter(node.state.value for node in view.nodes)
            words = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
            status.update(f"{words}")
            time.sleep(0.1)
    return view


def _write(run: RunHandle, output: Path) -> list[Path]:
    output.mkdir(parents=True, exist_ok=True)
    result = run.result
    files = {
        "code-map.html": result["report"],
        "code-map.svg": result["picture"],
        "run.json": json.dumps({**run.document(), "outputs": {"totals": result["totals"]}}, indent=2) + "\n",
    }
    for name, text in files.items():
        (output / name).write_text(text, encoding="utf-8")
    return [output / name for name in files]


if __name__ == "__main__":
    sys.exit(main())
