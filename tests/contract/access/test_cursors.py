"""Every list takes its own cursors only."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from aurora_celery.errors import BadCursor
from aurora_celery.model.access import ApiKey, Role, User
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.values import Page

Lists = Mapping[str, Callable[..., Page[Any]]]

OTHER = [
    '["%s", -1, "a"]',
    '["%s", null, "a"]',
    '["%s", true, "a"]',
    '["%s", 1e99, "a"]',
    '["%s", 1000000000000000000000, "a"]',
    '["%s", 0, 1]',
    '["%s", 0, {"$gt": ""}]',
    '["%s", 0, "\\ud800"]',
    '["%s", 0]',
    '{"%s": 0}',
]


@pytest.fixture
def lists(access: AccessStore) -> Lists:
    """All lists, with more than one item in each."""
    for name in "ab":
        access.users.add(User(name=name))
        access.keys.add(ApiKey(id=name, digest=name, owner=name, title="t", role=Role.VIEWER), lifetime=None)
        access.audit.append(actor=name, action="a", target="t", outcome="done")
    return {"users": access.users.list, "keys": access.keys.list, "audit": access.audit.list}


@pytest.mark.parametrize("cursor", ["", "x", "bm8=", "eyIkZ3QiOiAiIn0=", "\ud800", "[" * 5_000])
def test_a_cursor_that_no_list_gave_is_refused(lists: Lists, cursor: str) -> None:
    for call in lists.values():
        with pytest.raises(BadCursor):
            call(cursor=cursor)


@pytest.mark.parametrize("shape", OTHER)
def test_json_of_another_shape_is_refused(lists: Lists, shape: str) -> None:
    for name, call in lists.items():
        with pytest.raises(BadCursor):
            call(cursor=base64.urlsafe_b64encode((shape % name).encode()).decode())


def test_a_cursor_of_another_list_is_refused(lists: Lists) -> None:
    cursors = {name: call(limit=1).cursor for name, call in lists.items()}
    for name, call in lists.items():
        assert len(call(cursor=cursors[name]).items) == 1
        for other in lists.keys() - {name}:
            with pytest.raises(BadCursor):
                call(cursor=cursors[other])
