"""Make the Flask app, or put Aurora into one that exists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

import aurora_celery
from aurora_celery import Aurora, load_aurora
from aurora_celery.config import Settings, load
from aurora_celery.errors import Diagnostic, InvalidSettings
from aurora_web import context
from aurora_web.api import Interface
from aurora_web.api.interface import PREFIX, VERSION
from aurora_web.api.slashes import install_slashes
from aurora_web.app.answers import install_answers
from aurora_web.app.docs import install_docs
from aurora_web.app.metrics import install_metrics
from aurora_web.app.probes import probes
from aurora_web.app.production import check_production
from aurora_web.app.security import SECURITY
from aurora_web.app.ui import install_ui
from aurora_web.auth.gate import guard
from aurora_web.auth.journal import install_journal
from aurora_web.auth.policy import check_complete
from aurora_web.auth.standing import install_standing
from aurora_web.resources import BLUEPRINTS
from aurora_web.resources.bulk import carry_on
from aurora_web.resources.compatibility import blueprint as compatibility


def create_app(config: str | Path | None = None, *, aurora: Aurora | None = None) -> Flask:
    """The app that serves the API: ``gunicorn 'aurora_web:create_app()'``.

    ``config`` names the settings file, as ``--config`` does; ``aurora`` is one that exists. Raises InvalidSettings.
    Connects to nothing before the first request.
    """
    origins: Mapping[str, str] = {}
    if aurora is None:
        loaded = load(config)
        aurora, origins = _aurora(loaded.settings, named=config is not None), loaded.origins
    check_production(aurora.settings)
    app = Flask("aurora_web", static_folder=None)
    install_slashes(app)
    if proxies := aurora.settings.web.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.config.update(_flask_config(aurora))
    app.json = _InOrder(app)
    with app.app_context():
        context.put(context.Web(aurora, aurora.settings, origins))
    aurora.trace_requests(app)
    install_metrics(app, aurora)
    install_standing(app)
    app.before_request(guard)
    app.before_request(carry_on)
    install_journal(app, aurora)
    install_answers(app)
    interface = Interface(app)
    for blueprint in BLUEPRINTS:
        interface.register_blueprint(blueprint, url_prefix=f"{PREFIX}{blueprint.url_prefix or ''}")
    app.register_blueprint(probes)
    if aurora.settings.web.compatibility:
        app.register_blueprint(compatibility)
    install_docs(app, interface)
    install_ui(app)
    check_complete(app)
    return app


class _InOrder(DefaultJSONProvider):
    """JSON whose keys stand as they were written: inputs and nodes of a definition have an order."""

    sort_keys = False


def _aurora(settings: Settings, *, named: bool) -> Aurora:
    """On the Celery app that the settings name. Raises InvalidSettings when that cannot be imported.

    Without one it is the instance that modules with handlers import, for it knows what those take. It reads the
    environment, so settings from a file that was ``named`` here need one of their own.
    """
    if not settings.web.app:
        return Aurora(settings=settings) if named else aurora_celery.aurora
    try:
        return load_aurora(settings.web.app, settings=settings)
    except Exception as error:
        # It is the user's code: whatever it raises is told.
        reason = f"{settings.web.app!r} cannot be imported: {type(error).__name__}: {error}"
        raise InvalidSettings([Diagnostic("C002", "web.app", reason)]) from error


def _flask_config(aurora: Aurora) -> dict[str, Any]:
    return {
        "API_TITLE": "Aurora",
        "API_VERSION": VERSION,
        "OPENAPI_VERSION": "3.1.0",
        "API_SPEC_OPTIONS": SECURITY,
        "MAX_CONTENT_LENGTH": aurora.settings.web.body_limit,
    }
