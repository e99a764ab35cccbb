"""Sources and table descriptions of the sectors of care of the Dutch pack."""

from __future__ import annotations

from .common import Entries, Sources, entry, source
from .cost_notes import PUBLISHED, RIVM, STATE
from .figures_notes import VIA_COPY

TOTALS_2017, ZVW, WLZ, OLDER_2017 = (
    "kvz-2017-sectors",
    "vws-2020-zvw-sectors",
    "vws-2022-wlz-sectors",
    "vektis-older-people-2017",
)
WLZ_USERS = "staatvenz-wlz-users-2019"
SHOPS, MENTAL_2015, DEPRESSION_2017 = "sbi-2025-pharmacies", "kvz-2015-mental", "kvz-2017-depression"
DIABETES_2019, COPD_2019, ASTHMA_2019 = "kvz-2019-diabetes", "kvz-2019-copd", "kvz-2019-asthma"
DEMENTIA_2019, HEART_2019, CANCER_2019 = "kvz-2019-dementia", "kvz-2019-cardiovascular", "vzinfo-cancer-2019"


def page(id: str, title: str, year: str, url: str, quote: str) -> dict[str, str]:
    """Describe a page of RIVM with what stands there."""
    return source(id, "RIVM (VZinfo)", title, year, url, RIVM, True, f"{VIA_COPY}: {quote}")


SOURCES: Sources = [
    page(
        TOTALS_2017,
        "Kosten van Ziekten 2017: care spending by sector",
        "2017",
        "https://www.volksgezondheidenzorg.info/onderwerp/kosten-van-ziekten/samenvatting",
        "billion euro: hospital 26.7, elderly care 18.0, disability care 9.9, primary care 9.5, "
        "medicines and "
        "aids 7.9, mental health 6.5, administration 3.9, other 2.9, public health 1.6, ambulance "
        "0.5; welfare, "
        "youth care and child care are outside",
    ),
    source(
        ZVW,
        "Ministry of VWS",
        "Annual report 2020, table 15: Zvw spending by sector, 2017-2020",
        "2021",
        "https://www.rijksfinancien.nl/jaarverslag/2020/XVI/onderdeel/866094",
        STATE,
        True,
        f"{VIA_COPY}: 2017, million: 45,133 gross; medical specialists 22,001, other curative care "
        "451, grants for "
        "being at hand 716 and 89, geriatric rehabilitation and stays 968, mental health care "
        "3,557, pharmacy and "
        "aids 6,004, district nursing 3,397, primary care 5,412 (of it the deaf and blind 151), "
        "transport 644, "
        "training 1,209, care abroad 684",
    ),
    source(
        WLZ,
        "Ministry of VWS (Staat van VenZ)",
        "Second supplementary budget 2022: Wlz spending by sector",
        "2022",
        "https://www.staatvenz.nl/financiele-middelen/zorguitgaven-en-ontvangsten-wlz-2e-suppletoire-begroting",
        STATE,
        True,
        f"{VIA_COPY}: care in kind and personal budgets of elderly care 15,292.7 and 648.8 million, "
        "disability "
        "care 9,493.3 and 1,989.1, mental health care 1,876.2 and 194.0; administration 291.4",
    ),
    source(
        OLDER_2017,
        "Vektis",
        "Care of people of 65 and over, 2017",
        "2018",
        "https://nieuws.nl/algemeen/20180906/65-plussers-maken-helft-van-alle-zorgkosten/",
        PUBLISHED,
        True,
        f"{VIA_COPY}, a report of the press: 28 billion euro in all, 8,650 a person; long-term "
        "elderly care 11, "
        "hospitals 8.4, district nursing 2.8",
    ),
    source(
        SHOPS,
        "Ministry of VWS",
        "Standard industrial classification 2025 (SBI), codes of care",
        "2025",
        "https://build.fhir.org/ig/minvws/generiekefuncties-docs/CodeSystem-nl-gf-sbi-cs.html",
        STATE,
        True,
        f"{VIA_COPY}: 47730, retail trade in pharmaceutical articles: no part of care (86-88)",
    ),
    page(
        DIABETES_2019,
        "Diabetes mellitus, zorguitgaven (Kosten van Ziekten 2019)",
        "2019",
        "https://www.vzinfo.nl/diabetes-mellitus/zorguitgaven",
        "of 1,308 million 574 medicines and aids, 463 primary care, 201 hospital",
    ),
    page(
        COPD_2019,
        "COPD, zorguitgaven (Kosten van Ziekten 2019)",
        "2019",
        "https://www.vzinfo.nl/copd/zorguitgaven",
        "of 752.9 million 249 hospital, 211 medicines and aids, 178 primary care",
    ),
    page(
        ASTHMA_2019,
        "Astma, zorguitgaven (Kosten van Ziekten 2019)",
        "2019",
        "https://www.vzinfo.nl/astma/zorguitgaven",
        "46 % hospital, 40 % medicines and aids, 8 % primary care",
    ),
    page(
        DEMENTIA_2019,
        "Dementie, zorguitgaven (Kosten van Ziekten 2019)",
        "2019",
        "https://www.vzinfo.nl/dementie/zorguitgaven",
        "92.5 % elderly care (nursing, care, rehabilitation, home care)",
    ),
    page(
        HEART_2019,
        "Hart- en vaatziekten, zorguitgaven (Kosten van Ziekten 2019)",
        "2019",
        "https://www.vzinfo.nl/hart-en-vaatziekten/zorguitgaven",
        "of 6,756 million 4,380 hospital, 858 medicines and aids",
    ),
    page(
        DEPRESSION_2017,
        "Depressie, zorguitgaven (Kosten van Ziekten 2017)",
        "2017",
        "https://www.vzinfo.nl/depressie-en-andere-stemmingsstoornissen/zorguitgaven",
        "87 % mental health care, 5.8 % medicines and aids",
    ),
    source(
        MENTAL_2015,
        "RIVM (Staat van VenZ)",
        "Kosten van Ziekten 2015: mental disorders by sector, without dementia and intellectual disability",
        "2018",
        "https://www.staatvenz.nl/kerncijfers/uitgaven-voor-psychische-problemen",
        PUBLISHED,
        True,
        f"{VIA_COPY}: mental health care 71.4 %, primary care 8.2, hospital 5.7, medicines 5.3, welfare 3.7, "
        "administration 1.8, disability care 1.5, elderly care 1.5, other 0.9",
    ),
]
OF_COSTS = ("kvz-2017-stroke", "kvz-2019-osteoarthritis", CANCER_2019)
ZVW_NOTES = (
    "2017, in million euro: at 65 and over 8,400 for hospitals and 2,800 for district nursing, with "
    "geriatric "
    "rehabilitation over ages as district nursing (unverified assumption), of 17,000 (28,000 less 11,000 of "
    "long-term elderly care); under 65 what is left of the Zvw.",
    "Unverified assumption: what is left of the Zvw at 65 and over is divided as at all ages "
    "(2017). For mental "
    "health care that is rather much.",
)
WLZ_NOTES = (
    "",
    "2022, with personal budgets. Unverified assumptions: elderly care is for people of 65 and over "
    "only; the "
    "other sectors are for lifelong users, fewer at each age from 65 to 90 as in care_cost.csv, and "
    "have the same "
    "proportions at all ages.",
)

TABLE_ENTRIES: Entries = {
    "staff_sector.csv": entry(
        "Staff per euro by sector of care",
        "full-time equivalents per million euro of 2017",
        "C",
        [TOTALS_2017, SHOPS, "staatvenz-staff-2018"],
        f"{RIVM}; {PUBLISHED}; {STATE}",
        "2017-2018",
        "Full-time equivalents of the first quarter of 2018 over what the sector earned in 2017.",
        "Only the proportions of the sectors are used: how many jobs a euro pays for is in inputs.yaml. The "
        "self-employed are outside. General practice, other primary care and all other care are one sector: "
        "their staff and their spending are not cut alike. So are nursing homes and home care.",
    ),
    "sector_share.csv": entry(
        "Shares of sectors of care in the cost of a law by age, and of a disease under it",
        "share",
        "per row",
        [row["id"] for row in SOURCES if row["id"] not in (TOTALS_2017, SHOPS)] + [*OF_COSTS, WLZ_USERS],
        f"{RIVM}; {PUBLISHED}; {STATE}",
        "2015-2022",
        "As published, over all that is by person, in bands of age: under 65, and from 65 (the Wlz "
        "also from 80) on. A disease "
        "without rows has the shares of its law at the ages of its patients.",
        "What no page says is divided by assumption (grade R). At 65 and over the Zvw was 17 bn "
        "here, where cost "
        "per person of 2018 and the people of 2019 give 19.5 bn: the share of hospitals may be rather high. "
        "Shares are not drawn.",
    ),
}
