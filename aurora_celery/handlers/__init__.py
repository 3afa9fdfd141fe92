"""What a node calls: the signature of a handler, and the JSON of what goes in and comes out."""

from aurora_celery.handlers.codec import decode, encode
from aurora_celery.handlers.describe import describe

__all__ = ["decode", "describe", "encode"]
