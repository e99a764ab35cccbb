"""Laws 1 to 6, 8 and 10 in small countries where everything happens together (see `any_country`).

Lag, decay, remission, fatal and cured fractions, diseases that raise each other, trends, mediation, a
U-shaped risk, moves between groups and falling mortality, with every kind of effect, for countries that are
drawn. What holds of the pack that ships is in the files named after each law; laws 7 and 9, each about one
equation, are in `test_disease_equations` and `test_discounting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from any_country import (
    AGES,
    DRAWS,
    EVERYBODY,
    NUMBERS,
    SEED,
    YEARS,
    Country,
    Numbers,
    arrays,
    booked,
    fades,
    lighter,
    made,
    prepared,
    projected,
    quit_smoking,
    strong,
)
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small import FIRST, Array, Document, amount, exactly, hold, measure, shift
from whole_pack import Moment, watched_years

from hiap.domain.measure import Measure
from hiap.domain.pack import CareCost, Law
from hiap.economics.ledger import BOUNDARY
from hiap.simulation import projection
from hiap.simulation.engine import EngineName
from hiap.simulation.projection import project
from hiap.simulation.reach import YearOfPolicy
from hiap.simulation.reach import act as really_act
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler
from hiap.uncertainty.draws import Draws

ENGINES: tuple[EngineName, ...] = ("numpy", "numba")
ROUNDING = 1e-12
BY_DISEASE = ("sick_years", "cases", "cared_sick", "cared_cases", "paid_sick", "paid_cases")
WITHOUT_SCENARIO = ("base_sick", "base_cases", "base_other_deaths")
BEYOND_THE_REFERENCE = ("paid_sick", "paid_cases", "paid_dead")


def few(examples: int) -> settings:
    """A handful of countries, and no time limit on a machine that is busy."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    slow = [HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, phases=phases, suppress_health_check=slow)


def by_scenario(found: Projection) -> Iterator[tuple[str, Array]]:
    """Every array of outcomes with the scenarios in front."""
    for name, values in arrays(found):
        if name not in (*WITHOUT_SCENARIO, "participants"):
            yield name, np.moveaxis(values, 2 if name in BY_DISEASE else 1, 0)


# Law 1: a measure without effect changes nothing, alone and beside others.


def _nulls() -> list[Measure]:
    """Every kind of effect, of no size; and all that is strong, for nobody."""
    nobody: Document = {"kind": "stock", "share": amount(0.0, "share")}
    flow_of_nobody: Document = {"kind": "flow", "share": amount(0.0, "share")}
    none = [item.model_copy(update={"id": f"null-{item.id}"}) for item in strong(0.0)]
    moves, _, rates = strong(1.0)
    for item, reach in ((moves, nobody), (rates, flow_of_nobody)):
        document = item.model_dump(mode="json", exclude_none=True)
        none.append(Measure.model_validate({**document, "id": f"none-{item.id}", "reach": reach}))
    return none


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_nothing_changes_nothing(numbers: Numbers, engine: EngineName) -> None:
    """Exactly: every year, cell and draw of every null is the reference, and so is their package."""
    for name, values in by_scenario(projected(made(numbers), _nulls(), engine=engine)):
        for k in range(1, len(values)):
            assert np.array_equal(values[k], values[0]), (name, k)


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_nothing_beside_something_changes_nothing(numbers: Numbers, engine: EngineName) -> None:
    """One strong measure alone, and in a package with every null."""
    something = strong(0.5)[0]
    found = projected(made(numbers), [something, *_nulls()], engine=engine)
    for name, values in by_scenario(found):
        assert np.any(values[1] != values[0]), name
        assert np.array_equal(values[-1], values[1]), name


# Law 2: the reference equals the base year, and stays as it is where nothing changes.


def _frozen(numbers: Numbers) -> Country:
    """A country without calendar: nobody comes or goes, and mortality does not fall."""
    home = made(replace(numbers, fall=0.0))
    return replace(home, pack=replace(home.pack, migration=np.zeros_like(home.pack.migration)))


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_the_reference_repeats_the_base_year(numbers: Numbers, engine: EngineName) -> None:
    """People are those of the pack, and prevalence is what leads in the pack, in every draw, to 1e-9.

    But for prevalence in the open last age, which is found in rounds: here people stay in it for years, so
    that it is met to .5 %.
    """
    home = made(numbers)
    setup = prepared(home, [], Sampler(Draws(SEED, DRAWS), slice(0, DRAWS)), engine=engine)
    persons = project(setup, YEARS, [YEARS]).persons[:, 0, 0]
    np.testing.assert_allclose(persons.sum(axis=-1), home.pack.population + 0 * persons[..., 0], rtol=1e-9)
    for d, disease in enumerate(home.pack.diseases):
        if disease.leading == "prevalence":
            found = (setup.calibration.prevalence[d] * home.pack.group_share).sum(axis=-1)
            level = setup.world.diseases[d].level
            np.testing.assert_allclose(found[..., :-1], level[..., :-1], rtol=1e-9, err_msg=disease.id)
            np.testing.assert_allclose(found, level, rtol=5e-3, err_msg=disease.id)


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_a_frozen_country_keeps_its_prevalence(numbers: Numbers, engine: EngineName) -> None:
    """After twenty years, at every age and in every draw (5.2).

    But for the open last age: people there are not as many as arrive and die, so who is there changes.
    """
    years, home = 20, _frozen(numbers)
    sampler = Sampler(Draws(SEED, DRAWS), slice(0, DRAWS))
    setup = prepared(home, [], sampler, years=years, engine=engine, frozen=True)
    with watched_years() as moments:
        project(setup, years, [years])
    people = moments[-1].after.persons[:, 0]
    patients = moments[-1].after.carried[: setup.rows.diseases, :, 0] * people
    before = (setup.calibration.prevalence * home.pack.group_share).sum(axis=-1)
    after = patients.sum(axis=-1) / people.sum(axis=-1)
    np.testing.assert_allclose(after[..., :-1], before[..., :-1], rtol=1e-9)


# Law 3: order and blocks change no byte. The order of entries of a pack is in `test_law_order`.


@few(6)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES), order=st.permutations(range(3)))
def test_the_order_of_measures_changes_no_byte(
    numbers: Numbers, engine: EngineName, order: Sequence[int]
) -> None:
    home, measures = made(numbers), strong(0.5)
    one = dict(arrays(projected(home, measures, engine=engine)))
    for name, values in arrays(projected(home, [measures[place] for place in order], engine=engine)):
        assert values.tobytes() == one[name].tobytes(), name


@few(6)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_the_division_into_blocks_changes_no_byte(numbers: Numbers, engine: EngineName) -> None:
    home, measures = made(numbers), strong(0.5)
    parts = [
        dict(arrays(projected(home, measures, draws=slice(draw, draw + 1), engine=engine)))
        for draw in range(DRAWS)
    ]
    for name, whole in arrays(projected(home, measures, engine=engine)):
        axis = 1 if name in (*BY_DISEASE, *WITHOUT_SCENARIO, "participants") else 0
        joined = np.concatenate([part[name] for part in parts], axis=axis)
        assert joined.tobytes() == np.ascontiguousarray(whole).tobytes(), name


@few(6)
@given(numbers=NUMBERS)
def test_the_engines_agree(numbers: Numbers) -> None:
    home, measures = made(numbers), strong(1.0)
    plain = dict(arrays(projected(home, measures)))
    for name, values in arrays(projected(home, measures, engine="numba")):
        scale = float(np.abs(plain[name]).max())
        np.testing.assert_allclose(values, plain[name], rtol=1e-9, atol=1e-9 * scale, err_msg=name)


# Law 4: a bigger effect never gives fewer healthy years.


def _effects(times: float) -> dict[str, Document]:
    """Every kind of effect once or twice as large, each towards less harm.

    The lightest weigh 29 · .48^.1 · .89 = 23.9 kg/m2, less 1 at most: nobody comes under the 22 at which the
    U-shaped risk is least, so that it only rises here.
    """
    return {
        "company": fades("incidence", 1.0 - 0.2 * times, "cough"),
        "diet": fades("incidence", 1.0 - 0.2 * times, "sugar"),
        "lighter": lighter(-0.5 * times),
        "quit": quit_smoking(0.3 * times),
        "rehabilitation": fades("remission", 1.0 + 0.5 * times, "stroke"),
        "stay-off": hold("habit", 0.3 * times),
        "stop": shift("habit", 0.3 * times, 0.2),
        "unit": fades("fatality", 1.0 - 0.2 * times, "stroke"),
    }


def _once_and_twice() -> list[Measure]:
    """Each effect once and twice as large, for three years, in the order of the scenarios."""
    flow: Document = {"kind": "flow", "share": amount(0.3, "share")}
    sizes = zip(_effects(1.0).items(), _effects(2.0).values(), strict=True)
    return [
        measure(f"{name}-{times}", EVERYBODY, reach=flow, effects=[item], start=FIRST, duration=3)
        for (name, small), large in sizes
        for times, item in ((1, small), (2, large))
    ]


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_a_bigger_effect_never_gives_fewer_healthy_years(numbers: Numbers, engine: EngineName) -> None:
    """At every horizon, in every draw.

    The law asks that patients die of a disease at least as fast as healthy people do at onset. The latter is
    at most .04 · .3 = .012 a year over the groups; patients die at .15 or more.
    """
    found = projected(made(numbers), _once_and_twice(), engine=engine)
    gained = np.cumsum((found.haly - found.haly[:, :1]).sum(axis=-1), axis=-1)
    least = ROUNDING * found.haly.sum(axis=-1).max()
    for k, name in enumerate(_effects(1.0)):
        once, twice = gained[:, 1 + 2 * k], gained[:, 2 + 2 * k]
        assert once.min() >= -least, name
        assert (twice - once).min() >= -least, name


# Law 5: transfers net to zero, accounts sum to 0, parties add up to society.


def _with_care(home: Country) -> Country:
    """Care for every disease under two laws, a part of it paid by patients."""
    costs = (
        CareCost("wlz", True, exactly(900.0), exactly(0.7)),
        CareCost("zvw", False, exactly(400.0), exactly(0.8)),
    )
    diseases = tuple(replace(item, care_costs=costs) for item in home.pack.diseases)
    by_age = 1000.0 * np.ones((2, AGES)) * np.linspace(1.0, 3.0, AGES)
    wlz = Law("wlz", "wlz_offices", by_age, exactly(0.0), 0.0, {"en": "wlz"})
    zvw = Law("zvw", "zvw_insurers", 2.0 * by_age, exactly(0.0), 0.15, {"en": "zvw"}, None, exactly(0.1))
    return replace(home, pack=replace(home.pack, diseases=diseases, laws=(wlz, zvw)))


def _with_money(item: Measure, euro: float) -> Measure:
    """The measure with a cost for each participant, and a tax of a household for each euro."""
    told = {"price_year": 2020, "title": {"nl": "geld", "en": "money"}}
    cost = {"id": "help", "kind": "per_person", "payer": "municipalities", "money": "temporary"}
    tax = {"id": "tax", "kind": "tax", "payer": "households", "receiver": "rijk_financien", "basis": "yearly"}
    document = item.model_dump(mode="json", exclude_none=True)
    document["costs"] = [cost | told | {"amount": amount(euro, "eur")}]
    document["transfers"] = [tax | told | {"amount": amount(100.0 * euro, "eur")}]
    return Measure.model_validate(document)


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES), euro=st.floats(0.01, 1e5))
def test_accounts_sum_to_zero_and_parties_to_society(
    numbers: Numbers, engine: EngineName, euro: float
) -> None:
    """In every draw, scenario and year, with care, work, costs and transfers; a transfer alone nets to 0."""
    home = _with_care(made(numbers))
    alone = _with_money(measure("z-tax", EVERYBODY, start=FIRST, duration=2), euro)
    only_tax = alone.model_copy(update={"costs": ()})
    found = booked(home, [*(_with_money(item, euro) for item in strong(0.5)), only_tax], engine)
    boundary = [found.accounts.index(name) for name in BOUNDARY]
    parties = [place for place in range(len(found.accounts)) if place not in boundary]
    for balance in (found.money, found.health_money):
        moved = np.abs(balance).sum(axis=-1)
        assert moved[:, 1:-2].max() > 0.0
        assert np.all(np.abs(balance.sum(axis=-1)) <= ROUNDING * moved.max())
        society = balance[..., parties].sum(axis=-1)
        assert np.all(np.abs(society + balance[..., boundary].sum(axis=-1)) <= ROUNDING * moved.max())
    tax = found.money[:, 4]
    assert np.abs(tax).max() > euro
    assert not tax[..., boundary].any()
    assert np.all(np.abs(tax.sum(axis=-1)) <= ROUNDING * np.abs(tax).max())


# Law 6: cells split into identical parts add up to the whole.

# People move between the groups up to age 3. At 4+ they must not: those who arrive there differ from those
# who were there, so the parts would no longer be identical. For the same reason migrants come and go at 4+.
WHOLE = [np.ones(AGES)]
FIRST_PART = np.array([0.3, 0.4, 0.35, 0.25, 0.25])


@few(8)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_identical_parts_add_up_to_the_whole(numbers: Numbers, engine: EngineName) -> None:
    """Outcomes to 1e-12 of the largest; what measures change, which is small beside them, to 1e-9."""
    measures = [item for item in strong(0.5) if not item.target.ses]
    whole, parts = (
        dict(by_scenario(projected(made(numbers, shares), measures, engine=engine)))
        for shares in (WHOLE, [FIRST_PART, 1.0 - FIRST_PART])
    )
    for name, one in whole.items():
        each = parts[name]
        many = each[..., :1] if name.endswith("expectancy") else each.sum(axis=-1, keepdims=True)
        assert np.abs(many - one).max() <= 1e-12 * np.abs(one).max(), name
        change, changes = one - one[:1], many - many[:1]
        assert np.abs(changes - change).max() <= 1e-9 * np.abs(change).max(), name


# Law 8: shares stay in [0, 1], nobody is negative, nothing is missing.


@contextmanager
def watched_exposure() -> Iterator[list[tuple[str, Array]]]:
    """Record the shares over the levels of every touched factor in every year, with the moves of the year."""
    seen: list[tuple[str, Array]] = []

    def watch(*given_to_act: object) -> YearOfPolicy:
        done = really_act(*given_to_act)  # type: ignore[arg-type]
        reference = given_to_act[6]
        assert isinstance(reference, Mapping)
        for name, changed in done.difference.items():
            if name != "weight":
                whole = np.concatenate([-changed.sum(axis=0, keepdims=True), changed])
                seen.append((name, reference[name][:, :, None] + whole))
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "act", watch)
        yield seen


def _within(what: str, share: Array) -> None:
    assert share.min() >= -ROUNDING, (what, share.min())
    assert share.max() <= 1.0 + ROUNDING, (what, share.max())


def _state_is_sound(moment: Moment) -> None:
    """Prevalence, mortality and people reached on a 1 January and in the year before."""
    rows, carried = moment.setup.rows, moment.after.carried
    assert carried[: rows.diseases].min() >= 0.0, moment.year
    assert carried[: rows.diseases].max() <= 1.0, moment.year
    assert moment.mortality.min() >= 0.0, moment.year
    assert moment.after.persons.min() >= 0.0, moment.year
    for row in (*rows.reached.values(), *rows.intensity.values()):
        _within(f"people reached {moment.year}", carried[row])


@few(12)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_shares_are_shares_and_nobody_is_negative(numbers: Numbers, engine: EngineName) -> None:
    """With measures as strong as they can be, which take weight from one arm of the U to the other."""
    with watched_years() as moments, watched_exposure() as exposures:
        found = projected(made(numbers), strong(1.0), engine=engine)
    for name, values in arrays(found):
        assert np.isfinite(values).all(), name
        if name not in BEYOND_THE_REFERENCE:
            assert values.min() >= 0.0, name
    for moment in moments:
        _state_is_sound(moment)
    assert {name for name, _ in exposures} == {"habit", "smoke"}
    for name, share in exposures:
        _within(name, share)
        np.testing.assert_allclose(share.sum(axis=0), 1.0, atol=ROUNDING)
    lived = found.person_years.sum(axis=(3, 4)) * (1.0 + ROUNDING)
    assert np.all(found.sick_years <= lived)
    assert np.all(found.haly <= lived)
    assert np.all(found.healthy_years <= lived)


# Law 10: of one move in one year a package changes at most the sum of its measures, and at least the largest.


def _movers(sizes: Sequence[float]) -> list[Measure]:
    """Measures that move the exposed of other groups and ages, each by its own size."""
    poor: Document = {**EVERYBODY, "ses": ["Q1"]}
    young: Document = {**EVERYBODY, "age": [0, 2]}
    part: Document = {"kind": "flow", "share": amount(0.8, "share")}
    return [
        measure(f"move-{place}", target, reach=part, effects=[shift("habit", size, 0.1)], start=FIRST)
        for place, (target, size) in enumerate(zip((EVERYBODY, poor, young), sizes, strict=True))
    ]


@few(12)
@given(
    numbers=NUMBERS,
    engine=st.sampled_from(ENGINES),
    sizes=st.lists(st.floats(0.0, 1.0), min_size=3, max_size=3),
)
def test_a_package_moves_at_most_the_sum_of_its_measures(
    numbers: Numbers, engine: EngineName, sizes: Sequence[float]
) -> None:
    with watched_exposure() as exposures:
        projected(made(numbers), _movers(sizes), engine=engine, years=1)
    share = exposures[0][1][1]
    moved = 1.0 - share / share[:, :1]
    alone, together = moved[:, 1:-1], moved[:, -1]
    assert exposures[0][0] == "habit"
    assert np.all(together <= alone.sum(axis=1) + ROUNDING)
    assert np.all(together >= alone.max(axis=1) - ROUNDING)
    assert together.max() >= 0.8 * max(sizes) - ROUNDING
