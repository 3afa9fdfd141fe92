"""Tests of the engine without Celery and without servers."""
