"""Damp homes and road noise: relative risks, and the sources of exposure and risk."""

from __future__ import annotations

from .common import PAPER, PUBLIC, Sources, source
from .epidemiology_ratios import Published

ALL_ADULTS_FROM = 18
DECIBELS_OF_STUDY = 10.0


def noise_and(outcome: str, per_10_db: tuple[float, float, float], where: str, note: str) -> Published:
    """Road noise and new cases among adults: risk per dB from a risk per 10 dB."""
    value, low, high = (x ** (1.0 / DECIBELS_OF_STUDY) for x in per_10_db)
    return Published(
        "road_noise",
        "per_unit",
        outcome,
        (value, low, high),
        where,
        note,
        "C",
        first_age=ALL_ADULTS_FROM,
    )


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
    noise_and(
        "ischaemic_heart_disease",
        (1.08, 1.01, 1.15),
        "van-kempen-2018",
        "1.08 (1.01-1.15) per 10 dB Lden, 7 longitudinal studies to 2015, log-linear from 53 dB on; "
        "twenty studies of heart disease and stroke to 2025: 1.017 (0.990-1.044), infarction 1.029 "
        "(1.011-1.048, pershagen-2025); abstracts read",
    ),
    noise_and(
        "stroke",
        (1.025, 1.009, 1.041),
        "pershagen-2025",
        "1.025 (1.009-1.041) per 10 dB Lden, newest of four reviews; the others 1.034 (1.026-1.043, "
        "fu-2023), 1.06 (1.02-1.11, uk-biobank-noise-2022) and 1.01 (0.96-1.06, dzhambov-2016); nine "
        "Scandinavian cohorts 1.06 (1.03-1.08, roswall-2021); abstract read",
    ),
    noise_and(
        "diabetes",
        (1.06, 1.03, 1.09),
        "pubmed-36408740",
        "1.06 (1.03-1.09) per 10 dB, type 2, 10 prospective studies; used for all diabetes; two other "
        "reviews 1.07 (1.05-1.10, wu-2023) and 1.07 (1.05-1.09, vienneau-2024); abstract read",
    ),
)
HOME_CERTAINTY = {
    ("damp_home", "asthma"): (
        "moderate",
        "mostly cohorts, by self-report of the home; dampness agrees over studies, mould differs",
    ),
    ("road_noise", "ischaemic_heart_disease"): (
        "low",
        "rated high in the review for the WHO; two lower here: with studies of ten more years the excess "
        "is a fifth of it and the limits include no effect (pershagen-2025); noise is that at the front",
    ),
    ("road_noise", "stroke"): (
        "low",
        "cohorts; reviews agree in direction, their size differs from 1.01 to 1.06 per 10 dB, and a joint "
        "analysis of three cohorts found none (cai-2018)",
    ),
    ("road_noise", "diabetes"): (
        "low",
        "three reviews of cohorts agree; 8 of 10 studies with a probably high risk of bias, heterogeneity "
        "of 90 %, signs of studies that were not published (wu-2023)",
    ),
}
HOME_RISK_SOURCES = [
    *("quansah-2012", "van-kempen-2018", "pershagen-2025", "fu-2023", "uk-biobank-noise-2022"),
    *("dzhambov-2016", "roswall-2021", "cai-2018", "pubmed-36408740", "wu-2023", "vienneau-2024"),
]
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
    source(
        "pershagen-2025",
        "Pershagen et al.",
        "Road traffic noise and incident ischemic heart disease, myocardial infarction, and stroke: a "
        "systematic review and meta-analysis, Environmental Epidemiology, June 2025",
        "2025",
        "https://doi.org/10.1097/EE9.0000000000000400",
        PAPER,
        True,
        "abstract, read at m.booksci.cn: 20 studies, 8.4 million people; per 10 dB stroke 1.025 "
        "(1.009-1.041), heart disease 1.017 (0.990-1.044), infarction 1.029 (1.011-1.048); higher where "
        "exposure was assessed well",
    ),
    source(
        "pubmed-36408740",
        "Jinan University, Guangzhou",
        "Meta-analysis of transportation noise and type 2 diabetes, Diabetes/Metabolism Research and "
        "Reviews 39: e3595",
        "2023",
        "https://doi.org/10.1002/dmrr.3595",
        PAPER,
        True,
        "abstract, read at suppr.wilddata.cn, which does not name the authors: road noise 1.06 "
        "(1.03-1.09) per 10 dB, 10 prospective studies, I2 90 %, 8 of 10 with a probably high or high "
        "risk of bias",
    ),
    source(
        "wu-2023",
        "Wu et al.",
        "The association between road traffic noise and type 2 diabetes: a systematic review and "
        "meta-analysis of cohort studies, Environ Sci Pollut Res 30: 39568-39585",
        "2023",
        "https://doi.org/10.1007/s11356-023-25926-5",
        PAPER,
        True,
        "abstract: 8 cohorts, 1.07 (1.05-1.10) per 10 dB, high heterogeneity and publication bias",
    ),
    source(
        "vienneau-2024",
        "Vienneau et al.",
        "Long-term exposure to transportation noise and diabetes mellitus mortality: a national cohort "
        "study and updated meta-analysis, Environmental Health 23: 46",
        "2024",
        "https://doi.org/10.1186/s12940-024-01084-0",
        PAPER,
        True,
        "abstract: new diabetes 1.07 (1.05-1.09) per 10 dB of road noise; deaths 1.06 (1.05-1.07) in "
        "Switzerland, from about 46 dB on",
    ),
    source(
        "fu-2023",
        "Fu et al.",
        "Long-term exposure to traffic noise and risk of incident cardiovascular diseases: a systematic "
        "review and dose-response meta-analysis, J Urban Health 100: 788-801",
        "2023",
        "https://doi.org/10.1007/s11524-023-00769-0",
        PAPER,
        True,
        "abstract: per 10 dB of road noise stroke 1.034 (1.026-1.043), heart failure 1.050 (1.006-1.096)",
    ),
    source(
        "uk-biobank-noise-2022",
        "UK Biobank",
        "Associations of road traffic noise with cardiovascular diseases and mortality: longitudinal "
        "results from UK Biobank and meta-analysis, Environmental Research",
        "2022",
        "https://aminer.cn/pub/62497abe5aee126c0f3d45ca",
        PAPER,
        True,
        "abstract, on a page that does not name the authors: meta-analysis of cohorts before April 2021, "
        "stroke 1.06 (1.02-1.11) per 10 dB",
    ),
    source(
        "dzhambov-2016",
        "Dzhambov and Dimitrova",
        "Exposure-response relationship between traffic noise and the risk of stroke: a systematic review "
        "with meta-analysis, Arh Hig Rada Toksikol 67(2)",
        "2016",
        "https://doi.org/10.1515/aiht-2016-67-2751",
        PAPER,
        True,
        "abstract: road noise and stroke 1.01 (0.96-1.06) per 10 dB, six studies",
    ),
    source(
        "roswall-2021",
        "Roswall et al.",
        "Long-term exposure to transportation noise and risk of incident stroke: a pooled study of nine "
        "Scandinavian cohorts, Environ Health Perspect 129(10)",
        "2021",
        "https://forskning.ruc.dk/en/publications/long-term-exposure-to-transportation-noise-and-risk-of-incident-s",
        PAPER,
        True,
        "abstract: 1.06 (1.03-1.08) per 10 dB, also with air pollution in the model",
    ),
    source(
        "cai-2018",
        "Cai et al.",
        "Road traffic noise, air pollution and incident cardiovascular disease: a joint analysis of the "
        "HUNT, EPIC-Oxford and UK Biobank cohorts, Environment International 114: 191-201",
        "2018",
        "https://researchportal.ukhsa.gov.uk/en/publications/road-traffic-noise-air-pollution-and-incident-cardiovascular-dise",
        PAPER,
        True,
        "abstract: 355,732 people; no association with heart disease or stroke in all together",
    ),
    source(
        "ggdhm-damp-2016",
        "GGD Hollands Midden",
        "Vochtplekken en/of schimmel in huis (19 t/m 64 jaar)",
        "2016",
        "https://www.ggdhm.nl/gemeenten/item/woon-en-leefomgeving/vochtplekken-en-of-schimmel-in-huis-19-t-m-64",
        PUBLIC,
        True,
        "13 % of people of 19-64, women 14, men 11, falling with age from 18 % at 19-24; lower education "
        "not more (11 %)",
    ),
]
