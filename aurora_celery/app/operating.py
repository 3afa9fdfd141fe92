"""The operations on a run, as methods of its handle."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aurora_celery.engine.effects import Effect
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.model.operation import OperationKind

if TYPE_CHECKING:
    from aurora_celery.engine.engine import Engine


class Operated:
    """What can be done to a run. Each method returns what it did to which nodes.

    With ``dry_run`` nothing is changed and the answer says what would be. ``by`` and ``why`` are kept with the
    run; without ``by`` it is the user and the host of this process. All raise RunNotFound, StoreUnavailable, and
    IllegalOperation when the state of the run or of the node does not allow it; nothing was changed then.
    """

    id: str
    _engine: Engine
    _attention: float

    def cancel(self, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Start no more nodes. Handlers at work can see it in their context, and are stopped after a grace time."""
        return self._control(OperationKind.CANCEL, by, why, dry_run=dry_run)

    def pause(self, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Start no more nodes until the run is resumed; those that run come to their end."""
        return self._control(OperationKind.PAUSE, by, why, dry_run=dry_run)

    def resume(self, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Let a paused run go on."""
        return self._control(OperationKind.RESUME, by, why, dry_run=dry_run)

    def retry(self, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Do again what did not succeed in a run that failed or was cancelled."""
        self._forget()
        return self._operations.retry(self.id, _author(by, why), dry=dry_run)

    def rerun(
        self,
        node: str | None = None,
        *,
        descendants: bool = True,
        by: str | None = None,
        why: str = "",
        dry_run: bool = False,
    ) -> Effect:
        """Do a node of an ended run again, with what comes after it; without a node, everything.

        Whatever did not succeed is done again too. Old tries stay in each node's history. Raises NodeNotFound.
        """
        self._forget()
        return self._operations.rerun(self.id, node, _author(by, why), descend=descendants, dry=dry_run)

    def rerun_as_new(
        self,
        node: str | None = None,
        *,
        inputs: Mapping[str, Any] | None = None,
        descendants: bool = True,
        by: str | None = None,
        why: str = "",
        dry_run: bool = False,
    ) -> Effect:
        """Do an ended run again as a new run, with edited inputs if some are given.

        The new run refers to the results of all nodes that need not run again. Its id is in the answer. Raises
        NodeNotFound, InvalidInputs.
        """
        return self._operations.rerun_as_new(
            self.id,
            node,
            _author(by, why),
            inputs=inputs,
            descend=descendants,
            attention=self._attention,
            dry=dry_run,
        )

    def skip(self, node: str, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Skip a node that has not ended, and all that needs it. Raises NodeNotFound."""
        return self._operations.skip(self.id, node, _author(by, why), dry=dry_run)

    def mark_succeeded(
        self, node: str, result: Any = None, *, by: str | None = None, why: str = "", dry_run: bool = False
    ) -> Effect:
        """Give a node a result, as if its handler had returned it.

        Raises NodeNotFound, Unserialisable, ResultTooLarge.
        """
        self._forget()
        return self._operations.mark_succeeded(self.id, node, _author(by, why), result=result, dry=dry_run)

    def mark_failed(
        self, node: str, message: str = "", *, by: str | None = None, why: str = "", dry_run: bool = False
    ) -> Effect:
        """Let a node that has not ended fail. Raises NodeNotFound."""
        return self._operations.mark_failed(self.id, node, _author(by, why), message=message, dry=dry_run)

    def delete(self, *, by: str | None = None, why: str = "", dry_run: bool = False) -> Effect:
        """Delete an ended run and its results, but for those that another run refers to."""
        return self._operations.delete(self.id, _author(by, why), dry=dry_run)

    @property
    def _operations(self) -> Operations:
        return Operations(self._engine)

    def _control(self, kind: OperationKind, by: str | None, why: str, *, dry_run: bool) -> Effect:
        return self._operations.control(self.id, kind, _author(by, why), dry=dry_run)

    def _forget(self) -> None:
        """The run may go on: what is remembered of its end is no longer true."""
        raise NotImplementedError


def _author(by: str | None, why: str) -> Author:
    return Author(by=by or whoever(), why=why)


def whoever() -> str:
    """Who acts, where nobody says: the user and the host of this process."""
    return f"{_user()}@{socket.gethostname()}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in some containers
        return "unknown"
