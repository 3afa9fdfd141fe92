"""The Flask app: made, guarded and described."""

from aurora_web.app.create import create_app
from aurora_web.app.mount import AuroraWeb

__all__ = ["AuroraWeb", "create_app"]
