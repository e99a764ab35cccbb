"""Limits to births and migration of later years of the Dutch pack: how far WPP 2024 may be off.

The limits of WPP are those of single years. One draw moves all years together, while high and low years of
migration follow on each other: with each year at its limit the population would be far wider than that of
WPP itself. So the distance to the limit shrinks with the root of the years passed, at a pace that gives the
limits of WPP to the whole population.

`wpp2024_migration_limits.csv` holds the rows of the Netherlands (528) of data-raw/migrationprojMed.txt,
migrationproj95l.txt and migrationproj95u.txt of the R data package wpp2024 (CC BY 3.0 IGO).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import brentq

from packs.nld.common import Built, Entries, entry, read_rows, write_table
from packs.nld.demography import (
    FIRST_YEAR,
    YEARS,
    project,
    rates_by_year,
    read_fertility,
    read_mortality,
    read_mortality_change,
    read_population,
    read_wpp_migration,
    scaled_migration,
)
from packs.nld.demography_notes import CBS_FACT, WPP
from packs.nld.lifetable import Numbers

HERE = Path(__file__).resolve().parent
INPUTS = HERE.parents[2] / "src" / "hiap" / "data" / "packs" / "NLD" / "2025" / "inputs.yaml"
MIGRATION = HERE / "wpp2024_migration_limits.csv"
ANNUAL = "wpp2024_annual_births_deaths_e0_tfr_pop_1950_2100.csv"
MET_IN = 2050
ENTRIES: Entries = {
    "fertility_limit.csv": entry(
        "How far births of later years may lie from the projection",
        "births per woman",
        "A",
        ["un-wpp2024"],
        WPP,
        "2025-2100",
        "Total fertility rate of the year with its 95 % limits, as published; the base year has none.",
        "Limits of single years. Drawn as one path, for births of one year hang together with those of "
        "the next: with all years at the lower limit there are 1.08 million fewer people on 1 January 2050, "
        "at the upper one 1.00 million more.",
    ),
    "migration_limit.csv": entry(
        "How far migration of later years may lie from the projection",
        "persons per year",
        "C",
        ["un-wpp2024", "cbs-forecast-2024"],
        f"{WPP}; {CBS_FACT}",
        "2025-2100",
        "Net migrants of the year, as in migration, less and plus the distance in persons from the middle of "
        "WPP to its 95 % limits, times (1 + years since 2025 / pace)^-0.5, with a pace of 6.6 (below) and "
        "18.1 years (above); the base year has none.",
        "The limits of WPP are those of single years, in which high and low years follow on each other; one "
        "draw moves all years together. The pace is solved so that the population of 1 January 2050, with "
        "mortality and births drawn too, has limits as far from its middle as that of WPP: 2.50 million "
        "below and 3.90 million above. In 2030 they are then a fifth too near, in 2040 a twentieth, in 2065 "
        "up to a tenth too far, in 2100 a fifth. Not scaled with the middle, which the forecast of CBS more "
        "than doubles: WPP gives distances in persons. By sex and age migrants are as in migration, times "
        "one factor.",
    ),
}
SLOWEST = 1000.0
"""Years of a pace at which the limits hardly shrink: the end of where it is looked for."""


@dataclass(frozen=True)
class Country:
    """What the projection of the pack starts from: people and rates of the base year, and what follows."""

    people: Numbers
    mortality: Numbers
    change: Numbers
    fertility: Numbers
    migrants: Numbers

    def total(self, trend: float = 1.0, births: Numbers | float = 1.0, moves: Numbers | float = 1.0) -> float:
        """People on 1 January of the year in which limits are met, with factors on what the future brings."""
        rates = rates_by_year(self.mortality, self.change * trend)
        fertility = self.fertility * np.broadcast_to(births, len(YEARS))[:, None]
        migrants = self.migrants * np.broadcast_to(moves, len(YEARS))[:, None, None]
        path, _ = project(self.people, rates, fertility, migrants)
        return float(path[MET_IN - FIRST_YEAR].sum())


def annual(raw: Path, column: str, years: tuple[int, ...] = YEARS) -> Numbers:
    """A column of WPP by year."""
    found = {int(row["year"]): row[column] for row in read_rows(raw, ANNUAL)}
    return np.array([float(found[year]) for year in years])


def fertility_limits(raw: Path) -> Numbers:
    """Births per woman, lower and upper limit [3, year]; the base year has none."""
    found = np.stack([annual(raw, column) for column in ("tfr", "tfr_95l", "tfr_95u")])
    found[:, 0] = found[0, 0]
    return found


def migration_distances() -> Numbers:
    """Persons from the middle of WPP down to its lower and up to its upper limit [2, year]; 0 at first."""
    with MIGRATION.open(encoding="utf-8", newline="") as handle:
        rows = {int(row["year"]): row for row in csv.DictReader(handle)}
    columns = ("median_thousand", "low_thousand", "high_thousand")
    middle, low, high = (
        1000.0 * np.array([float(rows[year][column]) for year in YEARS]) for column in columns
    )
    found = np.stack([middle - low, high - middle])
    found[:, 0] = 0.0
    return found


def population_distances(raw: Path) -> tuple[float, float]:
    """Persons from the middle of WPP to its limits on 1 January of the year in which limits are met.

    The population of a year in this copy of WPP is that of 31 December.
    """
    before = (MET_IN - 1,)
    men, women, low, high = (
        1000.0 * float(annual(raw, column, before)[0])
        for column in (
            "popM_thousand_midyear_or_1jan_see_note",
            "popF_thousand_midyear_or_1jan_see_note",
            "pop_95l",
            "pop_95u",
        )
    )
    return men + women - low, high - men - women


def part_of_a_limit(pace: float) -> Numbers:
    """What is left of the distance to a limit after the years that passed since the base year."""
    passed = np.array(YEARS, dtype=np.float64) - FIRST_YEAR
    return np.asarray((1.0 + passed / pace) ** -0.5)


def migration_limits(country: Country, births: Numbers, raw: Path) -> Numbers:
    """Net migrants, lower and upper limit [3, year], by which the population has the limits of WPP.

    Mortality, births and migration are drawn apart: their distances add up by squares.
    """
    trend = yaml.safe_load(INPUTS.read_text(encoding="utf-8"))["mortality_trend"]
    middle, total = country.total(), country.migrants.sum(axis=(1, 2))
    found = [total]
    for side, wanted in enumerate(population_distances(raw)):
        sign = (-1.0, 1.0)[side]
        distance = sign * migration_distances()[side]
        others = (
            country.total(trend=trend[("low", "high")[side]]) - middle,
            country.total(births=births[1 + side] / births[0]) - middle,
        )
        left = float(np.sqrt(wanted**2 - sum(other**2 for other in others)))

        def miss(pace: float, distance: Numbers = distance, left: float = left) -> float:
            moves = 1.0 + part_of_a_limit(pace) * distance / total
            return abs(country.total(moves=moves) - middle) - left

        pace = float(brentq(miss, 1.0, SLOWEST, xtol=1e-10))
        name = ("lower", "upper")[side]
        print(f"  migration, {name} limit: its distance shrinks at a pace of {pace:.1f} years")
        found.append(total + part_of_a_limit(pace) * distance)
    return np.stack(found)


def build(raw: Path, pack: Path) -> Built:
    """Write the tables of limits and describe them."""
    people, mortality, change = read_population(raw), read_mortality(raw), read_mortality_change(raw)
    fertility, rates = read_fertility(raw), rates_by_year(mortality, change)
    migrants = scaled_migration(people, rates, fertility, read_wpp_migration(raw))
    births = fertility_limits(raw)
    moves = migration_limits(Country(people, mortality, change, fertility, migrants), births, raw)
    header = ("year", "value", "low", "high")
    write_table(pack, "fertility_limit.csv", header, limit_rows(births))
    write_table(pack, "migration_limit.csv", header, limit_rows(moves))
    return ENTRIES, []


def limit_rows(limits: Numbers) -> Iterator[tuple[object, ...]]:
    """Rows of a table of limits."""
    for year, (middle, low, high) in zip(YEARS, limits.T, strict=True):
        yield year, float(middle), float(low), float(high)
