"""Progress on stderr: a bar in a terminal; elsewhere a line now and then, and only when it takes long.

A run goes on when nobody reads its progress any more.
"""

from __future__ import annotations

import time
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

QUIET_SECONDS = 10.0


class Progress:
    """Tells how far a computation is; to be used in a `with` block.

    >>> import io
    >>> stream = io.StringIO()
    >>> with Progress(stream) as progress:
    ...     progress.step(1, 2, "half")
    >>> stream.getvalue()
    ''
    """

    def __init__(self, stream: TextIO, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._stream = stream
        self._quiet_seconds = quiet_seconds
        self._told = time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        if self._stream.isatty():
            self._bar = _bar(self._stream)
            self._bar.start()
        return self

    def step(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` steps are finished and what comes now."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=total, description=text)
        elif time.monotonic() - self._told >= self._quiet_seconds:
            self._told = time.monotonic()
            with suppress(OSError):
                self._stream.write(f"{done}/{total} {text}\n")
                self._stream.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar(stream: TextIO) -> Bar:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    bar = Bar(*columns, console=Console(file=stream), transient=True)
    bar.add_task("", total=None)
    return bar
