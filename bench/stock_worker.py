"""The plain app for ``celery -A bench.stock_worker worker``; the environment says where its servers are."""

from __future__ import annotations

import os

from bench.stock import BACKEND, BROKER, stock_app

app = stock_app(os.environ[BROKER], os.environ[BACKEND])
