"""Tell which ``except`` clauses never fired in a run of all tests: ``python -m tests.clauses RECORD``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.clauses.clause import clauses, never_fired
from tests.clauses.excused import EXCUSED


def main() -> int:
    """Print them; 1 if one of them is not excused, or one that is excused fired.

    Nothing is printed when all is well: what pytest says in the end is then the last line of a test run.
    """
    silent = never_fired(Path(sys.argv[1]))
    unfired = [clause for clause in silent if clause.key not in EXCUSED]
    stale = EXCUSED.keys() - {clause.key for clause in silent}
    for clause in unfired:
        print(f"no test makes this fire: {clause}")
    for key in sorted(stale):
        print(f"excused, and yet a test makes it fire, or it is gone: {key}")
    if not unfired and not stale:
        return 0
    print(f"{len(clauses())} except clauses: {len(silent)} never fired, {len(silent) - len(unfired)} of them excused")
    return 1


if __name__ == "__main__":
    sys.exit(main())
