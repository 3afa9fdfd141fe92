"""``aurora compile``: check a graph and explain what it becomes. Needs neither broker nor store."""

from __future__ import annotations

from typing import Any

import click

from aurora_celery.cli.options import including, with_session
from aurora_celery.cli.session import Session
from aurora_celery.cli.targets import drawn_or_refuse, graph_of

FORMATS = ("tree", "canvas", "plan", "mermaid", "dot", "json")


@click.command("compile")
@click.argument("target", metavar="FILE")
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to show it [tree; json with --json].")
@click.option("--barriers", is_flag=True, help="A canvas for any graph, with level barriers, and what they cost.")
@click.option("--check-handlers/--no-check-handlers", default=False, help="Refuse handlers that are not known here.")
@including
@with_session
def compile_(session: Session, target: str, form: str | None, **options: Any) -> None:
    """Explain FILE or MODULE:NAME: chains and chords, the critical path, messages and bytes."""
    form = form or ("json" if session.json else "tree")
    graph = graph_of(drawn_or_refuse(target))
    handlers = session.aurora.handlers() if options["check_handlers"] or session.include else None
    from aurora_celery.compiler.explain import explain

    click.echo(explain(graph, form, handlers=handlers, barriers=options["barriers"]))
