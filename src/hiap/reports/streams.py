"""How a command ends: the three standard streams, whatever the caller did with them, and an interrupt."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
INTERRUPT_TOLD = "interrupted; nothing half-written is left\n"


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


def stop_when_interrupted() -> None:
    """Let an interrupt end the program at once, unless the caller has it ignored, as a shell does with `&`.

    An error would not do while modules load: some libraries swallow it or make another error of it.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    with suppress(OSError):
        os.write(2, INTERRUPT_TOLD.encode())
    os._exit(INTERRUPTED)


@contextmanager
def tidied_when_interrupted() -> Iterator[None]:
    """Make an interrupt an error again, so that workers, files and the progress bar are tidied."""
    if signal.getsignal(signal.SIGINT) is not _stop:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _stop)


def end(code: int) -> NoReturn:
    """End with a code, with a line if it is that of an interrupt, and quietly where a stream is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C has nothing left to stop
    open_closed_streams()
    if code == INTERRUPTED:
        with suppress(OSError):
            sys.stderr.write(INTERRUPT_TOLD)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = code if is_broken_pipe(error) else code or 1
    raise SystemExit(code)
