"""Verifying a run: what held, what differs, and what is no run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from hiap import NoSuchRunError, appraise, load_pack
from hiap.catalogue.measures import catalogue_ids
from hiap.domain.errors import InputError
from hiap.reports.files import run_files
from hiap.reports.renderer import Spec
from hiap.runs.folder import write_run
from hiap.runs.verify import Check, verify
from hiap.workflow.appraise import repeat
from hiap.workflow.computed import foreign_names
from hiap.workflow.settings import Settings, examine

EXAMPLES = Path(__file__).parents[2] / "examples"
ELSEWHERE = str(EXAMPLES / "packs" / "ELSEWHERE" / "2025")
HELD = ["files", "versions", "pack", "result"]
Change = Callable[[dict[str, Any]], object]


def no_charts(specs: Sequence[Spec], locale: str) -> list[str]:
    """Empty pictures: what verifies reads no picture."""
    return [f"<svg lang='{locale}'></svg>"] * len(specs)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two measures with a few draws."""
    result = appraise(["fall-prevention", "school-lunch"], draws=3, seed=5, years=30, workers=1)
    return write_run(result, tmp_path_factory.mktemp("out"), run_files(result, "nl", no_charts)).folder


def test_measures_of_the_catalogue_name_nothing_foreign() -> None:
    names = list(catalogue_ids())
    measures = examine(names, Settings())[1]
    assert len(measures) == len(names) > 5
    assert [name for item in measures for name in foreign_names(item, load_pack())] == []


@pytest.fixture
def copy(run: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    for file in run.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def spoil(copy: Path, change: Change) -> None:
    """Change the result of a copy."""
    result = json.loads((copy / "result.json").read_text(encoding="utf-8"))
    change(result)
    (copy / "result.json").write_text(json.dumps(result), encoding="utf-8")


def by_name(found: list[Check]) -> dict[str, Check]:
    return {check.what: check for check in found}


def test_a_run_gives_the_same_bytes_again(run: Path) -> None:
    found = verify(run, repeat)
    assert [check.what for check in found] == HELD
    assert all(check.held for check in found)
    assert found[-1].found == "the same bytes"


def test_the_other_engine_gives_the_same_to_a_billionth(run: Path) -> None:
    found = by_name(verify(run, lambda result: repeat(result, engine="numba")))
    assert (found["result"].held, found["result"].found) == (True, "the same to 1e-09")
    assert (found["versions"].held, found["versions"].found) == (True, "engine numpy, now numba")


def test_a_number_that_was_changed_is_named_with_both_values(copy: Path) -> None:
    def more(result: dict[str, Any]) -> None:
        result["scenarios"]["fall-prevention"]["haly"]["mean"] *= 1.000001

    spoil(copy, more)
    found = by_name(verify(copy, repeat))
    assert not found["files"].held
    assert "result.json" in found["files"].found
    assert not found["result"].held
    assert "scenarios.fall-prevention.haly.mean" in found["result"].found


def test_a_file_that_is_gone_is_named(copy: Path) -> None:
    (copy / "by_year.csv").unlink()
    found = by_name(verify(copy, repeat))
    assert (found["files"].held, found["result"].held) == (False, True)
    assert "by_year.csv" in found["files"].found


def test_a_crate_that_was_changed_is_named(copy: Path) -> None:
    crate = copy / "ro-crate-metadata.json"
    crate.write_bytes(crate.read_bytes().replace(b"CreateAction", b"UpdateAction"))
    found = by_name(verify(copy, repeat))["files"]
    assert (found.held, "ro-crate-metadata.json" in found.found) == (False, True)


def test_other_code_is_told_and_is_no_failure(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "code" not in by_name(verify(copy, repeat))["versions"].found
    monkeypatch.setattr("hiap.runs.verify.code_digest", lambda: "0" * 64)
    found = by_name(verify(copy, repeat))["versions"]
    assert (found.held, found.found) == (True, "other code of hiap")


def test_a_key_that_was_taken_out_differs(copy: Path) -> None:
    spoil(copy, lambda result: result.pop("overlap"))
    assert "overlap" in by_name(verify(copy, repeat))["result"].found


def test_a_measure_that_was_changed_gives_another_result(copy: Path) -> None:
    """The measure in the result is computed again, so that its numbers cannot stand beside another."""

    def cheaper(result: dict[str, Any]) -> None:
        document = json.loads(result["documents"]["school-lunch"])
        amount = document["costs"][0]["amount"]
        amount.update({key: amount[key] / 2.0 for key in ("value", "low", "high")})
        result["documents"]["school-lunch"] = json.dumps(document)

    spoil(copy, cheaper)
    found = by_name(verify(copy, repeat))["result"]
    assert not found.held
    assert "school-lunch" in found.found


@pytest.mark.parametrize(
    "change",
    [
        lambda result: result.pop("documents"),
        lambda result: result["documents"].update({"school-lunch": "{}"}),
        lambda result: result["settings"].update(draws=-1),
        lambda result: result["settings"].update(years="many"),
        lambda result: result["settings"].update(perspective="nobody"),
        lambda result: result["settings"].pop("seed"),
        lambda result: result["pack"].update(id="NLD/1066"),
        lambda result: result.update(engine="abacus"),
        lambda result: result.update(documents={}),
    ],
)
def test_a_result_that_cannot_be_repeated_is_refused(copy: Path, change: Change) -> None:
    spoil(copy, change)
    with pytest.raises(InputError):
        verify(copy, repeat)


@pytest.mark.parametrize("text", ["[1, 2", "3", ""])
def test_a_result_that_cannot_be_read_is_refused(copy: Path, text: str) -> None:
    (copy / "result.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        verify(copy, repeat)


def test_a_folder_without_a_receipt_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(NoSuchRunError, match="is no run"):
        verify(tmp_path, repeat)


def test_a_run_on_a_pack_of_ones_own_needs_its_folder(tmp_path: Path) -> None:
    result = appraise([str(EXAMPLES / "clean-stoves.yaml")], pack=ELSEWHERE, years=5)
    folder = write_run(result, tmp_path, run_files(result, "en", no_charts)).folder
    with pytest.raises(InputError, match="ELSEWHERE"):
        verify(folder, repeat)
    found = verify(folder, lambda result: repeat(result, pack=ELSEWHERE))
    assert all(check.held for check in found)


def test_a_measure_of_another_pack_is_refused_by_the_names_it_uses(copy: Path) -> None:
    def elsewhere(result: dict[str, Any]) -> None:
        document = json.loads(result["documents"]["fall-prevention"])
        document["target"]["ses"] = ["low"]
        document["costs"][0]["payer"] = "village"
        result["documents"]["fall-prevention"] = json.dumps(document)

    spoil(copy, elsewhere)
    with pytest.raises(InputError, match="low") as refused:
        verify(copy, repeat)
    assert "village" in str(refused.value)


def test_the_command_tells_and_ends_with_its_code(run: Path, copy: Path) -> None:
    def told(folder: Path) -> tuple[int, str]:
        command = [sys.executable, "-m", "hiap", "verify", str(folder), "--format", "csv"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, text = told(run)
    assert code == 0
    assert "the same bytes" in text
    spoil(copy, lambda result: result["scenarios"]["school-lunch"].update(start=1999))
    assert told(copy)[0] == 1
    assert told(copy / "nothing")[0] == 3
