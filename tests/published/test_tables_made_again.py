"""Tables of the Dutch population made again from the raw figures; without these the tests are skipped."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RAW = ROOT.parent / "shared" / "data" / "nl"
PACK = ROOT / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
MODULES = ("demography", "demography_limits")
TABLES = ("population", "fertility", "migration", "fertility_limit", "migration_limit")

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason="the raw figures are not here")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables made again."""
    folder = tmp_path_factory.mktemp("built")
    sys.path.insert(0, str(ROOT / "tools"))
    for name in MODULES:
        importlib.import_module(f"packs.nld.{name}").build(RAW, folder)
    sys.path.remove(str(ROOT / "tools"))
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_made_again_to_the_digit(built: Path, table: str) -> None:
    """Also on another processor: what is solved has more digits in common than are written."""
    assert (built / f"{table}.csv").read_text() == (PACK / f"{table}.csv").read_text()
