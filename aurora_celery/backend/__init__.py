"""A Celery result backend on MongoDB with a native chord join: ``result_backend = "aurora+mongodb://host/db"``."""

from aurora_celery.backend.backend import AuroraBackend

__all__ = ["AuroraBackend"]
