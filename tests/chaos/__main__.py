"""``python -m tests.chaos``: conduct a fault campaign and print what the checker found."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos import report
from tests.chaos.campaign import Order, conduct
from tests.chaos.faults import FAULTS


def main() -> int:
    """0 if every counter is 0, otherwise 1; the directory of a failed campaign is kept."""
    options = _parser().parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 10**9
    faults = options.faults.split(",") if options.faults else list(FAULTS)
    order = Order(kills=options.kills, runs=options.runs, faults=faults, seed=seed, broker=options.broker)
    print(f"seed {seed}: {order.kills} strikes of {', '.join(faults)}; {order.runs} runs; {order.broker}", flush=True)
    directory = Path(tempfile.mkdtemp(prefix="aurora-chaos-"))
    sound = False
    try:
        verdict = conduct(order, directory, _say)
        print("\n".join(["counters, all of which have to be 0", *report.lines(verdict)]))
        sound = verdict.sound
        if options.json:
            facts = {"seed": seed, "broker": order.broker, **report.document(verdict)}
            options.json.write_text(json.dumps(facts, indent=2) + "\n")
    finally:
        if sound and not options.keep:
            shutil.rmtree(directory)
        else:
            print(f"the campaign's directory is kept: {directory}", flush=True)
    return 0 if sound else 1


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many strikes (default: 60)")
    parser.add_argument("--runs", type=int, default=200, help="how many runs at least (default: 200)")
    parser.add_argument("--faults", default="", metavar="A,B", help=f"of {', '.join(FAULTS)} (default: all)")
    parser.add_argument("--broker", choices=["valkey", "rabbitmq"], default="valkey")
    parser.add_argument("--seed", type=int, help="of runs and strikes (default: drawn, and printed)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--keep", action="store_true", help="keep the directory in any case")
    return parser


if __name__ == "__main__":
    sys.exit(main())
