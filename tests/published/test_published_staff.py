"""Staff per euro of care follows from published numbers: staff of 2018, spending of 2018 and 2024, prices."""

from __future__ import annotations

import pytest

from hiap import load_pack

CPI_2018 = 0.794296
# Full-time equivalents of the first quarter of 2018 (AZW): hospitals, university hospitals, general practice,
# mental health care; home care, other care; nursing homes, disability care.
CERTAIN_ZVW = 172_557 + 61_330 + 22_671 + 72_452
PERHAPS_ZVW = 87_408 + 82_942
WLZ = 170_270 + 126_537
# Million euro: Zvw 2018 (annual report) and 2024 (budget), Wlz 2018 (budget less change) and 2024 (realised).
ZVW_2018, ZVW_2024 = 48_517.3 - 1_816.1, 64_200.0
WLZ_2018, WLZ_2024 = 21_811.9 - 425.6, 36_631.0


@pytest.mark.parametrize(
    ("law", "low", "high"),
    [
        ("zvw", CERTAIN_ZVW / ZVW_2024, (CERTAIN_ZVW + PERHAPS_ZVW) / ZVW_2018 * CPI_2018),
        ("wlz", WLZ / WLZ_2024, WLZ / WLZ_2018 * CPI_2018),
    ],
)
def test_staff_per_million_euro_of_care(law: str, low: float, high: float) -> None:
    """The limits to a tenth, and the value half-way."""
    staff = next(item.staff for item in load_pack().laws if item.id == law)
    assert staff is not None
    assert staff.low == pytest.approx(low, abs=0.05)
    assert staff.high == pytest.approx(high, abs=0.05)
    assert staff.value == pytest.approx((low + high) / 2.0, abs=0.05)


def test_laws_without_a_figure_have_no_staff() -> None:
    assert [law.id for law in load_pack().laws if law.staff is None] == ["jeugdwet", "wmo"]


def test_the_figures_of_the_pack_are_those_of_the_source() -> None:
    figures = load_pack().figures
    found = sum(figures[f"staff/full_time/{sector}"].value for sector in ("nursing_homes", "disability_care"))
    assert found == WLZ
