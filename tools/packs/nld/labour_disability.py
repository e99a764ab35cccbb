"""New disability benefits (WIA) by disease (7.3): hazard ratios of workers and the inflow of the country.

The module runs after demography, epidemiology and paid work, whose tables it reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .common import Entries, Sources, entry, read_rows, source, write_table
from .labour_notes import ABSTRACT, ARTICLE

COLUMNS = ("disease", "value", "low", "high", "unit", "year", "source", "grade", "note")
UNIT = "new benefits per patient at work and year"
# new benefits of 2024 (UWV: a little over 60,000), hours a week of somebody at work (CBS 2023)
NEW_BENEFITS, WORKER_HOURS = 60_000.0, 32.2
HIJDRA, OUDE_HENGEL, PAALMAN = "hijdra-2023", "oude-hengel-2019", "paalman-2016"
HEART = (
    "Medicines for the heart and vessels, 2.68; limits those of women (1.88) and of men (4.10). Many of them "
    "have no {0}; who has had it, probably stops working more often."
)
MIND = (
    "Medicines for common mental disorders, 7.14, men 9.86 and women 5.95; upper limit that of men (10.24). "
    "Who takes none, or is known to the doctor alone, is probably less ill: lower limit the least of four "
    "groups of disease among workers of 45-64 (2.11)."
)
LUNGS = "Medicines for the airways, 1.80; limits those of women (1.44) and of men (2.49). {0} together."
# disease: hazard ratio, limits, sources, how it was read
RATIOS: Mapping[str, tuple[float, float, float, str, str]] = {
    "anxiety_disorder": (7.14, 2.11, 10.24, f"{HIJDRA};{OUDE_HENGEL}", MIND),
    "asthma": (1.80, 1.44, 2.49, HIJDRA, LUNGS.format("Asthma and COPD")),
    "breast_cancer": (
        *(2.0, 1.6, 2.5, PAALMAN),
        "Women with the diagnosis before 55, up to ten years after it, 2.0 (1.6-2.5).",
    ),
    "copd": (1.80, 1.44, 2.49, HIJDRA, LUNGS.format("Asthma and COPD")),
    "depression": (7.14, 2.11, 10.24, f"{HIJDRA};{OUDE_HENGEL}", MIND),
    "diabetes": (
        *(1.50, 1.07, 1.94, HIJDRA),
        "Medicines for diabetes, 1.50; limits those of women (1.07) and of men (1.94).",
    ),
    "heart_failure": (2.68, 1.88, 4.10, HIJDRA, HEART.format("heart failure")),
    "ischaemic_heart_disease": (2.68, 1.88, 4.10, HIJDRA, HEART.format("ischaemic heart disease")),
    "stroke": (2.68, 1.88, 4.10, HIJDRA, HEART.format("stroke")),
}
Cells = dict[tuple[str, int], float]


def build(pack: Path) -> None:
    """Write the table below ``pack``."""
    write_table(pack, "disability_benefit.csv", COLUMNS, risk_rows(pack))


def risk_rows(pack: Path) -> Iterator[tuple[object, ...]]:
    """New benefits of a patient at work beyond others: (hazard ratio - 1) times the inflow of others.

    Of others: of all at work i = others·(1 + Σ_d share_d·(ratio_d - 1)), so that all together get the inflow.
    """
    workers = at_work(pack)
    total = sum(workers.values())
    share = {
        name: sum(part * workers.get(cell, 0.0) for cell, part in patients.items()) / total
        for name, patients in prevalences(pack).items()
    }
    others = NEW_BENEFITS / total / (1.0 + sum(share[d] * (ratio[0] - 1.0) for d, ratio in RATIOS.items()))
    for disease, (*ratios, where, note) in RATIOS.items():
        amounts = [others * (ratio - 1.0) for ratio in ratios]
        yield disease, *amounts, UNIT, 2024, f"{where};uwv-volumes-2024", "C", note


def at_work(pack: Path) -> Cells:
    """People at work by sex and age, in jobs of the mean hours."""
    population = {
        (row["sex"], int(row["age"])): float(row["value"]) for row in read_rows(pack, "population.csv")
    }
    return {
        (row["sex"], age): population[row["sex"], age] * float(row["value"]) / WORKER_HOURS
        for row in read_rows(pack, "paid_work.csv")
        for age in range(int(row["age_from"]), int(row["age_to"]) + 1)
    }


def prevalences(pack: Path) -> Mapping[str, Cells]:
    """Share of people with each disease that has a ratio, by sex and age."""
    found: dict[str, Cells] = {name: {} for name in RATIOS}
    for row in read_rows(pack, "disease.csv"):
        if row["measure"] == "prevalence" and row["disease"] in found:
            found[row["disease"]][row["sex"], int(row["age"])] = float(row["value"])
    return found


SOURCES: Sources = [
    source(
        HIJDRA,
        "Hijdra, Robroek, Burdorf and Schuring",
        "The influence of onset of disease on exit from paid employment among workers in the Netherlands",
        "2023",
        "https://doi.org/10.5271/sjweh.4064",
        ARTICLE,
        True,
        "tables 1 and 2: disability benefits, cardiovascular 2.68 (2.61-2.75), diabetes 1.50 (1.42-1.59), "
        "respiratory 1.80 (1.73-1.88), common mental disorders 7.14 (6.96-7.33); 5.9 million workers of 2009 "
        "and 2010 followed for nine years, adjusted for age, sex, education, migration and comorbidity",
    ),
    source(
        OUDE_HENGEL,
        "Oude Hengel, Robroek, Eekhout, Van der Beek and Burdorf",
        "Educational inequalities in the impact of chronic diseases on exit from paid employment",
        "2019",
        "https://doi.org/10.1136/oemed-2019-105788",
        ARTICLE,
        True,
        f"{ABSTRACT}: disability benefits with cardiovascular, musculoskeletal, psychological and "
        "respiratory diseases from 2.11 (1.45-3.07) to 3.26 (2.08-5.12); 9,160 Dutch workers of 45-64",
    ),
    source(
        PAALMAN,
        "Paalman and others",
        "Employment and social benefits up to 10 years after breast cancer diagnosis",
        "2016",
        "https://doi.org/10.1038/bjc.2015.431",
        ARTICLE,
        True,
        f"{ABSTRACT}: receiving disability benefits up to 10 years after diagnosis 2.0 (1.6-2.5); 26,120 "
        "Dutch patients and 91,593 others",
    ),
    source(
        "louwerse-2018",
        "Louwerse, Huysmans, Van Rijssen, Van der Beek and Anema",
        "Characteristics of individuals receiving disability benefits in the Netherlands",
        "2018",
        "https://doi.org/10.1186/s12889-018-5068-7",
        ARTICLE,
        True,
        f"{ABSTRACT}: five years after approval, 82% still received disability benefits; 31,733 people",
    ),
    source(
        "boersema-thesis",
        "Boersema",
        "Inability to work fulltime (thesis), page 91",
        "",
        "https://publicatie-online.nl/uploaded/flipbook/169354-Henk-Jan-Boersema/91",
        ARTICLE,
        True,
        "Data from 40,263 applicants for a disability benefit in 2016 were available. The mean age of the "
        "sample was 48.7 years.",
    ),
]

TABLE_ENTRIES: Entries = {
    "disability_benefit.csv": entry(
        "New disability benefits of workers with a disease",
        UNIT,
        "C",
        [row["id"] for row in SOURCES if row["id"] not in ("louwerse-2018", "boersema-thesis")]
        + ["uwv-volumes-2024"],
        ARTICLE,
        "2009-2024",
        "(Hazard ratio - 1) times the inflow of workers without these diseases. That is 60,000 new benefits "
        "of 2024 over all at work in the pack, less what ratios and patients of the pack explain of it.",
        "The ratios are associations: people who are ill differ in more than their disease, so they are "
        "rather too high. They are by medicine, not by diagnosis. No Dutch ratio was found for colorectal "
        "and lung cancer, osteoarthritis of the knee and falls; dementia and suicide have none. Who has two "
        "diseases counts twice.",
    ),
}
