"""Tables of StatLine: fetched whole, checked, and kept beside their receipt in a cache."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from hiap.catalogue.download import Limits, fetch_rows
from hiap.catalogue.folder import pack_folder
from hiap.domain.errors import FetchError, PackError

TABLE, RECEIPT = "table.json", "receipt.json"
PARTS = ("MeasureCodes", "Observations")
Rows = list[Mapping[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """A table to fetch, as updates.yaml of the pack states it."""

    id: str
    title: str
    address: str
    filter: str
    columns: tuple[str, ...]
    figures: tuple[Mapping[str, Mapping[str, str]], ...]
    confirmed: bool


@dataclass(frozen=True)
class Snapshot:
    """A table as it was fetched: rows of observations and of measure codes, and the receipt."""

    observations: Rows
    measures: Rows
    receipt: Mapping[str, Any]


def wanted_tables(pack: str) -> dict[str, Wanted]:
    """Give the tables that a pack names for updates, by id.

    >>> wanted_tables("NLD/2025")["37296ned"].confirmed
    False
    """
    document = cast(Mapping[str, Any], pack_folder(pack).yaml("updates"))
    if not str(document["base"]).startswith("https://"):
        raise PackError(
            f"the base {document['base']} in updates.yaml is not https: write an address with https"
        )
    return {
        name: Wanted(
            id=name,
            title=item["title"],
            address=f"{document['base']}/{name}",
            filter=item["filter"],
            columns=tuple(item["columns"]),
            figures=tuple(item["figures"]),
            confirmed=item["confirmed"],
        )
        for name, item in document["tables"].items()
    }


def fetch(table: Wanted, limits: Limits, pause: Callable[[float], None] = time.sleep) -> dict[str, Rows]:
    """Fetch the parts of a table; a changed set of columns is refused."""
    parts = {}
    for part in PARTS:
        question = f"?$filter={quote(table.filter)}" if part == "Observations" and table.filter else ""
        parts[part] = fetch_rows(f"{table.address}/{part}{question}", limits, pause)
    check_columns(table, parts["Observations"])
    return parts


def check_columns(table: Wanted, rows: Sequence[Mapping[str, Any]]) -> None:
    """Refuse rows with other columns than updates.yaml states, and say which."""
    if not rows:
        raise FetchError(f"{table.id}: no rows for the filter {table.filter!r}; mend it in updates.yaml")
    found, stated = {column for row in rows for column in row}, set(table.columns)
    changes = [
        f"{what} {', '.join(sorted(columns))}"
        for what, columns in (("new:", found - stated), ("gone:", stated - found))
        if columns
    ]
    uneven = any(set(row) != found for row in rows)
    if changes or uneven:
        raise FetchError(
            f"{table.id}: the columns have changed ({'; '.join(changes) or 'rows differ'}); nothing kept. "
            "Read the table at its source, then change its `columns` and `figures` in updates.yaml"
        )


def keep(table: Wanted, parts: Mapping[str, Rows], cache: Path) -> Path:
    """Keep a fetched table beside its receipt in its own folder; the same content is not kept twice.

    Both files are written aside and then moved in one step, so no folder is half-written.
    """
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True, indent=0).encode()
    digest = hashlib.sha256(content).hexdigest()
    before = latest(table.id, cache)
    if before is not None and before.name.endswith(digest[:12]):
        return before
    now = datetime.now(UTC)
    receipt = {
        "table": table.id,
        "url": f"{table.address}/Observations",
        "filter": table.filter,
        "fetched": now.isoformat(timespec="seconds"),
        "rows": len(parts["Observations"]),
        "sha256": digest,
    }
    home = cache / table.id
    home.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=home))
    try:
        _write(aside / TABLE, content)
        _write(aside / RECEIPT, json.dumps(receipt, indent=2).encode())
        target = home / f"{now:%Y%m%dT%H%M%S%f}-{digest[:12]}"
        aside.rename(target)
    finally:
        if aside.exists():
            shutil.rmtree(aside, ignore_errors=True)
    return target


def _write(path: Path, content: bytes) -> None:
    """Write one file through to the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def latest(table: str, cache: Path) -> Path | None:
    """The folder of the newest snapshot of a table, if there is one."""
    home = cache / table
    found = [path for path in home.iterdir() if not path.name.startswith(".")] if home.is_dir() else []
    return max(found, key=lambda path: path.name, default=None)


def read_snapshot(folder: Path) -> Snapshot:
    """Read a snapshot; one that is not what its receipt says is refused."""
    try:
        receipt = json.loads((folder / RECEIPT).read_bytes())
        content = (folder / TABLE).read_bytes()
        if hashlib.sha256(content).hexdigest() != receipt["sha256"]:
            raise FetchError(f"{folder} is not what its receipt says: remove the folder and fetch again")
        parts = json.loads(content)
        return Snapshot(parts["Observations"], parts["MeasureCodes"], receipt)
    except (OSError, ValueError, KeyError, TypeError):
        raise FetchError(f"{folder} cannot be read: remove the folder and fetch again") from None


def cell_value(table: Wanted, snapshot: Snapshot, cell: Mapping[str, str]) -> float:
    """The value of one cell: dimensions by code, the measure by title or code; blanks around do not count."""
    titles = {str(row.get("Identifier")): str(row.get("Title")) for row in snapshot.measures}

    def fits(row: Mapping[str, Any]) -> bool:
        return all(
            wanted in (str(row[column]).strip(), column == "Measure" and titles.get(str(row[column])))
            for column, wanted in cell.items()
        )

    values = [row["Value"] for row in snapshot.observations if fits(row)]
    if len(values) != 1 or not isinstance(values[0], int | float):
        raise FetchError(
            f"{table.id}: {len(values)} cells for {dict(cell)}, one with a number needed; mend `figures` in "
            "updates.yaml"
        )
    return float(values[0])
