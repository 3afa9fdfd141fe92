"""The places in lists of users, keys and audit entries where a page ended, as opaque text."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Generic, TypeVar

from aurora_celery.errors import BadCursor
from aurora_celery.model.access import ApiKey, AuditEntry, User
from aurora_celery.store.values import Page

T = TypeVar("T")

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
#: The milliseconds of the last time that there is, and more than any other number of ours.
_LARGEST: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MILLISECOND


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a page of a list ended: a number, a text, or both. What a list does not go by is left empty."""

    number: int = 0
    text: str = ""

    @property
    def moment(self) -> datetime:
        """The number as a time, if it is the milliseconds of one."""
        return _EPOCH + self.number * _MILLISECOND


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list that is given by the page: its name, and the place in it of each of its items."""

    name: str
    place: Callable[[T], Place]

    def page(self, found: Sequence[T], *, limit: int) -> Page[T]:
        """A page, given what comes next: one more than the limit, or all."""
        page = tuple(found[:limit])
        more = len(found) > limit and bool(page)
        return Page(page, self.write(self.place(page[-1])) if more else None)

    def write(self, place: Place) -> str:
        """The cursor of a place."""
        return base64.urlsafe_b64encode(json.dumps([self.name, place.number, place.text]).encode()).decode()

    def read(self, cursor: str) -> Place:
        """The place of a cursor. Raises BadCursor for one that this list never gave."""
        try:
            name, number, text = json.loads(base64.b64decode(cursor.encode(), altchars=b"-_", validate=True))
            if (name, type(number), type(text)) != (self.name, int, str) or not 0 <= number <= _LARGEST:
                raise BadCursor(cursor)
            text.encode()
        except (ValueError, TypeError, RecursionError) as error:
            raise BadCursor(cursor) from error
        return Place(number, text)


USERS: Final[Listing[User]] = Listing("users", lambda user: Place(text=user.name))
KEYS: Final[Listing[ApiKey]] = Listing("keys", lambda key: Place(_milliseconds(key.created), key.id))
AUDIT: Final[Listing[AuditEntry]] = Listing("audit", lambda entry: Place(entry.number))


def _milliseconds(moment: datetime | None) -> int:
    return 0 if moment is None else (moment - _EPOCH) // _MILLISECOND
