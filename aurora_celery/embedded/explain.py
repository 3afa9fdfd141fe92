"""Say in plain words why a server program did not start. Pure."""

from __future__ import annotations

import errno
import re
import signal
import subprocess

#: Reasons for which the same start may succeed a moment later, or on another port.
PORT_REFUSED = "its port was refused"
DATA_IN_USE = "another server uses its data directory"
PASSING = frozenset({PORT_REFUSED, DATA_IN_USE})

_LIBRARY = re.compile(r"error while loading shared libraries: (?P<name>[^:\s]+)|Library not loaded: (?P<path>\S+)")
_BY_OUTPUT = (
    (re.compile(r"Address already in use|bind.*Permission denied", re.IGNORECASE), PORT_REFUSED),
    (re.compile(r"DBPathInUse|Unable to lock the lock file", re.IGNORECASE), DATA_IN_USE),
    (re.compile(r"No space left on device", re.IGNORECASE), "the disk is full"),
    (re.compile(r"UPGRADE PROBLEM|Can't handle RDB format"), "its data was written by another version"),
)
_BY_ERRNO = {
    errno.ENOENT: "there is no such program, or its interpreter is missing",
    errno.EACCES: "it is not executable",
    errno.ENOEXEC: "it was built for another processor or system",
}
_BY_SIGNAL = {
    signal.SIGILL: "this processor lacks instructions that it needs (MongoDB 5 and newer need AVX)",
    signal.SIGKILL: "it was killed, perhaps for want of memory",
}


def start_reason(error: OSError | subprocess.TimeoutExpired) -> str:
    """Why a program could not even be run."""
    if isinstance(error, subprocess.TimeoutExpired):
        return f"it gave no answer within {error.timeout:g} s"
    return _BY_ERRNO.get(error.errno or 0, error.strerror or str(error))


def exit_reason(code: int, output: str) -> str:
    """Why a program ended at once, from its exit code and the end of its output."""
    if library := _LIBRARY.search(output):
        return f"the library {library['name'] or library['path']} is missing"
    for pattern, reason in _BY_OUTPUT:
        if pattern.search(output):
            return reason
    if code < 0:
        number = signal.Signals(-code)
        return _BY_SIGNAL.get(number, f"it was ended by {number.name}")
    return f"it ended with code {code}: {_last_words(output)}"


def _last_words(output: str) -> str:
    """The last line; of MongoDB's JSON lines the last one that tells of an error."""
    lines = output.strip().splitlines()
    grave = [line for line in lines if '"s":"F"' in line or '"s":"E"' in line]
    return (grave or lines or ["it wrote nothing"])[-1][:300]
