"""Settings and files are examined as a whole: every fault at once, and what is fine is not refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hiap import Fault, InputError, appraise, load_measure, load_pack, vocabulary_of
from hiap.workflow.appraise import input_faults
from hiap.workflow.settings import Settings

EXAMPLE = (Path(__file__).resolve().parents[2] / "examples" / "my-measure.yaml").read_text(encoding="utf-8")


def written(folder: Path, name: str, *changes: tuple[str, str]) -> str:
    """The example (from 2027, 5 years) with parts replaced, as a file of its own."""
    text = EXAMPLE.replace("id: walking-groups", f"id: {name}")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def faults_of(measures: Any, **settings: Any) -> list[Fault]:
    """All faults of an appraisal."""
    return input_faults(measures, Settings(**settings))


def test_faults_of_settings_and_of_all_files_come_at_once(tmp_path: Path) -> None:
    one = written(tmp_path, "one", ("acts: municipalities", "acts: nobody"))
    two = written(tmp_path, "two", ("duration: 5 ", "duration: 0 "))
    found = faults_of([one, "sugar-tex", two], draws=-1, years=0, perspective="societty")
    assert [fault.path for fault in found] == [
        *("--draws", "--years", "--perspective", one, "sugar-tex", two)
    ]
    with pytest.raises(InputError) as caught:
        appraise([one, "sugar-tex", two], draws=-1, years=0, perspective="societty")
    assert list(caught.value.faults) == found


def test_faults_of_the_pack_are_told_with_those_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: MINE/2025\n")
    (tmp_path / "parties.yaml").write_bytes(b"\xff")
    found = faults_of(["sugar-tax"], draws=-1, pack=str(tmp_path))
    assert found[0].path == "--draws"
    assert {Path(fault.path).name for fault in found} >= {"pack.yaml", "parties.yaml", "population.csv"}
    with pytest.raises(InputError) as caught:
        appraise(["sugar-tax"], draws=-1, pack=str(tmp_path))
    assert list(caught.value.faults) == found


@pytest.mark.parametrize("pack", ["NLD/2031", "", "a" * 5000, "nul\0", Path("packs"), None, 5])
def test_a_pack_that_cannot_be_is_told_so(pack: Any) -> None:
    (fault, *others) = faults_of([], pack=pack)
    assert fault.path == "--pack"
    assert [other.path for other in others] == ["MEASURE"]


@pytest.mark.parametrize(
    ("start", "duration", "most", "reason"),
    [
        ("2027", "5", 65, "go beyond what is computed"),  # 2027 + 65 = 2092, before the end of the pack
        ("2027", "structural", 74, "go beyond the pack, which ends in 2100"),
        ("2070", "5", 31, "go beyond the pack, which ends in 2100"),
        ("2025", "76", 76, "go beyond the pack, which ends in 2100"),
    ],
)
def test_years_end_with_the_pack_or_with_what_is_computed(
    start: str, duration: str, most: int, reason: str, tmp_path: Path
) -> None:
    changes = (("start: 2027", f"start: {start}"), ("duration: 5 ", f"duration: {duration} "))
    path = written(tmp_path, "mine", *changes)
    assert faults_of([path], years=most) == []
    (fault,) = faults_of([path], years=most + 1)
    assert fault.message == f"{most + 1} years from {start} {reason}"
    assert (fault.path, fault.cure) == ("--years", f"give at most {most}")


def test_years_count_from_the_measure_that_starts_first(tmp_path: Path) -> None:
    late = written(tmp_path, "late", ("start: 2027", "start: 2070"))
    assert faults_of([late, "sugar-tax"], years=74) == []
    assert [fault.cure for fault in faults_of(["sugar-tax", late], years=75)] == ["give at most 74"]


def test_years_of_a_faulty_file_count_if_they_can_be_read(tmp_path: Path) -> None:
    faulty = written(tmp_path, "faulty", ("acts: municipalities", "acts: nobody"))
    assert [fault.cure for fault in faults_of([faulty], years=66)][:1] == ["give at most 65"]
    unknown = written(tmp_path, "unknown", ("start: 2027", "start: soon"))
    assert [fault.path for fault in faults_of([unknown], years=76)] == [unknown]
    assert [fault.cure for fault in faults_of([unknown], years=77)][:1] == ["give at most 76"]


def test_more_draws_than_there_can_be_name_the_most() -> None:
    assert [fault.cure for fault in faults_of(["sugar-tax"], draws=10**20)] == ["give at most 10000"]


@pytest.mark.parametrize(
    "measures", ["sugar-tax", Path("sugar-tax"), None, 5, {"sugar-tax": 1}, b"sugar-tax"]
)
def test_what_is_no_list_of_measures_is_told_so(measures: Any) -> None:
    (fault,) = faults_of(measures)
    assert (fault.path, fault.cure) == ("MEASURE", 'give a list, as ["sugar-tax"]')


@pytest.mark.parametrize("measure", [Path("m.yaml"), 5, None])
def test_a_measure_that_is_no_text_is_told_so(measure: Any) -> None:
    assert [fault.cure for fault in faults_of([measure])] == ["give an id or a path as text, as str(path)"]
    with pytest.raises(InputError, match="is not text"):
        load_measure(measure, vocabulary_of(load_pack()))


@pytest.mark.parametrize("name", ["draws", "seed", "years", "workers"])
@pytest.mark.parametrize("value", [1.5, True, "40", [1]])
def test_a_setting_that_is_no_whole_number_is_told_so(name: str, value: Any) -> None:
    (fault,) = faults_of(["sugar-tax"], **{name: value})
    assert fault.path.strip("-") == name
    assert fault.message == f"{value!r} is not a whole number"


def test_a_perspective_of_any_kind_is_looked_up() -> None:
    assert faults_of(["sugar-tax"], perspective="municipalities") == []
    for other in (None, ["society"], "resources"):
        assert [fault.path for fault in faults_of(["sugar-tax"], perspective=other)] == ["--perspective"]


def test_no_measure_at_all() -> None:
    assert [fault.message for fault in faults_of([])] == ["no measure"]
