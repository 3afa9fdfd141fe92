"""Let a request pass, or not: find out who asks, and ask the policy."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, cast

from flask import g, request

from aurora_celery import RunHandle
from aurora_celery.model.access import Role, project_of
from aurora_web.auth.policy import COMPATIBILITY, POLICY, Scope
from aurora_web.auth.principal import Principal
from aurora_web.auth.recognize import recognize
from aurora_web.context import aurora
from aurora_web.problems import Problem

_CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="aurora"'}


def guard() -> None:
    """Before each request. Raises Problem: 401 for who is not known, 403 for who may not."""
    if request.endpoint is None:
        return
    method = "GET" if request.method == "HEAD" else request.method
    operation = f"{method} {request.endpoint}"
    access = POLICY.get(operation) or COMPATIBILITY.get(operation)
    if access is None or access.scope is Scope.ANYONE:
        return
    principal = g.principal = recognize()
    if principal is None:
        raise Problem(HTTPStatus.UNAUTHORIZED, "unauthenticated", "sign in, or send an API key", (), _CHALLENGE)
    allowed = {
        Scope.SIGNED_IN: True,
        Scope.PROJECT: principal.may_somewhere(access.role),
        Scope.SOMEWHERE: principal.may_somewhere(access.role),
        Scope.EVERYWHERE: principal.may_everywhere(access.role),
    }[access.scope]
    if not allowed:
        raise forbidden(access.role)


def principal() -> Principal:
    """Whoever sent the current request."""
    return cast("Principal", g.principal)


def demand(role: Role, graph: str) -> None:
    """Raise Problem unless whoever asks has a role in a graph's project.

    Who may not even look is told that there is nothing, for the names of what others have are theirs.
    """
    demand_in(project_of(graph), role)


def demand_in(project: str, role: Role) -> None:
    """The same for a project by its name."""
    if not principal().may(Role.VIEWER, project):
        raise Problem(HTTPStatus.NOT_FOUND, "not_found", "there is no such thing, or none that you may see")
    if not principal().may(role, project):
        raise forbidden(role)


def seen_run(run_id: str, role: Role) -> RunHandle:
    """A run of a project in which whoever asks has this role. Raises RunNotFound, Problem."""
    handle = aurora().run(run_id)
    demand(role, handle.summary().graph)
    return handle


def forbidden(role: Role) -> Problem:
    """The answer to who may not."""
    return Problem(HTTPStatus.FORBIDDEN, "forbidden", f"this takes the role {role.value}")
