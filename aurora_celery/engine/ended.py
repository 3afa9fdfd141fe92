"""How a try of a node ended, as the process knows it that made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState


@dataclass(frozen=True, slots=True)
class Ended:
    """How a try ended. ``value`` is what the handler returned; ``error`` what it raised, if it did.

    ``again`` says that the node will be tried again. ``counted`` is False when the claim was lost meanwhile, so
    that nothing was recorded. ``seconds`` is how long the handler itself took. ``returned``: how it ended could not be
    recorded, and the node was given back. ``cancelled``: the handler gave up, as its run was cancelled. ``failure`` is
    the error as it was recorded.
    """

    seconds: float
    value: Any = None
    error: BaseException | None = None
    again: bool = False
    counted: bool = True
    returned: bool = False
    cancelled: bool = False
    failure: Failure | None = None

    @property
    def state(self) -> NodeState:
        """What became of the node."""
        if self.error is None:
            return NodeState.SUCCEEDED
        if self.again:
            return NodeState.RETRYING
        return NodeState.CANCELLED if self.cancelled else NodeState.FAILED
