"""Sources, table descriptions and notes of the cost tables of the Dutch pack."""

from __future__ import annotations

from .common import Entries, Sources, entry, source
from .epidemiology_dementia import VEKTIS

PUBLISHED = "published figure (fact; state source)"
RIVM = "RIVM/VZinfo public web figures (facts; state source)"
STATE = "Dutch government publication (CC0 / facts)"
CBS = "CBS open data CC BY 4.0"
CBS_ZIN = "CBS CC BY 4.0"

DEFLATOR_NOTE = (
    "Brought to 2024 with consumer prices (no care price index found): the growth of care per person above "
    "consumer prices is not in it."
)
AVOIDABLE_NOTE = (
    "avoidable_share 0.8 (0.5-1.0), the part of the average cost that an avoided case saves: unverified "
    "assumption, grade R, no source known."
)
ZVW_NOTE = (
    "Budget 2024, gross of the own risk (3.4 bn). linked_share: about 4.5 of 66.8 bn (2025) is not linked to "
    "persons, the same share is taken for 2024."
)
WLZ_NOTE = (
    "Realised 2024, gross of own contributions (2,327.5 M). linked_share 1 is an unverified assumption: no "
    "figure was found for spending that is not linked to persons."
)
WMO_NOTE = (
    "Tailored provisions including stay, realised 2023, brought to 2024 with consumer prices. Sheltered "
    "living is inside: do not add the 1.6 bn of the VWS budget. General provisions (neighbourhood teams) "
    "are outside. Own contribution of clients not found: own_payment_share 0 is an unverified assumption."
)
YOUTH_NOTE = (
    "Tailored services under 18 (4,879 M) and youth protection and probation (901 M), realised 2022, "
    "brought to 2024 with consumer prices; neighbourhood teams are outside. No own contribution: "
    "unverified assumption."
)
STROKE_NOTE = (
    "1,361 M of 2019, TIA included, over 243,700 persons without TIA (projection of 2014 for 2020): "
    "somewhat too high. Elderly care was 40 % of the cost in 2017: taken as Wlz, the rest as Zvw: "
    "unverified assumption, part of elderly care is district nursing and rehabilitation under the Zvw."
)
LUNG_NOTE = (
    "737 M of 2019 over 13,800 new cases of 2019: the spending of one year per new case, right in a "
    "steady state."
)
DEPRESSION_NOTE = (
    "Rounded (more than 1,000 M) of 2019 over 515,200 persons known to the general practitioner; part of "
    "the cost is of persons whom the general practitioner does not know, so it may be too high."
)
FALL_NOTE = (
    "More than 1,000 M medical cost of falls at 65 and over in 2020 over 102,480 emergency visits (more "
    "than 280 a day, times 366): two lower limits, so the ratio is rough. Nursing-home stay after a fall "
    "is inside."
)
DEMENTIA_NOTE = (
    "10,309 M of 2019 over the 250,000 persons with dementia of 2020, 68 % at home and 32 % in an "
    "institution: the average year of a patient. 31 % of the spending is on men, who are 39 % of patients: "
    "one amount for both sexes is too much for men and too little for women. 92.5 % elderly care as Wlz, the "
    "rest as Zvw: unverified assumption, part of elderly care is district nursing (Zvw) and home help (Wmo)."
)

READ_2019 = "Kosten van Ziekten 2019: not comparable with the editions of 2015 and 2017"

SOURCES: Sources = [
    source(
        "vektis-zvw-profile-2018",
        "Vektis, RIVM",
        "Zvw cost per insured-year by age and sex, 2018",
        "2018",
        "https://www.volksgezondheidenzorg.info/",
        PUBLISHED,
        True,
        "site-level address",
    ),
    source(
        "vws-budget-2024-staatvenz",
        "Ministry of Health, Welfare and Sport",
        "Composition of gross care spending by source of finance, budget 2024",
        "2024",
        "https://staatvenz.nl/financiele-middelen/samenstelling-bruto-zorguitgaven-naar-financieringsbron-begroting",
        STATE,
        True,
        "budget (ontwerpbegroting), via Staat van Volksgezondheid en Zorg",
    ),
    source(
        "vws-budget-2025",
        "Ministry of Health, Welfare and Sport",
        "Budget 2025, table 11: care spending by source of finance",
        "2025",
        "https://rijksfinancien.nl/memorie-van-toelichting/2025/OWB/XVI/onderdeel/3169463",
        STATE,
        True,
        "66.8 bn Zvw; that about 4.5 bn of it is not linked to persons is from the compilers of the raw data",
    ),
    source(
        "vws-annual-report-2024",
        "Ministry of Health, Welfare and Sport",
        "Annual report 2024, table 6: Wlz spending and own contributions",
        "2024",
        "https://www.rijksfinancien.nl/jaarverslag/2024/XVI/onderdeel/7852688",
        STATE,
        True,
    ),
    source(
        "cbs-84580ned-wmo",
        "CBS",
        "Wmo tailored provisions, realised (84580NED)",
        "2023",
        "https://www.cbs.nl/nl-nl/cijfers/detail/84580NED",
        CBS,
        True,
        "with and without stay",
    ),
    source(
        "cbs-iv3-youth-2022",
        "CBS",
        "Municipal accounts (Iv3): Wmo, youth and social domain",
        "2022",
        "https://www.cbs.nl",
        CBS,
        True,
        "site-level address; parsed from page text",
    ),
    source(
        "staatvenz-wlz-users-2019",
        "CBS (Monitor Langdurige Zorg)",
        "Use of Wlz care with own contribution, by age and sex, 2019",
        "2019",
        "https://www.staatvenz.nl/kerncijfers/gebruik-bijdrageplichtige-wlz-zorg",
        CBS,
        True,
        "provisional; persons of 18 and over, on one day; read in a stored copy of the page",
    ),
    source(
        "cbs-84529ned-wlz",
        "CBS",
        "Persons with a Wlz indication by use (84529NED)",
        "2022",
        "https://www.cbs.nl/nl-nl/cijfers/detail/84529NED",
        CBS,
        True,
        "309,280 in 2019; 358,490 in 2022",
    ),
    source(
        "kst-25424-651",
        "Ministry of Health, Welfare and Sport",
        "Letter to parliament 25424 no. 651: people with a mental disorder in the Wlz",
        "2023",
        "https://zoek.officielebekendmakingen.nl/kst-25424-651.html",
        STATE,
        True,
        "more than 27,000 indications (ggz-wonen) two years after the Wlz was opened to them",
    ),
    source(
        "cbs-84812ned-wmo-wlz",
        "CBS",
        "Wmo clients 2018 with use of the Wlz in 2019 (84812NED)",
        "2018",
        "https://www.cbs.nl/nl-nl/cijfers/detail/84812NED",
        CBS,
        True,
        "Amsterdam and Rotterdam by age; read in a stored copy of the page",
    ),
    source(
        "cbs-youth-care-2022",
        "CBS",
        "Youth care 2022: share of the young by age",
        "2023",
        "https://www.blikopnieuws.nl/gezondheid/298224/aantal-jongeren-in-jeugdzorg-laatste-jaar-gelijk-gebleven.html",
        PUBLISHED,
        True,
        "via Blik op nieuws; 4.4 % under 4",
    ),
    source(
        "cbs-youth-care-2023",
        "CBS",
        "Youth care 2023: boys of 8-11, girls of 12-17, one in seven under 18",
        "2024",
        "https://www.blikopnieuws.nl/gezondheid/302203/meer-jongeren-met-jeugdhulp-vooral-meer-tienermeiden.html",
        PUBLISHED,
        True,
        "via Blik op nieuws and NH Nieuws; 83,000 of 379,000 boys; almost 18 % of girls, without stay",
    ),
    source(
        "kvz-2019-vzinfo",
        "RIVM",
        "Kosten van Ziekten 2019: care spending by disease",
        "2019",
        "https://www.vzinfo.nl/kosten-van-ziekten/samenvatting",
        RIVM,
        True,
        f"{READ_2019}; collective and private spending together",
    ),
    source(
        "kvz-2017-stroke",
        "RIVM",
        "Kosten van Ziekten 2017: stroke by sector",
        "2017",
        "https://vzinfo.nl/beroerte/zorguitgaven",
        RIVM,
        True,
        "45 % hospital, 40 % elderly care (nursing, care, home care); only the shares are used",
    ),
    source(
        "kvz-2017-ranking",
        "RIVM",
        "Kosten van Ziekten 2017: ranking of diseases and chapters",
        "2017",
        "https://vzinfo.nl/ranglijsten/aandoeningen-op-basis-van-zorguitgaven",
        RIVM,
        True,
        "only with the growth of the chapter to 2019; read in a stored copy of the page",
    ),
    source(
        "vzinfo-colorectal-2019",
        "RIVM (VZinfo)",
        "Dikkedarmkanker: cost of care 2019 and new cases 2016-2019",
        "2019",
        "https://www.vzinfo.nl/dikkedarmkanker",
        RIVM,
        True,
        "558 M euro; 56,775 new cases in four years (page regionaal)",
    ),
    source(
        "vzinfo-cancer-2019",
        "RIVM (VZinfo)",
        "Kanker: zorguitgaven 2019",
        "2019",
        "https://www.vzinfo.nl/kanker/zorguitgaven",
        RIVM,
        True,
        "6.5 billion euro for neoplasms in 2019; 5.9 billion in 2017 in the ranking of 2017",
    ),
    source(
        "vzinfo-lung-cancer-2019",
        "RIVM",
        "Lung cancer in short: cost of care 2019",
        "2019",
        "https://www.vzinfo.nl/longkanker",
        RIVM,
        True,
        "737 M euro; read in a stored copy of the page",
    ),
    source(
        "vzinfo-prevalence-2020-2021",
        "RIVM (Nivel, CBS)",
        "Prevalence of ischaemic heart disease, diabetes, COPD, depression",
        "2021",
        "https://www.vzinfo.nl/",
        RIVM,
        True,
        "site-level address",
    ),
    source(
        "vtv-2014-stroke",
        "RIVM",
        "VTV-2014 trend scenario: persons with stroke in 2020",
        "2014",
        "http://www.eengezondernederland.nl/",
        RIVM,
        True,
        "a projection, without TIA",
    ),
    source(
        "iknl-lung-cancer-2019",
        "IKNL",
        "New cases of lung cancer 2019 by sex",
        "2019",
        "https://iknl.nl/",
        "public figures (facts; state source IKNL)",
        True,
        "site-level address",
    ),
    source(
        "falls-medical-cost-2020",
        "publisher not noted (figures are those VeiligheidNL publishes)",
        "Medical cost of falls of persons of 65 and over, 2020",
        "2020",
        "",
        PUBLISHED,
        True,
        "page address not noted; more than 1 bn euro",
    ),
    source(
        "falls-visits-2020",
        "VeiligheidNL",
        "Falls of persons of 65 and over: emergency visits a day",
        "2021",
        "https://www.telegraaf.nl/nieuws/1236806740/verdubbeling-van-zorgkosten-na-val-ongeval-bij-ouderen-dreigt",
        PUBLISHED,
        True,
        "via De Telegraaf; more than 280 a day; medical cost 2020 more than 1 bn euro",
    ),
    source(
        "cbs-cpi",
        "CBS",
        "Consumer price index, yearly change",
        "2024",
        "https://www.cbs.nl",
        CBS_ZIN,
        True,
        "2013-2023 as used in the costing manual of Zorginstituut Nederland (tatooheene); 2024 via teltel.nl",
    ),
    source(
        "discount-rate-2025",
        "Werkgroep discontovoet",
        "Rapport Werkgroep discontovoet 2025",
        "2025",
        "https://www.rijksoverheid.nl/documenten/rapporten/2025/09/19/rapport-werkgroep-discontovoet-2025",
        STATE,
        False,
        "secondary sources: read in two that agree, not in the report itself",
    ),
    source(
        "discount-rate-2020",
        "Steunpunt Economische Expertise, Rijkswaterstaat",
        "Discount rate from 1 January 2021 (Werkgroep discontovoet 2020)",
        "2020",
        "https://www.rwseconomie.nl/discontovoet",
        STATE,
        True,
    ),
    source(
        "discount-rate-2016",
        "Steunpunt Economische Expertise, Rijkswaterstaat",
        "Discount rates from 1 April 2016 (letter to parliament on the discount rate 2015)",
        "2016",
        "https://www.rwseconomie.nl/documenten/vragen-en-antwoorden/waarop-is-de-nieuwe-lagere-discontovoet-gebaseerd",
        STATE,
        True,
        "standard 3 %; health, costs and effects, 3 %; read in a stored copy of the page",
    ),
    source(
        "zin-guideline-2024",
        "Zorginstituut Nederland",
        "Guideline for economic evaluations in health care",
        "2024",
        "https://www.zorginstituutnederland.nl",
        STATE,
        True,
        "site-level address",
    ),
    source(
        "qaly-values-table-3",
        "article in PubMed Central",
        "PMC10722785, table 3: values of health in use",
        "",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10722785",
        PUBLISHED,
        True,
        "SEO social domain, 2016: 50,000 and 100,000",
    ),
    source(
        "robson-2017",
        "Robson M, Asaria M, Cookson R, Tsuchiya A, Ali S (Health Economics 26:1328-1334)",
        "Eliciting the level of health inequality aversion in England",
        "2017",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC6120144",
        PUBLISHED,
        True,
        "abstract: medians 10.95 (Atkinson) and 0.15 (Kolm), 244 people",
    ),
    source(
        "stadhouders-2019",
        "Stadhouders N and others (Health Economics 28:1331-1344)",
        "The marginal benefits of healthcare spending in the Netherlands: estimating cost-effectiveness "
        "thresholds using a translog production function",
        "2019",
        "https://pubmed.ncbi.nlm.nih.gov/31469510",
        PUBLISHED,
        True,
        "abstract: 73,600 euro per QALY (53,000-94,000)",
    ),
]

CARE_COST_NOTE = (
    "Unverified assumptions: one Wlz user costs the same at every age; half of the Wlz indications of "
    "2019 that are not users of 18+ are children; the 27,000 added are all extra and follow the sexes of "
    "the users of 18-64; lifelong use and stay end at 90; one Wmo client costs the same at every age and "
    "both sexes of one age cost the same; a child in youth care costs the same at every age, and ages "
    "and sexes without a figure share one level. Jeugdwet ends at 18 here (in practice up to 23 for "
    "some). Zvw: the pattern of 2018 is kept. Not in it: spending that is not linked to persons, private "
    "spending, neighbourhood teams."
)

TABLE_ENTRIES: Entries = {
    "care_cost.csv": entry(
        "Care cost per person-year by law, sex and age",
        "EUR 2024 per person-year",
        "C",
        [
            "vektis-zvw-profile-2018",
            "vws-budget-2024-staatvenz",
            "vws-budget-2025",
            "vws-annual-report-2024",
            "staatvenz-wlz-users-2019",
            "cbs-84529ned-wlz",
            "kst-25424-651",
            "cbs-84580ned-wmo",
            "cbs-84812ned-wmo-wlz",
            "cbs-iv3-youth-2022",
            "cbs-youth-care-2022",
            "cbs-youth-care-2023",
            "cbs-cpi",
        ],
        f"{CBS}; {PUBLISHED}",
        "2024",
        "Each law has a shape by age and sex, scaled by one factor so that the population of 1 "
        "January 2025 costs the person-linked part of the law's total of 2024. Zvw: profile of "
        "2018, five-year bands spread to single ages with the band means kept, flat from 90. Wlz: "
        "users of 2019 per person, under 18 flat; from 18 a lifelong part (flat to 64, straight "
        "down to 0 at 90) plus at 65+ a part logistic in age, together the published counts per "
        "sex; 27,000 persons with a mental disorder added to the lifelong part. Wmo: clients per "
        "person of Amsterdam and Rotterdam 2018 by age; stay (24.8 %) as the lifelong part. "
        "Jeugdwet: children with youth care per child.",
        CARE_COST_NOTE,
    ),
    "law_total.csv": entry(
        "Total spending per care law",
        "EUR of 2024",
        "per row",
        [
            "vws-budget-2024-staatvenz",
            "vws-budget-2025",
            "vws-annual-report-2024",
            "cbs-84580ned-wmo",
            "cbs-iv3-youth-2022",
            "cbs-cpi",
        ],
        f"{STATE}; {CBS}",
        "2024",
        "Budget (Zvw) or realised (Wlz) total of 2024; Wmo of 2023 and Jeugdwet of 2022 times "
        "consumer prices. Own payment: own risk and own contributions over the total.",
        "Linked shares other than that of the Zvw, and own payments of Wmo and Jeugdwet: unverified "
        "assumptions.",
    ),
    "disease_cost.csv": entry(
        "Care cost per case of a disease by law",
        "per row",
        "per row",
        [
            "kvz-2019-vzinfo",
            "kvz-2017-stroke",
            "kvz-2017-ranking",
            "vzinfo-colorectal-2019",
            "vzinfo-cancer-2019",
            "vzinfo-anxiety-2020",
            "kvz-2019-osteoarthritis",
            "vzinfo-osteoarthritis-2020",
            "vzinfo-asthma-2020",
            "vzinfo-asthma-2021",
            "vzinfo-lung-cancer-2019",
            VEKTIS,
            "vzinfo-prevalence-2020-2021",
            "vtv-2014-stroke",
            "iknl-lung-cancer-2019",
            "falls-medical-cost-2020",
            "falls-visits-2020",
            "van-der-vlegel-2020",
            "swov-serious-2023",
            "swov-deaths-2023",
            "kngf-back-cost-2017",
            "vzinfo-back-2020",
            "cbs-cpi",
        ],
        RIVM,
        "2024",
        "Spending on the disease over the cases of the prevalence that the pack uses, times "
        "consumer prices 2019-2024 (falls 2020-2024, road injury 2016-2024, back 2017-2024), split over "
        "the laws that pay.",
        "The split over laws and the avoidable share (0.8, 0.5-1.0) are unverified assumptions "
        "(grade R); the grade of a row is that of its cost per case.",
    ),
    "price_index.csv": entry(
        "Price index",
        "index, 2024 = 1",
        "per row",
        ["cbs-cpi"],
        CBS_ZIN,
        "2012-2024",
        "Chain of the yearly changes of consumer prices, the level of 2024 set to 1.",
        "No index of care prices was found; consumer prices stand in for it.",
    ),
}
