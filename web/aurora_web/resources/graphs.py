"""``/graphs``: numbered versions of graphs by name."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, make_response
from flask.views import MethodView

from aurora_celery.errors import InvalidGraph
from aurora_celery.model.access import Role, project_of
from aurora_web.api import Blueprint
from aurora_web.api.interface import PREFIX, ErrorPlace
from aurora_web.auth.gate import demand, principal
from aurora_web.context import aurora
from aurora_web.schemas.graphs import (
    Definition,
    GraphDetail,
    GraphList,
    GraphSummary,
    ValidationView,
    VersionQuery,
    graph_detail,
    graph_summary,
)

blueprint = Blueprint("graphs", __name__, url_prefix="/graphs", description="Graphs, in numbered versions.")

_EXAMPLE = {
    "definition": {"aurora": 1, "name": "hello", "nodes": {"greet": {"handler": "aurora.echo", "with": {"value": 1}}}}
}


@blueprint.route("")
class Graphs(MethodView):
    """All of them."""

    @blueprint.answers(GraphList)
    def get(self) -> GraphList:
        """List the newest version of every graph."""
        found = aurora().store.graphs.names()
        seen = [each for each in found if principal().may(Role.VIEWER, project_of(each.name))]
        return GraphList(items=[graph_summary(each) for each in seen])

    @blueprint.body(Definition, example=_EXAMPLE)
    @blueprint.answers(GraphSummary, HTTPStatus.CREATED)
    def post(self, definition: Definition) -> tuple[GraphSummary, dict[str, str]]:
        """Store a graph as the newest version of its name; an unchanged one keeps its version."""
        graph = aurora().read(definition.definition, form=definition.format)
        demand(Role.EDITOR, graph.name)
        stored = graph_summary(aurora().apply(graph))
        return stored, {"Location": f"{PREFIX}/graphs/{stored.name}?version={stored.version}"}


@blueprint.route("/validate")
class Validation(MethodView):
    """Whether a definition can be run."""

    @blueprint.body(Definition, example=_EXAMPLE)
    @blueprint.answers(ValidationView)
    def post(self, definition: Definition) -> ValidationView:
        """Check a definition and name everything that is wrong with it; nothing is stored."""
        try:
            compiled = aurora().compile(aurora().read(definition.definition, form=definition.format))
        except InvalidGraph as error:
            found = [ErrorPlace(code=each.code, path=each.path, message=each.message) for each in error.diagnostics]
            return ValidationView(valid=False, name=error.name, plan=None, nodes=0, diagnostics=found)
        plan = compiled.plan
        return ValidationView(
            valid=True, name=compiled.graph.name, plan=plan.hash, nodes=len(compiled.graph.nodes), diagnostics=[]
        )


@blueprint.route("/<path:name>/versions")
class GraphVersions(MethodView):
    """The versions of one."""

    @blueprint.answers(GraphList)
    def get(self, name: str) -> GraphList:
        """List every version of a graph, newest first."""
        demand(Role.VIEWER, name)
        aurora().store.graphs.get(name)
        return GraphList(items=[graph_summary(each) for each in aurora().store.graphs.versions(name)])


@blueprint.route("/<path:name>")
class GraphByName(MethodView):
    """One of them."""

    @blueprint.query(VersionQuery)
    @blueprint.answers(GraphDetail)
    def get(self, query: VersionQuery, name: str) -> Response:
        """Read a graph with its definition; its ETag is the version."""
        demand(Role.VIEWER, name)
        found = graph_detail(aurora().store.graphs.get(name, query.version))
        response = make_response(found.model_dump(mode="json"))
        response.set_etag(str(found.version))
        return response
