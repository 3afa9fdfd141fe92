"""From recorded runtimes, seconds to days, to naps that a demonstration can afford."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from statistics import median

from examples.wfformat.instance import Instance, WfFormatError

#: Seconds of a task of which nothing is known, nor of any other.
_UNKNOWN = 1.0


def naps(instance: Instance, *, scale: float | None, between_ms: tuple[float, float]) -> dict[str, float]:
    """Seconds to sleep for each task.

    With ``scale`` each runtime times that number. Without it the runtimes are spread over ``between_ms``,
    milliseconds, in proportion to their logarithms: their order remains, and one task that took days does not make
    all others vanish. Raises WfFormatError for limits that make no sense.
    """
    runtimes = known_runtimes(instance)
    if scale is not None:
        if not 0 < scale < math.inf:
            raise WfFormatError(f"the scale must be above 0, not {scale:g}")
        return {task: round(seconds * scale, 6) for task, seconds in runtimes.items()}
    low, high = between_ms
    if not 0 <= low <= high < math.inf:
        raise WfFormatError(f"between {low:g} and {high:g} ms there is nothing")
    return _spread(runtimes, low=low / 1000, high=high / 1000)


def known_runtimes(instance: Instance) -> dict[str, float]:
    """The runtime of every task; a missing one is the median of the tasks of the same name, else of all."""
    by_name: dict[str, list[float]] = defaultdict(list)
    for task in instance.tasks:
        if task.runtime is not None:
            by_name[task.name].append(task.runtime)
    of_all = median([seconds for each in by_name.values() for seconds in each]) if by_name else _UNKNOWN
    medians = {name: median(each) for name, each in by_name.items()}
    return {
        task.id: task.runtime if task.runtime is not None else medians.get(task.name, of_all) for task in instance.tasks
    }


def _spread(runtimes: Mapping[str, float], *, low: float, high: float) -> dict[str, float]:
    logs = {task: math.log1p(seconds) for task, seconds in runtimes.items()}
    least, most = min(logs.values()), max(logs.values())
    width = most - least
    if width == 0:
        return dict.fromkeys(runtimes, round((low + high) / 2, 6))
    return {task: round(low + (high - low) * (value - least) / width, 6) for task, value in logs.items()}
