"""Ctrl-C ends hiap with 130 and one line at any moment: while it loads, computes or writes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process")

START = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background hands on "ignore"
from hiap.__main__ import main
print("up", flush=True)
main()
"""
STUBBORN = """
import time
print("loading", flush=True)
while True:
    try:
        time.sleep(0.01)
    except BaseException:
        pass
"""
SOON = 30.0


def interrupted(command: list[str], sign: str, delay: float) -> tuple[int, str]:
    """Interrupt a process a while after it has printed a sign; gives its code and what it told."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        while process.stdout.readline().strip() != sign:
            assert process.poll() is None
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=SOON)[1]
    finally:
        process.kill()
    return process.returncode, told


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6])
def test_an_interrupt_at_any_moment_is_one_line(delay: float, tmp_path: Path) -> None:
    arguments = ["appraise", "sugar-tax", "--draws", "2000", "--out", str(tmp_path)]
    code, told = interrupted([sys.executable, "-c", START, *arguments], "up", delay)
    assert (code, told) == (130, "interrupted; nothing half-written is left\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["typer", "numpy"])
def test_a_library_that_swallows_interrupts_while_it_loads_does_not_hold_it_up(
    module: str, tmp_path: Path
) -> None:
    (tmp_path / f"{module}.py").write_text(STUBBORN)
    start = f"import sys; sys.path.insert(0, {str(tmp_path)!r}){START}"
    code, told = interrupted([sys.executable, "-c", start, "reference"], "loading", 0.05)
    assert (code, told) == (130, "interrupted; nothing half-written is left\n")


def test_an_interrupt_that_the_caller_has_ignored_stays_ignored() -> None:
    start = START.replace("default_int_handler", "SIG_IGN")
    code, told = interrupted([sys.executable, "-c", start, "--version"], "up", 0.0)
    assert (code, told) == (0, "")
