"""A filter of runs as JSON text, for those that are kept."""

from __future__ import annotations

import json
from datetime import datetime

from aurora_celery.model.states import RunState
from aurora_celery.store.values import RunFilter


def write_filter(where: RunFilter) -> str:
    """The same filter gives the same text."""
    document = {
        "states": [state.value for state in where.states],
        "graph": where.graph,
        "labels": dict(where.labels),
        "facts": dict(where.facts),
        "projects": None if where.projects is None else list(where.projects),
        "after": _text(where.created_after),
        "before": _text(where.created_before),
        "text": where.text,
    }
    return json.dumps(document, sort_keys=True)


def read_filter(text: str) -> RunFilter:
    """What ``write_filter`` wrote."""
    document = json.loads(text)
    projects = document["projects"]
    return RunFilter(
        states=tuple(map(RunState, document["states"])),
        graph=document["graph"],
        labels=document["labels"],
        facts=document["facts"],
        projects=None if projects is None else tuple(projects),
        created_after=_moment(document["after"]),
        created_before=_moment(document["before"]),
        text=document.get("text"),
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
