"""Education in a pack: two tables and an age that belong together, checked before they are read."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_check import pack_faults
from hiap.domain.errors import InputError
from hiap.workflow.sources import source_rows

ELSEWHERE = Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025"
COMPLETE = "education_complete_age: {value: 1, unit: age, source: made-up, grade: R}\n"
YEARS = {"low": 2.0, "middle": 2.5, "high": 3.0}


def share_lines(low: float = 0.5) -> list[str]:
    """The shares of an invented country of three ages: half low, .3 middle and .2 high."""
    cells = [(sex, age) for sex in ("male", "female") for age in range(3)]
    return [
        f"{sex},{age},{level},{value}"
        for sex, age in cells
        for level, value in (("low", low), ("middle", 0.3), ("high", 0.2))
    ]


def expectancy_lines(high: float = YEARS["high"], ages: tuple[int, ...] = (0,)) -> list[str]:
    """Life expectancies of the invented country."""
    return [
        f"{sex},{age},{level},{value},years,made-up,R,"
        for sex in ("male", "female")
        for age in ages
        for level, value in (YEARS | {"high": high}).items()
    ]


def write(folder: Path, share: list[str], expectancy: list[str], complete: str = COMPLETE) -> None:
    """Put education into a copy of the invented country."""
    head = "sex,age,education,value"
    (folder / "education_share.csv").write_text("\n".join([head, *share, ""]))
    head = "sex,age,education,value,unit,source,grade,note"
    (folder / "education_expectancy.csv").write_text("\n".join([head, *expectancy, ""]))
    for name in ("education_share", "education_expectancy"):
        with (folder / "tables.csv").open("a") as file:
            file.write(f"{name},{name},share,2025,R,made-up,none,made up,\n")
    (folder / "inputs.yaml").write_text(complete + (folder / "inputs.yaml").read_text())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented country, which has no education."""
    return Path(shutil.copytree(ELSEWHERE, tmp_path / "mine"))


def test_a_pack_may_say_nothing_of_education() -> None:
    assert load_pack(str(ELSEWHERE)).education is None


def test_education_is_read_as_it_stands_in_its_files(folder: Path) -> None:
    write(folder, share_lines(), expectancy_lines())
    education = load_pack(str(folder)).education
    assert education is not None
    assert education.share.shape == (2, 3, 3)
    assert education.share[1, 2].round(12).tolist() == [0.5, 0.3, 0.2]
    assert education.gap(0).tolist() == [1.0, 1.0]
    assert (education.first_age, education.later_age, education.grade("male")) == (1, 0, "R")


@pytest.mark.parametrize(
    ("share", "expectancy", "complete", "problem"),
    [
        (share_lines(0.4), expectancy_lines(), COMPLETE, "the shares of male, 0 add up to 0.9"),
        (share_lines(), expectancy_lines(high=2.0), COMPLETE, "do not live longer than with low"),
        (share_lines(), expectancy_lines(ages=(1,)), COMPLETE, "there is no life expectancy at birth"),
        (share_lines(), expectancy_lines(ages=(0, 2)), COMPLETE, "life expectancy at age 2 cannot be used"),
        (share_lines(), expectancy_lines()[:-1], COMPLETE, "no row for female, 0, high"),
        (share_lines(), expectancy_lines() * 2, COMPLETE, "stands"),
        (share_lines()[:-1], expectancy_lines(), COMPLETE, "1 cells are missing"),
        (share_lines(), [], COMPLETE, "education_share needs education_expectancy, which has no rows"),
        (share_lines(), expectancy_lines(), "", "education_complete_age is missing"),
        (share_lines(), expectancy_lines(), COMPLETE.replace("1,", "1.5,"), "education_complete_age"),
        (share_lines(), expectancy_lines(), COMPLETE.replace("made-up", "nobody"), "'nobody' is not in"),
    ],
)
def test_every_fault_of_education_is_told(
    folder: Path, share: list[str], expectancy: list[str], complete: str, problem: str
) -> None:
    write(folder, share, expectancy, complete)
    told = [fault.message for fault in pack_faults(pack_folder(str(folder)))]
    assert any(problem in text for text in told), told
    with pytest.raises(InputError):
        load_pack(str(folder))


def test_the_dutch_shares_are_those_of_the_class_in_which_a_cohort_was_counted() -> None:
    """Persons of 2019 in thousands (CBS 85453NED): who is 75 in 2025 was 69, who is 30 counts with 25-34."""
    education = load_pack().education
    assert education is not None
    women_65_74, men_25_34 = np.array([137 + 201 + 123, 156 + 82 + 55, 152 + 47]), np.array([138, 452, 497])
    np.testing.assert_allclose(education.share[1, 75], women_65_74 / 953, atol=1e-6)
    np.testing.assert_allclose(education.share[0, 30], men_25_34 / 1087, atol=1e-6)
    np.testing.assert_allclose(education.share[0, :31], education.share[0, 30][None].repeat(31, 0), atol=0)


def test_sources_list_what_is_behind_education() -> None:
    rows = {str(row["parameter"]): row for row in source_rows()}
    assert rows["inputs/education_complete_age"]["grade"] == "R"
    assert rows["education_expectancy/female/65/high"]["grade"] == "R"
    assert rows["education_expectancy/male/65/high"]["value"] == 20.5
    assert rows["education_share/low"]["sources"] == "cbs-85453ned"
