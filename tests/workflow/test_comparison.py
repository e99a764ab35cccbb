"""The model beside official figures: as published, with the model's by another way."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.workflow.catalogue import pack_check
from hiap.workflow.comparison import comparison_rows
from hiap.workflow.reference import reference_rows


def found(figure: str, year: str, **labels: str) -> dict[str, object]:
    """The one comparison with these labels."""
    wanted = {"figure": figure, "year": year, "ages": "", "sex": "all"} | labels
    (row,) = [row for row in comparison_rows() if wanted.items() <= row.items()]
    return row


def test_official_figures_are_those_published() -> None:
    """Year figures of CBS, forecasts of December 2024 and 2025, lifestyle monitor, budget."""
    assert found("deaths", "2025", sex="female")["official"] == 87_600
    assert found("population", "2037")["official"] == 19e6
    assert found("population", "2045", ages="80+")["official"] == 1.8e6
    assert found("population", "2050", ages="65+")["official"] == 4.8e6
    assert found("population", "2058")["official"] == 20e6
    assert found("exposure", "2024", item="smoking/current", ages="18+")["official"] == 0.18
    assert (
        found("patients", "2021", item="dementia", source="vzinfo-dementia-estimate")["official"] == 290_000
    )
    assert found("care", "2025", item="zvw")["official"] == 66.8e9
    assert found("life expectancy", "2025", sex="male", ages="0")["official"] == 80.7


def test_the_model_meets_what_it_was_made_to_meet() -> None:
    for row in comparison_rows():
        if row["relation"] == "solved" and row["official"]:
            assert abs(float(str(row["difference_percent"]))) < 3.0, row


def test_care_that_is_linked_to_persons_in_part_is_not_the_whole_of_a_law() -> None:
    """Of 66.8 billion about 4.5 is not linked to persons: 93 % is the most that the model can have."""
    whole = found("care", "2024", item="zvw")
    assert (whole["relation"], found("care", "2024", item="wlz")["relation"]) == (
        "other definition",
        "solved",
    )
    assert float(str(whole["model"])) / float(str(whole["official"])) == pytest.approx(
        1.0 - 4.5 / 66.8, abs=0.01
    )


def test_migration_is_scaled_to_the_forecast_and_the_oldest_are_shown_as_they_are() -> None:
    for year in ("2037", "2058"):
        assert float(str(found("population", year)["model"])) == pytest.approx(
            found("population", year)["official"], rel=1e-3
        )
    old = found("population", "2070", ages="99+")
    assert (old["relation"], old["model_year"]) == ("shown", 2070)


def test_dementia_of_2050_stands_beside_the_model_of_2050() -> None:
    """506,000 (policy paper of 2025) and 447,000 (Vektis 2022, from 249,000 in 2020)."""
    rows = [row for row in comparison_rows() if (row["item"], row["year"]) == ("dementia", "2050")]
    assert sorted(float(str(row["official"])) for row in rows) == [447_000, 506_000]
    now = float(str(found("patients", "2020", item="dementia")["model"]))
    for row in rows:
        assert (row["relation"], row["model_year"]) == ("shown", 2050)
        assert 1.6 < float(str(row["model"])) / now < 2.0  # 447 of 249 is 1.8, in thirty years
        assert abs(float(str(row["difference_percent"]))) < 20.0


def test_the_model_side_is_that_of_the_reference_tables() -> None:
    """Patients, deaths and cost as `hiap reference` gives them, summed here by sex."""
    tables = [row for row in reference_rows() if row["ses"] == "all"]

    def total(table: str, **labels: str) -> float:
        chosen = {"table": table, **labels}
        return sum(float(str(row["value"])) for row in tables if chosen.items() <= row.items())

    dementia = found("patients", "2021", item="dementia", source="vzinfo-dementia-estimate")["model"]
    assert dementia == pytest.approx(total("prevalence", disease="dementia"), abs=2)
    assert found("deaths", "2025", sex="male")["model"] == pytest.approx(total("deaths", sex="male"), abs=1)
    assert found("care", "2025", item="wlz")["model"] == pytest.approx(
        total("care_cost", law="wlz", disease="")
    )
    cases = found("new cases", "2022", item="lung_cancer")["model"]
    assert cases == pytest.approx(total("incidence", disease="lung_cancer"), abs=2)
    women = found("life expectancy", "2025", sex="female", ages="0")["model"]
    assert women == pytest.approx(total("life_expectancy", sex="female", age="0"), abs=0.01)


@pytest.mark.parametrize(("sex", "registered"), [("male", 15_400), ("female", 25_500)])
def test_new_osteoarthritis_of_the_knee_is_shown_and_not_tuned(sex: str, registered: int) -> None:
    """It follows from prevalence by age of people who do not recover: under what was registered in 2020."""
    row = found("new cases", "2020", item="knee_osteoarthritis", sex=sex)
    assert (row["official"], row["relation"]) == (registered, "shown")
    assert -15.0 < float(str(row["difference_percent"])) < 0.0


def test_differences_are_model_less_official() -> None:
    for row in comparison_rows():
        model, official = float(str(row["model"])), float(str(row["official"]))
        assert row["difference"] == pytest.approx(model - official, rel=1e-5, abs=1e-6)
        if official:
            assert row["difference_percent"] == pytest.approx(100 * (model - official) / official, abs=0.06)
        else:
            assert row["difference_percent"] == ""


def test_deaths_that_calibration_had_to_cut_say_so() -> None:
    """Breast cancer: 3,058 published in 2020, more than the excess deaths of its patients."""
    row = found("deaths by cause", "2020", item="breast_cancer", sex="female")
    assert (row["relation"], row["official"]) == ("cut", 3_058)
    assert float(str(row["difference"])) < 0


def test_deaths_by_dementia_are_those_published() -> None:
    """6,265 men and 11,074 women in 2023 (CBS): within the excess deaths of patients, none cut."""
    for sex, deaths in (("male", 6_265), ("female", 11_074)):
        row = found("deaths by cause", "2023", item="dementia", sex=sex)
        assert (row["relation"], row["official"]) == ("solved", deaths)
        assert float(str(row["model"])) == pytest.approx(deaths, rel=0.01)


def test_every_figure_has_a_source_that_can_be_named() -> None:
    for row in comparison_rows():
        assert row["producer"], row
        assert row["title"], row
        assert row["grade"] in ("A", "B", "C", "R"), row


def test_the_pack_passes_its_checks() -> None:
    assert [row["check"] for row in pack_check() if not row["ok"]] == []


def test_the_command_prints_a_page_of_100_columns() -> None:
    done = CliRunner().invoke(app, ["pack", "compare"])
    assert done.exit_code == 0
    assert max(map(len, done.stdout.splitlines())) <= 100
