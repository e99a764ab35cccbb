"""Curves over age and their fitting: what the epidemiology tables of the Dutch pack share.

Arrays have the axes sex, age (0..100) and, where they differ by prosperity, quintile.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .common import AGES, GROUPS, SEXES, read_rows

Array = NDArray[np.float64]
AGE = np.arange(len(AGES), dtype=np.float64)
STEPS = 80
FITS = 40
MIDDLE_OF_OLDEST = 86.0


def logit(share: Array) -> Array:
    """Log odds of shares strictly between 0 and 1."""
    return np.asarray(np.log(share / (1.0 - share)), dtype=np.float64)


def expit(log_odds: Array) -> Array:
    """Shares from log odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float64)


def read_pack_table(pack: Path, name: str) -> list[dict[str, str]]:
    """Read a table that an earlier build step wrote into the pack."""
    path = pack / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: build the demography tables first")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def pack_by_sex_age(pack: Path, name: str) -> Array:
    """Read a pack table with columns sex, age, value."""
    values = np.full((len(SEXES), len(AGES)), np.nan)
    for row in read_pack_table(pack, name):
        values[SEXES.index(row["sex"]), int(row["age"])] = float(row["value"])
    return values


def pack_ses_share(pack: Path) -> Array:
    """Read the person shares of the quintiles by sex and age."""
    values = np.full((len(SEXES), len(AGES), len(GROUPS)), np.nan)
    for row in read_pack_table(pack, "ses_share.csv"):
        values[SEXES.index(row["sex"]), int(row["age"]), GROUPS.index(row["ses"])] = float(row["value"])
    return values


def raw_population(raw: Path, date: str) -> Array:
    """Read the derived single-age population of one 1 January, to weigh figures of that year."""
    values = np.full((len(SEXES), len(AGES)), np.nan)
    for row in read_rows(raw, "nl_population_single_age_2021_2025_derived.csv"):
        if row["date"] == date and row["sex"] in SEXES:
            values[SEXES.index(row["sex"]), int(row["age"])] = float(row["population"])
    if np.isnan(values).any():
        raise ValueError(f"no complete population on {date}")
    return values


def moving_average(curve: Array, width: int) -> Array:
    """Smooth over age (last axis) with a centred window; the ends are held."""
    half = width // 2
    padding = [(0, 0)] * (curve.ndim - 1) + [(half, half)]
    padded = np.pad(curve, padding, mode="edge")
    parts = [padded[..., start : start + curve.shape[-1]] for start in range(width)]
    return np.asarray(sum(parts) / width, dtype=np.float64)


def log_odds_curve(points: Mapping[float, float], width: int = 5) -> Array:
    """Join shares at the middle of age bands linearly in log odds and smooth the corners."""
    ages = sorted(points)
    values = logit(np.array([points[age] for age in ages]))
    return moving_average(np.interp(AGE, ages, values), width)


def share_curve(points: Mapping[float, float], width: int = 5) -> Array:
    """The same curve as shares."""
    return expit(log_odds_curve(points, width))


def log_curve(points: Mapping[float, float], width: int = 5) -> Array:
    """Join positive values at the middle of age bands linearly in logs and smooth the corners."""
    ages = sorted(points)
    values = np.log(np.array([points[age] for age in ages]))
    return np.exp(moving_average(np.interp(AGE, ages, values), width))


def rate_over_bands(counts: Mapping[tuple[int, int], float], persons: Array) -> Array:
    """A smooth rate over age with the counted cases in every band (first age, first age after it).

    The middles of the bands are joined in logs and fitted; below the first band the rate is 0.
    """
    first, ends = min(band[0] for band in counts), max(band[1] for band in counts)
    marks = {band: from_age(band[0], band[1] - 1) for band in counts}
    middles = {band: MIDDLE_OF_OLDEST if band[1] == ends else (band[0] + band[1] - 1) / 2 for band in counts}
    level = {band: count / float((persons * marks[band]).sum()) for band, count in counts.items()}
    for _ in range(FITS):
        rate = log_curve({middles[band]: x for band, x in level.items()}) * (first <= AGE)
        found = {band: float((rate * persons * mark).sum()) for band, mark in marks.items()}
        level = {band: x * counts[band] / found[band] for band, x in level.items()}
    return np.asarray(rate, dtype=np.float64)


def bisect(goal: Callable[[float], float], low: float, high: float) -> float:
    """Find the root of an increasing function between two bounds; refuses when there is none."""
    if goal(low) > 0.0 or goal(high) < 0.0:
        raise ValueError(f"no root between {low} and {high}")
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        if goal(middle) < 0.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def mean_share(share: Array, persons: Array, ages: Array) -> float:
    """Mean of a share over the persons in the marked ages."""
    weight = persons * ages
    return float((share * weight).sum() / weight.sum())


def shift_to_level(log_odds: Array, persons: Array, ages: Array, target: float) -> Array:
    """Move a curve by one shift of log odds so that its mean over the marked ages is the target."""
    shift = bisect(lambda x: mean_share(expit(log_odds + x), persons, ages) - target, -15.0, 15.0)
    return expit(log_odds + shift)


def fit_levels_by_sex(
    log_odds: Array,
    persons: Array,
    ratio_men_to_women: float,
    total: float,
    ratio_ages: Array,
    total_ages: Array,
) -> Array:
    """Shift a curve for each sex so that the ratio of men to women and the total level both hold."""

    def curves(women: float) -> Array:
        levels = (women * ratio_men_to_women, women)
        parts = [shift_to_level(log_odds, persons[s], ratio_ages, levels[s]) for s in range(len(SEXES))]
        return np.stack(parts)

    women = bisect(lambda x: mean_share(curves(x), persons, total_ages[None, :]) - total, 0.002, 0.6)
    return curves(women)


def solve_cells(base: Array, shares: Array, offsets: Array) -> Array:
    """Find each cell's shares by group with given log odds offsets and the cell's own mean."""
    low, high = np.full(base.shape, -40.0), np.full(base.shape, 40.0)
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        mean = (shares * expit(middle[..., None] + offsets)).sum(axis=-1)
        low, high = np.where(mean < base, middle, low), np.where(mean < base, high, middle)
    return expit(0.5 * (low + high)[..., None] + offsets)


def spread_over_groups(base: Array, shares: Array, persons: Array, means: Array, ages: Array) -> Array:
    """Split a share by sex and age over the quintiles.

    One offset of log odds per quintile, the same at every age, so that the quintile means over the marked
    ages stand to each other (in odds) as published, while the mean of every cell stays what it was.
    """
    weight = persons[..., None] * shares * ages[None, :, None]
    group_weight = weight.sum(axis=(0, 1))
    level = mean_share(base, persons, ages[None, :])
    target = shift_to_level(logit(means), group_weight, np.ones(len(GROUPS)), level)
    offsets = np.zeros(len(GROUPS))
    for _ in range(200):
        split = solve_cells(base, shares, offsets)
        found = (split * weight).sum(axis=(0, 1)) / group_weight
        step = logit(target) - logit(found)
        offsets = offsets + step - step.mean()
        if np.abs(step).max() < 1e-10:
            break
    return np.where(base[..., None] > 0.0, split, 0.0)


def from_age(first: int, last: int = 100) -> Array:
    """Mark the ages first..last with 1 and the others with 0."""
    return ((first <= AGE) & (last >= AGE)).astype(np.float64)


def two_levels(unexposed: str, exposed: str, share: Array) -> dict[str, Array]:
    """Two levels that add up to 1 after rounding."""
    share = share.round(6)
    return {unexposed: (1.0 - share).round(6), exposed: share}


def risk_ratio(odds_ratio: float, baseline: float) -> float:
    """Ratio of risks from an odds ratio and the risk without exposure."""
    return odds_ratio / (1.0 - baseline + baseline * odds_ratio)
