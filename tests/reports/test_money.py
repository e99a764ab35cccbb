"""Who pays and who gains in words and tables: no amount that is told is rounded away."""

from __future__ import annotations

from typing import Any

import pytest

from hiap.reports.money import parties_table
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
