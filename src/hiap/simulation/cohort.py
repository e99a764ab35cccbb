"""The synthetic cohort of calibration: from birth along the base-year age pattern (5.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack
from hiap.equations.disease import YearOfDisease, added_mortality, disease_year
from hiap.equations.groups import move, moving_shares
from hiap.equations.solving import solve_increasing
from hiap.simulation.mortality import Mortality
from hiap.simulation.world import World

Array = NDArray[np.float64]
HIGHEST_RATE = 3.0
ROUNDS_FOR_GROUPS = 2


@dataclass(frozen=True)
class Setting:
    """What the solver needs: rates [disease, draw, sex, age], `risk` and `mortality` with groups too."""

    pack: Pack
    level: Array
    remission: Array
    excess: Array
    fatal: Array
    cured: Array
    effects: tuple[tuple[int, int, Array], ...]
    risk: Array
    mortality: Array
    prior_underlying: Array
    leads_with_prevalence: tuple[bool, ...]
    order: tuple[int, ...]


@dataclass(frozen=True)
class Solved:
    """What the solver found, same axes; `excess_mortality` and `prevalence` by group."""

    incidence: Array
    remission: Array
    excess_mortality: Array
    prevalence: Array
    clamps: tuple[dict[str, object], ...]


def cohort_setting(world: World, risk: Array, mortality: Mortality) -> Setting:
    """Stack the diseases of the pack for the solver."""
    pack = world.pack
    level = np.stack([item.level for item in world.diseases])
    excess = np.stack([item.excess_mortality for item in world.diseases])
    pairs = [(pack.disease_index(e.disease), pack.disease_index(e.outcome)) for e in pack.disease_effects]
    risks = [world.disease_effects[(e.disease, e.outcome)] for e in pack.disease_effects]
    return Setting(
        pack=pack,
        level=level,
        remission=np.stack([item.remission for item in world.diseases]),
        excess=excess,
        fatal=np.stack([item.fatal_fraction for item in world.diseases]),
        cured=np.stack([item.cured_fraction for item in world.diseases]),
        effects=tuple((cause, outcome, rr) for (cause, outcome), rr in zip(pairs, risks, strict=True)),
        risk=risk,
        mortality=mortality.cohort[:, 0],
        prior_underlying=_prior_underlying(pack, level, excess),
        leads_with_prevalence=tuple(item.leading == "prevalence" for item in pack.diseases),
        order=disease_order(len(pack.diseases), pairs),
    )


def _prior_underlying(pack: Pack, level: Array, excess: Array) -> Array:
    """A first underlying share [disease, draw, sex], good enough to divide excess mortality over groups."""
    deaths = np.stack([item.deaths_underlying for item in pack.diseases])[:, None]
    leads = np.array([item.leading == "prevalence" for item in pack.diseases])[:, None, None]
    patients = (level * excess * pack.population).sum(axis=-1)
    share = np.divide(deaths, patients, out=np.ones(patients.shape), where=leads & (patients > 0))
    return np.clip(np.where(np.isnan(share), 1.0, share), 0.0, 1.0)


def disease_order(count: int, effects: list[tuple[int, int]]) -> tuple[int, ...]:
    """Order diseases so that each comes after those that raise its risk (3.5).

    >>> disease_order(3, [(2, 0)])
    (1, 2, 0)
    """
    order: list[int] = []
    while len(order) < count:
        free = [
            d
            for d in range(count)
            if d not in order and not any(o == d and c not in order for c, o in effects)
        ]
        if not free:
            raise ValueError("diseases that raise each other's risk in a circle cannot be calibrated")
        order += free
    return tuple(order)


def carry(pack: Pack, mortality: Array, age: int, quantity: Array) -> Array:
    """Take a quantity of people aged `age` to the next age: survivors, then moves between groups (2.3).

    `mortality` [draw, sex, age, group]; `quantity` [..., draw, sex, group], of the same shape back.
    """
    survivors = pack.group_share[:, age] * np.exp(-mortality[:, :, age])
    total = survivors.sum(axis=-1, keepdims=True)
    up, down = moving_shares(survivors, pack.group_share[:, age + 1] * total)
    return np.asarray(move(quantity * survivors, up, down) / move(survivors, up, down))


def disease_factor(setting: Setting, d: int, age: int | slice, prevalence: Array) -> Array:
    """Relative incidence of a disease by group: exposure times other diseases (3.3, 3.5)."""
    factor = setting.risk[d][..., age, :]
    for cause, outcome, ratio in setting.effects:
        if outcome == d:
            factor = factor * (1.0 + prevalence[cause][..., age, :] * (ratio[..., age, None] - 1.0))
    return np.asarray(factor)


def disease_step(
    setting: Setting,
    d: int,
    age: int | slice,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
) -> YearOfDisease:
    """One year of one disease at one age (or all) with given incidence and remission (4.1)."""
    return disease_year(
        prevalence[d][..., age, :],
        incidence[d][..., age, None] * disease_factor(setting, d, age, prevalence),
        remission[d][..., age, None],
        excess,
        setting.fatal[d][..., age, None],
        setting.cured[d][..., age, None],
    )


def solve_along_ages(setting: Setting) -> Solved:
    """Start at birth and solve incidence at each age so that prevalence at the next age is the pack's (5.2)."""
    pack, ages = setting.pack, setting.pack.ages
    incidence = np.zeros(setting.level.shape)
    remission = setting.remission.copy()
    prevalence = np.zeros(setting.risk.shape)
    excess = np.zeros(setting.risk.shape)
    clamps: dict[tuple[str, str], float] = {}
    for d, leads in enumerate(setting.leads_with_prevalence):
        prevalence[d][..., 0, :] = setting.level[d][..., 0, None] if leads else 0.0
    national = (setting.mortality * pack.group_share).sum(axis=-1, keepdims=True)
    ratio = (setting.mortality / national)[:, :, 0]
    for age in range(ages):
        for _ in range(ROUNDS_FOR_GROUPS):
            excess[..., age, :] = setting.excess[..., age, None] * ratio
            after = _solve_age(setting, age, prevalence, excess, incidence, remission, clamps)
            ratio = _group_ratio(setting, age, prevalence, incidence, remission)
        if age + 1 < ages:
            prevalence[..., age + 1, :] = carry(pack, setting.mortality, age, after)
    lines: tuple[dict[str, object], ...] = tuple(
        {"what": what, "where": where, "size": size} for (what, where), size in sorted(clamps.items())
    )
    return Solved(incidence, remission, excess, prevalence, lines)


def _solve_age(
    setting: Setting,
    age: int,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> Array:
    """Find incidence (or remission) of all diseases at one age; give prevalence a year later."""
    after = np.zeros(prevalence[..., age, :].shape)
    share = setting.pack.group_share[:, age]
    for d in setting.order:
        local = excess[d][..., age, :]
        if setting.leads_with_prevalence[d]:
            _fit_prevalence(setting, d, age, prevalence, local, incidence, remission, clamps)
        else:
            healthy = share * (1.0 - prevalence[d][..., age, :])
            factor = disease_factor(setting, d, age, prevalence)
            mean = (healthy * factor).sum(axis=-1) / healthy.sum(axis=-1)
            incidence[d][..., age] = setting.level[d][..., age] / mean
        after[d] = disease_step(setting, d, age, prevalence, local, incidence, remission).prevalence
    return after


def _fit_prevalence(
    setting: Setting,
    d: int,
    age: int,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> None:
    """Solve i0 at one age; where even 0 leaves too many patients, raise remission instead and list it.

    The open last age is stationary: its own prevalence is the goal.
    """
    pack = setting.pack
    last = age + 1 == pack.ages
    goal = setting.level[d][..., age if last else age + 1]
    share = setting.pack.group_share[:, age if last else age + 1]

    def error(value: Array, of: Array) -> Array:
        of[d][..., age] = value
        found = disease_step(setting, d, age, prevalence, excess, incidence, remission).prevalence
        there = found if last else carry(pack, setting.mortality, age, found)
        return np.asarray((there * share).sum(axis=-1) - goal)

    low = np.zeros(goal.shape)
    remission[d][..., age] = setting.remission[d][..., age]
    solved = solve_increasing(lambda x: error(x, incidence), low, low + HIGHEST_RATE, tolerance=1e-14)
    too_many = error(low, incidence) > 1e-12
    incidence[d][..., age] = solved
    if too_many.any():
        given = setting.remission[d][..., age]
        incidence[d][..., age] = np.where(too_many, 0.0, solved)
        raised = solve_increasing(
            lambda x: -error(x, remission), given, given + HIGHEST_RATE, tolerance=1e-14
        )
        remission[d][..., age] = np.where(too_many, raised, given)
        key = (
            "prevalence falls faster than patients die: incidence 0, remission raised",
            pack.diseases[d].id,
        )
        clamps[key] = max(clamps.get(key, 0.0), float(np.where(too_many, raised - given, 0.0).max()))


def _group_ratio(setting: Setting, age: int, prevalence: Array, incidence: Array, remission: Array) -> Array:
    """Mortality of a group over what its diseases and other causes would give it, k_g (4.2)."""
    share, mortality = setting.pack.group_share[:, age], setting.mortality[:, :, age]
    total = np.zeros(mortality.shape)
    for d in range(setting.level.shape[0]):
        national = setting.excess[d][..., age, None]
        year = disease_step(setting, d, age, prevalence, national, incidence, remission)
        under = setting.prior_underlying[d][..., None]
        total += added_mortality(year.hazard, national, under, prevalence[d][..., age, :], year.prevalence)
    other = np.maximum(((mortality - total) * share).sum(axis=-1, keepdims=True), 0.0)
    return np.asarray(mortality / (total + other))
