"""The reference in tables: what the model says of the base year, beside which any result stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack import load_pack
from hiap.consequences.care import care_prices, end_of_life_prices, modelled_care, other_care
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.pack import SEXES, Pack
from hiap.economics.appraisal import ESTIMATE
from hiap.equations.demography import cohort_value, healthy_life_expectancy, life_expectancy
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.gradient import gap_with_equal_exposure
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

Array = NDArray[np.float64]
Row = dict[str, object]
TABLES = (
    "life_expectancy",
    "healthy_life_expectancy",
    "population",
    "deaths",
    "prevalence",
    "incidence",
    "risk_factors",
    "care_cost",
    "disability",
    "gap",
    "attributable_deaths",
)
EDUCATION = "education"
GROUPINGS = ("ses", EDUCATION)
"""What `reference_rows` may be by: the groups of the pack, or levels of education."""
COLUMNS = (
    "table",
    "year",
    "place",
    "sex",
    "ses",
    "age",
    "disease",
    "law",
    "unit",
    "value",
    "low",
    "high",
    "source",
    "grade",
)
RESIDUAL = "no modelled disease"
LAST_YEAR = "last year of life, other causes"
AGES_OF_EXPECTANCY = (0, 65)
YEARS_OF_A_BAR = 5
BAND_STARTS = (0, 20, 45, 65, 75, 85)
ADULT = 18


@dataclass(frozen=True)
class Base:
    """The deterministic reference of some years, all that the tables need.

    `residual` [sex, age]: disability that no modelled disease explains, at the age on 1 January (4.3).
    """

    pack: Pack
    world: World
    mortality: Mortality
    calibration: Calibration
    projection: Projection
    residual: Array


def base_year(pack: str = DEFAULT_PACK) -> Base:
    """The deterministic reference of the base year."""
    return reference_of(1, pack)


def reference_of(years: int, pack: str = DEFAULT_PACK) -> Base:
    """Calibrate the deterministic reference and project it for some years from the base year on."""
    return _reference_of(years, pack, load_pack(pack).digest)


@lru_cache(maxsize=2)
def _reference_of(years: int, name: str, digest: str) -> Base:
    """The same for the pack as it is now: a changed file gives another digest."""
    pack = load_pack(name)
    sampler = Sampler(Draws(0, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, years)
    calibration = calibrate(world, mortality)
    policy = sample_policy([], pack, sampler)
    setup = set_up(world, mortality, calibration, policy)
    projection = project(setup, years, [years])
    return Base(pack, world, mortality, calibration, projection, setup.residual[0, ..., 0])


def expectancies(pack: Pack, mortality: Mortality, age: int = 0) -> tuple[Array, Array]:
    """Life expectancy and healthy life expectancy at an age in the base year, [sex, all and groups]."""
    infant = pack.infant_share_lived
    by_group = np.moveaxis(mortality.by_group[0, 0], -1, 1)
    rate = np.concatenate([mortality.national[0, 0][:, None], by_group], axis=1)
    good = np.moveaxis(pack.good_health, -1, 1)
    national = (pack.good_health * pack.group_share).sum(axis=-1)
    share = np.concatenate([national[:, None], good], axis=1)
    return (
        life_expectancy(rate, infant[:, None], age),
        healthy_life_expectancy(rate, infant[:, None], share, age),
    )


def reference_summary(pack: Pack, deaths: Array, clamps: tuple[dict[str, object], ...]) -> dict[str, object]:
    """The reference of the base year as the first page shows it, with the report of calibration.

    `deaths` [sex] are those of the run; life expectancies are the deterministic ones.
    """
    sampler = Sampler(Draws(0, 0), slice(0, 1))
    life, healthy = expectancies(pack, project_mortality(sample_world(pack, sampler), 1))
    labels = ("all", *pack.groups)
    return {
        "population": dict.fromkeys(ESTIMATE) | {"mean": float(pack.people.sum())},
        "population_by_age": _people_by_age(pack),
        "deaths": {sex: float(deaths[s]) for s, sex in enumerate(SEXES)},
        "life_expectancy": _table(life, labels),
        "healthy_life_expectancy": _table(healthy, labels),
        "calibration": [dict(clamp) for clamp in clamps],
    }


def _people_by_age(pack: Pack) -> dict[str, dict[str, float]]:
    """Persons on 1 January of the base year by sex and five years of age, the last band open."""
    starts = range(0, pack.ages, YEARS_OF_A_BAR)
    return {
        sex: {
            band_name(pack, start, min(start + YEARS_OF_A_BAR, pack.ages) - 1): float(
                pack.people[s, start : start + YEARS_OF_A_BAR].sum()
            )
            for start in starts
        }
        for s, sex in enumerate(SEXES)
    }


def _table(values: Array, labels: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """[sex, label] as nested plain values."""
    return {
        sex: {label: float(values[s, i]) for i, label in enumerate(labels)} for s, sex in enumerate(SEXES)
    }


def reference_rows(
    table: str | None = None,
    pack: str = DEFAULT_PACK,
    by: str = GROUPINGS[0],
    year: int | None = None,
    draws: int = 0,
    seed: int = 1,
) -> list[Row]:
    """Give the reference of the base year as tidy rows with the columns of `COLUMNS`.

    `pack` is the id of a pack that ships with hiap, or the path of a folder. `by` is `ses`, the groups of the
    pack, or `education`: then `ses` holds the level, there are fewer tables, and `year` may be a later one.
    With a `year` or with `draws`, by `ses`, the tables are population, deaths and care cost of that year, not
    by group: with draws the mean, and in `low` and `high` the limits of 95 % of them.

    Raises
    ------
    InputError : a table, grouping or year that does not exist, or a pack without education.

    >>> reference_rows("life_expectancy")[0]["value"]
    80.7
    """
    if by not in GROUPINGS:
        raise InputError([Fault("--by", None, f"no grouping {by}", cure_for(by, GROUPINGS))])
    if by == EDUCATION:
        from hiap.workflow.reference_education import education_rows  # late: it builds on this module

        if draws:
            raise InputError([Fault("--draws", None, f"{EDUCATION} is not drawn", "leave it out")])
        return education_rows(table, pack, year)
    if table is not None and table not in TABLES:
        raise InputError([Fault("--table", None, f"no table {table}", cure_for(table, TABLES))])
    if year is not None or draws:
        from hiap.workflow.reference_later import later_rows  # late: it builds on this module

        return later_rows(table, pack, year, draws, seed)
    makers = {
        "life_expectancy": _expectancy_rows,
        "healthy_life_expectancy": _healthy_rows,
        "population": _population_rows,
        "deaths": _death_rows,
        "prevalence": _prevalence_rows,
        "incidence": _incidence_rows,
        "risk_factors": _risk_factor_rows,
        "care_cost": _care_rows,
        "disability": _disability_rows,
        "gap": _gap_rows,
        "attributable_deaths": _attributable_rows,
    }
    base = base_year(pack)
    return [row for name in ([table] if table else TABLES) for row in makers[name](base)]


def table_row(base: Base, table: str, value: float, unit: str, digits: int, **labels: object) -> Row:
    """Give one row with every column; what does not apply is empty."""
    found = blank_row(base.pack, table)
    found |= {"unit": unit, "value": round(float(value), digits) + 0.0}  # no -0
    return found | labels


def blank_row(pack: Pack, table: str) -> Row:
    """Give a row of the base year for everybody, without a number yet."""
    found: Row = dict.fromkeys(COLUMNS, "")
    found |= {"table": table, "year": pack.base_year, "place": pack.place_or_country}
    return found | {"sex": "all", "ses": "all", "age": "all", "source": "hiap reference", "grade": "C"}


def _expectancy_rows(base: Base) -> Iterator[Row]:
    """Life expectancy at birth and at 65 by sex and group."""
    yield from _years_ahead(base, "life_expectancy", 0)


def _healthy_rows(base: Base) -> Iterator[Row]:
    """Life expectancy in good perceived health at birth and at 65 by sex and group."""
    yield from _years_ahead(base, "healthy_life_expectancy", 1)


def _years_ahead(base: Base, table: str, which: int) -> Iterator[Row]:
    """Rows of one of the two expectancies."""
    for age in ages_of_expectancy(base.pack):
        years = expectancies(base.pack, base.mortality, age)[which]
        for s, sex in enumerate(SEXES):
            for i, group in enumerate(("all", *base.pack.groups)):
                yield table_row(base, table, years[s, i], "years", 2, sex=sex, ses=group, age=str(age))


def _attributable_rows(base: Base) -> Iterator[Row]:
    """Deaths that go with a risk factor."""
    from hiap.workflow.attributable import attributable_rows  # late: it builds on this module

    yield from attributable_rows(base)


def _gap_rows(base: Base) -> Iterator[Row]:
    """Gap in life expectancy between the groups, and what of it equal risk from risk factors would take away.

    `disease` names the risk factor, or all of them together.
    """
    if len(base.pack.groups) == 1:
        return
    names = [factor.id for factor in base.pack.risk_factors]
    ends = f"{base.pack.groups[-1]}-{base.pack.groups[0]}"
    parts = [("all risk factors", names), *((name, [name]) for name in names)]
    for age in ages_of_expectancy(base.pack):
        gap = gap_with_equal_exposure(base.world, base.mortality, base.calibration, (), age)[0]
        left = {
            title: gap_with_equal_exposure(base.world, base.mortality, base.calibration, chosen, age)[0]
            for title, chosen in parts
        }
        for s, sex in enumerate(SEXES):
            place: Row = {"sex": sex, "ses": ends, "age": str(age)}
            yield table_row(base, "gap", gap[s], "years", 2, **place)
            for title, _ in parts:
                carried = gap[s] - left[title][s]
                labels: Row = place | {"disease": title}
                yield table_row(base, "gap", carried, "years carried by risk factors", 2, **labels)
                if gap[s] != 0.0:
                    yield table_row(
                        base, "gap", carried / gap[s], "share carried by risk factors", 3, **labels
                    )


def _population_rows(base: Base) -> Iterator[Row]:
    """Persons on 1 January by sex, age band and group."""
    people = base.pack.people[..., None] * base.pack.group_share
    yield table_row(base, "population", people.sum(), "persons", 0)
    for s, sex in enumerate(SEXES):
        yield table_row(base, "population", people[s].sum(), "persons", 0, sex=sex)
        for first, last in age_bands(base.pack):
            band = people[s, first : last + 1]
            yield table_row(
                base, "population", band.sum(), "persons", 0, sex=sex, age=band_name(base.pack, first, last)
            )
            for g, group in enumerate(base.pack.groups):
                yield table_row(
                    base,
                    "population",
                    band[:, g].sum(),
                    "persons",
                    0,
                    sex=sex,
                    age=band_name(base.pack, first, last),
                    ses=group,
                )


def _death_rows(base: Base) -> Iterator[Row]:
    """Deaths of the year by sex and group."""
    deaths = base.projection.deaths[0, 0, 0]
    for s, sex in enumerate(SEXES):
        yield table_row(base, "deaths", deaths[s].sum(), "deaths per year", 0, sex=sex)
        for g, group in enumerate(base.pack.groups):
            yield table_row(base, "deaths", deaths[s, g], "deaths per year", 0, sex=sex, ses=group)


def _prevalence_rows(base: Base) -> Iterator[Row]:
    """Patients on 1 January by disease, sex and group."""
    people = base.pack.people[..., None] * base.pack.group_share
    for d, disease in enumerate(base.pack.diseases):
        patients = people * base.calibration.prevalence[d, 0]
        grade, source = disease.level_grade, disease.source
        for s, sex in enumerate(SEXES):
            labels: Row = {"sex": sex, "disease": disease.id, "source": source, "grade": grade}
            yield table_row(base, "prevalence", patients[s].sum(), "persons", 0, **labels)
            for g, group in enumerate(base.pack.groups):
                yield table_row(
                    base, "prevalence", patients[s, :, g].sum(), "persons", 0, **(labels | {"ses": group})
                )


def _incidence_rows(base: Base) -> Iterator[Row]:
    """New cases of the year by disease and group, solved from prevalence or as published."""
    for d, disease in enumerate(base.pack.diseases):
        cases = base.projection.cases[d, 0, 0, 0]
        labels: Row = {"disease": disease.id, "source": disease.source, "grade": disease.level_grade}
        yield table_row(base, "incidence", cases.sum(), "new cases per year", 0, **labels)
        for g, group in enumerate(base.pack.groups):
            yield table_row(base, "incidence", cases[g], "new cases per year", 0, **(labels | {"ses": group}))


def _risk_factor_rows(base: Base) -> Iterator[Row]:
    """Share of adults at each level, or mean, by sex and group; `disease` names factor and level."""
    people = base.pack.people[..., None] * base.pack.group_share
    first = min(ADULT, base.pack.ages - 1)
    adults = people[:, first:]
    for factor in base.pack.risk_factors:
        shares = factor.share if factor.kind == "levels" else factor.mean[None]
        names = factor.levels or ("mean",)
        unit = "share of adults" if factor.kind == "levels" else factor.unit
        for c, level in enumerate(names):
            for s, sex in enumerate(SEXES):
                for g, group in enumerate((*base.pack.groups, "all")):
                    weight = adults[s] if group == "all" else adults[s][:, g : g + 1]
                    here = shares[c, s, first:]
                    exposure = here if group == "all" else here[:, g : g + 1]
                    yield table_row(
                        base,
                        "risk_factors",
                        (weight * exposure).sum() / weight.sum(),
                        unit,
                        4,
                        sex=sex,
                        ses=group,
                        age=f"{first}-{base.pack.ages - 1}",
                        disease=f"{factor.id}/{level}",
                        grade=factor.grade,
                    )


def _care(base: Base) -> tuple[Array, Array]:
    """Care cost of the base year: what no modelled disease explains [law], and theirs [law, disease]."""
    sampler, projection = base.world.sampler, base.projection
    of_base = (projection.base_sick, projection.base_cases, projection.base_other_deaths)
    prices = care_prices(base.pack, sampler.estimate, *of_base)
    first = slice(0, 1)
    modelled = modelled_care(prices, projection.sick_years[:, :, :, first], projection.cases[:, :, :, first])
    lived, last = projection.person_years[:, :, first], projection.other_deaths[:, :, first]
    return other_care(prices, lived, last).sum(axis=(1, 2, 3, 4)), modelled.sum(axis=(2, 3, 4, 5))


def care_by_law(base: Base) -> dict[str, float]:
    """Care cost of the base year by law, in euros of the price year."""
    unrelated, modelled = _care(base)
    totals = unrelated + modelled.sum(axis=-1)
    return {law.id: float(totals[index]) for index, law in enumerate(base.pack.laws)}


def residual_care(base: Base) -> dict[str, float]:
    """Share of the care cost of the base year by law that no modelled disease explains (7.1)."""
    unrelated, modelled = _care(base)
    shares = share_of(unrelated, unrelated + modelled.sum(axis=-1))
    return {law.id: float(shares[index]) for index, law in enumerate(base.pack.laws)}


def share_of(part: Array, whole: Array) -> Array:
    """A part of a whole; 0 of nothing."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


def disability_by_sex(base: Base) -> tuple[Array, Array]:
    """Years lost to disability of the base year [sex]: all, and without a modelled disease (4.3)."""
    lived = base.projection.person_years[0, 0, 0].sum(axis=-1)
    everything = (lived * cohort_value(base.pack.disability)).sum(axis=-1)
    return everything, (lived * base.residual).sum(axis=-1)


def _disability_rows(base: Base) -> Iterator[Row]:
    """Years lost to disability by sex, and the share that no modelled disease explains."""
    everything, residual = disability_by_sex(base)
    for s, sex in enumerate((*SEXES, "all")):
        chosen = slice(None) if sex == "all" else slice(s, s + 1)
        total, rest = (np.asarray(years[chosen].sum()) for years in (everything, residual))
        yield table_row(base, "disability", float(total), "years lost to disability", 0, sex=sex)
        share = float(share_of(rest, total))
        yield table_row(base, "disability", share, "share of the disability", 3, sex=sex, disease=RESIDUAL)


def _care_rows(base: Base) -> Iterator[Row]:
    """Care cost of the year by law: in all, of each modelled disease what is avoidable, and what is left.

    Of what is left, the last year of life of who dies of other causes stands apart.
    """
    pack, totals, shares = base.pack, care_by_law(base), residual_care(base)
    _, modelled = _care(base)
    extra = end_of_life_prices(pack, base.world.sampler.estimate, 1)
    for index, law in enumerate(pack.laws):
        labels: Row = {"law": law.id, "source": law.total.source, "grade": law.total.grade}
        yield table_row(base, "care_cost", totals[law.id], f"EUR {pack.price_year}", 0, **labels)
        for d, disease in enumerate(pack.diseases):
            if modelled[index, d] > 0:
                more: Row = {"law": law.id, "disease": disease.id}
                yield table_row(base, "care_cost", modelled[index, d], f"EUR {pack.price_year}", 0, **more)
        share = law.end_of_life_share
        if share is not None:
            last: Row = {"law": law.id, "disease": LAST_YEAR, "source": share.source, "grade": share.grade}
            spent = extra[index, 0] * base.projection.other_deaths[0, 0, 0].sum()
            yield table_row(base, "care_cost", spent, f"EUR {pack.price_year}", 0, **last)
        rest: Row = labels | {"disease": RESIDUAL}
        yield table_row(base, "care_cost", shares[law.id], "share of the law's cost", 3, **rest)


def ages_of_expectancy(pack: Pack) -> list[int]:
    """Give the ages at which life expectancy is shown: at birth, and at 65 if the pack goes that far."""
    return [age for age in AGES_OF_EXPECTANCY if age < pack.ages]


def age_bands(pack: Pack) -> list[tuple[int, int]]:
    """Age bands of a pack: first and last age, the last band open."""
    starts = [start for start in BAND_STARTS if start < pack.ages]
    return list(zip(starts, [start - 1 for start in starts[1:]] + [pack.ages - 1], strict=True))


def band_name(pack: Pack, first: int, last: int) -> str:
    """Name of an age band."""
    return f"{first}+" if last == pack.ages - 1 else f"{first}-{last}"
