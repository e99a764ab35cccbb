"""One writer at a time in a folder of runs: a lock that the system lets go of however its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hiap.domain.errors import RunExistsError

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    def _open(out: Path) -> int:
        """Open what is locked: Windows locks files only, so an empty one that stays beside the runs."""
        return os.open(out / ".writing.lock", os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> bool:
        """Lock it, or tell that another process has."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _open(out: Path) -> int:
        """Open what is locked: the folder itself, so that nothing is left in it."""
        return os.open(out, os.O_RDONLY)

    def _lock(handle: int) -> bool:
        """Lock it, or tell that another process has."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def only_writer(out: Path, patience: float = PATIENCE_SECONDS) -> Iterator[bool]:
    """Hold a folder while writing in it; gives False where it cannot be locked, as on some network disks.

    Raises
    ------
    RunExistsError : another process still writes after `patience` seconds.
    """
    try:
        handle = _open(out)
    except OSError:
        yield False
        return
    try:
        yield _held(handle, out, patience)
    finally:
        os.close(handle)


def _held(handle: int, out: Path, patience: float) -> bool:
    """Wait for the lock; False where there are no locks."""
    until = time.monotonic() + patience
    try:
        while not _lock(handle):
            if time.monotonic() > until:
                raise RunExistsError(
                    f"{out}: another run is being written there and does not end; "
                    "wait for it, or give another --out"
                )
            time.sleep(PAUSE_SECONDS)
    except OSError:
        return False
    return True
