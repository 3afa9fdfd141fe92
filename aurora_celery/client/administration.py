"""What operators and admins ask of an API, for both clients: ``_ask`` gives the answer to a call, or an awaitable.

Answers are documents as the API shows them; lists have ``items`` and, by the page, a ``cursor``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from aurora_celery.client.calls import Call, path_part

Document: TypeAlias = Mapping[str, Any]
Answer = TypeVar("Answer")


class Administered(Generic[Answer]):
    """Workers, queues, users, keys, secrets and the audit log. Each takes the role that the API's table asks for."""

    def _ask(self, call: Call[Document]) -> Answer:
        raise NotImplementedError

    def worker(self, worker: str, *, live: bool = True) -> Answer:
        """A worker, and how it stands by its own word unless not ``live``. Raises WorkerNotFound, WorkerSilent."""
        return self._get(f"/workers/{path_part(worker)}", live=str(live).lower())

    def order_worker(self, worker: str, kind: str, *, why: str = "", **given: Any) -> Answer:
        """Tell a worker something: ``ping``, ``pool_grow``, ``drain``, ... Raises OrderRefused, WorkerSilent."""
        return self._send("POST", f"/workers/{path_part(worker)}/orders", {"kind": kind, "why": why, **given})

    def queues(self) -> Answer:
        """Every queue: how much waits in it, for whom, and for how long."""
        return self._get("/queues")

    def queue(self, name: str) -> Answer:
        """One queue. Raises QueueNotFound."""
        return self._get(f"/queues/{path_part(name)}")

    def purge_queue(self, name: str, *, why: str) -> Answer:
        """Remove every message that waits in a queue. Nodes are not lost; other Celery tasks are."""
        return self._send("POST", f"/queues/{path_part(name)}/purge", {"confirm": name, "why": why})

    def users(self, *, limit: int = 50, cursor: str | None = None) -> Answer:
        """A page of users by name."""
        return self._get("/users", limit=limit, cursor=cursor)

    def user(self, name: str) -> Answer:
        """One user."""
        return self._get(f"/users/{path_part(name)}")

    def add_user(self, name: str, password: str, grants: Mapping[str, str]) -> Answer:
        """Make a user, who has to change the password at the first sign-in; ``grants`` are roles by project."""
        return self._send("POST", "/users", {"name": name, "password": password, "grants": dict(grants)})

    def change_user(
        self,
        name: str,
        *,
        grants: Mapping[str, str] | None = None,
        disabled: bool | None = None,
        password: str | None = None,
        reset_second_factor: bool = False,
    ) -> Answer:
        """Change what a user may do, or disable them; what is None stays. Their sessions end."""
        body = {"grants": grants, "disabled": disabled, "password": password}
        return self._send("PATCH", f"/users/{path_part(name)}", {**body, "reset_second_factor": reset_second_factor})

    def remove_user(self, name: str) -> Answer:
        """Forget a user with all sessions and keys; the answer is empty."""
        return self._send("DELETE", f"/users/{path_part(name)}")

    def keys(self, *, limit: int = 50, cursor: str | None = None) -> Answer:
        """A page of one's own keys; for an admin, of all."""
        return self._get("/keys", limit=limit, cursor=cursor)

    def revoke_key(self, key_id: str) -> Answer:
        """Let a key open nothing any more; the answer is empty. New ones are made by who is signed in."""
        return self._send("DELETE", f"/keys/{path_part(key_id)}")

    def secrets(self, *, project: str | None = None) -> Answer:
        """The names of secrets, of one project or of all that one may write graphs of. What they are is never shown."""
        return self._get("/secrets", project=project)

    def put_secret(self, project: str, name: str, value: str) -> Answer:
        """Keep a secret of a project, in place of an older one."""
        path = f"/secrets/{path_part(project)}/{path_part(name)}"
        return self._ask(Call("PUT", path, _document, body={"value": value}, repeatable=True))

    def remove_secret(self, project: str, name: str) -> Answer:
        """Forget a secret; the answer is empty. Raises SecretNotFound."""
        return self._send("DELETE", f"/secrets/{path_part(project)}/{path_part(name)}")

    def audit(
        self,
        *,
        actor: str | None = None,
        action: str | None = None,
        target: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Answer:
        """A page of what people and programs did, newest first."""
        return self._get("/audit", actor=actor, action=action, target=target, limit=limit, cursor=cursor)

    def verify_audit(self) -> Answer:
        """Whether the log is as it was written: ``sound``, and otherwise the number of the ``first_wrong`` entry."""
        return self._get("/audit/verdict")

    def _get(self, path: str, **query: object) -> Answer:
        asked: Sequence[tuple[str, str]] = [(name, str(value)) for name, value in query.items() if value is not None]
        return self._ask(Call("GET", path, _document, query=asked, repeatable=True))

    def _send(self, method: str, path: str, body: Document | None = None) -> Answer:
        return self._ask(Call(method, path, _document, body=body))


def _document(found: Any) -> Document:
    return dict(found or {})
