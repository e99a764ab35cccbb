"""Pencil world of one risk factor and one disease (3.1-3.3, 4.1-4.3): a cohort of 1,000 boys, on paper.

Ages 0, 1, 2, 3+; 1,000 of each sex and age, who survive a year with e^-.2, e^-.2, e^-1.1, e^-2.
Only boys fall ill.
    exposed share P by age .4 .3 .3 .3, relative risk 2, so risk 1 + P = 1.4 1.3 1.3 1.3
    published incidence .14 .13 .13 .13, so i0 = .1 at every age
    excess mortality of patients f = .2, a tenth of the new cases dies at once (φ = .1), nobody recovers
    weight of a year ill .5, all-cause disability .2; 100 deaths a year have the disease as cause

Measure: in 2025 half of the exposed boys of age 0 stop; half of the difference is lost every year (δ = .5).
    The net transition T from age 0 to 1 (.4 -> .3) stops a quarter of the exposed, so D falls by that too.
    year  age   D                          exposed   incidence   impact fraction
    2025   0    -.5 · .4      = -.2        .2        .12         .02/.14   = 1/7
    2026   1    -.2 · .5 · .75 = -.075     .225      .1225       .0075/.13 = .0576923
    2027   2    -.075 · .5    = -.0375     .2625     .12625      .00375/.13 = .0288462

A year of disease without recovery: h' = h e^-i, s' = s e^-f + .9 i h (e^-i - e^-f)/(f - i),
p' = s'/(h' + s'), H = -ln(h' + s'), cases i · ½(h + h'). From p = 0 at birth:
    reference, age   p          p'         H          cases per person
       0             0          .10896826  .02462477  .13085508
       1             .10896826  .18502102  .04078227  .10877377
       2             .18502102  .24509848  .05342499  .09948954
       3+            .25248614  .29968631             .09125365
    boys who stopped
       0             0          .09403297  .02124763  .11321523
       1             .09403297  .16814934  .03715002  .10458324
       2             .16814934  .22917052  .05006426  .09879310
    At 3+ a share 1 - e^-2 is new every year: p = .24509848 (1 - e^-2) + p' e^-2.
Years lived of 1,000: 500 (1 + e^-m) = 909.36538, 909.36538, 666.43554, 567.66764.
Underlying share (4.2): patients' excess deaths f Σ ½(p + p') · years lived = 96.65330, deaths at onset
    φ Σ cases · years lived = 33.60153, so u = (100 - 33.60153)/96.65330 = .68697573.
    Adds to mortality H - (1 - u) · f · ½(p + p'):
    reference .02121380 .03157969 .03996121; boys who stopped .01830417 .02894308 .03762718
Deaths: 1000 (1 - e^-.2) = 181.26925 against 1000 (1 - e^-(.2 - .00290963)) = 178.88358, and so on. In 2027
    more of those who stopped die, because more of them are left.
Cases: 909.36538 · .13085508 against 910.55821 · .11321523, and so on.
HALYs (4.3): of a year lived ½(p + p' e^-m)/½(1 + e^-m) is ill: .04905381 .14320463 .20002476, so that
    1 - ρ = .8/(1 - .5 · share ill), ρ = .17988512 .13830031 .11109888; of a boy's year counts
    (1 - ρ)(1 - .5 · share ill).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import (
    Story,
    by_age,
    census,
    country,
    disease,
    exposure,
    hardly_any_deaths,
    hold,
    in_groups,
    measure,
    risk,
    shift,
    tell,
)

from hiap.domain.pack import Disease
from hiap.equations.exposure import potential_impact_fraction

AGES = 4
REFERENCE, STOPPED, PACKAGE = 0, 1, -1


def cough(deaths_underlying: float = np.nan, weight: float = 0.0) -> Disease:
    """The disease of the world above, without its deaths and its weight unless they are given."""
    return disease(
        "cough",
        AGES,
        incidence=np.array([[0.14, 0.13, 0.13, 0.13], [0.0] * 4]),
        excess_mortality=0.2,
        fatal_fraction=0.1,
        deaths_underlying=(deaths_underlying, np.nan),
        weight=weight,
    )


@pytest.fixture(scope="module")
def story() -> Story:
    """The world above for four years; three countings of exposed boys ride along in the package."""
    pack = replace(
        country(AGES),
        diseases=(cough(deaths_underlying=100.0, weight=0.5),),
        risk_factors=(exposure("habit", in_groups(by_age([0.4, 0.3, 0.3, 0.3]), 1)),),
        relative_risks=(risk("habit", "cough", 2.0, AGES),),
        disability=np.full((2, AGES), 0.2),
    )
    boys = {"sex": "male", "age": [0, 0], "risk_factor": "habit", "level": "exposed"}
    stop = measure("a-stop", boys, effects=[shift("habit", size=0.5, decay=0.5)])
    counts = [
        census(f"z-{year}", {"sex": "male", "age": [year - 2025] * 2}, year, "habit")
        for year in (2025, 2026, 2027)
    ]
    at_event = in_groups(by_age([0.4, 0.2, 0.2, 2.0]), 1)  # aged 0: a0 · m[0] + ½ m[1] = .25 · .4 + .1 = .2
    return tell(pack, at_event, [stop, *counts], years=4)


def test_calibration_finds_the_incidence_of_the_unexposed_and_the_prevalence_by_age(story: Story) -> None:
    assert story.calibration.incidence[0, 0, 0] == pytest.approx([0.1] * 4, rel=1e-12)
    expected = [0.0, 0.10896826252812, 0.18502102407391, 0.25248613633592]
    assert story.calibration.prevalence[0, 0, 0, :, 0] == pytest.approx(expected, rel=1e-11)
    assert story.calibration.excess_mortality[0, 0, 0, :, 0] == pytest.approx([0.2] * 4, rel=1e-12)


def test_the_underlying_share_divides_the_excess_deaths(story: Story) -> None:
    assert story.calibration.underlying[0, 0, 0] == pytest.approx(0.68697572942464, rel=1e-11)


def test_the_exposure_difference_fades_by_its_decay_and_the_net_transition(story: Story) -> None:
    """On 1 January, so the stop of 2025 shows in 2026: .225 of those alive, then .2625."""
    counted = story.projection.participants[:, 0, PACKAGE, :, 0]
    persons = story.projection.persons[0, PACKAGE, :, 0, :, 0]
    assert counted[1, 0] / persons[0, 0] == pytest.approx(0.4, rel=1e-12)
    assert counted[2, 1] / persons[1, 1] == pytest.approx(0.225, rel=1e-12)
    assert counted[3, 2] / persons[2, 2] == pytest.approx(0.2625, rel=1e-12)


def test_the_impact_fraction_of_the_three_years() -> None:
    found = potential_impact_fraction(np.array([1.4, 1.3, 1.3]), np.array([-0.2, -0.075, -0.0375]))
    assert found == pytest.approx([1 / 7, 0.057692307692308, 0.028846153846154], rel=1e-12)


def test_cases_of_the_reference_and_cases_averted(story: Story) -> None:
    cases = story.projection.cases[0, 0, :, :, 0]
    assert cases[REFERENCE, 0] == pytest.approx(336.0152887916, rel=1e-10)
    averted = cases[REFERENCE, :3] - cases[STOPPED, :3]
    assert averted == pytest.approx([15.906022035213624, 2.8002618297383, 0.0397631625784], rel=1e-9)


def test_deaths_averted(story: Story) -> None:
    boys = story.projection.deaths[0, :, :, 0, 0]
    averted = boys[REFERENCE, :3] - boys[STOPPED, :3]
    assert averted == pytest.approx([2.3856694303323, 1.3424165289738, -1.9628137246528], rel=1e-9)


def test_persons_alive_after_one_and_two_years(story: Story) -> None:
    persons = story.projection.persons[0, :, :, 0, :, 0]
    assert persons[REFERENCE, 1, 1] == pytest.approx(818.73075307798, rel=1e-12)
    assert persons[STOPPED, 1, 1] == pytest.approx(821.11642250831, rel=1e-12)
    assert persons[STOPPED, 2, 2] == pytest.approx(674.04813199495, rel=1e-12)


def test_healthy_years_gained(story: Story) -> None:
    haly = story.projection.haly[0, :, :, 0]
    gained = haly[STOPPED, :3] - haly[REFERENCE, :3]
    assert gained == pytest.approx([3.4393541260446, 7.5212835735961, 5.5153487777631], rel=1e-9)


def test_the_reference_lives_its_all_cause_disability(story: Story) -> None:
    """Disability .2 in the base year: 2,000 of each age live 6,105.667873 years, .8 of them in health."""
    assert story.projection.person_years[0, 0, 0].sum() == pytest.approx(6_105.667873, abs=1e-5)
    assert story.projection.haly[0, 0, 0, 0] == pytest.approx(0.8 * 6_105.667873, abs=1e-5)


def test_impact_fractions_of_several_factors_combine_as_survivors() -> None:
    """Ezzati et al. 2004: fractions of .3, .2 and .1 make 1 - .7 · .8 · .9 = .496 together, not .6.

    Half of the boys of age 0 are exposed to each of three habits, with relative risks 1 + 6/7, 1.5 and
    1 + 2/9, so that (3/7)/(10/7) = .3, .25/1.25 = .2 and (1/9)/(10/9) = .1 of the incidence goes when nobody
    stays exposed. Nobody dies: 1,000 · ½ i (1 + e^-i) boys fall ill, i = .02 times .7, .8, .9 and .504.
    """
    risks = {"a-habit": 13 / 7, "b-habit": 1.5, "c-habit": 11 / 9}
    ill = disease("cough", AGES, incidence=np.array([[0.02, 0.0, 0.0, 0.0], [0.0] * AGES]))
    half = in_groups(by_age([0.5] * AGES), 1)
    pack = replace(
        country(AGES),
        diseases=(ill,),
        risk_factors=tuple(exposure(name, half) for name in risks),
        relative_risks=tuple(risk(name, "cough", ratio, AGES) for name, ratio in risks.items()),
    )
    boys = {"sex": "male", "age": [0, 0]}
    measures = [measure(f"no-{name}", boys, effects=[hold(name, size=1.0)]) for name in risks]
    cases = tell(pack, hardly_any_deaths(pack), measures, years=1).projection.cases[0, 0, :, 0, 0]
    expected = [19.801986733, 13.902682810, 15.873018560, 17.839449291, 10.029451990]
    assert cases == pytest.approx(expected, rel=1e-9)


def test_the_last_age_is_stationary_where_people_live_long() -> None:
    """The same cough where every cohort survives with e^-.2: p = .24509848 (1 - e^-.2) + p' e^-.2 at 3+."""
    at_event = in_groups(by_age([0.4, 0.2, 0.2, 0.2]), 1)
    calibration = tell(replace(country(AGES), diseases=(cough(),)), at_event, [], years=1).calibration
    assert calibration.prevalence[0, 0, 0, 3, 0] == pytest.approx(0.37041350525633, rel=1e-9)


def test_patients_who_would_die_more_than_all_are_scaled_down_and_listed() -> None:
    """All-cause mortality .05, but dying from the cough alone is H = .05342 at age 2 (u = 1), so f is lower.

    Other causes may not be negative (4.2): then f of that cell is scaled down, and the report says so.
    """
    pack = replace(country(AGES), diseases=(cough(),))
    calibration = tell(pack, np.full((2, AGES, 1), 0.05), [], years=1).calibration
    assert calibration.excess_mortality[0, 0, 0, 2, 0] < 0.2
    assert any("cough" in str(line["where"]) for line in calibration.clamps)
