"""What each price of an outcome holds, and the sources and description of the table."""

from __future__ import annotations

from .common import Entries, Sources, entry, source

WEB = "public web page (fact; state source)"
LAW = "Dutch government publication (CC0 / facts)"
YEAR, DAY = "school year", "school day given"
# id, name in the raw table, unit, title in Dutch and in English
SCHOOLS = (
    (
        "school_primary_year",
        "Primary education per year",
        YEAR,
        "Een jaar basisonderwijs",
        "A year of primary school",
    ),
    (
        "school_secondary_year",
        "Secondary education per year",
        YEAR,
        "Een jaar voortgezet onderwijs",
        "A year of secondary school",
    ),
    (
        "school_special_year",
        "Special (primary) education per year",
        YEAR,
        "Een jaar speciaal basisonderwijs",
        "A year of special primary school",
    ),
    (
        "school_vocational_year",
        "Vocational education per year",
        YEAR,
        "Een jaar middelbaar beroepsonderwijs",
        "A year of vocational education",
    ),
    (
        "school_primary_day",
        "Primary education per day",
        DAY,
        "Een dag basisonderwijs die wordt gegeven",
        "A day of primary school that is given",
    ),
    (
        "school_secondary_day",
        "Secondary education per day",
        DAY,
        "Een dag voortgezet onderwijs die wordt gegeven",
        "A day of secondary school that is given",
    ),
    (
        "school_special_day",
        "Special (primary) education per day",
        DAY,
        "Een dag speciaal basisonderwijs die wordt gegeven",
        "A day of special primary school that is given",
    ),
    (
        "school_vocational_day",
        "Vocational education per day",
        DAY,
        "Een dag middelbaar beroepsonderwijs die wordt gegeven",
        "A day of vocational education that is given",
    ),
)
# id, name in the raw table, title in Dutch and in English
OFFENCES = (
    ("offence_arson", "Arson", "Brandstichting", "Arson"),
    ("offence_assault", "Simple and severe assault", "Mishandeling", "Assault"),
    ("offence_cybercrime", "Cybercrime", "Computercriminaliteit", "Cybercrime"),
    (
        "offence_disorder",
        "Disorderly conduct/discrimination",
        "Verstoring van de orde, discriminatie",
        "Disorderly conduct, discrimination",
    ),
    (
        "offence_drink_driving",
        "Driving under the influence",
        "Rijden onder invloed",
        "Driving under the influence",
    ),
    ("offence_firearm", "(Fire)arm offense", "Wapenmisdrijf", "Offence with a weapon"),
    ("offence_handling", "Handling stolen goods", "Heling", "Handling stolen goods"),
    ("offence_hard_drugs", "Selling hard drugs", "Verkoop van harddrugs", "Selling hard drugs"),
    ("offence_robbery", "Robbery/theft with violence", "Diefstal met geweld", "Robbery"),
    ("offence_sexual", "Forced sexual contact", "Seksuele dwang", "Forced sexual contact"),
    ("offence_soft_drugs", "Selling soft drugs", "Verkoop van softdrugs", "Selling soft drugs"),
    (
        "offence_theft",
        "Simple theft/pickpocketing",
        "Eenvoudige diefstal, zakkenrollen",
        "Simple theft, pickpocketing",
    ),
    ("offence_threat", "Threatening behavior", "Bedreiging", "Threat"),
    (
        "offence_unauthorised_driving",
        "Unauthorized driving",
        "Rijden zonder rijbewijs",
        "Unauthorised driving",
    ),
    (
        "offence_vandalism",
        "Destruction/vandalism of private or public property",
        "Vernieling",
        "Vandalism",
    ),
)
HOLDS = {
    "school": "What giving this school costs the State. A day that a pupil misses saves none of it: for "
    "schooling that is given more or less.",
    "justice": "Government expenditure on police and justice for an act of a perpetrator, an "
    "average; not the "
    "loss and grief of victims. Whether prevention and damage to the State are inside was not read. "
    "The manual "
    "has three times the price of the article of 2019 for the two offences that its abstract names (33,813 "
    "euro for cybercrime, 495 for drink driving): the lower limit is a third, the upper as far above.",
    "shelter_year/place": "9.3 million euro for 417 young people of 18 to 23 in shelter in Amsterdam, 2016. "
    "Of all homeless people 23,236 in 2011 (Cebeon, in the same table); a researcher named 15,000 a place in "
    "2025 and up to 70,000 with heavier care. Care is not inside.",
    "protective_administration_year/administrator": "Twelve months of 162.44 euro with VAT for a "
    "single person "
    "with debts, by the regulation of 2023; municipalities pay it for people around the social minimum. "
    "Intake (709 euro) and the court are not inside.",
    "debt_court_case/court_fee": "Fee for a claim of a company of 500 to 1,500 euro, which who loses pays; a "
    "transfer to the State. What a case costs the court was not read.",
    "debt_court_case/writ": "Serving one writ, 106.73 euro and VAT. Fees of representatives, interest and "
    "seizure are not inside.",
    "social_assistance_year/benefit": "Twelve times the norm with holiday pay, after tax. The municipality "
    "bears it: its budget of the State does not follow its own number of benefits.",
    "paid_work_hour/output": "Output at the statutory minimum wage, the least that it is worth to an "
    "employer. "
    "Only with human capital: under friction somebody else without work does it.",
    "paid_work_hour/wage": "Statutory minimum wage before tax, without holiday pay. Only with human capital.",
}
SOURCES: Sources = [
    source(
        "reckers-droog-2019",
        "Reckers-Droog, Goorden, Dijkgraaf, Van Eeren, McCollister and Hakkaart-van Roijen",
        "Unit Costs of Delinquent Acts for Use in Economic Evaluations",
        "2019",
        "http://icmpe.org/test1/journal/issues/v22i2/v22i2abs04.html",
        "published article, state source",
        True,
        "abstract: government expenditures, per act and perpetrator, from incidence, perpetrators "
        "and the share "
        "that is reported and solved; J Ment Health Policy Econ 22(2):71-79",
    ),
    source(
        "zwerfjongeren-2018",
        "Stichting Zwerfjongeren Nederland",
        "Van kosten naar investering, table of costs and benefits",
        "2018",
        "https://issuu.com/stichtingzwerfjongerennederland/docs/20180209_van_kosten_naar_investerin",
        WEB,
        True,
        "22.302 (9,3 miljoen/417 jongeren in opvang 2016), after the audit office of Amsterdam",
    ),
    source(
        "bis-diensten-2023",
        "BIS Diensten",
        "Tarieven beschermingsbewind 2023",
        "2023",
        "https://bisdiensten.nl/tarieven/",
        WEB,
        True,
        "beheerkosten bewind met schulden € 162,44 a month, VAT inside; amounts are set by the minister",
    ),
    source(
        "incasso-advies-2024",
        "Incasso Juridisch Advies",
        "Griffierechten 2024",
        "2024",
        "https://www.incassojuridischadvies.nl/proceskosten/proceskosten",
        WEB,
        True,
        "kanton, niet-natuurlijke personen, 500 to 1,500 euro: € 328,00",
    ),
    source(
        "twaelf-provincien-2023",
        "Twaelf Provinciën gerechtsdeurwaarders",
        "Kosten van een procedure",
        "2023",
        "https://twaelfprovincien.nl/nl/dagvaarding/kosten-procedure",
        WEB,
        True,
        "€ 106,73 (ex. BTW) for serving a writ; year by the court fees on the same page, no date",
    ),
]
TABLE_ENTRIES: Entries = {
    "outcome.csv": entry(
        "Outcomes outside health and care: what one costs, who pays and who receives",
        "EUR per unit of the outcome",
        "per row",
        [
            *("zin-costing-manual-2024", "szw-norms-2024", "minimum-wage-2024"),
            *(row["id"] for row in SOURCES),
        ],
        f"{LAW}; {WEB}; published article, state source",
        "2016-2024",
        "Reference prices as published; the others as read, or twelve months of a monthly amount.",
        "Used only by a measure that names the outcome. Not found, so not there: an eviction, a "
        "disconnection "
        "of water or energy, burglary, loss of victims, cost of collecting for creditors.",
    )
}
