"""Benefits of social security: how many, how much a month, how much in all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import read_rows
from .costs import MILLION, picked
from .figures_row import EUR, EUR_PER_YEAR, PERSONS, Row

GROSS, NET, BENEFITS = "EUR gross per month", "EUR net per month", "benefits"
BUDGET, AMOUNTS = "szw-budget-2024", "aow-amounts-2024"
# WIA: spending of 2019; benefits at the end of 2018 and of 2019; published means a year of WGA and IVA, new
# benefits from January to August of 2020; mean of all acts
WIA_SPENDING, WIA_RUNNING = 5.8e9, (302_500.0, 328_000.0)
FULL_WGA, FULL_IVA, NEW_WGA, NEW_IVA = 21_480.0, 23_400.0, 24_219.0, 7_842.0
ALL_ACTS_MEAN = 15_687.0
# figure, indicator of the raw table, title in Dutch and in English, note; spending of 2024
SPENDING = (
    ("ww", "unemployment benefits WW", "Uitgaven WW", "Spending on unemployment benefits (WW)", "budget"),
    (
        "disability",
        "disability benefits premium-funded",
        "Uitgaven WIA, WAO en WAZ",
        "Spending on disability benefits from premiums (WIA, WAO, WAZ)",
        "budget; Wajong, paid from taxes, is outside",
    ),
    (
        "sickness",
        "sickness benefits (ZW etc.)",
        "Uitgaven Ziektewet en verlof",
        "Spending on sickness and leave benefits",
        "budget",
    ),
    (
        "bijstand",
        "macro budget Participatiewet (BUIG)",
        "Macrobudget bijstand (Participatiewet)",
        "Budget for social assistance (Participatiewet)",
        "wage subsidies are inside",
    ),
)


def benefit_rows(raw: Path) -> Iterator[Row]:
    """Give every row of benefit.csv."""
    rows = read_rows(raw, "labour_social_security.csv")
    for name, indicator, nl, en, note in SPENDING:
        million = picked(rows, indicator=indicator, year="2024")
        yield Row(f"{name}/spending", million * MILLION, EUR, 2024, nl, en, BUDGET, note=note, group=name)
    yield from insurance_rows(rows)
    yield from assistance_rows(rows)
    yield from pension_rows()


def insurance_rows(rows: list[dict[str, str]]) -> Iterator[Row]:
    """Unemployment and disability."""
    expected = picked(rows, indicator="WW benefits (expected)")
    yield Row(
        "ww/number",
        expected,
        BENEFITS,
        2024,
        "Lopende WW-uitkeringen",
        "Unemployment benefits (WW)",
        "uwv-volumes-2024",
        note="expected for the end of 2024; 191,800 at the end of 2021",
        group="ww",
    )
    yield Row(
        "wia/number",
        302500,
        BENEFITS,
        2018,
        "Lopende WIA-uitkeringen",
        "Disability benefits (WIA)",
        "uwv-wia-2018",
        group="wia",
        note="end of 2018, and rising: 319,900 in August 2019; no later count was read. 240,000 for 2022, "
        "as a newspaper has it, cannot be all of them",
    )
    inflow = picked(rows, indicator="WIA inflow (expected)")
    yield Row(
        "wia/new",
        inflow,
        BENEFITS,
        2024,
        "Nieuwe WIA-uitkeringen in een jaar",
        "New disability benefits (WIA) in a year",
        "uwv-volumes-2024",
        note="expected: a little over 60,000",
        group="wia",
    )
    yield wia_mean()
    people = picked(rows, indicator="persons with disability benefit (all acts)")
    yield Row(
        "disability/number",
        int(people),
        PERSONS,
        2020,
        "Mensen met een arbeidsongeschiktheidsuitkering, alle wetten",
        "People with a disability benefit, all acts",
        "uwv-volumes-2020",
        note="August 2020; WIA, WAO, WAZ and Wajong",
        group="disability",
    )
    mean = picked(rows, indicator="average disability benefit per running benefit", year="2019")
    yield Row(
        "disability/mean",
        mean,
        EUR_PER_YEAR,
        2019,
        "Gemiddelde arbeidsongeschiktheidsuitkering, alle wetten",
        "Mean disability benefit, all acts",
        "vzinfo-disability-2019",
        group="disability",
    )


def wia_mean() -> Row:
    """A disability benefit (WIA) a year: spending of 2019 over the mean of the benefits at its two ends."""
    return Row(
        "wia/mean",
        WIA_SPENDING / (sum(WIA_RUNNING) / 2.0),
        EUR_PER_YEAR,
        2019,
        "Gemiddelde WIA-uitkering",
        "Mean disability benefit (WIA)",
        "rtl-wia-2019;uwv-wia-2018;vzinfo-disability-trend",
        grade="C",
        low=ALL_ACTS_MEAN,
        high=(NEW_WGA * FULL_WGA + NEW_IVA * FULL_IVA) / (NEW_WGA + NEW_IVA),
        note="5.8 billion euro over 315,250 benefits; before tax. Lower limit the mean of all acts, upper "
        "limit the published means of IVA and WGA by new benefits of 2020. WGA that employers bear is "
        "among the benefits and not in the spending",
        group="wia",
    )


def assistance_rows(rows: list[dict[str, str]]) -> Iterator[Row]:
    """Social assistance."""
    for household, nl, en in (("single", "alleenstaande", "single person"), ("couple", "paar", "couple")):
        wanted = f"social assistance norm incl holiday pay, {household} 21+"
        euro = picked(rows, indicator=wanted, year="2024-07")
        yield Row(
            f"bijstand/norm/{household}",
            euro,
            NET,
            2024,
            f"Bijstandsnorm met vakantiegeld, {nl} vanaf 21 jaar",
            f"Social assistance with holiday pay, {en} from 21",
            "szw-norms-2024",
            note="from 1 July 2024",
            group=household,
        )
    for sex, people, nl, en in (
        ("all", 406000, "Mensen met bijstand", "People on social assistance"),
        ("male", 179000, "Mannen met bijstand", "Men on social assistance"),
        ("female", 227000, "Vrouwen met bijstand", "Women on social assistance"),
    ):
        yield Row(
            f"bijstand/number/{sex}",
            people,
            PERSONS,
            2024,
            nl,
            en,
            "cbs-bijstand-2024",
            sex=sex,
            note="end of 2024, below the age of the state pension, rounded",
        )


def pension_rows() -> Iterator[Row]:
    """State pension (AOW)."""
    for household, euro, people, nl, en in (
        ("single", 1569.75, 1339854, "alleenstaand", "living alone"),
        ("couple", 1067.47, 2238659, "samenwonend, per persoon", "living with a partner, each"),
    ):
        yield Row(
            f"aow/amount/{household}",
            euro,
            GROSS,
            2024,
            f"AOW zonder vakantiegeld, {nl}",
            f"State pension (AOW) without holiday pay, {en}",
            AMOUNTS,
            group=household,
            note="from 1 July 2024, full pension",
        )
        yield Row(
            f"aow/number/{household}",
            people,
            PERSONS,
            2023,
            f"Mensen met AOW, {nl}",
            f"People with a state pension (AOW), {en}",
            "svb-2023",
            group=household,
            note="end of September 2023; 9.2 % live abroad",
        )
    yield Row(
        "aow/spending",
        51.9e9,
        EUR,
        2024,
        "Uitgaven AOW",
        "Spending on state pensions (AOW)",
        "cbs-aow-2024",
        group="aow",
    )
