"""A local stack for one command: started before it, ended with it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from aurora_celery.cli.output import note
from aurora_celery.cli.readiness import wait_until_ready
from aurora_celery.cli.session import Session
from aurora_celery.embedded import Stack, running


@contextmanager
def private_stack(session: Session, *, module: str | None) -> Iterator[None]:
    """Servers and a worker that nobody else uses, and the settings of this call pointed at them.

    ``module`` is imported by the worker too. Without a data directory of the user's, the data goes at the end.
    """
    if module:
        session.include.append(module)
    with ExitStack() as cleanup:
        temporary = "embedded.data_dir" not in session.overrides
        if temporary:
            folder = cleanup.enter_context(tempfile.TemporaryDirectory(prefix="aurora-", ignore_cleanup_errors=True))
            session.overrides["embedded.data_dir"] = Path(folder)
        session.overrides |= {"broker.url": "", "store.url": ""}
        settings = session.load(local=False).settings
        config = Path(session.config) if session.config else None
        stack = Stack(settings, data_dir=settings.embedded.data_dir, config=config, app=session.worker_app)
        if not session.json:
            note("starting a stack for this run alone ...")
        cleanup.enter_context(running(stack, told=lambda _: None, hurry=lambda: True))
        session.overrides |= {"broker.url": stack.settings.broker.url, "store.url": stack.settings.store.url}
        wait_until_ready(stack.worker, session.aurora.celery)
        yield
        if temporary:
            stack.kill()
