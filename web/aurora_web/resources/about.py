"""``/about``: what this is, in which version, and what it runs on."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import Final

from flask.views import MethodView

import aurora_celery
from aurora_web.api import Blueprint, ResponseModel

blueprint = Blueprint("about", __name__, url_prefix="/about", description="What this is.")

#: The packages whose versions matter to whoever looks for the reason of something odd.
_PACKAGES: Final = ("celery", "kombu", "pymongo", "flask", "pydantic")


class AboutView(ResponseModel):
    """Versions of this process, by name."""

    versions: dict[str, str]


@blueprint.route("")
class About(MethodView):
    """This process."""

    @blueprint.answers(AboutView)
    def get(self) -> AboutView:
        """Read the versions of Aurora and of what it runs on."""
        return AboutView(versions=dict(_versions()))


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    """Looked up once: they do not change while the process lives."""
    own = ("aurora", aurora_celery.__version__), ("python", platform.python_version())
    return *own, *((name, version(name)) for name in _PACKAGES)
