"""Deaths of the base year that go with a risk factor: what the relative risks of the pack add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import OTHER_CAUSES, SEXES
from hiap.equations.exposure import potential_impact_fraction
from hiap.simulation.path import reference_path, reference_risk
from hiap.workflow.reference import Base, Row, table_row

Array = NDArray[np.float64]
TOGETHER = "all risk factors"
UNIT = "deaths per year"


def deaths_by_cause(base: Base) -> dict[str, Array]:
    """Give the deaths of the base year by underlying cause, [sex, age, group]; the last are other causes.

    Those of a disease are its deaths at onset and its part of the excess deaths of its patients (4.2), laid
    over ages and groups and scaled to what the disease causes by sex.
    """
    pack, solved, risks = base.pack, base.calibration, mean_risks(base)
    lived, rate = base.projection.person_years[0, 0, 0], base.mortality.cohort[0, 0]
    started = pack.people[..., None] * pack.group_share
    left = 0.5 * started * (1.0 + np.exp(-rate)) * rate
    found: dict[str, Array] = {}
    for d, disease in enumerate(pack.diseases):
        sick = 0.5 * (solved.prevalence[d, 0] + solved.year_end[d, 0])
        onset = _cases(base, d, sick, risks) * solved.fatal_fraction[d, 0]
        deaths = onset + lived * sick * solved.excess_mortality[d, 0] * solved.underlying[d, 0, :, None, None]
        known = solved.disease_deaths[d, 0]
        total = deaths.sum(axis=(1, 2))
        scale = np.divide(known, total, out=np.zeros_like(known), where=total > 0)
        found[disease.id] = deaths * scale[:, None, None]
        left = left - found[disease.id]
    return {**found, OTHER_CAUSES: np.maximum(left, 0.0)}


def _cases(base: Base, d: int, sick: Array, risks: Mapping[tuple[str, str], Array]) -> Array:
    """New cases of a disease, [sex, age, group]: those by sex and age, over groups by risk and people."""
    pack, solved = base.pack, base.calibration
    lived = base.projection.person_years[0, 0, 0]
    part = (1.0 - sick) * lived * pack.group_ratios[d]
    for (_, outcome), risk in risks.items():
        part = part * risk if outcome == pack.diseases[d].id else part
    for effect in pack.disease_effects:
        if effect.outcome == pack.diseases[d].id:
            excess = base.world.disease_effects[(effect.disease, effect.outcome)][0, ..., None] - 1.0
            part = part * (1.0 + solved.prevalence[pack.disease_index(effect.disease), 0] * excess)
    whole = part.sum(axis=-1, keepdims=True)
    cases = base.projection.base_cases[d, 0] * lived.sum(axis=-1)
    return np.asarray(cases[..., None] * np.divide(part, whole, out=np.zeros_like(part), where=whole > 0))


def mean_risks(base: Base) -> dict[tuple[str, str], Array]:
    """Mean relative risk of the base year by risk factor and outcome, [sex, age, group] (3.2, 3.4)."""
    links, year = base.calibration.links, base.pack.base_year
    path = reference_path(base.world, list(links), base_year_only=True)
    return {
        (link.risk_factor, link.outcome): reference_risk(path, link, year, base.calibration.lagged)[0]
        for link in links
    }


def spared_deaths(base: Base, factors: Sequence[str]) -> dict[str, Array]:
    """Give the deaths by cause that go with some risk factors together, [sex, group] (3.2).

    They are those that would not be there in the year if nobody had ever been exposed, other things equal;
    what a factor does by way of another disease of the model counts where that disease is the cause of death.
    Deaths of several factors overlap: the parts that they leave multiply.
    """
    deaths = deaths_by_cause(base)
    left: dict[str, Array] = {}
    for (factor, outcome), risk in mean_risks(base).items():
        if factor in factors:
            part = potential_impact_fraction(risk, 1.0 - risk)
            left[outcome] = left.get(outcome, np.ones(())) * (1.0 - part)
    return {outcome: (deaths[outcome] * (1.0 - part)).sum(axis=1) for outcome, part in left.items()}


def attributable_rows(base: Base) -> Iterator[Row]:
    """Rows of the reference: by factor, by factor and cause (`smoking/lung_cancer`), sex and group."""
    factors = [factor.id for factor in base.pack.risk_factors]
    for name, chosen in (*((factor, [factor]) for factor in factors), (TOGETHER, factors)):
        found = spared_deaths(base, chosen)
        if not any(deaths.any() for deaths in found.values()):
            continue
        yield from _rows(base, name, sum(found.values(), np.zeros(())))
        for outcome in sorted(found):
            if found[outcome].any():
                yield _row(base, found[outcome].sum(), disease=f"{name}/{outcome}")


def _rows(base: Base, factor: str, deaths: Array) -> Iterator[Row]:
    """All, each sex and each group."""
    yield _row(base, deaths.sum(), disease=factor)
    for s, sex in enumerate(SEXES):
        yield _row(base, deaths[s].sum(), disease=factor, sex=sex)
    for g, group in enumerate(base.pack.groups):
        yield _row(base, deaths[:, g].sum(), disease=factor, ses=group)


def _row(base: Base, deaths: float, **labels: object) -> Row:
    return table_row(base, "attributable_deaths", deaths, UNIT, 0, **labels)
