"""Where the demography tables come from: their descriptions and sources."""

from __future__ import annotations

from packs.nld.common import Entries, Sources, entry, source

CBS = "CBS open data CC BY 4.0"
CBS_FACT = "published figure of CBS (CC BY 4.0), read at a secondary page"
HMD = "HMD CC BY 4.0"
WPP = "CC BY 3.0 IGO"
VWS = "published government figure"

WPP_FILES = "https://github.com/PPgp/wpp2024"
METRO_FORECAST = (
    "https://www.metronieuws.nl/in-het-nieuws/binnenland/2025/12/"
    "ouderen-overstijgen-jongeren-populatie-nederland/"
)
BLIK_2025 = (
    "https://www.blikopnieuws.nl/nieuws/309114/"
    "cbs-vorig-jaar-173000-mensen-overleden-levensverwachting-iets-toegenomen.html"
)
LADDER_COPY = "https://www.stadspartijpurmerend.nl/bovenaan-welvaartsladder-bijna-25-jaar-langer-in-goede-gezondheid.html"
MISSIONS = "https://www.vzinfo.nl/monitor-missies-gezondheid-en-zorg/centrale-missie"
BUDGET_75 = "https://rijksfinancien.nl/memorie-van-toelichting/2025/OWB/XVI/onderdeel/3169598"

SOURCES: Sources = [
    source(
        "cbs-83502ned",
        "CBS",
        "Population by postcode, age and sex, 1 January 2021 (83502NED)",
        "2021",
        "https://github.com/certe-medical-epidemiology/certegis",
        CBS,
        True,
        "five-year counts rounded to 5, summed over postcodes, via certegis "
        "data/inwoners_per_postcode_leeftijd",
    ),
    source(
        "un-wpp2024",
        "United Nations, Population Division",
        "World Population Prospects 2024, Netherlands: mortality, fertility, births, migration",
        "2024",
        WPP_FILES,
        WPP,
        True,
        "machine-readable copy in the R data package wpp2024 1.1-3, country code 528",
    ),
    source(
        "un-wpp2019",
        "United Nations, Population Division",
        "World Population Prospects 2019, Netherlands: population by single age",
        "2019",
        "https://population.un.org/wpp/",
        WPP,
        True,
        "only to split the five-year counts of 2021 over single ages",
    ),
    source(
        "hmd-nld",
        "Human Mortality Database",
        "Netherlands, period life tables 1x1, 2015-2018",
        "2021",
        "https://github.com/OxfordDemSci/ex2020",
        HMD,
        True,
        "downloaded 2021, via ex2020 dat/hmdhfd; original at www.mortality.org",
    ),
    source(
        "cbs-year-figures-2025",
        "CBS",
        "Provisional year figures 2025: life expectancy and deaths",
        "2026",
        BLIK_2025,
        CBS_FACT,
        True,
        "via Blik op nieuws; men 80.7 and 85,800, women 83.5 and 87,600",
    ),
    source(
        "cbs-forecast-2025",
        "CBS",
        "Population forecast, December 2025: population by age 2025 and 2070",
        "2025",
        METRO_FORECAST,
        CBS_FACT,
        True,
        "via Metro; rounded: almost 3.72 M under 20, about 3.76 M of 65+, over 0.9 M of 80+, 4,400 of 99+",
    ),
    source(
        "cbs-forecast-2024",
        "CBS",
        "Population forecast, December 2024: 19 M in 2037, 20 M in 2058",
        "2024",
        "https://www.skipr.nl",
        CBS_FACT,
        True,
        "via Skipr and ANP; address of the site only",
    ),
    source(
        "cbs-37296ned",
        "CBS",
        "Population, key figures (37296ned): total on 1 January 2025",
        "2025",
        "https://www.cbs.nl",
        CBS,
        False,
        "18,044,027: unverified assumption, not read at the source",
    ),
    source(
        "cbs-prosperity-2022",
        "CBS",
        "On top of the prosperity ladder almost 25 years longer in good health (2022, week 51)",
        "2022",
        LADDER_COPY,
        CBS_FACT,
        True,
        "2017/2020, via a copy of the page; figures in whole years",
    ),
    source(
        "cbs-prosperity-groups",
        "CBS",
        "Prosperity groups (2022, week 51): quintiles of households",
        "2022",
        "https://www.cbs.nl/nl-nl/nieuws/2022/51/bovenaan-welvaartsladder-bijna-25-jaar-langer-in-goede-gezondheid/welvaartsgroepen",
        CBS,
        True,
        "definition only",
    ),
    source(
        "cbs-85445ned",
        "CBS",
        "Healthy life expectancy of men by income and prosperity (85445NED)",
        "2023",
        "https://www.teamfrontend.nl/nl-nl/cijfers/detail/85445NED",
        CBS,
        True,
        "via a copy of the page, which shows Q1 to Q3 of prosperity and Q1 to Q5 of income",
    ),
    source(
        "vzinfo-missions",
        "RIVM (VZinfo), CBS",
        "Monitor of the missions for health and care: healthy life expectancy by income, and by year",
        "2023",
        MISSIONS,
        CBS,
        True,
        "women by income quintile 2017/2020; national 2019-2022",
    ),
    source(
        "vzinfo-perceived-health",
        "RIVM (VZinfo), CBS",
        "Perceived health by age and sex, 2021",
        "2022",
        "https://www.vzinfo.nl/ervaren-gezondheid/leeftijd-en-geslacht",
        CBS,
        True,
        "95.2 % under 18",
    ),
    source(
        "vws-budget-2025-t38",
        "Ministry of Health, Welfare and Sport",
        "Budget 2025, table 38: good perceived health of persons of 75 and over, 2015-2023",
        "2024",
        BUDGET_75,
        VWS,
        True,
        "mean of 2016-2019, 2022 and 2023 is 57.2 %",
    ),
    source(
        "esb-prosperity-2019",
        "Bos (CBS), ESB",
        "Those of 55 to 65 are the most prosperous",
        "2019",
        "https://esb.nu/55-tot-65-jarigen-meest-welvarend/",
        "published figure",
        True,
        "a quarter of households with a main earner of about 60 is of high prosperity, nationally one in six",
    ),
    source(
        "dynamo-nl2005-population",
        "DYNAMO-HIA (RIVM, Erasmus MC)",
        "Reference data of the Netherlands 2005: overall disability weights by age and sex",
        "2005",
        "https://github.com/Dynamo-HIA/dynamo-hia",
        "EUPL-1.2; data of the DYNAMO-HIA project",
        True,
        "overalldalyweights.xml; the column is called percent and holds shares; marked old by its owners",
    ),
]

ENTRIES: Entries = {
    "population.csv": entry(
        "Persons on 1 January 2025 by sex and single age",
        "persons",
        "C",
        ["cbs-83502ned", "un-wpp2019", "un-wpp2024", "cbs-forecast-2025", "cbs-37296ned"],
        f"{CBS}; {WPP}",
        "2025",
        "CBS five-year counts of 2021 split to single ages and moved on to 2025 by cohorts, then "
        "multiplied by one factor by age for both sexes, linear between ages 10, 42, 72, 86 and 99, so "
        "that 0-19 is 3.72 M, 65-79 2.86 M, 80-98 0.8956 M, 99+ 4,400 and the total 18,044,027.",
        "The total rests on an unverified assumption; the published blocks are rounded. The factors lie "
        "between 0.945 (at 85: the derived numbers ignore the deaths of the COVID years) and 1.013 (at "
        "99). Men and women keep the ratio of the derived table. To be replaced by the official count by "
        "single age.",
    ),
    "mortality.csv": entry(
        "Death rate of 2025 by sex and age at event",
        "deaths per person-year",
        "C",
        ["hmd-nld", "cbs-year-figures-2025"],
        f"{HMD}; {CBS_FACT}",
        "2025",
        "Pattern of the life table of 2018 by single age (ages 1-49: five-age geometric mean of "
        "2015-2018; 100+: 1 / e(100)), times one factor per sex that gives life expectancy 80.7 (men) and"
        " 83.5 (women) by Chiang's method.",
        "With the population table and the half-year shift deaths of 2025 are 0.0 % (men) and 1.7 % "
        "(women) below those published (85,800 and 87,600); 55 % are of 80+, published 57 %: the oldest "
        "are few in the population table. One factor for all ages: the pattern of 2018 is kept.",
    ),
    "mortality_change.csv": entry(
        "Yearly change of the logarithm of the death rate",
        "ln(rate next year / rate this year)",
        "A",
        ["un-wpp2024"],
        WPP,
        "2025-2099",
        "To 2028 a tenth of the change of ln m between 2015-2020 and 2025-2030, later a fifth of that "
        "between neighbouring five-year periods (the last one kept to 2099); linear in age between the "
        "middles of the age groups.",
        "A projection: its uncertainty is the named input mortality_trend of the pack. The period "
        "2020-2025 is passed over because of COVID. Levels of WPP are not used.",
    ),
    "fertility.csv": entry(
        "Births per woman by year and age",
        "births per woman-year",
        "A",
        ["un-wpp2024"],
        WPP,
        "2025-2100",
        "Total fertility rate of the year times the shares of five-year age groups (linear between the "
        "middles of the periods), spread over single ages by the smoothest curve that keeps these shares.",
        "Medium variant; gives about 170,000 births in 2025; its limits are in fertility_limit. Births "
        "by year of the national office were not compared.",
    ),
    "migration.csv": entry(
        "Net migrants by year, sex and age on the next 1 January",
        "persons per year",
        "C",
        ["un-wpp2024", "cbs-forecast-2024"],
        f"{WPP}; {CBS_FACT}",
        "2025-2100",
        "WPP net migration by single age times a factor by year: 1 in 2025, linear to 1.88 in 2037 and "
        "2.57 in 2058, then kept, so that the population is 19.0 M in the middle of 2037 and 20.0 M in "
        "the middle of 2058.",
        "One constant factor cannot meet both totals: 2.2 would add 230,000 persons in 2025. The result "
        "is a net migration of 80,000 to 105,000 a year to 2070, then 82,000 falling to 64,000. The "
        "projection gives 20.7 M in 2070 (published: over 20.6 M), 65+ 5.39 M (just under 5.4), 80+ 2.03 "
        "M (2.1), 99+ 26,000 (over 38,000). Net numbers are negative at some ages of 27-52. Limits are in "
        "migration_limit.",
    ),
    "ses_share.csv": entry(
        "Shares of persons over quintiles of household prosperity",
        "share of persons",
        "C",
        ["cbs-prosperity-groups", "esb-prosperity-2019"],
        CBS,
        "2025",
        "Overall shares .152 .176 .200 .224 .248 (derived: they agree with smoking, obesity, overweight "
        "and life expectancy by quintile), tilted by age on the log scale and solved so that the whole "
        "population keeps the overall shares.",
        "The tilt by age is an unverified assumption: only its direction is known (fewer prosperous among"
        " young adults and the oldest, most at about 60). The same for men and women. Other age shapes "
        "move results by quintile at the ages concerned.",
    ),
    "ses_gap.csv": entry(
        "Gap in life expectancy between the most and the least prosperous quintile",
        "years",
        "per row",
        ["cbs-prosperity-2022"],
        CBS_FACT,
        "2017/2020",
        "Published gaps: men 9 (83 - 74) and women 8 at birth, over 4 at 65 for both, taken as 4.2.",
        "Published in whole years: the limits are those of rounding, not of sampling; 4.2 within 'over 4'"
        " is a choice.",
    ),
    "good_health.csv": entry(
        "Share in good or very good perceived health",
        "share of persons",
        "C",
        [
            "cbs-prosperity-2022",
            "cbs-85445ned",
            "vzinfo-missions",
            "vzinfo-perceived-health",
            "vws-budget-2025-t38",
        ],
        CBS,
        "2017/2020",
        "National profile: 95.2 % to age 15, then linear on the logit scale from 23 to 100. By quintile a"
        " logit shift: half at birth, full from 30 to 50, then tapering linearly. Solved per sex to nine "
        "years or shares: healthy life expectancy of five quintiles (men 49.5 58.5 66.0 69.7 74; women 49"
        " 57.4 64.9 67.4 72), the gap at 65 (8 and 7) and 57.2 % at 75+. Mortality by quintile as in "
        "model 2.3.",
        "The fourth quintile of men and the second to fourth of women were published by income only and "
        "are stretched to the range by prosperity. The healthy years are of 2017/2020, mortality of 2025."
        " Persons of all ages: 77.9 % (80.4 men, 75.4 women); published 77.2 (2022) to 80.5 (2021). The "
        "form of the profile and of the taper is an unverified assumption.",
    ),
    "disability.csv": entry(
        "All-cause disability",
        "share of a healthy year lost",
        "A",
        ["dynamo-nl2005-population"],
        "EUPL-1.2; data of the DYNAMO-HIA project",
        "2005",
        "Overall disability weight of the DYNAMO-HIA data for the Netherlands, ages 0-95; 96 to 100+ keep"
        " the value of 95.",
        "Old (2005) and in broad age bands with short slopes between; Dutch weights, while the disease "
        "weights of the pack are those of the GBD.",
    ),
}
