"""What a measurement gives: figures that are held against budgets, and the raw numbers behind them. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number for one budget. ``shown`` says in a few words what it was made of.

    ``floor`` means that the other side was stopped by its time limit, so that the true ratio is higher.
    """

    budget: str
    value: float
    shown: str = ""
    floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The outcome of one measurement. ``raw`` is plain JSON: every repetition, in the order taken."""

    name: str
    figures: tuple[Figure, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict)
