"""What is known of a handler without calling it: its parameters and result, as JSON Schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a handler. ``schema`` is a JSON Schema; empty when the type is not known."""

    name: str
    required: bool = True
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerSpec:
    """A handler's signature. ``open`` means that it takes any further keyword (``**kwargs``)."""

    name: str
    parameters: tuple[Parameter, ...] = ()
    open: bool = False
    result: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
