"""Check the model of the engine with Spin: every sound variant whole, every mutant until it is caught.

``python -m tests.model.spin [--long]``. Needs ``spin`` and ``gcc``.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

MODEL = Path(__file__).with_name("engine.pml")
PROGRAMS = ("spin", "gcc")

_COMPILE = ("gcc", "-O1", "-DSAFETY", "-DVECTORSZ=512", "-DCOLLAPSE", "-o", "pan", "pan.c")
_RUN = ("./pan", "-E", "-m400000", "-w24")
#: What makes the checker stop where nothing moves any more: only if that is reached, the check there means something.
PROBE = "PROBE"

#: Sound variants: what may happen in each.
SOUND: dict[str, tuple[str, ...]] = {
    "crash, loss, expiry": (),
    "answers get lost": ("UNKNOWNS=1",),
    "cancel": ("CANCELS=1", "LOSSES=0", "EXPIRIES=0"),
    "pause and resume": ("PAUSES=1", "LOSSES=0", "EXPIRIES=0"),
    "rerun": ("RERUNS=1", "LOSSES=0", "EXPIRIES=0"),
    "cancel and rerun": ("CANCELS=1", "RERUNS=1", "LOSSES=0", "EXPIRIES=0", "CRASHES=0"),
}
LONG: dict[str, tuple[str, ...]] = {
    "two crashes": ("CRASHES=2", "LOSSES=2"),
    "two expiries": ("EXPIRIES=2", "UNKNOWNS=1"),
    "cancel, all faults": ("CANCELS=1",),
    "pause, all faults": ("PAUSES=1",),
    "pause and cancel": ("PAUSES=1", "CANCELS=1", "EXPIRIES=0"),
    "rerun, all faults": ("RERUNS=1",),
}
#: What is wrong with each mutant, and what has to happen for it to show.
MUTANTS: dict[str, tuple[str, ...]] = {
    "NO_FENCE": (),
    "NO_SWEEP": (),
    "NO_REDRIVE": (),
    "COUNTER_APART": (),
    "ARRIVE_TWICE": (),
    "RETRY_UNFENCED": (),
    "FINISH_UNCHECKED": (),
    "CANCEL_OUTSIDE_CLAIM": ("CANCELS=1", "LOSSES=0"),
    "ANSWERED_EARLY": ("CANCELS=1",),
    "NO_ROLL_FORWARD": ("CANCELS=1",),
    "PAUSE_OUTSIDE_CLAIM": ("PAUSES=1", "LOSSES=0", "EXPIRIES=0"),
    "OLD_CONTROL_WINS": ("PAUSES=1", "LOSSES=0", "EXPIRIES=0"),
    "NO_EPOCH": ("RERUNS=1", "LOSSES=0"),
    "EPOCH_READ_LATE": ("RERUNS=1", "LOSSES=0"),
    "CELL_FORGOTTEN": ("RERUNS=1",),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What Spin says of one variant. ``complaint`` is the assertion that failed, empty if none did."""

    states: int
    depth: int
    seconds: float
    complaint: str


class Unreadable(Exception):
    """Spin, or the compiler, did not say what it should have."""


def missing() -> list[str]:
    """The programs that are not there."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def check(defines: Sequence[str]) -> Checked:
    """Explore every state of one variant, or stop at the first that is wrong. Raises Unreadable."""
    with TemporaryDirectory(prefix="aurora-model-") as directory:
        here = Path(directory)
        (here / MODEL.name).write_text(MODEL.read_text())
        _call("spin", "-a", *(f"-D{define}" for define in defines), MODEL.name, cwd=here)
        _call(*_COMPILE, cwd=here)
        return read(_call(*_RUN, cwd=here))


def read(output: str) -> Checked:
    """Spin's report in figures. Raises Unreadable for one that does not say how the search ended."""
    stored, depth = re.search(r"(\d+) states, stored", output), re.search(r"depth reached (\d+), errors: (\d+)", output)
    took, complaint = re.search(r"elapsed time ([\d.]+)", output), re.search(r"assertion violated (.+) \(at", output)
    if stored is None or depth is None or bool(int(depth[2])) != bool(complaint):
        raise Unreadable(f"Spin's report cannot be read:\n{output}")
    if "max search depth too small" in output or "out of memory" in output:
        raise Unreadable(f"the search was cut short:\n{output}")
    seconds = float(took[1]) if took else 0.0
    return Checked(int(stored[1]), int(depth[1]), seconds, complaint[1] if complaint else "")


def _call(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Unreadable(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> int:
    """Print a line for each variant; 1 if a sound one has an error, or a mutant has none."""
    parser = argparse.ArgumentParser(prog="python -m tests.model.spin", description=__doc__)
    parser.add_argument("--long", action="store_true", help="with larger bounds: some minutes, some gigabytes")
    sound = SOUND | (LONG if parser.parse_args().long else {})
    if lacking := missing():
        print(f"the model is not checked: there is no {' and no '.join(lacking)} (apt-get install spin gcc libc6-dev)")
        return 1
    wrong = 0
    for name, defines in sound.items():
        wrong += _tell(name, check(defines), expected=False)
        wrong += _tell(f"{name}: its end is reached", check((*defines, PROBE)), expected=True)
    for mutant, defines in MUTANTS.items():
        wrong += _tell(f"mutant {mutant}", check((mutant, *defines)), expected=True)
    return min(1, wrong)


def _tell(name: str, checked: Checked, *, expected: bool) -> int:
    verdict = f"caught: {checked.complaint}" if checked.complaint else "no error"
    right = bool(checked.complaint) is expected
    size = f"{checked.states:>10} states, depth {checked.depth:>4}, {checked.seconds:5.1f} s"
    print(f"{'ok   ' if right else 'WRONG'} {name:<40} {size}  {verdict}", flush=True)
    return int(not right)


if __name__ == "__main__":
    sys.exit(main())
