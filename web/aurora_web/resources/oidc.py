"""``/session/oidc``: sign in at an identity provider."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Response, current_app, g, redirect, request, url_for
from flask.views import MethodView

from aurora_web.api import Blueprint
from aurora_web.auth.cookies import set_cookie
from aurora_web.auth.oidc_provider import Provider
from aurora_web.auth.oidc_sign_in import come_back, keep_journey, leave
from aurora_web.auth.sign_in import start_session
from aurora_web.context import web
from aurora_web.problems import Problem
from aurora_web.schemas.oidc import CallbackQuery, LeaveQuery

blueprint = Blueprint("oidc", __name__, url_prefix="/session/oidc", description="Sign in at an identity provider.")

_KEY: Final = "aurora-oidc"


@blueprint.route("")
class Leave(MethodView):
    """The way there."""

    @blueprint.query(LeaveQuery)
    @blueprint.answers(status=HTTPStatus.FOUND)
    def get(self, query: LeaveQuery) -> Response:
        """Send the browser to the identity provider; `return_to` is the page of ours to show in the end."""
        address, journey = leave(_provider(), return_to=query.return_to, redirect=_callback())
        response = _sent_to(address)
        keep_journey(response, journey)
        return response


@blueprint.route("/callback")
class Callback(MethodView):
    """The way back."""

    @blueprint.query(CallbackQuery)
    @blueprint.answers(status=HTTPStatus.FOUND)
    def get(self, query: CallbackQuery) -> Response:
        """Take the browser back from the identity provider, start a session, and show the page that was asked for.

        Whoever is not let in is shown the page to sign in at, with the reason's code as `refused`.
        """
        g.recorded = True
        try:
            user, return_to = come_back(
                _provider(), code=query.code, state=query.state, issuer=query.iss, redirect=_callback()
            )
        except Problem as problem:
            if request.accept_mimetypes.best != "text/html":
                raise
            return _sent_to(f"{request.script_root}/sign-in?refused={problem.code}")
        _, token = start_session(user)
        response = _sent_to(return_to)
        keep_journey(response, "")
        set_cookie(response, token)
        return response


def _sent_to(address: str) -> Response:
    response = redirect(address, HTTPStatus.FOUND, Response)
    assert isinstance(response, Response)
    return response


def _callback() -> str:
    return web().settings.oidc.redirect_url or url_for(".Callback", _external=True)


def _provider() -> Provider:
    """The provider of this app. Raises Problem when there is none."""
    if not web().settings.oidc.issuer:
        raise Problem(HTTPStatus.NOT_FOUND, "no_provider", "no identity provider is configured")
    provider: Provider = current_app.extensions.setdefault(_KEY, Provider(web().settings.oidc))
    return provider
