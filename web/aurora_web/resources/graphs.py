"""``/graphs``: numbered versions of graphs by name."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, make_response, request
from flask.views import MethodView

from aurora_celery.errors import InvalidGraph
from aurora_celery.model.access import Role, project_of
from aurora_web.api import Blueprint, chosen
from aurora_web.api.interface import PREFIX, ErrorPlace
from aurora_web.auth.gate import demand, principal
from aurora_web.context import aurora
from aurora_web.problems import Problem
from aurora_web.resources.revalidating import answer_if_changed
from aurora_web.schemas.graphs import (
    Definition,
    DiffQuery,
    DiffView,
    ExportQuery,
    GraphDetail,
    GraphList,
    GraphsQuery,
    GraphSummary,
    GraphsView,
    GraphWithRuns,
    ValidationView,
    VersionQuery,
    diff_view,
    graph_detail,
    graph_summary,
    graph_with_runs,
)
from aurora_web.schemas.grid import GridQuery, GridView, grid_view
from aurora_web.schemas.samples import GRAPH

blueprint = Blueprint("graphs", __name__, url_prefix="/graphs", description="Graphs, in numbered versions.")


@blueprint.route("")
class Graphs(MethodView):
    """All of them."""

    @blueprint.query(GraphsQuery)
    @blueprint.answers(GraphsView)
    def get(self, query: GraphsQuery) -> GraphsView | Response:
        """List the newest version of every graph, and how its last runs stand."""
        found = aurora().stored_graphs()
        seen = [each for each in found if principal().may(Role.VIEWER, project_of(each.name))]
        runs = aurora().overview.recent({each.name for each in seen}, each=query.recent)
        items = [graph_with_runs(each, runs.get(each.name, ())) for each in seen]
        return chosen(GraphsView(items=items), GraphWithRuns, query.fields)

    @blueprint.body(Definition, example=GRAPH)
    @blueprint.answers(GraphSummary, HTTPStatus.CREATED)
    def post(self, definition: Definition) -> tuple[GraphSummary, dict[str, str]]:
        """Store a graph as the newest version of its name; an unchanged one keeps its version.

        With `If-Match: "3"` only if version 3 is the newest, with `If-None-Match: *` only if there is none.
        """
        graph = aurora().read(definition.definition, form=definition.format)
        demand(Role.EDITOR, graph.name)
        stored = graph_summary(aurora().apply(graph, expected=_expected()))
        return stored, {"Location": f"{request.script_root}{PREFIX}/graphs/{stored.name}?version={stored.version}"}


@blueprint.route("/validate")
class Validation(MethodView):
    """Whether a definition can be run."""

    @blueprint.body(Definition, example=GRAPH)
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
        aurora().stored_graph(name)
        return GraphList(items=[graph_summary(each) for each in aurora().store.graphs.versions(name)])


@blueprint.route("/<path:name>/diff")
class GraphDiff(MethodView):
    """What differs between two versions."""

    @blueprint.query(DiffQuery)
    @blueprint.answers(DiffView)
    def get(self, query: DiffQuery, name: str) -> DiffView:
        """Compare two versions of a graph, place by place."""
        demand(Role.VIEWER, name)
        return diff_view(aurora().stored_graph(name, query.before), aurora().stored_graph(name, query.after))


@blueprint.route("/<path:name>/grid")
class GraphGrid(MethodView):
    """The last runs of one."""

    @blueprint.query(GridQuery)
    @blueprint.answers(GridView)
    @blueprint.alt_response(HTTPStatus.NOT_MODIFIED, description="Nothing has changed since the `If-None-Match`.")
    def get(self, query: GridQuery, name: str) -> Response:
        """Read the states of all nodes in the last runs of a graph."""
        demand(Role.VIEWER, name)
        aurora().stored_graph(name)
        return answer_if_changed(grid_view(name, aurora().overview.grid(name, limit=query.limit)))


@blueprint.route("/<path:name>/export")
class GraphExport(MethodView):
    """The definition as text."""

    @blueprint.query(ExportQuery)
    @blueprint.response(HTTPStatus.OK, {"type": "string"}, content_type="text/plain")
    def get(self, query: ExportQuery, name: str) -> Response:
        """Write a graph as YAML, JSON or TOML, as it can be stored again."""
        demand(Role.VIEWER, name)
        stored = aurora().stored_graph(name, query.version)
        text = aurora().dump(aurora().read(stored.definition, form="json"), form=query.format)
        return Response(text, content_type="text/plain; charset=utf-8")


@blueprint.route("/<path:name>")
class GraphByName(MethodView):
    """One of them."""

    @blueprint.query(VersionQuery)
    @blueprint.answers(GraphDetail)
    def get(self, query: VersionQuery, name: str) -> Response:
        """Read a graph with its definition; its ETag is the version."""
        demand(Role.VIEWER, name)
        found = graph_detail(aurora().stored_graph(name, query.version))
        response = make_response(found.model_dump(mode="json"))
        response.set_etag(str(found.version))
        return response


def _expected() -> int | None:
    """The version that the request says is the newest. Raises Problem for a header that names none."""
    match = request.headers.get("If-Match")
    if match is None:
        return 0 if request.headers.get("If-None-Match") == "*" else None
    version = match.strip().strip('"')
    if not version.isdecimal() or len(version) > 9:
        detail = "If-Match has to be the ETag of a version of the graph"
        raise Problem(HTTPStatus.BAD_REQUEST, "bad_precondition", detail)
    return int(version)
