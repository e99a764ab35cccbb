"""What a pack says about inequality: years that are marked, a floor, what care yields, aversions (8.7)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_check import pack_faults
from hiap.domain.errors import InputError

ELSEWHERE = Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025"
EQUITY = """\
equity:
  marked_years: [2026, 2028]
  floor: {value: 40, unit: years, source: convention, grade: C}
  care_budget: [health_fund]
  threshold: {value: 9000, low: 5000, high: 20000, unit: EUR per QALY, source: made-up, grade: R}
  atkinson:
    mild: {value: 1, unit: aversion, source: made-up, grade: R}
  kolm:
    mild: {value: 0.1, unit: aversion per year, source: made-up, grade: R}
"""


def with_equity(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """The invented country with what it says about inequality, one thing in it changed."""
    folder = Path(shutil.copytree(ELSEWHERE, tmp_path / "mine"))
    path = folder / "economics.yaml"
    assert old in EQUITY
    path.write_text(path.read_text(encoding="utf-8") + EQUITY.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_pack_may_say_nothing_about_inequality() -> None:
    pack = load_pack(str(ELSEWHERE))
    assert pack.equity is None
    assert pack.marked_years == ()


def test_a_pack_is_read_as_it_stands(tmp_path: Path) -> None:
    folder = with_equity(tmp_path)
    assert pack_faults(pack_folder(str(folder))) == []
    pack = load_pack(str(folder))
    assert pack.equity is not None
    assert pack.marked_years == (2026, 2028)
    assert pack.equity.care_budget == ("health_fund",)
    threshold = pack.equity.threshold
    assert (threshold.low, threshold.value, threshold.high, threshold.unverified) == (5000, 9000, 20000, True)
    assert [aversion.value for aversion in (*pack.equity.atkinson, *pack.equity.kolm)] == [1.0, 0.1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[2026, 2028]", "[2028, 2026]", "give each year once"),
        ("[2026, 2028]", "[2026, 2026]", "give each year once"),
        ("[2026, 2028]", "[]", "at least 1"),
        ("[health_fund]", "[helth_fund]", "equity/care_budget: helth_fund is no party"),
        ("value: 9000, low: 5000", "value: 0, low: 0", "greater than 0"),
        ("value: 9000", "value: 900", "the value is not between low and high"),
        ("mild: {value: 1,", "mild: {value: 0,", "greater than 0"),
        (
            "source: made-up, grade: R}\n  atkinson",
            "source: a book, grade: R}\n  atkinson",
            "not in sources.csv",
        ),
        ("  floor: {value: 40, unit: years, source: convention, grade: C}\n", "", "floor is missing"),
        ("  kolm:", "  colm:", "unknown field"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    faults = [str(fault) for fault in pack_faults(pack_folder(str(with_equity(tmp_path, old, new))))]
    assert any(message in fault for fault in faults), faults
    assert all("; " in fault for fault in faults)


def test_an_account_that_is_no_party_is_refused_when_the_pack_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="helth_fund"):
        load_pack(str(with_equity(tmp_path, "[health_fund]", "[helth_fund]")))


def test_the_pack_of_the_netherlands_names_its_sources() -> None:
    terms = load_pack("NLD/2025").equity
    assert terms is not None
    assert terms.marked_years == (2030, 2040, 2050)
    # Health Economics 2019, abstract: 73,600 euro per QALY, 53,000-94,000; 2017: 10.95 and 0.15.
    assert (terms.threshold.value, terms.threshold.low, terms.threshold.high) == (73_600, 53_000, 94_000)
    assert terms.threshold.source == "stadhouders-2019"
    assert [aversion.value for aversion in terms.atkinson] == [1.0, 10.95]
    assert [aversion.value for aversion in terms.kolm] == [0.15]
