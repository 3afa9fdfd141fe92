"""``/health``: whether this process lives, and whether it can do its work."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from http import HTTPStatus
from typing import Final

from flask.views import MethodView

from aurora_celery import Aurora
from aurora_celery.errors import AuroraError, Diagnostic
from aurora_web.api import Blueprint, ResponseModel
from aurora_web.context import aurora
from aurora_web.problems import RETRY_AFTER, Problem

blueprint = Blueprint("health", __name__, url_prefix="/health", description="Whether Aurora can do its work.")

#: Seconds that the store and the broker have to answer.
_PATIENCE: Final = 3.0
_ASKING: Final = ThreadPoolExecutor(max_workers=4, thread_name_prefix="health")


class Health(ResponseModel):
    """``ok``, and what was asked."""

    status: str
    store: str
    broker: str


class Liveness(ResponseModel):
    """This process answers."""

    status: str


@blueprint.route("/live")
class Live(MethodView):
    """Asks nobody."""

    @blueprint.answers(Liveness)
    def get(self) -> Liveness:
        """Whether this process answers."""
        return live()


@blueprint.route("/ready")
class Ready(MethodView):
    """Asks store and broker."""

    @blueprint.answers(Health)
    @blueprint.alt_response(HTTPStatus.SERVICE_UNAVAILABLE, success=False)
    def get(self) -> Health:
        """Whether store and broker answer."""
        return ready()


def live() -> Liveness:
    """This process answers."""
    return Liveness(status="ok")


def ready() -> Health:
    """What store and broker answer. Raises Problem unless both do."""
    asked = {"store": _ASKING.submit(_ask_store, aurora()), "broker": _ASKING.submit(_ask_broker, aurora())}
    found = {name: _answer(future) for name, future in asked.items()}
    away = sorted(name for name, answer in found.items() if answer != "ok")
    if away:
        detail = f"{' and '.join(away)} cannot be used now"
        headers = {"Retry-After": str(RETRY_AFTER)}
        places = tuple(Diagnostic("unavailable", name, f"the {name} does not answer") for name in away)
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "not_ready", detail, places, headers)
    return Health(status="ok", **found)


def _answer(future: Future[None]) -> str:
    try:
        future.result(timeout=_PATIENCE)
    except (AuroraError, OSError, TooLate):
        return "unavailable"
    return "ok"


def _ask_store(aurora: Aurora) -> None:
    aurora.store.runs.unsettled(older=0.0, limit=1)


def _ask_broker(aurora: Aurora) -> None:
    aurora.ping_broker(timeout=_PATIENCE)
