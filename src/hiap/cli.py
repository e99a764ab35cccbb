"""The command line: one thin command per verb. It parses, calls and prints; what is heavy comes late."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TextIO, TypeVar

import typer

from hiap.domain.errors import Fault, HiapError, InputError, plain
from hiap.reports.streams import (
    INTERRUPTED,
    end,
    is_broken_pipe,
    open_closed_streams,
    tidied_when_interrupted,
)

if TYPE_CHECKING:
    from hiap.reports.renderer import Draw
    from hiap.runs.folder import Written

BAD_INPUT = 2
NOT_FINISHED = 1
LANGUAGES = ("nl", "en")
FORMATS = ("table", "csv", "json")
DEFAULT_OUT = "out"
DEFAULT_PACK = "NLD/2025"
PAGE_WIDTH = 100

P = ParamSpec("P")
T = TypeVar("T")
Asked = dict[str, Any]

app = typer.Typer(
    name="hiap",
    help="What a policy measure does to health, inequality, care and every party's budget, year by year.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

pack_app = typer.Typer(
    help="A data pack: its tables, its sources, its checks.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
app.add_typer(pack_app, name="pack")

Row = dict[str, object]


def _whole(given: str | int) -> int | str:
    """The number that an option gives; what is no number stays as it is, to be told with all other faults."""
    return int(given) if re.fullmatch("[-+]?[0-9]{1,100}", str(given)) else str(given)


def _number(words: str) -> Any:
    return typer.Option(parser=_whole, metavar="INTEGER", help=words)


PackName = Annotated[str, typer.Option("--pack", help="data pack: id, or path of your own folder")]
Form = Annotated[str, typer.Option("--format", metavar="FORMAT", help="table, csv or json")]


def main() -> None:
    """Run the command line; it ends with a code, also when its reader goes away or a stream is closed."""
    open_closed_streams()
    end(_code())


def _code() -> int:
    """Run a command and give its exit code; of a broken pipe Typer would make 1, of an interrupt 130."""
    try:
        app()
    except SystemExit as error:
        if is_broken_pipe(error.__context__):
            return 0
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if not is_broken_pipe(error):
            _tell(_disk_message(error))
        return BAD_INPUT
    return 0


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn errors into a message on stderr and an exit code; a bug still shows its traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        _tolerant_streams()
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except HiapError as error:
            _fail(str(error), error.exit_code)
        except OSError as error:
            if is_broken_pipe(error):
                raise typer.Exit(0) from None
            _fail(_disk_message(error), BAD_INPUT)

    return run


def _tolerant_streams() -> None:
    """Never stop on a sign that the code page of the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _fail(message: str, code: int) -> None:
    _tell("\n".join(map(plain, message.split("\n"))))
    raise typer.Exit(code)


def _tell(message: str) -> None:
    """Write lines to stderr; the exit code says enough where nobody reads them."""
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in message.splitlines()))


def _disk_message(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    cures = {
        errno.ENOSPC: "free some space or choose another disk with --out",
        errno.EACCES: "choose a folder that you may write to with --out",
        errno.EROFS: "choose a folder that you may write to with --out",
        errno.ENOENT: "check the path",
    }
    cure = cures.get(error.errno or 0, "check the path or choose another folder with --out")
    return f"cannot use{where}: {error.strerror or error}; {cure}"


def _machine_stdout() -> TextIO:
    """Give stdout for programs: UTF-8 and LF whatever the terminal's code page is."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def _check(faults: list[Fault]) -> None:
    if faults:
        raise InputError(faults)


def _told_together(faults: list[Fault], find: Callable[[], T]) -> T:
    """Find what is asked; faults of the options are told together with those of the rest."""
    try:
        found = find()
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    _check(faults)
    return found


def _choice(option: str, value: str, choices: tuple[str, ...]) -> list[Fault]:
    from hiap.catalogue.nearest import cure_for

    if value in choices:
        return []
    return [Fault(option, None, f"{value!r} is not known", cure_for(value, choices))]


def _writable(out: str, option: str = "--out") -> list[Fault]:
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


def _print_version(asked: bool) -> None:
    if asked:
        from hiap import __version__

        sys.stdout.write(f"hiap {__version__}\n")
        raise typer.Exit(0)


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Start: options of hiap itself."""


@app.command()
@guarded
def appraise(
    measures: Annotated[list[str], typer.Argument(metavar="MEASURE...", help="ids, or paths to YAML files")],
    draws: Annotated[
        Any, _number("draws, or auto: as many as are needed; 0 is the deterministic answer")
    ] = 0,
    seed: Annotated[int, _number("seed of the draws")] = 1,
    years: Annotated[int, _number("number of years")] = 40,
    perspective: Annotated[str, typer.Option(help="whose costs and benefits count")] = "society",
    lang: Annotated[str, typer.Option(help="language of the dossier and the summary: nl or en")] = "nl",
    pack: PackName = DEFAULT_PACK,
    engine: Annotated[str, typer.Option(help="numpy, numba, or auto: numba from 20 draws on")] = "auto",
    variant: Annotated[
        list[str] | None, typer.Option(help="other assumptions beside the base case; may be given again")
    ] = None,
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="folder for the run; out by default")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object; write nothing unless --out is given")
    ] = False,
) -> None:
    """Appraise measures: each alone and all together."""
    folder = out if as_json or out is not None else DEFAULT_OUT
    faults = _choice("--lang", lang, LANGUAGES) + (_writable(folder) if folder is not None else [])
    asked: Asked = {"draws": draws, "seed": seed, "years": years, "perspective": perspective, "pack": pack}
    asked |= {"engine": engine, "variants": tuple(variant or ())}
    if faults:
        _refuse(faults, measures, asked)
    if folder is None:
        result, written = _computed(measures, asked, begin=lambda: None), None
    else:
        from hiap.reports.renderer import Renderer

        with Renderer() as renderer:
            result = _computed(measures, asked, begin=renderer.start)
            written = _written(result, Path(folder), lang, renderer.draw)
    if as_json:
        from hiap.reports.tables import json_text

        _machine_stdout().write(json_text(result))
    else:
        from hiap.reports.tables import print_summary

        print_summary(result, lang, sys.stdout)
    if written:
        _tell_written(written, lang, sys.stderr if as_json else sys.stdout)


def _refuse(faults: list[Fault], measures: list[str], asked: Asked) -> None:
    """Tell the faults of the command line together with those of all settings and files."""
    from hiap.workflow.appraise import input_faults
    from hiap.workflow.settings import Settings

    _check(faults + input_faults(measures, Settings(**asked)))


def _computed(measures: list[str], asked: Asked, begin: Callable[[], None]) -> Mapping[str, object]:
    """Compute, and begin something else at the first step, when the input is known to be good."""
    from hiap.reports.progress import Progress
    from hiap.workflow.appraise import appraise as compute

    with tidied_when_interrupted(), Progress(sys.stderr) as progress:

        def step(done: int, total: int, text: str) -> None:
            begin()
            progress.step(done, total, text)

        return compute(measures, **asked, progress=step)


def _written(result: Mapping[str, object], folder: Path, lang: str, draw: Draw) -> Written:
    from hiap.reports.files import run_files
    from hiap.runs.folder import write_run

    files = run_files(result, lang, draw)
    with tidied_when_interrupted():
        return write_run(dict(result), folder, files)


def _tell_written(written: Written, lang: str, stream: TextIO) -> None:
    from hiap.reports.text import Words

    words = Words(lang)
    stream.write(words("run.there" if written.already else "run.written", path=written.folder) + "\n")
    stream.write(words("run.read_first", path=written.folder / "dossier.html") + "\n")


@app.command()
@guarded
def measures(form: Form = "table") -> None:
    """List the measures of the catalogue."""
    _check(_choice("--format", form, FORMATS))
    from hiap.workflow.catalogue import measure_rows

    _print(measure_rows(), form)


@app.command()
@guarded
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="id of a measure, or path of a YAML file")],
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """Show one measure with its effects, costs, evidence and sources."""
    from hiap.workflow.catalogue import show as describe

    described = _told_together(_choice("--format", form, FORMATS), lambda: describe(identifier, pack))
    if form == "json":
        from hiap.reports.tables import json_text

        _machine_stdout().write(json_text(described))
        return
    from hiap.reports.tables import detail_rows

    _print(detail_rows(described), form)


@app.command()
@guarded
def verify(
    run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run")],
    pack: Annotated[str | None, typer.Option(help="folder of the pack, if it was one of your own")] = None,
    engine: Annotated[str | None, typer.Option(help="numpy or numba; else the engine of the run")] = None,
    form: Form = "table",
) -> None:
    """Compute a run again and say whether it gives the same numbers."""
    from hiap.reports.progress import Progress
    from hiap.runs.verify import verify as check
    from hiap.workflow.appraise import repeat

    _check(_choice("--format", form, FORMATS))
    with tidied_when_interrupted(), Progress(sys.stderr) as progress:
        step = progress.step
        found = check(Path(run), lambda result: repeat(result, pack=pack, engine=engine, progress=step))
    _print([{"what": item.what, "held": item.held, "found": item.found} for item in found], form)
    if not all(item.held for item in found):
        raise typer.Exit(NOT_FINISHED)


@app.command()
@guarded
def reference(
    table: Annotated[str | None, typer.Option(help="one table, such as life_expectancy")] = None,
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """Show the reference: current policy with trends."""
    from hiap.workflow.reference import reference_rows

    _print(_told_together(_choice("--format", form, FORMATS), lambda: reference_rows(table, pack)), form)


@pack_app.callback(invoke_without_command=True)
@guarded
def tables(context: typer.Context, pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """List the tables of a data pack, or ask more of it."""
    _check(_choice("--format", form, FORMATS))
    command = context.invoked_subcommand
    if command is not None:
        given = [("--format", form != FORMATS[0]), ("--pack", pack != DEFAULT_PACK)]
        where = f"stands before {command}"
        _check(
            [Fault(o, None, where, f"write hiap pack {command} {o}") for o, misplaced in given if misplaced]
        )
        return
    from hiap.workflow.catalogue import pack_rows

    _print(pack_rows(pack), form)


@pack_app.command()
@guarded
def check(pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """Check a pack: every file and cell, sums, ranges, and the base year beside official totals."""
    from hiap.workflow.catalogue import pack_check

    checks = _told_together(_choice("--format", form, FORMATS), lambda: pack_check(pack))
    _print(checks, form)
    if not all(row.get("ok") for row in checks):
        raise typer.Exit(BAD_INPUT)


@pack_app.command()
@guarded
def compare(pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """Lay what the model gives beside official figures, with the difference."""
    from hiap.reports.lists import short_comparison
    from hiap.workflow.comparison import comparison_rows

    rows = _told_together(_choice("--format", form, FORMATS), lambda: comparison_rows(pack))
    _print_list(rows, form, short_comparison)


@pack_app.command()
@guarded
def sources(
    grade: Annotated[
        str | None, typer.Option(help="only this grade: A, B, C or R (unverified assumption)")
    ] = None,
    table: Annotated[str | None, typer.Option(help="only the parameters of this table")] = None,
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """List every parameter of a pack with value, unit, grade and source."""
    from hiap.reports.lists import short_sources
    from hiap.workflow.sources import source_rows

    rows = _told_together(_choice("--format", form, FORMATS), lambda: source_rows(grade, table, pack))
    _print_list(rows, form, short_sources)


@pack_app.command()
@guarded
def update(
    table: Annotated[str | None, typer.Option(help="one table of StatLine; all by default")] = None,
    cache: Annotated[
        str | None, typer.Option(help="folder for snapshots; the user's cache by default")
    ] = None,
    form: Form = "table",
) -> None:
    """Fetch tables of StatLine and show how they differ; the pack stays as it is."""
    _check(_choice("--format", form, FORMATS) + (_writable(cache, "--cache") if cache is not None else []))
    from hiap.reports.lists import short_update
    from hiap.workflow.update import update_rows

    found, faults = update_rows(table, Path(cache) if cache else None)
    if found:
        _print_list(found, form, short_update)
    if faults:
        _fail("\n".join(faults), NOT_FINISHED)


@pack_app.command("import-dynamo")
@guarded
def import_data(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="folder of the DYNAMO-HIA reference data")],
    out: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="new folder for the tables; without it, a report only"),
    ] = None,
    form: Form = "table",
) -> None:
    """Read DYNAMO-HIA reference data into tables of a pack, and tell what is taken, left and missing."""
    from hiap.catalogue.dynamo_tables import import_dynamo

    faults = _choice("--format", form, FORMATS) + (_writable(out) if out is not None else [])
    files, report = _told_together(faults, lambda: import_dynamo(Path(folder)))
    if out is not None:
        from hiap.runs.aside import write_folder

        with tidied_when_interrupted():
            write_folder(Path(out), files)
    _print([line.row() for line in report], form)


def _print_list(found: list[Row], form: str, shorten: Callable[[list[Row]], list[Row]]) -> None:
    """Print all columns for programs, and for people those that fit on a page."""
    from hiap.reports.tables import print_rows

    if form == "table":
        print_rows(shorten(found), form, sys.stdout, width=PAGE_WIDTH)
    else:
        print_rows(found, form, _machine_stdout())


def _print(found: list[Row], form: str) -> None:
    from hiap.reports.tables import print_rows

    print_rows(found, form, sys.stdout if form == "table" else _machine_stdout())
