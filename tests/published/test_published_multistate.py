"""The multi-state life table of others, recomputed: all-cause rows and the one-year disease step (4.1)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Story, by_age, country, exposure, hold, in_groups, measure, risk, tell

from hiap.equations.disease import disease_year

# Tutorial of vivarium_public_health.mslt, "Intervention: a reduction in mortality rate": non-Māori men in New
# Zealand born in 1958, mortality times 0.95. (people, mortality, probability, disability, person-years, HALY)
START_2010 = 129850.0
AS_IT_IS = [
    (
        129435.28592207265,
        0.003198904481598754,
        0.0031937934380235067,
        0.112234968131794,
        129642.64296103633,
        115092.20505978286,
    ),
    (
        128994.49027457157,
        0.0034113412274622747,
        0.003405529213776126,
        0.112234968131794,
        129214.8880983221,
        114712.4592504536,
    ),
    (
        128512.47741357243,
        0.003743692283642789,
        0.0037366934042930566,
        0.130096022623328,
        128753.48384407199,
        112003.1676970613,
    ),
]
WITH_MEASURE = [
    (
        129455.99013360904,
        0.0030389592575188165,
        0.003034346294886081,
        0.112234968131794,
        129652.99506680452,
        115101.39529729007,
    ),
    (
        129037.13158471332,
        0.0032407741660891607,
        0.0032355285256666644,
        0.112234968131794,
        129246.56085916118,
        114740.57721998925,
    ),
    (
        128579.02514898572,
        0.0035565076694606492,
        0.003550190786958507,
        0.130096022623328,
        128808.07836684951,
        112050.65968956845,
    ),
]


NOBODY_ELSE = 1e-13


@pytest.fixture(scope="module")
def tutorial() -> Story:
    """The men of the tutorial as a country: everybody has a habit of which 1 - .95 of the deaths come.

    The rates by age at event are those of which the cohort of each year meets the half of two (2.1), and so
    is the disability. The measure takes the habit away from all.
    """
    mortality, disability = ([row[column] for row in AS_IT_IS] for column in (1, 3))
    rates = [2.0 * mortality[0], mortality[0]]
    disabled = [disability[0], disability[0]]
    for place in (1, 2):
        rates.append(2.0 * mortality[place] - rates[-1])
        disabled.append(2.0 * disability[place] - disabled[-1])
    men = np.full((2, 4), NOBODY_ELSE)
    men[0, 0] = START_2010
    pack = replace(
        country(4),
        population=men,
        fertility=np.zeros((1, 4)),
        disability=by_age(disabled),
        risk_factors=(exposure("habit", np.ones((2, 4, 1))),),
        relative_risks=(risk("habit", "all_cause", 1.0 / 0.95, 4),),
    )
    everybody = {"sex": "all", "age": [0, 3]}
    stop = measure("stop", everybody, effects=[hold("habit", size=1.0)], duration=3)
    return tell(pack, in_groups(by_age(rates), 1), [stop], years=3)


@pytest.mark.parametrize(("scenario", "rows"), [(0, AS_IT_IS), (1, WITH_MEASURE)], ids=["as is", "measure"])
def test_all_cause_rows_of_the_tutorial(
    tutorial: Story, scenario: int, rows: list[tuple[float, ...]]
) -> None:
    found = tutorial.projection
    people = START_2010
    for year, (end, mortality, probability, _, person_years, haly) in enumerate(rows):
        deaths = float(found.deaths[0, scenario, year].sum())
        assert float(found.persons[0, scenario, year].sum()) == pytest.approx(people, rel=1e-12)
        assert -np.log1p(-deaths / people) == pytest.approx(mortality, rel=1e-10)
        assert deaths / people == pytest.approx(probability, rel=1e-10)
        assert float(found.person_years[0, scenario, year].sum()) == pytest.approx(person_years, rel=1e-12)
        assert float(found.haly[0, scenario, year].sum()) == pytest.approx(haly, rel=1e-12)
        people = end


# Numerical solution (order 8, tolerance 1e-12) of S' = -iS + rC, C' = iS - (f + r)C, D' = fC over one year,
# the reference for the closed form of Barendregt et al. 2003:
# (healthy, sick, incidence, remission, excess mortality) gives (healthy, sick, dead).
ONE_YEAR = [
    ((900, 100, 0.005, 0, 0.015), (895.5112312734141, 102.9664367756351, 1.5223319509508084)),
    ((1000, 0, 0.01, 0, 0.05), (990.0498337491681, 9.705102312113517, 0.245063938718436)),
    ((700, 300, 0.02, 0.1, 0.03), (714.6564583339951, 276.70132375987663, 8.642217906128186)),
    ((950, 50, 0.0005, 0.02, 0.2), (950.4269479753569, 40.55242614600528, 9.020625878637768)),
    ((500, 500, 0.3, 0.05, 0.4), (390.2979619747317, 424.78067563825, 184.92136238701818)),
]


@pytest.mark.parametrize(("start", "end"), ONE_YEAR)
def test_one_year_of_a_disease(start: tuple[float, ...], end: tuple[float, ...]) -> None:
    healthy, sick, incidence, remission, excess = start
    people = healthy + sick
    rates = (np.array([x]) for x in (sick / people, incidence, remission, excess, 0.0, 0.0))
    year = disease_year(*rates)
    alive = people * float(np.exp(-year.hazard[0]))
    share = float(year.prevalence[0])
    assert alive * (1.0 - share) == pytest.approx(end[0], abs=1e-6)
    assert alive * share == pytest.approx(end[1], abs=1e-6)
    assert people - alive == pytest.approx(end[2], abs=1e-6)


def test_all_cases_at_once_equal_each_alone() -> None:
    table = np.array([start for start, _ in ONE_YEAR])
    people = table[:, 0] + table[:, 1]
    zero = np.zeros(people.shape)
    year = disease_year(table[:, 1] / people, table[:, 2], table[:, 3], table[:, 4], zero, zero)
    dead = people * -np.expm1(-year.hazard)
    np.testing.assert_allclose(dead, [end[2] for _, end in ONE_YEAR], atol=1e-6, rtol=0)
