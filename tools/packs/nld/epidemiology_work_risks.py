"""Job strain: relative risks, and the sources of exposure and risk."""

from __future__ import annotations

from .common import PAPER, Sources, source
from .epidemiology_ratios import Published

FIRST_ADULT_AGE, LAST_WORKING_AGE = 18, 66


def strain_and(outcome: str, ratio: tuple[float, float, float], where: str, note: str) -> Published:
    """Strained job against all others, at the ages at which people have work."""
    return Published(
        "job_strain",
        "strain",
        outcome,
        ratio,
        where,
        note,
        first_age=FIRST_ADULT_AGE,
        last_age=LAST_WORKING_AGE,
    )


WORK_RISKS = (
    strain_and(
        "ischaemic_heart_disease",
        (1.23, 1.10, 1.37),
        "kivimaki-2012",
        "13 European cohorts, age and sex adjusted; with socioeconomic position too 1.17 (1.05-1.31, "
        "niedhammer-2021); without the first five years 1.30 (1.13-1.50); abstract read",
    ),
    strain_and(
        "depression",
        (1.77, 1.47, 2.13),
        "madsen-2017",
        "clinical depression, six published cohorts; hospital treatment in 14 unpublished ones 1.27 "
        "(1.04-1.55), 1.03 (0.81-1.32) adjusted for symptoms at the start; abstract read",
    ),
    strain_and(
        "stroke",
        (1.09, 0.94, 1.26),
        "fransson-2015",
        "every first stroke, 14 cohorts; ischaemic 1.24 (1.05-1.47), haemorrhagic 1.01 (0.75-1.36); the pack "
        "has no kinds of stroke; abstract read",
    ),
    strain_and(
        "diabetes",
        (1.16, 1.07, 1.26),
        "pena-gralle-2022",
        "type 2 (18 studies on this and other strain at work); women 1.35 (1.12-1.64); used for all "
        "diabetes; abstract read",
    ),
)
WORK_CERTAINTY = {
    ("job_strain", "ischaemic_heart_disease"): (
        "low",
        "cohorts agree and early illness does not explain it; unpublished studies find 1.16 against 1.43 of "
        "published ones; by occupation, without self-report, 1.10 (1.07-1.13), and no gain after strain ends "
        "(rugulies-2020)",
    ),
    ("job_strain", "depression"): (
        "low",
        "rated moderate for symptoms in a review (theorell-2015), one lower here: the same person tells of "
        "work and of mood, and unpublished cohorts find far less",
    ),
    ("job_strain", "stroke"): (
        "very_low",
        "cohorts; the interval includes no effect, kinds of stroke differ",
    ),
    ("job_strain", "diabetes"): ("low", "cohorts with self-report; way of life, sexes differ"),
}
WORK_RISK_SOURCES = [
    *("kivimaki-2012", "niedhammer-2021", "madsen-2017", "fransson-2015"),
    *("pena-gralle-2022", "rugulies-2020", "theorell-2015"),
]
WORK_SOURCES: Sources = [
    source(
        "nea-2024",
        "CBS, TNO",
        "Nationale Enquête Arbeidsomstandigheden 2024: bijna 1 op de 6 werknemers heeft stressvol werk",
        "2024",
        "https://www.blikopnieuws.nl/nieuws/307972/bijna-1-op-de-6-werknemers-heeft-stressvol-werk.html",
        "CC BY 4.0",
        True,
        "read in a news report: 16 % of employees, 18 % five years before; high demands 32 %, little "
        "autonomy 42 %",
    ),
    source(
        "cbs-82918ned",
        "CBS",
        "Werkzame beroepsbevolking; werkadres, StatLine table 82918NED",
        "2020",
        "https://www.cbs.nl/nl-nl/cijfers/detail/82918NED",
        "CC BY 4.0",
        True,
        "8,951 thousand people with work, 7,435 of them employees",
    ),
    source(
        "kivimaki-2012",
        "Kivimäki et al. (IPD-Work)",
        "Job strain as a risk factor for coronary heart disease: a collaborative meta-analysis of individual "
        "participant data, Lancet 380: 1491-1497",
        "2012",
        "https://doi.org/10.1016/S0140-6736(12)60994-5",
        PAPER,
        True,
        "abstract: 1.23 (1.10-1.37); 15 % of 197,473 participants with strain",
    ),
    source(
        "niedhammer-2021",
        "Niedhammer et al.",
        "Update of the fractions of cardiovascular diseases and mental disorders attributable to "
        "psychosocial work factors in Europe, Int Arch Occup Environ Health 95: 233-247",
        "2021",
        "https://doi.org/10.1007/s00420-021-01737-4",
        PAPER,
        True,
        "table of adjusted ratios, read at www.ai-bt.com: heart disease 1.17 (1.05-1.31)",
    ),
    source(
        "madsen-2017",
        "Madsen et al. (IPD-Work)",
        "Job strain as a risk factor for clinical depression: systematic review and meta-analysis with "
        "additional individual participant data, Psychological Medicine 47: 1342-1356",
        "2017",
        "https://www.cambridge.org/core/journals/psychological-medicine/article/9EF85F9574FF0B929E01184B7B40B47D",
        PAPER,
        True,
        "abstract, read at scite.ai: published 1.77 (1.47-2.13), unpublished 1.27 (1.04-1.55)",
    ),
    source(
        "fransson-2015",
        "Fransson et al. (IPD-Work)",
        "Job strain and the risk of stroke: an individual-participant data meta-analysis, Stroke 46: 557-559",
        "2015",
        "https://doi.org/10.1161/STROKEAHA.114.008019",
        PAPER,
        True,
        "abstract: overall 1.09 (0.94-1.26)",
    ),
    source(
        "pena-gralle-2022",
        "Pena-Gralle et al.",
        "Job strain and effort-reward imbalance as risk factors for type 2 diabetes mellitus, Scand J Work "
        "Environ Health 48: 5-20",
        "2022",
        "https://doi.org/10.5271/sjweh.3987",
        PAPER,
        True,
        "abstract: 1.16 (1.07-1.26)",
    ),
    source(
        "rugulies-2020",
        "Rugulies et al.",
        "Persistent and changing job strain and risk of coronary heart disease, Scand J Work Environ Health "
        "46: 498-507",
        "2020",
        "https://doi.org/10.5271/sjweh.3891",
        PAPER,
        True,
        "abstract: 1.6 million employees in Denmark, 1.10 (1.07-1.13); after removal of strain 1.20 "
        "(1.12-1.28)",
    ),
    source(
        "theorell-2015",
        "Theorell et al.",
        "A systematic review including meta-analysis of work environment and depressive symptoms, BMC Public "
        "Health 15: 738",
        "2015",
        "https://doi.org/10.1186/s12889-015-1954-4",
        PAPER,
        True,
        "abstract: moderately strong evidence (three out of four) for job strain",
    ),
]
