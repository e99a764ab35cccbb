"""Pencil world of lost work (7.3): a country of three ages of which the middle one works, booked on paper.

1,000 persons of each sex and age; at age 1 they have 4 paid hours per calendar day, at 0 and 2 none. An hour
is worth 40 euro, somebody else does the work after 100 days, sick pay is 20 euro an hour up to day 728.

Hours a day. A tenth of all people coughs, for a year on average: of 200 patients at age 1 are left without
    new ones 200 e^-1 at the end of the year, so 100 (1 - e^-1) · 4 = 252.848224 hours less in that year.
Coughing: 10 days a year, in short spells, so that each day counts. A stroke: one spell of 100 days on
    average, of which 100 (1 - e^-1) = 63.212056 come before the replacement and 100 (e^-1 - e^-7.28) =
    36.719026 after it with sick pay. Gout: two spells a year of 50 days, 100 (1 - e^-2) = 86.466472 lost.
Measure, in group Q1: 10 hours a day less of patients who cough, 1 of new strokes, 5 of the dead
    absence   10 · 10 · 40 + 1 · 63.212056 · 40 = 4,000 + 2,528.482235 = 6,528.482235
    deaths    5 · 100 · 40                                             = 20,000
    sick pay  1 · 36.719026 · 20                                       = 734.380511
    employers gain 27,262.862746, households of Q1 lose 734.380511, society gains 26,528.482235
Human capital, with 2 person-years of age 1 more:
    absence   10 · 10 · 40 + 1 · 100 · 40 = 8,000      deaths   2 · 4 · 365.25 · 40 = 116,880

Disability benefits of 1,000 euro, which a fund pays from two years after the illness on: of workers with a
    cough a hundredth more gets one each year. A tenth of those who have it leaves each year, all after three.
    10 hours a day less of patients are 2.5 workers of 4 hours: in the third, fourth and fifth year
    2.5 · 0.01 · 1,000 = 25, 22.5 and 20.25 euro less, then nothing. Society is as rich as before.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import FIRST, Array, Story, country, disease, effect, exactly, hardly_any_deaths, measure, tell

from hiap.consequences.benefits import disability_benefits
from hiap.consequences.work import days_within, work_prices
from hiap.domain.names import Party
from hiap.domain.pack import Absence, Disability, DisabilityRisk, Estimate, Pack, Work
from hiap.simulation.recording import Projection
from hiap.simulation.working import hours_of_patients, hours_of_people
from hiap.uncertainty.distributions import Kind
from hiap.workflow.block import Differences, Task, book
from hiap.workflow.budget import heading_title

AGES = 3
HOURS = np.array([[0.0, 4.0, 0.0]] * 2)
NOTHING = measure("nothing", {"sex": "all", "age": [0, 2]}, duration=2)


def _central(name: str, estimate: Estimate, kind: Kind) -> Array:
    """The central value of an input, for one draw."""
    return np.array([estimate.value])


def _work(method: str = "friction") -> Work:
    """Work of the world above."""
    return Work(
        payer="employers",
        method="human_capital" if method == "human_capital" else "friction",
        hours=HOURS,
        hour=exactly(40.0),
        friction_days=exactly(100.0),
        sick_pay=20.0,
        sick_pay_days=728.0,
        absences=(
            Absence("cough", False, exactly(10.0), None),
            Absence("gout", False, exactly(100.0), 2.0),
            Absence("stroke", True, exactly(100.0), 1.0),
        ),
    )


FUND = Disability(
    payer="fund",
    benefit=exactly(1_000.0),
    outflow=0.1,
    years=3,
    worker_hours=4.0,
    risks=(DisabilityRisk("cough", exactly(0.01)),),
)


def _pack(method: str = "friction") -> Pack:
    """The country with its diseases and employers."""
    nobody = np.zeros((2, AGES))
    small = country(AGES, groups=("Q1", "Q2"))
    return replace(
        small,
        diseases=(
            disease("cough", AGES, prevalence=np.full((2, AGES), 0.1), remission=1.0),
            disease("gout", AGES, incidence=nobody),
            disease("stroke", AGES, incidence=nobody, fatal_fraction=0.25),
        ),
        parties=(Party("employers", {"en": "employers", "nl": "werkgevers"}, False), *small.parties),
        work=_work(method),
    )


def test_days_of_a_spell_before_a_limit() -> None:
    found = days_within(np.array([100.0, 50.0, 1e6, 0.0]), 100.0)
    assert found == pytest.approx([63.212056, 50.0 * (1 - np.exp(-2.0)), 99.995, 0.0], rel=1e-6)


def test_days_lost_and_days_of_sick_pay() -> None:
    prices = work_prices(_pack(), _work(), _central)
    assert prices.lost[..., 0] == pytest.approx(np.array([[10.0, 86.466472, 0.0], [0.0, 0.0, 63.212056]]))
    assert prices.paid[..., 0] == pytest.approx(
        np.array([[0.0, 100.0 * (np.exp(-2.0) - np.exp(-14.56)), 0.0], [0.0, 0.0, 36.719026]])
    )


def test_who_dies_at_the_onset_is_counted_with_the_dead_alone() -> None:
    """A quarter of strokes is fatal: 3 of 4 hours; no absence of new cases is known of the other two."""
    hours = hours_of_patients(_pack())
    assert hours[1, :, 0].tolist() == [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 3.0, 0.0]]
    assert hours[0, :, 1].tolist() == [[0.0, 4.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 0.0]]


def test_hours_of_people_of_working_age_only() -> None:
    people = np.arange(12.0).reshape(1, 2, AGES, 2)
    assert hours_of_people(_pack(), people).tolist() == [[4.0 * (2 + 8), 4.0 * (3 + 9)]]
    assert hours_of_people(country(AGES), people).tolist() == [[0.0, 0.0]]


@pytest.fixture(scope="module")
def story() -> Story:
    """The country in which nobody dies."""
    return tell(_pack(), hardly_any_deaths(_pack()), [NOTHING], years=2)


def test_the_projection_counts_the_hours_of_patients() -> None:
    """Nobody falls ill any more in the second year: the prevalence at age 1 goes from 0.1 to 0.1 e^-1."""
    no_more = [effect("incidence", 0.0, "ratio", disease="cough")]
    cure = measure("cure", {"sex": "all", "age": [0, 2]}, effects=no_more, start=FIRST + 1)
    told = tell(_pack(), hardly_any_deaths(_pack()), [cure], years=2).projection
    assert told.paid_sick[0, 0, 1].sum(axis=-1) == pytest.approx([0.0, -252.848224], rel=1e-8)
    assert not told.paid_sick[:, :, 0].any()
    assert not told.paid_sick[1:].any()
    assert not told.paid_cases.any()


def _happened(of: Projection) -> Projection:
    """What the measure does in its first year, by hand."""
    sick, cases = of.paid_sick.copy(), of.paid_cases.copy()
    dead, lived = of.paid_dead.copy(), of.person_years.copy()
    sick[0, 0, 1, 0, 0] -= 10.0
    cases[2, 0, 1, 0, 0] -= 1.0
    dead[0, 1, 0, 0] -= 5.0
    lived[0, 1, 0, 0, 1, 0] += 2.0
    return replace(of, paid_sick=sick, paid_cases=cases, paid_dead=dead, person_years=lived)


def _booked(story: Story, method: str) -> Differences:
    """The same projection under one method."""
    pack = _pack(method)
    task = Task(pack, (NOTHING,), 1, 0, 0, 1, 2, 50_000.0)
    return book(task, story.sampler, story.calibration, story.policy, _happened(story.projection))


def _balance(found: Differences, account: str) -> list[float]:
    balance: list[float] = found.money[0, 1, :, found.accounts.index(account)].tolist()
    return balance


def test_employers_gain_what_is_no_longer_lost(story: Story) -> None:
    found = _booked(story, "friction")
    assert _balance(found, "employers") == pytest.approx([27_262.862746, 0.0], rel=1e-8)
    assert _balance(found, "households_q1") == pytest.approx([-734.380511, 0.0], rel=1e-8)
    assert _balance(found, "households_q2") == [0.0, 0.0]
    assert _balance(found, "resources") == pytest.approx([-26_528.482235, 0.0], rel=1e-8)
    assert found.lost_output[0, 1].tolist() == pytest.approx([-26_528.482235, 0.0], rel=1e-8)


def test_human_capital_counts_until_recovery_and_the_years_that_people_live(story: Story) -> None:
    found = _booked(story, "human_capital")
    lines = {line.id: found.amounts[0, 1, 0, place] for place, line in enumerate(found.lines)}
    assert lines["work/absence"] == pytest.approx(-8_000.0, rel=1e-9)
    assert lines["work/death"] == pytest.approx(-116_880.0, rel=1e-9)
    assert lines["work/sick_pay/Q1"] == 0.0


def test_a_country_that_says_nothing_of_work_has_no_line_of_it(story: Story) -> None:
    task = Task(replace(_pack(), work=None), (NOTHING,), 1, 0, 0, 1, 2, 50_000.0)
    found = book(task, story.sampler, story.calibration, story.policy, story.projection)
    assert not any(line.id.startswith("work/") for line in found.lines)
    assert not found.lost_output.any()


def test_every_line_of_work_has_words(story: Story) -> None:
    found = {
        "/".join(line.id.split("/")[:2])
        for line in _booked(story, "friction").lines
        if line.id.startswith("work/")
    }
    assert found == {"work/absence", "work/death", "work/sick_pay"}
    titles = [heading_title(_pack(), (), name) for name in sorted(found)]
    assert len({title["nl"] for title in titles}) == len({title["en"] for title in titles}) == 3


def _with_fund(method: str = "friction") -> Pack:
    """The country with a fund that pays disability benefits."""
    pack = _pack(method)
    fund = Party("fund", {"en": "fund", "nl": "fonds"}, False)
    return replace(pack, parties=(fund, *pack.parties), work=replace(_work(method), disability=FUND))


def test_benefits_begin_when_sick_pay_ends_and_run_out() -> None:
    fewer = np.zeros((3, 1, 2, 8, 2))
    fewer[0, 0, 1, 0, 0] = -10.0
    pack = _with_fund()
    assert pack.work is not None
    found = disability_benefits(pack, pack.work, fewer, _central)
    assert found[0, 1, :, 0] == pytest.approx([0.0, 0.0, -25.0, -22.5, -20.25, 0.0, 0.0, 0.0])
    assert not found[0, 0].any()
    assert not found[..., 1].any()


@pytest.mark.parametrize("method", ["friction", "human_capital"])
def test_a_benefit_moves_from_fund_to_household_and_society_stays_as_it_is(method: str) -> None:
    pack, years = _with_fund(method), 4
    told = tell(pack, hardly_any_deaths(pack), [NOTHING], years=years)
    task = Task(pack, (NOTHING,), 1, 0, 0, 1, years, 50_000.0)
    parts = (told.sampler, told.calibration, told.policy, _happened(told.projection))
    found = book(task, *parts)
    assert pack.work is not None
    plain = replace(task, pack=replace(pack, work=replace(pack.work, disability=None)))
    without = book(plain, *parts)
    for account, moved in (("fund", 1.0), ("households_q1", -1.0), ("employers", 0.0), ("resources", 0.0)):
        change = np.array(_balance(found, account)) - _balance(without, account)
        assert change == pytest.approx(np.array([0.0, 0.0, 25.0, 22.5]) * moved)
    assert found.lost_output.tobytes() == without.lost_output.tobytes()


def test_hours_of_patients_count_where_only_a_benefit_needs_them() -> None:
    risks = (DisabilityRisk("stroke", exactly(0.01)),)
    pack = _with_fund()
    assert pack.work is not None
    work = replace(pack.work, disability=replace(FUND, risks=risks))
    hours = hours_of_patients(replace(pack, work=work))
    assert hours[0, :, 1].tolist() == [[0.0, 4.0, 0.0]] * 3


def test_benefits_have_words(story: Story) -> None:
    title = heading_title(_with_fund(), (), "work/disability")
    assert title == {"nl": "Werk: arbeidsongeschiktheidsuitkeringen", "en": "Work: disability benefits"}
