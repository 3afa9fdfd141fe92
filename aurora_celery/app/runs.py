"""A run in the hands of whoever submitted it."""

from __future__ import annotations
