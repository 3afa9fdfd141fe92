"""Celery's configuration as Aurora's settings imply it, for the app that Aurora makes itself."""

from __future__ import annotations

from typing import Any

from aurora_celery.config import Settings

#: Handlers that every worker offers.
BUILT_IN = "aurora_celery.app.builtin"


def celery_conf(settings: Settings) -> dict[str, Any]:
    """Settings of the default app. The ``[celery]`` table has the last word."""
    conf: dict[str, Any] = {
        "broker_url": settings.broker.url or None,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": _transport_options(settings),
        "task_default_queue": settings.broker.queue,
        "include": (BUILT_IN, *settings.worker.include),
        "worker_pool": settings.worker.pool,
        "worker_prefetch_multiplier": 1,
        "accept_content": ["json"],
        "task_serializer": "json",
        "result_serializer": "json",
        "event_serializer": "json",
        "result_backend_thread_safe": True,
        "worker_hijack_root_logger": False,
    }
    if settings.store.url:
        conf["result_backend"] = f"aurora+{settings.store.url}"
    if settings.worker.concurrency:
        conf["worker_concurrency"] = settings.worker.concurrency
    if settings.broker.url.startswith("amqp") and settings.broker.queue_type == "quorum":
        conf |= {"task_default_queue_type": "quorum", "worker_detect_quorum_queues": True}
    return conf | settings.celery


def _transport_options(settings: Settings) -> dict[str, Any]:
    if settings.broker.url.startswith("amqp"):
        timeouts = {"read_timeout": 10.0, "write_timeout": 10.0}
        return {"confirm_publish": True, "confirm_timeout": settings.broker.confirm_timeout, **timeouts}
    return {"socket_timeout": 10.0, "socket_connect_timeout": 5.0, "socket_keepalive": True}
