"""Build the Dutch data pack from the raw tables: python tools/build_pack.py --raw FOLDER --pack FOLDER."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import cast

sys.path.insert(0, str(Path(__file__).resolve().parent))

from packs.nld.common import SOURCE_COLUMNS, Built, Entries, Sources, write_table

RAW = Path("../shared/data/nl")
PACK = Path("src/hiap/data/packs/NLD/2025")
TABLE_COLUMNS = ("table", "title", "unit", "year", "grade", "sources", "licence", "derivation", "note")
MODULES = (
    "demography",
    "demography_limits",
    "education",
    "epidemiology",
    "costs",
    "figures",
    "sectors",
    "labour",
    "outcomes",
    "official",
    "places",
)


def build_module(name: str, raw: Path, pack: Path) -> Built:
    """Run one build module; a module that is not there is skipped with a printed line."""
    if not (Path(__file__).resolve().parent / "packs" / "nld" / f"{name}.py").exists():
        print(f"skipped {name}: packs/nld/{name}.py is not there, its tables are missing from the pack")
        return {}, []
    module = importlib.import_module(f"packs.nld.{name}")
    entries, sources = cast(Built, module.build(raw, pack))
    print(f"built {name}: {len(entries)} tables, {len(sources)} sources")
    return entries, sources


def merge_entries(parts: list[Entries]) -> Entries:
    """Join the table descriptions of all modules by table name without .csv; none may come twice."""
    merged: Entries = {}
    for part in parts:
        twice = sorted(set(merged) & {name.removesuffix(".csv") for name in part})
        if twice:
            raise ValueError(f"described by two modules: {', '.join(twice)}")
        merged.update({name.removesuffix(".csv"): entry for name, entry in part.items()})
    return dict(sorted(merged.items()))


def merge_sources(parts: list[Sources]) -> Sources:
    """Join the source rows of all modules, sorted by id; rows with one id must be identical."""
    merged: dict[str, dict[str, str]] = {}
    for row in (row for part in parts for row in part):
        known = merged.setdefault(row["id"], row)
        if known != row:
            raise ValueError(f"source {row['id']} is given twice with different contents:\n{known}\n{row}")
    return [merged[key] for key in sorted(merged)]


def check_references(entries: Entries, sources: Sources) -> None:
    """Refuse a table that names a source which sources.csv does not have."""
    known = {row["id"] for row in sources}
    for name, description in entries.items():
        missing = [key for key in cast(list[str], description["sources"]) if key not in known]
        if missing:
            raise ValueError(f"{name} names unknown sources: {', '.join(missing)}")


def _cell(value: object) -> str:
    """One cell of tables.csv; a list is joined by semicolons."""
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=RAW, help="folder of the raw tables")
    parser.add_argument("--pack", type=Path, default=PACK, help="folder to write")
    arguments = parser.parse_args()
    built = [build_module(name, arguments.raw, arguments.pack) for name in MODULES]
    entries = merge_entries([part[0] for part in built])
    sources = merge_sources([part[1] for part in built])
    check_references(entries, sources)
    described = (
        [name, *(_cell(entry.get(key, "")) for key in TABLE_COLUMNS[1:])] for name, entry in entries.items()
    )
    write_table(arguments.pack, "tables.csv", TABLE_COLUMNS, described)
    cells = ([row[key] for key in SOURCE_COLUMNS] for row in sources)
    write_table(arguments.pack, "sources.csv", SOURCE_COLUMNS, cells)


if __name__ == "__main__":
    main()
