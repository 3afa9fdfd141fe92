"""What can be done to a run: one model for each operation, and what it did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from aurora_celery import Effect, RunHandle
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import NodeState
from aurora_web.api import RequestModel, ResponseModel
from aurora_web.api.model import Moment
from aurora_web.schemas.runs import Name


class _Operation(RequestModel):
    why: str = Field(default="", max_length=1000, description="Kept with the run.")
    dry_run: bool = Field(default=False, description="Change nothing; say what would change.")

    def carry_out(self, run: RunHandle, *, by: str) -> Effect:
        """Do it to a run, in somebody's name. Raises IllegalOperation, NodeNotFound."""
        return self._do(run, {"by": by, "why": self.why, "dry_run": self.dry_run})

    def told(self) -> dict[str, str]:
        """What the audit log says of it: all but the values, which may be large and are nobody else's business."""
        said = self.model_dump(exclude={"dry_run", "result", "inputs", "message"}, exclude_defaults=True)
        return {name: str(it) for name, it in said.items()}

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        raise NotImplementedError


class Cancel(_Operation):
    """Start no more nodes; handlers at work are told, and stopped after a grace time."""

    kind: Literal["cancel"]

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.cancel(**who)


class Pause(_Operation):
    """Start no more nodes until the run is resumed."""

    kind: Literal["pause"]

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.pause(**who)


class Resume(_Operation):
    """Let a paused run go on."""

    kind: Literal["resume"]

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.resume(**who)


class Retry(_Operation):
    """Do again what did not succeed."""

    kind: Literal["retry"]

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.retry(**who)


class Rerun(_Operation):
    """Do a node of an ended run again, or all of it; as the same run, or ``as_new`` one that shares what is kept."""

    kind: Literal["rerun"]
    node: Name | None = None
    descendants: bool = True
    as_new: bool = False
    inputs: dict[str, Any] | None = Field(default=None, description="Edited inputs; of a new run only.")

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        if self.as_new:
            return run.rerun_as_new(self.node, inputs=self.inputs, descendants=self.descendants, **who)
        return run.rerun(self.node, descendants=self.descendants, **who)


class Skip(_Operation):
    """Skip a node that has not ended, and all that needs it."""

    kind: Literal["skip"]
    node: Name

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.skip(self.node, **who)


class MarkSucceeded(_Operation):
    """Give a node a result, as if its handler had returned it."""

    kind: Literal["mark_succeeded"]
    node: Name
    result: Any = None

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.mark_succeeded(self.node, self.result, **who)


class MarkFailed(_Operation):
    """Let a node that has not ended fail."""

    kind: Literal["mark_failed"]
    node: Name
    message: str = Field(default="", max_length=4000)

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.mark_failed(self.node, self.message, **who)


class Delete(_Operation):
    """Delete an ended run with its results, but for those that another run refers to."""

    kind: Literal["delete"]

    def _do(self, run: RunHandle, who: dict[str, Any]) -> Effect:
        return run.delete(**who)


AnyOperation = Cancel | Pause | Resume | Retry | Rerun | Skip | MarkSucceeded | MarkFailed | Delete


class OperateRun(RootModel[Annotated[AnyOperation, Field(discriminator="kind")]]):
    """One operation on a run."""


class TouchedNode(ResponseModel):
    """A node that an operation touches, and what becomes of it."""

    node: str
    state: NodeState
    becomes: str


class EffectView(ResponseModel):
    """What an operation did, or would do. ``run`` is the run that it results in."""

    kind: str
    run: str | None
    dry_run: bool
    nodes: list[TouchedNode]


def effect_view(effect: Effect, *, dry_run: bool) -> EffectView:
    """What an operation did."""
    nodes = [TouchedNode(node=each.node, state=each.state, becomes=each.becomes) for each in effect.nodes]
    return EffectView(kind=effect.kind.value, run=effect.run, dry_run=dry_run, nodes=nodes)


class DoneOperation(ResponseModel):
    """What somebody did to a run. ``index`` is that of the node in the plan that it is about, if it is about one."""

    id: str
    kind: OperationKind
    by: str
    why: str
    at: Moment | None
    epoch: int
    index: int | None


class OperationList(ResponseModel):
    """What was done to a run, oldest first."""

    items: list[DoneOperation]


def operations_of(operations: Iterable[Operation]) -> OperationList:
    """What was done to a run."""
    return OperationList(items=[_done(each) for each in operations])


def _done(made: Operation) -> DoneOperation:
    return DoneOperation(
        id=made.id, kind=made.kind, by=made.by, why=made.why, at=made.at, epoch=made.epoch, index=made.node
    )
