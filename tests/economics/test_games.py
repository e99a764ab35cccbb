"""Games: published cases, laws of the values, and what the game of an agreement says."""

from __future__ import annotations

import json
import math
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiap.economics.coalitions import Coalition, Value, blocking, coalitions, nucleolus, shapley
from hiap.economics.games import (
    RULES,
    Game,
    agreement_game,
    divide,
    equal,
    free_riders,
    proportional,
    side_payments,
    smallest_payments,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference" / "shapley.json"
EURO = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def any_game(draw: st.DrawFn) -> tuple[list[str], dict[Coalition, float]]:
    """Two to five players and any value for each coalition."""
    players = [f"p{place}" for place in range(draw(st.integers(2, 5)))]
    return players, {some: draw(st.floats(-100, 100)) for some in coalitions(players)}


@st.composite
def agreements(draw: st.DrawFn) -> Game:
    """Two to five parties that gain or lose, some of whom pay or carry out."""
    names = [f"p{place}" for place in range(draw(st.integers(2, 5)))]
    net = {name: draw(EURO) for name in names}
    return agreement_game(net, {name: draw(st.sampled_from([0.0, 5.0])) for name in names}, [])


def airport(cost: dict[str, float]) -> dict[str, float]:
    """The shares in the cost of a runway that is as long as its longest user asks."""
    return shapley(list(cost), lambda some: max(cost[one] for one in some))


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        # Littlechild and Owen (1973): the cost of a runway is that of its longest user.
        ({"A": 8, "B": 11, "C": 13, "D": 18}, {"A": 2, "B": 3, "C": 4, "D": 9}),
        ({"1": 1500, "2": 2200, "3": 3000}, {"1": 500, "2": 850, "3": 1650}),
    ],
)
def test_published_airports(cost: dict[str, float], expected: dict[str, float]) -> None:
    assert airport(cost) == pytest.approx(expected)


def test_the_published_airports_are_those_of_the_reference_cases() -> None:
    if not SHARED.exists():
        pytest.skip("the reference cases are not beside this checkout")
    for case in json.loads(SHARED.read_text(encoding="utf-8"))["cases"]:
        cost = case["cost"]
        assert airport(cost) == pytest.approx(case["expected"])


@pytest.mark.parametrize(
    ("estate", "expected"),
    [
        # Aumann and Maschler (1985): the three estates of the Talmud with claims of 100, 200 and 300.
        (100, (100 / 3, 100 / 3, 100 / 3)),
        (200, (50, 75, 75)),
        (300, (50, 100, 150)),
        # By their rule of equal division of the contested: half of each claim, then losses in the same way.
        (400, (50, 125, 225)),
        (500, (200 / 3, 500 / 3, 800 / 3)),
    ],
)
def test_published_estates(estate: float, expected: tuple[float, ...]) -> None:
    claims = {"a": 100.0, "b": 200.0, "c": 300.0}

    def left(some: Coalition) -> float:
        return max(0.0, estate - math.fsum(claims[one] for one in claims if one not in some))

    assert tuple(nucleolus(list(claims), left).values()) == pytest.approx(expected, abs=1e-6)


def test_the_nucleolus_of_a_glove_game_pays_the_scarce_side() -> None:
    """One left glove, two right ones: the core is the single point in which the left one has all."""

    def pairs(some: Coalition) -> float:
        return float("left" in some and bool(some & {"right", "other"}))

    found = nucleolus(["left", "right", "other"], pairs)
    assert found == pytest.approx({"left": 1.0, "right": 0.0, "other": 0.0}, abs=1e-7)


def test_the_nucleolus_of_a_game_without_a_core_is_the_symmetric_one() -> None:
    """Three players of whom any two have everything: no core, and nobody differs from anybody."""
    assert list(nucleolus(["a", "b", "c"], lambda some: float(len(some) > 1)).values()) == pytest.approx(
        [1 / 3] * 3
    )


def test_the_nucleolus_of_twelve_parties_is_found() -> None:
    net = {f"p{place}": float(place) for place in range(1, 12)} | {"loser": -30.0}
    found = divide(agreement_game(net, {"loser": 30.0}, []), "nucleolus")
    assert found is not None
    assert math.fsum(found.values()) == pytest.approx(36.0)


def test_nothing_to_divide_is_refused() -> None:
    with pytest.raises(ValueError, match="less than each alone"):
        nucleolus(["a", "b"], lambda some: 1.0)


@given(any_game())
def test_shapley_gives_away_exactly_what_there_is(made: tuple[list[str], dict[Coalition, float]]) -> None:
    players, worth = made
    shares = shapley(players, worth.__getitem__)
    assert math.fsum(shares.values()) == pytest.approx(worth[frozenset(players)], abs=1e-9)


@given(any_game())
def test_shapley_gives_the_same_to_who_adds_the_same(
    made: tuple[list[str], dict[Coalition, float]],
) -> None:
    players, worth = made
    swap = {players[0]: players[1], players[1]: players[0]}

    def even(some: Coalition) -> float:
        return worth[some] + worth[frozenset(swap.get(one, one) for one in some)]

    shares = shapley(players, even)
    assert shares[players[0]] == pytest.approx(shares[players[1]], abs=1e-9)


@given(any_game())
def test_shapley_gives_nothing_to_who_adds_nothing(made: tuple[list[str], dict[Coalition, float]]) -> None:
    players, worth = made
    shares = shapley([*players, "null"], lambda some: worth.get(some - {"null"}, 0.0))
    assert shares["null"] == pytest.approx(0.0, abs=1e-9)
    assert shares == pytest.approx({**shapley(players, worth.__getitem__), "null": 0.0}, abs=1e-9)


@given(any_game(), any_game())
def test_shapley_of_a_sum_is_the_sum(
    made: tuple[list[str], dict[Coalition, float]], other: tuple[list[str], dict[Coalition, float]]
) -> None:
    players = made[0] if len(made[0]) >= len(other[0]) else other[0]
    first, second = made[1], other[1]
    both = shapley(players, lambda some: first.get(some, 0.0) + second.get(some, 0.0))
    apart = [
        shapley(players, lambda some: first.get(some, 0.0)),
        shapley(players, lambda some: second.get(some, 0.0)),
    ]
    assert both == pytest.approx({one: apart[0][one] + apart[1][one] for one in players}, abs=1e-9)


def least_excess(players: list[str], value: Value, shares: dict[str, float]) -> float:
    return min(sum(shares[one] for one in some) - value(some) for some in coalitions(players)[:-1])


@settings(deadline=None)
@given(agreements())
def test_every_division_adds_up_and_the_nucleolus_is_in_the_core(game: Game) -> None:
    net = math.fsum(game.net.values())
    scale = 1e-9 * max(1.0, *(abs(value) for value in game.net.values()))
    for rule in RULES:
        shares = divide(game, rule)
        assert (shares is None) == (net <= -0.01)
        if shares is None:
            continue
        assert math.fsum(shares.values()) == pytest.approx(max(net, 0.0), abs=scale + 1e-6)
        assert min(shares.values()) >= -0.01 - 10 * scale
        moved = side_payments(shares, game.net)
        assert math.fsum(moved.values()) == pytest.approx(0.0, abs=scale + 0.01)
        if rule == "nucleolus":
            assert blocking(game.parties, game.value, shares) == []
            other = shapley(game.parties, game.value)
            players = list(game.parties)
            assert least_excess(players, game.value, shares) >= (
                least_excess(players, game.value, other) - 100 * scale - 1e-6
            )


@given(agreements())
def test_the_smallest_payments_leave_nobody_with_a_loss_and_none_are_smaller(game: Game) -> None:
    found = smallest_payments(game.net)
    assert (found is None) == (not game.feasible)
    if found is None:
        return
    losses = math.fsum(-value for value in game.net.values() if value < 0.0)
    assert math.fsum(value for value in found.values() if value > 0.0) == pytest.approx(losses)
    assert min(game.net[one] + found[one] for one in found) >= -1e-6
    assert math.fsum(found.values()) == pytest.approx(0.0, abs=0.01)


@given(agreements())
def test_who_has_to_join_blocks_everything_by_staying_out(game: Game) -> None:
    for party in game.required:
        rest = [one for one in game.parties if one != party]
        for size in range(1, len(rest) + 1):
            assert all(game.value(frozenset(some)) == 0.0 for some in combinations(rest, size))


def test_a_party_that_is_not_needed_gets_at_most_what_it_adds() -> None:
    """By hand: a loses 2 and must join, b gains 3, c gains 1.

    c adds 1 where a and b came before, in 2 of 6 orders: 1/3. b adds 1 after a alone (a b c), and 2 after a
    and c (a c b, c a b): 5/6. a has the rest of 2: 5/6.
    """
    game = Game({"a": -2.0, "b": 3.0, "c": 1.0}, frozenset({"a"}))
    assert divide(game, "shapley") == pytest.approx({"a": 5 / 6, "b": 5 / 6, "c": 1 / 3})
    assert free_riders(game) == {"b": False, "c": True}


def test_equal_and_proportional_may_leave_the_core() -> None:
    game = Game({"a": -2.0, "b": 9.0, "c": 1.0}, frozenset({"a"}))
    shares = equal(game.parties, game.total)
    assert blocking(game.parties, game.value, shares) != []
    assert proportional(game.net, 8.0) == {"a": 0.0, "b": 7.2, "c": 0.8}


@pytest.mark.parametrize(
    ("net", "required", "told"),
    [
        ({}, set(), "no party"),
        ({f"p{place}": 1.0 for place in range(13)}, set(), "the most is 12"),
        ({"a": math.nan}, set(), "not finite"),
        ({"a": 1.0}, {"b"}, "b must take part"),
    ],
)
def test_a_game_that_is_none_is_refused(net: dict[str, float], required: set[str], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Game(net, frozenset(required))


def test_an_unknown_division_and_nothing_to_be_in_proportion_to_are_refused() -> None:
    with pytest.raises(ValueError, match="choose one of equal"):
        divide(Game({"a": 1.0}, frozenset()), "fair")
    with pytest.raises(ValueError, match="nobody gains"):
        proportional({"a": -1.0}, 0.0)
