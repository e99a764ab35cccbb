"""The synthetic cohort of calibration: from birth along the base-year age pattern (5.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.errors import PackError
from hiap.domain.pack import Pack
from hiap.equations.disease import YearOfDisease, added_mortality
from hiap.equations.groups import move, moving_shares
from hiap.equations.solving import solve_increasing
from hiap.simulation.engine import Engine, EngineName, YearToFit, engine
from hiap.simulation.mortality import Mortality
from hiap.simulation.world import World

Array = NDArray[np.float64]
HIGHEST_RATE = 3.0
ROUNDS_FOR_GROUPS = 2
ROUNDS_OF_LAST_AGE = 40
YEARS_IN_LAST_AGE = 2


@dataclass(frozen=True)
class Flows:
    """Survivors of every age and their moves between groups on the way to the next age (2.3)."""

    survivors: Array
    up: Array
    down: Array
    moved: Array


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
    flows: Flows
    engine: Engine


@dataclass(frozen=True)
class Solved:
    """What the solver found, same axes; `excess_mortality` and `prevalence` by group."""

    incidence: Array
    remission: Array
    excess_mortality: Array
    prevalence: Array
    clamps: tuple[dict[str, object], ...]


def cohort_setting(
    world: World, risk: Array, mortality: Mortality, flows: Flows, engine_name: EngineName = "numpy"
) -> Setting:
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
        flows=flows,
        engine=engine(engine_name),
    )


def _prior_underlying(pack: Pack, level: Array, excess: Array) -> Array:
    """A first underlying share [disease, draw, sex], good enough to divide excess mortality over groups."""
    deaths = np.stack([item.deaths_underlying for item in pack.diseases])[:, None]
    leads = np.array([item.leading == "prevalence" for item in pack.diseases])[:, None, None]
    patients = (level * excess * pack.population).sum(axis=-1)
    share = np.divide(deaths, patients, out=np.ones(patients.shape), where=leads & (patients > 0))
    return np.clip(np.where(np.isnan(share), 1.0, share), 0.0, 1.0)


def cohort_flows(pack: Pack, mortality: Array) -> Flows:
    """Prepare the moves of the synthetic cohort, [draw, sex, age, group] for every age but the last."""
    survivors = pack.group_share[:, :-1] * np.exp(-mortality[:, :, :-1])
    total = survivors.sum(axis=-1, keepdims=True)
    up, down = moving_shares(survivors, pack.group_share[:, 1:] * total)
    if float((up + down).max()) > 1.0:
        raise PackError("ses_share changes so fast with age that a group would lose more people than it has")
    return Flows(survivors, up, down, move(survivors, up, down))


def carry(flows: Flows, age: int, quantity: Array) -> Array:
    """Take a quantity of people aged `age` to the next age, [..., draw, sex, group] to the same (2.3)."""
    amount = quantity * flows.survivors[:, :, age]
    return np.asarray(move(amount, flows.up[:, :, age], flows.down[:, :, age]) / flows.moved[:, :, age])


def weight_later(flows: Flows, pack: Pack, age: int) -> Array:
    """What prevalence in a group at the end of an age adds to that of the next age, [draw, sex, group].

    Carrying to the next age is linear: this is `carry` of one group after the other, weighed by the groups.
    """
    per_person = pack.group_share[:, age + 1] / flows.moved[:, :, age]
    up, down = flows.up[:, :, age], flows.down[:, :, age]
    added = (1.0 - up - down) * per_person
    added[..., :-1] += up[..., :-1] * per_person[..., 1:]
    added[..., 1:] += down[..., 1:] * per_person[..., :-1]
    return np.asarray(flows.survivors[:, :, age] * added)


def disease_factor(setting: Setting, chosen: list[int], age: int | slice, prevalence: Array) -> Array:
    """Relative incidence of some diseases by group: exposure times other diseases (3.3, 3.5)."""
    factor = setting.risk[..., age, :][chosen]
    for cause, outcome, ratio in setting.effects:
        if outcome in chosen:
            raised = 1.0 + prevalence[cause][..., age, :] * (ratio[..., age, None] - 1.0)
            factor[chosen.index(outcome)] *= raised
    return factor


def disease_step(
    setting: Setting,
    chosen: list[int],
    age: int | slice,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
    factor: Array | None = None,
) -> YearOfDisease:
    """One year of some diseases at one age (or all) with given incidence and remission (4.1)."""
    if factor is None:
        factor = disease_factor(setting, chosen, age, prevalence)
    return setting.engine.year(
        prevalence[..., age, :][chosen],
        incidence[..., age, None][chosen] * factor,
        remission[..., age, None][chosen],
        excess,
        setting.fatal[..., age, None][chosen],
        setting.cured[..., age, None][chosen],
    )


def solve_along_ages(setting: Setting) -> Solved:
    """Start at birth and solve incidence at each age so that prevalence at the next is the pack's (5.2)."""
    pack, ages = setting.pack, setting.pack.ages
    incidence = np.zeros(setting.level.shape)
    remission = setting.remission.copy()
    prevalence = np.zeros(setting.risk.shape)
    excess = np.zeros(setting.risk.shape)
    clamps: dict[tuple[str, str], float] = {}
    for d, leads in enumerate(setting.leads_with_prevalence):
        prevalence[d][..., 0, :] = setting.level[d][..., 0, None] if leads else 0.0
    at_birth = setting.mortality[:, :, 0]
    national = (at_birth * pack.group_share[:, 0]).sum(axis=-1, keepdims=True)
    ratio = np.divide(at_birth, national, out=np.ones_like(at_birth), where=national > 0)
    arriving = prevalence[..., 0, :]
    everything = list(range(len(setting.level)))
    for age in range(ages):
        last = age + 1 == ages
        for _ in range(ROUNDS_OF_LAST_AGE if last else ROUNDS_FOR_GROUPS):
            excess[..., age, :] = setting.excess[..., age, None] * ratio
            factor = disease_factor(setting, everything, age, prevalence)
            state = (prevalence, excess, incidence, remission)
            after = _solve_age(setting, age, factor, *state, clamps)
            ratio = _group_ratio(setting, age, factor, prevalence, incidence, remission, clamps)
            if last:
                prevalence[..., age, :] = stationary(setting, arriving, after)
                _settle_last_age(setting, arriving, prevalence, excess, incidence, remission)
        if not last:
            arriving = carry(setting.flows, age, after)
            prevalence[..., age + 1, :] = arriving
    lines: tuple[dict[str, object], ...] = tuple(
        {"what": what, "where": where, "size": size} for (what, where), size in sorted(clamps.items())
    )
    return Solved(incidence, remission, excess, prevalence, lines)


def stationary(setting: Setting, arriving: Array, after: Array) -> Array:
    """Prevalence of the open last age next year: as many arrive from the age before as die (5.2)."""
    survivors = setting.pack.group_share[:, -1] * np.exp(-setting.mortality[:, :, -1])
    dead = setting.pack.group_share[:, -1] - survivors
    return np.asarray((arriving * dead + after * survivors) / (dead + survivors))


def _settle_last_age(
    setting: Setting, arriving: Array, prevalence: Array, excess: Array, incidence: Array, remission: Array
) -> None:
    """Run the open last age on, in place, for diseases of which incidence is given (5.2)."""
    chosen = [d for d, leads in enumerate(setting.leads_with_prevalence) if not leads]
    for _ in range(YEARS_IN_LAST_AGE if chosen else 0):
        local = excess[..., -1, :][chosen]
        year = disease_step(setting, chosen, -1, prevalence, local, incidence, remission)
        prevalence[chosen, ..., -1, :] = stationary(setting, arriving[chosen], year.prevalence)


def _solve_age(
    setting: Setting,
    age: int,
    factor: Array,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> Array:
    """Find incidence (or remission) of all diseases at one age; give prevalence a year later."""
    share = setting.pack.group_share[:, age]
    solved = [d for d, leads in enumerate(setting.leads_with_prevalence) if leads]
    given = [d for d, leads in enumerate(setting.leads_with_prevalence) if not leads]
    if given:
        healthy = share * (1.0 - prevalence[..., age, :][given])
        mean = (healthy * factor[given]).sum(axis=-1) / healthy.sum(axis=-1)
        incidence[given, ..., age] = setting.level[..., age][given] / mean
    if solved:
        _fit_prevalence(setting, solved, age, factor, prevalence, excess, incidence, remission, clamps)
    everything = list(range(len(setting.level)))
    local = excess[..., age, :]
    return disease_step(setting, everything, age, prevalence, local, incidence, remission, factor).prevalence


def _fit_prevalence(
    setting: Setting,
    chosen: list[int],
    age: int,
    factor: Array,
    prevalence: Array,
    excess: Array,
    incidence: Array,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> None:
    """Solve i0 at one age; where even 0 leaves too many patients, raise remission instead and list it.

    The open last age is stationary: its own prevalence is the goal.
    """
    last = age + 1 == setting.pack.ages
    given = remission[chosen, ..., age] = setting.remission[..., age][chosen]
    found, younger = incidence[..., age][chosen], incidence[..., max(age - 1, 0)][chosen]
    year = YearToFit(
        prevalence=prevalence[..., age, :][chosen],
        factor=factor[chosen],
        remission=given,
        excess_mortality=excess[..., age, :][chosen],
        fatal_fraction=setting.fatal[..., age][chosen],
        cured_fraction=setting.cured[..., age][chosen],
        weight=setting.pack.group_share[:, age] if last else weight_later(setting.flows, setting.pack, age),
        goal=setting.level[..., age if last else age + 1][chosen],
        near=np.where(found > 0, found, younger) + 1e-6,
    )
    solved, at_zero = setting.engine.fit(year)
    too_many = at_zero > 1e-12
    incidence[chosen, ..., age] = solved
    if too_many.any():
        _raise_remission(setting, chosen, age, too_many, replace(year, near=solved), remission, clamps)


def _raise_remission(
    setting: Setting,
    chosen: list[int],
    age: int,
    too_many: NDArray[np.bool_],
    year: YearToFit,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> None:
    """Raise remission to the root where prevalence falls faster than patients die or recover (5.2)."""
    given, new = year.remission, year.near[..., None] * year.factor
    fatal, cured = year.fatal_fraction[..., None], year.cured_fraction[..., None]

    def missing(recover: Array) -> Array:
        after = setting.engine.year(
            year.prevalence, new, recover[..., None], year.excess_mortality, fatal, cured
        )
        return np.asarray(year.goal - (after.prevalence * year.weight).sum(axis=-1))

    raised = solve_increasing(missing, given, given + HIGHEST_RATE, tolerance=1e-14)
    remission[chosen, ..., age] = np.where(too_many, raised, given)
    for index, d in enumerate(chosen):
        size = float(np.where(too_many, raised - given, 0.0)[index].max())
        if size > 0:
            what = "prevalence falls faster than patients die: incidence 0, remission raised"
            key = (what, setting.pack.diseases[d].id)
            clamps[key] = max(clamps.get(key, 0.0), size)


def _group_ratio(
    setting: Setting,
    age: int,
    factor: Array,
    prevalence: Array,
    incidence: Array,
    remission: Array,
    clamps: dict[tuple[str, str], float],
) -> Array:
    """Mortality of a group over what its diseases and other causes would give it, k_g (4.2)."""
    share, mortality = setting.pack.group_share[:, age], setting.mortality[:, :, age]
    chosen = list(range(setting.level.shape[0]))
    national = setting.excess[..., age, None]
    year = disease_step(setting, chosen, age, prevalence, national, incidence, remission, factor)
    under = setting.prior_underlying[..., None]
    now = prevalence[..., age, :]
    added = added_mortality(year.hazard, national, under, now, year.prevalence)
    total = added.sum(axis=0)
    left = ((mortality - total) * share).sum(axis=-1, keepdims=True)
    if float(left.min()) < -1e-9:
        most = int(added.sum(axis=(1, 2, 3)).argmax())
        what = "patients would die more than all people do: their excess mortality scaled down"
        key = (what, f"{setting.pack.diseases[most].id} most, age {age}")
        clamps[key] = max(clamps.get(key, 0.0), -float(left.min()))
    explained = total + np.maximum(left, 0.0)
    ratio: Array = np.divide(mortality, explained, out=np.ones_like(mortality), where=explained > 0)
    return ratio
