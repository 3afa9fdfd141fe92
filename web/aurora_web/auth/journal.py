"""Write into the audit log what was done over the API, by whom, and how it ended.

A sign-in is written before it counts, so that none goes unrecorded. All else is written when its outcome is known, as
soon as the answer is sent; what the store does not take then is kept and written later, and when there is no room left
for that, nothing that changes something is let through any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from typing import Final, cast

from flask import Flask, Response, current_app, g, request

from aurora_celery import Aurora
from aurora_web.api.slashes import asked_path
from aurora_web.auth.cookies import SAFE_METHODS
from aurora_web.auth.throttle import address
from aurora_web.auth.unwritten import Entry, Unwritten
from aurora_web.context import aurora, trace_id
from aurora_web.problems import RETRY_AFTER, Problem

#: Operations that change nothing although their method says so.
_HARMLESS: Final = frozenset({"graphs.Validation", "plans.Preview"})
_KEY: Final = "aurora-unwritten"


def install_journal(app: Flask, aurora: Aurora) -> None:
    """Let an app write what is done over it."""
    app.extensions[_KEY] = Unwritten(lambda entry: aurora.access.audit.append(**asdict(entry)))
    app.before_request(check_room)
    app.after_request(journal)


def record(action: str, target: str, outcome: str, *, actor: str, detail: Mapping[str, str] | None = None) -> None:
    """One entry, at once. Raises StoreUnavailable: who is not written down is not let in."""
    entry = _entry(action, target, outcome, actor=actor, detail=detail)
    aurora().access.audit.append(**asdict(entry))


def check_room() -> None:
    """Before each request. Raises Problem for one that changes something when it could not be written down."""
    if request.endpoint is not None and request.method not in SAFE_METHODS and unwritten().full:
        detail = "the audit log cannot be written now, so nothing is changed"
        headers = {"Retry-After": str(RETRY_AFTER)}
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "audit_unavailable", detail, (), headers)


def explain(**detail: str) -> None:
    """Let the entry of the current request say this, too."""
    g.explained = {**g.get("explained", {}), **{name: text for name, text in detail.items() if text}}


def pass_over() -> None:
    """Let the current request, which turned out to change nothing, have no entry."""
    g.recorded = True


def journal(response: Response) -> Response:
    """After each request that changed something, or was not allowed to. Neither changes the answer nor delays it."""
    status, principal = response.status_code, g.get("principal")
    refused = status in (401, 403, 429)
    if request.endpoint is None or request.endpoint in _HARMLESS or g.get("recorded"):
        return response
    if (request.method not in SAFE_METHODS and principal is not None) or refused:
        outcome = "refused" if refused else "done" if status < 400 else "failed"
        actor = principal.name if principal is not None else "anonymous"
        detail = {"method": request.method, **g.get("explained", {})}
        entry = _entry(request.endpoint, asked_path(), outcome, actor=actor, detail=detail)
        # A store that was away for the request itself is not waited for once more.
        write = unwritten().keep if status == HTTPStatus.SERVICE_UNAVAILABLE else unwritten().write
        response.call_on_close(partial(write, entry))
    return response


def unwritten() -> Unwritten:
    """What the current app has to write yet."""
    return cast("Unwritten", current_app.extensions[_KEY])


def _entry(action: str, target: str, outcome: str, *, actor: str, detail: Mapping[str, str] | None) -> Entry:
    return Entry(actor, action, target, outcome, address(), trace_id(), dict(detail or {}))
