"""How the command line ends: one table of exit codes, and one message for each error."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import Any

import click

from aurora_celery.cli.lazy import LazyGroup
from aurora_celery.cli.session import Session
from aurora_celery.errors import (
    AuroraError,
    BadArchive,
    BadCursor,
    BrokerUnavailable,
    Conflict,
    EmbeddedServerError,
    EventsLost,
    GraphNotFound,
    HandlerNotFound,
    IllegalOperation,
    InvalidGraph,
    InvalidInputs,
    InvalidSettings,
    NodeNotFound,
    NotFound,
    Refused,
    RunExists,
    RunNotFound,
    ServerUnavailable,
    StoreError,
    ValueRejected,
    WaitTimeout,
)
from aurora_celery.operator_errors import OrderRefused, WorkerSilent

_WANTS_JSON = "aurora_celery.wants_json"


class Exit(IntEnum):
    """What a script can rely on."""

    OK = 0
    FAILED = 1
    BAD_INPUT = 2
    NOT_FOUND = 3
    UNAVAILABLE = 4
    TIMEOUT = 5
    CONFLICT = 6
    SERVER = 7
    INTERRUPTED = 130


MEANING = {
    Exit.OK: "all went well",
    Exit.FAILED: "the run failed, or a check of the doctor did",
    Exit.BAD_INPUT: "wrong usage, definition, inputs, settings or key",
    Exit.NOT_FOUND: "no such graph, run or version, or its events are no longer known",
    Exit.UNAVAILABLE: "the store, the broker, the worker or the management API does not answer, or none is configured",
    Exit.TIMEOUT: "the run did not end in time; it goes on",
    Exit.CONFLICT: "the idempotency key or the id belongs to something else, or run or worker is in no state for it",
    Exit.SERVER: "a server or the worker of the local stack cannot be started",
    Exit.INTERRUPTED: "interrupted by Ctrl-C; a run that was submitted goes on",
}

EPILOG = "\b\nExit codes:\n" + "\n".join(f"  {code.value:<4} {text}" for code, text in MEANING.items())

_BAD_INPUT = (
    InvalidGraph, InvalidInputs, InvalidSettings, ValueRejected, HandlerNotFound, BadCursor, BadArchive,
)  # fmt: skip

#: The first that fits holds.
_CODES: tuple[tuple[type[AuroraError] | tuple[type[AuroraError], ...], Exit], ...] = (
    (_BAD_INPUT, Exit.BAD_INPUT),
    ((NotFound, EventsLost), Exit.NOT_FOUND),
    ((StoreError, BrokerUnavailable, ServerUnavailable, WorkerSilent), Exit.UNAVAILABLE),
    (WaitTimeout, Exit.TIMEOUT),
    ((Conflict, IllegalOperation, RunExists, OrderRefused), Exit.CONFLICT),
    (EmbeddedServerError, Exit.SERVER),
    (Refused, Exit.BAD_INPUT),
)


def exit_code(error: AuroraError) -> Exit:
    """The exit code of an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.FAILED)


#: What to do next, where the message does not say it. The first that fits holds.
_WAYS_OUT: tuple[tuple[type[AuroraError], str], ...] = (
    (NodeNotFound, "`aurora runs show RUN` shows the nodes of a run"),
    (RunNotFound, "`aurora runs list` shows the runs that there are"),
    (GraphNotFound, "`aurora graphs list` shows the graphs that there are"),
    (BadCursor, "begin again without a cursor"),
    (WaitTimeout, "`aurora runs follow RUN` goes on waiting"),
)


def way_out(error: AuroraError) -> str | None:
    """What to do about an error, unless its message says so itself."""
    return next((text for kind, text in _WAYS_OUT if isinstance(error, kind)), None)


def error_document(error: AuroraError) -> dict[str, Any]:
    """An error as ``--json`` prints it, on the standard error."""
    diagnostics = getattr(error, "diagnostics", ())
    found = [{"code": each.code, "path": each.path, "message": each.message} for each in diagnostics]
    return _document(error.code, str(error), hint=way_out(error), diagnostics=found)


def usage_document(error: click.UsageError) -> dict[str, Any]:
    """A call that click refuses, as ``--json`` prints it."""
    hint = f"`{error.ctx.command_path} --help` shows what it takes" if error.ctx is not None else None
    return _document("usage", error.format_message(), hint=hint, diagnostics=[])


def _document(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


class GuardedGroup(LazyGroup):
    """The outermost group: no error of Aurora's leaves it as a traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note whether JSON is wanted, for a call that cannot be understood otherwise."""
        ctx.meta[_WANTS_JSON] = "--json" in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end with the code of the table."""
        try:
            return super().invoke(ctx)
        except AuroraError as error:
            _tell(error, as_json=Session.of(ctx).json)
            ctx.exit(exit_code(error))
        except click.UsageError as error:
            if not ctx.meta[_WANTS_JSON]:
                raise
            click.echo(json.dumps(usage_document(error), indent=2), err=True)
            ctx.exit(Exit.BAD_INPUT)
        except KeyboardInterrupt:
            ctx.exit(Exit.INTERRUPTED)


def _tell(error: AuroraError, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(error_document(error), indent=2), err=True)
    else:
        hint = way_out(error)
        click.echo(f"aurora: {error}" + (f"; {hint}" if hint else ""), err=True)
