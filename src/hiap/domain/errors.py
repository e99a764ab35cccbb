"""The error tree: every error says what is wrong, where, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Signs that steer a terminal instead of being shown: control characters, line separators, overrides of
the direction of text, and what is no character."""
LONG_WORD = re.compile(r"(\S{60})\S{21,}")


def plain(text: str) -> str:
    r"""Text with the code of every sign that would steer a terminal.

    >>> print(plain("lunch\x1b[2J"))
    lunch\x1b[2J
    """
    return STEERING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def shortened(text: str) -> str:
    """Plain text with words of over 80 characters cut off.

    >>> len(shortened("id " + "a" * 300))
    66
    """
    return LONG_WORD.sub(r"\1...", plain(text))


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
        """Give `path:line: message; cure` on one line, safe to print: the words may be those of a file."""
        where = plain(self.path) if self.line is None else f"{plain(self.path)}:{self.line}"
        return f"{where}: {shortened(self.message)}; {shortened(self.cure)}"


class InputError(HiapError):
    """Bad input: carries every fault found, not only the first.

    >>> InputError([Fault("a.yaml", 3, "no source", "add one")]).faults[0].line
    3
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))

    def __reduce__(self) -> tuple[type[InputError], tuple[list[Fault]]]:
        """Come from another process as it was, with its faults."""
        return type(self), (list(self.faults),)


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


class ClusterError(HiapError):
    """A cluster that cannot be reached, has no workers, or would give other bytes than this process."""


class FetchError(HiapError):
    """Data that could not be fetched, or that are not what was asked for; nothing was changed."""

    exit_code = 1
