"""The reference of a later year, with limits over draws: people, deaths and care (2.7, 7.1, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.consequences.care import care_costs, care_prices
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.pack import SEXES, Pack
from hiap.economics.appraisal import summarise
from hiap.simulation.calibration import calibrate
from hiap.simulation.engine import engine_for
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.parallel import block_size
from hiap.workflow.reference import Row, age_bands, band_name, blank_row
from hiap.workflow.settings import MOST_DRAWS

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Later:
    """The reference of one year.

    `persons` on 1 January [draw, sex, age], `deaths` of the year [draw, sex] and its `care` in euro of the
    price year [law, draw].
    """

    pack: Pack
    year: int
    persons: Array
    deaths: Array
    care: Array


def later_rows(
    table: str | None, pack: str = DEFAULT_PACK, year: int | None = None, draws: int = 0, seed: int = 1
) -> list[Row]:
    """Give tables of the reference in a later year; with draws the mean, and limits of 95 % of them.

    Raises
    ------
    InputError : a table that there is of the base year only, a year that the pack does not have, or a number
        of draws that is not whole.
    """
    loaded = load_pack(pack)
    wanted = loaded.base_year if year is None else year
    _refuse(table, loaded, wanted, draws)
    found = _joined([_block(loaded, wanted, draws, seed, part) for part in _blocks(draws)])
    return [row for name in ([table] if table else _TABLES) for row in _TABLES[name](found)]


def _refuse(table: str | None, pack: Pack, year: int, draws: int) -> None:
    """Refuse, all at once, what cannot be given."""
    faults = []
    if table is not None and table not in _TABLES:
        cure = f"leave --year and --draws out; of a later year there are {', '.join(_TABLES)}"
        faults.append(Fault("--table", None, f"{table} is of the base year", cure))
    if not pack.base_year <= year <= pack.last_year:
        cure = f"write a year from {pack.base_year} to {pack.last_year}"
        faults.append(Fault("--year", None, f"the pack {pack.id} has no {year}", cure))
    if not 0 <= draws <= MOST_DRAWS:
        cure = f"give a whole number from 0 to {MOST_DRAWS}"
        faults.append(Fault("--draws", None, f"{draws} is not a number of draws", cure))
    if faults:
        raise InputError(faults)


def _blocks(draws: int) -> Iterator[slice]:
    """The draws in blocks, as runs divide them; without draws the one that is the middle."""
    rows = max(draws, 1)
    size = block_size(rows)
    return (slice(first, min(first + size, rows)) for first in range(0, rows, size))


def _block(pack: Pack, year: int, draws: int, seed: int, part: slice) -> Later:
    """The reference of a year in some draws."""
    years, name = year - pack.base_year + 1, engine_for(draws)
    sampler = Sampler(Draws(seed, draws), part)
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, years, name)
    calibration = calibrate(world, mortality, name)
    setup = set_up(world, mortality, calibration, sample_policy([], pack, sampler), name)
    found = project(setup, years, [years])
    prices = care_prices(pack, sampler.estimate, found.base_sick, found.base_cases, found.base_other_deaths)
    then = slice(years - 1, years)
    flows = (found.person_years[:, :, then], found.other_deaths[:, :, then])
    care = care_costs(prices, *flows, found.sick_years[:, :, :, then], found.cases[:, :, :, then])
    return Later(
        pack=pack,
        year=year,
        persons=found.persons[:, 0, -1].sum(axis=-1),
        deaths=found.deaths[:, 0, -1].sum(axis=-1),
        care=care.sum(axis=(2, 3, 4)),
    )


def _joined(parts: Sequence[Later]) -> Later:
    """The draws of all blocks behind each other."""
    return Later(
        parts[0].pack,
        parts[0].year,
        np.concatenate([part.persons for part in parts]),
        np.concatenate([part.deaths for part in parts]),
        np.concatenate([part.care for part in parts], axis=1),
    )


def _row(of: Later, table: str, values: Array, unit: str, **labels: object) -> Row:
    """One row: the mean over draws, and the limits of 95 % of them."""
    found = summarise(values)
    row = blank_row(of.pack, table) | {"year": of.year, "unit": unit, "value": round(found.mean)}
    if found.low is not None and found.high is not None:
        row |= {"low": round(found.low), "high": round(found.high)}
    return row | labels


def _population_rows(of: Later) -> Iterator[Row]:
    """Persons on 1 January by sex and age band."""
    yield _row(of, "population", of.persons.sum(axis=(1, 2)), "persons")
    for first, last in age_bands(of.pack):
        band = of.persons[:, :, first : last + 1].sum(axis=(1, 2))
        yield _row(of, "population", band, "persons", age=band_name(of.pack, first, last))
    for s, sex in enumerate(SEXES):
        yield _row(of, "population", of.persons[:, s].sum(axis=-1), "persons", sex=sex)
        for first, last in age_bands(of.pack):
            band, name = of.persons[:, s, first : last + 1].sum(axis=-1), band_name(of.pack, first, last)
            yield _row(of, "population", band, "persons", sex=sex, age=name)


def _death_rows(of: Later) -> Iterator[Row]:
    """Deaths of the year by sex."""
    yield _row(of, "deaths", of.deaths.sum(axis=-1), "deaths per year")
    for s, sex in enumerate(SEXES):
        yield _row(of, "deaths", of.deaths[:, s], "deaths per year", sex=sex)


def _care_rows(of: Later) -> Iterator[Row]:
    """Care cost of the year, by law and of all laws together, without growth of the cost of a person."""
    unit = f"EUR {of.pack.price_year}"
    yield _row(of, "care_cost", of.care.sum(axis=0), unit, law="all")
    for law, spent in zip(of.pack.laws, of.care, strict=True):
        yield _row(of, "care_cost", spent, unit, law=law.id)


_TABLES: Mapping[str, Callable[[Later], Iterator[Row]]] = {
    "population": _population_rows,
    "deaths": _death_rows,
    "care_cost": _care_rows,
}
