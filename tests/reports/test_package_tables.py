"""Packages, programmes and portfolios in words: what is not counted is no zero, and what it costs is told."""

from __future__ import annotations

from typing import Any

import pytest

from hiap.reports.package import (
    QUANTITIES,
    package_rows,
    package_sentences,
    package_tables,
    portfolio_rows,
    portfolio_sentences,
    portfolio_tables,
    programme_rows,
    programme_sentences,
    programme_tables,
)
from hiap.reports.text import Words

NEITHER = {"health": False, "gains": False}
BOTH = {"health": True, "gains": True}
MEALS = (0.0, 0.0, 0.0, 9.0e8, -9.0e8, 0.0)
TAX = (2.4e5, 5.4e4, 1.5e9, 5.0e7, 2.6e9, 0.004)
TITLES = {"meals": "School meals", "tax": "Tax on sugar"}


def plain(amounts: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(QUANTITIES, amounts, strict=True))


def told(amounts: tuple[float, ...]) -> dict[str, dict[str, float | None]]:
    return {key: {"mean": mean, "low": None, "high": None} for key, mean in plain(amounts).items()}


def bears(*names: str) -> dict[str, Any]:
    return {"measures": list(names), "programme_cost_eur": {"mean": 9.0e8 * len(names)}}


def a_package(*, tax: bool) -> dict[str, Any]:
    some = {"meals": (MEALS, NEITHER)} | ({"tax": (TAX, BOTH)} if tax else {})
    whole = plain(tuple(sum(pair) for pair in zip(MEALS, TAX, strict=True)) if tax else MEALS)
    parts = ("alone", "contribution", "last")
    return {
        "counted": BOTH if tax else NEITHER,
        "package": whole,
        "sum_alone": whole,
        "overlap": plain((0.0,) * 6),
        "without_health": bears("meals"),
        "settings": {"exact": True, "combinations": 3, "overlap": [], "first_year": 2027, "last_year": 2126},
        "contributions": [
            {"id": name, "title": TITLES[name], "counted": known, "error": plain((0.0,) * 6)}
            | {key: plain(amounts) for key in parts}
            for name, (amounts, known) in some.items()
        ],
    }


def texts(rows: Any) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_a_package_says_what_is_not_counted_and_what_it_costs() -> None:
    words, found = Words("en"), a_package(tax=True)
    health, money = package_tables(words, found)
    assert texts(health.rows) == [
        ["School meals", "not counted", "not counted", "not counted"],
        ["Tax on sugar", "240,000", "240,000", "240,000"],
        ["All together", "240,000", "240,000", "–"],
    ]
    assert texts(money.rows)[0] == ["School meals", "-€900 million", "-€900 million", "-€900 million"]
    first, second, *_ = package_sentences(words, found)
    assert "School meals. What that costs (€900 million) does count" in first
    assert second.startswith("The measures hardly overlap")


def test_a_package_of_such_measures_alone_has_no_health_and_no_overlap() -> None:
    words, found = Words("en"), a_package(tax=False)
    assert {text for row in texts(package_tables(words, found)[0].rows) for text in row[1:3]} == {
        "not counted"
    }
    assert not any("overlap" in line for line in package_sentences(words, found))


def test_a_cell_of_a_csv_is_empty_where_nothing_is_counted() -> None:
    rows = {(row["measure"], row["quantity"]): row for row in package_rows(a_package(tax=True))}
    amounts = [rows["meals", "haly"][part] for part in ("alone", "contribution", "error", "last")]
    assert (rows["meals", "haly"]["counted"], amounts) == (False, [None] * 4)
    assert rows["meals", "programme_cost_eur"]["alone"] == 9.0e8
    assert rows["tax", "haly"]["alone"] == 2.4e5


def a_programme(
    name: str, amounts: tuple[float, ...], known: dict[str, bool], *bearing: str
) -> dict[str, Any]:
    return {
        "id": name,
        "title": name,
        "assessed": [{"id": "meals", "title": "School meals"}],
        "not_assessed": [],
        "coverage": {"assessed": 2, "health": 1, "of": 4, "share": 0.5, "health_share": 0.25},
        "counted": known,
        "certainty": dict.fromkeys(("high", "moderate", "low", "very_low"), 0),
        "estimates": told(amounts) | {"share_lowest_group": None},
        "without_health": bears(*bearing),
    }


def test_programmes_tell_health_apart_from_what_was_assessed() -> None:
    words = Words("en")
    some = [a_programme("A", MEALS, NEITHER, "meals"), a_programme("B", TAX, BOTH)]
    found = {"programmes": some}
    (table,) = programme_tables(words, found)
    rows = {row[0]: row[1:] for row in texts(table.rows)}
    assert rows["Assessed"] == ["2 of 4", "2 of 4"]
    assert rows["Health counted"] == ["1 of 4", "1 of 4"]
    assert rows["Healthy life years (HALY)"] == ["not counted", "240,000"]
    assert rows["Care cost (plus: more)"] == ["not counted", "€1.5 bn"]
    assert rows["of which without a counted effect on health"] == ["€900 million", "–"]
    (sentence,) = programme_sentences(words, found)
    assert "School meals. It costs €900 million." in sentence
    means = {(row["programme"], row["quantity"]): row["mean"] for row in programme_rows(found)}
    assert means["A", "haly"] is None
    assert means["A", "programme_cost_without_health_eur"] == 9.0e8
    assert means["B", "haly"] == 2.4e5


def a_portfolio(*chosen: str, goal: str = "haly", off: float = 0.0) -> dict[str, Any]:
    some = {"tax": (TAX, BOTH, True), "meals": (MEALS, NEITHER, False)}
    worth = plain(TAX)
    rest = {"rank": None, "share_lowest_group": None, "certainty": None, "review_by": None}
    return {
        "portfolio": {"title": "Mine", "budgets": [], "notes": []},
        "settings": {"draws": 0, "goal": goal},
        "chosen": {
            "measures": list(chosen),
            "without_health": bears(*(name for name in chosen if name == "meals")),
            "in_full": worth,
            "difference": {key: off * amount for key, amount in worth.items()},
            "limits": [],
            "stability": None,
        },
        "measures": [
            {
                "id": name,
                "title": TITLES[name],
                "chosen": name in chosen,
                "counted": known,
                "weighed": weighed,
            }
            | {**told(amounts), **rest, "chance_of_net_benefit": None, "leap_of_faith": False}
            for name, (amounts, known, weighed) in some.items()
        ],
        "frontier": [],
    }


def test_what_cannot_be_weighed_stands_apart_from_the_ranking() -> None:
    found = a_portfolio("tax")
    ranked, sure, apart = portfolio_tables(Words("en"), found)
    assert [row[0] for row in texts(ranked.rows)] == [row[0] for row in texts(sure.rows)] == ["Tax on sugar"]
    assert texts(apart.rows) == [["School meals", "no", "€900 million", "for society only costs", "–"]]
    rows = {row["measure"]: row for row in portfolio_rows(found)}
    assert (rows["tax"]["place"], rows["tax"]["haly"]) == (1, 2.4e5)
    assert (rows["meals"]["place"], rows["meals"]["haly"], rows["meals"]["weighed"]) == (None, None, False)
    assert rows["meals"]["programme_cost_eur"] == 9.0e8


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_choice_says_what_it_bears(lang: str) -> None:
    lines = " ".join(portfolio_sentences(Words(lang), a_portfolio("tax", "meals"))).replace("\xa0", " ")
    cost = {"nl": "De kosten zijn € 900 mln.", "en": "It costs €900 million."}[lang]
    assert cost in lines
    assert cost not in " ".join(portfolio_sentences(Words(lang), a_portfolio("tax"))).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("goal", "off", "amount", "difference"),
    [
        ("haly", 1e-9, "240,000 healthy years", "about the same as the sum"),
        ("haly", -0.1, "240,000 healthy years", "24,000 healthy years less than the sum"),
        ("haly_lowest_group", 0.1, "54,000 healthy years in the lowest group", "lowest group more than"),
        ("net_present_value_eur", 0.1, "a net present value of €2.6 bn", "€260 million more than the sum"),
    ],
)
def test_amounts_of_a_choice_have_their_unit(goal: str, off: float, amount: str, difference: str) -> None:
    lines = " ".join(portfolio_sentences(Words("en"), a_portfolio("tax", goal=goal, off=off)))
    assert amount in lines
    assert difference in lines


def test_a_choice_of_nothing_counted_gives_no_amount() -> None:
    for chosen in ((), ("meals",)):
        lines = " ".join(portfolio_sentences(Words("en"), a_portfolio(*chosen)))
        assert "Together they give" not in lines
