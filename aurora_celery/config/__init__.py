"""Settings: what they are, where they come from, and how the local stack is found. Opens no connection."""

from __future__ import annotations

from aurora_celery.config.load import Loaded, load, load_settings, origins
from aurora_celery.config.local import UpFile, find_up
from aurora_celery.config.secrets import mask_url
from aurora_celery.config.settings import Settings

__all__ = ["Loaded", "Settings", "UpFile", "find_up", "load", "load_settings", "mask_url", "origins"]
