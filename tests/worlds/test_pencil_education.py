"""Pencil world of education (2.3, 2.6): mortality by level and shares that grow older, on paper.

Three levels of .5, .3 and .2 of the people at every age; ranks .25, .65 and .9, so x is .25, -.15 and -.4.
Nobody dies before 2+, where .02 a year die. Let the low die twice as often as the high: e^{.65 β} = 2, so β
is 1.066380.
    The middle stands .25/.65 of the way from high to low: 2^{.384615} = 1.305512 times the rate of the high.
    Mean .5·2 + .3·1.305512 + .2 = 1.591654, so rates .025131, .016404 and .012566.
    Life expectancy 2 + 1/m: 41.7913, 62.9590 and 81.5827; the gap high less low is 39.7913.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import HARDLY_EVER, by_age, country, exactly

from hiap.domain.education import Education
from hiap.equations.demography import life_expectancy
from hiap.simulation.education import ByLevel, by_level

SHARES = np.array([0.5, 0.3, 0.2])
GAP = 39.79134
EXPECTED = [41.7913, 62.9590, 81.5827]
PEOPLE = np.full((3, 2, 3), 1000.0)


def levels(gap: float = GAP, complete: float = 0.0, change: float = 1.0) -> ByLevel:
    """Three years of the country with a gap at birth."""
    rate = by_age([HARDLY_EVER, HARDLY_EVER, 0.02])
    pack = replace(country(ages=3), mortality=rate)
    three = (exactly(60.0), exactly(61.0), exactly(60.0 + gap))
    education = Education(
        share=np.tile(SHARES, (2, 3, 1)),
        expectancy={("male", 0): three, ("female", 0): three},
        complete_age=exactly(complete),
    )
    return by_level(pack, education, np.stack([rate] * 3), PEOPLE, np.array([1.0, 1.0, change]))


def test_the_middle_follows_from_the_gap_between_the_ends() -> None:
    found = levels()
    np.testing.assert_allclose(found.steepness[0], 1.066380, atol=1e-5)
    rate = np.moveaxis(found.at_event[0], -1, 1)
    np.testing.assert_allclose(life_expectancy(rate, np.full((2, 1), 0.1))[0], EXPECTED, atol=1e-3)


def test_the_dead_of_all_levels_are_those_of_the_country() -> None:
    found = levels()
    dead = (found.share * -np.expm1(-found.cohort)).sum(axis=-1)
    np.testing.assert_allclose(dead[..., 2], 1.0 - np.exp(-0.02), atol=1e-14)
    np.testing.assert_allclose(dead[..., 1], 1.0 - np.exp(-0.01), atol=1e-14)
    np.testing.assert_allclose(found.dying.sum(axis=-1), 1.0, atol=1e-14)


def test_the_low_become_fewer_among_the_old_and_nobody_changes_level() -> None:
    """Of 1,000 aged 1 and 1,000 aged 2+ about 1 % and 2 % die: 30 of 2,000.

    At half the rates of 2+ for who is 1, of the low 1.25 and 2.48 % die, of the high .63 and 1.25 %. Low:
    500·(.98750 + .97515) = 981.3 of 1,970.2 left, 49.81 %; high: 200·(.99374 + .98751) = 396.3, 20.11 %.
    """
    found = levels()
    assert found.share[1, :, 1].round(12).tolist() == [SHARES.tolist()] * 2
    np.testing.assert_allclose(found.share[1, 0, 2], [0.4981, 0.3008, 0.2011], atol=1e-4)
    assert (np.diff(found.share[:, 0, 2, 0]) < 0).all()


def test_where_education_is_never_complete_shares_stay() -> None:
    assert (levels(complete=2.0).share == SHARES).all()


def test_a_smaller_gap_of_a_later_year_is_met() -> None:
    found = levels(change=0.5)
    ends = np.moveaxis(found.at_event[2], -1, 1)[:, [0, 2]]
    gap = np.diff(life_expectancy(ends, np.full((2, 1), 0.1)))[:, 0]
    np.testing.assert_allclose(gap, 0.5 * GAP, atol=1e-9)


def test_a_gap_that_no_mortality_gives_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="levels of education"):
        levels(gap=1e6)
