"""Pencil world of deaths that go with risk factors (3.2, 3.7, 4.2): two groups of equal size, ages alike.

A tenth falls ill a year and dies of it at once (φ = 1); half of all people die in a year, of anything.
    smoke   half of Q1, nobody in Q2; relative risk of the illness 3, so risk 2 and 1
            Q1 has 2/(2 + 1) of the cases, and 1 - 1/2 of these go with smoke: 2/3 · 1/2 = 1/3 of all
    drink   everybody; relative risk 2, so 1/2 in both groups, which leaves the division over groups alone
    together  what is left multiplies: Q1 1 - 1/2 · 1/2 = 3/4, Q2 1/2, so 2/3 · 3/4 + 1/3 · 1/2 = 2/3
    alone   half of both groups; relative risk of dying of anything 1.8, of the illness 1: 0.4/1.4 = 2/7
            of all deaths, and these from other causes
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import country, disease, exposure, risk, tell

from hiap.workflow.attributable import TOGETHER, attributable_rows, deaths_by_cause, spared_deaths
from hiap.workflow.reference import Base

AGES = 3
SHARES = {"smoke": (0.5, 0.0), "drink": (1.0, 1.0), "alone": (0.5, 0.5)}


@pytest.fixture(scope="module")
def base() -> Base:
    illness = disease("illness", AGES, incidence=np.full((2, AGES), 0.1), fatal_fraction=1.0)
    factors = [exposure(name, np.full((2, AGES, 2), share)) for name, share in SHARES.items()]
    risks = (
        risk("smoke", "illness", 3.0, AGES),
        risk("drink", "illness", 2.0, AGES),
        risk("alone", "all_cause", 1.8, AGES),
    )
    pack = replace(
        country(AGES, ("Q1", "Q2")), diseases=(illness,), risk_factors=tuple(factors), relative_risks=risks
    )
    story = tell(pack, np.full((2, AGES, 2), 0.5), [], 1)
    return Base(pack, story.world, story.mortality, story.calibration, story.projection, np.zeros((2, AGES)))


def test_deaths_by_cause_are_those_that_calibration_gives(base: Base) -> None:
    deaths = deaths_by_cause(base)
    assert deaths["illness"].sum() == pytest.approx(base.calibration.disease_deaths.sum())
    assert deaths["illness"].sum(axis=(0, 1)) * 3 == pytest.approx(deaths["illness"].sum() * np.array([2, 1]))


def test_a_factor_has_the_part_of_the_cases_that_its_risk_makes(base: Base) -> None:
    deaths = deaths_by_cause(base)["illness"].sum()
    found = spared_deaths(base, ["smoke"])
    assert list(found) == ["illness"]
    assert found["illness"].sum(axis=0) == pytest.approx([deaths / 3, 0.0])
    assert spared_deaths(base, ["drink"])["illness"].sum() == pytest.approx(deaths / 2)


def test_of_factors_together_the_parts_that_they_leave_multiply(base: Base) -> None:
    deaths = deaths_by_cause(base)["illness"].sum()
    found = spared_deaths(base, ["smoke", "drink"])["illness"].sum(axis=0)
    assert found == pytest.approx([deaths * 2 / 3 * 3 / 4, deaths * 1 / 3 * 1 / 2])


def test_a_risk_of_dying_of_anything_is_laid_on_other_causes(base: Base) -> None:
    whole = sum(deaths.sum() for deaths in deaths_by_cause(base).values())
    found = spared_deaths(base, ["alone"])
    assert list(found) == ["other"]
    assert found["other"].sum() == pytest.approx(whole * 2 / 7)


def test_rows_name_factor_and_cause(base: Base) -> None:
    rows = {(r["disease"], r["sex"], r["ses"]): float(str(r["value"])) for r in attributable_rows(base)}
    deaths = deaths_by_cause(base)["illness"].sum()
    assert rows["smoke", "all", "all"] == rows["smoke/illness", "all", "all"] == round(deaths / 3)
    assert (rows["smoke", "all", "Q1"], rows["smoke", "all", "Q2"]) == (round(deaths / 3), 0)
    assert rows[TOGETHER, "all", "all"] == pytest.approx(deaths * 2 / 3 + rows["alone", "all", "all"], abs=1)
