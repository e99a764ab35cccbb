"""Care staff (7.2): full-time equivalents by law, divided over sectors of care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.care import CarePrices, SampleCost
from hiap.domain.pack import Disease, Law, Pack
from hiap.equations.care import job_shares, shares_of_the_rest

Array = NDArray[np.float64]
MILLION = 1e6


@dataclass(frozen=True)
class Staff:
    """Full-time equivalents in care, [draw, scenario, year, law] and [draw, scenario, year, sector]."""

    by_law: Array
    by_sector: Array


@dataclass(frozen=True)
class BaseYear:
    """Patients, new cases and deaths of other causes per person of the country in the base year.

    `prevalence` and `cases` [disease, draw, sex, age], `other_deaths` [draw, sex, age].
    """

    prevalence: Array
    cases: Array
    other_deaths: Array


@dataclass(frozen=True)
class Volumes:
    """What care is needed for, weighted by its use, groups of prosperity together.

    `people` [draw, scenario, year, sex, age]; `sick` and `cases` [disease, draw, scenario, year];
    `other_deaths` [draw, scenario, year].
    """

    people: Array
    sick: Array
    cases: Array
    other_deaths: Array


@dataclass(frozen=True)
class SectorJobs:
    """Shares of staff by sector under one law: of each disease, of what is left, and of last years of life.

    `diseases` [disease, draw, sector]; `rest` [band, draw, sector]; `last_years` [draw, sector].
    """

    diseases: Array
    rest: Array
    last_years: Array


def care_staff(
    pack: Pack,
    prices: CarePrices,
    base: BaseYear,
    costs: Array,
    volumes: Volumes,
    sample_cost: SampleCost,
) -> Staff:
    """Staff that the cost of care pays for, by law and by sector (7.2).

    staff(law) = cost(law) · staff per euro, from `costs` [law, draw, scenario, year, group]; a law without a
    figure has 0. Each part of the cost is divided over the sectors that it goes to; a law of which they are
    not known is in no sector.
    """
    by_law = np.zeros((*costs.shape[1:-1], len(pack.laws)))
    by_sector = np.zeros((*costs.shape[1:-1], len(pack.care_sectors)))
    for place, law in enumerate(pack.laws):
        if law.staff is None:
            continue
        per_million = sample_cost(f"staff/{law.id}", law.staff, "cost")[:, None, None]
        by_law[..., place] = costs[place].sum(axis=-1) * per_million / MILLION
        if law.sectors:
            shares = jobs_by_sector(pack, law, national_amounts(pack, prices, base, place))
            by_sector += divided(pack, prices, place, volumes, shares) * per_million[..., None] / MILLION
    return Staff(by_law, by_sector)


def bands_of(pack: Pack, law: Law) -> list[slice]:
    """Ages of each band of which the sectors of a law are known."""
    starts = [band.age_from for band in law.sectors]
    return [
        slice(first, end) for first, end in zip(starts, [*starts[1:], pack.population.shape[-1]], strict=True)
    ]


def national_amounts(
    pack: Pack, prices: CarePrices, base: BaseYear, place: int
) -> list[tuple[Array, Array, Array]]:
    """What a law spends in the base year at the ages of each band.

    Cost in euro of diseases [disease, draw] and of all else [draw], and deaths of other causes [draw].
    """
    found = []
    for ages in bands_of(pack, pack.laws[place]):
        people = pack.population[:, ages]
        diseases = prices.per_sick_year[place] * (base.prevalence[..., ages] * people).sum(axis=(-2, -1))
        diseases = diseases + prices.per_case[place] * (base.cases[..., ages] * people).sum(axis=(-2, -1))
        deaths = (base.other_deaths[..., ages] * people).sum(axis=(-2, -1))
        rest = (prices.unrelated[place][..., ages] * people).sum(axis=(-2, -1))
        found.append((diseases, rest + prices.end_of_life[place] * deaths, deaths))
    return found


def jobs_by_sector(pack: Pack, law: Law, national: Sequence[tuple[Array, Array, Array]]) -> SectorJobs:
    """Over which sectors the staff of a law is divided (7.2).

    Of a disease without shares those of the law at the ages of its patients in the base year. What is left of
    a band of age has the shares that make the band spend as was published; last years of life have those of
    the ages at which people died in the base year.
    """
    staff = np.array([sector.staff_per_million for sector in pack.care_sectors])
    whole = np.stack([_as_array(pack, band.shares) for band in law.sectors])
    by_age = _parts(np.stack([spent for spent, _, _ in national]))
    at_ages = _over_bands(by_age, whole[:, None, None])
    diseases = np.stack(
        [_found(pack, law, item, otherwise) for item, otherwise in zip(pack.diseases, at_ages, strict=True)]
    )
    rest = np.stack(
        [
            job_shares(shares_of_the_rest(own, diseases, *amounts[:2]), staff, _jobs(own, staff)[:, None]).T
            for own, amounts in zip(whole, national, strict=True)
        ]
    )
    dying = _parts(np.stack([deaths for _, _, deaths in national]))
    last_years = _over_bands(dying, rest)
    jobs = _jobs(np.moveaxis(diseases, -1, 0), staff)
    return SectorJobs(np.moveaxis(jobs, 0, -1), rest, last_years)


def divided(pack: Pack, prices: CarePrices, place: int, volumes: Volumes, shares: SectorJobs) -> Array:
    """Cost under one law by the sector whose staff it pays for, in euro (7.2).

    Shape of the result: [draw, scenario, year, sector].
    """
    amounts = prices.per_sick_year[place][:, :, None, None] * volumes.sick
    amounts = amounts + prices.per_case[place][:, :, None, None] * volumes.cases
    last = prices.end_of_life[place][:, None, None] * volumes.other_deaths
    found = last[..., None] * shares.last_years[:, None, None]
    for amount, part in zip(amounts, shares.diseases, strict=True):
        found += amount[..., None] * part[:, None, None]
    for ages, of_rest in zip(bands_of(pack, pack.laws[place]), shares.rest, strict=True):
        unrelated, people = prices.unrelated[place][..., ages], volumes.people[..., ages]
        spent = (unrelated[:, None, None] * people).sum(axis=(-2, -1))
        found += spent[..., None] * of_rest[:, None, None]
    return np.asarray(found)


def _over_bands(parts: Array, shares: Array) -> Array:
    """Shares [band, ..., sector] weighted by the part of each band [band, ...], added band by band."""
    found = np.zeros(np.broadcast_shapes((*parts.shape[1:], 1), shares.shape[1:]))
    for part, own in zip(parts, shares, strict=True):
        found += part[..., None] * own
    return found


def _found(pack: Pack, law: Law, disease: Disease, otherwise: Array) -> Array:
    """Shares of the cost of a disease under a law, [draw, sector]; where none were found, others."""
    found = next((cost.sectors for cost in disease.care_costs if cost.law == law.id and cost.sectors), None)
    return otherwise if found is None else np.broadcast_to(_as_array(pack, found), otherwise.shape)


def _as_array(pack: Pack, shares: Mapping[str, float]) -> Array:
    return np.array([shares.get(sector.id, 0.0) for sector in pack.care_sectors])


def _parts(amounts: Array) -> Array:
    """Each amount over the sum along the first axis; equal parts where there is none."""
    total = amounts.sum(axis=0)
    shares = np.full(amounts.shape, 1.0 / len(amounts))
    return np.asarray(np.divide(amounts, total, out=shares, where=total > 0.0))


def _jobs(spending: Array, staff: Array) -> Array:
    return job_shares(spending, staff, np.zeros(spending.shape))
