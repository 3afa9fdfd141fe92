"""The operations on a run as calls, for both clients: ``_do`` sends one, and gives its effect or something to await."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from aurora_celery.client import calls
from aurora_celery.client.calls import Call
from aurora_celery.engine.effects import Effect

Answer = TypeVar("Answer")


class Operated(Generic[Answer]):
    """A run that can be operated on. The API keeps who did it: the one whose token it is.

    Each raises IllegalOperation when the run's state does not allow it, and changes nothing then; with ``dry_run``
    nothing is changed at all.
    """

    id: str

    def _do(self, call: Call[Effect]) -> Answer:
        raise NotImplementedError

    def cancel(self, *, why: str = "", dry_run: bool = False) -> Answer:
        """Start no more nodes; handlers at work are asked to stop, and stopped after a grace time."""
        return self._operate("cancel", why=why, dry_run=dry_run)

    def pause(self, *, why: str = "", dry_run: bool = False) -> Answer:
        """Start no more nodes until the run is resumed."""
        return self._operate("pause", why=why, dry_run=dry_run)

    def resume(self, *, why: str = "", dry_run: bool = False) -> Answer:
        """Let a paused run go on."""
        return self._operate("resume", why=why, dry_run=dry_run)

    def retry(self, *, why: str = "", dry_run: bool = False) -> Answer:
        """Do again what did not succeed in a run that failed or was cancelled."""
        return self._operate("retry", why=why, dry_run=dry_run)

    def rerun(
        self, node: str | None = None, *, descendants: bool = True, why: str = "", dry_run: bool = False
    ) -> Answer:
        """Do a node of an ended run again, with what comes after it; without a node, everything."""
        return self._operate("rerun", node=node, descendants=descendants, why=why, dry_run=dry_run)

    def rerun_as_new(
        self,
        node: str | None = None,
        *,
        inputs: Mapping[str, Any] | None = None,
        descendants: bool = True,
        why: str = "",
        dry_run: bool = False,
    ) -> Answer:
        """Do an ended run again as a new run, whose id is in the answer, with edited inputs if some are given."""
        return self._operate(
            "rerun", node=node, inputs=inputs, descendants=descendants, as_new=True, why=why, dry_run=dry_run
        )

    def skip(self, node: str, *, why: str = "", dry_run: bool = False) -> Answer:
        """Skip a node that has not ended, and all that needs it."""
        return self._operate("skip", node=node, why=why, dry_run=dry_run)

    def mark_succeeded(self, node: str, result: Any = None, *, why: str = "", dry_run: bool = False) -> Answer:
        """Give a node a result, as if its handler had returned it."""
        return self._operate("mark_succeeded", node=node, result=result, why=why, dry_run=dry_run)

    def mark_failed(self, node: str, message: str = "", *, why: str = "", dry_run: bool = False) -> Answer:
        """Let a node that has not ended fail."""
        return self._operate("mark_failed", node=node, message=message, why=why, dry_run=dry_run)

    def delete(self, *, why: str = "", dry_run: bool = False) -> Answer:
        """Delete an ended run and its results, but for those that another run refers to."""
        return self._operate("delete", why=why, dry_run=dry_run)

    def _operate(self, kind: str, **how: Any) -> Answer:
        return self._do(calls.operate(self.id, kind, **how))
