"""Runs on which operations are tried, and those who carry them out."""

from __future__ import annotations

from collections.abc import Callable

from aurora_celery.engine.operations import Author, Operations
from tests.builders import graph_of
from tests.unit.engine.world import World

ANN = Author(by="ann")
DIAMOND = ("a>b", "a>c", "b>d", "c>d")


def operations(world: World) -> Operations:
    return Operations(world.safe)


def author() -> Author:
    return Author(by="ann", why="a test")


def failing(world: World, *names: str) -> Callable[[], None]:
    """Handlers of these nodes fail from now on."""

    def behave() -> None:
        if world.calls[-1] in names:
            raise ValueError("it broke")

    return behave


def ended(world: World, *edges: str, fails: tuple[str, ...] = (), cell_size: int = 128) -> str:
    """A run that came to its end, some nodes having failed."""
    world.behave = failing(world, *fails)
    run = world.submit(graph_of(*edges), cell_size=cell_size)
    world.run(run)
    world.behave = lambda: None
    return run
