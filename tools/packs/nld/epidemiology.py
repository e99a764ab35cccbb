"""Epidemiology tables of the Dutch pack: exposure, relative risks, diseases, disability weights."""

from __future__ import annotations

from pathlib import Path

from .common import PUBLIC, Built, Sources, source
from .disability_weights import WEIGHT_SOURCES, build_weights
from .epidemiology_activity_risks import ACTIVITY_SOURCES
from .epidemiology_asthma import ASTHMA_SOURCES
from .epidemiology_back import BACK_SOURCES
from .epidemiology_dementia import DEMENTIA_SOURCES
from .epidemiology_disease import build_disease
from .epidemiology_disease_sources import DISEASE_SOURCES
from .epidemiology_drinking_risks import DRINKING_SOURCES
from .epidemiology_effect_sources import EFFECT_SOURCES
from .epidemiology_effects import build_effects
from .epidemiology_home_risks import HOME_SOURCES
from .epidemiology_lags import build_lags
from .epidemiology_living import LIVING_SOURCE_ROWS
from .epidemiology_risk import build_risk
from .epidemiology_road import ROAD_SOURCES
from .epidemiology_suicide import SUICIDE_SOURCES
from .epidemiology_totals import build_totals
from .epidemiology_unemployment import UNEMPLOYMENT_SOURCES
from .epidemiology_weight_risks import WEIGHT_RISK_SOURCES
from .epidemiology_work_risks import WORK_SOURCES

CC_BY = "CC BY 4.0"
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
        "cbs-debt-poverty-2023",
        "CBS",
        "Bijna 1 op 3 arme mensen heeft problematische schulden",
        "2023",
        "https://www.blikopnieuws.nl/nieuws/306937/cbs-bijna-1-op-3-arme-mensen-heeft-problematische-schulden.html"
        "",
        CC_BY,
        True,
        "read in a news report of July 2025: 31 % of the poor, 22 % of those just above, 10 % of all persons",
    ),
    source(
        "cbs-82253ned",
        "CBS",
        "Inkomensbeoordeling en financiële problemen; huishoudens, StatLine table 82253NED",
        "2021",
        "https://www.cbs.nl/nl-nl/cijfers/detail/82253NED?q=betalingsachterstanden",
        CC_BY,
        True,
        "behind with rent, mortgage, energy or instalments in 12 months, whole percents",
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
        build_risk(raw, pack)
        | build_effects(raw, pack)
        | build_lags(raw, pack)
        | build_disease(raw, pack)
        | build_totals(raw, pack)
        | build_weights(raw, pack)
    )
    sources = [SURVEY_SOURCES, DISEASE_SOURCES, EFFECT_SOURCES, LIVING_SOURCE_ROWS]
    sources += [ASTHMA_SOURCES, HOME_SOURCES, WORK_SOURCES, SUICIDE_SOURCES, ROAD_SOURCES]
    sources += [UNEMPLOYMENT_SOURCES, BACK_SOURCES, DEMENTIA_SOURCES]
    sources += [WEIGHT_SOURCES, WEIGHT_RISK_SOURCES, DRINKING_SOURCES, ACTIVITY_SOURCES]
    sources += [OTHER_SOURCES]
    return entries, [row for rows in sources for row in rows]
