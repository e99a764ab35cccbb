"""National totals of the diseases of the Dutch pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import SEXES, Entries, entry, write_table
from .epidemiology_asthma import DEATHS_2018, NEW_CASES_2019, NEW_CASES_2020, PATIENTS_2021
from .epidemiology_back import LASTING_2020
from .epidemiology_cancer import (
    BREAST_CASES_2023,
    BREAST_DEATHS_2020,
    COLORECTAL_CASES_2022,
    COLORECTAL_PATIENTS_2022,
    LUNG_CASES_2022,
    breast_patients,
    colorectal_deaths,
)
from .epidemiology_chronic import KNEE_NEW_CASES_2020, KNEE_PATIENTS_2020
from .epidemiology_dementia import VEKTIS, dementia_patients
from .epidemiology_figures import Figures
from .epidemiology_mental import ANXIETY_COUNTS_2020
from .epidemiology_road import road_total_rows
from .epidemiology_suicide import DEATHS_2022, DEATHS_2023

Row = tuple[object, ...]
# disease, raw disease, raw measure, year, source, note
PUBLISHED_BY_SEX = (
    ("ischaemic_heart_disease", "ischaemic_heart_disease", "deaths", "2022", "hartstichting-2022", ""),
    ("stroke", "stroke", "deaths", "2022", "hartstichting-2022", "without late effects being separated"),
    ("dementia", "dementia", "deaths", "2023", "cbs-7052-95", ""),
    ("fall_injury", "accidental_fall", "deaths", "2023", "cbs-7052-95", "within 30 days of the fall"),
    ("heart_failure", "heart_failure", "deaths", "2021", "hartstichting-heart-failure-2021", ""),
    ("heart_failure", "heart_failure", "prevalence_count", "2021", "nivel-vzinfo", ""),
    ("ischaemic_heart_disease", "ischaemic_heart_disease", "prevalence_count", "2020", "nivel-vzinfo", ""),
    ("diabetes", "diabetes", "prevalence_count", "2020", "nivel-vzinfo", ""),
    ("copd", "COPD", "prevalence_count", "2021", "nivel-vzinfo", ""),
    ("diabetes", "diabetes", "incidence_count", "2017", "nivel-vzinfo", ""),
    (
        "dementia",
        "dementia",
        "incidence_GP_registered",
        "2019",
        "nivel-vzinfo",
        "first recorded in general practice, where 114,000 patients were known, without nursing homes",
    ),
    ("lung_cancer", "lung_cancer", "incidence_count", "2019", "iknl", ""),
)
PUBLISHED_TOTAL = (
    (
        "stroke",
        "stroke",
        "prevalence_projection",
        "2020",
        "vtv-2014",
        "projected in 2014; without transient attacks",
    ),
    (
        "stroke",
        "stroke_incl_TIA",
        "incidence_count",
        "2021",
        "nivel-vzinfo",
        "with transient attacks: too high here",
    ),
    ("depression", "depression", "prevalence_GP_registered", "latest (c.2021)", "nivel-vzinfo", ""),
    ("fall_injury", "falls_65plus", "ED_visits", "2024", "falls-65plus", "visits, 65 and over"),
)
MEASURES = {
    "deaths": "deaths_underlying",
    "prevalence_count": "prevalence_count",
    "prevalence_projection": "prevalence_count",
    "prevalence_GP_registered": "prevalence_count",
    "incidence_count": "incidence_count",
    "incidence_GP_registered": "incidence_count",
    "ED_visits": "incidence_count",
}
UNITS = {
    "deaths_underlying": "deaths per year",
    "prevalence_count": "persons",
    "incidence_count": "new cases per year",
}
DIABETES_DEATHS_2020 = (1446.0, 1350.0)
COPD_DEATHS_2020 = (2904.0, 2723.0)
HEART_FAILURE_NEW_CASES = 47000.0
COPD_NEW_CASES_2021 = (8900.0 + 2270.0, 8600.0 + 3300.0)


def share_of(pair: tuple[float, float], total: float) -> tuple[float, float]:
    """Split a total in the ratio of a pair."""
    men, women = pair
    return total * men / (men + women), total * women / (men + women)


def published_rows(figures: Figures) -> Iterator[Row]:
    """Totals taken over as published."""
    for disease, raw_disease, raw_measure, year, source, note in PUBLISHED_BY_SEX:
        measure = MEASURES[raw_measure]
        for sex in SEXES:
            value = figures.total(raw_disease, raw_measure, sex, year)
            yield disease, measure, sex, year, value, UNITS[measure], source, "B", note
    for disease, raw_disease, raw_measure, year, source, note in PUBLISHED_TOTAL:
        measure = MEASURES[raw_measure]
        value = figures.total(raw_disease, raw_measure, "total", year)
        plain_year = year[-5:-1] if year.startswith("latest") else year
        yield disease, measure, "total", plain_year, value, UNITS[measure], source, "B", note


def derived_rows(figures: Figures) -> Iterator[Row]:
    """Totals by sex from pages read for this pack and from splits of a published total."""
    lung = figures.total("lung_cancer", "deaths", "total", "2019")
    men, women = figures.by_sex("lung_cancer", "incidence_count", "2019")
    copd = figures.total("COPD", "deaths", "total", "2022")
    deaths, cases = "deaths_underlying", "incidence_count"
    split = "6,700 (rounded) split as the deaths of 2020 (2,904 and 2,723)"
    ratio = (float(men), float(women))
    yield from pair_rows("diabetes", deaths, "2020", DIABETES_DEATHS_2020, "vzinfo-diabetes-mortality", "B",
                         "under-reported as underlying cause")  # fmt: skip
    yield from pair_rows("lung_cancer", deaths, "2019", share_of(ratio, lung), "cbs-7052-95", "C",
                         "10,201 split as the new cases")  # fmt: skip
    copd_pair = share_of(COPD_DEATHS_2020, copd)
    yield from pair_rows("copd", deaths, "2022", copd_pair, "vzinfo-copd-mortality", "C", split)
    yield from pair_rows("copd", cases, "2021", COPD_NEW_CASES_2021, "nivel-vzinfo", "B",
                         "emphysema and bronchitis; too few for the prevalence")  # fmt: skip
    yield "lung_cancer", cases, "total", "2022", LUNG_CASES_2022, UNITS[cases], "iknl", "B", "rounded"
    note = "mean of 2008-2025 in a simulation of 2012, with more patients than are known now"
    source = "rivm-heart-failure-2012"
    yield "heart_failure", cases, "total", "2016", HEART_FAILURE_NEW_CASES, UNITS[cases], source, "B", note
    note = "61 % of 250,000 are women; 68 % live at home, 32 % in an institution"
    yield from pair_rows("dementia", "prevalence_count", "2020", dementia_patients(), VEKTIS, "C", note)
    name, patients, origin = "anxiety_disorder", "prevalence_count", "vzinfo-anxiety-2020"
    yield from pair_rows(name, patients, "2020", ANXIETY_COUNTS_2020, origin, "B", "under treatment or known")
    name, origin = "knee_osteoarthritis", "vzinfo-osteoarthritis-2020"
    note = "known to the general practitioner; 23 % of all with osteoarthritis came for it in the year"
    yield from pair_rows(name, patients, "2020", KNEE_PATIENTS_2020, origin, "B", note)
    note = "18,200 men and 31,300 women in 2018; new cases here follow from prevalence by age"
    yield from pair_rows(name, cases, "2020", KNEE_NEW_CASES_2020, origin, "B", note)
    name, origin = "back_neck_pain", "vzinfo-back-2020"
    note = "lasting or chronic, known in the year; 1,866,900 with all back and neck pain"
    yield name, patients, "total", "2020", LASTING_2020, UNITS[patients], origin, "B", note
    yield from asthma_rows()
    yield from cancer_rows(figures)
    name, origin, note = "suicide", "cbs-suicide-2022", "1,862 in 2023; the age pattern is of 2020-2021"
    yield from pair_rows(name, deaths, "2022", DEATHS_2022, origin, "B", note)
    note = "deaths: nobody survives in this definition"
    yield name, cases, "total", "2023", DEATHS_2023, UNITS[cases], "cbs-suicide-2023", "B", note
    yield from road_total_rows()
    parts = ("acute_myocardial_infarction", "angina_pectoris", "other_ischaemic_heart_disease")
    heart = sum(figures.total(part, cases, "total", "2020") for part in parts)
    note = "general-practice episodes, infarction counted about twice: not comparable"
    yield "ischaemic_heart_disease", cases, "total", "2020", heart, UNITS[cases], "nivel-vzinfo", "B", note


def asthma_rows() -> Iterator[Row]:
    """Totals of asthma."""
    name, patients, cases = "asthma", "prevalence_count", "incidence_count"
    note = "in care for it; 1.8 million are or were ever known with it"
    yield from pair_rows(name, patients, "2021", PATIENTS_2021, "vzinfo-asthma-2021", "B", note)
    note = "underlying cause; 149 in 2021"
    yield from pair_rows(name, "deaths_underlying", "2018", DEATHS_2018, "asthma-deaths-2018", "B", note)
    note = "first codes, down by 40 % since 2011 while patients were not: many do not become patients"
    yield from pair_rows(name, cases, "2019", NEW_CASES_2019, "vzinfo-asthma-2019", "B", note)
    yield name, cases, "total", "2020", NEW_CASES_2020, UNITS[cases], "vzinfo-asthma-2020", "B", note


def cancer_rows(figures: Figures) -> Iterator[Row]:
    """Totals of the cancers that are counted for ten years."""
    name, deaths, patients, cases = (
        "colorectal_cancer",
        "deaths_underlying",
        "prevalence_count",
        "incidence_count",
    )
    died = tuple(float(x) for x in colorectal_deaths(figures))
    yield from pair_rows(name, deaths, "2019", (died[0], died[1]), "cbs-7052-95", "C",
                         "colon 3,549, rectum and anus 1,277; split as 2,800 and 2,400 of 2015")  # fmt: skip
    origin, note = "vzinfo-colorectal-2022", "diagnosis in the last ten years, 1 January"
    yield from pair_rows(name, patients, "2022", COLORECTAL_PATIENTS_2022, origin, "B", note)
    yield from pair_rows(name, cases, "2022", COLORECTAL_CASES_2022, origin, "B", "provisional, rounded")
    women = {
        deaths: ("2020", BREAST_DEATHS_2020, "vzinfo-breast-deaths-2020", "B", "22 men left out"),
        patients: ("2024", breast_patients(), "nationaal-kompas-breast-2011", "C", "rebuilt, see disease"),
        cases: ("2023", BREAST_CASES_2023, "vzinfo-breast-2023", "B", "invasive, provisional"),
    }
    for measure, (year, value, source, grade, text) in women.items():
        yield "breast_cancer", measure, "female", year, value, UNITS[measure], source, grade, text
    yield (
        "breast_cancer",
        deaths,
        "male",
        "2020",
        0.0,
        UNITS[deaths],
        "vzinfo-breast-deaths-2020",
        "C",
        "left out",
    )


def pair_rows(
    disease: str, measure: str, year: str, pair: tuple[float, float], source: str, grade: str, note: str
) -> Iterator[Row]:
    """One total for men and one for women."""
    for sex, value in zip(SEXES, pair, strict=True):
        yield disease, measure, sex, year, value, UNITS[measure], source, grade, note


def describe() -> Entries:
    """Entry for tables.csv."""
    totals = entry(
        "National totals of diseases: underlying deaths, persons with the disease, new cases",
        "per row",
        "per row",
        [
            "hartstichting-2022",
            "cbs-7052-95",
            "nivel-vzinfo",
            "iknl",
            "vtv-2014",
            "vzinfo-diabetes-mortality",
            "vzinfo-copd-mortality",
            "falls-65plus",
            "hartstichting-heart-failure-2021",
            "vzinfo-anxiety-2020",
            "vzinfo-osteoarthritis-2020",
            "vzinfo-back-2020",
            "vzinfo-colorectal-2022",
            "vzinfo-breast-2023",
            "vzinfo-breast-deaths-2020",
            "nationaal-kompas-breast-2011",
            "rivm-heart-failure-2012",
            "vzinfo-asthma-2021",
            "vzinfo-asthma-2020",
            "vzinfo-asthma-2019",
            "asthma-deaths-2018",
            VEKTIS,
            "cbs-suicide-2022",
            "cbs-suicide-2023",
            "swov-deaths-2023",
            "swov-deaths-age-2023",
            "swov-serious-2023",
        ],
        "public web figures, state source",
        "2017-2024",
        "As published; deaths of lung cancer and COPD split by sex.",
        "Counts are for comparison and for the underlying share of deaths. Depression, anxiety, lasting "
        "back or neck pain and osteoarthritis of the knee have no underlying deaths.",
    )
    return {"disease_total.csv": totals}


def build_totals(raw: Path, pack: Path) -> Entries:
    """Write disease_total.csv."""
    figures = Figures(raw, pack)
    columns = ("disease", "measure", "sex", "year", "value", "unit", "source", "grade", "note")
    rows = [*published_rows(figures), *derived_rows(figures)]
    rows.sort(key=lambda row: [str(part) for part in row[:4]])
    write_table(pack, "disease_total.csv", columns, rows)
    return describe()
