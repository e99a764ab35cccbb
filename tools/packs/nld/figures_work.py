"""Work: participation, hours, sick leave, wages and what an hour of work is worth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import read_rows
from .costs import picked
from .figures_row import EUR_PER_HOUR, EUR_PER_YEAR, SHARE, Row

SEX_NL = {"all": "", "male": ", mannen", "female": ", vrouwen"}
SEX_EN = {"all": "", "male": ", men", "female": ", women"}
LEVEL_NL = {"low": "laag", "middle": "middelbaar", "high": "hoog"}
PARTICIPATION, HOURS = "cbs-83752ned", "cbs-85275ned"
WORKING_AGE = "15-74"
# net participation of 2020 by sex and age, in percent
PARTICIPATION_BY_AGE = {
    "all": {"15-24": 62.5, "25-44": 85.5, "45-74": 59.4, WORKING_AGE: 68.4},
    "male": {"15-24": 61.4, "25-44": 88.9, "45-74": 65.6, WORKING_AGE: 72.5},
    "female": {"15-24": 63.6, "25-44": 82.1, "45-74": 53.2, WORKING_AGE: 64.2},
}
# mean hours of work a week of people with work in 2023
HOURS_BY_AGE = {
    "all": {
        "15-24": 21.2,
        "25-34": 35.6,
        "35-44": 35.1,
        "45-54": 35.3,
        "55-64": 33.5,
        "65-74": 23.9,
        WORKING_AGE: 32.2,
    },
    "male": {"15-24": 22.7, "25-34": 38.7, "35-44": 39.9, "45-54": 40.2, "55-64": 38.4, WORKING_AGE: 36.0},
}
HOURS_BY_EDUCATION = {"low": 27.7, "middle": 31.6, "high": 34.9}
HOURS_BY_SEX_AND_EDUCATION_2022 = {
    "male": {"low": 31.6, "middle": 36.2, "high": 38.4},
    "female": {"low": 20.9, "middle": 26.0, "high": 31.8},
}
# people with work in 2023 by age, in thousands: all, men, women
WORKING_2023 = {
    "15-24": (1659, 846, 813),
    "25-34": (2027, 1059, 968),
    "35-44": (1900, 995, 905),
    "45-54": (1977, 1019, 958),
    "55-64": (1826, 993, 833),
    WORKING_AGE: (9737, 5145, 4592),
}
# sick leave of employees in percent of the days to be worked, by age in 2023 and by sex and age in 2018
SICK_LEAVE_2023 = {"15-24": 2.7, "25-34": 4.5, "35-44": 4.9, "45-54": 4.9, "55-64": 6.5}
SICK_LEAVE_2018 = {
    "male": {
        "15-24": 2.1,
        "25-34": 2.6,
        "35-44": 3.1,
        "45-54": 3.6,
        "55-64": 5.9,
        "65-74": 4.7,
        WORKING_AGE: 3.5,
    },
    "female": {
        "15-24": 2.4,
        "25-34": 5.2,
        "35-44": 5.5,
        "45-54": 5.9,
        "55-64": 7.2,
        "65-74": 4.5,
        WORKING_AGE: 5.3,
    },
}


def work_rows(raw: Path) -> Iterator[Row]:
    """Give every row of work.csv."""
    yield from participation_rows(raw)
    yield from hour_rows()
    yield from sick_leave_rows(raw)
    yield from wage_rows(raw)
    yield from value_rows(raw)


def participation_rows(raw: Path) -> Iterator[Row]:
    """Net participation and unemployment, by sex and age or education."""
    for sex, ages in PARTICIPATION_BY_AGE.items():
        for age, percent in ages.items():
            yield Row(
                f"participation/{sex}/{age}",
                percent / 100,
                SHARE,
                2020,
                f"Nettoarbeidsparticipatie {age} jaar{SEX_NL[sex]}",
                f"Net labour participation, ages {age}{SEX_EN[sex]}",
                PARTICIPATION,
                sex=sex,
                age=age,
            )
    rows = read_rows(raw, "labour_social_security.csv")
    for row in rows:
        if row["indicator"] == "net labour participation 15-74" and row["group"] in LEVEL_NL:
            sex, level = row["sex"].replace("total", "all"), row["group"]
            yield Row(
                f"participation/{sex}/{WORKING_AGE}/{level}",
                float(row["value"]) / 100,
                SHARE,
                2020,
                f"Nettoarbeidsparticipatie 15-74 jaar, onderwijs {LEVEL_NL[level]}{SEX_NL[sex]}",
                f"Net labour participation, ages 15-74, education {level}{SEX_EN[sex]}",
                PARTICIPATION,
                sex=sex,
                age=WORKING_AGE,
                group=level,
            )
    for level, nl in LEVEL_NL.items():
        percent = picked(rows, indicator="unemployment rate 15-74", group=level, year="2020")
        yield Row(
            f"unemployment/all/{WORKING_AGE}/{level}",
            percent / 100,
            SHARE,
            2020,
            f"Werkloosheid, onderwijs {nl}",
            f"Unemployment, education {level}",
            PARTICIPATION,
            sex="all",
            age=WORKING_AGE,
            group=level,
        )


def hour_rows() -> Iterator[Row]:
    """Hours a week; those of women from all workers less the men, since the table was read in part."""
    for sex, ages in HOURS_BY_AGE.items():
        for age, hours in ages.items():
            yield hour_row(sex, age, hours, HOURS)
    for age, (everybody, men, women) in WORKING_2023.items():
        hours = (everybody * HOURS_BY_AGE["all"][age] - men * HOURS_BY_AGE["male"][age]) / women
        note = (
            "all workers times their hours less men times theirs, over women; rounding alone gives 0.2 hour"
        )
        yield hour_row("female", age, round(hours, 1), f"{HOURS};cbs-85366ned", grade="C", note=note)
    for level, hours in HOURS_BY_EDUCATION.items():
        yield hour_row("all", WORKING_AGE, hours, HOURS, group=level)
    for sex, levels in HOURS_BY_SEX_AND_EDUCATION_2022.items():
        for level, hours in levels.items():
            yield hour_row(
                sex, WORKING_AGE, hours, "cbs-82647ned", group=level, year=2022, note="first quarter of 2022"
            )


def hour_row(
    sex: str,
    age: str,
    hours: float,
    where: str,
    grade: str = "B",
    note: str = "",
    group: str = "",
    year: int = 2023,
) -> Row:
    """One row of hours a week."""
    nl = f"Gemiddelde arbeidsduur {age} jaar{f', onderwijs {LEVEL_NL[group]}' if group else ''}{SEX_NL[sex]}"
    en = f"Mean hours of work, ages {age}{f', education {group}' if group else ''}{SEX_EN[sex]}"
    name = "/".join(filter(None, ("hours", sex, age, group)))
    return Row(name, hours, "hours per week", year, nl, en, where, grade, note, sex, age, group)


def sick_leave_rows(raw: Path) -> Iterator[Row]:
    """Sick leave by what employees say, by sex and age, and by what employers say, by sector."""
    survey, pages = "cbs-83056ned", "vzinfo-sick-leave-2023"
    title_nl, title_en = "Ziekteverzuim volgens werknemers", "Sick leave by employees' report"
    yield Row(
        f"sick_leave/all/{WORKING_AGE}",
        0.048,
        SHARE,
        2023,
        title_nl,
        title_en,
        f"{survey};cbs-85573ned",
        sex="all",
        age=WORKING_AGE,
        low=0.046,
        high=0.049,
    )
    for sex, percent in (("male", 3.9), ("female", 5.7)):
        yield Row(
            f"sick_leave/{sex}/{WORKING_AGE}",
            percent / 100,
            SHARE,
            2023,
            title_nl + SEX_NL[sex],
            title_en + SEX_EN[sex],
            pages,
            sex=sex,
            age=WORKING_AGE,
        )
    for age, percent in SICK_LEAVE_2023.items():
        yield Row(
            f"sick_leave/all/{age}",
            percent / 100,
            SHARE,
            2023,
            f"{title_nl}, {age} jaar",
            f"{title_en}, ages {age}",
            survey,
            sex="all",
            age=age,
        )
    yield Row(
        "sick_leave/all/65-74",
        0.055,
        SHARE,
        2023,
        f"{title_nl}, 65-74 jaar",
        f"{title_en}, ages 65-74",
        pages,
        sex="all",
        age="65-74",
    )
    for sex, ages in SICK_LEAVE_2018.items():
        for age, percent in ages.items():
            yield Row(
                f"sick_leave_2018/{sex}/{age}",
                percent / 100,
                SHARE,
                2018,
                f"{title_nl}, {age} jaar{SEX_NL[sex]}",
                f"{title_en}, ages {age}{SEX_EN[sex]}",
                "ocw-sick-leave-2018",
                sex=sex,
                age=age,
            )
    yield from employer_rows(raw)


def employer_rows(raw: Path) -> Iterator[Row]:
    """Sick leave by what employers say, and how long burn-out lasts."""
    rows = read_rows(raw, "labour_social_security.csv")
    percent = picked(rows, indicator="sick leave rate", group="total", year="2023")
    yield Row(
        "sick_leave_of_employers",
        percent / 100,
        SHARE,
        2023,
        "Ziekteverzuim volgens werkgevers",
        "Sick leave by employers' report",
        "vzinfo-sick-leave-2023",
    )
    days = picked(rows, indicator="average duration burn-out absence")
    yield Row(
        "burnout_absence",
        days,
        "days",
        2022,
        "Gemiddelde duur van verzuim door burn-out",
        "Mean absence with burn-out",
        "arboned-burnout-2022",
        note="as one occupational health service has it",
    )


def wage_rows(raw: Path) -> Iterator[Row]:
    """Hourly wages and what labour costs an employer."""
    for sex, euro in (("male", 30.32), ("female", 27.15)):
        yield Row(
            f"hourly_wage/{sex}",
            euro,
            EUR_PER_HOUR,
            2024,
            f"Gemiddeld uurloon{SEX_NL[sex]}",
            f"Mean hourly wage{SEX_EN[sex]}",
            "cbs-wages-2024",
            sex=sex,
        )
    yield Row(
        "minimum_wage",
        13.68,
        EUR_PER_HOUR,
        2024,
        "Wettelijk minimumloon, 21 jaar en ouder",
        "Statutory minimum wage, 21 and over",
        "minimum-wage-2024",
        note="gross, from 1 July 2024",
    )
    rows = read_rows(raw, "economics_parameters.csv")
    for name, label, unit, nl, en, note in (
        (
            "wage_per_hour_worked",
            "wages per hour",
            EUR_PER_HOUR,
            "Loon per gewerkt uur",
            "Wages per hour worked",
            "national accounts",
        ),
        (
            "labour_cost_per_hour",
            "labour cost per hour worked",
            EUR_PER_HOUR,
            "Arbeidskosten per gewerkt uur",
            "Labour cost per hour worked",
            "what an employer pays",
        ),
        (
            "labour_cost_per_year",
            "compensation per labour-year",
            EUR_PER_YEAR,
            "Beloning per arbeidsjaar",
            "Compensation per full-time year",
            "national accounts",
        ),
    ):
        yield Row(
            name, picked(rows, parameter=label, year="2024"), unit, 2024, nl, en, "cbs-labour-cost", note=note
        )
    percent = picked(rows, parameter="labour cost above gross wage")
    yield Row(
        "labour_cost_above_wage",
        percent / 100,
        SHARE,
        2019,
        "Arbeidskosten boven het brutoloon",
        "Labour cost above the gross wage",
        "cbs-labour-cost",
        note="share of the gross wage",
    )


def value_rows(raw: Path) -> Iterator[Row]:
    """Productivity cost, unpaid work and the friction period."""
    rows = read_rows(raw, "economics_parameters.csv")
    for name, label, nl, en in (
        (
            "productivity_cost",
            "productivity cost per hour",
            "Productiviteitskosten per uur betaald werk",
            "Productivity cost per hour of paid work",
        ),
        (
            "informal_care",
            "informal care replacement cost",
            "Vervangingskosten per uur mantelzorg of onbetaald werk",
            "Replacement cost per hour of informal care or unpaid work",
        ),
    ):
        euro = picked(rows, parameter=label)
        yield Row(name, euro, EUR_PER_HOUR, 2022, nl, en, "zin-costing-manual-2024", "A")
    latest = max(read_rows(raw, "friction_period_nl_1998_2023.csv"), key=lambda row: float(row["year"]))
    days = float(latest["friction_period_days_5y_avg"])
    yield Row(
        "friction_period",
        days,
        "days",
        int(float(latest["year"])),
        "Frictieperiode",
        "Friction period",
        "zin-friction-period",
        "A",
        "mean of five years; 133.9 days in 2023 alone, 102.5 in 2020",
    )
