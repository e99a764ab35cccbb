"""Screening: sizes and outcomes worked out by hand, the examples, registered policies, and no model run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiap import screen
from hiap.catalogue.folder import Folder, pack_folder
from hiap.catalogue.measures import register_ids
from hiap.catalogue.screenings import screening_rules
from hiap.catalogue.sensitivity import Sensitivity, Worth
from hiap.domain.screening import Reached
from hiap.workflow.screen import determinant_rows
from hiap.workflow.screen_outcome import Change, Policy, gap_of, outcome
from hiap.workflow.screen_size import Table, class_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
RULES = screening_rules()
WHY = {"nl": "zo", "en": "so"}
NUMBER = {"source": "assumption", "grade": "R"}


def worth(sex: str, ses: str, value: float, **others: Any) -> Worth:
    given = {
        "risk_factor": "smoking",
        "level_from": "current",
        "level_to": "former",
        "sex": sex,
        "ages": (0, None),
        "ses": ses,
        "persons": 1000.0,
        "level": 0.2,
        "value": value,
        "low": value / 2,
        "high": value * 2,
        "better_to": 5,
        "worse_to": 5,
    }
    return Worth(**{**given, **others})


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """A country of ages 0 to 3 with 250 persons of each age and sex, and two groups."""
    lines = [f"{sex},{age},250" for sex in ("male", "female") for age in range(4)]
    (tmp_path / "population.csv").write_text("sex,age,value\n" + "\n".join(lines), encoding="utf-8")
    rows = tuple(
        worth(sex, ses, value) for sex in ("male", "female") for ses, value in (("Q1", 40.0), ("Q2", 10.0))
    )
    never = tuple(worth(row.sex, row.ses, 2 * row.value, level_to="never") for row in rows)
    return Table(Folder(tmp_path), Sensitivity({"smoking": (*rows, *never)}, "0", stale=False), ("Q1", "Q2"))


def touch(**fields: Any) -> Reached:
    given = {"determinant": "smoking", "direction": "better", "certainty": "high", "why": WHY, **fields}
    if "who" not in given:
        given["who"] = {"age": [0, 3]}
    return Reached.model_validate(given)


def points(value: float, low: float | None = None, high: float | None = None) -> Mapping[str, object]:
    return {"value": value, "low": low, "high": high, "unit": "percentage points", **NUMBER}


def share(value: float) -> Mapping[str, object]:
    return {"value": value, "unit": "share", **NUMBER}


def test_a_size_is_worth_times_points_times_share(table: Table) -> None:
    """All four cells: 40 + 10 + 40 + 10 = 100 a point; 2 points for half of them is 100."""
    size = table.size(touch(points=points(2.0), share=share(0.5)), "smoking")
    assert size.status == "quantified"
    assert size.haly == pytest.approx((100.0, 50.0, 200.0))
    assert size.persons == pytest.approx(2000.0)
    assert size.per_point == pytest.approx(50.0)


def test_only_the_people_concerned_count(table: Table) -> None:
    """Women of the lowest group aged 2 and 3: half of their band, 40 / 2 = 20 a point."""
    who = {"sex": "female", "age": [2, 3], "ses": ["Q1"]}
    size = table.size(touch(points=points(1.0), who=who), "smoking")
    assert size.haly is not None
    assert size.haly[0] == pytest.approx(20.0)
    assert size.persons == pytest.approx(500.0)


def test_the_range_takes_the_ends_of_points_and_worth_together(table: Table) -> None:
    """Lowest: 1 point of 50 a point; highest: 3 points of 200."""
    size = table.size(touch(points=points(2.0, 1.0, 3.0)), "smoking")
    assert size.haly == pytest.approx((200.0, 50.0, 600.0))


def test_worse_is_a_loss(table: Table) -> None:
    size = table.size(touch(direction="worse", points=points(2.0)), "smoking")
    assert size.haly == pytest.approx((-200.0, -400.0, -100.0))


def test_who_never_starts_is_worth_more_than_who_stops(table: Table) -> None:
    size = table.size(touch(points=points(1.0), level_to="never"), "smoking")
    assert size.haly is not None
    assert size.haly[0] == pytest.approx(200.0)


@pytest.mark.parametrize(
    ("fields", "factor", "status"),
    [
        ({}, "smoking", "no_points"),
        ({"points": points(5.5)}, "smoking", "beyond"),
        ({"points": points(5.0)}, "smoking", "quantified"),
        ({}, None, "not_modelled"),
        ({"points": points(1.0)}, "vaping", "not_modelled"),
    ],
)
def test_there_is_no_number_where_the_table_has_none(
    table: Table, fields: dict[str, Any], factor: str | None, status: str
) -> None:
    size = table.size(touch(**fields), factor)
    assert size.status == status
    assert (size.haly is not None) == (status == "quantified")


def test_more_points_than_there_are_smokers_is_beyond(tmp_path: Path, table: Table) -> None:
    few = tuple(worth(sex, "Q1", 40.0, level=0.03) for sex in ("male", "female"))
    small = Table.__new__(Table)
    small.__dict__.update(table.__dict__ | {"table": Sensitivity({"smoking": few}, "0", stale=False)})
    assert small.size(touch(points=points(3.0)), "smoking").status == "quantified"
    assert small.size(touch(points=points(3.1)), "smoking").status == "beyond"


def test_an_age_without_effect_is_not_a_small_effect(table: Table) -> None:
    nothing = tuple(worth(sex, "Q1", 0.0) for sex in ("male", "female"))
    table.table = Sensitivity({"smoking": nothing}, "0", stale=False)
    assert table.size(touch(points=points(1.0)), "smoking").status == "not_at_age"


def test_a_pack_without_the_table_says_so(table: Table) -> None:
    table.table = None
    assert table.size(touch(points=points(1.0)), "smoking").status == "no_table"


def test_the_gain_by_group_is_per_person_of_the_whole_group(table: Table) -> None:
    """Per group 2,000 persons and 80 or 20 a point: 40 and 10 per 1,000."""
    size = table.size(touch(points=points(1.0)), "smoking")
    assert size.per_group == pytest.approx({"Q1": 40.0, "Q2": 10.0})


@pytest.mark.parametrize(
    ("haly", "persons", "expected"),
    [
        (399.0, None, "negligible"),
        (400.0, None, "small"),
        (-4_000.0, None, "medium"),
        (40_000.0, None, "large"),
        (0.0, 100_000.0, "negligible"),
        (160.0, 100_000.0, "small"),
        (800.0, 100_000.0, "medium"),
        (-400.0, 10_000.0, "large"),
    ],
)
def test_classes_of_size_hold_for_the_country_or_for_those_reached(
    haly: float, persons: float | None, expected: str
) -> None:
    """10, 100 and 1,000 healthy years a year, or 4, 20 and 100 a year per 100,000 reached; over 40 years."""
    assert class_of(haly, persons, RULES.sizes) == expected


def change(**fields: Any) -> Change:
    given = {
        "start": "smoking",
        "direction": "better",
        "size": None,
        "status": "quantified",
        "certainty": "moderate",
        "gap": "alike",
        "lowest_touched": True,
    }
    return Change(**{**given, **fields})


PLAIN = Policy(precaution=False, below_legal_norm=False, asks="nothing")
CAREFUL = Policy(precaution=True, below_legal_norm=False, asks="nothing")
BELOW = Policy(precaution=False, below_legal_norm=True, asks="nothing")
HARD = Policy(precaution=False, below_legal_norm=False, asks="much")


@pytest.mark.parametrize(
    ("changes", "policy", "expected", "rules"),
    [
        ([], PLAIN, "none", ["little"]),
        ([change(size="small")], PLAIN, "none", ["little"]),
        ([change(size="medium")], PLAIN, "note", ["medium"]),
        ([change(size="large")], PLAIN, "full", ["large", "medium"]),
        ([change(status="beyond")], PLAIN, "full", ["beyond"]),
        ([change(status="run_model", certainty="very_low")], PLAIN, "full", ["computable"]),
        ([change(size="small", direction="worse")], PLAIN, "note", ["small_harm"]),
        (
            [change(size="small", direction="worse", gap="widens")],
            PLAIN,
            "full",
            ["harm_to_lowest", "small_harm"],
        ),
        ([change(size="negligible", direction="worse", gap="widens")], PLAIN, "none", ["little"]),
        ([change(size="medium", gap="widens")], PLAIN, "full", ["gain_to_highest", "medium"]),
        ([change(size="medium", gap="narrows")], PLAIN, "note", ["medium"]),
        ([change(status="not_modelled")], PLAIN, "note", ["size_unknown"]),
        ([change(status="not_modelled", certainty="very_low")], PLAIN, "note", ["size_unknown"]),
        (
            [change(status="not_modelled", direction="worse")],
            PLAIN,
            "full",
            ["harm_unknown", "size_unknown"],
        ),
        (
            [change(status="no_points", direction="worse", certainty="low", gap="widens")],
            PLAIN,
            "full",
            ["harm_to_lowest_unknown", "size_unknown"],
        ),
        (
            [change(status="not_modelled", direction="unclear", certainty="very_low")],
            PLAIN,
            "note",
            ["unclear", "size_unknown"],
        ),
        ([change(size="negligible", direction="worse")], CAREFUL, "full", ["precaution"]),
        ([change(size="negligible")], CAREFUL, "none", ["little"]),
        ([change(size="negligible", direction="worse")], BELOW, "full", ["below_norm"]),
        ([change(size="negligible")], HARD, "note", ["ability_to_act"]),
        ([change(size="negligible", lowest_touched=False)], HARD, "none", ["little"]),
        ([change(size="small"), change(start="noise", size="large")], PLAIN, "full", ["large", "medium"]),
    ],
)
def test_outcomes_by_the_rules(
    changes: list[Change], policy: Policy, expected: str, rules: list[str]
) -> None:
    chosen, met = outcome(changes, policy, RULES)
    assert (chosen, [one.rule.id for one in met]) == (expected, rules)
    assert all(one.rule.reason.nl and one.rule.reason.en for one in met), "the reason is always kept"


def test_conditions_of_a_rule_hold_for_the_same_change() -> None:
    """A gain that widens and a harm that does not are not together a harm that widens."""
    changes = [
        change(gap="widens", size="small"),
        change(start="noise", direction="worse", size="negligible"),
    ]
    assert outcome(changes, PLAIN, RULES)[0] == "none"


def test_an_entry_that_says_nothing_of_itself_is_no_reason_for_a_no(tmp_path: Path) -> None:
    """School meals without what the register says that they touch."""
    text = (files("hiap.data") / "catalogue" / "measures" / "school-lunch.yaml").read_text(encoding="utf-8")
    tree = {key: part for key, part in yaml.safe_load(text).items() if key not in ("touches", "claims")}
    path = tmp_path / "my-lunch.yaml"
    path.write_text(yaml.safe_dump({**tree, "id": "my-lunch"}, allow_unicode=True), encoding="utf-8")
    result = screen(str(path))
    assert result["changes"] == []
    assert ids(result) == ["not_described"]


def test_an_entry_that_gives_points_has_a_size(tmp_path: Path) -> None:
    """Two points for half of everybody: once what one point for everybody is worth in the table."""
    text = (files("hiap.data") / "catalogue" / "unquantified" / "jogg.yaml").read_text(encoding="utf-8")
    number = {"source": "assumption", "grade": "R"}
    touch = {
        "determinant": "loneliness",
        "direction": "better",
        "why": WHY,
        "share": {"value": 0.5, "unit": "share", **number},
        "points": {"value": 2, "low": 1, "high": 3, "unit": "percentage points", **number},
    }
    tree = {**yaml.safe_load(text), "id": "my-entry", "claims": [], "touches": [touch]}
    path = tmp_path / "my-entry.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    row = screen(str(path))["changes"][0]
    rows = [row for row in pack_folder("NLD/2025").rows("sensitivity") if row["risk_factor"] == "loneliness"]
    assert row["size"]["haly_40_years"]["value"] == pytest.approx(sum(float(one["value"]) for one in rows))
    assert row["certainty"] is None, "nobody rated it"


def test_a_rule_says_which_change_meets_it() -> None:
    _, met = outcome([change(size="small"), change(start="noise", size="large")], PLAIN, RULES)
    assert met[0].by == ("noise",)


@pytest.mark.parametrize(
    ("direction", "falls", "per_group", "expected"),
    [
        ("better", "lowest", None, "narrows"),
        ("better", "highest", None, "widens"),
        ("worse", "lowest", {"Q1": -1.0, "Q2": -9.0}, "widens"),
        ("worse", "unknown", {"Q1": -1.0, "Q2": -9.0}, "narrows"),
        ("better", "unknown", {"Q1": 2.0, "Q2": 1.0}, "narrows"),
        ("better", "unknown", {"Q1": 1.0, "Q2": 1.04}, "alike"),
        ("better", "unknown", {"Q1": 0.0, "Q2": 0.0}, "alike"),
        ("better", "unknown", None, "unknown"),
        ("unclear", "lowest", None, "unknown"),
    ],
)
def test_what_a_change_does_to_differences(
    direction: str, falls: str, per_group: Mapping[str, float] | None, expected: str
) -> None:
    assert gap_of(direction, falls, per_group, 0.05) == expected


def screened(name: str) -> dict[str, Any]:
    return screen(str(EXAMPLES / f"screening-{name}.yaml"))


def ids(result: Mapping[str, Any]) -> list[str]:
    return [rule["id"] for rule in result["outcome"]["rules"] if rule["decides"]]


def test_alcohol_may_be_large_and_its_price_falls_on_the_poor() -> None:
    result = screened("alcohol-excise")
    assert result["outcome"]["outcome"] == "full"
    assert ids(result) == ["large", "harm_to_lowest_unknown"]
    alcohol = result["changes"][0]
    table = [
        row
        for row in pack_folder("NLD/2025").rows("sensitivity")
        if row["risk_factor"] == "heavy_drinking" and row["age_from"] != "0"
    ]
    assert alcohol["size"]["haly_40_years"]["value"] == pytest.approx(
        0.42 * sum(float(row["value"]) for row in table)
    )


def test_insulation_is_a_trade_off() -> None:
    result = screened("insulation")
    ways = {row["determinant"]: row["direction"] for row in result["changes"]}
    assert ways["home_quality"] == "better"
    assert ways["fine_particles"] == ways["legionella"] == "worse"
    greenhouse = result["goals"][0]
    assert greenhouse["win_win"]
    assert greenhouse["trade_off"]
    assert result["changes"][1]["size"]["haly_40_years"]["value"] < 0.0


def test_a_project_on_a_site_has_the_elements_of_a_report() -> None:
    result = screened("airport-homes")
    assert set(ids(result)) >= {"precaution", "below_norm", "harm_to_lowest_unknown"}
    site = result["site"]
    assert site["above_limit"] == 2, "noise of aircraft 6 and air quality 6; never the sum of scores"
    assert site["missing"] == ["ggd_advice", "monitoring"]
    assert site["in_eia"]
    assert (site["stage_step"], site["stage_steps"]) == (3, 5)
    mental = result["health"]["mental"]
    assert mental["disorders"] == ["depression"]
    assert mental["worse"] == ["noise"]


def test_nothing_keeps_its_reason() -> None:
    result = screened("archive-law")
    assert result["outcome"]["outcome"] == "none"
    assert result["outcome"]["nothing_because"]["en"].startswith("It is about keeping documents")
    assert len(result["policy"]["not_touched"]) == 3


def test_sizes_of_determinants_are_nowhere_added_up() -> None:
    """No number of healthy years stands outside a change."""
    result = screened("insulation")
    rest = {key: value for key, value in result.items() if key != "changes"}
    assert "haly" not in json.dumps(rest)


@pytest.mark.parametrize("name", register_ids())
def test_every_entry_of_the_register_can_be_screened(name: str) -> None:
    result = screen(name)
    assert result["outcome"]["outcome"] in ("none", "note", "full")
    assert result["outcome"]["rules"]
    assert result["policy"]["from_register"]
    assert json.loads(json.dumps(result)) == result


def test_a_measure_is_screened_from_its_effects() -> None:
    """Cool streets: 0.4 degrees times 0.5 times 0.8 is 0.16, for a tenth of the people."""
    heat = screen("cool-streets")["changes"][0]
    assert heat["determinant"] == "heat"
    assert heat["size"]["points"]["value"] == pytest.approx(0.16)
    assert heat["size"]["share"]["value"] == pytest.approx(0.1)
    rows = pack_folder("NLD/2025").rows("sensitivity")
    total = sum(float(row["value"]) for row in rows if row["risk_factor"] == "heat")
    assert heat["size"]["haly_40_years"]["value"] == pytest.approx(0.016 * total)


def test_points_of_a_measure_have_the_range_of_its_numbers() -> None:
    """Cleaner air: 0.5 µg/m3 (0.2 to 1.0) times a transfer of 1 (0.6 to 1.2).

    Below √(ln² 2.5 + ln² 1.6667) = 1.049063, above √(ln² 2 + ln² 1.2) = 0.716724.
    """
    points = screen("cleaner-air")["changes"][0]["size"]["points"]
    assert points == pytest.approx({"value": 0.5, "low": 0.175133, "high": 1.023857}, abs=1e-6)


def test_what_a_table_cannot_hold_is_left_to_the_model() -> None:
    debt = screen("debt-relief")["changes"][0]
    assert debt["size"]["status"] == "run_model"
    assert debt["size"]["haly_40_years"] is None
    assert screen("fall-prevention")["changes"][0]["disease"] == "fall_injury"


def test_a_quick_estimate_is_of_the_size_of_the_appraisal() -> None:
    """Not a law: 40 years of full size beside 20 years of trees that take ten years to grow."""
    from hiap import appraise

    quick = screen("cool-streets")["changes"][0]["size"]["haly_40_years"]["value"]
    result: dict[str, Any] = appraise(["cool-streets"])
    full = result["scenarios"]["cool-streets"]["haly"]["mean"]
    assert quick / 5.0 < full < quick


def test_a_pack_without_the_table_gives_the_map_and_no_sizes(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(str(pack_folder("NLD/2025").path), copy)
    (copy / "sensitivity.csv").unlink()
    result = screen(str(EXAMPLES / "screening-insulation.yaml"), pack=str(copy))
    assert result["sensitivity"] == {"there": False, "version": None, "stale": False}
    particles = result["changes"][1]
    assert particles["size"]["status"] == "no_table"
    assert {chain["to"] for chain in particles["leads_to"]} == {"all_cause", "asthma"}


def test_a_table_that_is_out_of_date_is_told(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(str(pack_folder("NLD/2025").path), copy)
    risks = copy / "relative_risk.csv"
    risks.write_text(risks.read_text(encoding="utf-8").replace(",23.26,", ",23.27,", 1), encoding="utf-8")
    assert screen("sugar-tax", pack=str(copy))["sensitivity"]["stale"]


def test_the_determinants_are_listed_with_what_they_lead_to() -> None:
    rows = {row["id"]: row for row in determinant_rows()}
    assert rows["noise"]["leads_to"] == "ischaemic_heart_disease, sleep"
    assert rows["smoking"]["risk_factor"] == "smoking"


def test_a_screening_runs_no_model_and_answers_at_once() -> None:
    code = "from hiap import screen; screen('sugar-tax')"
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    names = set(re.findall(r"\|\s*([\w.]+)\s*$", done.stderr, re.M))
    assert not {name.partition(".")[0] for name in names} & {"scipy", "numba", "pandas"}
    assert not {name for name in names if name.startswith(("hiap.simulation", "hiap.economics"))}
    before = os.times()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    after = os.times()
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    assert spent < 1.5, "seconds of work"
