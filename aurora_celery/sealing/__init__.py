"""Seal what must not be read from the store, with keys that the store does not have."""

from aurora_celery.sealing.keys import kept_name, load_seal, sealed_name
from aurora_celery.sealing.seal import Seal, Unsealable

__all__ = ["Seal", "Unsealable", "kept_name", "load_seal", "sealed_name"]
