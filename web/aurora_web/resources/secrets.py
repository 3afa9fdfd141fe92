"""``/secrets``: what nodes are given and nobody is shown."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from flask.views import MethodView

from aurora_celery.model.access import EVERY_PROJECT, Role, SealedSecret
from aurora_celery.sealing import kept_name, load_seal, sealed_name
from aurora_web.api import Blueprint
from aurora_web.auth.gate import demand_in, principal
from aurora_web.context import aurora, web
from aurora_web.problems import Problem
from aurora_web.schemas.secrets import NewSecret, SecretList, SecretsQuery, SecretView, secret_view

blueprint = Blueprint(
    "secrets", __name__, url_prefix="/secrets", description="What nodes are given and nobody is shown."
)

#: What an expression can refer to as ``secrets.NAME``.
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
_PROJECT: Final = re.compile(r"[^/\x00-\x1f*]{1,128}")


@blueprint.route("")
class Secrets(MethodView):
    """All of them."""

    @blueprint.query(SecretsQuery)
    @blueprint.answers(SecretList)
    def get(self, query: SecretsQuery) -> SecretList:
        """List the names of secrets in projects in which one may write graphs, with when they were changed and by whom.

        What they are is never shown.
        """
        shown = (secret_view(secret) for secret in aurora().access.secrets.list())
        wanted = None if query.project in (None, EVERY_PROJECT) else query.project
        return SecretList(
            items=[
                view for view in shown if wanted in (None, view.project) and principal().may(Role.EDITOR, view.project)
            ]
        )


@blueprint.route("/<project>/<name>")
class SecretByName(MethodView):
    """One of them."""

    @blueprint.body(NewSecret, example={"value": "s3cret-of-the-bank"})
    @blueprint.answers(SecretView)
    def put(self, given: NewSecret, project: str, name: str) -> SecretView:
        """Keep a secret of a project, in place of an older one; nodes that start from now on are given it."""
        demand_in(project, Role.ADMIN)
        if not _NAME.fullmatch(name) or not _PROJECT.fullmatch(project):
            detail = "a secret is named with A-Z a-z 0-9 _, 64 of them at most, and no digit first"
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_secret_name", detail)
        seal = load_seal(web().settings.secret_keys)
        sealed = seal.seal(given.value.get_secret_value(), name=sealed_name(project, name))
        secret = SealedSecret(name=kept_name(project, name), sealed=sealed, key_id=seal.key_id, by=principal().name)
        return secret_view(aurora().access.secrets.put(secret))

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, project: str, name: str) -> None:
        """Forget a secret. Nodes that refer to it fail from now on."""
        demand_in(project, Role.ADMIN)
        if not aurora().access.secrets.remove(kept_name(project, name)):
            raise Problem(HTTPStatus.NOT_FOUND, "secret_not_found", f"there is no secret {name[:80]!r} in this project")
