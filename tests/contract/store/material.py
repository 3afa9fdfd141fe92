"""What drawn calls of a run store are made of."""

from __future__ import annotations

from hypothesis import strategies as st

from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.ports import Finish, Holder, Output, Take

SIZE, GATES, CELLS = 3, (0, 1), (0, 1)
LONG = 3600.0
MANY = 10_000

slots = st.integers(0, SIZE - 1)
some_slots = st.lists(slots, unique=True, max_size=SIZE)
some_gates = st.lists(st.sampled_from(GATES), unique=True)
cells = st.sampled_from(CELLS)
tokens = st.sampled_from("aabt")
maybe_tokens = st.sampled_from(["a", "a", "b", "t", None])
late = st.sampled_from([0, 0, 0, 0, 1])
older = st.sampled_from([0.0, LONG])
failures = st.builds(Failure, reason=st.just("exception"), message=st.sampled_from(["$a", "b"]))
outputs = st.sampled_from([Output("1", size=1), Output('"$x"', size=4), Output(ref="k", size=9)])
finishes = st.builds(
    Finish,
    state=st.sampled_from([RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED]),
    error=st.none() | failures,
    outputs=st.none() | outputs,
    stopped=st.booleans(),
)
waits = st.lists(st.integers(0, 2), min_size=SIZE, max_size=SIZE)
takes = st.builds(
    Take,
    slot=slots,
    holder=st.just(Holder(token="t", worker="v", pid=2)),
    certain=st.booleans(),
    reads=some_slots.map(tuple),
    signals=some_slots.map(tuple),
    inputs=st.booleans(),
)
#: The state of the nodes that a call is about.
AIMS = {
    "claim": NodeState.PENDING,
    "complete": NodeState.RUNNING,
    "retry": NodeState.RUNNING,
    "fail": NodeState.RUNNING,
    "abandon": NodeState.RUNNING,
    "wanted": NodeState.RUNNING,
    "advance": NodeState.RUNNING,
}
LIVE = frozenset(state for state in RunState if not state.is_terminal)
KINDS = {
    OperationKind.CANCEL: Control.CANCEL,
    OperationKind.DEADLINE: Control.CANCEL,
    OperationKind.PAUSE: Control.PAUSE,
    OperationKind.RESUME: Control.GO,
    OperationKind.RETRY: None,
    OperationKind.RERUN: None,
    OperationKind.SKIP: None,
    OperationKind.MARK_SUCCEEDED: None,
}
CONTROLS = [kind for kind, control in KINDS.items() if control is not None]
everywhere = frozenset(RunState)
states = st.sampled_from([everywhere, everywhere, frozenset({RunState.RUNNING}), frozenset({RunState.PAUSED})])
