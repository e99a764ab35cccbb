"""Staff of the care sectors: persons, full-time equivalents, sick leave, vacancies, expected shortage."""

from __future__ import annotations

from collections.abc import Iterator

from .figures_row import PERSONS, SHARE, Row

STAFF_2018, SICK_LEAVE_2023 = "staatvenz-staff-2018", "cbs-sick-leave-care-2023"
FULL_TIME = "full-time equivalents"
# sector: title in Dutch and in English, employees and full-time equivalents in the first quarter of 2018
SECTORS = {
    "all": ("zorg en welzijn zonder kinderopvang", "care and welfare without child care", 1180314, 866144),
    "disability_care": ("gehandicaptenzorg", "care for people with a disability", 172772, 126537),
    "general_practice": (
        "huisartsenzorg en gezondheidscentra",
        "general practice and health centres",
        32832,
        22671,
    ),
    "home_care": ("thuiszorg", "home care", 142811, 87408),
    "hospitals": ("algemene en overige ziekenhuizen", "general and other hospitals", 218530, 172557),
    "mental_health": ("geestelijke gezondheidszorg", "mental health care", 88566, 72452),
    "nursing_homes": ("verpleging en verzorging", "nursing and care homes", 252593, 170270),
    "other_care": ("overige zorg", "other care", 113041, 82942),
    "social_work": (
        "welzijn en maatschappelijke dienstverlening",
        "social work and community services",
        58014,
        46181,
    ),
    "university_hospitals": ("universitair medische centra", "university hospitals", 72987, 61330),
    "youth_care": ("jeugdzorg", "youth care", 28168, 23796),
}
# sector: title in Dutch and in English, sick leave in percent in the third quarter of 2023
SICK_LEAVE = {
    "all": ("gezondheids- en welzijnszorg", "health and welfare", 6.7),
    "disability_care": ("gehandicaptenzorg", "care for people with a disability", 7.3),
    "hospitals": ("ziekenhuizen", "hospitals", 5.6),
    "mental_health": ("geestelijke gezondheidszorg", "mental health care", 6.7),
    "nursing_and_home_care": ("verpleging, verzorging en thuiszorg", "nursing homes and home care", 8.1),
    "university_hospitals": ("universitair medische centra", "university hospitals", 5.4),
}
# sector, year, persons short, title in Dutch and in English, source, note
SHORTAGES = (
    (
        "nursing_homes",
        2024,
        14200,
        "verpleging en verzorging",
        "nursing and care homes",
        "azw-forecast-2024-03",
        "",
    ),
    (
        "nursing_homes",
        2033,
        51900,
        "verpleging en verzorging",
        "nursing and care homes",
        "azw-forecast-2024-03",
        "",
    ),
    ("home_care", 2024, 5600, "thuiszorg", "home care", "azw-forecast-2024-03", ""),
    ("home_care", 2033, 27400, "thuiszorg", "home care", "azw-forecast-2024-03", ""),
    (
        "all",
        2034,
        266000,
        "zorg en welzijn",
        "care and welfare",
        "azw-forecast-2024-12",
        "whether child care is inside was not read",
    ),
    (
        "all",
        2035,
        227000,
        "zorg en welzijn zonder kinderopvang",
        "care and welfare without child care",
        "azw-forecast-2025-12",
        "with the policy that was announced",
    ),
    (
        "all_with_child_care",
        2035,
        262000,
        "zorg en welzijn met kinderopvang",
        "care and welfare with child care",
        "azw-forecast-2025-12",
        "with the policy that was announced",
    ),
)


def staff_rows() -> Iterator[Row]:
    """Give every row of staff.csv."""
    yield from sector_rows()
    yield from youth_rows()
    yield from sick_leave_rows()
    yield from shortage_rows()
    yield from total_rows()


def sector_rows() -> Iterator[Row]:
    """Employees and full-time equivalents by sector."""
    for sector, (nl, en, persons, full_time) in SECTORS.items():
        for name, amount, unit, of_nl, of_en in (
            ("employees", persons, PERSONS, "Werknemers", "Employees"),
            ("full_time", full_time, FULL_TIME, "Voltijdbanen (fte)", "Full-time equivalents"),
        ):
            titles = (f"{of_nl}, {nl}", f"{of_en}, {en}")
            note = "first quarter of 2018"
            yield Row(f"{name}/{sector}", amount, unit, 2018, *titles, STAFF_2018, note=note, group=sector)


def youth_rows() -> Iterator[Row]:
    """Everybody who works in care under the Jeugdwet, also with institutions of other sectors."""
    nl, en = "hele jeugddomein (Jeugdwet)", "all of the youth domain (Jeugdwet)"
    for name, amount, unit, of_nl, of_en in (
        ("employees", 81260, PERSONS, "Werknemers", "Employees"),
        ("full_time", 61430, FULL_TIME, "Voltijdbanen (fte)", "Full-time equivalents"),
    ):
        titles, note = (
            (f"{of_nl}, {nl}", f"{of_en}, {en}"),
            "January 2019; the branch youth care is 44 %",
        )
        group, where = "youth_domain", "cbs-youth-domain-2019"
        yield Row(f"{name}/{group}", amount, unit, 2019, *titles, where, note=note, group=group)


def sick_leave_rows() -> Iterator[Row]:
    """Sick leave by sector in one quarter, and in another for two of them."""
    for sector, (nl, en, percent) in SICK_LEAVE.items():
        titles, share = (f"Ziekteverzuim, {nl}", f"Sick leave, {en}"), percent / 100
        note = "third quarter"
        yield Row(
            f"sick_leave/{sector}", share, SHARE, 2023, *titles, SICK_LEAVE_2023, note=note, group=sector
        )
    for sector, percent in (("all", 8.0), ("nursing_and_home_care", 9.3)):
        nl, en, _ = SICK_LEAVE[sector]
        titles, share = (f"Ziekteverzuim, {nl}", f"Sick leave, {en}"), percent / 100
        note, where = "fourth quarter", "cbs-sick-leave-care-2022"
        yield Row(f"sick_leave_2022/{sector}", share, SHARE, 2022, *titles, where, note=note, group=sector)


def shortage_rows() -> Iterator[Row]:
    """Shortages that forecasts expect."""
    for sector, year, persons, nl, en, where, note in SHORTAGES:
        titles = (f"Verwacht tekort aan personeel, {nl}", f"Expected shortage of staff, {en}")
        yield Row(
            f"shortage_{year}/{sector}", persons, PERSONS, year, *titles, where, note=note, group=sector
        )


def total_rows() -> Iterator[Row]:
    """Give the later figures that are there for care and welfare as a whole only."""
    whole, profile = "all_with_child_care", "cbs-care-profile-2022"
    both_nl, both_en = "zorg en welzijn met kinderopvang", "care and welfare with child care"
    for name, persons, nl, en in (
        ("employees", 1370000, "Werknemers", "Employees"),
        ("self_employed", 246000, "Zelfstandigen", "Self-employed"),
    ):
        titles = (f"{nl}, {both_nl}", f"{en}, {both_en}")
        yield Row(
            f"{name}/{whole}", persons, PERSONS, 2022, *titles, profile, note="provisional", group=whole
        )
    yield Row(
        f"vacancies/{whole}",
        66400,
        "vacancies",
        2024,
        "Openstaande vacatures, zorg",
        "Open vacancies, care",
        "cbs-vacancies-care-2024",
        note="second quarter; the page says care, the industry of CBS is care and welfare",
        group=whole,
    )
