"""What all commands share: how they fail, how they check options, how they print."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TextIO, TypeVar

import typer

from hiap.domain.errors import Fault, HiapError, InputError, plain
from hiap.reports.streams import is_broken_pipe

BAD_INPUT = 2
NOT_FINISHED = 1
FORMATS = ("table", "csv", "json")
DEFAULT_OUT = "out"
PAGE_WIDTH = 100

if TYPE_CHECKING:
    from hiap.reports.blocks import Table
    from hiap.reports.text import Words

    Told = tuple[Sequence[Table], Iterable[str], str]
    """Tables, the sentences below them, and the title above them."""

P = ParamSpec("P")
T = TypeVar("T")
Asked = dict[str, Any]
Row = dict[str, object]


def whole(given: str | int) -> int | str:
    """The number that an option gives; what is no number stays as it is, to be told with all other faults."""
    return int(given) if re.fullmatch("[-+]?[0-9]{1,100}", str(given)) else str(given)


def number(words: str) -> Any:
    return typer.Option(parser=whole, metavar="INTEGER", help=words)


PackName = Annotated[
    str, typer.Option("--pack", help="data pack: id, or path of your own folder; a place of it after an @")
]
Workers = Annotated[Any, number("at most so many processes; one for each processor unless given")]
Overlap = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SETS",
        help="measures for the same people, or never for them: same_people(a, b), disjoint(a, b); may be "
        "given again",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask scheduler, whose workers compute: hiap[cluster]"),
]
Language = Annotated[str, typer.Option("--lang", help="language: nl or en")]
Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv or json")]


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn errors into a message on stderr and an exit code; a bug still shows its traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        _tolerant_streams()
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except HiapError as error:
            fail(str(error), error.exit_code)
        except OSError as error:
            if is_broken_pipe(error):
                raise typer.Exit(0) from None
            fail(disk_message(error), BAD_INPUT)

    return run


def _tolerant_streams() -> None:
    """Never stop on a sign that the code page of the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def fail(message: str, code: int) -> None:
    tell("\n".join(map(plain, message.split("\n"))))
    raise typer.Exit(code)


def tell(message: str) -> None:
    """Write lines to stderr; the exit code says enough where nobody reads them."""
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in message.splitlines()))


def disk_message(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    cures = {
        errno.ENOSPC: "free some space or choose another disk with --out",
        errno.EACCES: "choose a folder that you may write to with --out",
        errno.EROFS: "choose a folder that you may write to with --out",
        errno.ENOENT: "check the path",
    }
    cure = cures.get(error.errno or 0, "check the path or choose another folder with --out")
    return f"cannot use{where}: {error.strerror or error}; {cure}"


def machine_stdout() -> TextIO:
    """Give stdout for programs: UTF-8 and LF whatever the terminal's code page is."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def check_faults(faults: list[Fault]) -> None:
    if faults:
        raise InputError(faults)


def told_together(faults: list[Fault], find: Callable[[], T]) -> T:
    """Find what is asked; faults of the options are told together with those of the rest."""
    try:
        found = find()
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    check_faults(faults)
    return found


def choice(option: str, value: str, choices: tuple[str, ...]) -> list[Fault]:
    from hiap.catalogue.nearest import cure_for

    if value in choices:
        return []
    return [Fault(option, None, f"{value!r} is not known", cure_for(value, choices))]


def writable(out: str, option: str = "--out") -> list[Fault]:
    """Look at a folder before computing, so that nobody waits for a result that cannot be written."""
    if not out.strip():
        return [Fault(option, None, "no folder is named", "give a folder, or . for this one")]
    try:
        os.lstat(out)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        return [Fault(option, None, f"{out} cannot be used: {error.strerror}", "give another folder")]
    place = next(folder for folder in (Path(out), *Path(out).absolute().parents) if os.path.lexists(folder))
    if not place.is_dir():
        return [Fault(option, None, f"{place} is not a folder", "give a folder")]
    if not os.access(place, os.W_OK):
        return [Fault(option, None, f"{place} cannot be written to", "give a folder that you may write to")]
    return []


def new_file_faults(target: Path) -> list[Fault]:
    """What is wrong with the place of a file that is to be written and may not be there yet."""
    if target.exists():
        return [Fault(str(target), None, "is there already", "choose another name, or take it away")]
    if not target.absolute().parent.is_dir():
        return [Fault(str(target), None, "its folder is not there", "make the folder first")]
    return []


def print_list(found: list[Row], form: str, shorten: Callable[[list[Row]], list[Row]]) -> None:
    """Print all columns for programs, and for people those that fit on a page."""
    from hiap.reports.tables import print_rows

    if form == "table":
        print_rows(shorten(found), form, sys.stdout, width=PAGE_WIDTH)
    else:
        print_rows(found, form, machine_stdout())


def print_table(found: list[Row], form: str) -> None:
    from hiap.reports.tables import print_rows

    print_rows(found, form, sys.stdout if form == "table" else machine_stdout())


def print_told(
    form: str,
    lang: str,
    found: object,
    rows: Callable[[], Iterable[Row]],
    told: Callable[[Words], Told],
    *,
    page: bool = False,
) -> None:
    """Print what was found: all of it as JSON, its rows as CSV, or tables and sentences in a language.

    Without a terminal tables are as wide as a page can show, or, for a `page`, as a page of text is.
    """
    from hiap.reports import tables as shown
    from hiap.reports.tables import json_text, print_blocks, print_rows
    from hiap.reports.text import Words

    if form == "json":
        machine_stdout().write(json_text(found))
    elif form == "csv":
        print_rows(list(rows()), form, machine_stdout())
    else:
        tables, sentences, title = told(Words(lang))
        width = shown.WIDTH_WITHOUT_TERMINAL if page else shown.WIDE_WITHOUT_TERMINAL
        print_blocks(tables, list(sentences), sys.stdout, title, width)
