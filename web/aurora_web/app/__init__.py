"""The Flask app: made, guarded and described."""

from aurora_web.app.create import create_app

__all__ = ["create_app"]
