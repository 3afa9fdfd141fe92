"""How the nodes of a cancelled cell are shown: what has neither ended nor runs was cancelled with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from aurora_celery.model.glance import NodeGlance
from aurora_celery.model.states import NodeState
from aurora_celery.store.values import SlotView

Node = TypeVar("Node", SlotView, NodeGlance)

#: Where a node of a cancelled cell is still in somebody's hands.
HELD = frozenset({NodeState.RUNNING, NodeState.WAITING})


def cancelled_with(state: Node, moment: datetime) -> Node:
    """A node as it stands since its cell was cancelled. That it was is written once for the cell, not for each node."""
    if state.state.is_terminal or state.state in HELD:
        return state
    return replace(state, state=NodeState.CANCELLED, finished=moment)
