"""Read WfFormat documents of any version: with specification and execution apart (1.5 on), or as one list of tasks.

References may be by id or by name, parents and children may each be left out where the other says it, and
runtimes may be missing. What contradicts itself is an error.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from examples.wfformat.instance import Instance, Task, WfFormatError, in_order

#: What the length of a task is called: since 1.4, and before.
_RUNTIMES = ("runtimeInSeconds", "runtime", "avgRuntime")
#: How many of the things that are wrong are named.
_NAMED = 5


def read_instance(document: Any) -> Instance:
    """The instance in a parsed JSON document. Raises WfFormatError."""
    workflow = _mapping(_mapping(document, "the document").get("workflow"), "workflow")
    specification = _mapping(workflow.get("specification", workflow), "workflow.specification")
    place = "workflow.specification.tasks" if "specification" in workflow else "workflow.tasks"
    listed = _listed(specification.get("tasks", specification.get("jobs")), place)
    if not listed:
        raise WfFormatError(f"{place} holds no tasks")
    ids = [_id(task, f"{place}[{at}]") for at, task in enumerate(listed)]
    if repeated := [task_id for task_id, count in Counter(ids).items() if count > 1]:
        raise WfFormatError(f"{place}: several tasks have the id {_some(repeated)}")
    directory = Directory(ids, [_name(task, task_id) for task, task_id in zip(listed, ids, strict=True)])
    runtimes = dict(_runtimes(zip(ids, listed, strict=True))) | _executed(workflow, directory)
    parents = _parents(listed, ids, place=place, directory=directory)
    tasks = {
        task_id: Task(task_id, name, runtimes.get(task_id), tuple(sorted(parents[task_id])))
        for task_id, name in zip(ids, directory.names, strict=True)
    }
    return in_order(str(_mapping(document, "the document").get("name") or "wfformat"), tasks)


class Directory:
    """Finds the task that a reference means: by its id, otherwise by a name that only one task has."""

    def __init__(self, ids: Sequence[str], names: Sequence[str]) -> None:
        self.ids, self.names = frozenset(ids), tuple(names)
        counts = Counter(names)
        self._by_name = {name: task_id for task_id, name in zip(ids, names, strict=True) if counts[name] == 1}
        self._shared = {name for name, count in counts.items() if count > 1}

    def get(self, wanted: str) -> str | None:
        """The id of the task, or None when there is none, or more than one."""
        return wanted if wanted in self.ids else self._by_name.get(wanted)

    def find(self, reference: Any, place: str) -> str:
        """The id of the task that a reference means. Raises WfFormatError when that is not one task."""
        if isinstance(reference, Mapping):
            reference = reference.get("id", reference.get("name"))
        wanted = str(reference)
        found = self.get(wanted)
        if found is None:
            what = "is the name of several tasks" if wanted in self._shared else "is no task"
            raise WfFormatError(f"{place}: {wanted!r} {what}")
        return found


def _parents(
    listed: Sequence[Mapping[str, Any]], ids: Sequence[str], *, place: str, directory: Directory
) -> dict[str, set[str]]:
    """What each task waits for, by its own word or by that of its parents."""
    found: dict[str, set[str]] = {task_id: set() for task_id in ids}
    for at, (task_id, task) in enumerate(zip(ids, listed, strict=True)):
        for parent in _references(task, "parents", f"{place}[{at}]"):
            found[task_id].add(directory.find(parent, f"{place}[{at}].parents"))
        for child in _references(task, "children", f"{place}[{at}]"):
            found[directory.find(child, f"{place}[{at}].children")].add(task_id)
    return found


def _executed(workflow: Mapping[str, Any], directory: Directory) -> dict[str, float]:
    """Runtimes that stand apart from the tasks. A record that fits no single task counts as missing."""
    execution = workflow.get("execution")
    if execution is None:
        return {}
    place = "workflow.execution.tasks"
    records = _listed(_mapping(execution, "workflow.execution").get("tasks") or [], place)
    pairs = [(directory.get(_id(record, f"{place}[{at}]")), record) for at, record in enumerate(records)]
    return dict(_runtimes((task_id, record) for task_id, record in pairs if task_id is not None))


def _runtimes(pairs: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, float]]:
    for task_id, record in pairs:
        key = next((key for key in _RUNTIMES if record.get(key) is not None), None)
        if key is not None:
            yield task_id, _seconds(record[key], f"the {key} of task {task_id!r}")


def _seconds(value: Any, what: str) -> float:
    try:
        seconds = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise WfFormatError(f"{what} is {value!r}, which is no number of seconds")
    return seconds


def _listed(value: Any, place: str) -> list[Mapping[str, Any]]:
    """Tasks as a list. Some writers have a mapping by id instead."""
    if isinstance(value, Mapping):
        return [{"id": key, **_mapping(task, f"{place}[{key!r}]")} for key, task in value.items()]
    if not isinstance(value, list):
        raise WfFormatError(f"{place} must be a list of tasks, not {_kind(value)}")
    return [_mapping(task, f"{place}[{at}]") for at, task in enumerate(value)]


def _references(task: Mapping[str, Any], key: str, place: str) -> list[Any]:
    value = task.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise WfFormatError(f"{place}.{key} must be a list, not {_kind(value)}")
    return value


def _id(task: Mapping[str, Any], place: str) -> str:
    """Older documents know tasks by unique names only."""
    for key in ("id", "name"):
        value = task.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    raise WfFormatError(f"{place} has neither an id nor a name")


def _name(task: Mapping[str, Any], task_id: str) -> str:
    name = task.get("name")
    return name if isinstance(name, str) and name else task_id


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WfFormatError(f"{place} must be an object, not {_kind(value)}")
    return value


def _kind(value: Any) -> str:
    return "missing" if value is None else f"a {type(value).__name__}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(map(repr, names[:_NAMED])) + more
