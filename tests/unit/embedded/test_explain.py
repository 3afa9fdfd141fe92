"""Every way in which a server does not start has its sentence."""

from __future__ import annotations

import errno
import subprocess

import pytest

from aurora_celery.embedded.explain import DATA_IN_USE, PORT_REFUSED, exit_reason, start_reason

MONGOD_FATAL = '{"t":1,"s":"F","c":"CONTROL","msg":"Wrong mongod version","attr":{"error":"x"}}'


@pytest.mark.parametrize(
    ("code", "output", "reason"),
    [
        (127, "x: error while loading shared libraries: libz.so.3: cannot open", "the library libz.so.3 is missing"),
        (134, "dyld: Library not loaded: /lib/libz.dylib\n  Referenced", "the library /lib/libz.dylib is missing"),
        (1, "# Warning: Could not create server TCP listening socket: bind: Permission denied", PORT_REFUSED),
        (48, '{"s":"E","msg":"Failed to set up listener: SocketException: Address already in use"}', PORT_REFUSED),
        (100, '{"s":"E","attr":{"error":"DBPathInUse: Unable to lock the lock file"}}', DATA_IN_USE),
        (100, "fsync: No space left on device", "the disk is full"),
        (1, "Can't handle RDB format version 80", "its data was written by another version"),
        (-4, "", "this processor lacks instructions that it needs (MongoDB 5 and newer need AVX)"),
        (-9, "", "it was killed, perhaps for want of memory"),
        (-11, "", "it was ended by SIGSEGV"),
        (3, "first\nlast\n", "it ended with code 3: last"),
        (3, "", "it ended with code 3: it wrote nothing"),
        (14, f'{MONGOD_FATAL}\n{{"s":"I","msg":"bye"}}', f"it ended with code 14: {MONGOD_FATAL}"),
    ],
)  # fmt: skip
def test_an_exit_is_explained(code: int, output: str, reason: str) -> None:
    assert exit_reason(code, output) == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOEXEC, "Exec format error"), "it was built for another processor or system"),
        (OSError(errno.EACCES, "Permission denied"), "it is not executable"),
        (OSError(errno.ENOENT, "No such file"), "there is no such program, or its interpreter is missing"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "Cannot allocate memory"),
        (subprocess.TimeoutExpired("x", 30), "it gave no answer within 30 s"),
    ],
)
def test_a_program_that_cannot_be_run_is_explained(error: OSError | subprocess.TimeoutExpired, reason: str) -> None:
    assert start_reason(error) == reason
