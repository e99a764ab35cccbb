"""What a user may rely on: names, lazy loading, one version in every place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import hiap
from hiap.cli import app

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"numpy", "scipy", "numba", "pandas", "polars"}


def modules_after(*arguments: str) -> set[str]:
    """Give the top-level modules that a fresh interpreter has loaded after running with these arguments."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    names = re.findall(r"\|\s*([\w.]+)\s*$", done.stderr, re.M)
    return {name.partition(".")[0] for name in names}


def test_every_public_name_resolves() -> None:
    assert {name for name in hiap.__all__ if getattr(hiap, name, None) is None} == set()


def test_dir_shows_the_public_names_before_they_are_loaded() -> None:
    assert set(dir(hiap)) == set(hiap.__all__)


def test_a_name_is_the_one_of_its_home() -> None:
    from hiap.domain.errors import InputError

    assert hiap.InputError is InputError


@pytest.fixture(scope="module")
def lunch() -> dict[str, object]:
    return hiap.appraise(["school-lunch"])


@pytest.mark.parametrize("view", ["budget", "pockets"])
def test_the_money_of_a_result_is_what_the_command_prints(
    view: str, lunch: dict[str, object], tmp_path: Path
) -> None:
    done = CliRunner().invoke(app, ["appraise", "school-lunch", "--out", str(tmp_path), "--json"])
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    printed = json.loads(CliRunner().invoke(app, [view, str(folder), "--format", "json"]).stdout)
    give = getattr(hiap, view)
    assert done.exit_code == 0
    assert give(lunch) == give(folder) == give(str(folder)) == give(["school-lunch"]) == printed


def test_the_money_of_a_result_has_its_settings_and_scenarios(lunch: dict[str, object]) -> None:
    with pytest.raises(hiap.InputError, match="--draws: a run has its own settings"):
        hiap.budget(lunch, draws=3)
    with pytest.raises(hiap.InputError, match="did you mean school-lunch"):
        hiap.pockets(lunch, "school-luch")
    assert hiap.pockets(lunch, "school-lunch") == hiap.pockets(lunch)


def test_an_unknown_name_is_refused_with_the_names_that_exist() -> None:
    with pytest.raises(AttributeError, match=r"no attribute 'apraise'; public names: .*appraise"):
        _ = hiap.apraise


def test_importing_hiap_loads_nothing_heavy() -> None:
    assert modules_after("-c", "import hiap") & (HEAVY | {"pydantic", "rich", "typer"}) == set()


def test_help_loads_nothing_heavy() -> None:
    assert modules_after("-m", "hiap", "--help") & HEAVY == set()


def test_every_place_names_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert project["version"] == hiap.__version__
    assert f"\nversion: {hiap.__version__}\n" in citation


def test_every_place_names_the_same_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "EUPL-1.2"
    for name in ("CITATION.cff", "publiccode.yml"):
        assert "license: EUPL-1.2" in (ROOT / name).read_text(encoding="utf-8")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
