"""Epidemiology tables of the Dutch pack: exposure, relative risks, diseases, disability weights."""

from __future__ import annotations

from pathlib import Path

from .common import Built, Sources, source
from .epidemiology_disease import build_disease
from .epidemiology_effects import build_effects
from .epidemiology_living import LIVING_SOURCE_ROWS
from .epidemiology_risk import build_risk
from .epidemiology_totals import build_totals

CC_BY = "CC BY 4.0"
PUBLIC = "public web figures, facts with source"
REPORT = "public report, facts with source"
PAPER = "published article, facts with source"
DYNAMO = "https://www.dynamo-hia.eu/"
STATLINE = "https://www.cbs.nl/nl-nl/cijfers/detail/"

# Sources of the exposures.
SURVEY_SOURCES: Sources = [
    source(
        "cbs-83021ned",
        "CBS",
        "Leefstijl en (preventief) gezondheidsonderzoek; persoonskenmerken 2014-2021",
        "2021",
        f"{STATLINE}83021NED",
        CC_BY,
        True,
        "levels, activity by age, prosperity quintiles",
    ),
    source(
        "cbs-81175ned",
        "CBS",
        "StatLine table 81175ned",
        "2013",
        f"{STATLINE}81175ned",
        CC_BY,
        True,
        "age patterns of smoking, weight and drinking",
    ),
    source(
        "cbs-83385ned",
        "CBS",
        "StatLine table 83385NED",
        "2016/2017",
        f"{STATLINE}83385NED",
        CC_BY,
        True,
        "former and never smokers by age and education",
    ),
    source(
        "cbs-85464ned",
        "CBS",
        "StatLine table 85464NED",
        "2022/2023",
        f"{STATLINE}85464NED",
        CC_BY,
        True,
        "ratio of men to women for obesity and excessive drinking",
    ),
    source(
        "leefstijlmonitor-2024",
        "CBS, RIVM, Trimbos-instituut",
        "Leefstijlmonitor 2024",
        "2024",
        "https://www.hartvannederland.nl/milieu-gezondheid/zorg/artikelen/"
        "helft-nederlanders-overgewicht-cbs-rivm-leefstijlmonitor",
        PUBLIC,
        True,
        "read in a news report of the monitor; rounded",
    ),
    source(
        "leefstijlmonitor-2022",
        "CBS, RIVM",
        "Ruim 4 op de 10 volwassenen bewegen voldoende",
        "2022",
        "https://www.cbs.nl/nl-nl/nieuws/2023/37/ruim-4-op-de-10-volwassenen-bewegen-voldoende",
        CC_BY,
        True,
    ),
    source(
        "cbs-debt-2020",
        "CBS",
        "Schuldenproblematiek in beeld, januari-oktober 2020",
        "2020",
        "https://www.blikopnieuws.nl/economie/288986/"
        "aantal-huishoudens-met-problematische-schulden-niet-toegenomen.html",
        CC_BY,
        True,
        "7.9 % of households on 1 January 2020",
    ),
    source(
        "cbs-debt-2015-2018",
        "CBS",
        "Schuldenproblematiek in beeld 2015-2018",
        "2018",
        "https://www.kennisbundel.nl/kennisbank/artikel/schuldenproblematiek-in-beeld/",
        CC_BY,
        True,
        "8.3 % of households and 7.5 % of persons of 16+ on 1 January 2018",
    ),
    source(
        "vtv-2018",
        "RIVM",
        "Volksgezondheid Toekomst Verkenning 2018, trendscenario leefstijl",
        "2018",
        "https://www.vtv2018.nl/leefstijl-en-omgeving-0",
        PUBLIC,
        True,
        "smoking 14 %, overweight 62 % in 2040",
    ),
]


# Sources of the diseases.
DISEASE_SOURCES: Sources = [
    source(
        "nivel-vzinfo",
        "RIVM (VZinfo) from Nivel Zorgregistraties eerste lijn",
        "Prevalence and incidence",
        "2017-2021",
        "https://www.vzinfo.nl/",
        PUBLIC,
        True,
        "pages of each disease, by sex",
    ),
    source(
        "hartstichting-2022",
        "Hartstichting, UMC Utrecht (CBS, DHD)",
        "Basiscijfers hart- en vaatziekten",
        "2022",
        "https://www.hartenvaatcijfers.nl/",
        PUBLIC,
        True,
        "case fatality, deaths",
    ),
    source(
        "dynamo-hia-nl2005",
        "DYNAMO-HIA (RIVM, Erasmus MC)",
        "Reference data Netherlands 2005",
        "2005",
        "https://github.com/Dynamo-HIA/dynamo-hia",
        "EUPL-1.2",
        True,
        "patterns over age only",
    ),
    source(
        "vzinfo-diabetes-mortality",
        "RIVM (VZinfo)",
        "Diabetes mellitus, sterfte",
        "2012-2020",
        "https://www.vzinfo.nl/diabetes-mellitus/sterfte",
        PUBLIC,
        True,
        "mortality ratios by age and sex, deaths of 2020",
    ),
    source(
        "vzinfo-copd-mortality",
        "RIVM (VZinfo) from CBS",
        "COPD, sterfte",
        "2020",
        "https://vzinfo.nl/copd/sterfte",
        PUBLIC,
        True,
    ),
    source(
        "cbs-83005ned",
        "CBS",
        "StatLine table 83005NED",
        "2021",
        "https://www.cbs.nl/nl-nl/cijfers/detail/83005NED",
        CC_BY,
        True,
        "self-reported COPD by age",
    ),
    source(
        "olin-2012",
        "OLIN studies, Sweden",
        "Up-to-date on mortality in COPD: the OLIN COPD study, BMC Pulm Med",
        "2012",
        "http://www.biomedcentral.com/1471-2466/12/1",
        PAPER,
        True,
        "10.9 % and 5.8 % died",
    ),
    source("iknl", "IKNL", "Nederlandse Kankerregistratie", "2019-2022", "https://iknl.nl/", PUBLIC, True),
    source(
        "staatvenz-depression",
        "RIVM (Staat van VenZ) from Nivel",
        "Depressie: bekend bij de huisarts",
        "2019",
        "https://www.staatvenz.nl/kerncijfers/depressie-aantal-personen-bekend-bij-de-huisarts",
        PUBLIC,
        True,
        "rates by sex and age",
    ),
    source(
        "ten-have-2018",
        "ten Have et al.",
        "Duration of major and minor depressive episodes, NEMESIS-2",
        "2018",
        "http://www.tijdschriftvoorpsychiatrie.nl/en/issues/528/articles/11666",
        PAPER,
        True,
        "12 % not recovered after 3 years; mean duration 10.7 months",
    ),
    source(
        "falls-65plus",
        "VeiligheidNL",
        "Falls of people of 65 and over",
        "2024",
        "https://www.kort.news/artikel/record-aantal-ouderen-op-spoedeisende-hulp-na-val",
        PUBLIC,
        True,
        "read in a news report",
    ),
    source(
        "cbs-7052-95",
        "CBS",
        "StatLine table 7052_95, causes of death",
        "2019-2023",
        "https://www.cbs.nl/nl-nl/cijfers/detail/7052_95",
        CC_BY,
        True,
    ),
    source(
        "cbs-falls-2024",
        "CBS",
        "Deaths after an accidental fall in 2024",
        "2024",
        "https://www.blikopnieuws.nl/nieuws/307658/steeds-meer-dodelijke-valongelukken.html",
        CC_BY,
        True,
        "deaths by age and share of women by age",
    ),
    source(
        "vtv-2014",
        "RIVM",
        "Volksgezondheid Toekomst Verkenning 2014, trendscenario",
        "2014",
        "http://www.eengezondernederland.nl/",
        PUBLIC,
        True,
        "projection made in 2014",
    ),
]


# Sources of relative risks and lags.
EFFECT_SOURCES: Sources = [
    source(
        "dynamo-hia-smoking",
        "DYNAMO-HIA",
        "Report on data collection for smoking, Table 5",
        "",
        DYNAMO,
        REPORT,
        True,
        "CPS-II 1982-88",
    ),
    source("dynamo-hia-bmi", "DYNAMO-HIA", "WP7 body mass index data report", "", DYNAMO, REPORT, True),
    source(
        "dynamo-hia-activity",
        "DYNAMO-HIA, LZG.NRW",
        "Physical activity in DYNAMO-HIA",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-alcohol",
        "DYNAMO-HIA",
        "Report on data collection for alcohol consumption, Table 5",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-cvd",
        "DYNAMO-HIA",
        "Report on cardiovascular diseases and diabetes",
        "",
        DYNAMO,
        REPORT,
        True,
    ),
    source(
        "dynamo-hia-hiar",
        "DYNAMO-HIA",
        "Example data Netherlands, lung cancer by time since quitting",
        "2005",
        "https://github.com/Dynamo-HIA/hiaR",
        "facts from the data file",
        True,
        "decay by age",
    ),
    source(
        "ten-have-2021",
        "ten Have et al.",
        "Debts and common mental disorders, NEMESIS-2",
        "2021",
        "",
        PAPER,
        True,
        "appendix table, model 2; page not noted",
    ),
    source(
        "de-graaf-2013",
        "de Graaf et al.",
        "First incidence of mood, anxiety and substance use disorders",
        "2013",
        "https://doi.org/10.1016/j.jad.2013.01.009",
        PAPER,
        True,
        "1.65 and 1.69 per 100 person-years",
    ),
    source(
        "huynen-2001",
        "Huynen et al.",
        "Heat waves, cold spells and mortality in the Dutch population",
        "2001",
        "https://doi.org/10.1289/ehp.01109463",
        PAPER,
        True,
        "2.72 % per degC above 16.5 in the preceding month, all ages; optimum the same at 65+",
    ),
    source(
        "huynen-martens-2015",
        "Huynen and Martens",
        "Climate change and heat- and cold-related mortality",
        "2015",
        "https://doi.org/10.3390/ijerph121013295",
        PAPER,
        True,
        "heat fraction 1.15 % in 1981-2010",
    ),
    source(
        "cbs-climate",
        "CBS from KNMI",
        "Klimaatgegevens De Bilt",
        "1981-2010",
        "https://www.cbs.nl/nl-nl/cijfers/detail/80182ned",
        CC_BY,
        True,
        "year 10.1, summer 17.0 degC",
    ),
    source(
        "mortality-displacement",
        "biomet-education.net",
        "Mortality displacement, six heat waves",
        "",
        "http://biomet-education.net/glossary/mortality-displacement-harvesting/",
        PUBLIC,
        True,
        "15, 6, 30, 71, 45 and 59 %; cites Sartor 1995, Le Tertre 2006, Gosling 2007",
    ),
]


# What stands on no source that was read.
OTHER_SOURCES: Sources = [
    source(
        "unverified-assumption",
        "this project",
        "Unverified assumption",
        "2025",
        "",
        "EUPL-1.2",
        False,
        "no source was read: grade R, shown wherever a result rests on it",
    ),
]


def build(raw: Path, pack: Path) -> Built:
    """Write the epidemiology tables below ``pack``; needs population, ses_share and mortality there."""
    entries = (
        build_risk(raw, pack) | build_effects(raw, pack) | build_disease(raw, pack) | build_totals(raw, pack)
    )
    return entries, [*SURVEY_SOURCES, *DISEASE_SOURCES, *EFFECT_SOURCES, *LIVING_SOURCE_ROWS, *OTHER_SOURCES]
