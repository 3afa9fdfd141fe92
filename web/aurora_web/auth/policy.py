"""The one table of who may call which operation. An operation that is not here stops the app from starting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask import Flask

from aurora_celery.model.access import Role


class Scope(StrEnum):
    """Where a role has to be held: nowhere, in the project that the request is about, in some, or in all."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    PROJECT = "project"
    SOMEWHERE = "somewhere"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Access:
    """What an operation asks of whoever calls it. ``PROJECT`` is checked by the view, which knows the project."""

    scope: Scope
    role: Role = Role.VIEWER


ANYONE: Final = Access(Scope.ANYONE)
SIGNED_IN: Final = Access(Scope.SIGNED_IN)
LOOK: Final = Access(Scope.PROJECT, Role.VIEWER)
OPERATE: Final = Access(Scope.PROJECT, Role.OPERATOR)
EDIT: Final = Access(Scope.PROJECT, Role.EDITOR)
ADMINISTER: Final = Access(Scope.PROJECT, Role.ADMIN)
LOOK_SOMEWHERE: Final = Access(Scope.SOMEWHERE, Role.VIEWER)
EDIT_SOMEWHERE: Final = Access(Scope.SOMEWHERE, Role.EDITOR)
OPERATE_SOMEWHERE: Final = Access(Scope.SOMEWHERE, Role.OPERATOR)
LOOK_EVERYWHERE: Final = Access(Scope.EVERYWHERE, Role.VIEWER)
OPERATE_EVERYWHERE: Final = Access(Scope.EVERYWHERE, Role.OPERATOR)
ADMIN: Final = Access(Scope.EVERYWHERE, Role.ADMIN)

#: By ``METHOD endpoint``; an endpoint is ``blueprint.View``.
POLICY: Final[Mapping[str, Access]] = {
    "GET health.Live": ANYONE,
    "GET health.Ready": ANYONE,
    "GET probes.healthz": ANYONE,
    "GET probes.readyz": ANYONE,
    "GET docs.openapi": ANYONE,
    "GET docs.page": ANYONE,
    "GET docs.file": ANYONE,
    "GET metrics.metrics": ANYONE,
    "GET ui.screen": ANYONE,
    "GET ui.asset": ANYONE,
    "GET ui.icon": ANYONE,
    "GET graphs.Graphs": LOOK_SOMEWHERE,
    "POST graphs.Graphs": EDIT_SOMEWHERE,
    "GET graphs.GraphByName": LOOK,
    "GET graphs.GraphVersions": LOOK,
    "GET graphs.GraphDiff": LOOK,
    "GET graphs.GraphExport": LOOK,
    "GET graphs.GraphGrid": LOOK,
    "POST plans.Preview": LOOK_SOMEWHERE,
    "GET plans.PlanOfGraph": LOOK,
    "POST graphs.Validation": LOOK_SOMEWHERE,
    "GET runs.Runs": LOOK_SOMEWHERE,
    "POST runs.Runs": OPERATE_SOMEWHERE,
    "GET runs.RunById": LOOK,
    "DELETE runs.RunById": OPERATE,
    "GET runs.RunResult": LOOK,
    "GET runs.RunOperations": LOOK,
    "POST runs.RunOperations": OPERATE,
    "GET bulk.BulkOperations": OPERATE_EVERYWHERE,
    "POST bulk.BulkOperations": OPERATE_SOMEWHERE,
    "GET bulk.BulkById": OPERATE_SOMEWHERE,
    "POST bulk.BulkCancel": OPERATE_SOMEWHERE,
    "GET archive.RunExport": LOOK,
    "POST archive.RunImport": ADMIN,
    "GET nodes.Nodes": LOOK,
    "GET nodes.NodeById": LOOK,
    "GET nodes.NodeResult": LOOK,
    "GET nodes.NodeArguments": LOOK,
    "GET nodes.NodeWaiting": LOOK,
    "GET states.States": LOOK,
    "GET states.PlanOfRun": LOOK,
    "GET traces.Trace": LOOK,
    "GET stats.Stats": LOOK_SOMEWHERE,
    "GET run_logs.RunLogs": LOOK,
    "GET run_logs.RawRunLogs": LOOK,
    "GET run_logs.RunLogStream": LOOK,
    "GET logs.Logs": LOOK_SOMEWHERE,
    "GET handlers.Handlers": LOOK_SOMEWHERE,
    "POST handlers.HandlerTry": OPERATE_SOMEWHERE,
    "GET settings.Settings": ADMIN,
    "GET workers.Workers": LOOK_SOMEWHERE,
    "GET workers.WorkerById": LOOK_EVERYWHERE,
    "POST workers.WorkerOrders": ADMIN,
    "GET queues.Queues": LOOK_EVERYWHERE,
    "GET queues.QueueByName": LOOK_EVERYWHERE,
    "POST queues.QueuePurge": ADMIN,
    "GET session.Current": SIGNED_IN,
    "POST session.Current": ANYONE,
    "DELETE session.Current": SIGNED_IN,
    "GET session.DoorsView": ANYONE,
    "POST session.FirstUser": ANYONE,
    "GET oidc.Leave": ANYONE,
    "GET oidc.Callback": ANYONE,
    "PUT session.OwnPassword": SIGNED_IN,
    "POST session.SecondFactor": SIGNED_IN,
    "PUT session.SecondFactor": SIGNED_IN,
    "POST session.SecondFactorRemoval": SIGNED_IN,
    "GET session.OwnSessions": SIGNED_IN,
    "DELETE session.OwnSessions": SIGNED_IN,
    "DELETE session.OwnSessionById": SIGNED_IN,
    "GET users.Users": ADMIN,
    "POST users.Users": ADMIN,
    "GET users.UserByName": ADMIN,
    "PATCH users.UserByName": ADMIN,
    "DELETE users.UserByName": ADMIN,
    "GET keys.Keys": SIGNED_IN,
    "POST keys.Keys": SIGNED_IN,
    "DELETE keys.KeyById": SIGNED_IN,
    "GET secrets.Secrets": EDIT_SOMEWHERE,
    "PUT secrets.SecretByName": ADMINISTER,
    "DELETE secrets.SecretByName": ADMINISTER,
    "GET events.Events": LOOK_SOMEWHERE,
    "GET audit.Audit": ADMIN,
    "GET audit.Verdict": ADMIN,
    "GET audit.Export": ADMIN,
    "GET about.About": SIGNED_IN,
}

#: The operations of `web.compatibility`, which are there only if that is on.
COMPATIBILITY: Final[Mapping[str, Access]] = {
    "POST compatibility.send": EDIT,
    "POST compatibility.touch": LOOK,
    "POST compatibility.simple_touch": LOOK,
    "GET compatibility.worker_list": LOOK_SOMEWHERE,
}


def operations(app: Flask) -> Iterator[str]:
    """Every operation of an app, as the table names it. HEAD and OPTIONS are those of GET."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.endpoint}"


def check_complete(app: Flask) -> None:
    """Raise LookupError for an operation without a line in the table, and for a line without an operation."""
    known = set(operations(app))
    table = {**POLICY, **(COMPATIBILITY if "compatibility" in app.blueprints else {})}
    if missing := sorted(known - table.keys()):
        raise LookupError(f"operations without a policy: {', '.join(missing)}")
    if stale := sorted(table.keys() - known):
        raise LookupError(f"policies without an operation: {', '.join(stale)}")
