"""Unemployment: relative risks, and the sources of exposure and risk."""

from __future__ import annotations

from .common import PAPER, SEXES, Sources, source
from .epidemiology_curves import risk_ratio
from .epidemiology_ratios import Published

# The ages at which a risk is counted: of those under 25 three quarters are at school or study.
FIRST_AGE, LAST_AGE, LATE_CAREER = 25, 66, 50
# Odds ratio of depressive symptoms, and the risk without exposure that turns it into a ratio.
SYMPTOMS_ODDS_RATIO, SYMPTOMS_BASELINE_RISK = (1.19, 1.11, 1.28), 0.05


def out_of_work_and(
    outcome: str,
    ratio: tuple[float, float | None, float | None],
    where: str,
    note: str,
    grade: str = "C",
    last_age: int = LAST_AGE,
    sexes: tuple[str, ...] = SEXES,
) -> Published:
    """Unemployed against everybody else, from 25 on."""
    return Published(
        "unemployment",
        "unemployed",
        outcome,
        ratio,
        where,
        note,
        grade,
        first_age=FIRST_AGE,
        last_age=last_age,
        sexes=sexes,
    )


def symptoms_ratio() -> tuple[float, float, float]:
    """Ratio of depression from the odds ratio of depressive symptoms."""
    value, low, high = (risk_ratio(x, SYMPTOMS_BASELINE_RISK) for x in SYMPTOMS_ODDS_RATIO)
    return value, low, high


DEATHS_NOTE = (
    "42 studies, 1.63 for both sexes, adjusted for age and more; 1.78 men and 1.37 women as the authors told "
    "it in a press release, read in two news reports, without limits. Less from 50 on; how much less was not "
    "read, so nothing is counted there. With way of life in it 24 % lower"
)
UNEMPLOYMENT_RISKS = (
    out_of_work_and(
        "all_cause",
        (1.78, None, None),
        "roelfs-2011;roelfs-2011-press",
        DEATHS_NOTE,
        last_age=LATE_CAREER - 1,
        sexes=("male",),
    ),
    out_of_work_and(
        "all_cause",
        (1.37, None, None),
        "roelfs-2011;roelfs-2011-press",
        DEATHS_NOTE,
        last_age=LATE_CAREER - 1,
        sexes=("female",),
    ),
    out_of_work_and(
        "depression",
        symptoms_ratio(),
        "kim-2016",
        "OR 1.19 (1.11-1.28) of depressive symptoms, cohorts, turned into a ratio with baseline risk 0.05 "
        "(as for loneliness); higher in studies that do not ask who was unwell before. Of who is depressed "
        "at one moment 1.88 (1.57-2.25, amiri-2022). Abstracts read",
    ),
    out_of_work_and(
        "suicide",
        (1.15, 1.00, 1.30),
        "milner-2014",
        "five cohorts, with mental health before it taken out; 1.58 (1.33-1.83) with it in; higher for men; "
        "abstract read",
        "B",
    ),
)
UNEMPLOYMENT_CERTAINTY = {
    ("unemployment", "all_cause"): (
        "low",
        "cohorts agree in direction, size differs; ill people lose their work and find none, and way of life "
        "is part of it",
    ),
    ("unemployment", "depression"): (
        "low",
        "cohorts with self-report of symptoms, publication bias; natural experiments say that it is a "
        "cause of distress (paul-2009)",
    ),
    ("unemployment", "suicide"): (
        "low",
        "few cohorts; the interval ends at no effect once mental health before it is taken out",
    ),
}
UNEMPLOYMENT_RISK_SOURCES = [
    *("roelfs-2011", "roelfs-2011-press", "kim-2016", "amiri-2022", "milner-2014", "paul-2009"),
    "cbs-youth-unemployment-2015",
]
CC_BY = "CC BY 4.0"
UNEMPLOYMENT_SOURCES: Sources = [
    source(
        "cbs-80590eng",
        "CBS",
        "Monthly labour participation and unemployment, StatLine table 80590eng",
        "2024",
        "https://www.cbs.nl/en-gb/figures/detail/80590eng",
        CC_BY,
        True,
        "third quarter of 2024, seasonally adjusted, thousands: men 80, 59 and 48, women 79, 66 and 42 "
        "(15-24, 25-44, 45-74); 374 in all, 3.7 % of the labour force",
    ),
    source(
        "cbs-youth-unemployment-2015",
        "CBS",
        "Jeugdwerkloosheid licht gestegen",
        "2015",
        "https://www.cbs.nl/nl-nl/nieuws/2015/47/jeugdwerkloosheid-licht-gestegen",
        CC_BY,
        True,
        '"De meeste werkloze jongeren, ruim drie kwart, zijn nog bezig met een opleiding of studie. Bijna de '
        'helft van hen is nog minderjarig en veelal op zoek naar een baan tot 12 uur per week."',
    ),
    source(
        "cbs-low-income-2017",
        "CBS",
        "Meer huishoudens met risico op armoede in 2017",
        "2017",
        "https://www.blikopnieuws.nl/economie/268585/meer-huishoudens-met-risico-op-armoede-in-2017.html",
        CC_BY,
        True,
        "read in a news report: 599 thousand of 7.3 million households, 8.2 %",
    ),
    source(
        "cbs-low-income-source-2017",
        "CBS",
        "Armoederisico in 2017 toegenomen, Statistische Trends",
        "2017",
        "https://www.cbs.nl/nl-nl/longread/statistische-trends/2019/armoederisico-in-2017-toegenomen/"
        "3-sociaaleconomische-risicogroepen",
        CC_BY,
        True,
        "households by main source of income with a low income: unemployment benefit 17.0 %, social "
        "assistance 74.1 %, wages 2.1 %",
    ),
    source(
        "roelfs-2011",
        "Roelfs et al.",
        "Losing life and livelihood: a systematic review and meta-analysis of unemployment and all-cause "
        "mortality, Soc Sci Med 72: 840-854",
        "2011",
        "https://doi.org/10.1016/j.socscimed.2011.01.005",
        PAPER,
        True,
        "abstract and highlights: 1.63; higher for men; lower for workers of 50-65; 24 % lower in the "
        "studies with health-related behaviours",
    ),
    source(
        "roelfs-2011-press",
        "UPI and Futurity from McGill University",
        "Unemployment, premature death linked; Job loss raises risk of early death",
        "2011",
        "https://www.upi.com/Health_News/2011/04/04/Unemployment-premature-death-linked/UPI-75251301962544/",
        PAPER,
        True,
        "\"found unemployment increased men's mortality by 78 percent and women's mortality by 37 percent -- "
        'especially for those age 50 and under"',
    ),
    source(
        "kim-2016",
        "Kim, Von dem Knesebeck",
        "Perceived job insecurity, unemployment and depressive symptoms: a systematic review and "
        "meta-analysis of prospective observational studies, Int Arch Occup Environ Health 89: 561-573",
        "2016",
        "https://doi.org/10.1007/s00420-015-1107-1",
        PAPER,
        True,
        "abstract: 1.19 (1.11-1.28) for unemployment, 1.29 (1.06-1.57) for job insecurity",
    ),
    source(
        "amiri-2022",
        "Amiri",
        "Unemployment associated with major depression disorder and depressive symptoms: a systematic review "
        "and meta-analysis, Int J Occup Saf Ergon 28: 2080-2092",
        "2022",
        "https://doi.org/10.1080/10803548.2021.1954793",
        PAPER,
        True,
        "abstract: odds of major depression 1.88 (1.57-2.25), at one moment",
    ),
    source(
        "milner-2014",
        "Milner, Page, LaMontagne",
        "Cause and effect in studies on unemployment, mental health and suicide: a meta-analytic and "
        "conceptual review, Psychological Medicine 44: 909-917",
        "2014",
        "https://doi.org/10.1017/S0033291713001621",
        PAPER,
        True,
        "abstract: 1.58 (1.33-1.83), and 1.15 (1.00-1.30) after controlling for mental health",
    ),
    source(
        "paul-2009",
        "Paul, Moser",
        "Unemployment impairs mental health: Meta-analyses, Journal of Vocational Behavior 74: 264-282",
        "2009",
        "https://doi.org/10.1016/j.jvb.2009.01.001",
        PAPER,
        True,
        "abstract: longitudinal studies and natural experiments say that unemployment is a cause of "
        "distress; selection by mental health is weak",
    ),
]
