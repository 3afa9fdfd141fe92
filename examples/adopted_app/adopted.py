"""The three lines: import Aurora, import the app, attach. The worker's command line names this module."""

from __future__ import annotations

import os

from aurora_celery import Aurora
from examples.adopted_app.shop import app

aurora = Aurora(app, store=os.environ.get("SHOP_STORE", "mongodb://127.0.0.1:27017/shop?replicaSet=rs0"))
