"""``/runs/{run}/nodes``: one node of a run, what it was given and what it returned."""

from __future__ import annotations

from flask import Response
from flask.views import MethodView

from aurora_celery.model.access import Role
from aurora_web.api import Blueprint, chosen
from aurora_web.auth.gate import seen_run
from aurora_web.context import aurora
from aurora_web.schemas.hindrances import WaitingView, waiting_view
from aurora_web.schemas.nodes import NodeDetail, NodePage, NodesQuery, NodeValues, NodeView, node_detail, node_view

blueprint = Blueprint("nodes", __name__, url_prefix="/runs", description="Single nodes of a run.")


@blueprint.route("/<run_id>/nodes")
class Nodes(MethodView):
    """All of them."""

    @blueprint.query(NodesQuery)
    @blueprint.answers(NodePage)
    def get(self, query: NodesQuery, run_id: str) -> NodePage | Response:
        """List the nodes of a run in the order of its plan, those of some states only; a deep page costs no more."""
        after = -1 if query.cursor is None else int(query.cursor)
        seen = seen_run(run_id, Role.VIEWER).inspect()
        found, last = seen.nodes(query.state, limit=query.limit, after=after)
        page = NodePage(items=[node_view(node) for node in found], cursor=None if last is None else str(last))
        return chosen(page, NodeView, query.fields)


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


@blueprint.route("/<run_id>/nodes/<path:node_id>/waiting")
class NodeWaiting(MethodView):
    """What one waits for."""

    @blueprint.answers(WaitingView)
    def get(self, run_id: str, node_id: str) -> WaitingView:
        """Say why a node does not run yet: its run, its predecessors, its retry, its workers, its queue.

        Up to three workers are asked how they stand, for a second each.
        """
        seen_run(run_id, Role.VIEWER)
        return waiting_view(aurora().overview.waiting(run_id, node_id))


@blueprint.route("/<run_id>/nodes/<path:node_id>")
class NodeById(MethodView):
    """One of them."""

    @blueprint.answers(NodeDetail)
    def get(self, run_id: str, node_id: str) -> NodeDetail:
        """Read a node with its tries, its errors in full, and what it waits for."""
        return node_detail(seen_run(run_id, Role.VIEWER).inspect().node(node_id))
