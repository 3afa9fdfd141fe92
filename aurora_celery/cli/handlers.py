"""``aurora handlers``: what a node can name."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from aurora_celery.cli.options import including, with_session
from aurora_celery.cli.output import note, print_json, print_table
from aurora_celery.cli.session import Session
from aurora_celery.errors import StoreError
from aurora_celery.model.handler import HandlerSpec


@click.command
@including
@with_session
def handlers(session: Session) -> None:
    """List handlers: those of the modules given here, and those of the workers that are alive."""
    known = session.aurora.handlers()
    alive = _of_workers(session)
    names = sorted({*known, *alive})
    if session.json:
        print_json([{**_document(name, known.get(name)), "workers": alive[name]} for name in names])
        return
    rows = [(name, _signature(known.get(name)), str(alive[name]), _first_line(known.get(name))) for name in names]
    print_table(("handler", "parameters", "workers", "description"), rows)


def _of_workers(session: Session) -> Counter[str]:
    """How many workers offer each handler; none when the store is not there, which is told."""
    if not session.aurora.settings.store.url:
        return Counter()
    try:
        beats = session.aurora.workers.living()
    except StoreError as error:
        note(f"the workers are not known: {error}")
        return Counter()
    return Counter(name for beat in beats for name in beat.handlers if not name.startswith("celery."))


def _signature(spec: HandlerSpec | None) -> str:
    if spec is None:
        return "?"
    words = [each.name if each.required else f"[{each.name}]" for each in spec.parameters]
    return ", ".join([*words, "..."] if spec.open else words)


def _first_line(spec: HandlerSpec | None) -> str:
    return spec.description.strip().partition("\n")[0] if spec else ""


def _document(name: str, spec: HandlerSpec | None) -> dict[str, Any]:
    if spec is None:
        return {"name": name, "parameters": None, "result": None, "description": ""}
    parameters = [
        {"name": each.name, "required": each.required, "schema": dict(each.schema)} for each in spec.parameters
    ]
    return {
        "name": name,
        "parameters": parameters,
        "open": spec.open,
        "result": dict(spec.result),
        "description": spec.description,
    }
