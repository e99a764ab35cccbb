"""A measure with only its costs in the sums gets no verdict; a sign that is not sure is told as such."""

from __future__ import annotations

import io
from typing import Any

import pytest
from sample import sample_result

from hiap.reports.blocks import NOTHING, cases_table, health_summary, money_summary
from hiap.reports.counted import only_costs
from hiap.reports.mkba import mkba_table
from hiap.reports.sentences import answer, break_even_text, no_effect_line
from hiap.reports.summary import print_summary
from hiap.reports.text import Words
from hiap.reports.uncertainty import acceptability_table, sentences

ZERO = {"mean": 0.0, "median": 0.0, "low": 0.0, "high": 0.0, "chance_positive": 0.0}


def estimate(mean: float, low: float, high: float, chance: float) -> dict[str, float]:
    return {"mean": mean, "median": mean, "low": low, "high": high, "chance_positive": chance}


def lunch(measures: int = 2, spared: float = 0.0) -> dict[str, Any]:
    """School meals cost 900 million; nothing is known of health, and `spared` is gained elsewhere."""
    result = sample_result(draws=100, measures=measures)
    scenario = result["scenarios"]["school-lunch"]
    scenario["counted"] = {"health": False, "gains": spared > 0.0}
    nothing = ("haly", "qaly", "life_years", "deaths_averted", "care_cost_eur", "lost_output_eur")
    scenario.update(dict.fromkeys(nothing, ZERO))
    scenario["programme_cost_eur"] = estimate(9.0e8, 7.0e8, 1.1e9, 1.0)
    for key in ("net_present_value_eur", "net_present_value_100k_eur"):
        scenario[key] = estimate(spared - 9.0e8, spared - 1.1e9, spared - 7.0e8, 0.0)
    scenario["break_even_qaly_eur"] = scenario["break_even_year"] = None
    return result


def test_what_is_not_counted_is_no_zero() -> None:
    words, result = Words("en"), lunch()
    counted = {row[0].text: [cell.text for cell in row[1:]] for row in health_summary(words, result).rows}
    assert set(next(iter(counted.values()))) == {"not counted"}
    assert not any("not counted" in texts for texts in list(counted.values())[1:])
    table = mkba_table(words, result, scenario(result))
    assert table is not None
    rows = {row[0].text: row[1].text for row in table.rows}
    assert rows["Health (QALYs times value)"] == rows["Care cost"] == "not counted"
    assert not [title for title in rows if title.startswith(("Chance", "Benefits for each euro"))]


def scenario(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["scenarios"]["school-lunch"]
    return found


def test_of_costs_alone_there_is_no_chance_and_no_break_even_value() -> None:
    words, result = Words("en"), lunch()
    assert money_summary(words, result).rows[0][-1].text == NOTHING
    assert "Chance" not in answer(words, result, scenario(result))
    assert break_even_text(words, result, scenario(result)) == words("only_costs")
    scenario(result)["uncertainty"] = {
        "evpi_eur": 0.0,
        "acceptability": [{"qaly_value_eur": 0.0, "chance": 0.0}],
    }
    assert sentences(words, result, scenario(result)) == [words("only_costs")]
    assert acceptability_table(words, result, scenario(result)) is None


def test_a_measure_with_another_benefit_keeps_its_chance() -> None:
    result = lunch(spared=2.0e8)
    assert not only_costs(scenario(result))
    assert "Chance" in answer(Words("en"), result, scenario(result))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_package_says_whose_costs_it_bears_without_a_gain(lang: str) -> None:
    told = {"nl": "(€ 900 mln) tellen wel mee", "en": "(€900 million) does count"}[lang]
    stream = io.StringIO()
    print_summary(lunch(), lang, stream)
    assert told in " ".join(stream.getvalue().replace("\xa0", " ").split())
    assert no_effect_line(Words(lang), lunch(measures=1)) == ""  # there is no package
    assert no_effect_line(Words(lang), sample_result(draws=100)) == ""


def test_a_sign_that_may_turn_is_no_certainty() -> None:
    result = sample_result(draws=100, measures=1)
    one = scenario(result)
    one["haly"] = estimate(3000.0, -2000.0, 9000.0, 0.9)
    one["net_present_value_eur"] = estimate(1.0e8, -1.7e9, 4.2e9, 0.4)
    told = answer(Words("en"), result, one)
    assert "it may also be a loss" in told
    assert "Society may be better or worse off" in told
    assert "better off on balance" not in told
    assert "that is not certain" in break_even_text(Words("en"), result, one)
    one["haly"] = estimate(3000.0, 100.0, 9000.0, 1.0)
    one["net_present_value_eur"] = estimate(1.0e8, 1.0e7, 2.0e8, 1.0)
    told = answer(Words("en"), result, one) + break_even_text(Words("en"), result, one)
    assert "may" not in told
    assert "certain" not in told
    assert "better off on balance" in told


def test_more_cases_are_explained_where_people_live_longer() -> None:
    result, words = sample_result(draws=0, measures=1), Words("en")
    one = scenario(result) | {"life_years": {"mean": 900.0}}
    more, fewer = ({**one, "cases_averted": {"copd": {"mean": mean}}} for mean in (-50.0, 50.0))
    notes = [table.note for table in (cases_table(words, result, each) for each in (more, fewer)) if table]
    assert notes == [words("cases.more"), ""]
