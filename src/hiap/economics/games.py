"""Agreements as a game (8.6): who has to join, what a coalition is worth, how a gain can be divided."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hiap.economics.coalitions import CENT, Coalition, Shares, check_players, nucleolus, shapley

RULES = ("equal", "proportional", "shapley", "nucleolus")


@dataclass(frozen=True)
class Game:
    """Contracting parties, what each gains or loses, and who has to take part (8.6).

    v(S) = max(0, Σ_{p∈S} net_p) if R ⊆ S, else 0

    Parameters
    ----------
    net : mapping of party to euro
        Present net value of each contracting party; negative is a loss. At most 12 parties.
    required : frozenset of str
        R: without one of these nothing comes about.

    Raises
    ------
    ValueError
        No party, more than 12, a value that is not finite, or a required party that does not contract.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> game = Game({"municipalities": -2.0, "zvw_insurers": 3.0, "uwv": 1.0}, frozenset({"municipalities"}))
    >>> game.total, game.feasible
    (2.0, True)
    >>> game.value(frozenset({"municipalities", "zvw_insurers"})), game.value(frozenset({"uwv"}))
    (1.0, 0.0)
    """

    net: Mapping[str, float]
    required: Coalition

    def __post_init__(self) -> None:
        check_players(tuple(self.net))
        for party, value in self.net.items():
            if not math.isfinite(value):
                raise ValueError(f"{party} has a value that is not finite: mend it where it is made")
        outside = sorted(self.required - set(self.net))
        if outside:
            raise ValueError(f"{', '.join(outside)} must take part but does not contract: let it join")

    @property
    def parties(self) -> tuple[str, ...]:
        """The contracting parties, in the order given."""
        return tuple(self.net)

    @property
    def total(self) -> float:
        """What all together gain or lose, in euro."""
        return math.fsum(self.net.values())

    @property
    def feasible(self) -> bool:
        """Whether a division exists in which nobody loses: the sum is not below 0."""
        return self.total > -CENT

    def value(self, coalition: Coalition) -> float:
        """What a coalition can divide without the others, in euro."""
        if not self.required <= coalition:
            return 0.0
        return max(0.0, math.fsum(self.net[party] for party in self.net if party in coalition))


def agreement_game(net: Mapping[str, float], paid: Mapping[str, float], executors: Iterable[str]) -> Game:
    """Make the game of contracting parties: required is who pays, who carries out and who loses (8.6).

    R = {p : paid_p > 0} ∪ executors ∪ {p : net_p < 0}

    Parameters
    ----------
    net : mapping of party to euro
        Present net value of every contracting party, programme cost included.
    paid : mapping of party to euro
        Present programme cost that each pays.
    executors : iterable of str
        Parties that carry the measure out.

    Returns
    -------
    Game

    Raises
    ------
    ValueError
        See `Game`; a payer or executor that does not contract is left out of R by the caller's choice.

    Notes
    -----
    Source: model (8.6). A loser must join because nobody can be made to bear a loss.

    Examples
    --------
    >>> sorted(agreement_game({"a": -1.0, "b": 2.0, "c": 1.0, "d": 1.0}, {"c": 5.0}, ["d"]).required)
    ['a', 'c', 'd']
    """
    payers = {party for party, amount in paid.items() if amount >= CENT and party in net}
    losers = {party for party, value in net.items() if value <= -CENT}
    return Game(net, frozenset(payers | losers | set(executors)))


def equal(players: Sequence[str], total: float) -> Shares:
    """Give everyone the same share (8.6): total/n.

    Examples
    --------
    >>> equal(["a", "b"], 3.0)
    {'a': 1.5, 'b': 1.5}
    """
    check_players(players)
    return {player: total / len(players) for player in players}


def proportional(net: Mapping[str, float], total: float) -> Shares:
    """Divide in proportion to what each gains without an agreement (8.6).

    share_p = total · max(net_p, 0) / Σ_q max(net_q, 0)

    Parameters
    ----------
    net : mapping of party to euro
        Present net values; who loses gets a share of 0, so that the loss is made good and no more.
    total : float
        What is divided, in euro, 0 or more.

    Returns
    -------
    mapping of party to euro

    Raises
    ------
    ValueError
        Nobody gains: there is nothing to be in proportion to.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> proportional({"a": -2.0, "b": 3.0, "c": 1.0}, 2.0)
    {'a': 0.0, 'b': 1.5, 'c': 0.5}
    """
    check_players(tuple(net))
    gains = math.fsum(max(value, 0.0) for value in net.values())
    if gains == 0.0:
        raise ValueError("nobody gains: choose another division than proportional")
    return {party: total * max(value, 0.0) / gains for party, value in net.items()}


def divide(game: Game, rule: str) -> Shares | None:
    """Divide what all together gain by a rule; None where no division exists (8.6).

    Parameters
    ----------
    game : Game
    rule : str
        ``equal``, ``proportional``, ``shapley`` or ``nucleolus``.

    Returns
    -------
    mapping of party to euro, or None
        What each ends up with; the side payment is this less the party's net value. Adds up to the total.

    Raises
    ------
    ValueError
        A rule that is not known.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> game = Game({"a": -2.0, "b": 4.0}, frozenset({"a"}))
    >>> divide(game, "shapley"), divide(Game({"a": -2.0, "b": 1.0}, frozenset({"a"})), "shapley")
    ({'a': 1.0, 'b': 1.0}, None)
    """
    if rule not in RULES:
        raise ValueError(f"no division {rule}: choose one of {', '.join(RULES)}")
    if not game.feasible:
        return None
    total = game.value(frozenset(game.parties))
    if rule == "shapley":
        return shapley(game.parties, game.value)
    if rule == "nucleolus":
        return nucleolus(game.parties, game.value)
    if rule == "proportional" and total > 0.0:
        return proportional(game.net, total)
    return equal(game.parties, total)


def side_payments(shares: Mapping[str, float], net: Mapping[str, float]) -> Shares:
    """Give what each party receives (positive) or pays to come from its net value to its share (8.6).

    Examples
    --------
    >>> side_payments({"a": 1.0, "b": 1.0}, {"a": -2.0, "b": 4.0})
    {'a': 3.0, 'b': -3.0}
    """
    return {party: shares[party] - net[party] for party in net}


def smallest_payments(net: Mapping[str, float]) -> Shares | None:
    """Give the side payments that move the least money and leave nobody with a loss (8.6).

    Who loses receives exactly the loss; less would leave a loss, so the total moved is the smallest. Who
    gains pays in proportion to the gain: the total does not fix who pays, this keeps everyone at 0 or above.

    Parameters
    ----------
    net : mapping of party to euro
        Present net values.

    Returns
    -------
    mapping of party to euro, or None
        Positive receives; adds up to 0. None where the losses are more than the gains.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> smallest_payments({"a": -2.0, "b": 3.0, "c": 1.0})
    {'a': 2.0, 'b': -1.5, 'c': -0.5}
    >>> smallest_payments({"a": -2.0, "b": 1.0}) is None
    True
    """
    if math.fsum(net.values()) <= -CENT:
        return None
    loss = math.fsum(-value for value in net.values() if value < 0.0)
    gain = math.fsum(value for value in net.values() if value > 0.0)
    moved = min(loss / gain, 1.0) if gain > 0.0 else 0.0
    return {party: -value if value < 0.0 else -value * moved for party, value in net.items()}


def free_riders(game: Game) -> dict[str, bool]:
    """Give who gains without having to take part, and whether the others can do without them (8.6).

    Parameters
    ----------
    game : Game

    Returns
    -------
    mapping of party to bool
        True: the others have no loss together without this party, so it gains without paying. False: they do,
        so nothing comes about unless it pays.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> free_riders(Game({"a": -2.0, "b": 3.0, "c": 1.0}, frozenset({"a"})))
    {'b': False, 'c': True}
    """
    return {
        party: game.total - value > -CENT
        for party, value in game.net.items()
        if party not in game.required and value >= CENT
    }
