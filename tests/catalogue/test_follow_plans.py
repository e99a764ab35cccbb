"""Plans to follow: what is wrong with a file is said with its place and its cure, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from follow_text import PLAN, plan_of, read

from hiap.catalogue.documents import read_document
from hiap.catalogue.follow_checks import follow_findings
from hiap.catalogue.follow_plans import follow_rules, read_follow_plan
from hiap.domain.errors import InputError

TARGET = "value: 20, judge_from: 2022"
STATE = "states: [{day: 2026-01-01, status: running}]"
STORIES = (Path(__file__).parent / "follow_stories.yaml").read_text(encoding="utf-8")


def faults(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_follow_plan(plan_of(folder, text))
    return str(caught.value)


def test_the_small_plan_has_no_faults(tmp_path: Path) -> None:
    plan = read(tmp_path)
    assert plan.targets[0].value == 20
    assert plan.indicators[1].per == 100_000
    assert read(tmp_path, PLAN + STORIES).stories is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema: hiap-follow/1", "schema: hiap-screen/1", "begin it with schema: hiap-follow/1"),
        ("kind: rate, per: 100000", "kind: rate", "a rate without per; add per, as 100000"),
        ("kind: count", "kind: count, per: 10", "per is for a rate only"),
        ("kind: count", "kind: standardised_rate", "a rate without per; add per, as 100000"),
        ("kind: count", "kind: count, last_age: 64", "last_age is for a standardised rate only"),
        ("kind: count", "kind: count, at_age: 65", "at_age is for years ahead only"),
        ("kind: count", "kind: life_expectancy", "fewer years ahead are not better; write better: higher"),
        ("kind: mean", "kind: life_expectancy, design_effect: 2", "a life_expectancy is no sample"),
        ("swing: 0, swing_because: {nl: w, en: w}", "swing: 0", "swing without its reason"),
        ("better: lower, swing", "better: down, swing", "better: 'down' is not one of the choices"),
        ("id: east", "id: north", "places: the id north is used twice"),
        ("indicator: smoking", "indicator: smokin", "smokin is not a known indicator; did you mean smoking?"),
        ("reference: land", "reference: lan", "lan is not a known place; did you mean land?"),
        ("years: [2020, 2030]", "years: [2030, 2020]", "years [2030, 2020] do not go forward"),
        (TARGET, "judge_from: 2022", "targets/less: no goal; give one of value, change_percent"),
        (TARGET, f"change_percent: -5, {TARGET}", "targets/less: several goals"),
        (TARGET, "value: 120, judge_from: 2022", "value 120 is no percentage"),
        (TARGET, "value: 20, judge_from: 2020", "judge_from 2020 is not after 2020"),
        ("judge_from: 2022, judge_because: {nl: w, en: w}", "judge_from: 2022", "judge_because is missing"),
        (TARGET, "gap_closed_percent: 25, judge_from: 2022", "gap_with is missing; add gap_with"),
        (TARGET, "only_better: true, judge_from: 2022", "only_better without margin"),
        (TARGET, "change_percent: 0, judge_from: 2022", "nothing is to change, and margin is 0"),
        (TARGET, f"steps: [{{year: 2031, value: 21}}], {TARGET}", "step 2031 is not between 2020 and 2030"),
        ("theme: work", "theme: wrk", "wrk is not a known theme; did you mean work?"),
        ("source: s}\nplaces", "source: q}\nplaces", "q is not a known source of the file"),
        ("due: 2027-01-01", "due: 2026-05-01", "was due on 2026-05-01 and is late, without the reason"),
        ("status: running", "status: done", "commitments/act: done without proof"),
        ("status: running", "status: stopped", "stopped without the reason"),
        (STATE, "states: []", "nothing is said of how it stands"),
        (
            STATE,
            "states: [{day: 2026-01-01, status: planned}, {day: 2025-01-01, status: running}]",
            "2025-01-01 is before 2026-01-01; write the oldest first",
        ),
        (
            STATE,
            f"money: [{{eur_per_year: 1.0, kind: temporary, first_year: 2026, payer: x}}], {STATE}",
            "temporary money without its end",
        ),
        (
            STATE,
            "money: [{eur_per_year: 1.0, kind: structural, first_year: 2026, last_year: 2027, payer: x}], "
            + STATE,
            "structural money with an end",
        ),
        ("expected: [", "run: out, expected: [", "promises/said: both run and expected; keep one of the two"),
        (
            "expected: [{year: 2024, value: 25, low: 23, high: 27}]",
            "run: out",
            "a run without scenario, outcome, factor, factor_because; say which outcome",
        ),
        ("without: start", "factor: 2.0, without: start", "promises/said: factor without a run"),
        ("without: start, base_year: 2020", "base_year: 2020", "base_year says nothing without `without`"),
        ("base_year: 2020, drift", "drift", "promises/said: base_year is missing"),
        (", drift_per_year: 0.1", "", "promises/said: drift_per_year is missing"),
        ("id: said, indicator: smoking", "id: said, indicator: deaths", "nothing says how much years differ"),
        (
            "place: north, group: men, without: start",
            "place: land, group: men, without: reference",
            "no reference place to compare with; name another",
        ),
        (
            "without: start, base",
            "without: elsewhere, base",
            "without: 'elsewhere' is not one of the choices",
        ),
        ("{year: 2024, value: 25", "{year: 2020, value: 25", "promises/said: 2020 is not after 2020"),
        ("low: 23, high: 27", "low: 27, high: 27", "promises/said: 2024 has no interval"),
        ("begins: [{place: north, year: 2024}]", "begins: []", "evaluations/did: nothing begins; add begins"),
        (
            "{place: north, year: 2024}",
            "{place: nort, year: 2024}",
            "nort is not a known place; did you mean",
        ),
        ("{place: north, year: 2024}", "{place: north, year: 2020}", "2020 is not after from_year 2020"),
        ("{place: north, year: 2024}", "{place: north, year: 2029}", "2029 is after to_year 2028"),
        (
            "[{place: north, year: 2024}]",
            "[{place: north, year: 2024}, {place: north, year: 2025}]",
            "evaluations/did: north begins twice",
        ),
        (
            "against: [south, land]",
            "against: [south, north]",
            "north is named twice, or has the measure itself",
        ),
        ("against: [south, land]", "against: [south, eats]", "against: eats is not a known place"),
        (", against: [south, land]", "", "evaluations/did: nothing to compare with; name in against"),
        ("index, group: men", "index, slope: true, group: men", "slope is for an interrupted series"),
        ("design: difference-in-differences", "design: interrupted-time-series", "did: slope is missing"),
        (
            "design: difference-in-differences",
            "design: interrupted-time-series",
            "2 places against one interrupted series; keep the one",
        ),
        (
            "difference-in-differences, what: {nl: w, en: w}, indicator: index, group: men, from_year: 2020, "
            "to_year: 2028, begins: [{place: north, year: 2024}]",
            "synthetic-control, what: {nl: w, en: w}, indicator: index, group: men, "
            "begins: [{place: north, year: 2024}, {place: east, year: 2025}]",
            "synthetic-control is of one place; keep one, or write design: difference-in-differences",
        ),
        ("title: {nl: Klein, en: Small}", "title: Klein", "title: 'Klein' has no fields"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in PLAN
    assert said in faults(tmp_path, PLAN.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "chosen: [{story: one, reason: {nl: r, en: r}}]",
            "chosen: [{story: two, reason: {nl: r, en: r}}]",
            "two is chosen without the consent of its teller",
        ),
        (
            "chosen: [{story: one, reason: {nl: r, en: r}}]",
            "chosen: []",
            "round 1 of home says nothing of one; choose it, or keep it under rejected with the reason",
        ),
        ("chosen: [{story: one, reason: {nl: r, en: r}}]", "chosen: [{story: one}]", "reason is missing"),
        ("level: 1, domain", "level: 2, domain", "one is not open to round 2 of home"),
        ("told_on: 2025-02-01", "told_on: 2024-02-01", "told on 2024-02-01, outside 2025-01-01"),
        ("id: two, domain: home", "id: two, domain: street", "street is not a known domain of change"),
    ],
)
def test_no_story_disappears_and_none_is_used_without_consent(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in STORIES
    assert said in faults(tmp_path, PLAN + STORIES.replace(old, new, 1))


def places_in(tree: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document."""
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inner:
        yield (*here, key)
        yield from places_in(value, (*here, key))


def test_whatever_stands_anywhere_is_a_fault_and_no_crash() -> None:
    """Every value of a plan with stories replaced by one of another kind, one at a time."""
    document, _ = read_document("plan.yaml", (PLAN + STORIES).encode())
    assert document is not None
    others: tuple[Any, ...] = (None, [], {}, [1], 5, "x", [[]])
    places = list(places_in(document.tree))
    assert len(places) > 200
    for place in places:
        for value in others:
            tree = deepcopy(document.tree)
            around = tree
            for step in place[:-1]:
                around = around[step]
            around[place[-1]] = value
            follow_findings(tree)


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = PLAN.replace("kind: rate, per: 100000", "kind: rate").replace("id: east", "id: north")
    lines = faults(tmp_path, text.replace("reference: land", "reference: lan")).splitlines()
    assert len(lines) == 3
    assert [line.split(": ")[0].rsplit(":")[-1] for line in lines] == ["12", "19", "25"]


def test_a_hidden_story_may_be_kept_among_the_rejected(tmp_path: Path) -> None:
    kept = STORIES.rstrip().rstrip("}") + ", rejected: [{story: two, reason: {nl: r, en: r}}]}\n"
    plan = read(tmp_path, PLAN + kept)
    assert plan.stories is not None
    assert plan.stories.rounds[0].rejected[0].story == "two"


def test_the_conventions_are_those_of_the_method() -> None:
    rules = follow_rules()
    assert (rules.false_alarm, rules.behind, rules.window_years) == (0.05, 0.10, 3)
    assert (rules.fewest_events, rules.fewest_people) == (10, 100)
