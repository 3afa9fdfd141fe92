"""From a definition in YAML, JSON, TOML or Python to a Graph, and back."""

from aurora_celery.definition.builder import GraphBuilder
from aurora_celery.definition.codes import CODES
from aurora_celery.definition.document import document, document_pieces
from aurora_celery.definition.dump import dump
from aurora_celery.definition.parse import load, parse, parse_text
from aurora_celery.definition.read import read
from aurora_celery.definition.refs import InputRef, NodeRef, SecretRef, secret
from aurora_celery.definition.schema import SCHEMA
from aurora_celery.definition.tracing import trace

__all__ = [
    "CODES",
    "SCHEMA",
    "GraphBuilder",
    "InputRef",
    "NodeRef",
    "SecretRef",
    "document",
    "document_pieces",
    "dump",
    "load",
    "parse",
    "parse_text",
    "read",
    "secret",
    "trace",
]
