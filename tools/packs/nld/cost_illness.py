"""Cost of illness of the Dutch pack: per disease its cost, its cases and the law that pays."""

from __future__ import annotations

from dataclasses import dataclass

from .cost_notes import DEMENTIA_NOTE, DEPRESSION_NOTE, FALL_NOTE, LUNG_NOTE, STROKE_NOTE
from .epidemiology_back import ALL_PAIN_2020, BACK_COST_SOURCES, COST_2017_EUR
from .epidemiology_dementia import DEMENTIA_PATIENTS_2020, VEKTIS
from .epidemiology_road import COST_PER_SURVIVOR_EUR, DEATHS_2023, SERIOUS_2023

LUNG_CANCER_COST_2019_EUR = 737e6
FALL_VISITS_PER_DAY_2020 = 280.0
DAYS_2020 = 366.0
STROKE_ELDERLY_CARE_SHARE_2017 = 0.40
DEMENTIA_ELDERLY_CARE_SHARE_2019 = 0.925


# Cost of 2017 times the growth of the chapter of the disease: the two studies divide care differently.
ANXIETY_COST_2019_EUR = 774e6 * 8500.0 / (25100.0 - 9053.0 - 8251.0)
ANXIETY_PERSONS_2020 = 478100.0
BREAST_COST_2019_EUR = 870e6 * 6.5 / 5.9
BREAST_CASES_2019 = 14808.0
COLORECTAL_COST_2019_EUR = 558e6
COLORECTAL_CASES_A_YEAR = 56775.0 / 4.0
HEART_FAILURE_COST_2019_EUR = 817e6 * 6756.0 / 10200.0
KNEE_COST_2019_EUR = 495.2e6
KNEE_PERSONS_2020 = 746100.0
ASTHMA_COST_2019_EUR = 444e6
ASTHMA_PERSONS_2021 = 517200.0
OSTEOARTHRITIS_ELDERLY_CARE_SHARE_2019 = 0.053
ROAD_NOTE = (
    "8,200 euro in two years after admission for a crash (1,024 adults of Brabant, admitted from August 2015 "
    "through November 2016), over serious injuries and deaths, who get no cost. Too low: those admitted with "
    "lesser injuries are among them (19,700 with ISS of 16 and over, van-der-vlegel-2021), care after two "
    "years is not in it. The year of its prices was not read: 2016 is an unverified assumption."
)


@dataclass(frozen=True)
class Illness:
    """One disease: its cost (a raw row or euro), its cases (raw rows or a number), the year of its prices.

    The share of elderly care is taken as Wlz, the rest as Zvw.
    """

    disease: str
    cost: dict[str, str] | float
    cases: tuple[dict[str, str], ...] | float
    source: str
    note: str
    elderly_care: float = 0.0
    year: int = 2019
    basis: str = "per_prevalent_year"


ALL_ZVW = "All of it as Zvw: unverified assumption."
KVZ = "kvz-2019-vzinfo"
RANKING_2017 = "kvz-2017-ranking"
GENERAL_PRACTICE = f"{KVZ};vzinfo-prevalence-2020-2021"
LUNG_CASES = {"disease": "lung_cancer", "measure": "incidence_count", "year": "2019"}

ILLNESSES = (
    Illness(
        "ischaemic_heart_disease",
        {"disease": "ischaemic_heart_disease"},
        ({"disease": "ischaemic_heart_disease", "measure": "prevalence_count", "sex": "total"},),
        GENERAL_PRACTICE,
        f"1,439 M of 2019 over 777,400 persons of 2020. {ALL_ZVW}",
    ),
    Illness(
        "stroke",
        {"disease": "stroke"},
        ({"disease": "stroke", "measure": "prevalence_projection", "year": "2020"},),
        f"{KVZ};kvz-2017-stroke;vtv-2014-stroke",
        STROKE_NOTE,
        elderly_care=STROKE_ELDERLY_CARE_SHARE_2017,
    ),
    Illness(
        "diabetes",
        {"disease": "diabetes"},
        ({"disease": "diabetes", "measure": "prevalence_count", "sex": "total", "year": "2020"},),
        GENERAL_PRACTICE,
        f"1,308 M of 2019 over 1,145,500 persons of 2020. {ALL_ZVW}",
    ),
    Illness(
        "copd",
        {"disease": "COPD"},
        ({"disease": "COPD", "measure": "prevalence_count", "sex": "total", "year": "2021"},),
        GENERAL_PRACTICE,
        f"753 M of 2019 over 545,900 persons of 2021. {ALL_ZVW}",
    ),
    Illness(
        "lung_cancer",
        LUNG_CANCER_COST_2019_EUR,
        (LUNG_CASES | {"sex": "male"}, LUNG_CASES | {"sex": "female"}),
        "vzinfo-lung-cancer-2019;iknl-lung-cancer-2019",
        f"{LUNG_NOTE} {ALL_ZVW}",
        basis="per_new_case",
    ),
    Illness(
        "dementia",
        {"disease": "dementia"},
        DEMENTIA_PATIENTS_2020,
        f"{KVZ};{VEKTIS}",
        DEMENTIA_NOTE,
        elderly_care=DEMENTIA_ELDERLY_CARE_SHARE_2019,
    ),
    Illness(
        "depression",
        {"disease": "depression"},
        ({"disease": "depression", "measure": "prevalence_GP_registered"},),
        GENERAL_PRACTICE,
        f"{DEPRESSION_NOTE} {ALL_ZVW}",
    ),
    Illness(
        "fall_injury",
        {"disease": "falls_65plus", "item": "medical costs", "year": "2020"},
        FALL_VISITS_PER_DAY_2020 * DAYS_2020,
        "falls-medical-cost-2020;falls-visits-2020",
        f"{FALL_NOTE} {ALL_ZVW}",
        year=2020,
        basis="per_new_case",
    ),
    Illness(
        "heart_failure",
        HEART_FAILURE_COST_2019_EUR,
        ({"disease": "heart_failure", "measure": "prevalence_count", "sex": "total"},),
        f"{RANKING_2017};{KVZ};vzinfo-prevalence-2020-2021",
        "817 M of 2017 x 6,756 / 10,200 (all heart and vascular disease, 2019 over 2017: the studies divide "
        "care "
        f"differently), over 241,300 persons of 2021. {ALL_ZVW}",
    ),
    Illness(
        "colorectal_cancer",
        COLORECTAL_COST_2019_EUR,
        COLORECTAL_CASES_A_YEAR,
        "vzinfo-colorectal-2019",
        "558 M of 2019 over 14,194 new cases a year (56,775 in 2016-2019). Cost of patients of earlier years "
        "is in "
        f"it. {ALL_ZVW}",
        basis="per_new_case",
    ),
    Illness(
        "breast_cancer",
        BREAST_COST_2019_EUR,
        BREAST_CASES_2019,
        f"{RANKING_2017};vzinfo-cancer-2019",
        "870 M of 2017 x 6.5 / 5.9 (all neoplasms, 2019 over 2017: the studies divide care differently), "
        "over 14,808 "
        f"new cases of 2019. Screening may be in it. {ALL_ZVW}",
        basis="per_new_case",
    ),
    Illness(
        "anxiety_disorder",
        ANXIETY_COST_2019_EUR,
        ANXIETY_PERSONS_2020,
        f"{RANKING_2017};{KVZ};vzinfo-anxiety-2020",
        "774 M of 2017 x 8,500 / 7,796 (mental disorders without dementia and intellectual disability, 2019 "
        "over "
        f"2017), over 478,100 persons known to the general practitioner in 2020. {ALL_ZVW}",
    ),
    Illness(
        "knee_osteoarthritis",
        KNEE_COST_2019_EUR,
        KNEE_PERSONS_2020,
        "kvz-2019-osteoarthritis;vzinfo-osteoarthritis-2020",
        "495.2 M of 2019 (181.2 men, 314.0 women) over 746,100 persons known to the general practitioner in "
        "2020. Elderly care is 5.3 % (of osteoarthritis of all joints): taken as Wlz, the rest (81.1 % "
        "hospital, 6.1 % primary care) as Zvw: unverified assumption.",
        elderly_care=OSTEOARTHRITIS_ELDERLY_CARE_SHARE_2019,
    ),
    Illness(
        "asthma",
        ASTHMA_COST_2019_EUR,
        ASTHMA_PERSONS_2021,
        "vzinfo-asthma-2020;vzinfo-asthma-2021",
        f"444 M of 2019 (rounded down) over 517,200 persons in care for it in 2021; children cost as adults. "
        f"{ALL_ZVW}",
    ),
    Illness(
        "road_injury",
        COST_PER_SURVIVOR_EUR * SERIOUS_2023,
        SERIOUS_2023 + DEATHS_2023,
        "van-der-vlegel-2020;swov-serious-2023;swov-deaths-2023",
        f"{ROAD_NOTE} {ALL_ZVW}",
        year=2016,
        basis="per_new_case",
    ),
    Illness(
        "back_neck_pain",
        COST_2017_EUR,
        sum(ALL_PAIN_2020),
        ";".join(BACK_COST_SOURCES),
        "937 M of 2017 over 1,866,900 persons of 2020 with any back or neck pain, lasting or not: too "
        "low for "
        f"lasting pain. The study of 2019, which divides care differently, was not read for it. {ALL_ZVW}",
        year=2017,
    ),
)
