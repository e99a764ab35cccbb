"""What no modelled disease explains: care cost by law and disability, from published totals.

Spending on a disease is that of RIVM (Kosten van Ziekten 2019), brought to 2024 with consumer prices and to
the model's patients; 0.8 of it is taken as avoidable.
"""

from __future__ import annotations

import math
import re

import pytest

from hiap.catalogue.pack import load_pack
from hiap.workflow.catalogue import pack_check
from hiap.workflow.reference import base_year, reference_rows

AVOIDABLE = 0.8
PRICES_2019_TO_2024 = 1.013 * 1.027 * 1.1 * 1.038 * 1.033
PRICES_2016_TO_2019 = 1.014 * 1.017 * 1.026
PRICES_2017_TO_2019 = 1.017 * 1.026
PRICES_2020_TO_2024 = 1.027 * 1.1 * 1.038 * 1.033
HEART_FAILURE_2019 = 817.0 * 6756 / 10_200  # 2017, by all heart and vascular disease
BREAST_CANCER_2019 = 870.0 * 6.5 / 5.9  # 2017, by all neoplasms
ANXIETY_2019 = 774.0 * 8500 / 7796  # 2017, by mental disorders without dementia and intellectual disability
# disease: million euro of 2019 under the law, and the patients or new cases over which it is spread
ZVW = {
    "ischaemic_heart_disease": (1439.0, 777_400),
    "stroke": (0.6 * 1361.0, 243_700),
    "diabetes": (1308.0, 1_145_500),
    "copd": (753.0, 545_900),
    "lung_cancer": (737.0, 13_800),
    "dementia": (0.075 * 10_309.0, 250_000),
    "depression": (1000.0, 515_200),
    "fall_injury": (1000.0 * PRICES_2020_TO_2024 / PRICES_2019_TO_2024, 280 * 366),
    "heart_failure": (HEART_FAILURE_2019, 241_300),
    "colorectal_cancer": (558.0, 14_194),
    "breast_cancer": (BREAST_CANCER_2019, 14_808),
    "anxiety_disorder": (ANXIETY_2019, 478_100),
    "knee_osteoarthritis": (0.947 * 495.2, 746_100),
    "asthma": (444.0, 517_200),
    "back_neck_pain": (937.0 * PRICES_2017_TO_2019, 1_866_900),
    "road_injury": (8_200e-6 * 7_400 * PRICES_2016_TO_2019, 7_400 + 684),
}
WLZ = {
    "stroke": (0.4 * 1361.0, 243_700),
    "dementia": (0.925 * 10_309.0, 250_000),
    "knee_osteoarthritis": (0.053 * 495.2, 746_100),
}
BY_NEW_CASE = ("lung_cancer", "fall_injury", "colorectal_cancer", "breast_cancer", "road_injury")


def total(table: str, **labels: str) -> float:
    """Sum of the rows of a table of the reference with these labels, all groups together."""
    wanted = {"ses": "all", **labels}
    return sum(float(str(row["value"])) for row in reference_rows(table) if wanted.items() <= row.items())


def spent(law: dict[str, tuple[float, int]]) -> float:
    """Avoidable cost of the modelled diseases in euros of 2024, with the cases of the model."""
    found = 0.0
    for disease, (million, cases) in law.items():
        there = total("incidence" if disease in BY_NEW_CASE else "prevalence", disease=disease)
        found += AVOIDABLE * million * 1e6 * PRICES_2019_TO_2024 * there / cases
    return found


@pytest.mark.parametrize(
    ("law", "diseases", "published"),
    [
        ("zvw", ZVW, 64.2e9 * (1.0 - 4.5 / 66.8)),  # budget 2024 less what is not linked to persons
        ("wlz", WLZ, 36.631e9),  # annual report 2024
        ("wmo", {}, 5.484e9 * 1.033),  # CBS, realised 2023
        ("jeugdwet", {}, (4.879e9 + 0.901e9) * 1.038 * 1.033),  # CBS, realised 2022
    ],
)
def test_cost_without_a_modelled_disease_is_the_published_total_less_theirs(
    law: str, diseases: dict[str, tuple[float, int]], published: float
) -> None:
    assert total("care_cost", law=law, disease="") == pytest.approx(published, rel=0.01)
    left = total("care_cost", law=law, disease="no modelled disease")
    assert left == pytest.approx(1.0 - spent(diseases) / published, abs=0.005)


def test_last_years_of_other_deaths_are_a_part_of_a_tenth_of_care() -> None:
    """Of 102 billion euros a tenth, in six of ten deaths; the old cost much of it anyway."""
    spent_in_all = sum(
        total("care_cost", law=law, disease="last year of life, other causes")
        for law in ("zvw", "wlz", "wmo")
    )
    of_their_tenth = 0.1 * 102e9 * 0.6
    assert 0.5 * of_their_tenth < spent_in_all < 0.75 * of_their_tenth


def test_every_disease_that_costs_is_in_the_published_spending() -> None:
    """A disease that is added to the pack must be added to the figures above."""
    priced = {(d.id, cost.law) for d in load_pack().diseases for cost in d.care_costs}
    assert priced == {(d, "zvw") for d in ZVW} | {(d, "wlz") for d in WLZ}


def test_disability_is_that_of_the_table_and_what_healthy_years_lack() -> None:
    base, pack = base_year(), load_pack()
    lost = total("disability", sex="all", disease="")
    assert lost == pytest.approx((pack.population * pack.disability).sum(), rel=0.02)
    lived, healthy = base.projection.person_years.sum(), base.projection.haly.sum()
    assert lost == pytest.approx(lived - healthy, rel=1e-6)


def test_a_disease_takes_its_weight_of_the_health_that_other_causes_leave() -> None:
    """Less than patients times weight, and more than that at the age with the most disability (4.3)."""
    pack = load_pack()
    weights = {disease.id: disease.weight.value for disease in pack.diseases}
    of_diseases = sum(weight * total("prevalence", disease=name) for name, weight in weights.items())
    whole = total("disability", sex="all", disease="")
    explained = 1.0 - total("disability", sex="all", disease="no modelled disease")
    assert (1.0 - pack.disability.max()) * of_diseases / whole < explained < of_diseases / whole


def test_the_check_of_the_pack_prints_both() -> None:
    found = {str(row["check"]): row for row in pack_check()}
    care = found["care cost without a modelled disease"]
    assert care["ok"]
    assert "wmo 100 %" in str(care["detail"])
    disability = found["disability without a modelled disease"]
    assert disability["ok"]
    assert str(disability["detail"]).startswith("male ")


def test_the_check_of_the_pack_tells_the_published_deaths_that_are_cut() -> None:
    """Under 1 %: all excess deaths of patients with breast cancer count, and a few more were coded."""
    (row,) = [row for row in pack_check() if row["check"] == "published deaths that are cut"]
    assert row["ok"]
    told = re.fullmatch(r"(0\.\d) % of all deaths: breast_cancer (\d\d)", str(row["detail"]))
    assert told, row["detail"]
    deaths = total("deaths", sex="male") + total("deaths", sex="female")
    assert float(told[1]) == pytest.approx(100 * int(told[2]) / deaths, abs=0.05)
    assert int(told[2]) < 0.02 * 3_058


def test_no_zero_has_a_sign() -> None:
    values = [float(str(row["value"])) for row in reference_rows()]
    assert [value for value in values if value == 0.0 and math.copysign(1.0, value) < 0.0] == []
