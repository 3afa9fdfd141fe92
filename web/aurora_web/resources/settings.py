"""``/settings``: the configuration as it is in force here."""

from __future__ import annotations

from typing import Any, Final

from flask.views import MethodView

from aurora_celery.config.secrets import shown_settings
from aurora_celery.config.settings import known_keys
from aurora_web.api import Blueprint, ResponseModel
from aurora_web.context import web

blueprint = Blueprint("settings", __name__, url_prefix="/settings", description="The configuration.")

#: Where the settings of an app come from that somebody made by themselves.
_GIVEN: Final = "program"


class SettingView(ResponseModel):
    """A setting, and where its value comes from: `default`, a file, a variable, the local stack."""

    key: str
    value: Any
    origin: str


class SettingsView(ResponseModel):
    """All of them."""

    items: list[SettingView]


@blueprint.route("")
class Settings(MethodView):
    """All of them."""

    @blueprint.answers(SettingsView)
    def get(self) -> SettingsView:
        """List the settings of this process with their origins; secrets, also those in addresses, are hidden."""
        origins = web().origins or dict.fromkeys(known_keys(), _GIVEN)
        shown = shown_settings(web().settings, origins)
        return SettingsView(
            items=[SettingView(key=key, value=value, origin=origin) for key, (value, origin) in shown.items()]
        )
