"""Reference prices of care (Zorginstituut Nederland, costing manual 2024), in prices of 2022."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import read_rows
from .figures_row import EUR_PER_HOUR, Row

PRICES = "zin_reference_prices_2022_2023.csv"
DAY, HALF_DAY, CONTACT, SESSION = "EUR per day", "EUR per half day", "EUR per contact", "EUR per session"
VISIT, RIDE, KILOMETRE = "EUR per visit", "EUR per ride", "EUR per kilometre"
PHONE = "also by telephone and e-mail"
NO_UNIT = "the extract does not name the unit; an hour, as for the other home care"
MISPLACED = "stands under paramedical care in the extract"
WARD = "the extract and its compilers name the two hospital days differently: look at the manual before use"
TELEPHONE = "(also applicable for telephone and e-mail consultation)"
RESIDENCE = "Care with residence (per day), {}, incl. daytime activities"
BASIC, SPECIAL = "Contact healthcare provider in", "specialized mental health care institutions"
# id, name in the raw table, unit, title in Dutch and in English, note
SPECIFICATION = (
    (
        "hospital/day",
        "Nursing day including personnel costs, hospital",
        DAY,
        "Verpleegdag ziekenhuis",
        "Nursing day, hospital",
        WARD,
    ),
    (
        "hospital/day_without_staff",
        "Nursing day excluding personnel costs, hospital",
        DAY,
        "Verpleegdag ziekenhuis zonder personeelskosten",
        "Nursing day without staff, hospital",
        WARD,
    ),
    (
        "hospital/day_intensive_care",
        "Nursing day, intensive care (incl. diagnostics and medication)",
        DAY,
        "Verpleegdag intensive care",
        "Nursing day, intensive care",
        "with tests and medicines",
    ),
    (
        "hospital/day_treatment",
        "Day treatment, hospital",
        DAY,
        "Dagbehandeling ziekenhuis",
        "Day treatment, hospital",
        "",
    ),
    ("hospital/outpatient", "Outpatient visit, hospital", VISIT, "Polikliniekbezoek", "Outpatient visit", ""),
    ("hospital/emergency", "Emergency care", VISIT, "Bezoek spoedeisende hulp", "Emergency visit", ""),
    (
        "ambulance/mean",
        "Ambulance ride, weighted average",
        RIDE,
        "Ambulancerit, gemiddeld",
        "Ambulance ride, mean",
        "",
    ),
    (
        "ambulance/urgent",
        "Ambulance ride, urgent transport",
        RIDE,
        "Ambulancerit, spoed",
        "Ambulance ride, urgent",
        "",
    ),
    (
        "general_practice/consultation",
        f"General practitioner, average consultation {TELEPHONE}",
        CONTACT,
        "Consult huisarts",
        "Consultation of a general practitioner",
        PHONE,
    ),
    (
        "general_practice/home_visit",
        "General practitioner, average home visit",
        VISIT,
        "Huisbezoek huisarts",
        "Home visit of a general practitioner",
        "",
    ),
    (
        "general_practice/mental_health",
        f"POH-GGZ, average consultation {TELEPHONE}",
        CONTACT,
        "Consult praktijkondersteuner ggz",
        "Consultation of a mental health nurse in general practice",
        PHONE,
    ),
    (
        "paramedical/physiotherapy",
        "Physiotherapy (per session)",
        SESSION,
        "Fysiotherapie",
        "Physiotherapy",
        "",
    ),
    (
        "paramedical/exercise_therapy",
        "Exercise therapy (per session)",
        SESSION,
        "Oefentherapie",
        "Exercise therapy",
        "",
    ),
    (
        "paramedical/speech_therapy",
        "Speech therapy (per session)",
        SESSION,
        "Logopedie",
        "Speech therapy",
        "",
    ),
    (
        "paramedical/occupational_therapy",
        "Occupational therapy (per session)",
        SESSION,
        "Ergotherapie",
        "Occupational therapy",
        "",
    ),
    ("paramedical/diet_advice", "Diet advice (per session)", SESSION, "Dieetadvies", "Diet advice", ""),
    (
        "elderly_care/nursing_home",
        "Nursing & care, including daytime activities, per day",
        DAY,
        "Verblijf verpleging en verzorging, met dagbesteding",
        "Nursing home, with daytime activities",
        MISPLACED,
    ),
    (
        "elderly_care/daytime_activities",
        "Daytime activities, per half day",
        HALF_DAY,
        "Dagbesteding ouderen",
        "Daytime activities for older people",
        "",
    ),
    (
        "elderly_care/rehabilitation",
        "Geriatric rehabilitation care, average per day",
        DAY,
        "Geriatrische revalidatie, gemiddeld",
        "Geriatric rehabilitation, mean",
        "",
    ),
    (
        "elderly_care/rehabilitation_stroke",
        "Geriatric rehabilitation care after stroke, per day",
        DAY,
        "Geriatrische revalidatie na een beroerte",
        "Geriatric rehabilitation after stroke",
        "",
    ),
    (
        "elderly_care/rehabilitation_trauma",
        "Geriatric rehabilitation care after trauma, per day",
        DAY,
        "Geriatrische revalidatie na letsel",
        "Geriatric rehabilitation after an injury",
        "",
    ),
    (
        "home_care/household_help",
        "Household help at home",
        EUR_PER_HOUR,
        "Huishoudelijke hulp",
        "Household help",
        NO_UNIT,
    ),
    (
        "home_care/personal_care",
        "Personal care at home",
        EUR_PER_HOUR,
        "Persoonlijke verzorging thuis",
        "Personal care at home",
        NO_UNIT,
    ),
    (
        "home_care/guidance",
        "Guidance at home, per hour",
        EUR_PER_HOUR,
        "Begeleiding thuis",
        "Guidance at home",
        "",
    ),
    (
        "home_care/nursing",
        "Nursing at home, per hour",
        EUR_PER_HOUR,
        "Wijkverpleging",
        "District nursing",
        "",
    ),
    (
        "home_care/treatment",
        "Treatment at home, per hour",
        EUR_PER_HOUR,
        "Behandeling thuis",
        "Treatment at home",
        "",
    ),
    ("home_care/travel", "Travel costs, per visit", VISIT, "Reiskosten thuiszorg", "Travel of home care", ""),
    (
        "mental_health/social_work",
        "Contact social work",
        CONTACT,
        "Contact maatschappelijk werk",
        "Contact with social work",
        "",
    ),
    (
        "mental_health/basic_independent",
        "Contact independent healthcare provider in basic mental health care",
        CONTACT,
        "Contact vrijgevestigde basis-ggz",
        "Contact, independent, basic mental health care",
        "",
    ),
    (
        "mental_health/basic_institution",
        f"{BASIC} general basic mental health care institutions",
        CONTACT,
        "Contact instelling basis-ggz",
        "Contact, institution, basic mental health care",
        "",
    ),
    (
        "mental_health/special_independent",
        "Contact independent healthcare provider in specialized mental health care",
        CONTACT,
        "Contact vrijgevestigde gespecialiseerde ggz",
        "Contact, independent, specialised mental health care",
        "",
    ),
    (
        "mental_health/special_institution",
        f"{BASIC} {SPECIAL}",
        CONTACT,
        "Contact instelling gespecialiseerde ggz",
        "Contact, institution, specialised mental health care",
        "",
    ),
    (
        "mental_health/day",
        "Nursing day, psychiatric institution",
        DAY,
        "Verpleegdag ggz-instelling",
        "Nursing day, psychiatric institution",
        "",
    ),
    (
        "disability_care/intellectual",
        RESIDENCE.format("intellectually disabled"),
        DAY,
        "Verblijf verstandelijke beperking, met dagbesteding",
        "Residence, intellectual disability, with daytime activities",
        "",
    ),
    (
        "disability_care/physical",
        RESIDENCE.format("physically disabled"),
        DAY,
        "Verblijf lichamelijke beperking, met dagbesteding",
        "Residence, physical disability, with daytime activities",
        "",
    ),
    ("travel/car", "Car, cost per kilometer", KILOMETRE, "Auto", "Car", "of patient and family"),
    (
        "travel/public_transport",
        "Public transport, cost per kilometer",
        KILOMETRE,
        "Openbaar vervoer",
        "Public transport",
        "of patient and family",
    ),
)


def price_rows(raw: Path) -> Iterator[Row]:
    """Give every row of care_price.csv; a name that the raw table lacks is an error."""
    found = {row["unit_of_care"]: float(row["price_eur_2022"]) for row in read_rows(raw, PRICES)}
    for name, label, unit, nl, en, note in SPECIFICATION:
        grade = "C" if note == NO_UNIT else "A"
        yield Row(
            name,
            found[label],
            unit,
            2022,
            nl,
            en,
            "zin-costing-manual-2024",
            grade,
            note,
            group=name.partition("/")[0],
        )
