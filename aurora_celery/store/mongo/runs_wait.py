"""Wait for the end of a run: the server tells when it comes; nothing is asked again and again."""

from __future__ import annotations

import time
from typing import Final

from aurora_celery.errors import StoreUnavailable
from aurora_celery.store.mongo.run_documents import succeeded
from aurora_celery.store.mongo.runs_read import Reads
from aurora_celery.store.ports import RunView

_PAUSE: Final = 0.2


class Waiting(Reads):
    """``RunStore.wait``."""

    def wait(self, run: str, *, timeout: float) -> RunView | None:
        """A look when the wait begins, and one at the end unless the news of it says all.

        A store that does not answer is asked again meanwhile.
        """
        deadline = time.monotonic() + timeout
        while True:
            try:
                view = self._watch(run, deadline)
            except StoreUnavailable:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(min(_PAUSE, max(0.0, deadline - time.monotonic())))
                continue
            if view.state.is_terminal:
                return view
            if time.monotonic() >= deadline:
                return None

    def _watch(self, run: str, deadline: float) -> RunView:
        """The run when it has ended, when the time is over, or when its end may have been missed."""
        with self._handles.endings.of(run) as news:
            view = self.view(run)
            if view.state.is_terminal or not news.wait(max(0.0, deadline - time.monotonic())):
                return view
            return self.view(run) if news.success is None else succeeded(view, news.success)
