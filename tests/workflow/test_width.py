"""Commands over any number of processes: the same bytes, from the library and on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from hiap.domain.errors import InputError
from hiap.workflow import parallel
from hiap.workflow import portfolio as portfolio_module
from hiap.workflow import worth as worth_module
from hiap.workflow.appraise import appraise, repeat
from hiap.workflow.computed import from_measures
from hiap.workflow.package import package_task
from hiap.workflow.parallel import Width
from hiap.workflow.perspective import choose
from hiap.workflow.portfolio import portfolio
from hiap.workflow.programmes import programmes
from hiap.workflow.settings import Settings
from hiap.workflow.worth import worths

EXAMPLES = Path(__file__).parents[2] / "examples"
STOVES = EXAMPLES / "clean-stoves.yaml"
ELSEWHERE = str(EXAMPLES / "packs" / "ELSEWHERE" / "2025")
NAMES = ("clean-stoves", "stoves-b", "stoves-c")
PORTFOLIO = """schema: hiap-portfolio/1
id: stoves
title: {{nl: Fornuizen, en: Stoves}}
goal: haly
perspective: society
draws: 2
measures: {measures}
budgets:
  - {{payer: all, most_eur: 1.0e+12}}
"""
PROGRAMME = """schema: hiap-programme/1
id: {id}
title: {{nl: Fornuizen, en: Stoves}}
measures: {measures}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three measures of the invented country, a portfolio of them and two programmes."""
    place = tmp_path_factory.mktemp("stoves")
    text = STOVES.read_text(encoding="utf-8")
    for name in NAMES:
        (place / f"{name}.yaml").write_text(text.replace("id: clean-stoves", f"id: {name}", 1))
    files = json.dumps([f"{name}.yaml" for name in NAMES])
    (place / "portfolio.yaml").write_text(PORTFOLIO.format(measures=files))
    (place / "one.yaml").write_text(PROGRAMME.format(id="one", measures='["clean-stoves.yaml"]'))
    (place / "all.yaml").write_text(PROGRAMME.format(id="all", measures=files))
    return place


def measures(folder: Path) -> list[str]:
    return [str(folder / f"{name}.yaml") for name in NAMES]


def _contributions(place: Path, workers: int) -> object:
    """What combinations are worth, as a package asks it."""
    asked = from_measures(measures(place), Settings(years=5, pack=ELSEWHERE, workers=workers))
    task, first = package_task(asked)
    needed = [members for size in (1, 2, 3) for members in combinations(range(3), size)]
    found = worths(task, needed, first, choose(asked.pack, "society"), width=Width(workers))
    return [[list(members), found[members].tolist()] for members in sorted(found)]


COMPUTE: dict[str, Callable[[Path, int], object]] = {
    "appraise": lambda place, workers: appraise(
        measures(place)[:2], draws=6, years=4, pack=ELSEWHERE, workers=workers
    ),
    "contributions": _contributions,
    "programmes": lambda place, workers: programmes(
        [str(place / "one.yaml"), str(place / "all.yaml")], draws=6, pack=ELSEWHERE, workers=workers
    ),
    "portfolio": lambda place, workers: portfolio(
        str(place / "portfolio.yaml"), pack=ELSEWHERE, workers=workers
    ),
}


@pytest.mark.parametrize("name", COMPUTE)
def test_the_number_of_processes_changes_no_byte(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "FEW", 1)
    for module in (worth_module, portfolio_module):
        monkeypatch.setattr(module, "AT_A_TIME", 2)
    found = [json.dumps(COMPUTE[name](folder, workers), sort_keys=True) for workers in (1, 2)]
    assert found[0] == found[1]


BELOW_ONE = "--workers: 0 is under 1; give 1 or more"


@pytest.mark.parametrize(
    "command",
    [
        ("appraise", "clean-stoves.yaml"),
        ("budget", "clean-stoves.yaml"),
        ("pockets", "clean-stoves.yaml"),
        ("package", "clean-stoves.yaml", "stoves-b.yaml"),
        ("package", "one.yaml", "all.yaml"),
        ("portfolio", "portfolio.yaml"),
        ("agree", str(EXAMPLES / "agreement-fall-prevention.yaml")),
    ],
    ids=" ".join,
)
def test_every_command_that_computes_takes_a_number_of_processes(
    folder: Path, command: tuple[str, ...]
) -> None:
    pack = () if command[0] == "agree" else ("--pack", ELSEWHERE)
    done = hiap(folder, *command, *pack, "--workers", "0")
    assert done.returncode == 2
    assert BELOW_ONE in done.stderr.splitlines()


def test_the_command_gives_the_same_bytes_for_another_number_of_processes(folder: Path) -> None:
    asked = ("appraise", "clean-stoves.yaml", "--draws", "12", "--years", "4", "--pack", ELSEWHERE, "--json")
    one, two = (hiap(folder, *asked, "--workers", workers) for workers in ("1", "2"))
    assert one.stdout == two.stdout
    assert len(one.stdout) > 1000


def test_a_run_is_computed_again_with_any_number_of_processes(folder: Path) -> None:
    result = appraise(measures(folder)[:1], draws=10, years=4, pack=ELSEWHERE, workers=1)
    assert repeat(result, pack=ELSEWHERE, workers=2) == result
    with pytest.raises(InputError, match=BELOW_ONE):
        repeat(result, pack=ELSEWHERE, workers=0)
    for command in ("resume", "verify"):
        assert "--workers" in hiap(folder, command, "--help").stdout


def hiap(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hiap", *arguments], cwd=place, capture_output=True, text=True
    )
