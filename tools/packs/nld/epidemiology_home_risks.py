"""Damp homes and road noise: relative risks, and the sources of exposure and risk."""

from __future__ import annotations

from .common import PAPER, PUBLIC, Sources, source
from .epidemiology_ratios import Published

ALL_ADULTS_FROM = 18
NOISE_PER_10_DB = (1.08, 1.01, 1.15)


def per_db() -> tuple[float, float, float]:
    """Risk per dB from a risk per 10 dB."""
    value, low, high = (x**0.1 for x in NOISE_PER_10_DB)
    return value, low, high


HOME_RISKS = (
    Published(
        "damp_home",
        "damp",
        "asthma",
        (1.33, 1.12, 1.56),
        "quansah-2012",
        "dampness, new asthma at all ages (11 cohorts and 5 studies of new cases and controls; 10 for "
        "this); any sign of damp or mould 1.27 (1.06-1.53) to 1.48 (1.23-1.78), visible mould 1.29 "
        "(1.04-1.60); abstract read",
        first_age=0,
    ),
    Published(
        "road_noise",
        "per_unit",
        "ischaemic_heart_disease",
        per_db(),
        "van-kempen-2018",
        "1.08 (1.01-1.15) per 10 dB Lden, 7 longitudinal studies, log-linear from 53 dB on; abstract read",
        "C",
        first_age=ALL_ADULTS_FROM,
    ),
)
HOME_CERTAINTY = {
    ("damp_home", "asthma"): (
        "moderate",
        "mostly cohorts, by self-report of the home; dampness agrees over studies, mould differs",
    ),
    ("road_noise", "ischaemic_heart_disease"): (
        "moderate",
        "rated high in the review for the WHO; one lower here for a limit close to 1 and noise at the front",
    ),
}
HOME_UNITS = {"road_noise": "RR per dB (Lden) above 53"}
HOME_SOURCES: Sources = [
    source(
        "woon-2024",
        "CBS, VRO",
        "Woononderzoek Nederland 2024",
        "2024",
        "https://www.gemeente.nu/ruimte-milieu/wonen/huishoudens-minder-tevreden-met-hun-woning/",
        "CC BY 4.0",
        True,
        "read in a news report: damp and mould 20 % (15 % in 2021), owners 14, tenants 30; bathroom 59 %, "
        "bedroom 35 %, living room 23 % of them; higher energy prices may be behind the rise "
        "(rijksoverheid.nl)",
    ),
    source(
        "cbs-income-tenths",
        "CBS",
        "Wie zit waar in de inkomensverdeling?",
        "2022",
        "https://www.cbs.nl/nl-nl/achtergrond/2022/15/wie-zit-waar-in-de-inkomensverdeling-",
        "CC BY 4.0",
        True,
        "households by tenth of income and tenure, the first seven tenths; the stored copy ends there",
    ),
    source(
        "rivm-noise-2021",
        "RIVM (VZinfo) from Van Kempen 2021",
        "Geluid",
        "2011-2016",
        "https://www.vzinfo.nl/leefomgeving/geluid",
        PUBLIC,
        True,
        "6,144,400 people, 36 %, at 53 dB Lden (WHO) and over from road traffic",
    ),
    source(
        "atlas-noise",
        "Atlas Leefomgeving, quoted by nefom.nl",
        "Wegverkeer volgens de Atlas Leefomgeving",
        "",
        "https://www.nefom.nl/atlasleefomgeving/",
        PUBLIC,
        True,
        "homes: over 70 % above 50 dB, about 5 % at 65 dB and over, almost 1 % above 70; all sources, year "
        "not seen",
    ),
    source(
        "quansah-2012",
        "Quansah et al.",
        "Residential dampness and molds and the risk of developing asthma: meta-analysis, PLoS One 7: e47526",
        "2012",
        "https://doi.org/10.1371/journal.pone.0047526",
        PAPER,
        True,
        "abstract with its correction of 2014: dampness 1.33 (1.12-1.56)",
    ),
    source(
        "van-kempen-2018",
        "Van Kempen et al.",
        "WHO environmental noise guidelines: systematic review on cardiovascular and metabolic effects, Int "
        "J Environ Res Public Health 15: 379",
        "2018",
        "https://doi.org/10.3390/ijerph15020379",
        PAPER,
        True,
        "abstract: 1.08 (1.01-1.15) per 10 dB for heart disease; few studies of stroke, diabetes and obesity",
    ),
]
