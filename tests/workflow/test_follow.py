"""Following a programme: values and statuses worked out by hand, the examples, what is never shown."""

from __future__ import annotations

import gc
import json
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from follow_case import SAY, data, plan, target
from typer.testing import CliRunner

from hiap import follow, read_result
from hiap.catalogue.follow_plans import follow_rules, read_follow_plan
from hiap.catalogue.measured_table import NUMBERS, MeasuredTable
from hiap.cli import app
from hiap.workflow.follow_goals import followed
from hiap.workflow.follow_series import axes_of, series_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "follow"
INVENTED = ("city-south", "region-youth", "rural", "play-streets", "paid-work")


def goal_of(found: dict[str, Any], place: str) -> dict[str, Any]:
    return next(row for row in found["goals"] if row["place"] == place)


def test_a_path_and_a_shortfall_worked_out_by_hand(tmp_path: Path) -> None:
    """30 % in 2020 and 20 % by 2030 is 28 % in 2022 and 27 % in 2023; 29 % and 30 % are 2 too many."""
    rows = [("north", 2020, 3000, 10_000), ("north", 2022, 2900, 10_000), ("north", 2023, 3000, 10_000)]
    found = follow(plan(tmp_path, target(value=20.0, place="north")), data(tmp_path, *rows))
    goal = goal_of(found, "north")
    assert goal["path"] == pytest.approx([30 - year for year in range(11)])
    assert goal["value"] == pytest.approx(30.0)
    assert goal["shortfall"] == pytest.approx(2.0)
    chance = 100**2 * (0.275 * 0.725) / 20_000
    baseline = (0.8 + 0.7) / 2 * 100 * (0.3 * 0.7 / 10_000) ** 0.5
    assert goal["error"] == pytest.approx((chance + baseline**2) ** 0.5)
    assert goal["surprise"] == pytest.approx(2.0 / goal["error"], abs=0.05)
    assert goal["looks"] == 9
    assert goal["status"] == "off_path"
    assert goal["history"] == ["too_early", "too_early", "behind", "off_path"]
    assert goal["before"] == "behind"
    assert goal["changed"]
    assert found["summary"]["changed"] == ["aim/north/all"]


def test_values_have_the_limits_of_wilson(tmp_path: Path) -> None:
    """65 of 100: 55.25 to 73.64 (Public Health England)."""
    found = follow(plan(tmp_path), data(tmp_path, ("north", 2021, 65, 100)))
    series = found["indicators"][0]["series"][0]
    assert series["low_95"][1] == pytest.approx(55.25444, abs=1e-4)
    assert series["high_95"][1] == pytest.approx(73.63576, abs=1e-4)
    assert series["high_99_8"][1] == pytest.approx(77.83540, abs=1e-4)


def test_the_gap_moves_with_the_reference(tmp_path: Path) -> None:
    """From 20 to 16 while the land goes from 10 to 9: 30 % closed, 40 % against the level at the start."""
    rows = [
        *[("north", 2020, 20_000, 100_000), ("north", 2024, 16_000, 100_000)],
        *[("land", 2020, 10_000, 100_000), ("land", 2024, 9_000, 100_000)],
    ]
    aim = target(gap_closed_percent=50.0, gap_with="moving", place="north")
    goal = goal_of(follow(plan(tmp_path, aim), data(tmp_path, *rows)), "north")
    assert goal["gap"]["moving"]["share"] == pytest.approx(0.3)
    assert goal["gap"]["fixed"]["share"] == pytest.approx(0.4)
    assert goal["gap"]["moving"]["low"] < 0.3 < goal["gap"]["moving"]["high"]
    assert goal["gap"]["moving"]["low_by_year"][4] == goal["gap"]["moving"]["low"]
    assert goal["gap"]["moving"]["low_by_year"][0] is None, (
        "the gap at the start is what others are a share of"
    )
    assert goal["promised"] == pytest.approx(9 + 0.8 * 10), "two fifths of half the gap of 10, from 9"
    assert goal["aim"] is None, "where the reference will be is not known"
    assert goal["status"] == "on_path"


def test_significance_stands_apart_from_the_status(tmp_path: Path) -> None:
    """On its path, and worse than the reference."""
    rows = [("north", 2020, 3000, 10_000), ("north", 2025, 2500, 10_000), ("land", 2025, 15_000, 100_000)]
    found = follow(plan(tmp_path, target(value=20.0)), data(tmp_path, *rows))
    assert goal_of(found, "north")["status"] == "on_path"
    series = found["indicators"][0]["series"][0]
    assert series["against_reference_95"][5] == series["against_reference_99_8"][5] == "worse"
    assert series["against_reference_95"][0] is None, "the reference was not measured in that year"


def test_a_target_without_a_place_holds_for_all_but_the_reference(tmp_path: Path) -> None:
    found = follow(
        plan(tmp_path, target(change_percent=-25.0)), data(tmp_path, ("north", 2020, 3000, 10_000))
    )
    assert [row["place"] for row in found["goals"]] == ["north", "south"]
    assert goal_of(found, "north")["aim"] == pytest.approx(22.5)
    assert goal_of(found, "south")["why"] == "before_judged"


def test_small_numbers_are_nowhere_in_the_answer(tmp_path: Path) -> None:
    """7 of 83: neither the count, the people nor the share is told, and no path follows from it."""
    rows = [("north", 2020, 7, 83), ("north", 2023, 7, 83)]
    found = follow(plan(tmp_path, target(change_percent=-25.0, place="north")), data(tmp_path, *rows))
    goal = goal_of(found, "north")
    assert (goal["status"], goal["why"]) == ("too_few", "too_small")
    assert goal["value"] is goal["baseline"] is goal["promised"] is None
    assert found["indicators"][0]["series"][0]["hidden_because"][0] == "small"
    assert found["data"]["hidden"] == 2
    text = json.dumps({key: found[key] for key in ("indicators", "goals")})
    assert not re.search(r"\b(7|83|8\.43\d*)(\.0)?\b", text)


def test_a_part_that_a_total_would_give_away_is_hidden_too(tmp_path: Path) -> None:
    named = ("north", "south", "west")
    places: list[dict[str, Any]] = [{"id": one, "title": one, "level": "district"} for one in named]
    places.append({"id": "land", "title": "land", "level": "region", "sum_of": ["others"]})
    rows = [
        ("north", 2020, 7, 200),
        ("south", 2020, 60, 300),
        ("west", 2020, 80, 300),
        ("land", 2020, 147, 800),
    ]
    found = follow(plan(tmp_path, places=places), data(tmp_path, *rows))
    said = {row["place"]: row["hidden_because"][0] for row in found["indicators"][0]["series"]}
    assert said == {"north": "small", "south": "would_tell_another", "west": None, "land": None}


def test_a_plan_alone_is_followed_by_its_photo(tmp_path: Path) -> None:
    photo = [{"indicator": "share", "place": "north", "year": 2020, "value": 30.0, "source": "s"}]
    found = follow(plan(tmp_path, target(value=20.0, place="north"), photo=photo))
    assert goal_of(found, "north")["status"] == "too_early"
    assert found["data"] == {"file": None, "remarks": [], "values": 1, "hidden": 0}


def test_following_writes_nothing(tmp_path: Path) -> None:
    given = plan(tmp_path, target(value=20.0)), data(tmp_path, ("north", 2020, 3000, 10_000))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    follow(*given)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def example(name: str) -> dict[str, Any]:
    measured = EXAMPLES / f"{name}-invented.csv"
    given = str(EXAMPLES / f"{name}.yaml"), str(measured) if measured.exists() else None
    return follow(*given, read_run=read_result)


@pytest.mark.parametrize("name", [*INVENTED, "national-note"])
def test_every_example_is_followed(name: str) -> None:
    found = example(name)
    assert found["goals"]
    assert sum(found["summary"]["by_status"].values()) == found["summary"]["goals"]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_an_example_lies_beside_the_appraisal_that_promised_it() -> None:
    """The run of the example is read as it was written; three fifths of its promise came true."""
    found = example("paid-work")
    run = EXAMPLES / found["promises"][0]["run"]
    hours = read_result(run)["scenarios"]["ips-supported-employment"]["outcomes"][0]  # type: ignore[index]
    beside = found["promises"][0]["beside"]
    for at, row in enumerate(hours["by_year"]):
        assert beside["promised"][at] - beside["without"][at] == pytest.approx(0.001 * row["change"]["mean"])
    share = beside["share"]["together"]
    assert share["low"] < 0.6 < share["high"] < 1.0
    assert beside["worth"]["by"] == "run"


@pytest.mark.parametrize("name", INVENTED)
def test_invented_figures_say_so_in_plan_and_file(name: str) -> None:
    found = example(name)
    assert found["plan"]["figures"] == "invented"
    assert found["plan"]["title"]["nl"].endswith("(verzonnen voorbeeld)")
    assert found["data"]["remarks"][0].startswith("INVENTED FIGURES")


def test_the_city_shows_every_status_that_can_be_judged() -> None:
    said = {row["id"]: (row["status"], row["why"]) for row in example("city-south")["goals"]}
    assert said["health_gap/south/all"] == ("off_path", "beyond_chance")
    assert said["benefit_gap/south/all"] == ("behind", "probably")
    assert said["school_days/south/all"] == ("on_path", "not_worse")
    assert said["health_gap/garden/all"] == ("too_few", "too_small")


def test_the_note_has_only_figures_with_its_own_words() -> None:
    """Every figure and goal of the published example has a quote that holds its number."""
    found = example("national-note")
    read, _ = read_follow_plan(str(EXAMPLES / "national-note.yaml"))
    for figure in read.photo:
        assert f"{figure.value:g}".replace(".", ",") in figure.note, figure.indicator
    for one in read.targets:
        assert one.quote
        if one.value:
            assert f"{one.value:g}".replace(".", ",") in one.quote
    assert {row["status"] for row in found["goals"]} == {"too_early"}


def test_commitments_are_late_by_the_day_of_the_report() -> None:
    """Due on 31 December 2024, reported on 1 April 2026: 456 days."""
    found = example("city-south")["commitments"]
    late = next(row for row in found["items"] if row["id"] == "job_guarantees")
    assert late["late_days"] == 456
    assert found["late"] == ["job_guarantees"]
    assert late["money_ends_early"] == [{"payer": "Rijk", "last_year": 2022, "needed_until": 2024}]
    money = {row["year"]: (row["temporary_eur"], row["structural_eur"]) for row in found["money_by_year"]}
    assert money[2013] == (2_500_000, 4_000_000)
    assert money[2020] == (22_500_000, 5_000_000)
    done = next(row for row in found["items"] if row["id"] == "longer_days")
    assert done["done_after_days"] == -60
    assert found["changed_in_a_year"] == ["longer_days"]


def test_stories_are_shown_by_consent_and_rejected_ones_are_kept() -> None:
    stories = example("city-south")["stories"]
    shown = {row["id"]: (row["told"] is not None, row["withheld"]) for row in stories["stories"]}
    assert shown == {
        "stairs": (True, None),
        "job": (False, "within_programme"),
        "damp": (True, None),
        "debts": (False, "no_consent"),
    }
    assert (stories["told"], stories["with_consent"], stories["published"]) == (4, 3, 2)
    kept = [choice["story"] for choice in stories["rounds"][0]["rejected"]]
    assert kept == ["job", "debts"]
    assert [step["step"] for step in stories["steps"] if step["day"] is None] == [8, 9, 10]


def test_stories_and_talks_change_no_figure(tmp_path: Path) -> None:
    tree = yaml.safe_load((EXAMPLES / "city-south.yaml").read_text(encoding="utf-8"))
    del tree["stories"], tree["place_talks"]
    bare = tmp_path / "bare.yaml"
    bare.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    without = follow(str(bare), str(EXAMPLES / "city-south-invented.csv"))
    whole = example("city-south")
    assert without["stories"] is None
    assert whole["stories"]["told"] == 4
    for part in ("indicators", "goals", "summary"):
        assert without[part] == whole[part]


def test_a_whole_country_is_judged_in_five_seconds(tmp_path: Path) -> None:
    """342 places, 50 indicators, 20 years: limits, suppression, comparison with a path, gap, closure."""
    places, indicators, years = 342, 50, np.arange(2020, 2040)
    kinds = ("proportion", "rate", "count", "mean", "index")
    path = _country(tmp_path, places, [kinds[number % 5] for number in range(indicators)])
    read, _ = read_follow_plan(path)
    table = _measured(read.indicators, places, years)
    start = time.process_time()
    rules, axes = follow_rules(), axes_of(read)
    series = series_of(read, table, rules)
    found = [followed(read, one, series[at], axes, rules) for at, one in enumerate(read.targets)]
    assert time.process_time() - start < 5.0
    assert sum(one.judged.status.size for one in found) == (places - 1) * indicators * years.size


def test_garbage_is_collected_again_after_the_command(tmp_path: Path) -> None:
    given = plan(tmp_path, target(value=20.0)), data(tmp_path, ("north", 2020, 3000, 10_000))
    assert gc.isenabled()
    assert CliRunner().invoke(app, ["follow", given[0], "--data", given[1]]).exit_code == 0
    assert gc.isenabled()
    assert CliRunner().invoke(app, ["follow", given[0], "--data", "no.csv"]).exit_code == 2
    assert gc.isenabled()


def _country(folder: Path, places: int, kinds: list[str]) -> str:
    indicators = [
        {"id": f"i{number}", "title": SAY, "definition": SAY, "about": "outcome", "kind": kind, "unit": SAY}
        | {"better": "lower", "source": "s"}
        | ({"per": 1000.0} if kind == "rate" else {})
        for number, kind in enumerate(kinds)
    ]
    targets = [
        target(id=f"t{number}", indicator=f"i{number}", year=2039, change_percent=-20.0, judge_from=2024)
        for number in range(len(kinds))
    ]
    named = [{"id": f"p{number}", "title": f"P{number}", "level": "municipality"} for number in range(places)]
    return plan(
        folder,
        *targets,
        indicators=indicators,
        places=named,
        reference="p0",
        years=[2020, 2039],
        reported_on="2039-12-31",
    )


def _measured(indicators: Any, places: int, years: Any) -> MeasuredTable:
    """Every indicator falls by a fifth, with chance."""
    random, size = np.random.default_rng(1), places * years.size
    level = np.tile(25 * (1 - 0.2 * np.arange(years.size) / 19), places)
    blank, parts = np.full(size, np.nan), []
    for one in indicators:
        numbers = dict.fromkeys(NUMBERS[1:], blank)
        if one.kind == "proportion":
            counted = random.binomial(1000, level / 100).astype(float)
            numbers |= {"numerator": counted, "denominator": np.full(size, 1000.0)}
        elif one.kind == "rate":
            counted = random.poisson(level * 50).astype(float)
            numbers |= {"numerator": counted, "denominator": np.full(size, 50_000.0)}
        elif one.kind == "mean":
            spread = {"standard_deviation": np.full(size, 10.0), "n": np.full(size, 400.0)}
            numbers |= {"value": level + 0.5 * random.normal(size=size)} | spread
        else:
            numbers |= {"value": np.round(level * 10 + 15 * random.normal(size=size))}
        parts.append(numbers)
    count = len(parts)
    return MeasuredTable(
        np.repeat(np.arange(count), size),
        np.tile(np.repeat(np.arange(places), years.size), count),
        np.zeros(count * size, dtype=np.int64),
        np.tile(years, places * count),
        {key: np.concatenate([part[key] for part in parts]) for key in NUMBERS[1:]},
        np.arange(count * size),
    )
