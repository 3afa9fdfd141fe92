"""The seal of this app, and under which names it seals."""

from __future__ import annotations

from aurora_celery.sealing import Seal, load_seal
from aurora_web.context import web


def seal() -> Seal:
    """The seal of the current app. Raises InvalidSettings."""
    return load_seal(web().settings.web.seal_file)


def seed_name(user: str) -> str:
    """Under which name the seed of a user's second factor is sealed."""
    return f"totp/{user}"
