"""Events of a run out of a stream of server-sent events. Opens no connection.

The format is that of the HTML standard, section "Server-sent events", of which the API uses three fields.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field

from aurora_celery.client.values import event_of
from aurora_celery.errors import ServerUnavailable, WaitTimeout
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a stream."""

    name: str
    data: str
    id: str


@dataclass(slots=True)
class Reader:
    """Puts the lines of a stream together to messages."""

    _fields: dict[str, str] = field(default_factory=dict)
    _id: str = ""

    def line(self, text: str) -> Message | None:
        """The message that this line completes, if it does."""
        if text:
            name, _, value = text.partition(":")
            if name:
                self._fields[name] = value.removeprefix(" ")
            return None
        found, self._fields = self._fields, {}
        self._id = found.get("id", self._id)
        return Message(found.get("event", "message"), found["data"], self._id) if "data" in found else None


@dataclass(slots=True)
class Teller:
    """Turns messages about one run into events, and knows when there are no more."""

    run: str
    until_end: bool
    cursor: str | None = None
    over: bool = False
    _told: bool = False

    @property
    def resumes(self) -> bool:
        """True for one who was told of the run before, and ends with it: its end may be behind the cursor."""
        return self.until_end and self.cursor is not None

    def wants_snapshot(self, message: Message | None) -> bool:
        """Whether, now that this has come, it has to be told how the run stands."""
        missed = message is not None and message.name == "resync"
        return missed or (self.cursor is None and not self._told)

    def snapshot(self, run: Run) -> RunEvent:
        """The event that says how the run stands."""
        self._told, self.over = True, self.until_end and run.state.is_terminal
        return RunEvent(
            cursor=self.cursor or "", kind=EventKind.SNAPSHOT, run=self.run, at=None, state=run.state, view=run
        )

    def tell(self, message: Message) -> RunEvent | None:
        """The event of a message; None for one of a kind that only a newer API knows."""
        if message.name not in set(EventKind):
            return None
        event = event_of(message.name, message.id, json.loads(message.data))
        self.cursor = message.id
        ended = isinstance(event.state, RunState) and event.state.is_terminal
        self.over = event.kind is EventKind.DELETED or (self.until_end and ended)
        return event


#: Seconds of silence after which a stream is taken for dead: the API gives a sign of life every 15. Of a run that has
#: ended all is told at once, so that a short silence ends it.
_SILENCE, _SHORT_SILENCE = 40.0, 2.0
#: Seconds for which an API that does not answer is asked again.
_PATIENCE = 60.0


class Patience:
    """How long one who follows a run waits: for the next event, for an API that is away, and in all."""

    def __init__(self, run: str, timeout: float | None) -> None:
        self._run, self._timeout = run, timeout
        self._deadline = None if timeout is None else time.monotonic() + timeout
        self._silent_since: float | None = None

    def silence(self, *, replay: bool) -> float:
        """Seconds in which something has to come. Raises WaitTimeout when the time is over."""
        longest = _SHORT_SILENCE if replay else _SILENCE
        if self._deadline is None:
            return longest
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise WaitTimeout(self._run, self._timeout or 0.0)
        return min(left, longest)

    def heard(self) -> None:
        """Something came."""
        self._silent_since = None

    def bear(self, error: ServerUnavailable) -> None:
        """The stream broke off. Raises the error when that has lasted too long."""
        now = time.monotonic()
        self._silent_since = self._silent_since or now
        if now - self._silent_since > _PATIENCE:
            raise error
