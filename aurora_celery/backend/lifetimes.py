"""For how long what the backend stores is kept."""

from __future__ import annotations

from dataclasses import dataclass

from celery import states


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetimes:
    """Seconds for which results, results of failed tasks, and chords are kept; None or 0 for ever."""

    results: float | None
    failures: float | None
    chords: float | None

    def of(self, state: str, *, in_chord: bool) -> float | None:
        """The lifetime of a result. A body reads those of its header, so they live as long as the chord does."""
        own = self.failures if state == states.FAILURE else self.results
        if not in_chord:
            return own or None
        return max(own, self.chords) if own and self.chords else None
