"""``/session``: sign in, see who is signed in, sign out."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, g, make_response
from flask.views import MethodView

from aurora_celery.model.access import Session, User
from aurora_web.api import Blueprint
from aurora_web.auth import totp
from aurora_web.auth.cookies import clear_cookie, set_cookie
from aurora_web.auth.gate import principal
from aurora_web.auth.sign_in import change_password, confirm, set_up, sign_in, start_session, turn_off, turn_on
from aurora_web.context import aurora, web
from aurora_web.problems import Problem
from aurora_web.schemas.access import (
    BeginFactor,
    ChangePassword,
    ConfirmFactor,
    Doors,
    FactorView,
    RecoveryCodes,
    RemoveFactor,
    SessionList,
    SessionView,
    SetUp,
    SignIn,
    session_summary,
    session_view,
    short_id,
)

blueprint = Blueprint("session", __name__, url_prefix="/session", description="Who is signed in.")


@blueprint.route("")
class Current(MethodView):
    """The session of the browser that asks."""

    @blueprint.answers(SessionView)
    def get(self) -> SessionView:
        """Read who is signed in, and what they may do."""
        user, session = _signed_in()
        return session_view(user, session)

    @blueprint.body(SignIn, example={"name": "ada", "password": "a long sentence is a good password"})
    @blueprint.answers(SessionView, HTTPStatus.CREATED)
    def post(self, given: SignIn) -> Response:
        """Sign in; the answer sets the session's cookie."""
        g.recorded = True
        user, session, token = sign_in(given.name, given.password.get_secret_value(), given.code)
        return _welcome(user, session, token)

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self) -> Response:
        """Sign out."""
        aurora().access.sessions.end(principal().session)
        response = make_response("", HTTPStatus.NO_CONTENT)
        clear_cookie(response)
        return response


@blueprint.route("/setup")
class FirstUser(MethodView):
    """The first user."""

    @blueprint.body(SetUp, example={"secret": "aur_...", "name": "ada", "password": "a long sentence is good"})
    @blueprint.answers(SessionView, HTTPStatus.CREATED)
    def post(self, given: SetUp) -> Response:
        """Make the first user, with the secret that Aurora printed when it started, and sign in."""
        g.recorded = True
        user = set_up(given.secret.get_secret_value(), given.name, given.password.get_secret_value())
        return _welcome(user, *start_session(user))


@blueprint.route("/doors")
class DoorsView(MethodView):
    """The ways in."""

    @blueprint.answers(Doors)
    def get(self) -> Doors:
        """How one signs in here: whether the first user has to be made, and whether there is an identity provider."""
        nobody = not aurora().access.users.list(limit=1).items
        return Doors(first_user=nobody, provider=bool(web().settings.oidc.issuer))


@blueprint.route("/password")
class OwnPassword(MethodView):
    """One's own password."""

    @blueprint.body(ChangePassword, example={"current": "the old one", "new": "a long sentence is a good password"})
    @blueprint.answers(SessionView)
    def put(self, given: ChangePassword) -> Response:
        """Change one's own password; every other session ends, and this one goes on under a new token."""
        user, _ = _signed_in()
        user = change_password(user, given.current.get_secret_value(), given.new.get_secret_value())
        aurora().access.sessions.end_all(user.name)
        return _welcome(user, *start_session(user), status=HTTPStatus.OK)


@blueprint.route("/all")
class OwnSessions(MethodView):
    """All sessions of whoever asks."""

    @blueprint.answers(SessionList)
    def get(self) -> SessionList:
        """List one's own sessions."""
        _, current = _signed_in()
        found = aurora().access.sessions.of(current.user)
        return SessionList(items=[session_summary(each, current=current.id) for each in found])

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self) -> None:
        """End every other session of one's own."""
        _, current = _signed_in()
        aurora().access.sessions.end_all(current.user, but=current.id)


@blueprint.route("/all/<session_id>")
class OwnSessionById(MethodView):
    """One session of whoever asks."""

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, session_id: str) -> None:
        """End one session of one's own, by the id that the list says."""
        _, current = _signed_in()
        sessions = aurora().access.sessions
        found = [each for each in sessions.of(current.user) if short_id(each) == session_id]
        if not found or not sessions.end(found[0].id):
            raise Problem(HTTPStatus.NOT_FOUND, "session_not_found", "there is no such session of yours")


@blueprint.route("/second-factor")
class SecondFactor(MethodView):
    """The second factor of whoever asks."""

    @blueprint.body(BeginFactor, example={"password": "a long sentence is a good password"})
    @blueprint.answers(FactorView)
    def post(self, given: BeginFactor) -> FactorView:
        """Make a seed for an authenticator app; it counts once a code of it is confirmed."""
        user, _ = _signed_in()
        confirm(user, given.password.get_secret_value())
        seed = totp.new_seed()
        return FactorView(seed=seed, address=totp.address(seed, user.name))

    @blueprint.body(
        ConfirmFactor, example={"password": "my sentence", "seed": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "code": "123456"}
    )
    @blueprint.answers(RecoveryCodes)
    def put(self, given: ConfirmFactor) -> RecoveryCodes:
        """Turn the second factor on with a code of the seed; the recovery codes are shown this once."""
        user, _ = _signed_in()
        confirm(user, given.password.get_secret_value())
        return RecoveryCodes(codes=list(turn_on(user, given.seed, given.code)))


@blueprint.route("/second-factor/removal")
class SecondFactorRemoval(MethodView):
    """The end of the second factor of whoever asks."""

    @blueprint.body(RemoveFactor, example={"password": "a long sentence is a good password", "code": "123456"})
    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def post(self, given: RemoveFactor) -> None:
        """Turn the second factor off, with the password and a code of the app or a recovery code."""
        user, _ = _signed_in()
        confirm(user, given.password.get_secret_value())
        turn_off(user, given.code)


def _signed_in() -> tuple[User, Session]:
    """The user and the session of a browser. Raises Problem for a program with a key, which has none."""
    session: Session | None = g.get("session")
    user = aurora().access.users.get(session.user) if session else None
    if session is None or user is None:
        raise Problem(HTTPStatus.CONFLICT, "no_session", "this is for browsers that are signed in, not for keys")
    return user, session


def _welcome(user: User, session: Session, token: str, *, status: HTTPStatus = HTTPStatus.CREATED) -> Response:
    response = make_response(session_view(user, session).model_dump(mode="json"), status)
    set_cookie(response, token)
    return response
