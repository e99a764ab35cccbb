"""Pencil world of the ledger (7.1, 8.1-8.3): a projection written by hand, booked and discounted on paper.

Two ages (0, 1+), groups Q1 (.4 of all persons) and Q2 (.6); euro of 2024; prices of 2020 times 1/.8 = 1.25.

Care. Zvw costs 1,000 at age 0 and 3,000 at 1+ by age at event, so 2,000 and 3,000 for cohorts; patients pay
    a tenth. Wlz 0 and 400, so 200 and 400. A tenth of all people is ill, at 5,000 · .8 = 4,000 (Zvw), 1,000
    (Wlz) a year. Unrelated to the disease: Zvw 1,600 and 2,600, Wlz 100 and 300.
Staff under the Zvw, 10 jobs per million euro; hospitals have 10 per million earned, nurses 20, pills none.
    Law: at 0 .9 hospital, .1 pills; at 1+ .4 hospital, .4 nurses, .2 pills. Cough: .5 hospital, .5 pills.
    2,000 persons of each age spend 4.0 and 6.0 million, .8 of it on cough. Left at 0 3.6 - .4 = 3.2 hospital,
    0 pills; at 1+ 2.4 - .4 = 2.0 hospital, 2.4 nurses, .8 pills: jobs 20 to 48, 5/17 and 12/17
Measure of 2026 and 2027, participants 30 (Q1) and 10 (Q2), then 20 and 20:
    coach    50 of 2020 = 62.50 a person, municipalities      2,500           2,500
    campaign 30,000 a year, VWS                              30,000          30,000
    start    4,000 once, households by participants           3,000  1,000        -
    bonus    20 a person from VWS to households                 600    200      400  400
    tax      100 a year from households to Financiën             75     25       50   50
    time     40 a year from households to welfare                30     10       20   20
What happens, against the reference:
    2026     2 years ill less in Q1, 1 less in Q2; 1 and .5 healthy years (HALY) more
    2027     3 years ill less in Q1; 1 person-year more of age 1+ in Q1; 2 HALYs more in Q1
    Zvw      2026: -8,000 -4,000 = -12,000, insurers -10,800, households -800 and -400
             2027: -12,000 + 2,600 = -9,400, insurers -8,460, households of Q1 -940
    Wlz      2026: -2,000 -1,000 = -3,000          2027: -3,000 + 300 = -2,700
    Staff    2026: -.12 hospital          2027: -.12 + .026 · 5/17 hospital, .026 · 12/17 nurses

Balances                   2026                                       2027
    municipalities         -2,500                                     -2,500
    VWS                    -30,000 - 800         = -30,800            -30,800
    Financiën              100                                        100
    Zvw insurers           10,800                                     8,460
    Wlz offices            3,000                                      2,700
    households Q1          -3,000+600-75-30+800  = -1,705             400-50-20+940 = 1,270
    households Q2          -1,000+200-25-10+400  = -435               400-50-20     = 330
    parties together       -21,540                                    -20,440
    resources              2,500+30,000+4,000-15,000 = 21,500         2,500+30,000-12,100 = 20,400
    welfare                40                                         40
Without the programme   municipalities 0, 0; VWS -800, -800; Financiën 100, 100; insurers 10,800, 8,460;
    offices 3,000, 2,700; Q1 1,295, 1,270; Q2 565, 330. Present gains 28,269.727626: Financiën .006978 of it,
    insurers .673143, offices .199028, Q1 .089509, Q2 .031341; VWS loses 800 + 800/1.028 = 1,578.210117.
    Of the programme cost of 68,114.785992 municipalities pay .072406, VWS .868870, Q1 .044043, Q2 .014681.
    Above their part of the cost .006978 + .673143 + .199028 + .045466 + .016660 = .941276, the wrong pocket
Discounted to 2026 at 2.8 %: money -21,540 - 20,440/1.028 = -41,423.268482; HALYs 1.5 + 2/1.028 = 3.445525
    net present value at 50,000 a QALY 130,852.996109; break-even (21,540 · 1.028 + 20,440)/(1.5 · 1.028 + 2)
    = 42,583.12/3.542 = 12,022.337662
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import (
    ACCOUNTS,
    MKBA,
    Story,
    amount,
    by_age,
    country,
    disease,
    exactly,
    hardly_any_deaths,
    measure,
    tell,
    words,
)

from hiap.domain.measure import Measure
from hiap.domain.pack import CareCost, CareSector, Law, Pack, SectorShares
from hiap.domain.pack import View as Field
from hiap.economics.appraisal import break_even_qaly_value
from hiap.economics.ledger import Perspective, perspective_balance
from hiap.reports.result import mean_of, part, rows
from hiap.simulation.recording import Projection
from hiap.workflow.block import Differences, Task, book
from hiap.workflow.budget import budget_of
from hiap.workflow.pockets import pockets_of, wrong_pocket
from hiap.workflow.result import balance_by_party, money_of
from hiap.workflow.staff import staff_of
from hiap.workflow.views import View, factors_from, net_present_values

PARTIES = ACCOUNTS[:7]
TITLE = {"nl": "wet", "en": "law"}
SOCIETY = Perspective("society", {"en": "Society"}, PARTIES, "mkba")
BALANCES = {
    "municipalities": (-2_500, -2_500),
    "rijk_vws": (-30_800, -30_800),
    "rijk_financien": (100, 100),
    "zvw_insurers": (10_800, 8_460),
    "wlz_offices": (3_000, 2_700),
    "households_q1": (-1_705, 1_270),
    "households_q2": (-435, 330),
    "resources": (21_500, 20_400),
    "health": (0, 0),
    "welfare": (40, 40),
}


def _pack() -> Pack:
    """The laws and the disease of the world above."""
    costs = (
        CareCost("zvw", False, exactly(5_000.0), exactly(0.8)),
        CareCost("wlz", False, exactly(1_000.0), exactly(1.0)),
    )
    share = np.broadcast_to([0.4, 0.6], (2, 2, 2)).copy()
    return replace(
        country(ages=2, groups=("Q1", "Q2")),
        group_share=share,
        diseases=(disease("cough", 2, prevalence=np.full((2, 2), 0.1), remission=1.0, care_costs=costs),),
        laws=(
            Law(
                "zvw",
                "zvw_insurers",
                by_age([1_000.0, 3_000.0]),
                exactly(0.0),
                0.1,
                {"nl": "zvw", "en": "zvw"},
            ),
            Law("wlz", "wlz_offices", by_age([0.0, 400.0]), exactly(0.0), 0.0, TITLE),
        ),
    )


def _measure() -> Measure:
    """The programme and the transfers of the world above."""

    def cost(name: str, kind: str, euro: float, year: int, payer: str) -> dict[str, object]:
        fixed = {"price_year": year, "payer": payer, "money": "temporary", "title": words(name)}
        return {"id": name, "kind": kind, "amount": amount(euro, "eur")} | fixed

    def transfer(
        name: str, basis: str, euro: float, payer: str, receiver: str, kind: str
    ) -> dict[str, object]:
        fixed = {"basis": basis, "price_year": 2024, "kind": kind, "title": words(name)}
        return {"id": name, "payer": payer, "receiver": receiver, "amount": amount(euro, "eur")} | fixed

    return measure(
        "help",
        {"sex": "all", "age": [0, 1]},
        start=2026,
        duration=2,
        costs=[
            cost("coach", "per_person", 50.0, 2020, "municipalities"),
            cost("campaign", "yearly", 30_000.0, 2024, "rijk_vws"),
            cost("start", "one_off", 4_000.0, 2024, "households"),
        ],
        transfers=[
            transfer("bonus", "per_person", 20.0, "rijk_vws", "households", "benefit"),
            transfer("tax", "yearly", 100.0, "households", "rijk_financien", "tax"),
            transfer("time", "yearly", 40.0, "households", "welfare", "welfare"),
        ],
    )


def _projection(of: Projection) -> Projection:
    """What happens, by hand: 100 person-years in every cell, 40 years ill and 360 HALYs in every group."""
    person_years = np.full((1, 2, 3, 2, 2, 2), 100.0)
    person_years[0, 1, 2, 0, 1, 0] += 1.0
    sick_years = np.full((1, 1, 2, 3, 2), 40.0)
    sick_years[0, 0, 1, 1] -= [2.0, 1.0]
    sick_years[0, 0, 1, 2] -= [3.0, 0.0]
    haly = np.full((1, 2, 3, 2), 360.0)
    haly[0, 1, 1] += [1.0, 0.5]
    haly[0, 1, 2] += [2.0, 0.0]
    participants = np.zeros((1, 1, 2, 3, 2))
    participants[0, 0, 1, 1], participants[0, 0, 1, 2] = [30.0, 10.0], [20.0, 20.0]
    return replace(
        of,
        person_years=person_years,
        sick_years=sick_years,
        cared_for=person_years,
        cared_sick=sick_years,
        cared_cases=np.zeros(sick_years.shape),
        base_sick=np.full((1, 1, 2, 2), 0.1),
        base_cases=np.zeros((1, 1, 2, 2)),
        haly=haly,
        participants=participants,
    )


@pytest.fixture(scope="module")
def story() -> Story:
    """The calibrated country, before anything happens."""
    pack = _pack()
    return tell(pack, hardly_any_deaths(pack), [_measure()], years=3)


@pytest.fixture(scope="module")
def task(story: Story) -> Task:
    """One deterministic run of three years with a QALY at 50,000 euro."""
    return Task(story.pack, (_measure(),), 1, 0, 0, 1, 3, 50_000.0)


@pytest.fixture(scope="module")
def booked(story: Story, task: Task) -> Differences:
    """The projection by hand, booked."""
    happened = _projection(story.projection)
    return book(task, story.sampler, story.calibration, story.policy, happened)


def test_balances_by_account_and_year(booked: Differences) -> None:
    money = booked.money[0, 1]
    for place, account in enumerate(ACCOUNTS):
        found = money[:, place]
        assert found == pytest.approx([0.0, *BALANCES[account]], rel=1e-9, abs=1e-6), account


def test_society_is_the_sum_of_the_parties_and_minus_the_boundary(booked: Differences) -> None:
    whole = perspective_balance(booked.money, ACCOUNTS, SOCIETY)[0, 1]
    assert whole == pytest.approx([0.0, -21_540.0, -20_440.0], rel=1e-9, abs=1e-6)
    assert booked.money[0, 1, :, len(PARTIES) :].sum(axis=-1) == pytest.approx(-whole, rel=1e-9, abs=1e-6)


def test_programme_and_care(booked: Differences) -> None:
    assert booked.programme[0, 1] == pytest.approx([0.0, 36_500.0, 32_500.0])
    assert booked.care[0, 1] == pytest.approx([0.0, -15_000.0, -12_100.0])


def test_health_goes_to_those_who_gain_it(booked: Differences) -> None:
    q1, q2, health = (ACCOUNTS.index(name) for name in ("households_q1", "households_q2", "health"))
    found = booked.health_money[0, 1]
    assert found[:, q1] == pytest.approx([0.0, 50_000.0, 100_000.0])
    assert found[:, q2] == pytest.approx([0.0, 25_000.0, 0.0])
    assert found[:, health] == pytest.approx([0.0, -75_000.0, -100_000.0])


def test_the_reference_books_nothing_against_itself(booked: Differences) -> None:
    for balance in (booked.money, booked.health_money):
        assert np.all(balance[:, 0] == 0.0)


@pytest.fixture(scope="module")
def view(task: Task, booked: Differences) -> View:
    """The measure in the eyes of society, discounted to 2026."""
    factors = factors_from(task, 2026, MKBA.costs)
    return View(task, booked, 1, task.measures, 2026, 2, SOCIETY, factors, factors)


def test_gains_that_fall_elsewhere_than_the_cost(view: View) -> None:
    pocket = wrong_pocket(view)
    assert pocket["share"] == pytest.approx(0.941276, abs=1e-6)
    assert pocket["undefined"] is None
    assert pocket["losses_eur"] == {"rijk_vws": -1_578.21}


def test_a_cost_below_0_is_no_cost(view: View) -> None:
    programme = np.array([line.kind == "programme" for line in view.found.lines])
    received = replace(view.found, amounts=np.where(programme, -1.0, 1.0) * view.found.amounts)
    assert wrong_pocket(replace(view, found=received))["undefined"] == "no cost"


def test_net_present_value_and_break_even(view: View) -> None:
    money, health = net_present_values(view)
    assert money == pytest.approx([-41_423.268482], abs=1e-5)
    assert health == pytest.approx([172_276.264591], abs=1e-5)
    assert money + health == pytest.approx([130_852.996109], abs=1e-5)
    found = break_even_qaly_value(float(money[0]), float(health[0]) / 50_000.0)
    assert found == pytest.approx(12_022.337662, abs=1e-4)


def test_present_values_of_cost_care_and_both_values_of_a_qaly(view: View) -> None:
    """36,500 + 32,500/1.028, -15,000 - 12,100/1.028 and -41,423.268482 + 2 · 172,276.264591.

    Benefits over costs: the balances with the first of these added, over it.
    """
    told = money_of(view, many=False)
    assert told.pop("lost_output_eur") is None  # this country says nothing of work
    assert told.pop("other_outcomes_eur") is None  # and the measure changes no other outcome
    assert told.pop("break_even_year") == 2026  # health of 75,000 is worth more than the 21,540 laid out
    found = {key: mean_of(value) for key, value in told.items()}
    assert found == {
        "programme_cost_eur": pytest.approx(68_114.785992, abs=1e-5),
        "care_cost_eur": pytest.approx(-26_770.428016, abs=1e-5),
        "lost_welfare_eur": pytest.approx(40 + 40 / 1.028, abs=1e-5),
        "net_present_value_eur": pytest.approx(130_852.996109, abs=1e-5),
        "net_present_value_100k_eur": pytest.approx(303_129.260700, abs=1e-5),
        "benefit_cost_ratio": pytest.approx(198_967.782101 / 68_114.785992, abs=1e-8),
        "benefit_cost_ratio_100k": pytest.approx(371_244.046692 / 68_114.785992, abs=1e-8),
        "break_even_qaly_eur": pytest.approx(12_022.337662, abs=1e-4),
    }


def test_receipts_and_payments_of_a_party(view: View) -> None:
    """Q1 pays 1,675 in 2026 and receives 1,290/1.028 in 2027; insurers receive 10,800 + 8,460/1.028.

    Its time, worth 30 and 20, is welfare and no money.
    """
    found = balance_by_party(view, many=False)
    keys = ("receipts_eur", "payments_eur", "net_present_value_eur")
    shown = {
        party: tuple(mean_of(part(found, party).get(key)) for key in keys)
        for party in ("households_q1", "zvw_insurers")
    }
    assert shown["households_q1"] == pytest.approx((1_290 / 1.028, 1_675.0, 1_290 / 1.028 - 1_675), abs=1e-5)
    assert shown["zvw_insurers"] == pytest.approx((19_029.571984, 0.0, 19_029.571984), abs=1e-5)
    assert "health" not in found


def test_the_budget_of_every_party_by_heading(view: View) -> None:
    """What is money of the balances above: welfare (time) is none, so 30 and 10 less, 20 and 20 less."""
    budget = budget_of(view, many=False)
    found = {(row["party"], row["heading"]): row["series"] for row in rows(budget, "rows")}
    expected = {
        ("municipalities", "help/coach"): [-2_500, -2_500],
        ("rijk_vws", "total"): [-30_800, -30_800],
        ("rijk_vws", "help/bonus"): [-800, -800],
        ("rijk_vws", "help/campaign"): [-30_000, -30_000],
        ("rijk_financien", "help/tax"): [100, 100],
        ("zvw_insurers", "care/zvw"): [10_800, 8_460],
        ("wlz_offices", "care/wlz"): [3_000, 2_700],
        ("households_q1", "total"): [-1_675, 1_290],
        ("households_q1", "help/start"): [-3_000, 0],
        ("households_q1", "care/zvw"): [800, 940],
        ("households_q2", "total"): [-425, 350],
    }
    for key, series in expected.items():
        assert found[key] == pytest.approx(series, rel=1e-9, abs=1e-6), key
    assert not any("time" in heading for _, heading in map(tuple, found) if isinstance(heading, str))
    assert {row["money"] for row in rows(budget, "rows")} == {"temporary"}
    assert all(row["structural_eur"] is None for row in rows(budget, "rows"))


def test_a_series_at_0_percent_equals_its_sum(view: View) -> None:
    """The present value of insurers and offices, who have one heading each, without discounting."""
    flat = replace(view, factors=np.ones(3), health_factors=np.ones(3))
    net = {
        row["party"]: row["net_present_value_eur"] for row in rows(pockets_of(flat, many=False), "parties")
    }
    for row in rows(budget_of(flat, many=False), "rows"):
        if row["party"] in ("zvw_insurers", "wlz_offices", "municipalities", "rijk_financien"):
            assert mean_of(row["sum_eur"]) == pytest.approx(mean_of(net[row["party"]]), abs=1e-6)
            assert mean_of(row["sum_eur"]) == pytest.approx(sum(BALANCES[str(row["party"])]), abs=1e-6)


def test_structural_money_is_told_apart(view: View) -> None:
    """The coach paid from structural money: 2,500 a year, reached at once; care follows."""
    lasting = view.measures[0].model_copy(
        update={
            "costs": tuple(
                cost.model_copy(update={"money": "structural"}) if cost.id == "coach" else cost
                for cost in view.measures[0].costs
            )
        }
    )
    budget = budget_of(replace(view, measures=(lasting,)), many=False)
    found = {(row["party"], row["heading"]): row for row in rows(budget, "rows")}
    coach = found["municipalities", "help/coach"]
    assert (coach["money"], mean_of(coach["structural_eur"]), coach["reached"]) == (
        "structural",
        -2_500.0,
        2026,
    )
    assert found["rijk_vws", "help/campaign"]["money"] == "temporary"
    assert found["zvw_insurers", "care/zvw"]["money"] == "structural"
    assert mean_of(found["zvw_insurers", "care/zvw"]["structural_eur"]) == pytest.approx((10_800 + 8_460) / 2)
    assert found["zvw_insurers", "care/zvw"]["reached"] is None


def test_who_pays_whom_adds_up_to_the_balances(view: View) -> None:
    pockets = pockets_of(view, many=False)
    moved = {
        (row["payer"], row["receiver"], row["heading"]): mean_of(row["present_value_eur"])
        for row in rows(pockets, "matrix")
    }
    assert moved["municipalities", "resources", "help/coach"] == pytest.approx(2_500 + 2_500 / 1.028)
    assert moved["zvw_insurers", "resources", "care/zvw"] == pytest.approx(-10_800 - 8_460 / 1.028)
    assert moved["households_q1", "welfare", "help/time"] == pytest.approx(30 + 20 / 1.028)
    money = {key: amount for key, amount in moved.items() if "welfare" not in key}  # time is none
    for row in rows(pockets, "parties"):
        given = sum(amount for (payer, _, _), amount in money.items() if payer == row["party"])
        got = sum(amount for (_, receiver, _), amount in money.items() if receiver == row["party"])
        assert mean_of(row["net_present_value_eur"]) == pytest.approx(got - given, abs=1e-6)


def test_a_revolving_fund_by_hand(view: View) -> None:
    """The state, municipalities and insurers: -22,400 and -24,740; insurers alone never come short."""
    accounts = ("municipalities", "rijk_vws", "rijk_financien", "zvw_insurers")
    seen = Field("payers", {"nl": "Betalers", "en": "Payers"}, accounts, "mkba")
    pack = replace(view.task.pack, views=(seen,), budget_terms=(1, 2))
    found = pockets_of(replace(view, task=replace(view.task, pack=pack)), many=False)
    fund = part(rows(found, "fields")[0], "fund")
    assert mean_of(fund["need_eur"]) == pytest.approx(47_140)
    assert fund["deepest_year"] == 2027
    assert {year: mean_of(stand) for year, stand in part(fund, "stand_eur").items()} == {
        "2026": pytest.approx(-22_400),
        "2027": pytest.approx(-47_140),
    }


def test_who_loses_while_society_gains_and_who_is_square_when(view: View) -> None:
    """Society gains 130,853; VWS, municipalities and both groups of households lose money."""
    found = {row["party"]: row for row in rows(pockets_of(view, many=False), "parties")}
    losers = {party for party, row in found.items() if row["loses_while_society_gains"]}
    assert losers == {"municipalities", "rijk_vws", "households_q1", "households_q2"}
    square = {party: row["square"] for party, row in found.items()}
    assert square["zvw_insurers"] == square["rijk_financien"] == 2026
    assert square["rijk_vws"] is square["households_q1"] is None
    paid = mean_of(found["rijk_vws"]["paid_eur"])
    assert paid == pytest.approx(30_000 + 30_000 / 1.028)
    assert mean_of(found["rijk_vws"]["gains_eur"]) == pytest.approx(-1_578.210117)


def test_the_test_of_savings_in_care_needs_structural_money_and_draws(view: View) -> None:
    """Care falls by 15,000 and 12,100, so 13,550 a year."""
    test = part(pockets_of(view, many=False), "care_test")
    assert mean_of(test["structural_change_eur"]) == pytest.approx(-13_550.0)
    assert (test["verdict"], test["over"]) == ("not structural", [2026, 2027])
    assert test["payers"] == ["households", "municipalities", "rijk_vws"]


def test_staff_follows_the_cost_of_care(view: View) -> None:
    """10 jobs per million under the Zvw: 12,000 and 9,400 less care is .12 and .094 jobs less."""
    laws = tuple(
        replace(law, staff=exactly(10.0) if law.id == "zvw" else None) for law in view.task.pack.laws
    )
    task = replace(view.task, pack=replace(view.task.pack, laws=laws))
    jobs = np.zeros((1, 2, 3, 2))
    jobs[0, 1, :, 0] = [0.0, -0.12, -0.094]
    staff = staff_of(replace(view, task=task, found=replace(view.found, staff=jobs)), many=False)
    assert list(part(staff, "laws")) == ["zvw"]
    marks = part(staff, "laws", "zvw", "marks")
    assert {year: mean_of(value) for year, value in marks.items()} == {"2026": -0.12, "2027": -0.094}
    assert mean_of(part(staff, "laws", "zvw")["structural"]) == pytest.approx(-0.107)
    assert staff["structural_over"] == [2026, 2027]


def _with_sectors(pack: Pack) -> Pack:
    """The same country with jobs under the Zvw, and the sectors that they are in."""
    zvw, wlz = pack.laws
    bands = (
        SectorShares(0, {"hospital": 0.9, "pills": 0.1}),
        SectorShares(1, {"hospital": 0.4, "nurses": 0.4, "pills": 0.2}),
    )
    (cough,) = pack.diseases
    first, second = cough.care_costs
    costs = (replace(first, sectors={"hospital": 0.5, "pills": 0.5}), second)
    return replace(
        pack,
        laws=(replace(zvw, staff=exactly(10.0), sectors=bands), wlz),
        diseases=(replace(cough, care_costs=costs),),
        care_sectors=tuple(
            CareSector(name, {"en": name, "nl": name}, jobs)
            for name, jobs in (("hospital", 10.0), ("nurses", 20.0), ("pills", 0.0))
        ),
    )


def test_staff_is_divided_over_sectors_by_age_and_disease(story: Story, task: Task, view: View) -> None:
    """Care of a disease goes where it was found to go; what is left of a law as at that age."""
    pack = _with_sectors(task.pack)
    happened = _projection(story.projection)
    booked = book(replace(task, pack=pack), story.sampler, story.calibration, story.policy, happened)
    assert booked.staff[0, 1, :, 0] == pytest.approx([0.0, -0.12, -0.094], abs=1e-9)
    hospital, nurses, pills = booked.sector_staff[0, 1].T
    assert hospital == pytest.approx([0.0, -0.12, -0.12 + 0.026 * 5 / 17], abs=1e-9)
    assert nurses == pytest.approx([0.0, 0.0, 0.026 * 12 / 17], abs=1e-9)
    assert not pills.any()
    seen = replace(view, task=replace(task, pack=pack), found=booked)
    sectors = part(staff_of(seen, many=False), "sectors")
    assert list(sectors) == ["hospital", "nurses", "total"]
    assert mean_of(part(sectors, "total", "marks")["2027"]) == pytest.approx(-0.094)


def test_without_sectors_staff_is_told_by_law_alone(view: View) -> None:
    assert part(staff_of(view, many=False), "sectors") == {}


def test_care_that_is_dearer_in_all_passes_no_test(view: View) -> None:
    """15,000 less in 2026 and 20,000 more in 2027, over one structural year: a saving that does not last."""
    lasting = view.measures[0].model_copy(
        update={
            "duration": 1,
            "costs": tuple(c.model_copy(update={"money": "structural"}) for c in view.measures[0].costs),
        }
    )
    places = [place for place, line in enumerate(view.found.lines) if line.kind == "care"]
    amounts = view.found.amounts.copy()
    amounts[0, 1, :, places] = 0.0
    amounts[0, 1, :, places[0]] = [0.0, -15_000.0, 20_000.0]
    found = replace(view.found, amounts=amounts)
    test = part(pockets_of(replace(view, measures=(lasting,), found=found), many=False), "care_test")
    assert mean_of(test["structural_change_eur"]) == pytest.approx(-15_000.0)
    assert mean_of(test["present_value_eur"]) == pytest.approx(-15_000.0 + 20_000.0 / 1.028)
    assert test["verdict"] == "dearer later"


def test_moving_a_cost_between_parties_changes_no_society_figure(view: View) -> None:
    moved = tuple(
        replace(line, payer="rijk_financien") if line.payer == "municipalities" else line
        for line in view.found.lines
    )
    other = replace(view, found=replace(view.found, lines=moved))
    for one, two in zip(net_present_values(view), net_present_values(other), strict=True):
        assert one == pytest.approx(two, rel=1e-12)
    assert balance_by_party(other, many=False) != balance_by_party(view, many=False)
