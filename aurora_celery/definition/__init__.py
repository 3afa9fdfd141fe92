"""From a definition in YAML, JSON, TOML or Python to a Graph, and back."""

from aurora_celery.definition.codes import CODES
from aurora_celery.definition.parse import load, parse, parse_text
from aurora_celery.definition.read import read

__all__ = ["CODES", "load", "parse", "parse_text", "read"]
