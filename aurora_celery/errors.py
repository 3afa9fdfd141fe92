"""Every error that Aurora raises. Errors carry facts and write their own message.

AuroraError
 +-- InvalidGraph            a definition has diagnostics; all of them are listed
 |    `-- CanvasRefused      a graph cannot become a stock Celery canvas
 +-- InvalidInputs           a run's inputs do not match the graph's schema
 +-- InvalidSettings         a configuration file or variable is wrong
 +-- NotFound
 |    +-- GraphNotFound
 |    +-- PlanNotFound
 |    +-- RunNotFound
 |    +-- NodeNotFound
 |    +-- ResultNotFound
 |    `-- SecretNotFound
 +-- Conflict                the same idempotency key was used for something else
 +-- IllegalOperation        the run, or the node, is in a state that does not allow it
 +-- GraphChanged            a graph has a newer version than the one that was to be replaced
 +-- HandlerNotFound         no task of that name is registered in the Celery app
 +-- ValueRejected           a value cannot be stored as a result or an input
 |    +-- Unserialisable
 |    `-- ResultTooLarge
 +-- SecretUnreadable        a secret is there, and this process cannot open it
 +-- ExpressionError         an expression failed while a run was going on
 +-- NodeCancelled           a handler gave up because its run was cancelled
 +-- BadArchive              a file is no archive of runs, or not a whole one
 +-- RunExists               a run of an archive has the id of another one
 +-- BadCursor               a cursor that no list and no event ever had
 +-- EventsLost              what followed a cursor is no longer known
 +-- RunFailed               the run that was waited for did not succeed
 +-- WaitTimeout             the run did not end in time
 +-- StoreError
 |    +-- StoreUnavailable   transient: the same call may succeed later
 |    +-- StoreUnfit         the server cannot hold Aurora's promise (a standalone mongod, too old)
 |    +-- StoreTooLarge      one document would exceed what the store takes
 |    `-- FormatUnknown      something in the store was written by a newer version, or damaged
 +-- BrokerUnavailable       a message could not be handed to the broker
 +-- Refused                 a management API did not do what its client asked for
 +-- ServerUnavailable       a management API does not answer its client
 +-- EmbeddedServerError     an embedded server cannot be started
 `-- MissingExtra            something is turned on that is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a definition: a stable code, the place, and what is wrong there.

    ``path`` is written as the user would reach the value: ``nodes.report.needs[1]``.
    """

    code: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.code} {self.path}: {self.message}" if self.path else f"{self.code} {self.message}"


class AuroraError(Exception):
    """Root of everything that Aurora raises on purpose."""

    #: A stable word for machines; part of the public contract.
    code = "aurora_error"


class InvalidGraph(AuroraError):
    """A definition cannot be run. ``diagnostics`` holds everything that was found, not the first only."""

    code = "invalid_graph"
    verdict = "is invalid"

    def __init__(self, diagnostics: Sequence[Diagnostic], *, name: str | None = None) -> None:
        self.diagnostics = tuple(diagnostics)
        self.name = name
        title = f"graph {name!r} {self.verdict}" if name else f"the graph {self.verdict}"
        super().__init__("\n  ".join([f"{title}:", *map(str, self.diagnostics)]))


class CanvasRefused(InvalidGraph):
    """The graph is not series-parallel; the diagnostics name the edges that stand in the way."""

    code = "canvas_refused"
    verdict = "cannot become a stock Celery canvas"


class InvalidInputs(AuroraError):
    """The inputs of a run do not match what the graph declares."""

    code = "invalid_inputs"

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n  ".join(["the inputs are invalid:", *map(str, self.diagnostics)]))


class InvalidSettings(AuroraError):
    """The configuration has errors; each names its key, its origin and, if it can, a near match."""

    code = "invalid_settings"

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n  ".join(["the configuration is invalid:", *map(str, self.diagnostics)]))


class NotFound(AuroraError):
    """Something was asked for by a name or an id that the store does not hold."""

    code = "not_found"
    kind = "object"

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"{self.kind} {key!r} not found")


class GraphNotFound(NotFound):
    """No graph of this name, or no such version of it, was ever applied."""

    code, kind = "graph_not_found", "graph"


class PlanNotFound(NotFound):
    """No plan with this hash exists in the store."""

    code, kind = "plan_not_found", "plan"


class RunNotFound(NotFound):
    """No run with this id exists in the store."""

    code, kind = "run_not_found", "run"


class NodeNotFound(NotFound):
    """The run's graph has no node with this id."""

    code, kind = "node_not_found", "node"


class ResultNotFound(NotFound):
    """A result's content is not in the store."""

    code, kind = "result_not_found", "result"


class SecretNotFound(NotFound):
    """A node refers to a secret that its project does not have."""

    code, kind = "secret_not_found", "secret"


class SecretUnreadable(AuroraError):
    """A node refers to a secret that its worker cannot open. ``reason`` holds nothing of it."""

    code = "secret_unreadable"

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"secret {name!r} cannot be opened: {reason}")


class Conflict(AuroraError):
    """An idempotency key was used again for another graph or other inputs."""

    code = "conflict"

    def __init__(self, key: str, run_id: str) -> None:
        self.key, self.run_id = key, run_id
        super().__init__(f"idempotency key {key!r} already belongs to run {run_id}, which was submitted differently")


class IllegalOperation(AuroraError):
    """An operation on a run that its state, or that of the node, does not allow. Nothing was changed."""

    code = "illegal_operation"

    def __init__(self, run_id: str, operation: str, reason: str) -> None:
        self.run_id, self.operation, self.reason = run_id, operation, reason
        super().__init__(f"run {run_id} cannot take the operation {operation}: {reason}")


class GraphChanged(AuroraError):
    """A graph was to be stored on top of a version that is not the newest any more."""

    code = "graph_changed"

    def __init__(self, name: str, expected: int, newest: int) -> None:
        self.name, self.expected, self.newest = name, expected, newest
        super().__init__(
            f"graph {name!r} is at version {newest}, not at {expected}; look at what changed, and try again"
        )


class HandlerNotFound(AuroraError):
    """No task of this name is registered in the Celery app."""

    code = "handler_not_found"

    def __init__(self, handler: str) -> None:
        self.handler = handler
        super().__init__(f"no handler {handler!r} is registered")


class ValueRejected(AuroraError):
    """A value cannot be stored."""

    code = "value_rejected"


class Unserialisable(ValueRejected):
    """A value has a part that JSON cannot carry; ``path`` says which."""

    code = "unserialisable"

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path or 'the value'} cannot be serialised: {reason}")


class ResultTooLarge(ValueRejected):
    """A value is larger than the hard cap, in bytes of JSON."""

    code = "result_too_large"

    def __init__(self, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(f"the value has {size} bytes, more than the limit of {limit}")


class ExpressionError(AuroraError):
    """An expression of the definition failed on the values of a run."""

    code = "expression_error"

    def __init__(self, expression: str, path: str, reason: str) -> None:
        self.expression, self.path, self.reason = expression, path, reason
        super().__init__(f"{path}: ${{{{ {expression} }}}}: {reason}")


class NodeCancelled(AuroraError):
    """Raised in a handler whose run was cancelled, to end it; its node is then cancelled, not failed."""

    code = "node_cancelled"

    def __init__(self, node: str) -> None:
        self.node = node
        super().__init__(f"node {node!r} is no longer wanted")


class BadArchive(AuroraError):
    """A file is no archive of runs, was cut off, or was changed. Nothing of it was kept."""

    code = "bad_archive"

    def __init__(self, path: str, line: int, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        super().__init__(f"{path}, line {line}: {reason}")


class RunExists(AuroraError):
    """A run of an archive has the id of a run that is there and is another one, or went on since."""

    code = "run_exists"

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        super().__init__(f"run {run_id} is there and differs from the one in the archive; delete it first")


class BadCursor(AuroraError):
    """A cursor that no list and no event ever had."""

    code = "bad_cursor"

    def __init__(self, cursor: str) -> None:
        self.cursor = cursor
        super().__init__(f"{cursor[:80]!r} is no cursor of this store")


class EventsLost(AuroraError):
    """What followed a cursor is no longer known: the store keeps its log of changes only for a time."""

    code = "events_lost"

    def __init__(self, cursor: str) -> None:
        self.cursor = cursor
        super().__init__("what followed this event is no longer known; begin again without a cursor")


class RunFailed(AuroraError):
    """A run that somebody waited for ended in another state than succeeded."""

    code = "run_failed"

    def __init__(self, run_id: str, state: str, error: Any = None) -> None:
        self.run_id, self.state, self.error = run_id, state, error
        super().__init__(f"run {run_id} {state}" + (f": {error}" if error else ""))


class WaitTimeout(AuroraError):
    """A run had not ended when the time to wait for it was over. The run goes on."""

    code = "wait_timeout"

    def __init__(self, run_id: str, seconds: float) -> None:
        self.run_id, self.seconds = run_id, seconds
        super().__init__(f"run {run_id} did not end within {seconds:g} s")


class StoreError(AuroraError):
    """The store refused or could not do something."""

    code = "store_error"


class StoreUnavailable(StoreError):
    """The store does not answer now. The call's outcome is unknown; every call may be repeated."""

    code = "store_unavailable"


class StoreUnfit(StoreError):
    """The server at the store's address cannot hold Aurora's promise; the message says what to do."""

    code = "store_unfit"


class StoreTooLarge(StoreError):
    """One document would exceed what the store takes."""

    code = "store_too_large"


class FormatUnknown(StoreError):
    """Something in the store cannot be read by this version of Aurora."""

    code = "format_unknown"

    def __init__(self, what: str, why: str) -> None:
        self.what = what
        super().__init__(f"{what} cannot be read here ({why}): a newer version of Aurora wrote it, or it is damaged")


class BrokerUnavailable(AuroraError):
    """A message could not be handed to the broker. Nothing is lost: the store knows that it is due."""

    code = "broker_unavailable"


class Refused(AuroraError):
    """A management API answered with a problem.

    Where the Python interface has an exception with the same ``code``, what is raised is one of those, too: a run
    that does not exist raises RunNotFound here as there. ``status`` is that of HTTP, ``trace_id`` is in the
    API's log, ``diagnostics`` name single places.
    """

    code = "refused"

    def __init__(
        self, code: str, detail: str, *, status: int, trace_id: str = "", diagnostics: Sequence[Diagnostic] = ()
    ) -> None:
        self.code, self.detail, self.status, self.trace_id = code, detail, status, trace_id
        self.diagnostics = tuple(diagnostics)
        # Not super(): of what is raised, the next class is one with facts of its own.
        AuroraError.__init__(self, "\n  ".join([detail, *map(str, self.diagnostics)]))


class ServerUnavailable(AuroraError):
    """A management API cannot be reached, or broke off. What was asked for may have been done."""

    code = "server_unavailable"


class EmbeddedServerError(AuroraError):
    """An embedded server cannot be started; the message says why and what to do instead."""

    code = "embedded_server_error"


class MissingExtra(AuroraError):
    """A setting turns something on that is not installed."""

    code = "missing_extra"

    def __init__(self, extra: str, why: str) -> None:
        self.extra = extra
        super().__init__(f"pip install 'aurora-celery[{extra}]', or turn it off in the settings: {why}")
