"""What the dossier says of computing again gives the same result, on the command line and in Python."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest
from typer.testing import CliRunner

import hiap
from hiap.cli import app
from hiap.reports.document import Facts, parts
from hiap.reports.dossier import dossier
from hiap.reports.repeating import citation, command, python
from hiap.reports.text import Words


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """A result of two measures with settings that are not those by default."""
    return hiap.appraise(
        ["cool-streets", "fall-prevention"],
        draws=2,
        seed=7,
        years=30,
        perspective="care",
        engine="numpy",
        variants=["discount-2.25"],
        equity_goal="floor",
        equity_floor=55.0,
        workers=1,
    )


def test_the_lines_of_python_give_the_same(result: dict[str, Any]) -> None:
    lines = python(result).partition("; ")
    names: dict[str, Any] = {}
    exec(lines[0], names)
    assert eval(lines[2], names) == result


def test_the_command_gives_the_same(result: dict[str, Any]) -> None:
    words = shlex.split(command(result))
    assert words[0] == "hiap"
    told = CliRunner().invoke(app, [*words[1:], "--workers", "1", "--json"])
    assert json.loads(told.stdout) == json.loads(json.dumps(result))


def test_they_stand_in_the_dossier_with_the_citation(result: dict[str, Any]) -> None:
    for lang in ("nl", "en"):
        facts = [block for block in parts(dossier(result, lang).sections) if isinstance(block, Facts)]
        told = [value for fact in facts for _, value in fact.pairs]
        assert {command(result), python(result), citation(Words(lang), result)} <= set(told)


def test_the_citation_names_version_data_measures_and_draws(result: dict[str, Any]) -> None:
    told = citation(Words("en"), result)
    for name in (
        hiap.__version__,
        "NLD/2025",
        result["pack"]["sha256"][:12],
        "cool-streets, fall-prevention",
    ):
        assert name in told
    assert "2 draws, seed 7" in told
