"""Damp homes and road noise: exposure."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from .common import AGES, GROUPS, SEXES
from .epidemiology_curves import Array, spread_over_groups, two_levels
from .epidemiology_living import same_everywhere

# WoON 2024: households that say they have damp or mould, of all, of owners and of tenants.
DAMP, DAMP_OF_OWNERS, DAMP_OF_TENANTS = 0.20, 0.14, 0.30
# CBS, thousands of households by tenth of income, lowest first: own home, rented without and with allowance.
HOUSEHOLDS = (
    (90.1, 347.6, 351.5),
    (95.2, 171.1, 523.0),
    (182.1, 264.9, 342.2),
    (353.8, 298.0, 137.4),
    (480.9, 270.5, 37.8),
    (562.0, 210.1, 17.1),
    (629.4, 150.9, 8.9),
)
TENTHS = 10
# Road traffic: 36 % of people at 53 dB and over. All sources: of homes over 70 % above 50 dB, about 5 % at 65
# and over, almost 1 % above 70.
AT_53_DB = 0.36
ABOVE_50_DB, FROM_65_DB = 0.70, 0.05
LEAST_HARM_DB = 53.0


def owners_by_tenth() -> list[float]:
    """Share of households that own their home; the last three tenths on the line of the two before."""
    shares = [own / (own + rented + allowance) for own, rented, allowance in HOUSEHOLDS]
    odds = [math.log(share / (1.0 - share)) for share in shares[-2:]]
    for step in range(1, TENTHS - len(shares) + 1):
        further = odds[1] + step * (odds[1] - odds[0])
        shares.append(1.0 / (1.0 + math.exp(-further)))
    return shares


def damp_by_quintile() -> Array:
    """Share of damp homes by fifth of income: that of owners and of tenants by who owns."""
    tenths = np.array([DAMP_OF_OWNERS * x + DAMP_OF_TENANTS * (1.0 - x) for x in owners_by_tenth()])
    return np.asarray(tenths.reshape(len(GROUPS), 2).mean(axis=1), dtype=np.float64)


def damp_home(persons: Array, shares: Array) -> dict[str, Array]:
    """People in a home with damp or mould: the share of households, at every age alike."""
    everybody = np.full((len(SEXES), len(AGES)), DAMP)
    damp = spread_over_groups(everybody, shares, persons, damp_by_quintile(), np.ones(len(AGES)))
    return two_levels("dry", "damp", damp)


def noise_spread() -> float:
    """Standard deviation of the logarithm of dB, from the levels that 30 % and 95 % of homes stay below."""
    normal = NormalDist()
    steps = normal.inv_cdf(1.0 - FROM_65_DB) - normal.inv_cdf(1.0 - ABOVE_50_DB)
    return math.log(65.0 / 50.0) / steps


def road_noise() -> dict[str, Array]:
    """Road noise at home (Lden), the same in every cell: 36 % at 53 dB and over, the spread of all noise."""
    spread = noise_spread()
    middle = LEAST_HARM_DB * math.exp(-spread * NormalDist().inv_cdf(1.0 - AT_53_DB))
    return same_everywhere(middle * math.exp(0.5 * spread**2), spread)


def home_exposures(persons: Array, shares: Array) -> dict[str, dict[str, Array]]:
    """Exposures of this module: risk factor -> level -> array [sex, age, quintile]."""
    return {"damp_home": damp_home(persons, shares), "road_noise": road_noise()}


HOME_EXPOSURE_SOURCES = [
    *("woon-2024", "cbs-income-tenths", "ggdhm-damp-2016"),
    *("rivm-noise-2021", "atlas-noise"),
]
HOME_EXPOSURE_NOTE = (
    "damp_home: 20 % of households in 2024 (15 % in 2021); quintiles from owners (14 %) and tenants (30 %) "
    "by tenth of income, the three highest tenths on the line of the two before: 1.41, 1.22, 0.96, 0.82 and "
    "0.74 times the mean, income standing for prosperity. That it is the same share of persons, for both "
    "sexes and at every age, is an unverified assumption: in one region (Hollands Midden, 2016, 13 % of "
    "19-64) it fell with age from 18 % at 19-24, women said it more often (14 and 11 %), and no national "
    "table was read. road_noise: 36 % of people at 53 dB Lden and over from roads (2011-2016), the spread "
    "(0.12 of the logarithm) from homes by noise of all sources (over 70 % above 50 dB, about 5 % at 65 and "
    "over; it gives 1.2 % above 70 where almost 1 % was read); mean 51 dB. That it is the same for both "
    "sexes, at every age and in every quintile is an unverified assumption: no split was read."
)
