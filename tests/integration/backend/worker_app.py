"""The shop as workers run it: ``-A tests.integration.backend.worker_app``. May be told to die at a given point."""

from __future__ import annotations

import json
import os

from tests.integration.backend import deaths
from tests.integration.backend.shop import make_app

app = make_app(
    os.environ["SHOP_BROKER"], os.environ["SHOP_STORE"], os.environ["SHOP_EFFECTS"], json.loads(os.environ["SHOP_CONF"])
)
deaths.arm(os.environ.get("SHOP_DEATH", ""), os.environ["SHOP_EFFECTS"])
