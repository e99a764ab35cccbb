"""Sources and table descriptions of the single figures of the Dutch pack."""

from __future__ import annotations

from .care_notes import GROWTH_SOURCES, LAST_YEAR_SOURCES
from .common import Entries, Sources, entry, source
from .cost_notes import CBS, CBS_ZIN, PUBLISHED, RIVM, STATE

VIA_COPY = "read in a stored copy of the page"
SITE = "site-level address"
STATLINE = "https://www.cbs.nl/nl-nl/cijfers/detail"
SKIPR = "https://www.skipr.nl/nieuws"
ZIN_FACTS = "figures of a public manual (facts; cite Zorginstituut Nederland)"

# Spending of 2018, over which the staff of 2018 is taken in inputs.yaml.
SPENDING_SOURCES: Sources = [
    source(
        "vws-2018-zvw",
        "Ministry of VWS",
        "Annual report 2018, care spending, table 6: gross Zvw spending",
        "2019",
        "http://rijksbegroting.nl/2018/verantwoording/jaarverslag,kst260574_29.html",
        STATE,
        True,
        f"{VIA_COPY}: 48,517.3 less 1,816.1 million",
    ),
    source(
        "vws-2018-net",
        "Ministry of VWS",
        "Annual report 2018, table 5: changes in net care spending since the budget",
        "2019",
        "https://www.rijksfinancien.nl/jaarverslag/2018/XVI/onderdeel/d17e61444",
        STATE,
        True,
        f"{VIA_COPY}: Wlz -425.6 million, without the changes of the Startnota",
    ),
    source(
        "miljoenennota-2018-wlz",
        "Ministry of Finance",
        "Budget memorandum 2018, annex: spending under the Wlz in 2018",
        "2017",
        "https://rijksfinancien.nl/miljoenennota/2018/bijlage/d17e48029",
        STATE,
        True,
        f"{VIA_COPY}: 21,811.9 million",
    ),
]

STAFF_SOURCES: Sources = [
    source(
        "staatvenz-staff-2018",
        "AZW (CBS)",
        "Employment in care and welfare by sector, first quarter of 2018",
        "2018",
        "https://www.staatvenz.nl/kerncijfers/werkgelegenheid-de-sectoren-zorg-en-welzijn",
        PUBLISHED,
        True,
        VIA_COPY,
    ),
    source(
        "cbs-care-profile-2022",
        "CBS (Langenberg, Melser, Peters)",
        "Labour market profile of care and welfare 2022",
        "2023",
        "https://www.cbs.nl/nl-nl/longread/statistische-trends/2023/"
        "arbeidsmarktprofiel-van-zorg-en-welzijn-in-2022/2-werkgelegenheid",
        CBS,
        True,
        VIA_COPY,
    ),
    source(
        "cbs-youth-domain-2019",
        "CBS (Melser, Meijs, Bakker)",
        "Labour market figures of the youth domain 2019",
        "2020",
        "https://www.cbs.nl/nl-nl/longread/aanvullende-statistische-diensten/2020/"
        "arbeidsmarktgegevens-van-het-jeugddomein-2019/3-resultaten",
        CBS,
        True,
        "section 3.1.1: 'in het brede jeugddomein 1 360 instellingen met werknemers geteld, met 81 260 "
        "werknemers, 82 740 banen en 61 430 fte'; section 4.1 has the 44 %",
    ),
    source(
        "cbs-vacancies-care-2024",
        "CBS",
        "Vacancies in care, second quarter of 2024",
        "2024",
        f"{SKIPR}/lichte-afname-aantal-vacatures-in-de-zorg/",
        PUBLISHED,
        True,
        "via Skipr",
    ),
    source(
        "cbs-sick-leave-care-2023",
        "CBS",
        "Sick leave in care by sector, third quarter of 2023",
        "2023",
        f"{SKIPR}/ziekteverzuim-ziekenhuizen-bijna-procent-gedaald/",
        PUBLISHED,
        True,
        "via Skipr",
    ),
    source(
        "cbs-sick-leave-care-2022",
        "CBS",
        "Sick leave in care, fourth quarter of 2022",
        "2023",
        f"{SKIPR}/meeste-verzuim-opnieuw-in-de-zorg/",
        PUBLISHED,
        True,
        "via Skipr",
    ),
    source(
        "azw-forecast-2024-03",
        "AZW, Prognosemodel Zorg en Welzijn (ABF Research)",
        "Forecast of staff in nursing homes and home care to 2033",
        "2024",
        f"{SKIPR}/nieuwe-prognose-zegt-het-arbeidsmarkttekort-in-de-vvt-loopt-verder-op/",
        PUBLISHED,
        True,
        "via Skipr",
    ),
    source(
        "azw-forecast-2024-12",
        "AZW (ABF Research)",
        "Forecast of staff in care and welfare to 2034",
        "2024",
        "https://www.welingelichtekringen.nl/samenleving/personeelstekort-in-zorg-mogelijk-nog-groter-dan-eerder-gedacht",
        PUBLISHED,
        True,
        "via ANP and Welingelichte Kringen",
    ),
    source(
        "azw-forecast-2025-12",
        "Ministry of Health, Welfare and Sport, ABF Research",
        "Forecast of staff in care and welfare to 2035",
        "2025",
        "https://www.fnv.nl/nieuwsbericht/sectornieuws/zorg-welzijn/2025/12/"
        "reactie-fnv-op-arbeidsmarktprognose-zorg-en-welzij",
        PUBLISHED,
        True,
        "via FNV",
    ),
]
WORK_SOURCES: Sources = [
    source(
        "cbs-83752ned",
        "CBS",
        "Labour participation since 1969 (83752NED)",
        "2020",
        f"{STATLINE}/83752NED",
        CBS,
        True,
        "table 83752NED",
    ),
    source(
        "cbs-85275ned",
        "CBS",
        "People with work by hours a week (85275NED)",
        "2023",
        f"{STATLINE}/85275NED",
        CBS,
        True,
        f"{VIA_COPY}, in part",
    ),
    source(
        "cbs-85366ned",
        "CBS",
        "Labour participation by position in the household (85366NED)",
        "2023",
        f"{STATLINE}/85366NED",
        CBS,
        True,
        f"people with work by sex and age; {VIA_COPY}",
    ),
    source(
        "cbs-82647ned",
        "CBS",
        "People with work by hours a week, 2003-2022 (82647NED)",
        "2022",
        f"{STATLINE}/82647NED",
        CBS,
        True,
        VIA_COPY,
    ),
    source(
        "cbs-83056ned",
        "CBS, TNO",
        "Sick leave by employees' report, by sex and age (83056NED)",
        "2023",
        f"{STATLINE}/83056NED",
        CBS,
        True,
        f"{VIA_COPY}, in part",
    ),
    source(
        "cbs-85573ned",
        "CBS, TNO",
        "Sick leave by employees' report, by origin and education (85573NED)",
        "2023",
        f"{STATLINE}/85573NED",
        CBS,
        True,
        f"interval of the total; {VIA_COPY}",
    ),
    source(
        "vzinfo-sick-leave-2023",
        "RIVM (CBS, TNO)",
        "Sick leave 2023",
        "2023",
        "https://vzinfo.nl/node/8271",
        RIVM,
        True,
        VIA_COPY,
    ),
    source(
        "ocw-sick-leave-2018",
        "Ministry of Education, Culture and Science (CBS, TNO)",
        "Sick leave by sex and age 2018",
        "2018",
        "https://www.ocwincijfers.nl/emancipatie/gender-en-gezondheid/ziekteverzuim",
        PUBLISHED,
        True,
        VIA_COPY,
    ),
    source(
        "arboned-burnout-2022",
        "ArboNed",
        "Duration of absence with burn-out",
        "2022",
        "https://www.arboned.nl",
        PUBLISHED,
        True,
        SITE,
    ),
    source(
        "cbs-wages-2024",
        "CBS",
        "Hourly wages of men and women 2024",
        "2025",
        "https://www.accountancyvanmorgen.nl/2025/04/29/loonverschil-tussen-mannen-en-vrouwen-steeds-kleiner/",
        PUBLISHED,
        True,
        "via Accountancy Vanmorgen",
    ),
    source(
        "cbs-labour-cost",
        "CBS",
        "Labour cost and wages per hour and per full-time year",
        "2024",
        "https://www.cbs.nl",
        CBS,
        True,
        SITE,
    ),
    source(
        "minimum-wage-2024",
        "SZW",
        "Statutory minimum wage per hour from 1 July 2024",
        "2024",
        "https://www.bnnvara.nl/kassa/artikelen/gepensioneerd-dit-worden-per-1-januari-2025-de-aow-bedragen",
        PUBLISHED,
        True,
        "via BNNVARA Kassa",
    ),
    source(
        "zin-costing-manual-2024",
        "Zorginstituut Nederland (Hakkaart-van Roijen et al.)",
        "Kostenhandleiding 2024: reference prices, price year 2022",
        "2024",
        "https://github.com/fthielen/tatooheene",
        ZIN_FACTS,
        True,
        "read in the data of the package tatooheene, not in the manual",
    ),
    source(
        "zin-friction-period",
        "CBS; Zorginstituut Nederland",
        "Filled and open vacancies; friction period by the costing manual 2024",
        "2023",
        "https://github.com/fthielen/tatooheene",
        CBS_ZIN,
        True,
        "read in the data of the package tatooheene",
    ),
]
BENEFIT_SOURCES: Sources = [
    source(
        "szw-budget-2024",
        "SZW",
        "Budget 2024 of Social Affairs and Employment; UWV",
        "2024",
        "https://www.rijksfinancien.nl",
        STATE,
        True,
        SITE,
    ),
    source(
        "szw-norms-2024",
        "SZW",
        "Norms of social assistance from 1 July 2024",
        "2024",
        "https://www.rijksoverheid.nl/onderwerpen/bijstand",
        STATE,
        True,
    ),
    source(
        "uwv-volumes-2024",
        "UWV",
        "Volumes in spring 2024 (Kennisverslag 2024-3)",
        "2024",
        "https://www.szamen.nl/artikelen/volume-ontwikkelingen-wia-en-ww/",
        PUBLISHED,
        True,
        "via SZamen",
    ),
    source(
        "uwv-volumes-2020",
        "UWV",
        "Benefits, first eight months of 2020",
        "2020",
        "https://2019.uwvjaarverslag.nl/2020-5006",
        PUBLISHED,
        True,
    ),
    source(
        "uwv-wia-2018",
        "UWV",
        "WIA: new, ended and running benefits to 2019",
        "2019",
        "https://2018.uwvjaarverslag.nl/jaarverslag-2018/a1633_Ontwikkeling-WIA-2019",
        PUBLISHED,
        True,
        VIA_COPY,
    ),
    source(
        "rtl-wia-2019",
        "RTL Nieuws",
        "Arbeidsongeschiktheid: hoe werkt het? (February 2019)",
        "2019",
        "https://www.rtlnieuws.nl/nieuws/artikel/4616136/arbeidsongeschiktheid-uitkering-wet-wia-wga-iva-hoe-werkt-het",
        PUBLISHED,
        True,
        "De WIA kost dit jaar 5,8 miljard euro. De gemiddelde IVA-uitkering is 23.400 euro per jaar, in de "
        "WGA is dat 21.480 euro.",
    ),
    source(
        "vzinfo-disability-trend",
        "RIVM (UWV)",
        "Trend in disability benefits by act, 1980-2019",
        "2019",
        "https://www.volksgezondheidenzorg.info/onderwerp/arbeidsongeschiktheid/cijfers-context/trends",
        RIVM,
        True,
        "WIA at the end of 2019: 328,000, preliminary",
    ),
    source(
        "vzinfo-disability-2019",
        "RIVM (UWV)",
        "Cost of disability benefits 2019",
        "2019",
        "https://www.vzinfo.nl/arbeidsongeschiktheid/kosten",
        RIVM,
        True,
    ),
    source(
        "cbs-bijstand-2024",
        "CBS",
        "People on social assistance at the end of 2024",
        "2025",
        "https://www.gemeente.nu/sociaal/cbs-vooral-meer-mannen-in-de-bijstand/",
        PUBLISHED,
        True,
        "via Gemeente.nu",
    ),
    source(
        "aow-amounts-2024",
        "SVB",
        "Amounts of the state pension, July 2024 and January 2025",
        "2024",
        "https://www.hartvannederland.nl/politiek/beleid/artikelen/"
        "aow-bedragen-stijgen-vanaf-januari-zoveel-krijg-jij-extra-op-je-rekening",
        PUBLISHED,
        True,
        "via Hart van Nederland; the amount of a single person also at BNNVARA",
    ),
    source(
        "svb-2023",
        "SVB",
        "State pensions at the end of September 2023",
        "2023",
        "https://www.svb.nl/nl/pers-en-nieuws/nieuwsberichten/opnieuw-stijging-in-het-aantal-aow-gerechtigden",
        PUBLISHED,
        True,
        VIA_COPY,
    ),
    source(
        "cbs-aow-2024",
        "CBS",
        "Spending on state pensions 2024",
        "2025",
        "https://www.accountancyvanmorgen.nl/2025/07/18/aow-voor-het-eerst-meer-dan-de-helft-bekostigd-uit-belastinggeld/",
        PUBLISHED,
        True,
        "via Accountancy Vanmorgen",
    ),
]
CARE_SOURCES: Sources = SPENDING_SOURCES + LAST_YEAR_SOURCES + GROWTH_SOURCES + STAFF_SOURCES
SOURCES: Sources = CARE_SOURCES + WORK_SOURCES + BENEFIT_SOURCES
PRICE_SOURCE = "zin-costing-manual-2024"


def named(sources: Sources) -> list[str]:
    """Give the ids of some sources."""
    return [row["id"] for row in sources]


TABLE_ENTRIES: Entries = {
    "staff.csv": entry(
        "Staff of the care sectors: persons, full-time equivalents, sick leave, vacancies, shortage",
        "per row",
        "per row",
        named(STAFF_SOURCES),
        f"{PUBLISHED}; {CBS}",
        "2018-2035",
        "As published. Persons and full-time equivalents by sector are of the first quarter of 2018; later "
        "years were read for care and welfare as a whole only.",
        "Staff per euro of care is taken from it (method 7.2). Sectors of different sources are not cut "
        "alike. Shortages are of three forecasts: do not add them up.",
    ),
    "work.csv": entry(
        "Work: participation, hours, sick leave, wages, labour cost, friction period",
        "per row",
        "per row",
        named(WORK_SOURCES),
        f"{CBS}; {PUBLISHED}; {ZIN_FACTS}",
        "2018-2024",
        "As published, percentages as shares. Hours of women by age are those of all workers less those of "
        "men.",
        "Productivity cost, friction period and hourly wages value lost work (method 7.3), the "
        "minimum wage is "
        "a price of outcome.csv; no result follows from the others. Money is in prices of the year "
        "of the row. Intervals where published only.",
    ),
    "benefit.csv": entry(
        "Benefits: amounts, numbers and spending (WW, WIA, bijstand, AOW)",
        "per row",
        "per row",
        named(BENEFIT_SOURCES),
        f"{STATE}; {PUBLISHED}",
        "2018-2024",
        "As published; spending of 2024 is mostly budget.",
        "The norm for a single person is a price of outcome.csv, the means of WIA and AOW are in lines of "
        "the ledger; no result follows from the others. "
        "Amounts of "
        "July 2024, the price year of the pack, not of 2025.",
    ),
    "care_price.csv": entry(
        "Reference prices of care",
        "per row",
        "per row",
        [PRICE_SOURCE],
        ZIN_FACTS,
        "2022",
        "37 of the 160 prices of the manual as published, in prices of 2022. Left out: single tests, "
        "aids and "
        "medicines, education and justice (outcome.csv has them), and the combined lifestyle "
        "intervention, whose unit the extract "
        "does not give.",
        "No result follows from it yet. Consumer prices (price_index) bring them to the price year "
        "of the pack.",
    ),
}
