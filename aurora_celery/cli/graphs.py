"""``aurora graphs``: the stored graphs and their versions."""

from __future__ import annotations

import json
from typing import Any, Literal

import click

from aurora_celery.cli.options import including, reaching, shared, with_session
from aurora_celery.cli.output import ago, print_json, print_table
from aurora_celery.cli.session import Session
from aurora_celery.cli.targets import drawn_or_refuse, graph_of
from aurora_celery.model.graph import Graph
from aurora_celery.store.ports import GraphVersion


@click.group
def graphs() -> None:
    """Store graphs and look at them."""


@graphs.command
@click.argument("targets", metavar="FILE...", nargs=-1, required=True)
@including
@reaching
@with_session
def apply(session: Session, targets: tuple[str, ...]) -> None:
    """Store graphs under their names. An unchanged graph keeps its version."""
    found = [drawn_or_refuse(target) for target in targets]
    stored = _apply(session, [graph_of(graph) for graph in found])
    if session.json:
        print_json([_document(version) for version in stored])
        return
    for version in stored:
        click.echo(f"{version.name} is version {version.version}")


@graphs.command("list")
@shared
@reaching
@with_session
def list_(session: Session) -> None:
    """List the newest version of every graph."""
    found = session.reached().stored_graphs()
    if session.json:
        print_json([_document(version) for version in found])
    else:
        print_table(
            ("graph", "version", "stored"), [(each.name, str(each.version), ago(each.created)) for each in found]
        )


@graphs.command
@click.argument("name", metavar="GRAPH")
@click.option("--version", type=int, help="A version; the newest without it.")
@click.option("--format", "form", type=click.Choice(["yaml", "json", "toml"]), default="yaml", show_default=True)
@shared
@reaching
@with_session
def show(session: Session, /, name: str, *, version: int | None, form: Literal["yaml", "json", "toml"]) -> None:
    """Show the definition of a graph, as it can be applied again."""
    found = session.reached().stored_graph(name, version)
    if session.json:
        print_json(_document(found) | {"definition": json.loads(found.definition)})
        return
    from aurora_celery.definition import dump, parse, read

    click.echo(f"# {found.name}, version {found.version}, stored {ago(found.created)}", err=True)
    click.echo(dump(parse(read(found.definition, format="json")), format=form), nl=False)


def _apply(session: Session, graphs: list[Graph]) -> list[GraphVersion]:
    """Store them all; here none of them before all are known to be sound."""
    if session.remote is not None:
        return [session.remote.apply(graph) for graph in graphs]
    aurora = session.connected()
    compiled = [aurora.compile(graph) for graph in graphs]
    return [aurora.catalogue.apply(graph) for graph in compiled]


def _document(version: GraphVersion) -> dict[str, Any]:
    return {
        "name": version.name,
        "version": version.version,
        "plan": version.plan,
        "created": version.created.isoformat(),
    }
