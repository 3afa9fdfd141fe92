"""Recorded scientific workflows, in the WfFormat of WfCommons, as graphs that can be run."""

from __future__ import annotations

from examples.wfformat.graphs import graph_from_wfformat
from examples.wfformat.instance import Instance, Task, WfFormatError
from examples.wfformat.reading import read_instance

__all__ = ["Instance", "Task", "WfFormatError", "graph_from_wfformat", "read_instance"]
