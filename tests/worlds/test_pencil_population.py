"""Pencil world of the population (2.1, 2.3): three ages, two groups, no disease, every step on paper.

Start: 1,000 men and 1,000 women of ages 0, 1 and 2+. Groups Q1 and Q2 hold .5 .5 at age 0, .4 .6 at age 1 and
.5 .5 at age 2+. Those who die in their first year live a quarter of it (a0 = .25). L(x) = -ln x.

Deaths, rates by age at event
    men in Q1     m0 = 4 L(.9)   m1 = 2 L(.9)   m2 = 2 L(.4)
    men in Q2     0              0              0
    women         0              0              2 L(.64)
Half-year shift to cohorts, as the share that survives the year
    men in Q1     births         e^-(.75 m0)          = .9^3      = .729
                  aged 0         e^-(.25 m0 + .5 m1)  = .9 · .9   = .81     half a year .9
                  aged 1         e^-(.5 m1 + .5 m2)   = .9 · .4   = .36     half a year .6
                  aged 2+        e^-m2                = .4 · .4   = .16     half a year .4
    women         aged 0         1
                  aged 1         .64                                        half a year .8
                  aged 2+        .64 · .64            = .4096               half a year .64

Migration in 2025 only, at mid-year, by the age on the next 1 January: 20 boys of age 0 come, 100 men of age 1
(who are 0 when they come; 40 to Q1, 60 to Q2), and 50 women of 2+ go (who are 1 when they go; 25, 25).

2025, men                    Q1                              Q2
    aged 0       500 · .81 + 40 · .9  = 441         500 + 60 = 560       together 1001
    aged 1       400 · .36            = 144         600                  together  744
    aged 2+      500 · .16            =  80         500                  together  580
    deaths       (95 + 4) + 256 + 420 = 775         0
2025, women
    aged 0       500                                500                  together 1000
    aged 1       400 · .64 - 25 · .8  = 236         600 · .64 - 20 = 364 together  600
    aged 2+      500 · .4096          = 204.8       204.8                together  409.6
    deaths       (144 - 5) + 295.2    = 434.2       (216 - 5) + 295.2 = 506.2
Births: fertility by age at event 0, .2, .4, of cohorts .1, .3, .4, times the mean of women at start and end
    .1 · 1000 + .3 · 800 + .4 · 704.8 = 621.92; half are boys: 310.96, in each group 155.48
    boys in Q1 alive 155.48 · .729 = 113.34492, dead 42.13508; in Q2 all 155.48; girls all
1 January 2026, everybody a year older and divided anew (.5 .5, .4 .6, .5 .5)
    men          0: 268.82492 + 20 -> 144.41246 each   1: 1001 -> 400.4, 600.6   2+: 744 + 580 -> 662 each
    women        0: 310.96 -> 155.48 each              1: 1000 -> 400, 600       2+: 1009.6 -> 504.8 each
    check        6000 + 621.92 + 20 + 100 - 50 - deaths 1757.53508 = 4934.38492 = 2613.82492 + 2320.56
2026, men: aged 1 (400.4 · .36 + 600.6 = 744.744) and 2+ (662 · .16 + 662 = 767.92) together 1512.664 of 2+
    women: aged 1 640 and 2+ 1009.6 · .4096 = 413.53216, together 1053.53216
1 January 2027, age 1: men 144.41246 · 1.81 = 261.3865526 -> 104.55462104, 156.83193156; women 310.96 ->
    124.384, 186.576; age 2+: men 756.332 each, women 526.76608 each
"""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from small import (
    HARDLY_EVER,
    Story,
    by_age,
    census,
    country,
    exposure,
    hardly_any_deaths,
    in_groups,
    measure,
    shift,
    tell,
)

from hiap.domain.pack import Pack

DIVISION = in_groups(by_age([0.5, 0.4, 0.5]), 2) + np.array([0.0, 1.0]) * by_age([0.0, 0.2, 0.0])[..., None]


@pytest.fixture(scope="module")
def two_groups() -> Pack:
    """Three ages, groups that people move between."""
    return replace(country(ages=3, groups=("Q1", "Q2")), group_share=DIVISION)


@pytest.fixture(scope="module")
def story(two_groups: Pack) -> Story:
    """Two years and a 1 January of the world above."""
    migration = np.zeros((2, 2, 3))
    migration[0, 0, 0], migration[0, 0, 1], migration[0, 1, 2] = 20.0, 100.0, -50.0
    pack = replace(two_groups, migration=migration, fertility=np.array([[0.0, 0.2, 0.4]]))
    men_of_q1 = [-4 * log(0.9), -2 * log(0.9), -2 * log(0.4)]
    men_of_q2 = [HARDLY_EVER] * 3
    women = [HARDLY_EVER, HARDLY_EVER, -2 * log(0.64)]
    at_event = np.array([[men_of_q1, men_of_q2], [women, women]]).swapaxes(1, 2)
    return tell(pack, at_event, [], years=3)


def test_people_on_the_next_first_of_january(story: Story) -> None:
    men, women = story.projection.persons[0, 0, 1]
    assert men == pytest.approx(np.array([[144.41246, 144.41246], [400.4, 600.6], [662, 662]]), rel=1e-12)
    assert women == pytest.approx(np.array([[155.48, 155.48], [400, 600], [504.8, 504.8]]), rel=1e-12)


def test_people_two_years_on(story: Story) -> None:
    men, women = story.projection.persons[0, 0, 2, :, 1:]
    assert men == pytest.approx(np.array([[104.55462104, 156.83193156], [756.332, 756.332]]), rel=1e-12)
    assert women == pytest.approx(np.array([[124.384, 186.576], [526.76608, 526.76608]]), rel=1e-12)


def test_deaths_by_sex_and_group_count_migrants_and_newborns(story: Story) -> None:
    expected = np.array([[817.13508, 0.0], [434.2, 506.2]])
    assert story.projection.deaths[0, 0, 0] == pytest.approx(expected, rel=1e-12, abs=1e-9)


def test_person_years_are_the_mean_of_start_and_end(story: Story) -> None:
    men, women = story.projection.person_years[0, 0, 0]
    assert men == pytest.approx(np.array([[470.5, 530], [272, 600], [290, 500]]), rel=1e-12)
    assert women == pytest.approx(np.array([[500, 500], [318, 482], [352.4, 352.4]]), rel=1e-12)


def test_the_living_the_born_the_dead_and_the_migrants_balance(story: Story) -> None:
    persons, deaths = story.projection.persons[0, 0], story.projection.deaths[0, 0]
    assert persons[1].sum() == pytest.approx(6000 + 621.92 + 20 + 100 - 50 - deaths[0].sum(), rel=1e-12)
    assert persons[1].sum() == pytest.approx(4934.38492, rel=1e-12)


def test_movers_take_their_exposure_along(two_groups: Pack) -> None:
    """Nobody dies; half of all people are exposed; in 2025 all exposed boys of age 0 in Q1 stop for good.

    1 January 2026, age 1: 500 and 500 become 400 and 600, so 100 movers from Q1 bring -.5 each.
        exposed in Q1 400 · 0 = 0; in Q2 600 · .5 - 100 · .5 = 250
    1 January 2027, age 2+: the 400, 600 of age 1 and 1000, 1000 of 2+ of the year before (1,000 of each
        age in 2025) make 1400, 1600 and become 1500 each, so 100 of the 1600 move to Q1.
        exposed too few: 200 in Q1 and 50 in Q2, of which the movers bring 50 · 100/1600 = 3.125 to Q1
        exposed in Q1 750 - 203.125 = 546.875; in Q2 750 - 46.875 = 703.125
    """
    half = np.full(DIVISION.shape, 0.5)
    pack = replace(two_groups, risk_factors=(exposure("habit", half),))
    boys = {"sex": "male", "age": [0, 0], "ses": ["Q1"], "risk_factor": "habit", "level": "exposed"}
    stop = measure("stop", boys, effects=[shift("habit", size=1.0, decay=0.0)])
    at_one = census("z-one", {"sex": "male", "age": [1, 1]}, 2026, "habit")
    at_two = census("z-two", {"sex": "male", "age": [2, 2]}, 2027, "habit")
    counted = tell(pack, hardly_any_deaths(pack), [stop, at_one, at_two], years=3).projection.participants
    package = -1
    assert counted[0, 0, package, 0] == pytest.approx([250.0, 0.0], abs=1e-12)
    assert counted[1, 0, package, 1] == pytest.approx([0.0, 250.0], abs=1e-9)
    assert counted[2, 0, package, 2] == pytest.approx([546.875, 703.125], rel=1e-12)


def test_a_cell_without_people_stays_empty() -> None:
    """No births: age 0 is empty from 2026, age 1 from 2027; 6,000 people live on, in the end all 2+."""
    pack = replace(country(ages=3), fertility=np.zeros((1, 3)))
    projection = tell(pack, hardly_any_deaths(pack), [], years=4).projection
    assert projection.persons[0, 0, 1, :, :, 0] == pytest.approx(np.array([[0, 1000, 2000]] * 2))
    assert projection.persons[0, 0, 3, :, :, 0] == pytest.approx(np.array([[0, 0, 3000]] * 2))
    assert projection.haly[0, 0, :, 0] == pytest.approx([6000.0] * 4)
    assert projection.healthy_years[0, 0, :, 0] == pytest.approx([4800.0] * 4)


def test_nobody_dies_where_the_death_rate_is_zero() -> None:
    """A rate of exactly 0 (a small place, a quiet year) is a rate like any other; 1 birth a woman-year."""
    projection = tell(country(ages=3), np.zeros((2, 3, 1)), [], years=3).projection
    assert projection.persons[0, 0, 1, :, :, 0] == pytest.approx(np.array([[1500, 1000, 2000]] * 2))
    assert projection.deaths.max() == 0.0
    assert np.isfinite(projection.sick_years).all()
