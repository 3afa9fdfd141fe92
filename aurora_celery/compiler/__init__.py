"""From a graph to a plan, a canvas, a report or a picture. Pure: no Celery, no I/O."""

from aurora_celery.compiler.pipeline import check, compile_graph

__all__ = ["check", "compile_graph"]
