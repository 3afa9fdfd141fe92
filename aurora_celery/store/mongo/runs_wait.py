"""Wait for the end of a run: the server tells when it comes; nothing is asked again and again."""

from __future__ import annotations

import time
from typing import Final

from aurora_celery.errors import StoreUnavailable
from aurora_celery.model.states import RunState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.errors import translated
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.runs_read import Reads
from aurora_celery.store.ports import RunView

_TERMINAL: Final = [state.value for state in RunState if state.is_terminal]
#: How long the server may keep a question open; less than what a call may take.
_LONGEST_QUESTION: Final = 5.0
_PAUSE: Final = 0.2


class Waiting(Reads):
    """``RunStore.wait``."""

    def wait(self, run: str, *, timeout: float) -> RunView | None:
        """Two round trips before the first look, so that no end is missed; then one for each five seconds."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                with translated():
                    return self._watch(run, deadline)
            except StoreUnavailable:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(min(_PAUSE, max(0.0, deadline - time.monotonic())))

    def _watch(self, run: str, deadline: float) -> RunView | None:
        while True:
            patience = min(_LONGEST_QUESTION, deadline - time.monotonic())
            view = self._look(run, deadline, patience=patience)
            if view.state.is_terminal or patience <= 0:
                return view if view.state.is_terminal else None

    def _look(self, run: str, deadline: float, *, patience: float) -> RunView:
        """The run when it has ended, or when less time is left than the server was told to wait."""
        wait_ms = max(1, round(patience * 1000))
        with self._handles.runs.watch(endings(run), max_await_time_ms=wait_ms) as stream:
            view = self.view(run)
            while not view.state.is_terminal and 0 < patience <= deadline - time.monotonic():
                if stream.try_next() is not None:
                    view = self.view(run)
        return view


def endings(run: str) -> list[Document]:
    """Changes that end a run, or delete it."""
    ended = {f"updateDescription.updatedFields.{f.RUN_STATE}": {"$in": _TERMINAL}}
    return [{"$match": {"documentKey._id": run, "$or": [ended, {"operationType": "delete"}]}}]
