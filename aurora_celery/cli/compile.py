"""``aurora compile``: check a graph and explain what it becomes. Needs neither broker nor store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from aurora_celery.cli.options import including, with_session
from aurora_celery.cli.output import note
from aurora_celery.cli.session import Session
from aurora_celery.cli.targets import drawn_or_refuse, graph_of
from aurora_celery.errors import CanvasRefused
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec

FORMATS = ("tree", "canvas", "plan", "mermaid", "dot", "json")
#: Handlers with this prefix are Aurora's own: whoever names another one has mistyped.
_OURS = "aurora."


@click.command("compile")
@click.argument("target", metavar="FILE")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to show it [tree; json with --json].")
@click.option("--barriers", is_flag=True, help="A canvas for any graph, with level barriers, and what they cost.")
@click.option(
    "--check-handlers/--no-check-handlers", default=None,
    help="Refuse handlers that are not known here [when modules are given with -I].",
)  # fmt: skip
@including
@with_session
def compile_(session: Session, target: str, form: str | None, **options: Any) -> None:
    """Explain FILE or MODULE:NAME: chains and chords, the critical path, messages and bytes."""
    from aurora_celery.compiler import compile_graph
    from aurora_celery.compiler.explain import FORMS, canvas

    form = form or ("json" if session.json else "tree")
    graph = graph_of(drawn_or_refuse(target))
    strict = options["check_handlers"]
    plan = compile_graph(
        graph, handlers=_known(session, graph, strict=bool(session.include) if strict is None else strict)
    )
    if form == "canvas":
        _refuse_canvas(graph, barriers=options["barriers"])
        text = canvas(graph, plan, barriers=options["barriers"])
    else:
        text = FORMS[form](graph, plan)
    click.echo(text, nl=False)


def _known(session: Session, graph: Graph, *, strict: bool) -> Mapping[str, HandlerSpec]:
    """The signatures to check against. Others than ours are taken on trust, which is told, unless ``strict``."""
    specs = dict(session.aurora.handlers())
    if strict:
        return specs
    unknown = {node.handler for node in graph.nodes if not node.handler.startswith(_OURS)} - specs.keys()
    if unknown:
        note(f"not checked, for they are not known here (-I MODULE): {', '.join(sorted(unknown))}")
    return specs | {name: HandlerSpec(name=name, open=True) for name in unknown}


def _refuse_canvas(graph: Graph, *, barriers: bool) -> None:
    """Raises CanvasRefused where there is no canvas, so that the call ends as it should."""
    from aurora_celery.compiler.canvas import canvas_tree

    try:
        canvas_tree(graph, barriers=barriers)
    except CanvasRefused:
        note("with --barriers between its levels it can be one")
        raise
