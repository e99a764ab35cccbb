"""A measured share of the promise as a number that the next appraisal can use (14.4)."""

from __future__ import annotations

from typing import NamedTuple

from hiap.monitoring.realised import Share


class Renewed(NamedTuple):
    """An effect size with its 95 % interval; `cut` where the interval was cut off at a share of 0 or 1."""

    value: float
    low: float
    high: float
    cut: bool


def renewed_ratio(size: float, transfer: float, share: Share) -> Renewed:
    """Give the ratio that a share of a promised ratio amounts to (14.4).

    1 - share·(1 - size^transfer): what a ratio takes off a rate, its distance from 1, times the share.

    Parameters
    ----------
    size, transfer : float
        Ratio of the published effect, and how much of it was expected here.
    share : Share
        Share of the promise that came true: of both together for the number itself, of the series alone for
        a study that is pooled with others.

    Returns
    -------
    Renewed
        The ratio that holds here, to go with a transfer of 1.

    Raises
    ------
    ValueError
        A size that is not a ratio or does nothing, or a share that would make a ratio of 0 or less.

    Examples
    --------
    >>> renewed_ratio(0.8, 1.0, Share(0.5, 0.0, 1.0, 0.255))
    Renewed(value=0.9, low=0.8, high=1.0, cut=False)
    """
    if not size > 0 or size**transfer == 1.0:
        raise ValueError(f"ratio {size:g} to the power {transfer:g}: there is no effect to take a share of")
    taken = 1.0 - size**transfer
    ends = sorted(1.0 - taken * part for part in (share.low, share.high))
    if ends[0] <= 0.0:
        raise ValueError(
            f"share {share.high:g} of the promise makes a ratio of {ends[0]:g}: write a new effect"
        )
    return Renewed(1.0 - taken * share.value, ends[0], ends[1], cut=False)


def renewed_difference(size: float, transfer: float, share: Share) -> Renewed:
    """Give the difference that a share of a promised difference amounts to: size·transfer·share (14.4).

    For effects of kind `hold` on a mean. Parameters and errors as `renewed_ratio`.

    >>> renewed_difference(-2.0, 0.5, Share(0.5, 0.25, 0.75, 0.13))
    Renewed(value=-0.5, low=-0.75, high=-0.25, cut=False)
    """
    promised = size * transfer
    if promised == 0.0:
        raise ValueError("the promised effect is 0: there is no share of it")
    ends = sorted(promised * part for part in (share.low, share.high))
    return Renewed(promised * share.value, ends[0], ends[1], cut=False)


def renewed_share(size: float, transfer: float, share: Share) -> Renewed:
    """Give the share of persons that a share of a promised one amounts to: size·transfer·share (14.4).

    For effects of kind `shift`, and `hold` between levels. No share of persons lies below 0 or above 1: the
    interval is cut off there and says so. Parameters as `renewed_ratio`.

    Raises
    ------
    ValueError
        A promise of 0, or a mean share below 0 or above 1: people move the other way, which asks for another
        effect.

    Examples
    --------
    >>> renewed_share(0.2, 1.0, Share(0.5, -0.5, 1.5, 0.51))
    Renewed(value=0.1, low=0.0, high=0.30000000000000004, cut=True)
    """
    found = renewed_difference(size, transfer, share)
    if not 0.0 <= found.value <= 1.0:
        raise ValueError(f"the series gives a share of persons of {found.value:g}: write another effect")
    low, high = max(found.low, 0.0), min(found.high, 1.0)
    return Renewed(found.value, low, high, cut=(low, high) != (found.low, found.high))
