"""Fetch named tables of StatLine, keep them beside their receipts, and show how they differ from the pack."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hiap.catalogue.download import Limits
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.statline import (
    Wanted,
    cell_value,
    fetch,
    keep,
    latest,
    read_snapshot,
    wanted_tables,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, FetchError, InputError

Row = dict[str, object]
LIMITS = Limits()


def default_cache() -> Path:
    """The folder for caches of this machine: XDG_CACHE_HOME, LOCALAPPDATA, or .cache at home."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named or Path.home() / ".cache") / "hiap" / "statline"


def update_rows(
    table: str | None = None,
    cache: Path | None = None,
    *,
    limits: Limits = LIMITS,
    pause: Callable[[float], None] = time.sleep,
) -> tuple[list[Row], list[str]]:
    """Fetch one table or all, and give rows of differences with the pack, and what went wrong in words.

    The pack itself is never changed: its tables follow from several sources by a recorded build, so a new
    figure of one source is a change to that build and to its checks, made by people. A table that cannot be
    fetched keeps its last snapshot, which is then compared.

    Raises
    ------
    InputError : a table that the pack does not name.
    """
    wanted = wanted_tables(DEFAULT_PACK)
    if table is not None and table not in wanted:
        raise InputError([Fault("--table", None, f"no table {table}", cure_for(table, wanted))])
    rows: list[Row] = []
    faults: list[str] = []
    for name in [table] if table else wanted:
        try:
            rows += _compared(
                wanted[name], _fresh(wanted[name], cache or default_cache(), limits, pause, faults)
            )
        except FetchError as error:
            faults.append(str(error))
    return rows, faults


def _fresh(
    table: Wanted, cache: Path, limits: Limits, pause: Callable[[float], None], faults: list[str]
) -> Path:
    """The folder of a table just fetched, or of its last snapshot where that failed."""
    try:
        return keep(table, fetch(table, limits, pause), cache)
    except FetchError as error:
        before = latest(table.id, cache)
        if before is None:
            raise FetchError(f"{error}. There is no earlier snapshot; the pack stays as it is") from None
        faults.append(f"{error}. The snapshot in {before} stays and is compared")
        return before


def _compared(table: Wanted, folder: Path) -> Iterator[Row]:
    """Each figure of a snapshot beside the official figure of the pack."""
    snapshot = read_snapshot(folder)
    for figure in table.figures:
        fetched, official = cell_value(table, snapshot, figure["cell"]), _official(figure["official"])
        in_pack = float(official["value"])
        yield {
            "table": table.id,
            "figure": ", ".join(value for value in figure["official"].values() if value),
            "fetched": fetched,
            "in_pack": in_pack,
            "difference": fetched - in_pack,
            "unit": official["unit"],
            "confirmed": table.confirmed,
            "time": snapshot.receipt["fetched"],
            "sha256": snapshot.receipt["sha256"],
            "snapshot": str(folder),
        }


def _official(labels: Mapping[str, str]) -> Mapping[str, str]:
    """The one row of official.csv with these labels."""
    found = [row for row in pack_folder(DEFAULT_PACK).rows("official") if labels.items() <= row.items()]
    if len(found) != 1:
        raise FetchError(
            f"{len(found)} rows of official.csv fit {dict(labels)}, one needed; mend updates.yaml"
        )
    return found[0]
