"""What operators do to runs: each act by its name, so that the same act can be asked for again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aurora_celery import Aurora
from aurora_celery.engine.effects import Effect
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.model.operation import OperationKind
from tests.chaos.shapes import signed

#: What is done at random, and how often beside the others.
KINDS: Mapping[str, int] = {
    "cancel": 2,
    "pause": 4,
    "resume": 4,
    "retry": 3,
    "rerun": 3,
    "rerun_as_new": 2,
    "skip": 2,
    "mark_succeeded": 3,
    "mark_failed": 2,
    "delete": 1,
}

#: The attempt that a result is signed with that was given by hand: this and the number of the act.
BY_HAND = 1000


@dataclass(frozen=True)
class Act:
    """One operation on one run. ``salt`` is an edited input, ``value`` what the node would return.

    ``again``: once it is done it is asked for a second time. The run keeps the id as who did it.
    """

    id: str
    run: str
    kind: str
    node: str = ""
    descend: bool = True
    salt: str | None = None
    value: str = ""
    again: bool = False

    @property
    def signature(self) -> int:
        """What signs a result that the act gives."""
        return BY_HAND + int(self.id.removeprefix("op"))

    @property
    def author(self) -> Author:
        """Who asks; the same each time that the same act is asked for."""
        return Author(by=self.id, why=self.kind, id=self.id)


Call = Callable[[Aurora, Act], Effect]


def _control(kind: OperationKind) -> Call:
    return lambda aurora, act: _on(aurora).control(act.run, kind, act.author)


def _on(aurora: Aurora) -> Operations:
    return Operations(aurora.runtime.engine())


def _again(aurora: Aurora, act: Act) -> Effect:
    inputs = {"salt": act.salt} if act.salt is not None else None
    return aurora.run(act.run).rerun_as_new(act.node, inputs=inputs, descendants=act.descend, by=act.id)


CALLS: Mapping[str, Call] = {
    "cancel": _control(OperationKind.CANCEL),
    "pause": _control(OperationKind.PAUSE),
    "resume": _control(OperationKind.RESUME),
    "retry": lambda aurora, act: _on(aurora).retry(act.run, act.author),
    "rerun": lambda aurora, act: _on(aurora).rerun(act.run, act.node, act.author, descend=act.descend),
    "rerun_as_new": _again,
    "skip": lambda aurora, act: _on(aurora).skip(act.run, act.node, act.author),
    "mark_succeeded": lambda aurora, act: _on(aurora).mark_succeeded(
        act.run, act.node, act.author, result=signed(act.value, act.signature)
    ),
    "mark_failed": lambda aurora, act: _on(aurora).mark_failed(act.run, act.node, act.author),
    "delete": lambda aurora, act: _on(aurora).delete(act.run, act.author),
}
