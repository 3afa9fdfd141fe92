"""How the tests are dealt to the test processes: what takes long begins first, and its tests are dealt one by one.

A file goes to one process as a whole, for its fixtures' sake. So that no process is left alone with a long file at the
end, the tests of ``LONG``, which share nothing but servers, go to whoever is free, one of each file in turn: some of
them compute, others wait for processes and leases, and there are more test processes than processors. The tests that
look through a browser go to one process, and begin first: two browsers at once, each with a stack of its own, leave
neither the time that people have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count

from xdist.scheduler import LoadFileScheduling

#: Files that take longest, in the order in which they are begun. None has a fixture of the scope of a module.
LONG = (
    "tests/integration/web/test_contract.py",
    "tests/chaos/test_campaign.py",
    "tests/integration/engine/test_failpoints.py",
    "tests/model/test_model.py",
    "tests/integration/backend/test_crashes.py",
    "tests/e2e/test_cli_up.py",
    "tests/integration/engine/test_workers_stop.py",
    "tests/simulation/test_simulation.py",
    "tests/integration/engine/test_broker_refuses.py",
    "tests/integration/engine/test_messages_unreadable.py",
    "tests/integration/engine/test_workers_death.py",
    "tests/integration/engine/test_workers_deaf.py",
    "tests/integration/engine/test_faults.py",
    "tests/integration/observability/test_tracing.py",
    "tests/integration/web/oidc/test_sign_in.py",
    "tests/integration/web/test_secrets.py",
    "tests/integration/web/test_compatibility.py",
    "tests/integration/web/test_client.py",
    "tests/integration/web/test_cli_operators.py",
    "tests/integration/web/test_waiting.py",
    "tests/integration/logs/test_capture.py",
)
#: What looks through a browser.
BROWSER = "tests/e2e/ui/"
#: What starts processes, and what does not.
_SLOW = ("tests/e2e/", "tests/integration/", "tests/chaos/")


class Dealing(LoadFileScheduling):
    """Deals in the order in which the tests were collected, see ``in_order``."""

    def _split_scope(self, nodeid: str) -> str:
        file = _file(nodeid)
        if file.startswith(BROWSER):
            return BROWSER
        return nodeid if file in LONG else file


def in_order(nodeids: Iterable[str]) -> list[int]:
    """The places of the tests in the order in which they are dealt."""
    files = [_file(nodeid) for nodeid in nodeids]
    sizes, numbers = Counter(files), defaultdict[str, "count[int]"](count)
    firsts = {file: place for place, file in reversed([*enumerate(files)])}

    def rank(place: int) -> tuple[int, ...]:
        file = files[place]
        if file.startswith(BROWSER):
            return (-1, firsts[file])
        if file in LONG:
            return (0, next(numbers[file]), LONG.index(file))
        return (1, not file.startswith(_SLOW), -sizes[file])

    return sorted(range(len(files)), key=rank)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
