"""Official figures to lay beside the model: official.csv. Nothing in it enters a computation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import Built, Entries, Sources, entry, read_rows, source, write_table
from .official_attributable import ATTRIBUTABLE_SOURCES, attributable_rows

COLUMNS = (
    *("figure", "item", "sex", "ages", "group", "year", "moment"),
    *("value", "unit", "relation", "source", "grade", "note"),
)
SOLVED, SHOWN, OTHER = "solved", "shown", "other definition"
"""Made to be met; a test of the pack; not the same thing, or not the same year."""
AHEAD, AHEAD_2024 = "cbs-forecast-2025", "cbs-forecast-2024"
NOW, BUDGET = "model of 2025", "euros of 2025, budget"
YEAR_FIGURES = "cbs-year-figures-2025"
PERSONS = "persons"
LADDER = "cbs-prosperity-2022"
LIFE, HEALTHY = "life expectancy", "healthy life expectancy"

# indicator in figures_2015_2025.csv, its year and group; then what it is here
FIGURES = (
    ("population_under_20", "2025", "total", "population", "", "0-19", SOLVED, AHEAD, "almost 3.72 M"),
    ("population_65plus", "2025", "total", "population", "", "65+", SOLVED, AHEAD, "about"),
    ("population_80plus", "2025", "total", "population", "", "80+", SOLVED, AHEAD, "over 0.9 million"),
    ("population_99plus", "2025", "total", "population", "", "99+", SOLVED, AHEAD, ""),
    ("population_total_forecast", "2070", "total", "population", "", "", SHOWN, AHEAD, "over 20.6 million"),
    ("population_under_20_forecast", "2070", "total", "population", "", "0-19", SHOWN, AHEAD, "almost"),
    ("population_65plus_forecast", "2070", "total", "population", "", "65+", SHOWN, AHEAD, "just under"),
    ("population_80plus_forecast", "2070", "total", "population", "", "80+", SHOWN, AHEAD, ""),
    ("population_99plus_forecast", "2070", "total", "population", "", "99+", SHOWN, AHEAD, "over 38,000"),
    ("deaths", "2025", "men", "deaths", "", "", SHOWN, YEAR_FIGURES, "provisional"),
    ("deaths", "2025", "women", "deaths", "", "", SHOWN, YEAR_FIGURES, "provisional"),
    ("life_expectancy_birth", "2025", "men", LIFE, "", "0", SOLVED, YEAR_FIGURES, ""),
    ("life_expectancy_birth", "2025", "women", LIFE, "", "0", SOLVED, YEAR_FIGURES, ""),
    ("life_expectancy_65", "2022", "men", LIFE, "", "65", OTHER, "cbs-life-65", NOW),
    ("life_expectancy_65", "2022", "women", LIFE, "", "65", OTHER, "cbs-life-65", NOW),
    ("life_expectancy_birth", "2017/2020", "men prosperity Q1", LIFE, "", "0", OTHER, LADDER, NOW),
    ("life_expectancy_birth", "2017/2020", "men prosperity Q5", LIFE, "", "0", OTHER, LADDER, NOW),
    ("HLE_birth", "2017/2020", "men Q1", HEALTHY, "", "0", SOLVED, LADDER, "whole years; 49.5 is used"),
    ("HLE_birth", "2017/2020", "men Q5", HEALTHY, "", "0", SOLVED, LADDER, ""),
    ("HLE_birth", "2017/2020", "women Q1", HEALTHY, "", "0", SOLVED, LADDER, ""),
    ("HLE_birth", "2017/2020", "women Q5", HEALTHY, "", "0", SOLVED, LADDER, ""),
    ("Zvw_gross", "2025", "ontwerpbegroting", "care", "zvw", "", OTHER, "vws-budget-2025", BUDGET),
    ("Wlz_gross", "2025", "ontwerpbegroting", "care", "wlz", "", OTHER, "vws-budget-2025", BUDGET),
    ("Wmo_maatwerk_realised_incl_stay", "2023", "Netherlands", "care", "wmo", "", OTHER, "cbs-84580ned-wmo",
     "euros of 2023"),
)  # fmt: skip
# indicator in cbs_population_forecast_headlines.csv and its year
FORECASTS = (
    ("population reaches 19 M", "2037", "", SOLVED, AHEAD_2024, "mid-year", "in the course of the year"),
    ("population 80+", "2045", "80+", SHOWN, AHEAD_2024, "1 January", "rounded"),
    ("population 65+", "2050", "65+", SHOWN, "policy-paper-2025", "1 January", "about"),
    ("population 80+", "2050", "80+", SHOWN, "policy-paper-2025", "1 January", ""),
    ("population reaches 20 M", "2058", "", SOLVED, AHEAD_2024, "mid-year", "in the course of the year"),
)
# measure in risk_factor_prevalence.csv
EXPOSURES = (
    ("current_smoker", "smoking/current"),
    ("excessive_drinker", "heavy_drinking/heavy"),
    ("obesity", "bmi/30+"),
)
UNITS = {"bn EUR": ("EUR", 1e9), "M EUR": ("EUR", 1e6)}
WORDS = {"men": "male", "women": "female"}


def figure_rows(raw: Path) -> Iterator[tuple[object, ...]]:
    """Rows from the latest national figures."""
    found = {
        (row["indicator"], row["year"], row["group"]): row for row in read_rows(raw, "figures_2015_2025.csv")
    }
    for indicator, year, group, figure, item, ages, relation, where, note in FIGURES:
        row = found[indicator, year, group]
        who, _, quintile = group.replace("prosperity ", "").partition(" ")
        unit, times = UNITS.get(row["unit"], (row["unit"].partition(" (")[0], 1.0))
        moment = "1 January" if figure == "population" else "year"
        amount = float(row["value"]) * times
        sex = WORDS.get(who, "all")
        yield figure, item, sex, ages, quintile, year, moment, amount, unit, relation, where, "B", note


def forecast_rows(raw: Path) -> Iterator[tuple[object, ...]]:
    """Rows from the headlines of the population forecast, and the total on which the pack is scaled."""
    yield ("population", "", "all", "", "", "2025", "1 January", 18_044_027, PERSONS, SOLVED,
           "cbs-37296ned", "R", "not read at its source: unverified assumption")  # fmt: skip
    rows = read_rows(raw, "cbs_population_forecast_headlines.csv")
    found = {(row["indicator"], row["year"]): row["value"] for row in rows}
    for indicator, year, ages, relation, where, moment, note in FORECASTS:
        value = float(found[indicator, year])
        yield "population", "", "all", ages, "", year, moment, value, PERSONS, relation, where, "B", note


def health_rows(raw: Path) -> Iterator[tuple[object, ...]]:
    """Rows of diseases and risk factors that disease_total.csv does not have."""
    for row in read_rows(raw, "disease_epidemiology.csv"):
        if row["disease"] == "dementia" and row["measure"] in DEMENTIA:
            relation, where, note = DEMENTIA[row["measure"]]
            yield ("patients", "dementia", "all", "", "", row["year"], "1 January", float(row["value"]),
                   PERSONS, relation, where, "B", note)  # fmt: skip
    for row in read_rows(raw, "seed_facts.csv"):
        if row["indicator"] == "dementia_persons":
            yield ("patients", "dementia", "all", "", "", row["year"], "year", float(row["value"]),
                   PERSONS, SHOWN, "policy-paper-2025", "B",
                   "as expected; whom it counts is not said")  # fmt: skip
    for year, moment, persons, where, note in PATIENTS:
        yield ("patients", "dementia", "all", "", "", year, moment, persons, PERSONS, SHOWN,
               where, "B", note)  # fmt: skip
    for row in read_rows(raw, "risk_factor_prevalence.csv"):
        for measure, item in EXPOSURES:
            whole = row["age_group"] == "18+" and row["ses_group"] == "all"
            if row["measure"] == measure and row["year"] == "2024" and whole:
                share = float(row["value"]) / 100.0
                yield ("exposure", item, "all", "18+", "", "2024", "year", share, "share of persons",
                       SOLVED, "leefstijlmonitor-2024", "B", "")  # fmt: skip
    yield ("exposure", "unemployment/unemployed", "all", "15-74", "", "2024", "year",
           UNEMPLOYED / PERSONS_15_74, "share of persons", OTHER, "cbs-80590eng", "C",
           "third quarter, over people outside institutions; 410 thousand in December 2025")  # fmt: skip


# CBS 80590eng, third quarter of 2024, thousands: out of work, and labour force over gross participation
UNEMPLOYED, PERSONS_15_74 = 374.0, 10_155.0 / 0.759
DEMENTIA = {
    "persons_in_care": (
        SHOWN,
        "vzinfo-dementia-in-care",
        "114,300 at the general practitioner, 70,000 in homes",
    ),
    "prevalence_estimate_Alzheimer_NL": (SHOWN, "vzinfo-dementia-estimate", "with those not diagnosed"),
}
VEKTIS, IN_CARE = "vektis-dementia-2022", "vzinfo-dementia-2021"
# year, moment, persons, source, note
PATIENTS = (
    ("2020", "1 January", 249_000, VEKTIS, "40 and over; the pack is scaled to 250,000"),
    ("2021", "1 January", 187_400, IN_CARE, "116,400 at the general practitioner, 71,000 in homes"),
    ("2050", "year", 447_000, VEKTIS, "40 and over; by age as in 2020, in the population forecast"),
)
SOURCES: Sources = [
    source("cbs-life-65", "RIVM (VZinfo) from CBS", "Levensverwachting: leeftijd en geslacht", "2022",
           "https://www.vzinfo.nl/levensverwachting/leeftijd-en-geslacht", "CBS open data CC BY 4.0", True,
           "for comparison only"),
    source("policy-paper-2025", "Ministry of Health, Welfare and Sport",
           "Landelijke nota gezondheidsbeleid 2025-2028: 65 and over, 80 and over, dementia in 2050", "2025",
           "", "Dutch government publication (CC0 / facts)", True,
           "cites CBS; page address not noted; for comparison only"),
    source("vektis-dementia-2022", "Vektis, told by Skipr (ANP)",
           "Grote regionale verschillen in toename dementie", "2022",
           "https://www.skipr.nl/nieuws/grote-regionale-verschillen-in-toename-dementie/",
           "published figure (fact; state source)", True,
           "\"Woonden er in 2020 nog 249.000 40-plussers met dementie in ons land, voor 2050 moet volgens "
           "Vektis op 447.000 patiënten worden gerekend\"; for comparison only"),
    source("vzinfo-dementia-in-care", "RIVM (Nivel, CBS)", "Dementia: persons in care", "2019",
           "https://www.vzinfo.nl/", "RIVM/VZinfo public web figures (facts; state source)", True,
           "114,300 known to the general practitioner (2018) and 70,000 in institutions (2014); "
           "for comparison only"),
    source("vzinfo-dementia-2021", "RIVM (VZinfo) from Nivel and CBS", "Dementie: leeftijd en geslacht",
           "2021", "https://www.vzinfo.nl/dementie/leeftijd-en-geslacht",
           "RIVM/VZinfo public web figures (facts; state source)", True,
           "\"116.400 personen met deze ziekte bekend bij de huisarts en verblijven 71.000 personen met deze "
           "ziekte in een verpleeghuis\"; for comparison only"),
    source("vzinfo-dementia-estimate", "RIVM (VZinfo), Alzheimer Nederland",
           "Dementia: estimate of all persons with dementia", "2021", "https://www.vzinfo.nl/",
           "RIVM/VZinfo public web figures (facts; state source)", True,
           "site-level address; for comparison only"),
]  # fmt: skip


def describe(used: set[str]) -> Entries:
    """Entry for tables.csv."""
    return {
        "official.csv": entry(
            "Official figures beside the model",
            "per row",
            "per row",
            sorted(used),
            "CBS open data CC BY 4.0; public web figures, state source",
            "2017-2070",
            "As published; percentages as shares, amounts in euros.",
            "For comparison only: no computation reads this table. Relation: solved (pack or calibration was "
            "made to give it), shown (it was not), other definition (of another year or not the same thing). "
            "Totals of diseases and laws stand in disease_total and law_total.",
        )
    }


def build(raw: Path, pack: Path) -> Built:
    """Write official.csv."""
    found = [*figure_rows(raw), *forecast_rows(raw), *health_rows(raw), *attributable_rows()]
    rows = sorted(found, key=lambda row: [str(c) for c in row])
    write_table(pack, "official.csv", COLUMNS, rows)
    sources = [*SOURCES, *ATTRIBUTABLE_SOURCES]
    return describe({str(row[COLUMNS.index("source")]) for row in rows}), sources
