"""Pencil world of money that goes with being alive (7.3): a country of four ages and two groups, on paper.

A pension of 1,000 euro a year goes from a bank to households, in 2025 from the second birthday, in 2026 from
two years and a quarter. Each cohort is counted by its age on 1 January, and has its birthday half-way on
average: in 2025 who is 1 counts for half of the year, in 2026 for ½ (0 + ¾) = 0.375; who is 2 counts for
all of 2025 and for ½ (¾ + 1) = 0.875 of 2026; who is 3 or older always.
More person-years than in the reference, in group Q1, men:
    2025   4 at age 0, 2 at age 1, 1 at age 3      ½·2 + 1            = 2 years     2,000 euro
    2026   2 at age 1, 8 at age 2                  0.375·2 + 0.875·8  = 7.75 years  7,750 euro
The bank loses what the households of Q1 gain; society and the resources stay as they are.
A premium of 100 euro a year goes the other way, from birth on:
    2025   700 euro     2026   1,000 euro
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, Story, country, exactly, hardly_any_deaths, measure, tell

from hiap.domain.living import LivingMoney
from hiap.domain.names import Party
from hiap.domain.pack import Pack
from hiap.simulation.recording import Projection
from hiap.workflow.block import Differences, Task, book
from hiap.workflow.budget import heading_title

AGES, YEARS = 4, 2
NOTHING = measure("nothing", {"sex": "all", "age": [0, 3]}, duration=2)
PENSION = LivingMoney(
    id="pension",
    title={"nl": "Pensioen", "en": "Pension"},
    payer="bank",
    receiver="households",
    amount=exactly(1_000.0),
    from_age=((2025, 2.0), (2026, 2.25)),
)
PREMIUM = LivingMoney(
    id="premium",
    title={"nl": "Premie", "en": "Premium"},
    payer="households",
    receiver="bank",
    amount=exactly(100.0),
    from_age=((2025, 0.0),),
)


def _pack(*living: LivingMoney) -> Pack:
    small = country(AGES, groups=("Q1", "Q2"))
    bank = Party("bank", {"en": "bank", "nl": "bank"}, False)
    return replace(small, parties=(bank, *small.parties), living=living)


@pytest.fixture(scope="module")
def story() -> Story:
    """The country in which nobody dies."""
    return tell(_pack(), hardly_any_deaths(_pack()), [NOTHING], years=YEARS)


def _happened(of: Projection) -> Projection:
    """What the measure does, by hand."""
    lived = of.person_years.copy()
    lived[0, 1, 0, 0, :, 0] += [4.0, 2.0, 0.0, 1.0]
    lived[0, 1, 1, 0, :, 0] += [0.0, 2.0, 8.0, 0.0]
    return replace(of, person_years=lived)


def _booked(story: Story, *living: LivingMoney, added: bool = True) -> Differences:
    task = Task(_pack(*living), (NOTHING,), 1, 0, 0, 1, YEARS, 50_000.0, care_in_added_years=added)
    return book(task, story.sampler, story.calibration, story.policy, _happened(story.projection))


def _balance(found: Differences, account: str) -> Array:
    return np.asarray(found.money[0, 1, :, found.accounts.index(account)])


def test_a_pension_over_years_gained_goes_from_the_bank_to_the_households(story: Story) -> None:
    found = _booked(story, PENSION)
    assert _balance(found, "bank") == pytest.approx([-2_000.0, -7_750.0], rel=1e-9)
    assert _balance(found, "households_q1") == pytest.approx([2_000.0, 7_750.0], rel=1e-9)
    assert not _balance(found, "households_q2").any()
    assert not _balance(found, "resources").any()


def test_a_premium_goes_the_other_way(story: Story) -> None:
    found = _booked(story, PENSION, PREMIUM)
    assert _balance(found, "bank") == pytest.approx([-2_000.0 + 700.0, -7_750.0 + 1_000.0], rel=1e-9)
    assert _balance(found, "households_q1") == pytest.approx([1_300.0, 6_750.0], rel=1e-9)


def test_it_is_apart_from_what_else_is_paid(story: Story) -> None:
    found, without = _booked(story, PENSION, PREMIUM), _booked(story)
    assert np.array_equal(found.cash_apart, without.cash)
    assert not np.array_equal(found.cash, without.cash)


def test_without_added_years_nothing_is_paid_over_them(story: Story) -> None:
    found, without = _booked(story, PENSION, added=False), _booked(story, added=False)
    assert found.money.tobytes() == without.money.tobytes()


def test_before_the_first_year_its_age_holds_and_after_the_last_one_the_last() -> None:
    assert PENSION.ages(np.array([2020, 2025, 2026, 2090])).tolist() == [2.0, 2.0, 2.25, 2.25]


def test_it_has_words() -> None:
    assert heading_title(_pack(PENSION), (), "living/pension") == {"nl": "Pensioen", "en": "Pension"}
