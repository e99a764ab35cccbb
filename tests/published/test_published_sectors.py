"""Sectors of care follow from published numbers: staff of 2018, spending of 2017 and 2022, care at 65+.

Zvw of 2017, million euro (Ministry, annual report 2020): medical specialists 22,001 and other curative care
451; district nursing 3,397, geriatric rehabilitation and stays 968; mental health care 3,557; primary care
5,412, of it 151 for the deaf and blind; transport 644; pharmacy and aids 6,004; care abroad 684. At 65 and
over (Vektis) 28,000 in all, less 11,000 of long-term elderly care; 8,400 for hospitals, 2,800 for district
nursing.
"""

from __future__ import annotations

import numpy as np
import pytest

from hiap import load_pack
from hiap.domain.pack import Law

ZVW_2017 = 22_001 + 451 + 3_397 + 968 + 3_557 + 5_412 + 644 + 6_004 + 684
OLDER_2017 = 28_000 - 11_000
# Wlz of 2022, in kind and personal budgets: elderly, disability and mental health care.
ELDERLY, DISABILITY, MENTAL = 15_292.7 + 648.8, 9_493.3 + 1_989.1, 1_876.2 + 194.0
# Full-time equivalents of the first quarter of 2018, and billion euro earned in 2017.
STAFF = {
    "hospital_care": (172_557 + 61_330) / 26_700,
    "elderly_care": (170_270 + 87_408) / 18_000,
    "mental_health_care": 72_452 / 6_500,
    "disability_care": 126_537 / 9_900,
    "primary_and_other": (22_671 + 82_942) / 14_500,
    "medicines": 0.0,
    "outside": 0.0,
}


def _law(name: str) -> Law:
    return next(law for law in load_pack().laws if law.id == name)


def test_staff_per_million_that_a_sector_earned() -> None:
    found = {sector.id: sector.staff_per_million for sector in load_pack().care_sectors}
    assert found == pytest.approx(STAFF, rel=1e-5)


def test_the_zvw_under_65_and_from_65_on() -> None:
    young, old = _law("zvw").sectors
    assert (young.age_from, old.age_from) == (0, 65)
    assert old.shares["hospital_care"] == pytest.approx(8_400 / OLDER_2017, rel=1e-5)
    nursing = 2_800 * (1 + 968 / 3_397)
    assert old.shares["elderly_care"] == pytest.approx(nursing / OLDER_2017, rel=1e-5)
    left = ZVW_2017 - OLDER_2017
    assert young.shares["hospital_care"] == pytest.approx((22_452 - 8_400) / left, rel=1e-5)
    assert young.shares["elderly_care"] == pytest.approx((3_397 + 968 - nursing) / left, rel=1e-5)


def test_the_wlz_adds_up_to_what_each_sector_got() -> None:
    """Nearly all is elderly care from 80 on and nothing is under 65; together it is as published."""
    pack, law = load_pack(), _law("wlz")
    cost = (law.cost + np.concatenate([law.cost[:, 1:], law.cost[:, -1:]], axis=1)) / 2.0
    spent = (pack.population * cost).sum(axis=0)
    parts = np.array([spent[:65].sum(), spent[65:80].sum(), spent[80:].sum()]) / spent.sum()
    assert [band.age_from for band in law.sectors] == [0, 65, 80]
    total = ELDERLY + DISABILITY + MENTAL
    for sector, amount in (
        ("elderly_care", ELDERLY),
        ("disability_care", DISABILITY),
        ("mental_health_care", MENTAL),
    ):
        found = sum(
            part * band.shares.get(sector, 0.0) for part, band in zip(parts, law.sectors, strict=True)
        )
        assert found == pytest.approx(amount / total, abs=1e-4), sector
    assert "elderly_care" not in law.sectors[0].shares
    assert law.sectors[2].shares["elderly_care"] > 0.95 > law.sectors[1].shares["elderly_care"]
