"""``/secrets``: what nodes are given and nobody is shown."""

from __future__ import annotations

from http import HTTPStatus

from flask.views import MethodView

from aurora_celery.model.access import EVERY_PROJECT, Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import demand_in, principal
from aurora_web.context import aurora
from aurora_web.schemas.secrets import NewSecret, SecretList, SecretsQuery, SecretView, secret_view

blueprint = Blueprint(
    "secrets", __name__, url_prefix="/secrets", description="What nodes are given and nobody is shown."
)


@blueprint.route("")
class Secrets(MethodView):
    """All of them."""

    @blueprint.query(SecretsQuery)
    @blueprint.answers(SecretList)
    def get(self, query: SecretsQuery) -> SecretList:
        """List the names of secrets in projects in which one may write graphs, with when they were changed and by whom.

        What they are is never shown.
        """
        shown = (secret_view(secret) for secret in aurora().secrets.all())
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
        value = given.value.get_secret_value()
        return secret_view(aurora().secrets.put(name, value, project=project, by=principal().name))

    @blueprint.answers(status=HTTPStatus.NO_CONTENT)
    def delete(self, project: str, name: str) -> None:
        """Forget a secret. Nodes that refer to it fail from now on."""
        demand_in(project, Role.ADMIN)
        aurora().secrets.remove(name, project=project)
