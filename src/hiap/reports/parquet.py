"""The tidy tables of a run as Parquet, with a Data Package that says what each column holds."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from types import ModuleType

from hiap.reports.dictionary import described, fields
from hiap.reports.extra import needed
from hiap.reports.result import Result, part
from hiap.reports.tables import json_text
from hiap.reports.tidy import Row, tidy_tables

PACKAGE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPE = "application/vnd.apache.parquet"


def parquet_files(result: Result) -> dict[str, str | bytes]:
    """Give the tables of a result as Parquet (zstd) by the name of the file, and `datapackage.json`.

    Raises
    ------
    InputError : pyarrow, which writes Parquet, is not installed.
    """
    arrow = needed("pyarrow", "Parquet")
    needed("pyarrow.parquet", "Parquet")
    files: dict[str, str | bytes] = {}
    resources = []
    for name, (columns, found) in tidy_tables(result).items():
        held = list(found)
        content = _parquet(arrow, name, columns, held)
        files[f"{name}.parquet"] = content
        resources.append(_resource(name, columns, held, content))
    return {**files, PACKAGE: json_text(_package(result, resources))}


def _parquet(arrow: ModuleType, name: str, columns: Sequence[str], found: Sequence[Row]) -> bytes:
    """One table; types are those of the list of columns, whatever the rows hold."""
    types = {"string": arrow.string(), "integer": arrow.int64(), "number": arrow.float64()}
    kinds = {column: described(name, column)["type"] for column in columns}
    arrays = [_cells(arrow, types[kinds[column]], [row.get(column) for row in found]) for column in columns]
    schema = arrow.schema([(column, types[kinds[column]]) for column in columns])
    stream = io.BytesIO()
    table = arrow.Table.from_arrays(arrays, schema=schema)
    arrow.parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _cells(arrow: ModuleType, kind: object, values: Sequence[object]) -> object:
    texts = kind == arrow.string()
    return arrow.array([str(value) if texts and value is not None else value for value in values], kind)


def _resource(name: str, columns: Sequence[str], found: Sequence[Row], content: bytes) -> dict[str, object]:
    entry = described(name)
    return {
        "name": name,
        "description": entry["description_en"],
        "description_nl": entry["description_nl"],
        "path": f"{name}.parquet",
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields(name, columns, {str(row["quantity"]) for row in found})},
    }


def _package(result: Result, resources: list[dict[str, object]]) -> dict[str, object]:
    measures = part(result, "measures")
    return {
        "$schema": PROFILE,
        "name": f"hiap-{'-'.join(measures)}"[:60] if measures else "hiap-run",
        "title": f"Tables of a run of hiap {result.get('hiap_version')}",
        "measures_sha256": dict(measures),
        "pack": dict(part(result, "pack")),
        "settings": dict(part(result, "settings")),
        "resources": resources,
    }
