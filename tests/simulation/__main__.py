"""``python -m tests.simulation [--seeds N] [--first N] [--processes N]``; ``--seed N`` replays one and tells all.

``--exhaustive`` looks at all lives of small graphs instead; with ``--part K/N`` at every N-th of these searches, from
the K-th, so that it can be done in several sittings.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import sys
import time

from tests.simulation import exhaustive
from tests.simulation.world import Violation, play


def main() -> int:
    """Play many lives; 1 if something was wrong in one of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--seed", type=int)
    parser.add_argument("--exhaustive", action="store_true")
    parser.add_argument("--part", type=_part, default=slice(None), metavar="K/N")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.seed is not None:
        return _replay(options.seed)
    if options.exhaustive:
        return exhaustive.run(exhaustive.everything()[options.part], processes=options.processes)
    return _many(range(options.first, options.first + options.seeds), processes=options.processes)


def _part(text: str) -> slice:
    """Which searches ``K/N`` means. Raises ValueError."""
    first, of = map(int, text.split("/"))
    if not 1 <= first <= of:
        raise ValueError(text)
    return slice(first - 1, None, of)


def _replay(seed: int) -> int:
    try:
        print("\n".join(play(seed).trace))
    except Violation as wrong:
        print(wrong)
        return 1
    return 0


def _many(seeds: range, *, processes: int) -> int:
    print(f"seeds {seeds.start} to {seeds.stop - 1} in {processes} processes", flush=True)
    started, crashes, wrong = time.monotonic(), 0, 0
    with multiprocessing.Pool(processes) as pool:
        for seed, found, complaint in pool.imap_unordered(_one, seeds, chunksize=50):
            crashes += found
            if complaint:
                wrong += 1
                print(f"seed {seed}: {complaint}\n  python -m tests.simulation --seed {seed}", flush=True)
    seconds = time.monotonic() - started
    pace = len(seeds) / seconds * 60
    print(f"{wrong} violations in {len(seeds)} schedules with {crashes} crashes; {seconds:.0f} s, {pace:.0f} a minute")
    if not wrong and seeds:
        print(f"0 of {len(seeds)}: fewer than {3 / len(seeds):.2g} of such schedules go wrong, with 95 % confidence")
    return min(1, wrong)


def _one(seed: int) -> tuple[int, int, str]:
    logging.disable(logging.CRITICAL)
    try:
        return seed, play(seed).crashes, ""
    except Violation as wrong:
        return seed, 0, str(wrong).partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
