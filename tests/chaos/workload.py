"""Which runs a campaign submits: a run's number decides on its graph, its input, and whether it is cancelled."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.chaos.shapes import Shape, kinds, named


@dataclass(frozen=True)
class Workload:
    """The runs of one seed: of every shape, or ``only`` of the one with this name, none of which is cancelled."""

    seed: int = 0
    only: str = ""

    def shape(self, number: int) -> Shape:
        """The graph of a run."""
        if self.only:
            return named(self.only)
        weights, shapes = zip(*kinds(), strict=True)
        chosen: Shape = random.Random(f"{self.seed}/{number}").choices(shapes, weights)[0]
        return chosen

    def salt(self, number: int) -> str:
        """What makes the results of this run differ from those of all others."""
        return f"{self.seed}-{number}"

    def key(self, number: int) -> str:
        """The idempotency key of the run's submit."""
        return f"chaos-{self.seed}-{number}"

    def is_cancelled(self, number: int) -> bool:
        """Whether the run is cancelled soon after its submit: about one in twelve."""
        return not self.only and random.Random(f"cancel {self.seed}/{number}").random() < 1 / 12
