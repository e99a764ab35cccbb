"""The error tree: every error says what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class HiapError(Exception):
    """Base of all errors that hiap raises on purpose; `exit_code` is what the command line returns."""

    exit_code = 2


@dataclass(frozen=True)
class Fault:
    """One fault in a user's file: where it stands, what is wrong and the cure.

    >>> str(Fault("m.yaml", 12, "share 1.4 is over 1", "write a share between 0 and 1"))
    'm.yaml:12: share 1.4 is over 1; write a share between 0 and 1'
    """

    path: str
    line: int | None
    message: str
    cure: str

    def __str__(self) -> str:
        """Give `path:line: message; cure`."""
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}; {self.cure}"


class InputError(HiapError):
    """Bad input: carries every fault found, not only the first.

    >>> InputError([Fault("a.yaml", 3, "no source", "add one")]).faults[0].line
    3
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class PackError(HiapError):
    """A data pack that cannot be used: missing table, wrong unit, no source."""


class RunExistsError(HiapError):
    """The output folder already holds another run, or cannot be written."""


class NoSuchRunError(HiapError):
    """No run at the place that was named."""

    exit_code = 3


class WorkerLostError(HiapError):
    """A process that computed draws was ended from outside."""

    exit_code = 1
