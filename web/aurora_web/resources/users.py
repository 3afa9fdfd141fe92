"""``/users``: who may sign in."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask.views import MethodView

from aurora_celery.model.access import EVERY_PROJECT, Role, User
from aurora_web.api import Blueprint
from aurora_web.auth import passwords
from aurora_web.auth.gate import principal
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.schemas.access import ChangeUser, NewUser, PageQuery, UserPage, UserView, user_view

blueprint = Blueprint("users", __name__, url_prefix="/users", description="Who may sign in.")


@blueprint.route("")
class Users(MethodView):
    """All of them."""

    @blueprint.query(PageQuery)
    @blueprint.answers(UserPage)
    def get(self, query: PageQuery) -> UserPage:
        """List users by name."""
        page = aurora().access.users.list(limit=query.limit, cursor=query.cursor)
        return UserPage(items=[user_view(user) for user in page.items], cursor=page.cursor)

    @blueprint.body(NewUser, example={"name": "grace", "password": "to be changed", "grants": {"*": "operator"}})
    @blueprint.answers(UserView, HTTPStatus.CREATED)
    def post(self, given: NewUser) -> UserView:
        """Make a user, who has to change the password at the first sign-in."""
        password = given.password.get_secret_value()
        passwords.check_new(password, words=(given.name,))
        user = User(name=given.name, password=passwords.hash_password(password), grants=given.grants, must_change=True)
        if not aurora().access.users.add(user):
            raise Problem(HTTPStatus.CONFLICT, "user_exists", f"there is a user {given.name!r} already")
        return user_view(_found(given.name))


@blueprint.route("/<name>")
class UserByName(MethodView):
    """One of them."""

    @blueprint.answers(UserView)
    def get(self, name: str) -> UserView:
        """Read a user."""
        return user_view(_found(name))

    @blueprint.body(ChangeUser, example={"grants": {"*": "viewer"}})
    @blueprint.answers(UserView)
    def patch(self, given: ChangeUser, name: str) -> UserView:
        """Change what a user may do, or disable them; their sessions end."""
        user = _found(name)
        changed = replace(user, **_changes(user, given))
        _keep_an_admin(changed)
        if not aurora().access.users.change(changed):
            raise Problem(HTTPStatus.CONFLICT, "changed_meanwhile", "the user was changed in the meantime; try again")
        aurora().access.sessions.end_all(name)
        return user_view(_found(name))

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, name: str) -> None:
        """Forget a user, with all sessions and keys."""
        _keep_an_admin(replace(_found(name), disabled=True))
        aurora().access.users.remove(name)


def _changes(user: User, given: ChangeUser) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if given.grants is not None:
        found["grants"] = given.grants
    if given.disabled is not None:
        found["disabled"] = given.disabled
    if given.password is not None:
        password = given.password.get_secret_value()
        passwords.check_new(password, words=(user.name,))
        found |= {"password": passwords.hash_password(password), "must_change": True}
    if given.reset_second_factor:
        found |= {"totp": "", "recovery": ()}
    return found


def _keep_an_admin(user: User) -> None:
    """Raise Problem for an admin who would lock themselves out; somebody else has to do that."""
    is_admin = user.grants.get(EVERY_PROJECT) is Role.ADMIN and not user.disabled
    if user.name == principal().user and not is_admin:
        detail = "nobody takes the role of an admin from themselves"
        raise Problem(HTTPStatus.CONFLICT, "last_admin", detail)


def _found(name: str) -> User:
    user = aurora().access.users.get(name)
    if user is None:
        raise Problem(HTTPStatus.NOT_FOUND, "user_not_found", f"there is no user {name!r}")
    return user
