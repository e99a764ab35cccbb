"""Unemployment in the Dutch pack beside the counts and the studies that it comes from."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.workflow.inputs import input_rows

Array = NDArray[np.float64]
# CBS 80590eng, third quarter of 2024, thousands: men, women.
COUNTED = {(15, 24): (80, 79), (25, 44): (59, 66), (45, 74): (48, 42)}


def unemployed() -> Array:
    """People without work who look for it, [sex, age, group]."""
    base = load_pack()
    people = base.population[..., None] * base.group_share
    return np.asarray(base.risk_factor("unemployment").share[1] * people)


def ratio(outcome: str, sex: int, age: int) -> float:
    """The relative risk of one sex at one age."""
    found = next(
        x for x in load_pack().relative_risks if (x.risk_factor, x.outcome) == ("unemployment", outcome)
    )
    return float(found.value[0][sex, age])


def test_as_many_are_unemployed_as_were_counted() -> None:
    found = unemployed().sum(axis=-1)
    for (first, last), thousands in COUNTED.items():
        assert found[:, first : last + 1].sum(axis=1) / 1000 == pytest.approx(thousands, abs=0.05)
    assert found.sum() == pytest.approx(374e3, abs=100)


def test_only_people_below_the_pension_age_are_unemployed() -> None:
    found = unemployed()
    assert found[:, :15].sum() == found[:, 67:].sum() == 0.0
    assert np.all(found[:, 15:67] > 0.0)


def test_the_poorest_are_unemployed_as_often_as_low_incomes_say() -> None:
    """By hand: a share a·exp(-b·rank) has mean 1, and 2.073 (17.0 over 8.2) below rank 0.082, at b = 1.907.

    a = b/(1 - exp(-b)) = 2.240, and 2.240·(1 - exp(-0.1564))/0.1564 = 2.073.
    """
    base = load_pack()
    people = (base.population[..., None] * base.group_share)[:, 15:67].sum(axis=(0, 1))
    share = unemployed().sum(axis=(0, 1)) / people
    ends = np.cumsum([0.0, *people / people.sum()])
    line = [
        2.240 * (math.exp(-1.907 * low) - math.exp(-1.907 * high)) / (1.907 * (high - low))
        for low, high in itertools.pairwise(ends)
    ]
    mean = unemployed().sum() / people.sum()
    assert share / mean == pytest.approx(line, rel=0.05)


def test_ratios_as_published() -> None:
    """Roelfs 2011 by sex, Kim 2016 (odds 1.19 at a risk of 0.05: 1.19/1.0095), Milner 2014."""
    assert [ratio("all_cause", sex, 40) for sex in (0, 1)] == pytest.approx([1.78, 1.37])
    assert ratio("depression", 0, 30) == pytest.approx(1.1788, abs=1e-4)
    assert ratio("suicide", 1, 60) == pytest.approx(1.15)


def test_no_risk_where_none_was_read() -> None:
    """Under 25 most are at school; of deaths from 50 on the size was not read; nobody has work from 67 on."""
    for outcome in ("all_cause", "depression", "suicide"):
        assert ratio(outcome, 0, 24) == ratio(outcome, 1, 67) == 1.0
        assert ratio(outcome, 0, 25) > 1.0
    assert ratio("all_cause", 0, 50) == 1.0 < ratio("all_cause", 0, 49)


def test_what_counts_of_deaths_is_what_way_of_life_leaves() -> None:
    """Roelfs 2011: 1.63 is 24 % lower with health-related behaviours, 1.24; half counts here."""
    credit = load_pack().causal_credit["low"].value
    both = 0.5 * (1.78**credit + 1.37**credit)
    assert both == pytest.approx(0.76 * 1.63, rel=0.02)


def test_a_risk_is_shown_at_an_age_at_which_there_is_one() -> None:
    rows = {row["name"]: row for row in input_rows(load_pack(), [])}
    men = rows["rr/unemployment/all_cause/unemployed/male"]
    assert men["value"] == pytest.approx(1.78)
    assert "aged 25" in str(men["title"])
    # heat acts from 65 on, smoking on lung cancer from 35: the ages at which others are shown
    assert "aged 80" in str(rows["rr/heat/all_cause/1/male"]["title"])
    assert "aged 60" in str(rows["rr/smoking/lung_cancer/current/male"]["title"])
