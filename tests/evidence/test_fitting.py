"""Which evidence fits: the rules as data, what follows for made-up measures, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pooled_measure import POOLED
from typer.testing import CliRunner

from hiap import InputError, appraise
from hiap.catalogue.evidence_rules import load_rules
from hiap.catalogue.measures import register_ids
from hiap.cli import app
from hiap.domain.measure import Measure
from hiap.evidence.fitting import Gap, facts_of, fits_of, floor_of, gaps_of, proportionate, years_in
from hiap.reports.fitting import evidence_tables
from hiap.reports.text import Words
from hiap.workflow.fitting import evidence_of_entry, evidence_of_run

RULES = Path(__file__).resolve().parents[2] / "src/hiap/data/catalogue/evidence_rules.yaml"
CLAIM = {
    "id": "fewer",
    "outcome": {"nl": "minder diabetes", "en": "less diabetes"},
    "direction": "gain",
    "metric": "rr",
    "value": 0.8,
    "population": "800 adults",
    "comparison": "nothing",
    "design": "randomised",
    "follow_up": "two years",
    "setting": "Sweden",
    "source": "review",
    "grade": "R",
}


def measure(
    evidence: dict[str, Any] | None = None, claim: dict[str, Any] | None = None, **fields: Any
) -> Measure:
    """The sample measure with other fields; with a claim if one is described."""
    tree = yaml.safe_load(POOLED) | fields
    tree["effects"][0]["evidence"] |= evidence or {}
    if claim is not None:
        tree["claims"] = [CLAIM | {"evidence": tree["effects"][0]["evidence"]} | claim]
    return Measure.model_validate(tree)


def fitting(entry: Measure) -> dict[str, str]:
    return {fit.rule.id: fit.fits for fit in fits_of(entry, load_rules())}


def test_a_price_for_all_cannot_be_drawn_by_lot_and_a_place_can() -> None:
    levy = fitting(measure(obligation="price"))
    local = fitting(measure())
    assert (levy["randomised"], levy["cluster"]) == ("no", "no")
    assert (local["randomised"], local["cluster"]) == ("no", "yes")
    assert levy["interrupted-time-series"] == "yes"


def test_what_the_document_says_goes_before_what_follows_from_it() -> None:
    said = measure(evaluation={"by_lot": "persons", "years_to_effect": 20})
    assert facts_of(said)["by_lot"] == ("persons", "said")
    assert facts_of(said)["scale"] == ("local", "derived")
    assert fitting(said)["randomised"] == "no", "twenty years is too long for a trial"
    assert fitting(measure(evaluation={"by_lot": "persons"}))["randomised"] == "yes"


@pytest.mark.parametrize(
    ("maturity", "obligation", "without"),
    [("pilot", "agreement", True), ("rolled_out", "agreement", None), ("pilot", "price", None)],
)
def test_a_local_measure_that_is_no_more_than_a_pilot_has_places_without_it(
    maturity: str, obligation: str, without: bool | None
) -> None:
    fact = facts_of(measure(maturity=maturity, obligation=obligation))["elsewhere_without"]
    assert fact.value is without


def test_what_is_not_known_is_not_taken_for_a_no() -> None:
    fits = {fit.rule.id: fit for fit in fits_of(measure(maturity="rolled_out"), load_rules())}
    assert fits["difference-in-differences"].fits == "unknown"
    assert fits["difference-in-differences"].against == ("elsewhere_without",)
    known = measure(evaluation={"elsewhere_without": True})
    assert fitting(known)["difference-in-differences"] == "yes"
    assert fitting(measure(evaluation={"elsewhere_without": False}))["difference-in-differences"] == "no"


@pytest.mark.parametrize(
    ("evidence", "claim", "floor", "answer"),
    [
        ({}, {"design": "cluster_randomised"}, "yes", "yes"),
        ({}, {"design": "cohort"}, "yes", "partly"),
        ({"floor": "no"}, {}, "no", "no"),
        ({"floor": "modelled"}, {}, "modelled", "partly"),
    ],
)
def test_the_floor_and_proportion(evidence: Any, claim: Any, floor: str, answer: str) -> None:
    entry = measure(evidence, claim)
    assert floor_of(entry) == floor
    assert proportionate(entry, fits_of(entry, load_rules())) == answer


def gaps(entry: Measure) -> list[Gap]:
    return gaps_of(entry, fits_of(entry, load_rules()))


START: dict[str, Any] = {"risk_of_bias": 0, "inconsistency": 0, "indirectness": 0, "imprecision": 0}


@pytest.mark.parametrize(
    ("design", "start", "yes", "perhaps"),
    [
        ("randomised", None, {"randomised"}, set()),
        ("meta_analysis", "randomised", {"randomised"}, {"cluster"}),
        ("meta_analysis", "observational", set(), set()),
        ("meta_analysis", None, set(), {"randomised", "cluster"}),
        (
            "natural_experiment",
            None,
            set(),
            {"difference-in-differences", "synthetic-control", "regression-discontinuity"},
        ),
    ],
)
def test_a_kind_of_evidence_is_there_only_where_a_claim_tells_it(
    design: str, start: str | None, yes: set[str], perhaps: set[str]
) -> None:
    """A natural experiment may be of three kinds; a meta-analysis of observations is no trial."""
    certainty = "high" if start == "randomised" else "low"
    rated = {"certainty": certainty, "ratings": {"start": start, **START} if start else None}
    entry = measure(rated, {"design": design})
    found = {fit.rule.id: fit.present for fit in fits_of(entry, load_rules())}
    assert {name for name, present in found.items() if present == "yes"} == yes
    assert {name for name, present in found.items() if present == "perhaps"} == perhaps


def test_what_is_missing_is_named() -> None:
    """The effect is used for the ten years of the measure, people were followed for two."""
    found = gaps(measure(claim={}))
    assert Gap("no-dutch-study") in found
    assert Gap("short-follow-up", "fewer", 2.0, 10.0) in found
    assert Gap("transfer-assumed", "fewer") in found
    assert Gap("design-absent", "cluster") in found
    better = measure(
        claim={"setting": "the Netherlands", "follow_up": "12 years", "design": "cluster_randomised"}
    )
    assert {gap.code for gap in gaps(better)} == {"transfer-assumed", "design-absent"}
    assert Gap("design-absent", "cluster") not in gaps(better)
    assert {gap.code for gap in gaps(measure({"floor": "no"}))} >= {"floor-no", "no-claims"}


@pytest.mark.parametrize(
    ("text", "years"),
    [("18 months", 1.5), ("two years", 2.0), ("1 year, then 26 weeks", 1.0), ("none", None)],
)
def test_spans_in_words(text: str, years: float | None) -> None:
    assert years_in(text) == years


def test_every_entry_of_the_register_has_its_evidence_told_in_both_languages() -> None:
    for name in register_ids():
        found = evidence_of_entry(name)
        shown = [evidence_tables(Words(lang), found) for lang in ("nl", "en")]
        assert len(shown[0]) == len(shown[1]) >= 1
        text = " ".join(cell.text for table in shown[0] for row in table.rows for cell in row)
        assert "_" not in text.replace("`", ""), f"{name}: an id is left in {text}"


def test_a_file_of_ones_own_takes_the_place_of_the_rules(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text = RULES.read_text(encoding="utf-8")
    first = text.index("  - id: cluster")
    path.write_text(text[:first] + text[text.index("sources:") :], encoding="utf-8")
    designs = evidence_of_entry("sugar-tax", rules=str(path))["measures"]
    assert isinstance(designs, list)
    assert [design["id"] for design in designs[0]["designs"]] == ["randomised"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("by_lot: [persons],", "by_luck: [persons],", "by_luck"),
        ("source: decree-2025", "source: nobody", "nobody"),
    ],
)
def test_faults_in_rules_are_told_with_their_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "rules.yaml"
    text = RULES.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(str(path))
    fault = caught.value.faults[0]
    assert told in fault.message
    assert fault.line == text[: text.index(new)].count("\n") + 1


def test_a_run_tells_its_profile_and_what_knowing_is_worth() -> None:
    result = appraise(["fall-prevention"], draws=3)
    found = evidence_of_run(result)
    scenarios = found["scenarios"]
    assert isinstance(scenarios, dict)
    uncertainty = result["scenarios"]["fall-prevention"]["uncertainty"]  # type: ignore[index]
    assert scenarios["fall-prevention"]["evpi_eur"] == uncertainty["evpi_eur"]
    captions = [table.caption for table in evidence_tables(Words("en"), found)]
    assert any("what better evidence is worth at most" in caption for caption in captions)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_prints_each_form(form: str) -> None:
    done = CliRunner().invoke(app, ["evidence", "fall-prevention", "--lang", "en", "--format", form])
    assert done.exit_code == 0
    assert {"table": "Randomised trial", "csv": "fall-prevention,randomised", "json": '"proportionate"'}[
        form
    ] in done.stdout


def test_an_unknown_measure_or_language_is_refused() -> None:
    done = CliRunner().invoke(app, ["evidence", "fall-preventio", "--lang", "fr"])
    assert done.exit_code == 2
    assert "did you mean fall-prevention" in done.output
    assert "'fr' is not known" in done.output


# RIVM, "Recent erkende interventies" (loketgezondleven.nl): levels and names, and who has which.
