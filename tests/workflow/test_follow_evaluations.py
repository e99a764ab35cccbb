"""Evaluations on the series of a plan: differences by hand, placebos that find something, too few years."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from follow_case import SAY, plan
from typer.testing import CliRunner

from hiap import InputError, follow
from hiap.cli import app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "follow"
STREETS = (str(EXAMPLES / "play-streets.yaml"), str(EXAMPLES / "play-streets-invented.csv"))
EFFECT = (1.5 + 3.0 + 4.5 + 7 * 6.0) / 10
"""What the example was made with: 1.5 points more each year up to 6, over 2016 to 2025."""
NOISE = [0.3, -0.2, -0.4, 0.1, 0.4, -0.3, 0.2, -0.1, 0.25, -0.15]


def asked(design: str, **fields: Any) -> dict[str, Any]:
    plain = {"id": "one", "design": design, "what": SAY, "indicator": "share", "from_year": 2000}
    plain |= {"begins": [{"place": "north", "year": 2010}]}
    return {**plain, **fields}


def case(folder: Path, evaluation: dict[str, Any], series: dict[str, Any], **fields: Any) -> tuple[str, str]:
    """A plan with one evaluation of an index, or what `fields` say, and its values from 2000 on."""
    kind = fields.pop("indicator", {"kind": "index", "unit": SAY})
    places = [{"id": one, "title": one, "level": "district"} for one in series]
    given = plan(folder, evaluations=[evaluation], indicator=kind, places=places, reference=None, **fields)
    path = folder / "values.csv"
    lines = [
        f"share,{place},{2000 + at},{value:.6g}"
        for place, values in series.items()
        for at, value in enumerate(values)
        if value is not None
    ]
    path.write_text("\n".join(["indicator,place,year,value", *lines]), encoding="utf-8")
    return given, str(path)


def found(given: tuple[str, str]) -> dict[str, Any]:
    return dict(follow(*given)["evaluations"][0])


def test_a_step_down_is_found_and_pretended_dates_find_none(tmp_path: Path) -> None:
    """Twenty years flat with noise, then 5 lower: 8 points are left on both sides of five pretended dates."""
    flat = np.array(NOISE * 3)
    series = {"north": 50 + flat - 5.0 * (np.arange(30) >= 20)}
    one = asked("interrupted-time-series", slope=False, begins=[{"place": "north", "year": 2020}])
    told = found(case(tmp_path, one, series, years=[2000, 2030]))
    assert told["effect"]["value"] == pytest.approx(-5.0, abs=0.4)
    assert told["effect"]["low"] < -5.0 < told["effect"]["high"]
    assert told["placebo"]["dates"]["years"] == [2008, 2009, 2010, 2011, 2012]
    assert told["placebo"]["dates"]["alarms"] == 0
    assert told["certainty"] == "low"
    assert [row["passed"] for row in told["assumptions"]] == [True, None, None, None]


def test_what_a_place_without_the_measure_does_too_is_no_effect(tmp_path: Path) -> None:
    """Both fall by 5: the control shows a change, so its test fails, and less the control nothing is left."""
    drop = -5.0 * (np.arange(20) >= 10)
    series = {"north": 50 + np.array(NOISE * 2) + drop, "south": 40 - np.array(NOISE[::-1] * 2) + drop}
    one = asked("interrupted-time-series", slope=False, against=["south"])
    told = found(case(tmp_path, one, series))
    assert told["placebo"]["control"]["value"] == pytest.approx(-5.0, abs=0.6)
    less = told["also"]["less_control"]
    assert less["low"] < 0.0 < less["high"]
    assert told["certainty"] == "very_low"


def test_a_rate_is_told_as_a_ratio(tmp_path: Path) -> None:
    """From about 100 to about 80 in as many people."""
    counts = [98, 104, 101, 95, 103, 99, 102, 97, 100, 101, 81, 78, 80, 84, 77, 79, 82, 80, 79, 81]
    kind = {"kind": "rate", "per": 100_000.0, "unit": SAY}
    given, path = case(tmp_path, asked("interrupted-time-series", slope=False), {"north": []}, indicator=kind)
    lines = [f"share,north,{2000 + at},{count},100000" for at, count in enumerate(counts)]
    Path(path).write_text("\n".join(["indicator,place,year,numerator,denominator", *lines]), encoding="utf-8")
    told = found((given, path))
    assert told["scale"] == "ratio"
    assert told["effect"]["value"] == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("after", "against", "certainty", "up"),
    [(80, ["south"], "low", 0), (40, ["south"], "moderate", 1), (40, [], "low", 0)],
)
def test_a_large_effect_can_reach_more_certainty_where_all_tests_pass(
    tmp_path: Path, after: int, against: list[str], certainty: str, up: int
) -> None:
    """From 100 to 40 is less than a half; pretended dates and a place without it must have shown nothing."""
    around = [98, 104, 101, 95, 103, 99, 102, 97, 100, 101] * 2
    counts = {
        "north": [*around, *(after + add for add in (1, -1, 2, -2, 0) * 2)],
        "south": around + around[:10],
    }
    kind = {"kind": "rate", "per": 100_000.0, "unit": SAY}
    begins = [{"place": "north", "year": 2020}]
    one = asked("interrupted-time-series", slope=False, begins=begins, against=against)
    given, path = case(tmp_path, one, {place: [] for place in counts}, indicator=kind, years=[2000, 2030])
    lines = [
        f"share,{place},{2000 + at},{count},100000"
        for place, series in counts.items()
        for at, count in enumerate(series)
    ]
    Path(path).write_text("\n".join(["indicator,place,year,numerator,denominator", *lines]), encoding="utf-8")
    told = found((given, path))
    assert (told["certainty"], told["steps_up"]) == (certainty, up)
    said = CliRunner().invoke(app, ["follow", given, "--data", path, "--lang", "en"]).stdout
    assert ("because the effect is large" in " ".join(said.split())) == bool(up)


def test_a_difference_in_differences_by_hand(tmp_path: Path) -> None:
    """Means of three places: from 20 to 17 with, from 20 to 19 without, over one step: -2."""
    series = {
        **{"north": [20.0, 16.0], "n2": [21.0, 18.0], "n3": [19.0, 17.0]},
        **{"s1": [18.0, 17.0], "s2": [22.0, 20.0], "s3": [20.0, 20.0]},
    }
    begins = [{"place": place, "year": 2001} for place in ("north", "n2", "n3")]
    one = asked("difference-in-differences", begins=begins, against=["s1", "s2", "s3"])
    told = found(case(tmp_path, one, series))
    assert told["effect"]["value"] == pytest.approx(-2.0)
    assert told["points"] == [2000, 2001]
    assert told["placebo"]["trends"] is None, "one point before shows no trend"
    assert told["placebo"]["ways"] == 20, "six places, three of them: 6!/(3!·3!)"


def test_the_example_finds_what_it_was_made_with() -> None:
    told = {row["id"]: row for row in follow(*STREETS)["evaluations"]}
    for name in ("six_and_twenty", "mixture_for_oever"):
        effect = told[name]["effect"]
        assert effect["low"] < EFFECT < effect["high"]
        assert effect["chance"] <= 0.05
    line = told["line_of_oever"]
    assert line["effect"]["low"] < EFFECT < line["effect"]["high"]
    assert line["effect"]["chance"] > 0.05, "one short line alone cannot tell"
    mixture = told["mixture_for_oever"]
    assert sum(mixture["weights"].values()) == pytest.approx(1.0)
    assert mixture["placebo"]["rank"] == 1
    assert mixture["certainty"] == "very_low", "the mixture follows too little of what was before"


def test_too_few_measurements_yet_is_an_answer_and_a_gap_too(tmp_path: Path) -> None:
    one = asked("interrupted-time-series", slope=False)
    told = found(case(tmp_path, one, {"north": [*NOISE, *NOISE[:5]]}))
    assert (told["why"], told["effect"], told["certainty"]) == ("too_few", None, None)
    assert told["few"] == {"what": "points after the start", "found": 5, "needed": 8}
    holes: list[float | None] = [*NOISE, *NOISE]
    holes[3] = None
    told = found(case(tmp_path, one, {"north": holes}))
    assert (told["why"], told["missing"]) == ("gaps", [2003])


@pytest.mark.parametrize(
    ("evaluation", "said"),
    [
        (
            asked("interrupted-time-series", slope=True, from_year=2005),
            "one: at most 5 measurements from 2005 to before 2010; 8 are needed: write an earlier from_year",
        ),
        (
            asked("interrupted-time-series", slope=True, to_year=2012),
            "one: at most 3 measurements from 2010 up to 2012; 8 are needed: write a later to_year",
        ),
        (
            asked("synthetic-control", against=["s1", "s2", "s3"], from_year=2007),
            "one: at most 3 measurements from 2007 to before 2010; 5 are needed",
        ),
        (
            asked("synthetic-control", against=["s1", "s2"]),
            "one: 2 places against, 3 needed; name more places",
        ),
    ],
)
def test_a_plan_that_can_never_give_enough_is_refused_with_its_line(
    tmp_path: Path, evaluation: dict[str, Any], said: str
) -> None:
    series = dict.fromkeys(("north", "s1", "s2", "s3"), NOISE * 2)
    given = case(tmp_path, evaluation, series, years=[2000, 2030])
    with pytest.raises(InputError) as caught:
        follow(*given)
    fault = caught.value.faults[0]
    assert said in str(fault)
    line = Path(given[0]).read_text(encoding="utf-8").splitlines()[(fault.line or 0) - 1]
    assert ('"against"' if "against" in said else '"year": 2010') in line


def test_a_series_without_any_error_is_refused(tmp_path: Path) -> None:
    given = case(tmp_path, asked("interrupted-time-series", slope=True), {"north": list(range(20))})
    with pytest.raises(InputError, match="one: the series lies exactly on the line; no error can be told"):
        follow(*given)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_evaluations_are_told_with_placebos_and_what_is_taken_for_granted(lang: str) -> None:
    asked_of = ["follow", STREETS[0], "--data", STREETS[1], "--lang", lang]
    done = CliRunner().invoke(app, asked_of)
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    for sign in ("✔", "×", "?", "GRADE"):
        assert sign in text
    told = {"nl": "op plaats 1 van 21", "en": "ranks 1 of 21"}[lang]
    assert told in text
    assert not re.search(r"\{\w+\}", text)
    assert json.loads(json.dumps(follow(*STREETS), allow_nan=False))["evaluations"]
