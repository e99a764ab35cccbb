"""Measure the engine and write docs/performance.md: `make bench`.

The Makefile holds the libraries of the processor to one thread, so that one process is one core. Every time
is the smallest of some runs: what else the machine does can only make a run longer.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from commands import Command, commands
from hiap.catalogue.pack import load_pack
from hiap.domain.names import ALL_CAUSE
from hiap.simulation import kernels
from hiap.simulation.engine import EngineName
from hiap.workflow import block
from hiap.workflow.block import Task, run_block
from hiap.workflow.parallel import Width, run_draws
from machine import described, multiply_add_peak
from peer import Peer, three_states
from workload import Size, campaign, country

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
ROOT = Path(__file__).resolve().parents[1]
QALY_EUR = 50_000.0
FLOPS_OF_A_CELL = 91
"""Additions and multiplications of a cell, counted in the text of its loops; a division counts as one.

`quick_end` has 52, before which `lasting_course` has 33 and `course` 50: 85 in two of three diseases of W.
"""
STAGES = ("sample_world", "project_mortality", "calibrate", "set_up", "project", "book")
CELLS_OF_W = (15, 2, 2, 505, 80)
"""Diseases, scenarios, sexes, cells of age and group, and years of workload W."""
Row = Sequence[str]


def task(size: Size, draws: int, engine: EngineName = "numba", scenarios: int = 1) -> Task:
    """The work of some draws of a country of this size."""
    measures = tuple(campaign(20, f"campaign-{k}") for k in range(scenarios))
    return Task(country(size), measures, 1, draws, 0, max(draws, 1), size.years, QALY_EUR, engine)


def smallest(times: int, work: Callable[[], object]) -> float:
    """The least wall time of some runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def workload(draws: int, repeats: int) -> dict[str, float]:
    """Seconds of W for one draw, for a hundred, and for all draws, by engine and processes."""
    size = Size()
    run_block(task(size, 1))
    return {
        "numpy 1": smallest(repeats, lambda: run_block(task(size, 1, "numpy"))),
        "numba 1": smallest(repeats, lambda: run_block(task(size, 1))),
        "numpy 100": smallest(1, lambda: run_draws(task(size, 100, "numpy"), None, Width(1))),
        "numba 100": smallest(repeats, lambda: run_draws(task(size, 100), None, Width(1))),
        "numba 100 x2": smallest(repeats, lambda: run_draws(task(size, 100), None, Width(2))),
        f"numba {draws}": smallest(1, lambda: run_draws(task(size, draws), None, Width(1))),
        f"numba {draws} x2": smallest(1, lambda: run_draws(task(size, draws), None, Width(2))),
    }


def stages() -> dict[str, float]:
    """Milliseconds of a draw of W by stage, of 25 draws in one process."""
    spent = dict.fromkeys(STAGES, 0.0)
    kept = {name: getattr(block, name) for name in STAGES}

    def timed(name: str) -> Callable[..., object]:
        def stage(*given: object, **named: object) -> object:
            start = time.perf_counter()
            found = kept[name](*given, **named)
            spent[name] += time.perf_counter() - start
            return found

        return stage

    for name in STAGES:
        setattr(block, name, timed(name))
    try:
        run_block(task(Size(), 25))
    finally:
        for name in STAGES:
            setattr(block, name, kept[name])
    return {name: 1000 * seconds / 25 for name, seconds in spent.items()}


def growth(repeats: int) -> list[tuple[str, list[int], list[float]]]:
    """Seconds by number of draws, diseases, years and scenarios, the rest as in W."""
    base, draws = Size(), 10
    series: list[tuple[str, list[int], Callable[[int], Task]]] = [
        ("draws", [5, 10, 15, 20, 25], lambda n: task(base, n)),
        ("diseases", [5, 10, 15, 20], lambda n: task(replace(base, diseases=n), draws)),
        ("years", [20, 40, 60, 80], lambda n: task(replace(base, years=n), draws)),
        ("scenarios beside the reference", [1, 3, 5, 7], lambda n: task(base, draws, scenarios=n)),
    ]
    return [
        (name, at, [smallest(repeats, lambda x=x, make=make: run_block(make(x))) for x in at])  # type: ignore[misc]
        for name, at, make in series
    ]


def year_of_a_cell(repeats: int) -> float:
    """Seconds of one disease in one cell in one year of W, in the compiled loop over all diseases."""
    diseases, scenarios, sexes, cells, times = *CELLS_OF_W[:4], 50
    shape, nothing = (diseases, 1, scenarios, sexes, cells), np.zeros(0, dtype=np.int64)
    rates = (np.full((diseases, 1, sexes, cells), rate) for rate in (0.01, 0.05, 0.02, 0.0))
    incidence, remission, excess, none = rates
    remission[np.arange(diseases) % 3 != 2] = 0.0  # as in W
    end, cases, added = np.empty(shape), np.empty(shape), np.zeros(shape[1:])
    prevalence = np.full(shape, 0.1)
    prevalence[:, :, 1:] = 0.11  # cells that do not differ from the reference are not computed again

    def years() -> None:
        for _ in range(times):
            kernels.years_of_diseases(
                prevalence,
                incidence,
                remission,
                excess,
                none,
                none,
                np.ones((1, sexes, cells)),
                np.ones((diseases, 1, sexes)),
                nothing,
                nothing,
                np.zeros((0, 1, sexes, cells)),
                np.zeros((0, *shape[1:])),
                np.full((kernels.RATES, diseases), -1),
                np.zeros(diseases, dtype=np.int64),
                end,
                cases,
                added,
            )

    years()
    return smallest(3 * repeats, years) / (times * end.size)


def pairs_of_the_pack() -> str:
    """How many pairs of factor and disease have a risk in the pack that ships, and of how many."""
    pack = load_pack()
    found = [risk for risk in pack.relative_risks if risk.outcome != ALL_CAUSE]
    return f"{len(found)} of {len(pack.risk_factors) * len(pack.diseases)}"


def table(head: Row, rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def w_rows(times: dict[str, float], draws: int, cell: float) -> list[Row]:
    """What was asked of W beside what was measured, and W reduced to what the goal was measured on."""
    reduced = 1000 * cell * math.prod(CELLS_OF_W)
    per_draw = times[f"numba {draws}"] / draws
    asked = {
        "1 draw, Numba": (f"{1000 * times['numba 1']:.0f} ms", "15 ms"),
        "1 draw, the loop over diseases and the deaths they cause alone": (f"{reduced:.0f} ms", "15 ms"),
        "1 draw, NumPy": (f"{1000 * times['numpy 1']:.0f} ms", ""),
        "100 draws, NumPy, one process": (f"{times['numpy 100']:.1f} s", ""),
        "100 draws, Numba, one process": (f"{times['numba 100']:.1f} s", ""),
        "100 draws, Numba, two processes": (f"{times['numba 100 x2']:.1f} s", ""),
        f"{draws:,} draws, Numba, one process": (f"{times[f'numba {draws}']:.0f} s", ""),
        f"{draws:,} draws, Numba, two processes": (f"{times[f'numba {draws} x2']:.0f} s", "15 s"),
        "a draw among many, Numba, one process": (f"{1000 * per_draw:.0f} ms", ""),
        "two processes over one, 100 draws": (f"{times['numba 100'] / times['numba 100 x2']:.2f}", "1.9"),
        f"two processes over one, {draws:,} draws": (
            f"{times[f'numba {draws}'] / times[f'numba {draws} x2']:.2f}",
            "1.9",
        ),
        "NumPy over Numba, 100 draws": (f"{times['numpy 100'] / times['numba 100']:.1f}", ""),
    }
    return [(name, found, goal) for name, (found, goal) in asked.items()]


def growth_rows(series: Sequence[tuple[str, list[int], list[float]]]) -> list[Row]:
    """A straight line through each series, and how much of the differences it explains."""
    rows: list[Row] = []
    for name, at, seconds in series:
        slope, fixed = np.polyfit(at, seconds, 1)
        left = np.array(seconds) - (fixed + slope * np.array(at))
        explained = 1.0 - float((left**2).sum() / ((np.array(seconds) - np.mean(seconds)) ** 2).sum())
        measured = ", ".join(f"{x}: {second:.2f}" for x, second in zip(at, seconds, strict=True))
        rows.append((name, measured, f"{fixed:.2f} + {slope:.3f} n", f"{explained:.3f}"))
    return rows


def page(draws: int, repeats: int) -> str:
    """The whole page."""
    told = print if sys.stdout.isatty() else lambda *_: None
    told("workload W")
    times, by_stage = workload(draws, repeats), stages()
    told("growth")
    series = growth(repeats)
    told("machine and peers")
    peak, cell = multiply_add_peak(repeats), year_of_a_cell(repeats)
    peer = three_states(repeats)
    told("commands")
    ran = commands(repeats)
    text = (ROOT / "benchmarks" / "performance.md").read_text(encoding="utf-8")
    return text.format(
        machine=described(),
        pairs=pairs_of_the_pack(),
        workload=table(("Workload W", "measured", "asked"), w_rows(times, draws, cell)),
        stages=table(
            ("Stage of a draw of W", "ms", "share"),
            [(f"`{n}`", f"{ms:.1f}", f"{ms / sum(by_stage.values()):.0%}") for n, ms in by_stage.items()],
        ),
        growth=table(
            ("Grows with", "seconds of 10 draws (draws: of n)", "line", "explained"), growth_rows(series)
        ),
        cell=f"{1e9 * cell:.1f}",
        flops=FLOPS_OF_A_CELL,
        rate=f"{FLOPS_OF_A_CELL / cell / 1e9:.1f}",
        peak=f"{peak / 1e9:.1f}",
        share=f"{FLOPS_OF_A_CELL / cell / peak:.0%}",
        peer=_peer_rows(peer),
        commands=_command_rows(ran),
    )


def _peer_rows(peer: Peer) -> str:
    """The same three states in both packages."""
    return table(
        ("Three states, 2 strategies, 60 years", "microseconds a draw"),
        [
            (f"heormodel {peer.version}", f"{1e6 * peer.theirs:.0f}"),
            ("hiap, Numba", f"{1e6 * peer.ours:.1f}"),
            ("ratio", f"{peer.theirs / peer.ours:.0f}"),
        ],
    )


def _command_rows(ran: Sequence[Command]) -> str:
    """Whole commands, start of the process included."""
    return table(
        ("Command", "seconds", "asked", "MB", "asked"),
        [
            (f"`{c.words}`", f"{c.seconds:.1f}", c.asked_seconds, f"{c.megabytes:.0f}", c.asked_megabytes)
            for c in ran
        ],
    )


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=1000, help="draws of the largest run of W")
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the smallest counts")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "performance.md")
    given = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in ONE_THREAD):
        sys.exit(f"hiap: set {', '.join(ONE_THREAD)} to 1, or run make bench")
    text = page(given.draws, given.repeats)
    given.to.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {given.to}")


if __name__ == "__main__":
    main()
