"""A shop for the tests of the front end: a stack with handlers of its own, and somebody of each role."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from aurora_celery import Aurora
from aurora_celery.config import load_settings
from aurora_celery.model.access import EVERY_PROJECT, Role, User
from aurora_web.auth import passwords
from tests.e2e.stack import Up

PASSWORD = "correct horse battery staple"
TEAM: Mapping[str, str] = {"team": "数据"}

HANDLERS = '''
import time
from aurora_celery import aurora

@aurora.handler(retries=1)
def fetch(url: str, seconds: float = 0.0) -> list[str]:
    """Read the rows of an address."""
    print("fetching", url)
    time.sleep(seconds)
    return [url, "行"]

@aurora.handler
def broken(reason: str = "no such table") -> None:
    """Fail in any case."""
    raise ValueError(reason)
'''

GRAPHS: Mapping[str, Mapping[str, Any]] = {
    "etl": {
        "fetch": {"handler": "market.fetch", "with": {"url": "shop://a"}},
        "clean": {"handler": "aurora.echo", "with": {"value": "${{ nodes.fetch }}"}},
        "报告": {"handler": "aurora.echo", "with": {"value": "${{ nodes.clean }}"}},
    },
    "broken": {
        "first": {"handler": "market.broken"},
        "then": {"handler": "aurora.echo", "with": {"value": "${{ nodes.first }}"}},
    },
    "greeting": {
        "name": {"handler": "aurora.echo", "with": {"value": "${{ inputs.name }}"}},
        "season": {"handler": "aurora.echo", "with": {"value": "spring"}},
        "card": {"handler": "aurora.echo", "with": {"value": ["${{ nodes.name }}", "${{ nodes.season }}"]}},
    },
    "remote": {
        "far": {"handler": "aurora.echo", "with": {"value": "here"}, "queue": "overseas"},
    },
    "long": {
        "wait": {"handler": "aurora.sleep", "with": {"seconds": 600}},
        "after": {"handler": "aurora.noop", "needs": ["wait"]},
    },
}


class Shop:
    """``aurora up`` in a directory, with the graphs of the shop, and whoever calls it by its API."""

    def __init__(self, folder: Path, *, users: bool = True, handlers: str = HANDLERS) -> None:
        (folder / "market.py").write_text(handlers)
        self.up = Up(folder, "-I", "market", "--port", "0")
        #: What the stack says of itself.
        self.document: dict[str, Any] = json.loads(self.up.file.read_text())
        self.url: str = self.document["web"]["url"]
        key = {"Authorization": f"Bearer {self.document['web']['token']}"}
        self.api = httpx.Client(base_url=f"{self.url}/api/v1", headers=key, timeout=60)
        if users:
            self._hire(self.document["store"])

    @property
    def secret(self) -> str:
        """What the first user has to bring, as the terminal shows it."""
        found = re.search(r"#secret=(\S+)", self.up.errors.read_text())
        assert found is not None
        return found[1]

    def store(self, name: str, nodes: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Store a graph of the shop, with some nodes more, and whatever else it says."""
        self.define(name, {**GRAPHS[name], **(nodes or {})}, **more)

    def define(self, name: str, nodes: Mapping[str, Any], **more: Any) -> None:
        """Store a graph of these nodes."""
        definition = {"aurora": 1, "name": name, "nodes": nodes, **more}
        answer = self.api.post("/graphs", json={"definition": definition})
        assert answer.status_code == 201, answer.text

    def definition(self, name: str) -> dict[str, Any]:
        """The newest version of a graph."""
        return dict(self.api.get(f"/graphs/{name}").json()["definition"])

    def run(self, graph: str, *, wait: bool = True, labels: Mapping[str, str] = TEAM, **more: Any) -> str:
        """Start a run, and wait for its end; its id."""
        headers = {"Prefer": "wait=30"} if wait else {}
        answer = self.api.post("/runs", json={"graph": graph, "labels": labels, **more}, headers=headers)
        assert answer.status_code == 201, answer.text
        run = answer.json()
        assert not wait or run["finished"], f"{graph} goes on: {run}"
        return str(run["id"])

    def look(self, path: str, **query: str) -> dict[str, Any]:
        """What the API says of something."""
        answer = self.api.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def audit(self, path: str, *, count: int) -> list[dict[str, Any]]:
        """So many entries of the audit log, about what was asked of a path, the oldest first."""
        # They are written once the answer is sent.
        found: list[dict[str, Any]] = []

        def are_written() -> bool:
            found[:] = self.look("/audit", target=f"/api/v1{path}")["items"]
            return len(found) >= count

        self.up.until(are_written)
        assert len(found) == count
        return found[::-1]

    def cancel(self, run: str) -> None:
        """End a run."""
        self.operate(run, kind="cancel")

    def operate(self, run: str, **operation: str) -> None:
        """Do something to a run."""
        answer = self.api.post(f"/runs/{run}/operations", json=operation)
        assert answer.status_code == 200, answer.text

    def close(self) -> None:
        """End the stack, with what a test that failed has left at work."""
        self.api.close()
        # Two of the same kind that come together may count as one.
        self.up.stop(signal.SIGINT, signal.SIGTERM)

    def _hire(self, store: str) -> None:
        """A user of each role, who is called like it."""
        settings = load_settings(environ={"AURORA_STORE__URL": store})
        aurora = Aurora(settings=settings)
        hashed = passwords.hash_password(PASSWORD)
        for role in Role:
            aurora.access.users.add(User(name=role.value, password=hashed, grants={EVERY_PROJECT: role}))
        aurora.runtime.close()
