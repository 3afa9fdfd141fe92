"""A run in the hands of whoever submitted it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from aurora_celery.app.following import Following
from aurora_celery.app.inspection import Inspector
from aurora_celery.app.logs import RunLogs
from aurora_celery.app.operating import Operated
from aurora_celery.app.present import present_run
from aurora_celery.app.timeline import timeline_of
from aurora_celery.errors import RunFailed, RunNotFound, WaitTimeout
from aurora_celery.model.documents import run_document
from aurora_celery.model.event import RunEvent
from aurora_celery.model.log import LogEntry, LogQuery
