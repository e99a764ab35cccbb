"""Games of any kind (8.6): what coalitions have decides who gets what; Shapley, nucleolus, the core."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from hiap.domain.agreement import MOST_PARTIES

CENT = 0.01
"""Less than this is no money: a sum that is 0 but for its last digits is no loss."""

TOLERANCE = 1e-9
"""How far a solver may miss, relative to the largest value of a coalition."""

SOLVER = 1e-10
"""What the solver of linear programmes may miss."""

Coalition = frozenset[str]
Value = Callable[[Coalition], float]
Shares = dict[str, float]


def check_players(players: Sequence[str]) -> None:
    """Refuse a game that has no player, one twice, or too many.

    Raises
    ------
    ValueError
        No player, a player twice, or more than 12.

    Examples
    --------
    >>> check_players([])
    Traceback (most recent call last):
        ...
    ValueError: no party: name at least one that joins
    """
    if len(players) == 0:
        raise ValueError("no party: name at least one that joins")
    if len(set(players)) < len(players):
        raise ValueError("a party comes twice: name each once")
    if len(players) > MOST_PARTIES:
        raise ValueError(f"{len(players)} parties, the most is {MOST_PARTIES}: join some of them")


def coalitions(players: Sequence[str]) -> list[Coalition]:
    """Give every coalition with at least one player, the small ones first, all of them last.

    Examples
    --------
    >>> [sorted(coalition) for coalition in coalitions(["a", "b"])]
    [['a'], ['b'], ['a', 'b']]
    """
    return [frozenset(some) for size in range(1, len(players) + 1) for some in combinations(players, size)]


def shapley(players: Sequence[str], value: Value) -> Shares:
    """Give everyone the mean of what they add over all orders of joining (8.6).

    share_i = Σ_S |S|!·(n - |S| - 1)!/n! · (v(S + i) - v(S)), over all S without i

    Parameters
    ----------
    players : sequence of str
        At most 12.
    value : function of a coalition
        v(S) of any game; v of nobody is taken as 0. Costs may stand for gains.

    Returns
    -------
    mapping of player to share
        Unit of ``value``; the shares add up to v of all.

    Raises
    ------
    ValueError
        No player, one twice, or more than 12.

    Notes
    -----
    Source: L.S. Shapley, A value for n-person games (1953).

    Examples
    --------
    >>> lengths = {"A": 8.0, "B": 11.0, "C": 13.0, "D": 18.0}
    >>> shapley(list(lengths), lambda some: max(lengths[one] for one in some))
    {'A': 2.0, 'B': 3.0, 'C': 4.0, 'D': 9.0}
    """
    check_players(players)
    n = len(players)
    worth = {some: value(some) for some in coalitions(players)} | {frozenset[str](): 0.0}
    orders = [math.factorial(size) * math.factorial(n - size - 1) for size in range(n)]
    added: dict[str, list[float]] = {player: [] for player in players}
    for some, amount in worth.items():
        for player in players:
            if player not in some:
                added[player].append(orders[len(some)] * (worth[some | {player}] - amount))
    return {player: math.fsum(parts) / math.factorial(n) for player, parts in added.items()}


def nucleolus(players: Sequence[str], value: Value) -> Shares:
    """Give the division whose worst-off coalition is as well off as can be, then the next worst (8.6).

    Among x with Σ x_i = v(N) and x_i ≥ v({i}): the lexicographic maximum of the ordered x(S) - v(S).

    Parameters
    ----------
    players : sequence of str
        At most 12.
    value : function of a coalition
        v(S) of any game of gains.

    Returns
    -------
    mapping of player to share
        Unit of ``value``; the shares add up to v of all. It is in the core wherever there is one.

    Raises
    ------
    ValueError
        No player, one twice, more than 12, or players who together have less than each alone.

    Notes
    -----
    Source: D. Schmeidler, The nucleolus of a characteristic function game (1969). A linear programme finds
    the largest least excess; coalitions with a positive shadow price have it in every optimum and are held
    there; then the next. Each round holds one direction more, so there are fewer rounds than players.

    Examples
    --------
    >>> claims = {"a": 100.0, "b": 200.0, "c": 300.0}
    >>> left = lambda some: max(0.0, 200.0 - sum(claims[one] for one in claims if one not in some))
    >>> {player: round(share, 6) for player, share in nucleolus(list(claims), left).items()}
    {'a': 50.0, 'b': 75.0, 'c': 75.0}
    """
    check_players(players)
    groups = coalitions(players)
    worth = np.array([value(some) for some in groups], dtype=np.float64)
    alone, total = worth[: len(players)], float(worth[-1])
    scale = float(np.abs(worth).max()) or 1.0
    if math.fsum(alone) > total + TOLERANCE * scale:
        raise ValueError("together they have less than each alone: nothing to divide")
    members = np.array([[player in some for player in players] for some in groups], dtype=np.float64)
    found = _nucleolus(members[:-1], worth[:-1] / scale, alone / scale, total / scale)
    return {player: float(share * scale) for player, share in zip(players, found, strict=True)}


def _nucleolus(
    members: NDArray[np.float64], worth: NDArray[np.float64], least: NDArray[np.float64], total: float
) -> NDArray[np.float64]:
    """The nucleolus from coalitions [coalition, player], their values, and what each has alone."""
    players = least.size
    held, amounts = np.ones((1, players)), np.array([total])
    while np.linalg.matrix_rank(held) < players:
        free = ~_in_span(members, held)
        solved = _largest_excess(members[free], worth[free], held, amounts, least)
        tight = np.flatnonzero(free)[solved.prices > solved.prices.max() * TOLERANCE]
        for place in tight:
            if not _in_span(members[place : place + 1], held)[0]:
                held = np.vstack([held, members[place]])
                amounts = np.append(amounts, worth[place] + solved.excess)
    return np.asarray(np.linalg.lstsq(held, amounts, rcond=None)[0])


@dataclass(frozen=True)
class _Solved:
    """The largest least excess, and the shadow price of every coalition."""

    excess: float
    prices: NDArray[np.float64]


def _largest_excess(
    members: NDArray[np.float64],
    worth: NDArray[np.float64],
    held: NDArray[np.float64],
    amounts: NDArray[np.float64],
    least: NDArray[np.float64],
) -> _Solved:
    """Maximise e with x(S) ≥ v(S) + e, what is held as it is, and nobody below what they have alone."""
    from scipy.optimize import linprog

    players = least.size
    solved = linprog(
        np.append(np.zeros(players), -1.0),
        A_ub=np.column_stack([-members, np.ones(len(members))]),
        b_ub=-worth,
        A_eq=np.column_stack([held, np.zeros(len(held))]),
        b_eq=amounts,
        bounds=[*((low, None) for low in least), (None, None)],
        method="highs",
        options={"primal_feasibility_tolerance": SOLVER, "dual_feasibility_tolerance": SOLVER},
    )
    if not solved.success:
        raise ArithmeticError(f"no nucleolus was found: {solved.message}")
    return _Solved(float(solved.x[-1]), -np.asarray(solved.ineqlin.marginals))


def _in_span(members: NDArray[np.float64], held: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which coalitions are fixed by those that are held."""
    basis = np.linalg.qr(held.T)[0]
    rest = members - members @ basis @ basis.T
    return np.asarray(np.abs(rest).max(axis=1) < TOLERANCE**0.5)


def blocking(players: Sequence[str], value: Value, shares: Mapping[str, float]) -> list[Coalition]:
    """Give the coalitions that would have more without the others; none: the division is in the core (8.6).

    Parameters
    ----------
    players : sequence of str
    value : function of a coalition
    shares : mapping of player to share

    Returns
    -------
    list of coalitions
        Those with x(S) < v(S), by more than a cent and the tolerance of a solver.

    Notes
    -----
    Source: D.B. Gillies (1959), the core.

    Examples
    --------
    >>> pair = lambda some: 2.0 if {"a", "b"} <= some else 0.0
    >>> blocking(["a", "b", "c"], pair, {"a": 1.0, "b": 1.0, "c": 0.0})
    []
    >>> [sorted(some) for some in blocking(["a", "b", "c"], pair, {"a": 0.5, "b": 0.5, "c": 1.0})]
    [['a', 'b']]
    """
    worth = {some: value(some) for some in coalitions(players)}
    slack = CENT + TOLERANCE * max(abs(amount) for amount in worth.values())
    return [
        some
        for some, amount in worth.items()
        if math.fsum(shares[player] for player in players if player in some) < amount - slack
    ]
