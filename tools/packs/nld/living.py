"""Money that goes with being alive: the state pension over years of life, a person and year."""

from __future__ import annotations

from collections.abc import Iterator

from .common import Sources, source
from .cost_notes import PUBLISHED
from .figures_row import EUR_PER_YEAR, PERSONS, Row

MONTHS = 12.0
# CBS: spending of 2024. SVB: persons at the end of September 2023, and how many more a year later.
SPENDING, SINGLE, COUPLE, MORE = 51.9e9, 1_339_854, 2_238_659, 32_000
# SVB: euro gross a month from July 2024, without holiday pay, of a full pension
FULL_SINGLE, FULL_COUPLE = 1569.75, 1067.47

LIVING: dict[str, object] = {
    "aow": {
        "title": {"nl": "AOW over gewonnen jaren", "en": "State pension (AOW) over years gained"},
        "payer": "svb",
        "receiver": "households",
        "amount": "benefit/aow/mean",
        "from_age": [
            {
                "from_year": 2025,
                "value": 67,
                "unit": "years",
                "source": "aow-age-2028",
                "grade": "B",
                "note": "'Voor de jaren 2024 tot en met 2027 blijft de AOW-leeftijd op 67 jaar.'",
            },
            {
                "from_year": 2028,
                "value": 67.25,
                "unit": "years",
                "source": "aow-age-2028;aow-age-2031",
                "grade": "B",
                "note": "Known to 2031, then held. By law it follows life expectancy at 65: three months for "
                "each four and a half; a later age leaves less of the years gained.",
            },
        ],
    },
}

LIVING_SOURCES: Sources = [
    source(
        "aow-age-2028",
        "Ministry of SZW",
        "AOW-leeftijd in 2028 met drie maanden omhoog",
        "2022",
        "https://www.blikopnieuws.nl/nieuws/296350/aow-leeftijd-in-2028-met-drie-maanden-omhoog.html",
        PUBLISHED,
        True,
        "letter to the House of Representatives, via Blik op Nieuws; also at nu.nl and NRC",
    ),
    source(
        "aow-age-2031",
        "Ministry of SZW",
        "AOW-leeftijd gaat in 2031 niet omhoog",
        "2025",
        "https://seniorenjournaal.nl/pensioen/aow-leeftijd-gaat-in-2031-niet-omhoog",
        PUBLISHED,
        True,
        "via Seniorenjournaal; also at Metro: 'tot en met 2031 staan op 67 jaar en drie maanden'",
    ),
    source(
        "svb-2024",
        "SVB",
        "State pensions at the end of September 2024",
        "2024",
        "https://www.welingelichtekringen.nl/economie/aantal-aow-gerechtigden-gestegen-naar-recordhoogte",
        PUBLISHED,
        True,
        "via ANP: 'meer dan 3,6 miljoen', 'een toename van ruim 32.000 ten opzichte van een jaar eerder'",
    ),
]


def living_rows() -> Iterator[Row]:
    """People with a state pension in 2024, and what it is on average and at its limits."""
    people = SINGLE + COUPLE + MORE
    yield Row(
        "aow/number/all",
        people,
        PERSONS,
        2024,
        "Mensen met AOW",
        "People with a state pension (AOW)",
        "svb-2023;svb-2024",
        grade="C",
        note="end of September 2024: 3,578,513 a year earlier and a little over 32,000 more; 331,000 live "
        "abroad",
    )
    mean, full = SPENDING / people, full_pension(FULL_SINGLE, FULL_COUPLE)
    # Who lives with a partner and dies leaves one who gets that of a single person
    less_of_partner = full_pension(FULL_SINGLE, 2.0 * FULL_COUPLE - FULL_SINGLE)
    yield Row(
        "aow/mean",
        mean,
        EUR_PER_YEAR,
        2024,
        "AOW per persoon per jaar",
        "State pension (AOW) a person and year",
        "cbs-aow-2024;svb-2023;svb-2024;aow-amounts-2024",
        grade="C",
        low=mean * less_of_partner / full,
        high=mean * FULL_SINGLE * MONTHS / full,
        note="51.9 billion euro over 3,610,513 people, before tax; holiday pay and pensions that are not "
        "full are inside. Lower limit: each of the 63 % who live with a partner leaves one with a state "
        "pension, which then rises to that of a single person. Upper limit: all are single",
        group="aow",
    )


def full_pension(single: float, couple: float) -> float:
    """Full pension a year when single persons and those with a partner get these amounts a month."""
    return MONTHS * (SINGLE * single + COUPLE * couple) / (SINGLE + COUPLE)
