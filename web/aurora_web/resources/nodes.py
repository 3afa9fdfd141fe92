"""``/runs/{run}/nodes``: one node of a run, what it was given and what it returned."""

from __future__ import annotations

from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint
from aurora_web.auth.gate import seen_run
from aurora_web.schemas.nodes import NodeDetail, NodeValues, node_detail

blueprint = Blueprint("nodes", __name__, url_prefix="/runs", description="Single nodes of a run.")


@blueprint.route("/<run_id>/nodes/<path:node_id>/result")
class NodeResult(MethodView):
    """What one returned."""

    @blueprint.answers(NodeValues)
    def get(self, run_id: str, node_id: str) -> NodeValues:
        """Read what a node returned."""
        value = seen_run(run_id, Role.VIEWER).inspect().result(node_id)
        return NodeValues(run=run_id, node=node_id, value=value)


@blueprint.route("/<run_id>/nodes/<path:node_id>/arguments")
class NodeArguments(MethodView):
    """What one was given."""

    @blueprint.answers(NodeValues)
    def get(self, run_id: str, node_id: str) -> NodeValues:
        """Read what a node's handler is given, once its predecessors have succeeded."""
        value = seen_run(run_id, Role.VIEWER).inspect().arguments(node_id)
        return NodeValues(run=run_id, node=node_id, value=value)


@blueprint.route("/<run_id>/nodes/<path:node_id>")
class NodeById(MethodView):
    """One of them."""

    @blueprint.answers(NodeDetail)
    def get(self, run_id: str, node_id: str) -> NodeDetail:
        """Read a node with its tries, its errors in full, and what it waits for."""
        return node_detail(seen_run(run_id, Role.VIEWER).inspect().node(node_id))
