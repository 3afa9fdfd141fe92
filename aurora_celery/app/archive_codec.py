"""What the store shows of a run as plain JSON, and back; whatever does not come back the same is refused."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from aurora_celery.store.values import CellView, RunView

T = TypeVar("T")

RUN: Final = TypeAdapter(RunView)
CELL: Final = TypeAdapter(CellView)


def encoded(adapter: TypeAdapter[T], value: T) -> dict[str, Any]:
    """A value as plain JSON."""
    document: dict[str, Any] = adapter.dump_python(value, mode="json")
    return document


def decoded(adapter: TypeAdapter[T], document: dict[str, Any]) -> T:
    """The inverse. Raises ValueError for missing and unknown fields and for values of the wrong type."""
    try:
        value = adapter.validate_python(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(f"{place}: {first['msg']}") from error
    if encoded(adapter, value) != document:
        raise ValueError("it has fields that are not known, or values of another type")
    return value


def referred(document: Any) -> set[str]:
    """The keys of all large values that a document refers to."""
    if isinstance(document, dict):
        own = {document["ref"]} if _is_output(document) and document["ref"] is not None else set()
        return own.union(*map(referred, document.values()))
    return set().union(*map(referred, document)) if isinstance(document, list) else set()


def renamed(document: Any, names: dict[str, str]) -> Any:
    """The same document, in which references to large values have other keys."""
    if isinstance(document, dict):
        if _is_output(document) and document["ref"] in names:
            return document | {"ref": names[document["ref"]]}
        return {name: renamed(value, names) for name, value in document.items()}
    return [renamed(value, names) for value in document] if isinstance(document, list) else document


def _is_output(document: dict[str, Any]) -> bool:
    return document.keys() == {"text", "ref", "size"}
