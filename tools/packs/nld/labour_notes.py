"""Sources and descriptions of the tables on paid work and absence of the Dutch pack."""

from __future__ import annotations

from .common import Entries, Sources, entry, source
from .cost_notes import CBS

ARTICLE = "published article, state source"
ABSTRACT = "read in the abstract"

ABSENCE_NOTES = {
    "anxiety_disorder": "Additional absent days of workers with any mental disorder, taken for each of the "
    "two. "
    "Panic disorder is named among the five with most days; other anxiety has probably fewer.",
    "breast_cancer": "Mean duration of 2,361 episodes in the register of an occupational health service; "
    "limits "
    "from the standard error of 5 days.",
    "colorectal_cancer": "Median time to return to work of 317 employees treated with curative intent; used "
    "as "
    "if it were the mean, which is longer.",
    "copd": "Days lost by patients found in the population more than by controls, sick leave and disability "
    "together, median regression; per patient under retirement age. A cohort of workers in the United "
    "States had 5.",
    "depression": "Additional absent days of workers with any mental disorder; depression is named among the "
    "five with most days, so this is a low estimate.",
    "diabetes": "28.5 (16.1-40.9) days more than matched employees in the five years after diabetes began, "
    "over "
    "five. A study of 220 patients in Israel had 8.5 against 2.7 days.",
    "heart_failure": "25.1 % of workers not back a year after a first admission, 6.7 % dead: the mean of an "
    "exponential time to return among the living.",
    "ischaemic_heart_disease": "83.9 days of work disability in the first year, six times those of the year "
    "before: 83.9 less a sixth. After it about the level of before.",
    "knee_osteoarthritis": "26.9 million euro a year over 15,550 euro a spell, times 186 days, over the "
    "workers "
    "with the disease in the pack. Only spells seen by an occupational physician.",
    "stroke": "179.5 days of work disability in the first year, fourteen times those of the year before: "
    "179.5 "
    "less a fourteenth. What lasts longer than a year is not in it.",
}

SOURCES: Sources = [
    source(
        "cbs-85267ned",
        "CBS",
        "Labour participation of older people (85267NED), first quarter of 2024",
        "2024",
        "https://www.cbs.nl/nl-nl/cijfers/detail/85267NED?q=55-plus",
        CBS,
        True,
        "read in a stored copy of the page: 65 years 48.8 %, 66 years 35.5 %",
    ),
    source(
        "de-graaf-2012",
        "De Graaf, Tuithof, Van Dorsselaer and Ten Have",
        "Comparing the effects on work performance of mental and physical disorders (NEMESIS-2)",
        "2012",
        "https://doi.org/10.1007/s00127-012-0496-7",
        ARTICLE,
        True,
        f"{ABSTRACT}: any mental disorder 10.5 additional absent days, any physical disorder 10.7; 4,715 "
        "Dutch "
        "workers. The table by disorder was not read.",
    ),
    source(
        "den-bakker-2020",
        "Den Bakker, Anema, Huirne, Twisk, Bonjer and Schaafsma",
        "Predicting return to work among patients with colorectal cancer",
        "2020",
        "https://doi.org/10.1002/bjs.11313",
        ARTICLE,
        True,
        f"{ABSTRACT}: median 423 (379-467) days; two thirds back after two years",
    ),
    source(
        "erdal-2014",
        "Erdal, Johannessen, Askildsen, Eagan, Gulsvik and Grønseth",
        "Productivity losses in chronic obstructive pulmonary disease: a population-based survey",
        "2014",
        "https://doi.org/10.1136/bmjresp-2014-000049",
        ARTICLE,
        True,
        f"{ABSTRACT}: 5.8 (1.4-10.1) days a year; Norway, 53 patients and 107 controls",
    ),
    source(
        "gazel-2013",
        "INSERM (GAZEL study)",
        "Impact of diabetes mellitus onset on sickness absence from work: a 15-year follow-up",
        "2013",
        "https://doi.org/10.1111/dme.12076",
        ARTICLE,
        True,
        f"{ABSTRACT}: 28.5 (16.1-40.9) days in five years; France, 506 employees and 2,530 matched",
    ),
    source(
        "hardenberg-2022",
        "Hardenberg, Speklé, Coenen, Brus and Kuijer",
        "The economic burden of knee and hip osteoarthritis: absenteeism and costs in the Dutch workforce",
        "2022",
        "https://doi.org/10.1186/s12891-022-05306-9",
        ARTICLE,
        True,
        f"{ABSTRACT}: a spell of 186 calendar days and 15,550 euro, 26.9 million euro a year (2015-2017); "
        "the "
        "employer pays 70 % of the wage for two years",
    ),
    source(
        "arboned-breast-2009",
        "ArboNed (occupational health service)",
        "Sickness absence and return to work rates in women with breast cancer",
        "2009",
        "https://doi.org/10.1007/s00420-008-0359-4",
        ARTICLE,
        True,
        f"{ABSTRACT}: mean 349 days (standard error 5), 37 % over a year, 12 % over two; Netherlands, "
        "2001-2005",
    ),
    source(
        "rorth-2016",
        "Rørth and others",
        "Return to the workforce following first hospitalization for heart failure",
        "2016",
        "https://doi.org/10.1161/CIRCULATIONAHA.116.021859",
        ARTICLE,
        True,
        f"{ABSTRACT}: of 11,880 workers 67.7 % back after a year, 25.1 % not, 6.7 % dead; Denmark, 1997-2012",
    ),
    source(
        "virtanen-2017",
        "Virtanen and others",
        "Work disability before and after a major cardiovascular event: a ten-year study using registers",
        "2017",
        "https://doi.org/10.1038/s41598-017-01216-2",
        ARTICLE,
        True,
        f"{ABSTRACT}: heart disease 83.9 (80.6-86.5) days in the first year, a six-fold increase; stroke "
        "179.5 "
        "(172.4-186.8), 14-fold; Sweden, 2006-2008",
    ),
]

TABLE_ENTRIES: Entries = {
    "paid_work.csv": entry(
        "Paid hours per person by sex and age",
        "hours per week per person",
        "C",
        ["cbs-85366ned", "cbs-85275ned", "cbs-85267ned"],
        CBS,
        "2023",
        "People with work of 2023 over the persons of the pack in each band of ages, times their hours a "
        "week; 65 "
        "and 66 from the participation of both sexes in 2024 and the hours of 65-74. From 67, the pension "
        "age, 0.",
        "The pension age rises after 2027 (67 years and 3 months in 2028); it is held. All quintiles work "
        "alike: "
        "no table by prosperity was read.",
    ),
    "absence.csv": entry(
        "Absence from work of workers with a disease",
        "days per worker",
        "per row",
        [row["id"] for row in SOURCES if row["id"] != "cbs-85267ned"],
        ARTICLE,
        "2005-2019",
        "Days a year for who has the disease, or for a new case, in calendar or working days; each row says "
        "how it "
        "follows. A spell is the mean length where absence is long: then only part of it lies before the "
        "worker is "
        "replaced.",
        "Not found, and so not in the sums: asthma (1,200 euro a worker in 2007, not in days), dementia "
        "and falls "
        "(nearly all patients are past pension age), lung "
        "cancer (most die, and a death is counted), less output at work. Five "
        "of the ten numbers are not Dutch. Who has two diseases counts twice.",
    ),
}
