"""The reference by level of education: persons, shares, deaths and life expectancy of a year (2.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack import load_pack
from hiap.data import DEFAULT_PACK
from hiap.domain.education import LEVELS, Education
from hiap.domain.errors import Fault, InputError
from hiap.domain.pack import SEXES, Pack
from hiap.equations.demography import cohort_rate, life_expectancy
from hiap.simulation.education import ByLevel, by_level
from hiap.simulation.mortality import gap_change
from hiap.workflow.reference import (
    BAND_STARTS,
    EDUCATION,
    Base,
    Row,
    ages_of_expectancy,
    band_name,
    reference_of,
    table_row,
)

Array = NDArray[np.float64]
NEEDED = "education_share.csv and education_expectancy.csv"


@dataclass(frozen=True)
class EducationOfYear:
    """The reference of one year by level of education.

    `persons` on 1 January and `deaths` of those people and of their migrants [sex, age, level]; `all_deaths`
    [sex] those of everybody, births of the year too; `expectancy` [age of `ages`, sex, all and levels].
    """

    base: Base
    education: Education
    year: int
    persons: Array
    deaths: Array
    all_deaths: Array
    ages: tuple[int, ...]
    expectancy: Array


def education_of_year(pack: str = DEFAULT_PACK, year: int | None = None) -> EducationOfYear:
    """Give the reference of a year by level of education; of the base year if none is asked.

    Raises
    ------
    InputError : a pack without education, a place, or a year that the pack does not have.
    """
    loaded = load_pack(pack)
    wanted = loaded.base_year if year is None else year
    _refuse(loaded, pack, wanted)
    return education_of(reference_of(wanted - loaded.base_year + 1, pack))


def education_of(base: Base) -> EducationOfYear:
    """Give the last year of a reference by level of education; its pack has to say something of education."""
    loaded, t = base.pack, base.mortality.national.shape[1] - 1
    education = loaded.education
    if education is None:
        raise ValueError(f"the pack {loaded.id} says nothing of education")
    national, people = base.mortality.national[0], base.projection.persons[0, 0, : t + 1].sum(axis=-1)
    change = gap_change(base.world, t + 1)[0, :, 0]
    levels = by_level(loaded, education, national, people, change)
    ages = tuple(ages_of_expectancy(loaded))
    return EducationOfYear(
        base=base,
        education=education,
        year=loaded.base_year + t,
        persons=people[t][..., None] * levels.share[t],
        deaths=_deaths(loaded, t, people[t], national[t])[..., None] * levels.dying[t],
        all_deaths=base.projection.deaths[0, 0, t].sum(axis=-1),
        ages=ages,
        expectancy=np.stack([_expectancy(loaded, national[t], levels, t, age) for age in ages]),
    )


def _refuse(loaded: Pack, pack: str, year: int) -> None:
    """Refuse a pack that does not say of education what is needed, and a year that it does not have."""
    if loaded.place is not None:
        cure = f"write --pack {loaded.id}"
        raise InputError([Fault("--by", None, f"{pack} is a place, and education is of the country", cure)])
    if loaded.education is None:
        cure = f"add {NEEDED} (docs/own-pack.md), or leave --by {EDUCATION} out"
        raise InputError([Fault("--by", None, f"the pack {loaded.id} says nothing of education", cure)])
    if not loaded.base_year <= year <= loaded.last_year:
        cure = f"write a year from {loaded.base_year} to {loaded.last_year}"
        raise InputError([Fault("--year", None, f"the pack {loaded.id} has no {year}", cure)])


def _deaths(pack: Pack, t: int, people: Array, national: Array) -> Array:
    """Deaths of who lives on 1 January and of migrants, by age on that day [sex, age] (2.1)."""
    rate = cohort_rate(national, pack.infant_share_lived)
    table = pack.migration[min(t, len(pack.migration) - 1)]
    joining = np.zeros_like(people)
    joining[:, :-1] = table[:, 1:]
    return np.asarray(people * -np.expm1(-rate) + joining * -np.expm1(-0.5 * rate))


def _expectancy(pack: Pack, national: Array, levels: ByLevel, t: int, age: int) -> Array:
    """Life expectancy of all and of each level at an age, [sex, all and levels]."""
    rate = np.concatenate([national[:, None], np.moveaxis(levels.at_event[t], -1, 1)], axis=1)
    return life_expectancy(rate, pack.infant_share_lived[:, None], age)


def education_rows(table: str | None, pack: str, year: int | None) -> list[Row]:
    """Give the tables by level of education as tidy rows; the column `ses` holds the level.

    Raises
    ------
    InputError : a table that there is not by education, or what `education_of_year` refuses.
    """
    if table is not None and table not in _TABLES:
        problem = f"no table {table} by {EDUCATION}"
        raise InputError([Fault("--table", None, problem, cure_for(table, _TABLES))])
    found = education_of_year(pack, year)
    return [row for name in ([table] if table else _TABLES) for row in _TABLES[name](found)]


def _row(of: EducationOfYear, table: str, value: float, unit: str, digits: int, **labels: object) -> Row:
    """One row of the year."""
    return table_row(of.base, table, value, unit, digits, **({"year": of.year} | labels))


def _grade(of: EducationOfYear, sex: str) -> str:
    """The grade of what follows from the life expectancies of a sex: at best that of a model."""
    return max("C", of.education.grade(sex))


def _expectancy_rows(of: EducationOfYear) -> Iterator[Row]:
    """Life expectancy at birth and at 65 by sex and level."""
    for age, by_sex in zip(of.ages, of.expectancy, strict=True):
        for sex, years in zip(SEXES, by_sex, strict=True):
            for level, value in zip(("all", *LEVELS), years, strict=True):
                grade = "C" if level == "all" else _grade(of, sex)
                labels: Row = {"sex": sex, "ses": level, "age": str(age), "grade": grade}
                yield _row(of, "life_expectancy", value, "years", 2, **labels)


def _gap_rows(of: EducationOfYear) -> Iterator[Row]:
    """Life expectancy of the highest level less the lowest."""
    for age, by_sex in zip(of.ages, of.expectancy, strict=True):
        for sex, years in zip(SEXES, by_sex, strict=True):
            labels: Row = {"sex": sex, "ses": f"{LEVELS[-1]}-{LEVELS[0]}", "age": str(age)}
            gap = years[-1] - years[1]
            yield _row(of, "gap", gap, "years", 2, **labels, grade=_grade(of, sex))


def _bands(of: EducationOfYear) -> list[tuple[int, int]]:
    """Bands from the age at which education is complete on: first and last age, the last band open."""
    first, last = of.education.first_age, of.base.pack.ages - 1
    starts = [first, *(start for start in BAND_STARTS if first < start <= last)]
    return list(zip(starts, [start - 1 for start in starts[1:]] + [last], strict=True))


def _cells(of: EducationOfYear, values: Array) -> Iterator[tuple[Row, Array]]:
    """Labels and sums over ages [level] of each sex and band, and of all ages with a level together."""
    last = of.base.pack.ages - 1
    for sex, by_age in zip(SEXES, values, strict=True):
        for first, end in [(of.education.first_age, last), *_bands(of)]:
            name = band_name(of.base.pack, first, end)
            yield {"sex": sex, "age": name}, by_age[first : end + 1].sum(axis=0)


def _population_rows(of: EducationOfYear) -> Iterator[Row]:
    """Persons on 1 January and shares by level from the age at which education is complete; all by sex."""
    yield _row(of, "population", of.persons.sum(), "persons", 0)
    for sex, by_age in zip(SEXES, of.persons, strict=True):
        yield _row(of, "population", by_age.sum(), "persons", 0, sex=sex)
    for labels, of_level in _cells(of, of.persons):
        yield _row(of, "population", of_level.sum(), "persons", 0, **labels)
        for level, value in zip(LEVELS, of_level, strict=True):
            yield _row(of, "population", value, "persons", 0, **labels, ses=level)
            if of_level.sum() > 0:
                share = value / of_level.sum()
                yield _row(of, "population", share, "share of persons", 4, **labels, ses=level)


def _death_rows(of: EducationOfYear) -> Iterator[Row]:
    """Deaths of the year by level, by age on 1 January; all by sex."""
    for sex, value in zip(SEXES, of.all_deaths, strict=True):
        yield _row(of, "deaths", value, "deaths per year", 0, sex=sex)
    for labels, of_level in _cells(of, of.deaths):
        grade = _grade(of, str(labels["sex"]))
        yield _row(of, "deaths", of_level.sum(), "deaths per year", 0, **labels)
        for level, value in zip(LEVELS, of_level, strict=True):
            yield _row(of, "deaths", value, "deaths per year", 0, **labels, ses=level, grade=grade)


_TABLES: Mapping[str, Callable[[EducationOfYear], Iterator[Row]]] = {
    "life_expectancy": _expectancy_rows,
    "population": _population_rows,
    "deaths": _death_rows,
    "gap": _gap_rows,
}
