"""Standardised rates and years ahead from rows by age, in a programme that is followed (13.2, 13.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from follow_case import plan, target

from hiap import InputError, follow

# fmt: off
# PHEindicatormethods 2.1.0: phe_dsr, one place of 19 ages; testLifeExpectancy.R (df1), 20 ages.
PEOPLE = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
EVENTS = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
LIVING = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416, 46411, 39820,
          37978, 37039, 33288, 23306, 11936, 11936]
DEAD = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
# fmt: on
FIVES = list(range(0, 95, 5))
RATE = {"kind": "standardised_rate", "per": 100_000.0}
HEADS = "indicator,place,year,age,numerator,denominator,healthy,n,value"
Rows = list[tuple[Any, ...]]


def table(folder: Path, rows: Rows) -> str:
    path = folder / "ages.csv"
    cells = [",".join(["share", *("" if one is None else str(one) for one in row)]) for row in rows]
    path.write_text("\n".join([HEADS, *cells]), encoding="utf-8")
    return str(path)


def rates(place: str, year: int, events: list[int], people: list[int] | None = None) -> Rows:
    shown = zip(FIVES, events, people or PEOPLE, strict=True)
    return [(place, year, age, *numbers, None, None, None) for age, *numbers in shown]


def series_of(folder: Path, rows: Rows, **indicator: Any) -> dict[str, Any]:
    better = "higher" if indicator["kind"].endswith("life_expectancy") else "lower"
    aim = target(change_percent=-20.0, place="north")
    given = plan(folder, aim, indicator={"better": better, **indicator})
    return dict(follow(given, table(folder, rows))["indicators"][0]["series"][0])


def test_a_rate_standardised_to_the_european_population(tmp_path: Path) -> None:
    """The published rate and its limits of Dobson, at 95 and 99.8 per cent."""
    found = series_of(tmp_path, rates("north", 2022, EVENTS), **RATE)
    assert found["value"][2] == pytest.approx(10430.247991469, rel=1e-9)
    assert (found["low_95"][2], found["high_95"][2]) == pytest.approx((9717.709068, 11178.940915), rel=1e-9)
    assert (found["low_99_8"][2], found["high_99_8"][2]) == pytest.approx(
        (9323.287880, 11620.595999), rel=1e-9
    )
    assert (found["numerator"][2], found["denominator"][2]) == (sum(EVENTS), sum(PEOPLE))


def test_ages_may_be_joined_and_end_early(tmp_path: Path) -> None:
    """Under 65 in two groups: 54,000 of 80,500 people of the standard are under 45."""
    rows: Rows = [
        ("north", 2022, 0, 40, 20_000, None, None, None),
        ("north", 2022, 45, 90, 9_000, None, None, None),
    ]
    found = series_of(tmp_path, rows, **RATE, last_age=64)
    assert found["value"][2] == pytest.approx((54_000 * 200 + 26_500 * 1000) / 80_500)


def test_rows_by_age_are_one_value(tmp_path: Path) -> None:
    rows = rates("north", 2022, EVENTS) + rates("north", 2023, EVENTS)
    given = plan(tmp_path, indicator=RATE)
    assert follow(given, table(tmp_path, rows))["data"]["values"] == 2


def test_life_expectancy_with_the_limits_of_silcocks(tmp_path: Path) -> None:
    ages = [0, 1, *FIVES[1:]]
    numbers = zip(ages, DEAD, LIVING, strict=True)
    rows: Rows = [("north", 2022, *row, None, None, None) for row in numbers]
    found = series_of(tmp_path, rows, kind="life_expectancy")
    assert found["value"][2] == pytest.approx(80.16960813, abs=1e-7)
    assert (found["low_95"][2], found["high_95"][2]) == pytest.approx((79.88268548, 80.45653078), abs=1e-5)
    later = series_of(tmp_path, rows, kind="life_expectancy", at_age=65)
    assert later["value"][2] == pytest.approx(18.76856852, abs=1e-7)


def sullivan() -> Rows:
    """EURO-REVES, practical guide, table 1: women in France, 1991, from 65 to 85; 1,000 asked of each age."""
    survivors, lived = [89367, 84968, 78012, 66625, 48532], [436589, 408793, 364013, 290533, 289068]
    dead = [one - after for one, after in zip(survivors, [*survivors[1:], 0], strict=True)]
    healthy = [804, 714, 630, 487, 290]
    shown = zip((65, 70, 75, 80, 85), dead, lived, healthy, strict=True)
    return [("north", 2022, *row, 1000, None) for row in shown]


@pytest.mark.parametrize(("age", "years"), [(None, 12.3), (70, 8.8), (75, 5.8), (85, 1.7)])
def test_years_in_good_health_by_sullivan(tmp_path: Path, age: int | None, years: float) -> None:
    """At 65 the guide has 751 of 436,589 years more than by halves, 0.007 year."""
    at = {} if age is None else {"at_age": age}
    found = series_of(tmp_path, sullivan(), kind="healthy_life_expectancy", **at)
    assert found["value"][2] == pytest.approx(years, abs=0.05 + 0.01 * (age is None))
    assert found["low_95"][2] < found["value"][2] < found["high_95"][2]


def test_a_sample_by_clusters_makes_the_limits_of_sullivan_wider(tmp_path: Path) -> None:
    """The last age: variance of deaths (π/m)²/D, and π(1 - π)/N·(1/m)² that is twice as large."""
    widths = []
    for effect in (1.0, 2.0):
        asked = {"kind": "healthy_life_expectancy", "at_age": 85, "design_effect": effect}
        found = series_of(tmp_path, sullivan(), **asked)
        widths.append(((found["high_95"][2] - found["value"][2]) / 1.959963984540054) ** 2)
    by_answers = 0.29 * 0.71 / 1000 * (289068 / 48532) ** 2
    assert widths[1] - widths[0] == pytest.approx(by_answers)


def test_too_few_events_or_people_are_not_shown(tmp_path: Path) -> None:
    """Nine events hold no limits; years ahead of 4,000 people say nothing."""
    few = [0] * 16 + [2, 3, 4]
    found = series_of(tmp_path, rates("north", 2022, few), **RATE, fewest_events=0.0)
    assert (found["value"][2], found["hidden_because"][2]) == (None, "small")
    tiny = [(*row[:3], 1 + row[3] // 500, row[4] // 500, *row[5:]) for row in sullivan()]
    found = series_of(tmp_path, tiny, kind="healthy_life_expectancy")
    assert (found["value"][2], found["hidden_because"][2]) == (None, "small")


def test_a_goal_on_a_standardised_rate_has_a_status(tmp_path: Path) -> None:
    """A fifth less in ten years was promised; a rate that stands still is off its path at last."""
    rows = [row for year in range(2020, 2029) for row in rates("north", year, EVENTS)]
    still = {**RATE, "swing": 0.0}
    given = plan(tmp_path, target(change_percent=-20.0, place="north"), indicator=still)
    goal = follow(given, table(tmp_path, rows))["goals"][0]
    assert goal["promised"] == pytest.approx(0.84 * 10430.248, rel=1e-6)
    assert goal["history"][:2] == ["too_early"] * 2
    assert goal["status"] == "off_path"


@pytest.mark.parametrize(
    ("change", "indicator", "said"),
    [
        ({2: 7}, RATE, ":2: share: 7 is no age to begin a group with; write the first age of a group: 0, 5"),
        ({3: None}, RATE, ":2: share: numerator is missing; give age, numerator, denominator in every row"),
        (
            {2: "0-4"},
            RATE,
            ":2: age: '0-4' is not a number; write the first age of the group as a number, as 85",
        ),
        ({4: 0}, RATE, ":2: share: 0 is not above 0; join this age with the next in every row"),
        ({3: -1}, RATE, ":2: share: -1 is below 0"),
        ({7: 5.0}, RATE, ":2: share: both value and numbers by age; give one of the two"),
        ({5: 3, 6: 9}, RATE, ":2: share: healthy is not for a standardised_rate; leave it empty"),
        ({2: 5}, RATE, ":3: the same indicator, place, group, year and age as row 2; keep one of the two"),
        ({1: 2023}, RATE, ":2: share: age 5, 10, 15"),
        ({1: 2023}, RATE, ":3: share: age 0 is missing here, other rows have it; give every age"),
        ({}, {**RATE, "last_age": 64}, ":15: share: 65 is after last_age 64; leave the row out"),
        ({3: 700}, {"kind": "life_expectancy"}, ":2: share: 700 of fewer people died; wrong column?"),
        ({}, {"kind": "healthy_life_expectancy"}, ":2: share: healthy is missing; give age, numerator"),
        ({}, {"kind": "life_expectancy", "at_age": 62}, ":2: share: at_age 62 of the plan is no age of the"),
        (
            {},
            {"kind": "proportion"},
            ":2: share: a proportion with age or healthy; leave them empty, or make",
        ),
    ],
)
def test_wrong_rows_by_age_are_explained(
    tmp_path: Path, change: dict[int, Any], indicator: dict[str, Any], said: str
) -> None:
    rows = rates("north", 2022, EVENTS)
    rows[0] = tuple(change.get(at, cell) for at, cell in enumerate(rows[0]))
    with pytest.raises(InputError) as caught:
        series_of(tmp_path, rows, **indicator)
    assert said in str(caught.value)


def test_a_life_table_without_an_end_is_explained(tmp_path: Path) -> None:
    rows = rates("north", 2022, [*EVENTS[:-1], 0])
    with pytest.raises(InputError, match=r":20: share: nobody died at the last age.*join the last ages"):
        series_of(tmp_path, rows, kind="life_expectancy")


def test_a_value_without_ages_has_no_limits_and_none_stands_beside_ages(tmp_path: Path) -> None:
    alone: Rows = [("north", 2022, None, None, None, None, None, 812.5)]
    found = series_of(tmp_path, alone, **RATE)
    assert (found["value"][2], found["low_95"][2]) == (812.5, None)
    with pytest.raises(InputError, match=":2: share: a value beside rows by age of the same place"):
        series_of(tmp_path, [*alone, *rates("north", 2022, EVENTS)], **RATE)


def test_the_photo_is_not_overruled_by_rows_by_age(tmp_path: Path) -> None:
    photo = [{"indicator": "share", "place": "north", "year": 2022, "value": 10_000.0, "source": "s"}]
    given = plan(tmp_path, photo=photo, indicator=RATE)
    with pytest.raises(
        InputError, match="photo: share of north in 2022 is another number in the data"
    ) as one:
        follow(given, table(tmp_path, rates("north", 2022, EVENTS)))
    assert len(one.value.faults) == 1
    counted = [{"indicator": "share", "place": "north", "year": 2022, "source": "s"}]
    counted[0] |= {"numerator": 10.0, "denominator": 100.0}
    with pytest.raises(InputError, match="photo: share is worked out by age; give its value here, or rows"):
        follow(plan(tmp_path, photo=counted, indicator=RATE))
