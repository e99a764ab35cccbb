"""The three standard streams: open whatever the caller closed, and no complaint when a reader goes away."""

from __future__ import annotations

import errno
import os
import sys
from typing import NoReturn


def open_closed_streams() -> None:
    """Open a stream to nowhere for each that the caller closed, lest a file of the run takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def is_broken_pipe(error: BaseException | None) -> bool:
    """Whether an error says that the reader of a stream went away; Windows calls it an invalid argument.

    >>> is_broken_pipe(BrokenPipeError(errno.EPIPE, "Broken pipe")), is_broken_pipe(OSError(errno.ENOSPC, ""))
    (True, False)
    """
    gone = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)
    return isinstance(error, OSError) and error.errno in gone


def end(code: int) -> NoReturn:
    """End with a code, without the complaint that Python makes when it cannot write what is left."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = code if is_broken_pipe(error) else code or 1
    raise SystemExit(code)
