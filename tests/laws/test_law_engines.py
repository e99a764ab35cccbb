"""Two engines, one model: NumPy to read and Numba for many draws give the same numbers to 1e-9."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import effect, measure, outcome_change
from whole_pack import ADULTS, EVERYBODY, QALY_EUR, arrays, move, pack

from hiap.domain.measure import Measure
from hiap.simulation.engine import COMPILED_FROM, EngineName, engine_for
from hiap.workflow.block import Differences, Task, run_block

YEARS, DRAWS = 12, 4


def measures() -> tuple[Measure, ...]:
    """Every kind of effect: on shares, a mean, each rate of a disease, the use of all care and of one."""
    kinds = {
        "a-quit": [move("shift", "smoking", 0.2, ("current", "former"))],
        "b-lighter": [move("hold", "bmi", -0.5, None, "kg/m2")],
        "c-fewer": [effect("incidence", 0.9, "ratio", disease="stroke")],
        "d-better": [effect("remission", 1.2, "ratio", disease="depression")],
        "e-safer": [effect("fatality", 0.9, "ratio", disease="ischaemic_heart_disease")],
        "f-leaner": [
            effect("care_use", 0.95, "ratio", disease="diabetes"),
            effect("care_use", 0.99, "ratio", id="of-all"),
        ],
    }
    outside = outcome_change("offence_assault", "fewer", 0.01, "offence")
    return tuple(
        measure(
            name,
            ADULTS if name < "c" else EVERYBODY,
            effects=effects,
            outcomes=[outside] if name == "a-quit" else [],
            start=2026,
        )
        for name, effects in kinds.items()
    )


def found(engine: EngineName, first: int = 0, last: int = DRAWS) -> Differences:
    """All measures and their package for some draws."""
    return run_block(Task(pack(), measures(), 1, DRAWS, first, last, YEARS, QALY_EUR, engine))


@pytest.fixture(scope="module")
def compiled() -> Differences:
    return found("numba")


def test_the_engines_agree_to_a_billionth(compiled: Differences) -> None:
    for (name, plain), (_, quick) in zip(arrays(found("numpy")), arrays(compiled), strict=True):
        scale = float(np.abs(plain).max())
        np.testing.assert_allclose(quick, plain, rtol=1e-9, atol=1e-9 * scale, err_msg=name)


def test_every_measure_does_something_in_the_compiled_engine(compiled: Differences) -> None:
    """Else the engines would agree on nothing; the last measure acts on the cost of care alone."""
    haly, care = compiled.haly.sum(axis=(0, 2, 3)), compiled.care.sum(axis=(0, 2))
    assert (haly[1:6] > 0).all()
    assert (care[1:] != 0).all()


def test_the_compiled_engine_gives_the_same_bytes_for_any_blocks(compiled: Differences) -> None:
    parts = [dict(arrays(found("numba", first, last))) for first, last in ((0, 1), (1, DRAWS))]
    for name, whole in arrays(compiled):
        assert np.concatenate([part[name] for part in parts]).tobytes() == whole.tobytes(), name


def test_the_engine_follows_from_the_number_of_draws_only() -> None:
    assert [engine_for(n) for n in (0, COMPILED_FROM - 1, COMPILED_FROM, 10_000)] == [
        "numpy",
        "numpy",
        "numba",
        "numba",
    ]


def test_without_draws_the_engines_agree_too() -> None:
    plain, quick = (
        run_block(replace(Task(pack(), measures(), 1, 0, 0, 1, YEARS, QALY_EUR), engine=name))
        for name in ("numpy", "numba")
    )
    np.testing.assert_allclose(quick.haly, plain.haly, rtol=1e-9, atol=1e-9 * np.abs(plain.haly).max())
