"""Intervals of claims that are ours: worked out again here, from the numbers that stand in the source."""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist

import pytest

from hiap import load_pack
from hiap.catalogue.measures import load_entry
from hiap.workflow.vocabulary import vocabulary_of

Z = NormalDist().inv_cdf(0.975)


def wilson(share: float, people: int) -> tuple[float, float]:
    """The interval of Wilson (1927) of a share."""
    middle = (share + Z**2 / (2 * people)) / (1 + Z**2 / people)
    half = Z / (1 + Z**2 / people) * sqrt(share * (1 - share) / people + Z**2 / (4 * people**2))
    return middle - half, middle + half


def two_shares(one: float, ones: float, other: float, others: float) -> tuple[float, float]:
    """The interval of the difference of two shares, in percentage points."""
    half = Z * sqrt(one * (1 - one) / ones + other * (1 - other) / others)
    return 100 * (one - other - half), 100 * (one - other + half)


def by_p(value: float, p: float) -> tuple[float, float]:
    """The interval of a difference of which only the P-value is printed."""
    half = Z * abs(value) / NormalDist().inv_cdf(1 - p / 2)
    return value - half, value + half


def ratio_by_p(ratio: float, p: float) -> tuple[float, float]:
    """The same for a ratio, on its logarithm."""
    low, high = by_p(log(ratio), p)
    return exp(low), exp(high)


def less(ratios: tuple[float, float]) -> tuple[float, float]:
    """Per cent of change, of ratios."""
    return 100 * (ratios[0] - 1), 100 * (ratios[1] - 1)


def counts(after: int, before: int) -> tuple[float, float]:
    """The interval of the ratio of two counts."""
    half = Z * sqrt(1 / after + 1 / before)
    return after / before * exp(-half), after / before * exp(half)


OURS = [
    ("online-depression-prevention", "started-all", wilson(118 / 206, 206)),
    ("heart-risk-care", "stopped", wilson(31557 / 59094, 59094)),
    ("exercise-for-older-people", "low-education", wilson(128 / 281, 281)),
    ("fall-prevention", "declined", wilson(406 / 1241, 1241)),
    ("fall-prevention", "willing", wilson(0.226, 5440)),
    ("fall-prevention", "uptake-england", wilson(697 / 1079, 1079)),
    ("home-safety-for-falls", "followed", wilson(216 / 419, 121)),
    ("tobacco-excise", "only-cheaper", wilson(0.193, 1790)),
    ("smoke-free-start", "support", wilson(0.551, 328)),
    ("loneliness-courses", "dutch-projects", wilson(2 / 10, 10)),
    ("smoke-free-start", "dutch-pilot", wilson(11 / 39, 39)),
    ("neighbourhood-vaccination", "hpv-moroccan-parents", wilson(0.165, 2920)),
    ("smoke-free-start", "scottish-trial", two_shares(0.225, 306, 0.086, 306)),
    ("smoking-cessation-support", "vouchers", two_shares(0.41, 302, 0.26, 302)),
    ("smoking-cessation-support", "reimbursement", two_shares(0.108, 632, 0.041, 634)),
    ("voorzorg", "more-reports", two_shares(0.14, 822.5, 0.08, 822.5)),
    ("voorzorg", "smoking-after", by_p(-13, 0.02)),
    ("voorzorg", "abuse", ratio_by_p(11 / 19, 0.04)),
    ("salt-maximum", "south-africa", by_p(-1.15, 0.028)),
    ("alcohol-advertising-ban", "norway", by_p(-7.4, 0.002)),
    ("suicide-prevention", "brabant", less(ratio_by_p(0.822, 0.013))),
    ("thirty-km-speed-limit", "amsterdam-accidents", less(counts(823, 926))),
    ("tobacco-excise", "pass-through-cigarettes", (1.12 - Z * 0.49 / sqrt(72), 1.12 + Z * 0.49 / sqrt(72))),
]


@pytest.mark.parametrize(("measure", "claim", "interval"), OURS, ids=[f"{m}/{c}" for m, c, _ in OURS])
def test_an_interval_of_ours_is_what_the_numbers_of_the_source_give(
    measure: str, claim: str, interval: tuple[float, float]
) -> None:
    """To the digits that are printed; and the entry says that the interval is ours."""
    of = {c.id: c for c in load_entry(measure, vocabulary_of(load_pack())).claims}[claim]
    for written, found in zip((of.low, of.high), interval, strict=True):
        digits = len(f"{written:.15g}".partition(".")[2])
        assert written == pytest.approx(found, abs=0.51 * 10**-digits)
    assert of.found
    assert "the interval is ours" in of.found.where
    assert of.grade == "C"
