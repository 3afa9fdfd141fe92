"""``/keys``: what programs sign their requests with."""

from __future__ import annotations

from http import HTTPStatus

from flask.views import MethodView

from aurora_celery.model.access import ApiKey, Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import forbidden, principal
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.schemas.access import IssuedKey, KeyPage, NewKey, PageQuery, key_view

blueprint = Blueprint("keys", __name__, url_prefix="/keys", description="What programs sign their requests with.")


@blueprint.route("")
class Keys(MethodView):
    """One's own; for an admin, all."""

    @blueprint.query(PageQuery)
    @blueprint.answers(KeyPage)
    def get(self, query: PageQuery) -> KeyPage:
        """List one's own keys; an admin sees those of all."""
        owner = None if principal().may_everywhere(Role.ADMIN) else principal().user
        page = aurora().access.keys.list(owner, limit=query.limit, cursor=query.cursor)
        return KeyPage(items=[key_view(key) for key in page.items], cursor=page.cursor)

    @blueprint.body(NewKey, example={"title": "nightly import", "role": "operator", "projects": ["shop"]})
    @blueprint.answers(IssuedKey, HTTPStatus.CREATED)
    def post(self, given: NewKey) -> IssuedKey:
        """Make a key; its secret is in the answer, and nowhere else ever after."""
        who = principal()
        if not who.session:
            raise Problem(HTTPStatus.FORBIDDEN, "forbidden", "a key cannot make keys; sign in")
        if not all(who.may(given.role, project) for project in given.projects):
            raise forbidden(given.role)
        key, secret = aurora().issue_key(
            owner=who.user, title=given.title, role=given.role, projects=given.projects, lifetime=given.lifetime
        )
        return IssuedKey(**dict(key_view(key)), secret=secret)


@blueprint.route("/<key_id>")
class KeyById(MethodView):
    """One of them."""

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, key_id: str) -> None:
        """Revoke a key of one's own; an admin may revoke any."""
        aurora().access.keys.remove(_own(key_id).id)


def _own(key_id: str) -> ApiKey:
    key = aurora().access.keys.get(key_id)
    mine = key is not None and (key.owner == principal().user or principal().may_everywhere(Role.ADMIN))
    if key is None or not mine:
        raise Problem(HTTPStatus.NOT_FOUND, "key_not_found", f"there is no key {key_id[:80]!r} of yours")
    return key
