"""Who pays and who gains in words and tables: no amount that is told is rounded away."""

from __future__ import annotations

from typing import Any

import pytest

from hiap.reports.money import all_pocket_sentences, parties_table
from hiap.reports.text import Words


def interval(mean: float, low: float | None = None, high: float | None = None) -> dict[str, Any]:
    """An estimate as it stands in a result; without limits as without draws."""
    return {"mean": mean, "low": low, "high": high}


def party(name: str, paid: Any, gains: Any, balance: Any, **other: Any) -> dict[str, Any]:
    """A row of a party as it stands in a result."""
    amounts = {"paid_eur": paid, "gains_eur": gains, "net_present_value_eur": balance}
    return {"party": name, **amounts, "chance_of_loss": None, "square": None, **other}


def shown(*parties: dict[str, Any], lang: str = "en", **other: Any) -> Any:
    """The table of the parties of an invented scenario."""
    return parties_table(Words(lang), {}, {"pockets": {"parties": list(parties)}, **other})


def test_a_mean_is_not_rounded_to_nothing_in_a_row_that_adds_up() -> None:
    """The treasury paid 90, gained 0 and had -1,000 left: of -452 and -544 the interval left that."""
    wide = {"low": -7.0e9, "high": 8.0e9}
    treasury = party(
        "rijk_financien", interval(90e6, 40e6, 150e6), interval(-452e6, **wide), interval(-544e6, **wide)
    )
    steady = party("uwv", interval(0.0), interval(38e6, 15e6, 72e6), interval(38e6, 15e6, 72e6))
    first, second = shown(treasury, steady).rows
    assert [cell.text for cell in first[1:4]] == ["90", "-450", "-540"]
    assert first[2].interval == first[3].interval == "(-7,000 to 8,000)"
    assert [cell.text for cell in second[1:4]] == ["0.0", "38", "38"]


@pytest.mark.parametrize("mean", [-0.04e6, 0.04e6])
def test_what_is_less_than_a_table_can_show_stays_nothing(mean: float) -> None:
    """In millions with one decimal forty thousand euros are 0: another row still shows."""
    small = party("uwv", interval(0.0), interval(mean), interval(20e6))
    assert shown(small).rows[0][2].text == "0.0"


def test_a_sentence_names_no_party_that_the_table_leaves_out() -> None:
    """A thousand euros less in seventy years stood as a loss in words, beside a table in millions."""
    titles = {
        name: {"nl": name, "en": name} for name in ("treasury", "households_q1", "households_q2", "uwv")
    }
    losses = {"treasury": -5e6, "households_q2": -21_113.0, "uwv": -1_016.0}
    parties = [
        party(name, interval(0.0), interval(loss), interval(loss), loses_while_society_gains=loss < 0.0)
        for name, loss in {**losses, "households_q1": 9e6}.items()
    ]
    scenario: Any = {
        "wrong_pocket": {"share": 1.0, "undefined": None, "losses_eur": losses},
        "pockets": {"parties": parties},
    }
    table = parties_table(Words("en"), {"parties": titles}, scenario)
    assert table is not None
    assert [row[0].text for row in table.rows] == ["treasury", "households_q1"]
    told = [
        line
        for line in all_pocket_sentences(Words("en"), {"parties": titles}, scenario)
        if "lose" in line.lower()
    ]
    assert [line.rpartition(": ")[2] for line in told] == ["treasury."] * 2


def test_a_group_of_households_that_gains_is_not_named_among_those_that_lose() -> None:
    """The poorest fifth gains what the treasury pays: 'households' lost money there."""
    titles = {name: {"nl": name, "en": name} for name in ("households_q1", "households_q2", "households_q3")}
    balances = {"households_q1": 9e6, "households_q2": -3e6, "households_q3": -2e6}
    parties = [
        party(name, interval(0.0), interval(own), interval(own), loses_while_society_gains=own < 0.0)
        for name, own in balances.items()
    ]
    (told,) = all_pocket_sentences(Words("en"), {"parties": titles}, {"pockets": {"parties": parties}})
    assert told == "Lose money while society gains: households_q2 and households_q3."


@pytest.mark.parametrize(("lang", "told"), [("nl", "betaalt niet"), ("en", "pays nothing")])
def test_who_paid_nothing_has_nothing_to_get_back(lang: str, told: str) -> None:
    """Of who gains and paid nothing it said 'square in 2027'; who loses never is, whether it paid or not."""
    payer = party("rijk_szw", interval(9e6), interval(12e6), interval(3e6), square=2031)
    winner = party("uwv", interval(0.0), interval(6e6), interval(6e6), square=2027)
    loser = party("municipalities", interval(0.0), interval(-6e6), interval(-6e6))
    table = shown(payer, winner, loser, lang=lang)
    assert [row[-1].text for row in table.rows] == ["2031", told, Words(lang)("pockets.never")]
    assert told in table.note.lower()
    assert told not in shown(payer, loser, lang=lang).note.lower()


@pytest.mark.parametrize(("lang", "told"), [("nl", "alleen geld"), ("en", "money only")])
def test_the_table_says_that_it_is_money_and_leaves_out_pleasure(lang: str, told: str) -> None:
    smokers = party("households_q1", interval(0.0), interval(6e6), interval(6e6))
    with_pleasure = shown(smokers, lang=lang, lost_welfare_eur=interval(4e6))
    assert told in with_pleasure.caption
    assert told in with_pleasure.note.lower()
    for none in (None, interval(0.0)):
        plain = shown(smokers, lang=lang, lost_welfare_eur=none)
        assert told in plain.caption
        assert told not in plain.note.lower()
