"""``/plans``: what a graph becomes when it is compiled, before it runs."""

from __future__ import annotations

from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import demand
from aurora_web.context import aurora
from aurora_web.schemas.graphs import Definition
from aurora_web.schemas.plans import PlanQuery, PlanView, plan_view
from aurora_web.schemas.samples import GRAPH

blueprint = Blueprint("plans", __name__, url_prefix="/plans", description="What graphs become.")


@blueprint.route("")
class Preview(MethodView):
    """Of a definition that is not stored."""

    @blueprint.body(Definition, example=GRAPH)
    @blueprint.answers(PlanView)
    def post(self, definition: Definition) -> PlanView:
        """Compile a definition and explain its chains, chords, critical path and costs; nothing is stored."""
        return plan_view(aurora().explain(aurora().read(definition.definition, form=definition.format)))


@blueprint.route("/<path:name>")
class PlanOfGraph(MethodView):
    """Of a stored graph."""

    @blueprint.query(PlanQuery)
    @blueprint.answers(PlanView)
    def get(self, query: PlanQuery, name: str) -> PlanView:
        """Explain the chains, chords, critical path and costs of a stored graph."""
        demand(Role.VIEWER, name)
        stored = aurora().stored_graph(name, query.version)
        return plan_view(aurora().explain(aurora().read(stored.definition, form="json")))
