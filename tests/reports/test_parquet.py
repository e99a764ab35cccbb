"""Parquet holds the rows of the CSV files, typed; the data package describes them and proves their bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from typing import Any

import pytest
from sample import sample_result

from hiap.domain.errors import HiapError
from hiap.reports.parquet import parquet_files
from hiap.reports.tidy import tidy_files

parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


@pytest.fixture(scope="module", params=[0, 100])
def result(request: pytest.FixtureRequest) -> dict[str, Any]:
    return sample_result(request.param)


@pytest.fixture(scope="module")
def files(result: dict[str, Any]) -> dict[str, str | bytes]:
    return parquet_files(result)


def cell(value: object) -> str:
    """A value as it stands in CSV."""
    return "" if value is None else str(value)


def table(files: dict[str, str | bytes], name: str) -> Any:
    content = files[name]
    assert isinstance(content, bytes)
    return parquet.read_table(io.BytesIO(content))


def package(files: dict[str, str | bytes]) -> dict[str, Any]:
    found = json.loads(files["datapackage.json"])
    assert isinstance(found, dict)
    return found


def test_every_row_of_the_csv_is_there_in_order(
    result: dict[str, Any], files: dict[str, str | bytes]
) -> None:
    for name, text in tidy_files(result).items():
        expected = list(csv.DictReader(io.StringIO(text)))
        found = table(files, name.replace(".csv", ".parquet")).to_pylist()
        assert [{key: cell(value) for key, value in row.items()} for row in found] == expected


def test_numbers_are_numbers_and_years_are_whole(files: dict[str, str | bytes]) -> None:
    kinds = {field.name: str(field.type) for field in table(files, "by_year.parquet").schema}
    assert (kinds["year"], kinds["mean"], kinds["unit"]) == ("int64", "double", "string")
    empty = {field.name: str(field.type) for field in table(files, "variants.parquet").schema}
    assert (empty["low"], empty["variant"]) == ("double", "string")


def test_it_is_zstd(files: dict[str, str | bytes]) -> None:
    content = files["by_year.parquet"]
    assert isinstance(content, bytes)
    assert parquet.ParquetFile(io.BytesIO(content)).metadata.row_group(0).column(0).compression == "ZSTD"


def test_the_package_names_each_file_with_its_bytes_and_fields(files: dict[str, str | bytes]) -> None:
    resources = package(files)["resources"]
    assert [item["path"] for item in resources] == [name for name in files if name.endswith(".parquet")]
    for item in resources:
        content = files[item["path"]]
        assert isinstance(content, bytes)
        assert item["bytes"] == len(content)
        assert item["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        fields = item["schema"]["fields"]
        assert [field["name"] for field in fields] == table(files, item["path"]).column_names
        assert all(field["description"] and field["description_nl"] for field in fields)


def test_the_package_keeps_the_rules_of_the_standard(files: dict[str, str | bytes]) -> None:
    found = package(files)
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    names = [item["name"] for item in found["resources"]]
    assert len(set(names)) == len(names) == 5
    for field in (field for item in found["resources"] for field in item["schema"]["fields"]):
        assert field["type"] in {"string", "integer", "number"}
        assert "categories" not in field or field["type"] == "string"


def test_the_same_result_gives_the_same_bytes(result: dict[str, Any], files: dict[str, str | bytes]) -> None:
    assert parquet_files(result) == files


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(HiapError, match=r"pip install 'hiap\[report\]'"):
        parquet_files(sample_result(0))
