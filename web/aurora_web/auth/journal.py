"""Write into the audit log what was done over the API, by whom, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Response, g, request

from aurora_web.auth.throttle import address
from aurora_web.context import aurora, trace_id

_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
#: Operations that change nothing although their method says so.
_HARMLESS: Final = frozenset({"graphs.Validation", "plans.Preview"})


def record(action: str, target: str, outcome: str, *, actor: str, detail: Mapping[str, str] | None = None) -> None:
    """One entry."""
    aurora().access.audit.append(
        actor=actor, action=action, target=target, outcome=outcome, address=address(), trace=trace_id(), detail=detail
    )


def journal(response: Response) -> Response:
    """After each request that changed something, or was not allowed to."""
    status, principal = response.status_code, g.get("principal")
    refused = status in (401, 403, 429)
    if request.endpoint is None or request.endpoint in _HARMLESS or g.get("recorded"):
        return response
    if (request.method not in _SAFE_METHODS and principal is not None) or refused:
        outcome = "refused" if refused else "done" if status < 400 else "failed"
        actor = principal.name if principal is not None else "anonymous"
        record(request.endpoint, request.path, outcome, actor=actor, detail={"method": request.method})
    return response
