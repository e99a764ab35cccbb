"""The command line: one thin command per verb. It parses, calls and prints; what is heavy comes late."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hiap.cli import (
    agreements,
    appraisal,
    catalogue,
    engine,
    evidence,
    following,
    money,
    packages,
    packs,
    runs,
    screening,
)
from hiap.cli.parts import BAD_INPUT, disk_message, tell
from hiap.reports.streams import INTERRUPTED, end, is_broken_pipe, open_closed_streams

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
            tell(disk_message(error))
        return BAD_INPUT
    return 0


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


app.command()(appraisal.appraise)
app.command()(appraisal.resume)
app.command()(packages.package)
app.command()(packages.portfolio)
app.command()(money.budget)
app.command()(money.pockets)
app.command()(catalogue.measures)
app.command()(catalogue.register)
app.command()(catalogue.show)
app.command()(evidence.evidence)
app.command()(runs.verify)
app.command()(engine.warm)
app.command()(runs.compare)
app.command("open")(runs.show_run)
app.command()(runs.export)
app.command()(catalogue.reference)
app.command()(agreements.agree)
app.command()(screening.screen)
app.command()(following.follow)
pack_app.callback(invoke_without_command=True)(packs.tables)
pack_app.command()(packs.check)
pack_app.command()(packs.compare)
pack_app.command()(packs.places)
pack_app.command()(packs.sources)
pack_app.command()(packs.update)
pack_app.command("import-dynamo")(packs.import_data)
