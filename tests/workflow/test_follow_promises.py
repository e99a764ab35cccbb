"""A promise beside its series: worked out by hand, from a run and back into one, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from follow_case import SAY, data, plan
from typer.testing import CliRunner

from hiap import InputError, follow, load_measure, load_pack, read_result, vocabulary_of
from hiap.cli import app

SWING = {"swing": 0.5, "swing_because": SAY}
EXPECTED = [{"year": 2022, "value": 28.0, "low": 27.0, "high": 29.0}]


def promise(**fields: Any) -> dict[str, Any]:
    plain = {"id": "said", "indicator": "share", "place": "north", "without": "start", "base_year": 2020}
    return {**plain, "drift_per_year": 0.1, **fields}


def beside(found: dict[str, Any]) -> dict[str, Any]:
    return dict(found["promises"][0]["beside"])


def test_the_size_by_now_worked_out_by_hand(tmp_path: Path) -> None:
    """30 % in 2020, 28 (27 to 29) promised for 2022, 29 measured: half of it, with a known error.

    The prior is 1 with 0.2551 (half of 2/3.92); the series says 0.5, with the chance of both samples, a swing
    in both years and a drift of 0.1 in each of two years, over the 2 points that were promised.
    """
    rows = [("north", 2020, 3000, 10_000), ("north", 2022, 2900, 10_000)]
    given = plan(tmp_path, promises=[promise(expected=EXPECTED)], indicator=SWING)
    found = beside(follow(given, data(tmp_path, *rows)))
    prior = (2 / (2 * 1.959963984540054) / 2) ** -2
    noise = 100**2 * (0.3 * 0.7 + 0.29 * 0.71) / 10_000 + 2 * 0.5**2 + (2 * 0.1) ** 2
    series = 2**2 / noise
    share = (prior + 0.5 * series) / (prior + series)
    assert found["years"] == [2021, 2022]
    assert found["promised"] == pytest.approx([29.0, 28.0])
    assert found["promised_low"] == pytest.approx([28.5, 27.0])
    assert found["measured"] == [None, pytest.approx(29.0)]
    assert found["share"]["series_alone"]["value"] == pytest.approx(0.5)
    assert found["share"]["together"]["value"] == pytest.approx(share)
    reach = 1.959963984540054 * (prior + series) ** -0.5
    assert found["share"]["together"]["high"] == pytest.approx(share + reach)
    assert found["certainty"] == "low"
    assert found["worth"] is None, "nobody said what going on is worth"
    assert not found["surprise"]["conflict"]


def test_an_interval_is_shown_as_it_was_given(tmp_path: Path) -> None:
    """28 with 25 to 29: not evenly around it; its width alone says how sure it is."""
    rows = [("north", 2020, 3000, 10_000), ("north", 2022, 2900, 10_000)]
    expected = [{"year": 2022, "value": 28.0, "low": 25.0, "high": 29.0}]
    given = plan(tmp_path, promises=[promise(expected=expected)], indicator=SWING)
    found = beside(follow(given, data(tmp_path, *rows)))
    assert found["promised_low"] == pytest.approx([27.5, 25.0])
    assert found["promised_high"] == pytest.approx([29.5, 29.0])
    prior = found["share"]["promised"]
    assert prior["high"] - prior["value"] == pytest.approx((29 - 25) / 2 / 2), "half the width, over 2 points"


def test_the_change_of_the_reference_counts(tmp_path: Path) -> None:
    """The land falls 2 points, so that a fall of 3 is 1; a change that is carried on is no measurement."""
    rows = [
        *[("north", 2020, 3000, 10_000), ("north", 2022, 2700, 10_000), ("north", 2023, 2600, 10_000)],
        *[("land", 2020, 25_000, 100_000), ("land", 2022, 23_000, 100_000)],
    ]
    expected = [
        {"year": 2022, "value": 27.0, "low": 26.0, "high": 28.0},
        {"year": 2024, "value": 25.0, "low": 22.0, "high": 28.0},
    ]
    given = plan(tmp_path, promises=[promise(expected=expected, without="reference")], indicator=SWING)
    found = beside(follow(given, data(tmp_path, *rows)))
    assert found["without"] == pytest.approx([30.0, 28.0, 28.0, 28.0])
    assert found["share"]["series_alone"]["value"] == pytest.approx(1.0), "27 measured, 27 promised"
    assert found["chance"][2] is None


def test_a_series_far_from_the_promise_is_a_conflict(tmp_path: Path) -> None:
    """Promised 20, measured 30 with errors of a point: told as a conflict, in both languages."""
    rows = [("north", 2020, 30_000, 100_000), ("north", 2022, 30_000, 100_000)]
    expected = [{"year": 2022, "value": 20.0, "low": 19.0, "high": 21.0}]
    given = plan(tmp_path, promises=[promise(expected=expected)], indicator=SWING)
    measured = data(tmp_path, *rows)
    found = beside(follow(given, measured))
    assert found["surprise"]["conflict"]
    assert found["certainty"] == "very_low", "the one test fails: one step down from low"
    for lang, told in (("nl", "botsen"), ("en", "conflict")):
        said = CliRunner().invoke(app, ["follow", given, "--data", measured, "--lang", lang]).stdout
        assert told in said
        assert not re.search(r"\{\w+\}", said)


def test_more_measuring_is_worth_what_the_plan_says_is_at_stake(tmp_path: Path) -> None:
    """With going on worth just nothing by now, EVPI is b·σ/√(2π)."""
    rows = [("north", 2020, 3000, 10_000), ("north", 2022, 2900, 10_000)]
    worth = {"at_none_eur": 0.0, "whole_promise_eur": 1000.0, "because": SAY}
    expected = [*EXPECTED, {"year": 2024, "value": 26.0, "low": 24.0, "high": 28.0}]
    measured = data(tmp_path, *rows)
    given = plan(tmp_path, promises=[promise(expected=expected, worth=worth)], indicator=SWING)
    share = beside(follow(given, measured))["share"]["together"]
    worth["at_none_eur"] = -1000.0 * share["value"]
    given = plan(tmp_path, promises=[promise(expected=expected, worth=worth)], indicator=SWING)
    found = beside(follow(given, measured))["worth"]
    deviation = (share["high"] - share["low"]) / (2 * 1.959963984540054)
    assert found["year"] == 2023
    assert found["at_most_eur"] == pytest.approx(1000 * deviation / (2 * 3.141592653589793) ** 0.5)
    assert 0 < found["measuring_eur"] < found["at_most_eur"]


@pytest.mark.parametrize(
    ("rows", "fields", "why"),
    [
        ([("north", 2022, 2900, 10_000)], {}, "no_start"),
        ([("north", 2020, 3000, 10_000)], {}, "no_value"),
        ([("north", 2020, 3000, 10_000), ("north", 2022, 7, 83)], {}, "no_value"),
    ],
)
def test_what_cannot_be_laid_beside_says_why(
    tmp_path: Path, rows: list[tuple[str, int, int, int]], fields: dict[str, Any], why: str
) -> None:
    given = plan(tmp_path, promises=[promise(expected=EXPECTED, **fields)], indicator=SWING)
    found = beside(follow(given, data(tmp_path, *rows)))
    assert (found["why"], found["share"]) == (why, None)


def valued(folder: Path, *rows: tuple[int, float]) -> str:
    """A table of values without what was counted."""
    path = folder / "values.csv"
    lines = [f"share,north,{year},{value}" for year, value in rows]
    path.write_text("\n".join(["indicator,place,year,value", *lines]), encoding="utf-8")
    return str(path)


def test_an_index_has_the_spread_of_the_promise_and_a_share_needs_its_counts(tmp_path: Path) -> None:
    """Nobody knows the error of an index; a share without what was counted has one that is not told."""
    rows = [(2020, 30.0), (2022, 29.0)]
    said = promise(expected=EXPECTED, between_years=0.5)
    index = plan(tmp_path, promises=[said], indicator={"kind": "index", "swing": None, "swing_because": None})
    found = beside(follow(index, valued(tmp_path, *rows)))
    assert found["share"]["series_alone"]["value"] == pytest.approx(0.5)
    assert found["share"]["series_alone"]["low"] < 0.0, "two years that may each be half a point off"
    share = plan(tmp_path, promises=[said], indicator=SWING)
    assert beside(follow(share, valued(tmp_path, *rows)))["why"] == "no_error"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of debt relief over eight years, with draws."""
    return appraised(tmp_path_factory.mktemp("runs"), "debt-relief", "8")


def appraised(out: Path, measure: str, draws: str) -> Path:
    asked = ["appraise", measure, "--draws", draws, "--years", "8", "--out", str(out)]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    return next(out.iterdir())


def of_run(promised: Path, **fields: Any) -> dict[str, Any]:
    """The promise of a run in deaths per 100,000 people, made a thousand times larger to be seen."""
    how = {"run": str(promised), "scenario": "debt-relief", "outcome": "haly", "factor": -0.001}
    how |= {"factor_because": SAY, "base_year": 2026, "effects": ["debt-free"]}
    return promise(**{**how, **fields})


def followed_run(
    folder: Path, promised: Path, share: float, figures: str = "measured", last: int = 2034, **fields: Any
) -> tuple[str, str]:
    """A plan on this run, and a series in which this share of the promise comes true."""
    result: Any = read_result(promised)
    rows = result["scenarios"]["debt-relief"]["by_year"]
    people, start = 100_000_000, 30_000_000
    measured = [("north", 2026, start, people)]
    for row in (row for row in rows if row["year"] <= last):
        change = share * -0.001 * row["haly"]["mean"]
        measured.append(("north", row["year"], round(start + people * change / 100), people))
    given = plan(
        folder,
        years=[2026, 2034],
        reported_on="2034-12-31",
        figures=figures,
        promises=[of_run(promised, **fields)],
        indicator={"swing": 0.0005, "swing_because": SAY},
    )
    return given, data(folder, *measured)


def test_a_share_goes_from_a_run_through_a_series_into_the_next_run(tmp_path: Path, run: Path) -> None:
    """Where the series says half, the next appraisal gains half as much, with the series as its source."""
    given, measured = followed_run(tmp_path, run, 0.5)
    target = tmp_path / "effect.yaml"
    asked = ["follow", given, "--data", measured, "--evidence-out", str(target), "--format", "json"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    found = beside(json.loads(done.stdout))
    assert found["share"]["series_alone"]["value"] == pytest.approx(0.5, abs=0.02)
    assert found["worth"] is None, "no year of the promise is left to measure"
    last = read_result(run)["scenarios"]["debt-relief"]["by_year"][-1]["haly"]  # type: ignore[index]
    assert found["promised_low"][-1] == pytest.approx(found["without"][-1] - 0.001 * last["high"])
    assert found["promised_high"][-1] == pytest.approx(found["without"][-1] - 0.001 * last["low"])
    read = load_measure(str(target), vocabulary_of(load_pack()))
    effect = next(one for one in read.effects if one.id == "debt-free")
    assert effect.size is not None
    assert effect.size.value == pytest.approx(0.10304 * found["share"]["together"]["value"])
    assert effect.evidence.certainty in ("low", "very_low")
    claim = next(one for one in read.claims if one.id == "follow-2034")
    promised = found["promised"][-1] - found["without"][-1]
    assert claim.value == pytest.approx(promised * found["share"]["series_alone"]["value"])
    assert claim.direction == "gain"
    again: Any = read_result(appraised(tmp_path / "again", str(target), "0"))
    before: Any = read_result(appraised(tmp_path / "before", "debt-relief", "0"))
    gains = [
        one["scenarios"][name]["haly"]["mean"] for one, name in ((again, read.id), (before, "debt-relief"))
    ]
    assert gains[0] / gains[1] == pytest.approx(found["share"]["together"]["value"], abs=0.01)


def test_a_run_says_what_going_on_is_worth(tmp_path: Path, run: Path) -> None:
    """After the measurement of 2031: the cost of 2032 to 2034 at 2.8 %, and the balance of those years."""
    given, measured = followed_run(tmp_path, run, 0.5, last=2030)
    found = beside(follow(given, measured, read_run=read_result))["worth"]
    result: Any = read_result(run)
    scenario = result["scenarios"]["debt-relief"]
    cost = [row["programme_cost_eur"]["mean"] / 1.028 ** (row["year"] - 2027) for row in scenario["by_year"]]
    balance = {row["year"]: row["net_present_value_eur"]["mean"] for row in scenario["cumulative"]}
    assert (found["year"], found["by"]) == (2031, "run")
    assert found["at_none_eur"] == pytest.approx(-sum(cost[5:]))
    whole = scenario["cumulative"][-1]["net_present_value_eur"]["mean"] - balance[2031]
    assert found["at_none_eur"] + found["whole_promise_eur"] == pytest.approx(whole)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"run": "nowhere"}, "said: nowhere is no run; name the folder that hiap appraise --out wrote"),
        ({"scenario": "debt-relie"}, "said: no scenario debt-relie; did you mean debt-relief?"),
        ({"outcome": "halys"}, "said: no outcome halys by year; did you mean haly?"),
        ({"effects": ["debt"]}, "said: no effect debt in the run"),
        (
            {"base_year": 2027},
            "said: base_year 2027 is not before 2027, when the promise begins; write a year to",
        ),
    ],
)
def test_a_wrong_promise_of_a_run_has_its_line_and_nothing_is_written(
    tmp_path: Path, run: Path, fields: dict[str, Any], told: str
) -> None:
    given, measured = followed_run(tmp_path, run, 0.5, **fields)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    asked = ["follow", given, "--data", measured, "--evidence-out", str(tmp_path / "effect.yaml")]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    assert told in done.stderr
    field = next(iter(fields))
    line = int(re.findall(r"plan\.yaml:(\d+)", done.stderr)[0])
    assert f'"{field}"' in Path(given).read_text(encoding="utf-8").splitlines()[line - 1]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_run_without_draws_promises_nothing_that_can_be_tested(tmp_path: Path) -> None:
    plain = appraised(tmp_path / "out", "debt-relief", "0")
    given, measured = followed_run(tmp_path, plain, 0.5)
    with pytest.raises(InputError, match="a run without draws has no interval; appraise again with --draws"):
        follow(given, measured, read_run=read_result)
    with pytest.raises(InputError, match=r"nothing reads the run .*give read_run=hiap\.read_result"):
        follow(given, measured)


def test_evidence_is_never_overwritten_nor_made_of_invented_figures(tmp_path: Path, run: Path) -> None:
    given, measured = followed_run(tmp_path, run, 0.5)
    target = tmp_path / "effect.yaml"
    target.write_text("mine", encoding="utf-8")
    asked = ["follow", given, "--data", measured, "--evidence-out"]
    done = CliRunner().invoke(app, [*asked, str(target)])
    assert (done.exit_code, target.read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already" in done.stderr
    assert "does not end in .yaml" in CliRunner().invoke(app, [*asked, str(tmp_path / "effect")]).stderr
    given, measured = followed_run(tmp_path, run, 0.5, figures="invented")
    done = CliRunner().invoke(app, [*asked, str(tmp_path / "other.yaml")])
    assert "the figures are invented: nothing of them is evidence" in done.stderr
    done = CliRunner().invoke(
        app, [*asked, str(tmp_path / "other.yaml"), "--report", str(tmp_path / "r.html")]
    )
    assert done.exit_code == 2
    assert not {"other.yaml", "r.html"} & {path.name for path in tmp_path.iterdir()}
    assert not list(tmp_path.glob(".writing-*"))


def test_the_file_of_evidence_says_where_it_comes_from(tmp_path: Path, run: Path) -> None:
    given, measured = followed_run(tmp_path, run, 0.5)
    target = tmp_path / "effect.yaml"
    CliRunner().invoke(app, ["follow", given, "--data", measured, "--evidence-out", str(target)])
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# Made by hiap follow")
    source = yaml.safe_load(text)["sources"]["follow-2034"]
    assert (source["where"], source["read"], source["year"]) == ("data.csv", True, 2034)
