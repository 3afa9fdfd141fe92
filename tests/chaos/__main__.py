"""``python -m tests.chaos``: conduct a fault campaign and print what the checker found."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.chaos import report
from tests.chaos.campaign import Order, conduct
from tests.chaos.comparison import AURORA, compare, joins_of, states_of, table
from tests.chaos.control import VARIANTS, conduct_control
from tests.chaos.faults import FAULTS, GROUPS, chosen, left_out
from tests.chaos.shapes import named


def main() -> int:
    """0 if every counter is 0, otherwise 1; the directory of a failed campaign is kept."""
    parser = _parser()
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 10**9
    try:
        faults = chosen(options.faults.split(","), broker=options.broker)
        if options.shape:
            named(options.shape)
    except ValueError as error:
        parser.error(str(error))
    names = ", ".join(fault.name for fault in faults)
    for fault, why in left_out(options.faults.split(","), broker=options.broker).items():
        print(f"left out: {fault}, {why}", flush=True)
    order = Order(
        kills=options.kills,
        runs=options.runs,
        faults=faults,
        seed=seed,
        broker=options.broker,
        clients=options.clients,
        shape=options.shape,
        operate=options.operate,
        rest=options.rest,
    )
    print(f"seed {seed}: {order.kills} strikes of {names}; {order.runs} runs; {order.broker}", flush=True)
    directory = Path(tempfile.mkdtemp(prefix="aurora-chaos-"))
    logging.basicConfig(filename=directory / "client.log", format="%(asctime)s %(levelname)s %(name)s %(message)s")
    sound = False
    try:
        facts, sound = _campaign(order, directory)
        if options.control:
            facts["control"] = _control(order, facts["comparison"], directory)
        if options.json:
            options.json.write_text(json.dumps(facts, indent=2) + "\n")
    finally:
        if sound and not options.keep:
            shutil.rmtree(directory)
        else:
            print(f"the campaign's directory is kept: {directory}", flush=True)
    return 0 if sound else 1


def _campaign(order: Order, directory: Path) -> tuple[dict[str, Any], bool]:
    place = directory / "aurora"
    place.mkdir()
    outcome = conduct(order, place, _say)
    print("\n".join(["counters, all of which have to be 0", *report.lines(outcome.verdict)]), flush=True)
    figures = compare(outcome.evidence, states_of(outcome.evidence), joins=joins_of)
    facts = {"seed": order.seed, "broker": order.broker, "faults": [fault.name for fault in order.faults]}
    return {**facts, **report.document(outcome.verdict), "comparison": figures}, outcome.verdict.sound


def _control(order: Order, ours: dict[str, int], directory: Path) -> dict[str, dict[str, int]]:
    columns = {AURORA: ours}
    for variant in VARIANTS:
        _say(f"control: stock Celery, {variant.name}")
        place = directory / variant.name.replace(", ", "-")
        place.mkdir()
        columns[variant.name] = conduct_control(order, variant, place, _say)
    print("\n".join(["side by side with stock Celery's canvas", *table(columns)]), flush=True)
    return columns


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many strikes (default: 60)")
    parser.add_argument("--runs", type=int, default=200, help="how many runs at least (default: 200)")
    known = ", ".join([*FAULTS, *(f"{name} (all of them)" if name == "every" else name for name in GROUPS)])
    parser.add_argument("--faults", default="every", metavar="A,B", help=f"of {known} (default: every)")
    parser.add_argument(
        "--shape",
        default="",
        metavar="NAME",
        help="runs of one shape: join10000, layers3x1000, full3x1000, montage-1000",
    )
    parser.add_argument("--clients", type=int, default=12, help="how many runs at once (default: 12)")
    parser.add_argument("--rest", type=float, default=0.0, metavar="S", help="seconds without a strike after each")
    parser.add_argument("--operate", action="store_true", help="people pause, cancel, mend and delete the runs")
    parser.add_argument("--broker", choices=["valkey", "rabbitmq"], default="valkey")
    parser.add_argument("--seed", type=int, help="of runs and strikes (default: drawn, and printed)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--control", action="store_true", help="afterwards the same on stock Celery, four times")
    parser.add_argument("--keep", action="store_true", help="keep the directory in any case")
    return parser


if __name__ == "__main__":
    sys.exit(main())
